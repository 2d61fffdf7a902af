"""What the case page says and offers, drawn from values: findings and their reasons, differences by sentence, the clock, keys."""

import pytest

from assistant.casework.rewriting import Proposal
from assistant.content.words import LANGUAGES, Words, load_words
from assistant.drafting.rewrite import Change, apply, differences
from assistant.records.day import Line, Times
from assistant.records.draft import Reply
from assistant.records.finding import Finding, Kind, Level
from assistant.ui import case_day_trees, case_trees, help_sheet
from assistant.ui.case_bits import act, fold
from assistant.ui.case_compare_trees import by_sentence, rewriting
from assistant.ui.case_trees import Reasons
from assistant.ui.keys import BY_ACT
from assistant.ui.tree import Node, plain
from tests.ui.conftest import CHECKOUT

OWN = Finding("grounded", Level.BLOCK, Kind.OWN_REASON, "grounded_time", {"value": "10.00 uur"}, "10.00 uur")
SECOND = Finding("mandate", Level.BLOCK, Kind.SECOND_READER, "above_mandate", {"value": "€ 90", "amount": "25"}, "€ 90")
NEVER = Finding("data", Level.BLOCK, Kind.NEVER, "mask_left", {"value": "[NAAM_1]"}, "[NAAM_1]")


@pytest.fixture(scope="module")
def nl() -> Words:
    return load_words(CHECKOUT, "nl")


def nodes(tree: Node, name: str) -> list[Node]:
    """All nodes of a tree with that tag."""
    found = [tree] if tree["t"] == name else []
    return found + [node for child in tree.get("n", ()) for node in nodes(child, name)]


def findings(
    nl: Words, *found: Finding, reasons: dict[str, str] | None = None, may: frozenset[Kind] = frozenset({Kind.OWN_REASON})
) -> Node:
    given = Reasons("c1", reasons or {}, {one.check: one.quote for one in found}, may)
    return case_trees.findings(found, nl, given, fold("second", "Vraag", key="k"))


def test_an_own_reason_is_one_of_five_numbered_keys(nl: Words) -> None:
    buttons = nodes(findings(nl, OWN), "button")
    assert [button["a"]["data-act"] for button in buttons] == [f"reason-{number}" for number in range(1, 6)]
    assert buttons[0]["on"] == ["reason", {"of": {"case": "c1", "check": "grounded", "quotes": "10.00 uur"}, "chosen": "elsewhere"}]


def test_a_reason_that_was_chosen_makes_way_for_the_next_finding(nl: Words) -> None:
    other = Finding("promise", Level.BLOCK, Kind.OWN_REASON, "no_next_step")
    tree = findings(nl, OWN, other, reasons={"grounded": "elsewhere"})
    assert {button["on"][1]["of"]["check"] for button in nodes(tree, "button")} == {"promise"}
    chosen = [option for option in nodes(tree, "option") if "selected" in option["a"]]
    assert [option["a"]["value"] for option in chosen] == ["elsewhere"]


def test_what_nobody_can_approve_has_no_way_around(nl: Words) -> None:
    for may in (frozenset({Kind.OWN_REASON}), frozenset(Kind)):
        tree = findings(nl, NEVER, may=may)
        assert not [tag for tag in ("button", "select", "details") if nodes(tree, tag)]
        assert "Dit kan zo niet" in plain(tree)


def test_a_second_reader_is_asked_once_and_a_lead_chooses_a_reason(nl: Words) -> None:
    twice = findings(nl, SECOND, Finding("liability", Level.BLOCK, Kind.SECOND_READER, "liability", {"who": ""}))
    assert len(nodes(twice, "details")) == 1
    lead = findings(nl, SECOND, may=frozenset({Kind.OWN_REASON, Kind.SECOND_READER}))
    assert not nodes(lead, "details")
    assert len(nodes(lead, "button")) == 5


MINE = "Hallo Rob,\n\nDat is lang. De monteur komt nog. Tot dan.\n\nGroet"
NEWER = "Hallo Rob,\n\nDat is veel te lang. De monteur komt dinsdag. Bel gerust. Tot dan.\n\nGroet"


def test_differences_come_one_sentence_at_a_time() -> None:
    found = by_sentence(differences(MINE, NEWER))
    assert apply(MINE, found) == NEWER
    assert all(change.old.count(".") <= 1 for change in found)
    assert len(found) > 1


def test_a_proposal_is_taken_or_left_and_says_when_there_is_nothing(nl: Words) -> None:
    asked = Proposal("text", "to_je", "Ik help u.", 7, changes=(Change(0, 10, "Ik help u.", "Ik help je."),))
    seen = rewriting(asked, "c1", Reply("Ik help u."), nl)
    take, leave = nodes(seen, "button")
    assert take["here"][1]["after"] == "Ik help je."
    assert take["focus"] == "7"
    assert (take["on"], leave["on"][0]) == (["rewrite_take", {"of": {"case": "c1", "version": 7, "number": 0}}], "rewrite_leave")
    nothing = rewriting(Proposal("text", "to_je", "Ik help je.", 1, note="nothing"), "c1", Reply("Ik help je."), nl)
    assert "niets te veranderen" in plain(nothing)


def test_a_text_that_changed_since_is_told_and_what_has_no_place_cannot_be_taken(nl: Words) -> None:
    changes = (Change(0, 10, "Ik help u.", "Ik help je."), Change(10, 10, "", " Tot dan."))
    asked = Proposal("text", "warmer", "Ik help u.", 2, changes=changes)
    seen = rewriting(asked, "c1", Reply("Ik help u. Dag."), nl)
    assert "Je tekst is veranderd nadat je dit vroeg." in plain(seen)
    assert [button["on"][0] for button in nodes(seen, "button")] == ["rewrite_take", "rewrite_leave", "rewrite_leave"]
    assert "past niet meer" in plain(seen)


def test_what_is_being_written_is_read_along_and_can_be_stopped(nl: Words) -> None:
    seen = rewriting(Proposal("text", "warmer", "Ik help u.", 1, writing=True, partial="Wat fijn dat"), "c1", Reply("Ik help u."), nl)
    assert "Warmer: het taalmodel schrijft" in plain(seen)
    assert "Wat fijn dat" in plain(seen)
    [stop] = nodes(seen, "button")
    assert (stop["on"], stop["a"]["data-act"]) == (["rewrite_stop", "c1"], "stop")


@pytest.mark.parametrize(
    ("times", "said"),
    [
        (Times(None, None, False, None), "geen klok"),
        (Times(None, 5400.0, False, None), "geen klok"),
        (Times(None, None, False, -5.0), "alleen een sjabloon"),
        (Times(None, None, False, 3600.0 * 3), "nog 3 u om vrij te antwoorden"),
    ],
)
def test_the_clock_says_what_the_channel_leaves(times: Times, said: str, nl: Words) -> None:
    assert said in " ".join(plain(node) for node in case_day_trees.clock(times, nl))


def test_what_we_said_before_comes_behind_earlier_cases_only(nl: Words) -> None:
    speech = Line("speech", (("language", "nl"), ("we", "u"), ("they", "")))
    assert case_day_trees.before((speech,), nl) is None
    cases = Line("cases", (("count", "2"), ("channels", "email,x"), ("topic", "lekkage"), ("on", "2026-03-02")))
    shown = case_day_trees.before((cases, speech), nl)
    assert shown
    assert "2 keer eerder (E-mail, X); laatst over lekkage op 2 mrt" in plain(shown)
    assert "Wij zeiden u." in plain(shown)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sheet_names_a_key_for_every_act_that_has_one(language: str) -> None:
    words = load_words(CHECKOUT, language)
    listed = {name for names in help_sheet.GROUPS.values() for name in names}
    assert {name for name in BY_ACT if name.rpartition("-")[0] not in ("reason", "first")} <= listed
    assert all(words.has(f"help.{name}") and help_sheet.key(name, words) for name in listed)


def test_a_key_reaches_an_act_by_its_name() -> None:
    assert act("called", "Gebeld")["a"] == {"data-act": "called", "title": "Alt + B", "aria-keyshortcuts": "Alt+B"}
