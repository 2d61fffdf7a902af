"""What the embedded writer writes, through the main flow: the case named, the condition met, nothing undertaken that was not asked."""

from dataclasses import replace

import pytest
from draft_kit import PLAIN, Desk, case

from assistant.drafting.clauses import unquoted
from assistant.drafting.conditions import as_reason, met
from assistant.drafting.flow import draft_reply
from assistant.language.sentences import capital
from assistant.records.brand import Contact

STUCK = """
## Dossier staat stil
Tot € 500 beslissen wij binnen 5 werkdagen. Staat een dossier langer dan 30 dagen stil, dan neemt de teamleider het over.
"""
CANCEL = """
## Opzeggen
De bestelling opzeggen kan tot 2 dagen voor de bezorging.

### Klant
Je bestelling opzeggen kan tot 2 dagen voor de bezorging. Doe je niets, dan loopt de bestelling door.

### Wij doen
Ik zeg de bestelling voor je op en stuur de bevestiging.
"""
LATE = """
## Lamp te laat bezorgd
Wordt een lamp te laat bezorgd, dan betaalt de winkel de bezorgkosten binnen 5 werkdagen terug. De bezorgplanner belt de klant
dezelfde dag. Een medewerker controleert de volgende rit.
"""
MOVED = """
## Bestelling pauzeren
Een bestelling pauzeren kan 1 tot 6 maanden.

### Klant
Je kunt je bestelling 1 tot 6 maanden pauzeren. De pauze gaat in op de eerste van de maand.

### Wij doen
Ik vraag het magazijn wanneer de volgende bestelling komt.
"""
LOST = """
## Lamp kwijt bij de bezorging
Is een lamp kwijt, dan zoeken wij 3 werkdagen mee.

### Klant
Lamp kwijt bij de bezorging: wij zoeken zelf mee. Binnen 3 werkdagen weten wij meer.
"""
SIDES = """
## Lamp langs de trap
Loop rechts van de lamp de trap af. Wij brengen binnen 2 dagen een nieuwe lamp.
"""


@pytest.mark.parametrize(
    ("told", "named"),
    [
        ("Ik heb vrij genomen voor jullie bezorger en er kwam niemand met mijn lamp.", "Je nam er vrij voor"),
        ("Jullie lieten me al drie weken wachten op een nieuwe snoer, lekker dan.", "Al drie weken: dat is te lang."),
        ("Bij de balie werd ik uitgelachen toen ik naar mijn snoer vroeg, schandalig.", "Uitgelachen worden hoort niet."),
    ],
)
def test_the_situation_is_named_in_our_own_words(desk: Desk, told: str, named: str) -> None:
    assert named in draft_reply(case(told), desk.kit(body="")).reply.text


def test_without_a_source_the_step_names_the_thing_and_nothing_is_stated(desk: Desk) -> None:
    draft = draft_reply(case("De bezorging is nog steeds niet geregeld, waar blijft die?"), desk.kit(body=""))
    assert draft.gap == "no_source"
    assert "de bezorging" in draft.reply.text
    assert [citation.passage for citation in draft.citations] == ["report_back"]


def test_a_duration_that_is_met_is_said_as_the_reason(desk: Desk) -> None:
    draft = draft_reply(case("Mijn dossier ligt al 4 maanden stil, ik word gek van dat wachten."), desk.kit(body=STUCK))
    assert "Omdat een dossier langer dan 30 dagen stilstaat, neemt de teamleider het over." in draft.reply.text


def test_a_duration_that_is_not_met_is_left_out(desk: Desk) -> None:
    draft = draft_reply(case("Mijn dossier staat al 3 dagen stil, wanneer hoor ik iets van mijn dossier?"), desk.kit(body=STUCK))
    assert "teamleider" not in draft.reply.text


@pytest.mark.parametrize(
    ("condition", "said", "holds"),
    [
        ("langer dan 4 uur", "al vier dagen geen stroom", True),
        ("meer dan 20 minuten", "ik wacht al anderhalf uur", True),
        ("longer than 2 days", "waiting for 3 weeks", True),
        ("langer dan 30 dagen", "al twee weken stil", False),
        ("langer dan 30 dagen", "binnen 24 uur beloofd", None),
        ("bij ziekte", "al twee weken stil", None),
        ("vallen drie of meer lessen uit", "al vier keer uitgevallen", True),
        ("lukt het weer niet", "voor de derde keer niemand", True),
    ],
)
def test_a_condition_is_met_by_how_long_it_lasted(condition: str, said: str, holds: bool | None) -> None:
    assert met(condition, said) is holds


def test_a_term_of_the_clause_that_has_passed_is_overdue() -> None:
    clause = "Op een aanvraag wordt binnen 8 weken beslist."
    assert met("wordt deze termijn overschreden", "nu, 14 weken later, nog niets", clause) is True
    assert met("wordt deze termijn overschreden", "al 2 weken niets", clause) is False


def test_a_condition_becomes_a_reason_with_its_verb_last() -> None:
    assert (
        as_reason("Heb je meer dan een uur gewacht, dan krijg je geld terug.")
        == "Omdat je meer dan een uur gewacht hebt, krijg je geld terug."
    )
    assert as_reason("Wij bellen je morgen.") == "Wij bellen je morgen."


def test_what_changes_something_for_good_is_only_done_when_asked(desk: Desk) -> None:
    asked = draft_reply(case("Kunnen jullie mijn bestelling opzeggen? Ik heb hem niet meer nodig."), desk.kit(body=CANCEL))
    doubted = draft_reply(case("Ik ga 4 weken weg. Moet ik mijn bestelling opzeggen of loopt die gewoon door?"), desk.kit(body=CANCEL))
    assert "Ik zeg de bestelling voor je op" in asked.reply.text
    assert "Ik zeg de bestelling voor je op" not in doubted.reply.text


def test_an_instruction_against_what_the_customer_says_is_left_out(desk: Desk) -> None:
    draft = draft_reply(case("De lamp langs de trap is kapot, ik kan alleen links langs de lamp."), desk.kit(body=SIDES))
    assert "rechts" not in draft.reply.text
    assert "Wij brengen binnen 2 dagen een nieuwe lamp." in draft.reply.text


def test_english_without_english_words_says_so_and_asks(desk: Desk) -> None:
    draft = draft_reply(case("Hello, the lamp arrived broken, the box was soaked and your shop does not reply."), desk.kit(body=PLAIN))
    text = draft.reply.text
    assert "What you order should arrive" in text
    assert "by noon" in text
    assert "werkdagen" not in text


def test_chatter_gets_one_friendly_line(desk: Desk) -> None:
    draft = draft_reply(case("zondagochtend met een lampje erbij ☕", channel="x"), desk.kit())
    assert len(draft.reply.text.split()) < 8
    assert draft.reply.private_text == ""


def test_praise_goes_to_who_is_named(desk: Desk) -> None:
    draft = draft_reply(case("Super geholpen door monteur Yusuf, binnen een uur weer licht. Petje af!"), desk.kit())
    assert "monteur Yusuf" in draft.reply.text
    assert "bericht" not in draft.reply.text


def test_a_sentence_that_begins_with_a_clipped_word_gets_its_capital_behind_it() -> None:
    assert capital("'s nachts belt een tolk mee.") == "'s Nachts belt een tolk mee."
    assert capital("één begeleider reist mee.") == "Eén begeleider reist mee."


def test_what_was_said_to_the_customer_does_not_choose_the_clause() -> None:
    assert "lamp" not in unquoted("Ik belde en jullie medewerker zei 'koop toch een nieuwe lamp', dat is geen antwoord op mijn klacht.")
    assert "bezorgd" in unquoted("Mijn pakket staat op 'bezorgd bij de buren' maar die buren heb ik niet, waar is het?")


def test_an_english_reply_says_the_times_and_amounts_of_a_dutch_rule_and_not_what_language_it_is_in(desk: Desk) -> None:
    draft = draft_reply(case("Hello, my lamp was delivered much too late, I want the delivery costs back please."), desk.kit(body=LATE))
    assert "The money is paid within 5 working days." in draft.reply.text
    assert "Dutch" not in draft.reply.text
    assert draft.gap == ""


def test_what_a_colleague_does_is_never_promised_in_the_first_person(desk: Desk) -> None:
    draft = draft_reply(case("Mijn lamp is veel te laat bezorgd, ik wil de bezorgkosten terug."), desk.kit(body=LATE))
    assert "bezorgplanner" in draft.reply.text
    assert "Ik bel" not in draft.reply.text
    assert "Ik controleer" not in draft.reply.text


def test_a_plain_question_gets_its_answer_and_no_act(desk: Desk) -> None:
    draft = draft_reply(case("Hoe lang mag ik mijn bestelling pauzeren?"), desk.kit(body=MOVED))
    assert "1 tot 6 maanden" in draft.reply.text
    assert "magazijn" not in draft.reply.text
    assert draft.ask == ()


def test_a_customer_sentence_with_a_colon_is_no_row_of_a_list(desk: Desk) -> None:
    draft = draft_reply(case("De bezorger kwam, maar de lamp die ik kocht is nergens te vinden, helemaal kwijt."), desk.kit(body=LOST))
    assert "wij zoeken zelf mee" in draft.reply.text


def test_regret_names_who_it_happens_to_only_where_that_one_is_the_matter(desk: Desk) -> None:
    hers = draft_reply(
        case("Mijn moeder zit al dagen zonder licht doordat die lamp niet deugt, belachelijk."), desk.kit(body="")
    ).reply.text
    mine = draft_reply(case("Die lamp deugt niet, belachelijk, en dat terwijl ik bij mijn moeder was."), desk.kit(body="")).reply.text
    assert "voor je moeder" in hers
    assert "moeder" not in mine


@pytest.mark.parametrize(
    ("label", "goes_along"),
    [("spoedlijn lampen, dag en nacht", True), ("spoednummer, dag en nacht", True), ("storingsdienst huurketels, dag en nacht", False)],
)
def test_a_number_goes_along_where_it_is_meant_for_the_matter(label: str, goes_along: bool, desk: Desk) -> None:
    kit = desk.kit()
    line = Contact("spoed", "phone", "0573 555 80 11", {"nl": label})
    kit = replace(kit, brand=replace(kit.brand, contacts=(*kit.brand.contacts, line)))
    text = "HELP er komt rook uit de lamp en mijn baby van 3 weken ligt ernaast, de lamp is kapot, wat moet ik nu doen??"
    assert ("0573 555 80 11" in draft_reply(case(text), kit).reply.text) is goes_along


@pytest.mark.parametrize(
    "text",
    [
        "Bezorger Karim kwam op zaterdag terug omdat hij er niet gerust op was. Dat vergeet ik niet meer. Dank!",
        "Ik wil graag even kwijt dat bezorger Karim alles netjes heeft gedaan. Topkerel!",
    ],
)
def test_a_compliment_is_only_thanked_for(text: str, desk: Desk) -> None:
    draft = draft_reply(case(text), desk.kit(body=LATE))
    assert "bezorger Karim" in draft.reply.text and draft.gap == "" and "?" not in draft.reply.text
    assert "report_back" not in {citation.passage for citation in draft.citations}
