"""What an agent may not decide alone: asked, agreed or returned; danger never waits; overrides are counted."""

from dataclasses import replace
from pathlib import Path

import pytest
from desk_kit import BILAL, MARLEEN, SANNE, Desk, incoming, new_desk, send_due

from assistant.casework import approval, edits, second_reading, sending, set_aside
from assistant.casework.cases import open_case
from assistant.casework.intake import receive
from assistant.casework.queue import queue
from assistant.errors import Blocked, Conflict, InputError, NotAllowed, StoreError
from assistant.records.case import Case, CaseState
from assistant.records.draft import Draft, Reply
from assistant.records.finding import Finding
from assistant.records.people import Person, Role
from assistant.records.triage import Urgency
from assistant.store import people, readings
from assistant.worker import Worker

BOLD = Reply("Dag Jan, dit is second_reader en own_reason.")
REASONS = {"has_second_reader": "akkoord met de teamleider", "has_own_reason": "elsewhere"}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return new_desk(tmp_path)


def typed(desk: Desk, reply: Reply = BOLD, text: str = "Er is geen water.", who: Person = SANNE, **more: object) -> str:
    id = receive(desk.work, incoming(text, **more))
    while Worker(desk).step():
        pass
    edits.save_edit(desk.work, who, id, reply, seen=0)
    return id


def send(desk: Desk) -> int:
    desk.clock.pass_(seconds=20)
    return send_due(desk)


def test_asked_seen_and_agreed_it_goes_out_in_the_agents_name(desk: Desk) -> None:
    id = typed(desk)
    second_reading.ask(desk.work, SANNE, id, BOLD.hash, "Mag dit  een keer?")
    assert queue(desk.work) == ()
    [view] = second_reading.waiting(desk.work, BILAL)
    assert (view.reading.case, view.reading.asked_by, view.reading.note) == (
        id,
        "sanne",
        "Mag dit een keer?",
    )
    assert view.draft is not None and view.draft.reply != view.reading.reply == BOLD
    assert {finding.check for finding in view.findings} == {"has_second_reader", "has_own_reason"}
    open_case(desk.work, BILAL, id)  # looking takes the case; agreeing gives it back
    given = second_reading.approve(desk.work, BILAL, id, BOLD.hash, REASONS)
    assert given.approved_by == "sanne"
    assert approval.pending(desk.work, SANNE)[0].case == id
    assert send(desk) == 1
    assert "Sanne, De Molen" in desk.sent()[0].read_text()
    [kept] = sending.outbox(desk.work)
    assert {(override.check, override.by) for override in kept.overrides} == {("has_second_reader", "bilal"), ("has_own_reason", "bilal")}
    assert open_case(desk.work, SANNE, id).case.state is CaseState.ANSWERED
    assert second_reading.waiting(desk.work, BILAL) == ()


def test_returned_with_a_note_it_is_back_with_its_agent(desk: Desk) -> None:
    id = typed(desk)
    second_reading.ask(desk.work, SANNE, id, BOLD.hash)
    with pytest.raises(InputError, match="says nothing"):
        second_reading.return_(desk.work, BILAL, id, " ")
    second_reading.return_(desk.work, BILAL, id, "Noem geen bedrag.")
    [row] = queue(desk.work)
    assert (row.case, row.state, row.reason, row.handed_to) == (id, CaseState.DRAFTED, "second_reader", "sanne")
    with desk.work.store.read() as tx:
        reading = readings.find(tx, id, 0)
    assert reading is not None and (reading.state, reading.answer, reading.read_by) == ("returned", "Noem geen bedrag.", "bilal")
    assert open_case(desk.work, SANNE, id).edit == BOLD
    with pytest.raises(Conflict, match="moved on"):
        second_reading.approve(desk.work, BILAL, id, BOLD.hash, REASONS)


def test_nobody_reads_their_own_text_and_not_everybody_may(desk: Desk) -> None:
    id = typed(desk, who=BILAL)
    second_reading.ask(desk.work, BILAL, id, BOLD.hash)
    with pytest.raises(NotAllowed, match="their own text"):
        second_reading.approve(desk.work, BILAL, id, BOLD.hash, REASONS)
    for person in (SANNE, MARLEEN):
        with pytest.raises(NotAllowed):
            second_reading.approve(desk.work, person, id, BOLD.hash, REASONS)
    other = Person("noor", "Noor Bos", "NB", frozenset({Role.SECOND_READER}))
    with desk.work.store.write() as tx:
        people.save(tx, other)
    with pytest.raises(Blocked):
        second_reading.approve(desk.work, other, id, BOLD.hash, {})
    assert second_reading.approve(desk.work, other, id, BOLD.hash, REASONS).approved_by == "bilal"


def test_who_wrote_it_cannot_agree_when_a_colleague_asks(desk: Desk) -> None:
    id = typed(desk, who=BILAL)
    desk.clock.pass_(minutes=16)
    second_reading.ask(desk.work, SANNE, id, BOLD.hash)
    with pytest.raises(Blocked):
        second_reading.approve(desk.work, BILAL, id, BOLD.hash, REASONS)


def test_danger_never_waits_and_what_nobody_may_is_not_asked(desk: Desk) -> None:
    id = typed(desk, text="Ik ruik gas!")
    with pytest.raises(Conflict, match="cannot wait"):
        second_reading.ask(desk.work, SANNE, id, BOLD.hash)
    approval.approve(desk.work, SANNE, id, BOLD.hash, reasons=REASONS)
    never = Reply("dit is never")
    with pytest.raises(Blocked):
        second_reading.ask(desk.work, SANNE, typed(desk, never, author="Piet"), never.hash)


def test_an_urgency_set_by_hand_is_no_way_round_the_second_reader(desk: Desk) -> None:
    id = typed(desk)
    edits.correct(desk.work, SANNE, id, "urgency", "3")
    assert queue(desk.work)[0].urgency is Urgency.NOW
    with pytest.raises(Blocked, match="has_second_reader"):
        approval.approve(desk.work, SANNE, id, BOLD.hash, reasons=REASONS)
    second_reading.ask(desk.work, SANNE, id, BOLD.hash)
    assert second_reading.approve(desk.work, BILAL, id, BOLD.hash, REASONS).approved_by == "sanne"


def test_a_case_that_moves_leaves_the_second_readers_queue(desk: Desk) -> None:
    id, other = typed(desk), typed(desk, author="Piet")
    for one in (id, other):
        second_reading.ask(desk.work, SANNE, one, BOLD.hash)
    receive(desk.work, incoming("Laat maar, ik heb een advocaat."))
    set_aside.take_back(desk.work, SANNE, other)
    assert second_reading.waiting(desk.work, BILAL) == ()
    assert {row.case for row in queue(desk.work)} == {id, other}
    with pytest.raises(Conflict, match="moved on"):
        second_reading.approve(desk.work, BILAL, id, BOLD.hash, REASONS)


def test_an_agreed_text_can_be_taken_back(desk: Desk) -> None:
    id = typed(desk)
    second_reading.ask(desk.work, SANNE, id, BOLD.hash)
    second_reading.approve(desk.work, BILAL, id, BOLD.hash, REASONS)
    approval.undo(desk.work, SANNE, id)
    assert [row.case for row in queue(desk.work)] == [id]
    assert send(desk) == 0


def test_what_goes_out_while_the_second_reader_agrees_stays_answered(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.work = replace(desk.work, undo_seconds=0.0)
    id = typed(desk)
    second_reading.ask(desk.work, SANNE, id, BOLD.hash)
    approve = approval.approve

    def and_out(*given: object, **more: object) -> object:
        done = approve(*given, **more)  # type: ignore[arg-type]
        assert send_due(desk) == 1  # the worker is as quick as it can be
        return done

    monkeypatch.setattr(approval, "approve", and_out)
    second_reading.approve(desk.work, BILAL, id, BOLD.hash, REASONS)
    assert (open_case(desk.work, SANNE, id).case.state, queue(desk.work)) == (CaseState.ANSWERED, ())
    receive(desk.work, incoming("En nog iets."))
    assert [row.case for row in queue(desk.work)] == [id]


def test_agreed_and_read_are_one_step(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    id = typed(desk)
    second_reading.ask(desk.work, SANNE, id, BOLD.hash)

    def dies(*_given: object) -> None:
        raise StoreError("De schijf is vol.")

    with monkeypatch.context() as broken:
        broken.setattr(readings, "settle", dies)
        with pytest.raises(StoreError):
            second_reading.approve(desk.work, BILAL, id, BOLD.hash, REASONS)
    assert send(desk) == 0
    assert [view.reading.case for view in second_reading.waiting(desk.work, BILAL)] == [id]
    second_reading.approve(desk.work, BILAL, id, BOLD.hash, REASONS)
    assert send(desk) == 1


def test_a_text_that_is_saved_while_it_is_laid_before_a_reader_is_not_another_than_they_read(desk: Desk) -> None:
    id = typed(desk)
    check = desk.work.review

    def types_on(case: Case, reply: Reply, draft: Draft | None) -> tuple[Finding, ...]:
        edits.save_edit(desk.work, SANNE, id, Reply(f"{BOLD.text} En nog iets."), seen=1)
        return check(case, reply, draft)

    with pytest.raises(Conflict, match="changed meanwhile"):
        second_reading.ask(replace(desk.work, review=types_on), SANNE, id, BOLD.hash)
    assert second_reading.waiting(desk.work, BILAL) == ()
    assert [row.case for row in queue(desk.work)] == [id]


def test_overrides_are_counted_by_check_with_their_reasons(desk: Desk) -> None:
    plain = Reply("Dag Jan.")
    own = Reply("own_reason")
    for number, (reply, reason) in enumerate([(plain, ""), (own, "elsewhere"), (own, "elsewhere"), (own, "check_wrong")]):
        id = typed(desk, reply, author=f"klant {number}")
        approval.approve(desk.work, SANNE, id, reply.hash, reasons={"has_own_reason": reason} if reason else {})
    assert send(desk) == 4
    [rate] = second_reading.override_rates(desk.work)
    assert (rate.check, rate.overridden, rate.replies, rate.rate) == ("has_own_reason", 3, 4, 0.75)
    assert rate.reasons == (("elsewhere", 2), ("check_wrong", 1))
    assert second_reading.override_rates(desk.work, brands=("bron",)) == ()
