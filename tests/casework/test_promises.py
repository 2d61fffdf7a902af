"""What a reply undertakes: proposed at approval, somebody's once it is out, back when it is due."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from desk_kit import BILAL, BRAND, SANNE, Desk, incoming, new_desk

from assistant.casework import approval, clock, edits, my_promises, promises
from assistant.casework.cases import open_case
from assistant.casework.intake import receive
from assistant.casework.queue import queue
from assistant.errors import Conflict, InputError, NotAllowed
from assistant.records.case import CaseState
from assistant.records.draft import Reply
from assistant.records.people import Person, Role
from assistant.records.triage import Urgency
from assistant.store import ledger, people, replies
from assistant.worker import Worker

CALL = Reply("Dag Jan,\n\nIk bel je morgen vóór 12.00 uur.")
AMSTERDAM = ZoneInfo("Europe/Amsterdam")
LEAD = Person("lea", "Lea Bos", "LB", frozenset({Role.LEAD}))


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return new_desk(tmp_path)


def work_off(desk: Desk) -> None:
    while Worker(desk).step():
        pass


def approved(desk: Desk, reply: Reply = CALL, text: str = "Er is geen water.", **more: object) -> str:
    id = receive(desk.work, incoming(text, **more))
    work_off(desk)
    edits.save_edit(desk.work, SANNE, id, reply, seen=0)
    approval.approve(desk.work, SANNE, id, reply.hash)
    return id


def out(desk: Desk) -> None:
    desk.clock.pass_(seconds=20)
    work_off(desk)


def test_a_chip_shows_before_at_and_after_approval(desk: Desk) -> None:
    id = receive(desk.work, incoming())
    work_off(desk)
    edits.save_edit(desk.work, SANNE, id, CALL, seen=0)
    [shown] = my_promises.preview(desk.work, SANNE, open_case(desk.work, SANNE, id))
    assert shown.text == "Ik bel je morgen vóór 12.00 uur."
    assert my_promises.promises_of(desk.work, id) == ()
    approval.approve(desk.work, SANNE, id, CALL.hash)
    assert my_promises.promises_of(desk.work, id) == (shown,)
    assert my_promises.my_promises(desk.work, SANNE).undecided == (shown,)
    out(desk)
    [standing] = my_promises.promises_of(desk.work, id)
    assert (standing.id, standing.state, standing.owner) == (shown.id, "open", "sanne")
    assert standing.due_at is not None and standing.due_at.date() == desk.clock.now.date() + timedelta(days=1)


def test_undone_nothing_is_promised_and_a_decision_survives_approving_again(desk: Desk) -> None:
    id = approved(desk)
    [chip] = my_promises.promises_of(desk.work, id)
    later = desk.clock.now + timedelta(days=2)
    my_promises.take_on(desk.work, SANNE, chip.id, by=later, who=BILAL)
    approval.undo(desk.work, SANNE, id)
    assert (my_promises.promises_of(desk.work, id), my_promises.my_promises(desk.work, BILAL).later) == ((), ())
    with desk.work.store.read() as tx:
        remembered = ledger.decided(tx, id, replies.reply_id(id, 0))[chip.id]
    assert (remembered.owner, remembered.due_at) == ("bilal", later)
    with pytest.raises(Conflict, match="no longer stands"):
        my_promises.settle(desk.work, SANNE, chip.id)
    approval.approve(desk.work, SANNE, id, CALL.hash)
    [again] = my_promises.my_promises(desk.work, BILAL).later
    assert (again.id, again.owner, again.due_at) == (chip.id, "bilal", later)
    approval.undo(desk.work, SANNE, id)
    other = Reply("Dag Jan,\n\nIk mail je vandaag.")
    edits.save_edit(desk.work, SANNE, id, other, seen=open_case(desk.work, SANNE, id).edit_version)
    approval.approve(desk.work, SANNE, id, other.hash)
    assert [promise.text for promise in my_promises.promises_of(desk.work, id)] == ["Ik mail je vandaag."]


def test_a_due_promise_comes_back_with_a_follow_up_draft_and_ends_kept(desk: Desk) -> None:
    id = approved(desk)
    out(desk)
    [promise] = my_promises.promises_of(desk.work, id)
    assert (queue(desk.work), my_promises.my_promises(desk.work, SANNE).later) == ((), (promise,))
    assert promise.due_at is not None
    desk.clock.now = promise.due_at - timedelta(hours=1)
    work_off(desk)
    [row] = queue(desk.work)
    assert (row.case, row.handed_to, row.due_at, row.state) == (id, "sanne", promise.due_at, CaseState.DRAFTED)
    assert "Ik bel je morgen vóór 12.00 uur." in open_case(desk.work, SANNE, id).reply.text  # the hint reached the writer
    assert my_promises.my_promises(desk.work, SANNE).due == (promise,)
    desk.clock.pass_(hours=1)
    assert my_promises.my_promises(desk.work, SANNE).overdue == (promise,)
    my_promises.settle(desk.work, SANNE, promise.id)
    assert my_promises.my_promises(desk.work, SANNE) == my_promises.Mine((), (), (), ())
    assert my_promises.promises_of(desk.work, id)[0].state == "kept"
    with pytest.raises(Conflict, match="settled already"):
        my_promises.settle(desk.work, SANNE, promise.id, kept=False)


def test_a_promise_done_at_once_never_comes_back(desk: Desk) -> None:
    id = approved(desk)
    my_promises.settle(desk.work, SANNE, my_promises.promises_of(desk.work, id)[0].id)
    out(desk)
    desk.clock.pass_(days=3)
    work_off(desk)
    assert queue(desk.work) == ()


def test_a_gesture_is_booked_against_its_budget(desk: Desk) -> None:
    id = approved(desk, Reply("Dag Jan."))
    given = my_promises.gesture(desk.work, SANNE, id, "kaartje", Decimal("3.50"))
    assert (given.kind, given.cents, given.state) == ("gesture", 350, "open")
    with pytest.raises(NotAllowed, match=r"6\.50 euro is left"):
        my_promises.gesture(desk.work, SANNE, id, "bloemen", Decimal("6.51"))
    with pytest.raises(InputError, match="kaartje, bloemen"):
        my_promises.gesture(desk.work, SANNE, id, "taart", Decimal(1))
    with desk.work.store.write() as tx:
        people.save(tx, LEAD)
    my_promises.gesture(desk.work, LEAD, id, "bloemen", Decimal(20))
    assert my_promises.spent(desk.work, "molen") == Decimal("23.50")
    assert my_promises.spent(desk.work, "bron") == 0


def test_feedback_becomes_a_promise_to_report_back(desk: Desk) -> None:
    id = approved(desk, Reply("Dank voor je bericht."), "Een idee: zet een tweede kassa open.")
    [promise] = my_promises.promises_of(desk.work, id)
    assert (promise.kind, promise.state, promise.due_at is not None) == ("feedback", "proposed", True)
    with_time = approved(desk, CALL, "Nog een idee.", author="Piet")
    assert [promise.kind for promise in my_promises.promises_of(desk.work, with_time)] == ["reply"]


def at(day: int, moment: str) -> datetime:
    """A moment in April 2026, the month of Easter."""
    return datetime.combine(date(2026, 4, day), time.fromisoformat(moment), AMSTERDAM)


@pytest.mark.parametrize(
    ("urgency", "came", "due"),
    [
        (Urgency.TODAY, at(2, "10:00"), at(2, "11:00")),
        (Urgency.TODAY, at(2, "16:30"), at(7, "09:30")),  # Thursday to the Tuesday after Easter
        (Urgency.SOON, at(4, "12:00"), at(7, "10:00")),  # Saturday to the Tuesday after Easter
        (Urgency.NOW, at(4, "23:00"), at(5, "00:00")),
    ],
)
def test_targets_stop_when_closed_and_on_holidays(urgency: Urgency, came: datetime, due: datetime) -> None:
    assert clock.target(BRAND, BRAND.channels["x"], urgency, came) == due


def test_the_clock_of_a_case_stands_still_at_night_and_the_platform_does_not_wait(desk: Desk) -> None:
    id = receive(desk.work, incoming(channel="whatsapp", at=desk.clock.now))
    view = open_case(desk.work, SANNE, id)
    now = clock.times(desk.work, view.head, view.case)
    assert (now.left_seconds, now.stopped, now.window_seconds) == (3600, False, 24 * 3600)
    desk.clock.pass_(minutes=30)
    assert clock.times(desk.work, view.head, view.case).left_seconds == 1800
    desk.clock.pass_(hours=12)
    late = clock.times(desk.work, view.head, view.case)
    assert (late.stopped, late.window_seconds) == (True, 11.5 * 3600)
    assert late.left_seconds == -6 * 3600  # due at 11.00, closed since 17.00


def test_a_case_does_not_come_back_the_moment_it_was_answered(tmp_path: Path) -> None:
    desk = new_desk(tmp_path)
    case = receive(desk.work, incoming())
    text = Reply("Dag, ik bel je binnen 30 minuten.")
    edits.save_edit(desk.work, SANNE, case, text, seen=0)
    approval.approve(desk.work, SANNE, case, text.hash)
    desk.clock.pass_(seconds=30)
    while Worker(desk).step():
        pass
    assert [row.case for row in queue(desk.work)] == []
    desk.clock.pass_(minutes=16)
    while Worker(desk).step():
        pass
    assert [(row.case, row.reason) for row in queue(desk.work)] == [(case, "promise_due")]


@pytest.mark.parametrize(
    ("text", "promised"),
    [
        ("Wat netjes dat je dit laat weten, dankjewel.", 0),
        ("Het bezorgen is gratis.", 0),
        ("Ik stuur je vandaag een betaallink.", 1),
        ("Opzichter Karim belt je.", 1),
        ("Je krijgt je geld terug.", 1),
    ],
)
def test_only_what_must_still_be_done_is_a_promise(text: str, promised: int, tmp_path: Path) -> None:
    desk = new_desk(tmp_path)
    case = receive(desk.work, incoming())
    edits.save_edit(desk.work, SANNE, case, Reply(text), seen=0)
    assert len(my_promises.preview(desk.work, SANNE, open_case(desk.work, SANNE, case))) == promised


@pytest.mark.parametrize("came", [datetime(2026, 10, 25, 2, 30, tzinfo=AMSTERDAM), datetime(2026, 3, 29, 1, 50, tzinfo=AMSTERDAM)])
@pytest.mark.parametrize("urgency", [Urgency.NOW, Urgency.TODAY])
def test_an_hour_is_an_hour_in_a_night_in_which_the_clock_changes(came: datetime, urgency: Urgency) -> None:
    always = replace(BRAND, hours=dict.fromkeys(("mon", "tue", "wed", "thu", "fri", "sat", "sun"), "00:00-23:59"))
    rules = replace(BRAND.channels["x"], target_minutes=90)
    due = clock.target(always, rules, urgency, came)
    assert due.astimezone(UTC) - came.astimezone(UTC) == timedelta(minutes=90)
    assert clock.open_between(always, came, due) == timedelta(minutes=90)
    [promise] = promises.read_text(Reply("Ik bel u binnen 2 uur."), promises.Origin("r", "c", "sanne"), BRAND, "nl", came)
    assert promise.due_at and promise.due_at.astimezone(UTC) - came.astimezone(UTC) == timedelta(hours=2)
