"""The worker: several at once, faults of one job, stopping."""

import logging
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from threading import Event, Thread
from time import monotonic

import pytest
from desk_kit import SANNE, Desk, incoming, new_desk

from assistant.adapters.outbox import OutboxChannel
from assistant.casework import approval, edits
from assistant.casework.cases import open_case
from assistant.casework.intake import receive
from assistant.casework.queue import queue
from assistant.errors import ModelUnavailable, StoreError
from assistant.records.case import CaseState
from assistant.records.draft import Reply
from assistant.records.work import JobKind, Outgoing, ReplyState
from assistant.store import jobs
from assistant.worker import FAILED, Worker


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return new_desk(tmp_path)


def until(true: object, seconds: float = 30.0) -> None:
    """Waits for something that threads bring about."""
    end, pause = monotonic() + seconds, Event()
    while not true():  # type: ignore[operator]
        assert monotonic() < end, "it never came"
        pause.wait(0.02)


@pytest.mark.parametrize("error", [lambda: ModelUnavailable("De aanbieder zwijgt."), lambda: ValueError("geheim van de klant")])
def test_after_three_failures_the_case_goes_to_a_person_with_the_reason(
    desk: Desk, error: object, caplog: pytest.LogCaptureFixture
) -> None:
    desk.writer.failures, desk.writer.error = 3, error  # type: ignore[assignment]
    id, other = receive(desk.work, incoming()), receive(desk.work, incoming(author="Piet"))
    desk.writer.failures = 3
    with caplog.at_level(logging.DEBUG):
        for _ in range(8):
            Worker(desk).step()
            desk.clock.pass_(seconds=20)
    states = {row.case: (row.state, row.reason) for row in queue(desk.work)}
    given_up = {case: reason for case, (state, reason) in states.items() if state is CaseState.FOR_PERSON}
    assert len(states) == 2
    assert set(given_up.values()) <= {"De aanbieder zwijgt.", "A fault in the program (ValueError)."}
    assert "geheim" not in caplog.text + str(states)
    for case in (id, other):
        view = open_case(desk.work, SANNE, case)
        assert (view.job_error in given_up.values()) if case in given_up else view.draft is not None


def test_a_case_given_up_can_be_drafted_after_all(desk: Desk) -> None:
    desk.writer.failures = 3
    id = receive(desk.work, incoming())
    for _ in range(3):
        Worker(desk).step()
        desk.clock.pass_(seconds=20)
    assert queue(desk.work)[0].state is CaseState.FOR_PERSON
    edits.regenerate(desk.work, SANNE, id)
    assert Worker(desk).step()
    view = open_case(desk.work, SANNE, id)
    assert (view.case.state, view.job_error) == (CaseState.DRAFTED, "")


def test_a_job_that_kills_its_process_is_given_up(desk: Desk) -> None:
    id = receive(desk.work, incoming())
    for _ in range(4):
        with desk.work.store.write() as tx:  # taken, and never heard of again
            lease = jobs.take(tx, (JobKind.DRAFT,), desk.clock.now, timedelta(minutes=1))
        desk.clock.pass_(minutes=1)
    assert lease is not None
    assert lease.job.attempts == 3
    assert Worker(desk).step()
    assert (queue(desk.work)[0].case, queue(desk.work)[0].state) == (id, CaseState.FOR_PERSON)
    assert not desk.writer.seen


def test_three_workers_share_the_work_and_stop_when_told(desk: Desk) -> None:
    ids = [receive(desk.work, incoming(author=f"klant {number}")) for number in range(12)]
    stop = Event()
    threads = [Thread(target=Worker(desk).run, args=(stop,)) for _ in range(3)]
    for thread in threads:
        thread.start()
    until(lambda: all(row.state is CaseState.DRAFTED for row in queue(desk.work)))
    for id in ids:
        reply = open_case(desk.work, SANNE, id).reply
        approval.approve(desk.work, SANNE, id, reply.hash)
    desk.clock.pass_(seconds=20)
    until(lambda: len(desk.sent()) == 12 and not jobs_left(desk))
    begin = monotonic()
    stop.set()
    for thread in threads:
        thread.join(timeout=10)
    assert not any(thread.is_alive() for thread in threads)
    assert monotonic() - begin < 10
    assert len(desk.writer.seen) == 12
    assert {open_case(desk.work, SANNE, id).reply_state for id in ids} == {ReplyState.SENT}


def jobs_left(desk: Desk) -> int:
    with desk.work.store.read() as tx:
        return sum(jobs.count(tx).values())


def test_a_slow_draft_does_not_hold_up_a_reply(desk: Desk) -> None:
    sent_meanwhile, stop = Event(), Event()
    ready = receive(desk.work, incoming())
    Worker(desk).step()
    reply = open_case(desk.work, SANNE, ready).reply
    write = desk.writer

    def slow(*given: object) -> object:
        until(lambda: bool(desk.sent()))
        sent_meanwhile.set()
        return write(*given)  # type: ignore[arg-type]

    object.__setattr__(desk.work, "draft", slow)
    for number in range(4):
        receive(desk.work, incoming(author=f"klant {number}"))
    approval.approve(desk.work, SANNE, ready, reply.hash)
    desk.clock.pass_(seconds=20)
    thread = Thread(target=Worker(desk).run, args=(stop,))
    thread.start()
    until(sent_meanwhile.is_set)
    stop.set()
    thread.join(timeout=20)
    assert len(desk.sent()) == 1


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (StoreError("The database is locked by another program."), "locked by another program"),
        (ValueError("geheim"), "goes on after: ValueError"),
    ],
)
def test_a_worker_goes_on_when_the_database_refuses(desk: Desk, caplog: pytest.LogCaptureFixture, error: Exception, said: str) -> None:
    id = receive(desk.work, incoming())
    refusals, take = [3], desk.work.store.read

    def refusing() -> object:
        if refusals[0]:
            refusals[0] -= 1
            raise error
        return take()

    desk.work.store.read = refusing  # type: ignore[method-assign, assignment]
    stop = Event()
    thread = Thread(target=Worker(desk).run, args=(stop,))
    thread.start()
    until(lambda: said in caplog.text and not refusals[0] and open_case(desk.work, SANNE, id).draft)
    stop.set()
    thread.join(timeout=10)
    assert not thread.is_alive()
    assert "geheim" not in caplog.text


def test_a_bug_in_who_notes_a_failure_stops_no_other_reply(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def bug(*_given: object) -> None:
        raise ValueError("een fout")

    class Picky(OutboxChannel):
        def deliver(self, outgoing: Outgoing) -> None:
            if outgoing.recipient == "Piet":
                raise RuntimeError("nog een fout")
            super().deliver(outgoing)

    monkeypatch.setitem(FAILED, JobKind.SEND, bug)
    desk.work = replace(desk.work, channels={"outbox": Picky(desk.outbox)})
    for author in ("Piet", "Jan"):
        id = receive(desk.work, incoming(author=author))
        while Worker(desk).step():
            pass
        approval.approve(desk.work, SANNE, id, open_case(desk.work, SANNE, id).reply.hash)
        desk.clock.pass_(seconds=1)
    desk.clock.pass_(seconds=20)
    stop = Event()
    thread = Thread(target=Worker(desk).run, args=(stop,))
    thread.start()
    until(lambda: len(desk.sent()) == 1)
    stop.set()
    thread.join(timeout=10)
    assert not thread.is_alive()


def test_sending_by_hand_needs_no_worker(desk: Desk) -> None:
    id = receive(desk.work, incoming())
    reply = Reply("Dag Jan.")
    edits.save_edit(desk.work, SANNE, id, reply, seen=0)
    approval.mark_sent(desk.work, SANNE, id, reply.hash)
    assert Worker(desk).step()  # the draft nobody needs any more
    assert not desk.writer.seen
    assert not Worker(desk).step()
