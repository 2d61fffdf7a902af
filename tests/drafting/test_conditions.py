"""What a clause's conditions become for one customer: only his own circumstance, no broken term, the shorter term for who is worse off."""

from dataclasses import replace

import pytest
from draft_kit import Desk, case

from assistant.drafting.conditions import met, named_only, plainly_met
from assistant.drafting.flow import draft_reply
from assistant.drafting.terms import broken, gives_again, nth

PAUSED = """
## Abonnement op lampen stoppen
Bij een verhuizing, baanverlies, langdurige ziekte of een overlijden stopt het abonnement meteen. Anders geldt een maand.

### Klant
Bij een verhuizing, baanverlies, langdurige ziekte of een overlijden stopt je abonnement meteen. Er komen geen kosten bij.
"""
SEARCH = """
## Lamp zoek bij de bezorging
Een zoekgeraakte lamp zoeken wij binnen 5 werkdagen.

### Klant
Wij zoeken je lamp binnen 5 werkdagen. Een zoekgeraakte lamp vervangen wij zonder kosten.

### Wij doen
Ik start de zoekactie naar je lamp.
"""
LAMP_OUT = """
## Noodlamp doet het niet
Een noodlamp vervangt de monteur binnen 24 uur. Is er een baby in huis, dan is de monteur er binnen 8 uur.

### Klant
De monteur vervangt je noodlamp binnen 24 uur. Is er een baby in huis, dan is de monteur er binnen 8 uur.
"""

STAIRS = """
## Lamp in het trappenhuis stuk
Is de lamp stuk, dan is de monteur er binnen 4 uur.

### Klant
Zit er iemand vast in de lift, dan is de monteur er binnen 1 uur. Bij een kapotte lamp is de monteur er binnen 4 uur.
"""


@pytest.mark.parametrize(
    ("said", "term"),
    [
        ("7 werkdagen zeiden jullie voor die lamp. zijn er nu 15.", (168.0, 360.0)),
        ("De 5 werkdagen zijn om en ik heb nog niets gehoord", (120.0, 120.0)),
        ("jullie zeiden 5 werkdagen. Ik wacht al 3 weken", (120.0, 504.0)),
        ("zouden binnen 2 uur komen, is nu 5 uur", (2.0, 5.0)),
        ("Ik wacht al 6 weken. U schreef 10 werkdagen.", (240.0, 1008.0)),
        ("Maandag gebeld, er zou binnen 2 werkdagen iemand komen. Het is nu donderdag.", (48.0, 48.0)),
        ("al 4 uur geen licht", (0.0, 0.0)),
        ("ik zou binnen 3 dagen geld krijgen, is dat normaal?", (0.0, 0.0)),
        ("ik zou 20 euro terugkrijgen voor mijn retour van 2 weken geleden, nog niet binnen", (0.0, 0.0)),
        ("ik ga 3 maanden weg, kan de bezorging stoppen?", (0.0, 0.0)),
    ],
)
def test_a_term_is_broken_where_the_customer_says_it_was_given_and_is_over(said: str, term: tuple[float, float]) -> None:
    assert broken(said) == term


def test_a_shorter_term_is_a_new_remedy_and_no_repeat() -> None:
    assert gives_again("Je hebt het geld binnen 5 werkdagen.", (120.0, 504.0))
    assert not gives_again("De teamleider belt je binnen 1 werkdag.", (120.0, 504.0))
    assert not gives_again("Na 5 dagen wachten krijg je € 25.", (120.0, 504.0))


def test_a_broken_term_is_not_given_back_but_goes_to_a_person(desk: Desk) -> None:
    kit = desk.kit(body=SEARCH)
    late = draft_reply(case("Mijn lamp is zoek bij de bezorging. Jullie zeiden 5 werkdagen, het zijn er nu 12."), kit).reply.text
    first = draft_reply(case("Mijn lamp is zoek bij de bezorging, volgens de bezorger staat hij nergens."), kit).reply.text
    assert "5 werkdagen" not in late
    assert "Ik start de zoekactie" not in late
    assert "vandaag zelf voor aan mijn teamleider" in late
    assert "morgen vóór 12.00 uur" in late
    assert "binnen 5 werkdagen" in first
    assert "Ik start de zoekactie naar je lamp." in first


@pytest.mark.parametrize(
    ("sentence", "said", "left"),
    [
        ("Bij ziekte, zwangerschap of thuiswerken kan het stilstaan.", "ik ben zwanger", "Bij zwangerschap kan het stilstaan."),
        ("Bij ziekte, zwangerschap of thuiswerken kan het stilstaan.", "ik ga op reis", ""),
        (
            "Bij koorts, een bloeding of een wond die opengaat, belt u direct.",
            "mijn wond is open",
            "Bij een wond die opengaat, belt u direct.",
        ),
        ("Bij een storing komt de monteur.", "geen licht", "Bij een storing komt de monteur."),
        ("Wij bellen, mailen of appen je.", "geen licht", "Wij bellen, mailen of appen je."),
    ],
)
def test_of_a_list_of_circumstances_only_the_customers_own_is_said(sentence: str, said: str, left: str) -> None:
    assert named_only(sentence, said, ()) == left


def test_a_death_leaves_the_other_circumstances_unsaid(desk: Desk) -> None:
    text = draft_reply(case("Mijn man is overleden, hoe stopt zijn abonnement op lampen?"), desk.kit(body=PAUSED)).reply.text
    assert "Bij een overlijden stopt je abonnement meteen." in text
    assert "baanverlies" not in text


def test_a_condition_that_the_customer_tells_in_full_is_met() -> None:
    condition = "Mis je de laatste trein door onze vertraging"
    assert plainly_met(condition, "door de vertraging heb ik de laatste trein gemist")
    assert not plainly_met(condition, "de trein had vertraging")
    assert not plainly_met("Is de lamp niet kapot", "mijn lamp is kapot")


def test_degrees_and_times_meet_a_condition() -> None:
    assert met("is het kouder dan 15 graden", "13 graden hier") is True
    assert met("is het kouder dan 15 graden", "het is 19 graden") is False
    assert nth("Bij een derde keer belt de teamleider") == 3
    assert nth("ik heb al vier keer gebeld") == 4


def test_in_need_the_shorter_term_of_who_is_worse_off_takes_the_place_of_the_other(desk: Desk) -> None:
    text = draft_reply(
        case("Noodlamp doet het niet, al 4 uur helemaal donker en ik zit hier met een baby!!"), desk.kit(body=LAMP_OUT)
    ).reply.text
    assert "binnen 8 uur" in text
    assert "24 uur" not in text


def test_what_is_brought_up_besides_is_not_passed_over(desk: Desk) -> None:
    words = "Mijn lamp is zoek bij de bezorging. Ook is er 2 keer € 24,90 afgeschreven."
    assert "zoek ik" in draft_reply(case(words), desk.kit(body=SEARCH)).reply.text
    rude = "Mijn lamp is zoek bij de bezorging en toen ik belde hing jullie collega gewoon op."
    assert "collega met je omging" in (text := draft_reply(case(rude), desk.kit(body=SEARCH)).reply.text) or "bent behandeld" in text


def test_a_condition_of_somebody_else_does_not_come_before_what_holds_for_everybody(desk: Desk) -> None:
    text = draft_reply(case("De lamp in het trappenhuis doet het al 9 dagen niet."), desk.kit(body=STAIRS)).reply.text
    assert "zit er iemand vast" not in text.lower()
    assert "binnen 4 uur" in text


def test_a_delivery_service_is_no_place_of_care(desk: Desk) -> None:
    kit = desk.kit()
    shop = replace(kit, brand=replace(kit.brand, sector={"nl": "lampenwinkel met eigen bezorgdienst"}))
    text = draft_reply(case("De lamp kwam kapot aan en mijn vrouw is er nu ziek van."), shop).reply.text
    assert "Beterschap voor je vrouw." in text
