"""What stands around a case: queue rows, promises, alarms, who is on, the second reader's change, override rates."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from assistant.casework.marks import Marks
from assistant.casework.my_promises import Mine
from assistant.casework.two_parts import Held
from assistant.content.words import Words, load_words
from assistant.records.case import CaseState
from assistant.records.day import Alarm, CheckRate, OnShift, Reading, ReadingView, StandardText, TextCount
from assistant.records.desk import Outcome, QueueRow
from assistant.records.draft import Reply
from assistant.records.finding import Finding, Kind, Level
from assistant.records.knowledge import ResolvedCase
from assistant.records.people import Person, Role
from assistant.records.triage import Risk, Urgency
from assistant.records.work import Promise
from assistant.ui import day_trees, lesson_trees, override_trees, queue_trees, reading_trees
from assistant.ui.queue_trees import Seen
from assistant.ui.tree import Node, plain
from tests.ui.conftest import CHECKOUT

NOW = datetime(2026, 3, 14, 12, 0, tzinfo=UTC)
BAS = Person("bas", "Bas Verweij", "BV", frozenset({Role.AGENT}))
ROW = QueueRow(
    case="c1",
    brand="waterhuis",
    channel="email",
    customer_name="Inge",
    snippet="Ik kreeg te veel terug.",
    urgency=Urgency.TODAY,
    due_at=NOW + timedelta(minutes=35),
    state=CaseState.DRAFTED,
    vulnerable=False,
    risk=Risk.NONE,
    repeat=False,
    holder="",
)


@pytest.fixture(scope="module")
def nl() -> Words:
    return load_words(CHECKOUT, "nl")


def seen(words: Words, **more: object) -> Seen:
    names = {"bas": "Bas Verweij", "sanne": "Sanne Kuiper"}
    return replace(Seen(lambda _brand: NOW, words, {"waterhuis": "Waterhuis"}, names, "sanne"), **more)  # type: ignore[arg-type]


def said(row: QueueRow, words: Words, **more: object) -> str:
    return plain(queue_trees.queue([row], seen(words, **more)))


def inside(tree: Node, name: str) -> list[Node]:
    """Every node of a tree that has this field."""
    return [*([tree] if name in tree else []), *(found for child in tree.get("n", ()) for found in inside(child, name))]


def test_a_row_says_whose_it_is_and_why_it_is_back(nl: Words) -> None:
    assert "nog 35 min" in said(ROW, nl)
    assert "Klant antwoordt; Bas Verweij is er niet" in said(replace(ROW, returned=True, last_sender="bas"), nl)
    assert "Voor Bas Verweij" in said(replace(ROW, handed_to="bas"), nl)
    assert "Een toezegging loopt af" in said(replace(ROW, reason="promise_due"), nl)
    assert "bij Bas Verweij" in said(replace(ROW, holder="bas"), nl)
    assert "bij" not in said(replace(ROW, holder="sanne"), nl)
    assert "Bas Verweij typt" in said(replace(ROW, holder="bas"), nl, marks=Marks({"c1": "bas"}))
    assert "Kennis gewijzigd" in said(ROW, nl, marks=Marks({}, {"c1": ("Uitstel",)}))


def test_a_post_that_addresses_nobody_has_no_clock(nl: Words) -> None:
    assert "geen klok" in said(replace(ROW, tagged=False, due_at=None), nl)


def test_a_waiting_row_says_for_what_and_until_when(nl: Words) -> None:
    asked = replace(
        ROW,
        state=CaseState.WAITING,
        waiting_for="colleague",
        waiting_with="Planning",
        waiting_question="Rijdt hij?",
        waiting_until=NOW + timedelta(hours=2),
    )
    assert "Wacht op Planning tot 14:00: Rijdt hij?" in said(asked, nl)
    here = ZoneInfo("Europe/Amsterdam")
    summer = "tot 16:00" if NOW.astimezone(here).utcoffset() == timedelta(hours=2) else "tot 15:00"
    assert summer in said(asked, nl, now=lambda _brand: NOW.astimezone(here))
    assert "Terug van Planning: Rijdt hij?" in said(replace(asked, state=CaseState.DRAFTED), nl)
    assert "Ligt bij een tweede lezer" in said(replace(asked, waiting_for="second_reader"), nl)
    assert "Wacht op de klant" in said(replace(asked, waiting_for="customer", waiting_until=None), nl)


def test_the_list_narrows_to_what_is_asked(nl: Words) -> None:
    rows = [ROW, replace(ROW, case="c2", holder="bas"), replace(ROW, case="c3", tagged=False), replace(ROW, case="c4", vulnerable=True)]

    def cases(show: str, moved: set[str] = frozenset()) -> list[str]:  # type: ignore[assignment]
        return [row.case for row in queue_trees.narrowed(rows, show, "bas", moved)]

    assert cases("inbox") == ["c1", "c2", "c3", "c4"]
    assert cases("mine") == ["c2"]
    assert cases("no_clock") == ["c3"]
    assert cases("care") == ["c4"]
    assert cases("moved", {"c1"}) == ["c1"]
    assert [row.case for row in queue_trees.narrowed(rows, "free", "sanne", ())] == ["c1", "c3", "c4"]


def test_a_row_can_be_ticked_and_what_is_ticked_goes_with_the_act(nl: Words) -> None:
    row = queue_trees.queue([ROW], seen(nl, picked=("c1",)))
    assert [found["pick"] for found in inside(row, "pick")] == [["c1", 1]]
    assert queue_trees.bulk_bar(0, "inbox", [BAS], nl) is None
    bar = queue_trees.bulk_bar(2, "inbox", [BAS], nl)
    assert bar is not None
    assert [found["on"][0] for found in inside(bar, "gather")] == ["no_reply", "wait_customer", "hand_over"]
    assert "2 gekozen" in plain(bar)
    waiting = queue_trees.bulk_bar(2, "waiting", [BAS], nl)
    assert waiting is not None
    assert [found["on"][0] for found in inside(waiting, "gather")] == ["take_back"]


def test_promises_stand_late_first_and_a_changed_article_opens_them(nl: Words) -> None:
    late = Promise("p1", "c1", "waterhuis", "Ik bel je vóór 11.00 uur.", "sanne", NOW - timedelta(hours=1))
    later = Promise("p2", "c2", "waterhuis", "Ik stuur een kaart.", "sanne", None)
    nobody = Promise("p3", "c2", "waterhuis", "", "sanne", NOW + timedelta(hours=3), "proposed", "feedback")
    mine = Mine((late,), (), (later,), (nobody,))
    drawn = day_trees.promises(mine, NOW, nl, {"c1": "Inge", "c2": "Henk"}, {"p2": ("Attenties",)}, [BAS])
    assert drawn is not None
    text = plain(drawn)
    assert text.index("1 te laat") < text.index("Ik bel je") < text.index("Ik stuur een kaart")
    assert "Laat weten wat er met dit signaal gebeurt" in text and "Kennis gewijzigd" in text
    assert drawn["a"]["open"] == "open"
    assert {tuple(found["on"]) for found in inside(drawn, "on")} >= {("kept", "p1"), ("broken", "p2"), ("mine", "p3"), ("open", "c1")}
    assert day_trees.promises(Mine((), (), (), ()), NOW, nl, {}, {}, []) is None
    calm = day_trees.promises(Mine((), (), (later,), ()), NOW, nl, {}, {}, [])
    assert calm is not None and "a" not in calm


def test_an_alarm_says_who_was_told_and_who_may_take_it(nl: Words) -> None:
    alarm = Alarm("a1", "c1", "waterhuis", "self_harm", NOW - timedelta(minutes=3), error="no_address")
    drawn = day_trees.alarms([alarm], NOW, nl, {"waterhuis": "Waterhuis"}, {"c1": "Inge"}, may=True)
    assert all(word in plain(drawn) for word in ("Zelfdoding", "Inge", "3 min geleden", "geen alarmadres", "Ik pak dit op"))
    assert "Ik pak dit op" not in plain(day_trees.alarms([alarm], NOW, nl, {}, {}, may=False))
    told = replace(alarm, told_at=NOW, error="")
    assert "gewaarschuwd om 12:00" in plain(day_trees.alarms([told], NOW, nl, {}, {}, may=False))


def test_who_is_on_and_what_they_hold(nl: Words) -> None:
    drawn = plain(day_trees.shift([OnShift("bas", "Bas Verweij", NOW + timedelta(hours=4), 3)], "sanne", NOW, nl))
    assert "Bas Verweij tot 16:00 3 in behandeling" in drawn
    assert "Niemand" in plain(day_trees.shift([], "sanne", NOW, nl))


def test_a_held_private_message_can_be_copied_and_a_failed_one_sent_again(nl: Words) -> None:
    held = Held("c1", "Inge", "Hoi Inge, wat is je adres?", NOW)
    acts = [found["on"][0] for found in inside(day_trees.held([held], NOW, nl), "on")]
    assert acts == ["open", "copied"]
    failed = day_trees.held([replace(held, error="dicht")], NOW, nl)
    assert [found["on"][0] for found in inside(failed, "on")] == ["open", "copied", "again"]
    assert [found["clip"] for found in inside(failed, "clip")] == ["Hoi Inge, wat is je adres?"]


def test_the_second_reader_sees_what_went_and_what_came() -> None:
    old, new = "Dag Inge. Je krijgt geld terug. Groet.", "Dag Inge. Je krijgt € 500. Groet."
    assert list(reading_trees.difference(old, new)) == [
        ("same", "Dag Inge."),
        ("removed", "Je krijgt geld terug."),
        ("added", "Je krijgt € 500."),
        ("same", "Groet."),
    ]


def test_the_second_reader_gives_a_reason_once_a_check_and_sends_all_of_them_at_once(nl: Words) -> None:
    reply = Reply("Wij zijn aansprakelijk. Wij erkennen schuld.")
    blocks = [Finding("position", Level.BLOCK, Kind.SECOND_READER, "liability", quote=words) for words in ("aansprakelijk", "schuld")]
    reading = Reading("c1", 1, reply, ("position",), "klant wil erkenning", "sanne", NOW)
    form = reading_trees.agree(ReadingView(reading, "waterhuis", "email", "Inge", None, None, tuple(blocks)), nl)
    assert form["on"] == ["agree", {"case": "c1", "hash": reply.hash}]
    asked = [node["a"]["name"] for node in inside(form, "a") if node["t"] == "select"]
    assert asked == ["reason-position"]
    assert reading_trees.reasons({"of": form["on"][1], "reason-position": "agreed"}) == {"position": "agreed"}
    assert reading_trees.reasons({"of": form["on"][1], "reason-position": ""}) == {}


def test_rates_name_check_reasons_and_how_many_of_how_many(nl: Words) -> None:
    rate = CheckRate("grounded", Kind.OWN_REASON, 3, 12, (("elsewhere", 2), ("check_wrong", 1)))
    drawn = plain(override_trees.rates([rate], nl))
    assert "Bedrag, tijd of feit zonder bron" in drawn and "3 (25%)" in drawn and "klopt, staat in een ander systeem (2)" in drawn
    assert "nog niets" in plain(override_trees.rates([], nl))


def test_a_thrown_away_draft_says_how_little_stayed(nl: Words) -> None:
    outcome = Outcome("c4", "waterhuis", "email", True, 0.2, (), None, NOW, copied=False)
    drawn = override_trees.thrown([outcome], {"waterhuis": "Waterhuis"}, nl, {"waterhuis": NOW})
    assert "E-mail · Waterhuis 12:00 20%" in plain(drawn)
    assert [found["on"] for found in inside(drawn, "on")] == [["open", "c4"]]
    assert "nog geen concept weggegooid" in plain(override_trees.thrown([], {}, nl, {}))


def test_standard_texts_are_shown_with_their_counts(nl: Words) -> None:
    counts = plain(override_trees.text_counts([TextCount("dank", 5, 2, 1)], nl))
    assert "/dank 5 2 1" in counts
    text = StandardText("waterhuis", "dank", "Bedankt", "Dank je wel.")
    assert "Uit gebruik" in plain(override_trees.texts([text], nl, may=True))
    assert "Uit gebruik" not in plain(override_trees.texts([text], nl, may=False))


def test_a_proposed_case_is_taken_in_by_the_article_that_settled_it(nl: Words) -> None:
    settled = ResolvedCase(
        "c1.0", "molen", "email", "Geen water.", "Hersteld.", ("molen/druk",), drafted_from=("molen/druk", "molen/water", "weg")
    )
    shown = lesson_trees.proposals([settled], {"molen/water": "Geen water", "molen/druk": "Lage druk"}, nl)
    assert [(button["x"], button["on"]) for button in inside(shown, "on")] == [
        ("Opgelost met ‘Lage druk’", ["take_in", {"case": "c1.0", "article": "molen/druk"}]),
        ("Opgelost met ‘Geen water’", ["take_in", {"case": "c1.0", "article": "molen/water"}]),
        ("Alleen als voorbeeld", ["take_in", "c1.0"]),
        ("Laat weg", ["leave_out", "c1.0"]),
    ]
