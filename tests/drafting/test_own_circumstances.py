"""A clause said as it holds for one customer: the own term of an exception, no doubt about what is told, nothing of somebody else."""

from dataclasses import replace

import pytest
from draft_kit import Desk, case

from assistant.drafting.conditions import as_done, condition, fulfilled, settled, with_own_terms
from assistant.drafting.embedded.amounts import within_amount
from assistant.drafting.embedded.rules import addressed, role, turn
from assistant.drafting.flow import draft_reply
from assistant.drafting.triage import triage_case
from assistant.records.brand import ChannelRules, Contact
from assistant.records.triage import Judged, Triage, Urgency

OUT = """
## Noodlamp doet het niet
Bij uitval van een noodlamp komt de lampenmaker binnen 24 uur. Is er een baby, een zieke of iemand van 70 jaar of ouder in huis, dan
binnen 8 uur, ook in het weekend.
"""
BANK = """
## Nep-mail over een lamp
Een nep-mail over een lamp is niet van ons.

### Klant
Een mail met een link over je lamp komt nooit van ons. Heb je al gegevens ingevuld, bel dan nu je bank. Wij halen de link weg.
"""
STOOD = """
## Lamp niet bezorgd: niemand gekomen
Wij komen opnieuw.

### Klant
Wij bezorgen je lamp binnen 2 werkdagen. Sta je nog voor een dichte winkel, dan openen wij de deur. Bij een tweede keer belt de
bezorgplanner je zelf.
"""
PRAISE = """
## Een compliment
Een compliment komt bij de collega terecht.

### Klant
Je compliment komt dezelfde week bij je bezorger terecht.

### Wij doen
Ik geef je compliment door.

### Nodig
niets
"""
DEMENTIA = """
## Lamp gekocht aan de deur
Een lamp die aan de deur is gekocht, kan binnen 14 dagen worden teruggegeven. Is de klant niet in staat geweest de gevolgen te overzien,
bijvoorbeeld door dementie, dan draaien wij de koop ook na die termijn terug. Het geld wordt binnen 5 werkdagen teruggestort.
"""
COSTS = """
## Lamp ruilen
Een lamp ruilen kan 30 dagen.

### Klant
Je kunt je lamp 30 dagen ruilen. Ruilen is gratis.
"""


def text_of(desk: Desk, words: str, body: str, channel: str = "whatsapp") -> str:
    return draft_reply(case(words, channel), desk.kit(body=body)).reply.text


def test_the_term_of_an_exception_takes_the_place_of_the_general_one(desk: Desk) -> None:
    baby = text_of(desk, "Onze noodlamp doet het niet en de baby van 7 weken ligt in het donker, al sinds gisteren.", OUT)
    alone = text_of(desk, "Onze noodlamp doet het niet, al sinds gisteren.", OUT)
    assert "komt de lampenmaker binnen 8 uur, ook in het weekend." in baby
    assert "24 uur" not in baby
    assert "binnen 24 uur" in alone
    assert "8 uur" not in alone


def test_in_english_from_a_dutch_rule_it_is_the_same_term(desk: Desk) -> None:
    text = text_of(desk, "Hello, our emergency lamp (noodlamp) is dead since yesterday and our baby is 7 weeks old. When do you come?", OUT)
    assert "within 8 hours" in text
    assert "24" not in text


def test_what_is_added_to_a_term_stands_at_the_end_of_the_sentence() -> None:
    rule = (
        "Na betaling wordt binnen 24 uur opnieuw aangesloten.",
        "Is er een kind, een zieke of een alarm in huis, dan dezelfde dag, ook op zondag.",
    )
    assert with_own_terms(rule, "er is een kind", "") == ["Na betaling wordt dezelfde dag opnieuw aangesloten, ook op zondag."]
    assert with_own_terms(rule, "ik heb betaald", "") == [rule[0]]


def test_an_exception_is_said_without_naming_the_illness(desk: Desk) -> None:
    words = "Mijn moeder is dement en heeft op 5 november aan de deur een lamp gekocht van een verkoper. Kan dat nog terug?"
    text = text_of(desk, words, DEMENTIA)
    assert "Wij draaien de koop ook na die termijn terug." in text
    assert "ement" not in text
    assert "dementie" not in text_of(desk, "Aan de deur een lamp gekocht op 5 november, kan dat nog terug?", DEMENTIA)


def test_what_the_customer_did_not_do_is_no_condition_of_hers(desk: Desk) -> None:
    told = "ik kreeg een mail met een link over mijn lamp, is dat van jullie? ik heb nog niks ingevuld"
    assert "bank" not in text_of(desk, told, BANK)
    assert "bel" in text_of(desk, "ik kreeg een mail met een link over mijn lamp en heb al mijn gegevens ingevuld!", BANK)


def test_a_place_or_a_time_that_is_not_hers_is_left_out(desk: Desk) -> None:
    first = text_of(desk, "De lamp zou vandaag bezorgd worden en er is niemand gekomen.", STOOD)
    again = text_of(desk, "Weer is er niemand gekomen met mijn lamp, voor de tweede keer niet bezorgd.", STOOD)
    assert "dichte winkel" not in first + again
    assert "bezorgplanner" not in first
    assert "Daarom belt de bezorgplanner je zelf." in again


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("Was de aanmelding al gedaan, dan vragen wij de standen zelf op.", "Wij vragen de standen zelf op."),
        ("Mis je de trein, dan krijg je een taxi.", "Je krijgt een taxi."),
        ("Kun je niet naar buiten, dan helpt onze wijkbeheerder met boodschappen.", "Onze wijkbeheerder helpt met boodschappen."),
        ("Kwam er niemand, dan belt de teamleider planning je.", "Daarom belt de teamleider planning je."),
        ("If you paid for seats together, you get that back.", "You get that back."),
        ("Wij bellen je morgen.", "Wij bellen je morgen."),
    ],
)
def test_a_condition_that_is_met_becomes_what_follows(sentence: str, said: str) -> None:
    assert as_done(sentence) == said


def test_a_condition_at_the_end_that_is_met_is_left_out() -> None:
    rule = "De kosten worden één keer ingetrokken als de nota zelf betaald is."
    assert settled(rule, "de nota zelf heb ik gister meteen betaald", "") == ("De kosten worden één keer ingetrokken.", True)
    assert settled(rule, "ik vind die kosten te hoog", "") == (rule, False)


@pytest.mark.parametrize(
    ("limit", "asked", "holds"),
    [
        ("Was de aanmelding al gedaan", "aangemeld sinds 2021", True),
        ("Is er een baby, een zieke of een alarm in huis", "mijn man is ziek", True),
        ("Heb je al gegevens ingevuld", "ik heb nog niks ingevuld", False),
        ("Heb je al betaald of gegevens ingevuld", "moet ik betalen? ik heb nog niks ingevuld", False),
        ("Bij een tweede keer", "er kwam niemand", False),
        ("Bij een derde keer", "vier keer gebeld", True),
        ("Heb je een tuin met een schuur", "mijn lamp is stuk", None),
    ],
)
def test_whether_a_condition_is_this_customers(limit: str, asked: str, holds: bool | None) -> None:
    assert fulfilled(limit, asked) is holds


def test_a_question_to_the_customer_is_no_condition() -> None:
    assert condition("Gaat het nu, en is er iemand bij je?") == ""
    assert condition("Is er een kind, een zieke of een dier, dan komen wij.") == "Is er een kind, een zieke of een dier"


def test_what_is_said_before_a_comma_is_no_condition(desk: Desk) -> None:
    body = """
## Tilllamp doet het niet
Bij uitval van een tilllamp komt een monteur binnen 4 uur, dag en nacht. Hangt er iemand in de tilllamp, dan laat de noodhendel hem
zakken. Bij pijn of benauwdheid is 112 eerst.
"""
    text = text_of(desk, "HELP de tilllamp is halverwege gestopt, mijn man hangt erin en hij wordt bang!", body)
    assert condition("Bij uitval van een lamp komt een monteur binnen 4 uur, dag en nacht.") == ""
    assert "Bij uitval van een tilllamp komt een monteur binnen 4 uur, dag en nacht." in text
    assert "Daarom laat de noodhendel hem zakken." in text


def test_the_half_that_is_left_names_the_limit_itself() -> None:
    rule = "Tot € 1.500 regelt een collega dit direct; daarboven belt een adviseur."
    assert within_amount(rule, "ik moet € 1.912 betalen") == "Boven € 1.500 belt een adviseur."
    assert within_amount(rule, "ik moet betalen") == rule


def test_a_rule_for_whoever_is_said_to_the_one_who_is_meant() -> None:
    assert addressed("Wie niet kan betalen, krijgt een regeling.", "u") == "U krijgt een regeling."
    assert addressed("Wie niet kan betalen, krijgt een regeling.", "je") == "Je krijgt een regeling."
    assert addressed("Wie post van een ander krijgt, stuurt die niet door.", "u") == "Wie post van een ander krijgt, stuurt die niet door."
    assert turn("De stand wordt doorgegeven aan een medewerker.", "u") == "De stand wordt doorgegeven aan ons."
    assert turn("Is de klant ziek, dan bellen wij.", "u") == "Bent u ziek, dan bellen wij."
    assert role("Wij vragen het aan de netbeheerder.") == ""


def test_a_compliment_names_who_it_is_about_and_where_it_goes(desk: Desk) -> None:
    text = text_of(desk, "Een compliment voor bezorger Karim, die droeg de lampen zomaar naar drie hoog. Topkerel!", PRAISE)
    assert "bezorger Karim" in text
    assert "Je compliment komt dezelfde week bij je bezorger terecht." in text
    assert "?" not in text


def test_a_tip_in_public_hears_what_happens_with_it(desk: Desk) -> None:
    text = text_of(desk, "gister 11 plastic zakjes om 2 lampen. Tip: vraag eens of mensen een zakje willen", "", channel="x")
    assert "laat" in text and "vóór" in text


def test_who_made_the_mistake_himself_gets_no_apology(desk: Desk) -> None:
    own = text_of(desk, "Ik heb per ongeluk de verkeerde lamp besteld, kan ik die ruilen?", COSTS)
    ours = text_of(desk, "Jullie stuurden de verkeerde lamp, dit klopt niet, ik wil ruilen!", COSTS)
    assert "sorry" not in own.lower()
    assert "sorry" in ours.lower() or "excuses" in ours.lower() or "spijt" in ours.lower()


def test_a_question_that_is_answered_is_not_put_off(desk: Desk) -> None:
    text = text_of(desk, "Hoe lang kan ik mijn lamp ruilen en wat kost dat?", COSTS)
    assert "30 dagen" in text
    assert "gratis" in text
    assert "andere vraag" not in text


def test_somebodys_health_is_not_named_in_public(desk: Desk) -> None:
    kit = desk.kit(body=DEMENTIA)
    page = ChannelRules("facebook", True, 1500, 100, 60, private_route={"nl": "Messenger"})
    own = replace(kit.brand, channels={**kit.brand.channels, "facebook": page})
    kit = replace(kit, brand=own, triage=lambda c: _calm(triage_case(c, own, kit.lists)))
    words = "Mijn moeder is dement en nu ligt er een lamp van een verkoper aan de deur, schandalig."
    public, mail = (draft_reply(case(words, channel), kit).reply.text for channel in ("facebook", "email"))
    assert "gezondheid" not in public
    assert "voor je moeder" in public
    assert "De gezondheid van uw moeder" in mail or "de gezondheid van uw moeder" in mail


def _calm(triage: Triage) -> Triage:
    """The same first reading without danger: what is said of somebody's health is tried here, not what alarms."""
    return replace(triage, risks=(), urgency=Judged(Urgency.TODAY), vulnerable=Judged(True, "health"))


@pytest.mark.parametrize(("label", "goes_along"), [("lampenspoed, dag en nacht", False), ("spoedlijn noodlampen, dag en nacht", True)])
def test_a_number_goes_along_only_where_the_clause_or_the_message_names_it(label: str, goes_along: bool, desk: Desk) -> None:
    kit = desk.kit(body=OUT)
    line = Contact("spoed", "phone", "0573 555 80 11", {"nl": label})
    kit = replace(kit, brand=replace(kit.brand, contacts=(*kit.brand.contacts, line)))
    words = "HELP de noodlamp doet het niet, er komt rook uit en mijn baby van 3 weken ligt ernaast, wat moet ik nu doen??"
    assert ("0573 555 80 11" in draft_reply(case(words), kit).reply.text) is goes_along
