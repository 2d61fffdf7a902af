"""A working day on each database: two agents and a second reader through 40 mixed messages; nothing lost, nothing answered twice."""

import json
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from desk_kit import BILAL, SANNE, Desk, incoming, new_desk

from assistant.casework import alarms, approval, edits, my_promises, second_reading, set_aside, shifts
from assistant.casework.cases import open_case
from assistant.casework.intake import receive
from assistant.casework.queue import next_case, queue
from assistant.records.case import CaseState
from assistant.records.day import Alarm
from assistant.records.draft import Reply
from assistant.records.people import Person
from assistant.store import Store, journal
from assistant.worker import Worker

PLAIN, THANKS, BOLD, ASKS = "Er is geen water.", "Dank jullie wel!", "Vergoeding graag.", "Rijdt de bus?"
DANGER, GRAVE = "Ik ruik gas!", "Ik denk aan zelfmoord."
DAY = [THANKS] * 15 + [DANGER] * 3 + [GRAVE] + [BOLD] * 4 + [ASKS] * 6 + [PLAIN] * 11
CALL = "Dag, ik bel je morgen vóór 12.00 uur."


def work_off(desk: Desk) -> None:
    while Worker(desk).step():
        pass


def answer(desk: Desk, who: Person, id: str, text: str) -> None:
    reply = Reply(text)
    edits.save_edit(desk.work, who, id, reply, seen=0)
    approval.approve(desk.work, who, id, reply.hash)


def handle(desk: Desk, who: Person, id: str) -> None:
    """What an agent does with the case on the screen."""
    view = open_case(desk.work, who, id)
    text = view.case.complaint
    if "zelfmoord" in text:
        alarms.acknowledge(desk.work, who, id)
        set_aside.called(desk.work, who, id, "Er is iemand bij.")
    elif "gas" in text:
        alarms.acknowledge(desk.work, who, id)
        answer(desk, who, id, "Ga naar buiten en bel 112.")
    elif text == THANKS:
        set_aside.no_reply(desk.work, who, id)
    elif text == BOLD:
        bold = Reply("Dag, dit is second_reader.")
        edits.save_edit(desk.work, who, id, bold, seen=0)
        second_reading.ask(desk.work, who, id, bold.hash)
    elif text == ASKS and view.case.state is CaseState.DRAFTED and not _asked(desk, id):
        until = desk.clock.now + timedelta(hours=2)
        set_aside.wait_for_colleague(desk.work, who, id, question="Rijdt hij?", who="Planning", until=until)
    else:
        answer(desk, who, id, CALL)


def _asked(desk: Desk, id: str) -> bool:
    with desk.work.store.read() as tx:
        return any(entry.action == "came back" for entry in journal.entries(tx, subject=id))


def shift(desk: Desk) -> None:
    """Two agents take turns until neither is offered a case."""
    who, other = SANNE, BILAL
    while (id := next_case(desk.work, who)) or next_case(desk.work, other):
        if id:
            handle(desk, who, id)
        who, other = other, who
    desk.clock.pass_(seconds=20)
    work_off(desk)


def test_a_day_of_forty_messages(store: Store, tmp_path: Path) -> None:
    told: list[Alarm] = []
    desk = new_desk(tmp_path, store)
    desk.work = replace(desk.work, alarm=told.append)
    for person in (SANNE, BILAL):
        shifts.start_shift(desk.work, person)
    ids = [receive(desk.work, incoming(text, author=f"klant {number}", at=desk.clock.now)) for number, text in enumerate(DAY)]
    work_off(desk)
    assert [row.urgency for row in queue(desk.work)][:3] == [3, 3, 3]
    assert Counter(alarm.kind for alarm in told) == {"safety": 3, "self_harm": 1}

    late = ids[-1]  # one customer writes again while their reply is being typed
    edits.save_edit(desk.work, SANNE, late, Reply("Dag, we komen."), seen=0)
    assert receive(desk.work, incoming("En nu is er ook geen stroom.", author="klant 39", at=desk.clock.now)) == late
    assert open_case(desk.work, SANNE, late).changed == ("message",)
    work_off(desk)
    view = open_case(desk.work, SANNE, late)
    assert view.edit == Reply("Dag, we komen.") and view.offer is not None
    approval.approve(desk.work, SANNE, late, Reply("Dag, we komen.").hash, seen=view.case.version)

    shift(desk)
    for reading in (view.reading for view in second_reading.waiting(desk.work, BILAL)):
        if reading.asked_by == "sanne":
            second_reading.approve(desk.work, BILAL, reading.case, reading.reply.hash, {"has_second_reader": "akkoord"})
        else:  # Bilal cannot read his own text: he takes it back and writes another
            set_aside.take_back(desk.work, BILAL, reading.case)
            plain = Reply("Dag, we kijken ernaar.")
            edits.save_edit(desk.work, BILAL, reading.case, plain, seen=open_case(desk.work, BILAL, reading.case).edit_version)
            approval.approve(desk.work, BILAL, reading.case, plain.hash)
    desk.clock.pass_(hours=2)
    work_off(desk)
    assert len(queue(desk.work)) == 6  # the questions to colleagues are back
    shift(desk)
    assert queue(desk.work) == () and second_reading.waiting(desk.work, BILAL) == ()

    ended = Counter(open_case(desk.work, SANNE, id, take=False).case.state for id in ids)
    assert ended == {CaseState.CLOSED: 16, CaseState.ANSWERED: 24}
    sent = Counter(json.loads(path.read_text())["case"] for path in desk.sent())
    assert set(sent.values()) == {1} and len(sent) == 24
    assert alarms.open_alarms(desk.work, SANNE) == ()
    promised = [promise for person in (SANNE, BILAL) for promise in my_promises.my_promises(desk.work, person).later]
    assert sum(promise.due_at is not None for promise in promised) == 16  # ten plain cases and six that came back
    desk.clock.pass_(days=1)
    work_off(desk)
    assert {row.reason for row in queue(desk.work)} == {"promise_due"} and len(queue(desk.work)) == 16
    for promise in promised:
        my_promises.settle(desk.work, SANNE, promise.id)
    for row in queue(desk.work):
        set_aside.called(desk.work, SANNE, row.case, "Gebeld, opgelost.")
    assert queue(desk.work) == ()
    with store.read() as tx:
        assert journal.verify(tx) is None
