"""The pure parts of the embedded writer: rules said to the customer, choosing, fitting."""

import pytest
from draft_kit import LAMP, NOW, brand, passages

from assistant.content.lists import load_lists
from assistant.drafting.embedded.lines import MUST, Line, fit, joined
from assistant.drafting.embedded.rules import from_rule, turn
from assistant.drafting.embedded.told import reports, say_fact
from assistant.drafting.embedded.voice import Voice
from assistant.records.case import AgentFact
from assistant.settings import CHECKOUT

LISTS = load_lists(CHECKOUT)


@pytest.mark.parametrize(
    ("rule", "je"),
    [
        ("De klant krijgt het bedrag terug.", "Je krijgt het bedrag terug."),
        ("Binnen 5 dagen krijgt de huurder antwoord.", "Binnen 5 dagen krijg je antwoord."),
        ("Wie later is, betaalt niets.", "Wie later is, betaalt niets."),
        ("De medewerker vraagt de klant om een foto.", "Een collega vraagt je om een foto."),
        ("Binnen 5 werkdagen belt een medewerker de huurder.", "Binnen 5 werkdagen belt een collega je."),
        (
            "Blijkt dat een medewerker zonder reden keek, dan krijgt de klant bericht.",
            "Blijkt dat een collega zonder reden keek, dan krijg je bericht.",
        ),
        ("De klant stuurt zijn rekening op.", "Je stuurt je rekening op."),
        ("De kosten zijn hoger als de klant haar helpt.", ""),
        ("De klant heeft 14 dagen de tijd.", "Je hebt 14 dagen de tijd."),
        ("Zonder afspraak mag de klant langskomen.", "Zonder afspraak mag je langskomen."),
    ],
)
def test_a_rule_is_said_to_the_customer_or_not_at_all(rule: str, je: str) -> None:
    assert turn(rule, "je") == je


def test_a_rule_in_a_list_loses_its_marks() -> None:
    assert from_rule("- De klant **hoeft niets** te doen.\n- Wij bellen binnen 2 uur.", "u") == (
        "U hoeft niets te doen.",
        "Wij bellen binnen 2 uur.",
    )


@pytest.mark.parametrize(
    ("note", "said", "timed"),
    [
        ("ik bel binnen 10 minuten", "Ik bel binnen 10 minuten.", True),
        ("onze fout", "Dat is onze fout.", False),
        ("mijn nummer 06 555 012 30", "Mijn nummer is 06 555 012 30.", False),
        ("geen kosten na inbraak", "Er zijn geen kosten na inbraak.", False),
        ("opzichter Karim de Wit belt morgen voor 12.00 uur", "Opzichter Karim de Wit belt morgen voor 12.00 uur.", False),
    ],
)
def test_a_note_becomes_a_sentence(note: str, said: str, timed: bool) -> None:
    voice = Voice(LISTS.words["nl"], "je", "s")
    assert say_fact(AgentFact("f1", note, "Sanne", NOW), voice) == said
    assert reports(note) is timed


def test_fitting_drops_the_lightest_and_what_leans_on_it() -> None:
    rules = brand().channels["x"]
    lines = [Line("Een.", MUST, 0), Line("Twee " * 40, 50, 1), Line("Daarom drie.", 60, 1, after="Twee " * 40), Line("Vier.", 80, 1)]
    kept = fit(lines, rules, limit=60, words=40)
    assert joined(kept) == "Een.\n\nVier."


def test_phrases_exist_in_both_languages_for_the_same_moves() -> None:
    own = {key for key in LISTS.words["nl"] if key.startswith("say.")}
    other = {key for key in LISTS.words["en"] if key.startswith("say.")}
    forms = {
        "say.greeting.je",
        "say.greeting.u",
        "say.greeting.je_unknown",
        "say.greeting.u_unknown",
        "say.greeting.you",
        "say.greeting.you_unknown",
    }
    assert {
        key for key in own ^ other - forms if not key.startswith(("say.need", "say.ask", "say.report", "say.rendered"))
    } - forms == set()


def test_passages_carry_wording_in_three_voices() -> None:
    assert set(passages(LAMP)[0].wording) == {"nl", "nl-u", "en"}
