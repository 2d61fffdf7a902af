"""Danger and self-harm: told once, at any hour, taken by name; "not so" gives a draft."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from desk_kit import BILAL, MARLEEN, SANNE, Desk, incoming, new_desk

from assistant.casework import alarms, edits, set_aside
from assistant.casework.cases import open_case
from assistant.casework.intake import receive
from assistant.casework.queue import queue
from assistant.errors import Conflict, NotAllowed, StoreError
from assistant.ports import OnToken
from assistant.records.case import Case, CaseState
from assistant.records.day import Alarm
from assistant.records.draft import Draft
from assistant.records.triage import Judged, Risk, Triage, Urgency
from assistant.records.work import JobKind
from assistant.worker import Worker


class Lead:
    """Takes alarms; refuses the first `failures`."""

    def __init__(self, failures: int = 0) -> None:
        self.failures, self.told = failures, list[Alarm]()

    def __call__(self, alarm: Alarm) -> None:
        if self.failures:
            self.failures -= 1
            raise StoreError("Niemand neemt op.")
        self.told.append(alarm)


def desk_with(folder: Path, lead: Lead | None) -> Desk:
    desk = new_desk(folder)
    desk.work = replace(desk.work, alarm=lead)
    return desk


def work_off(desk: Desk) -> None:
    while Worker(desk).step():
        pass


def test_self_harm_tells_the_duty_lead_at_night_and_gets_no_draft(tmp_path: Path) -> None:
    lead = Lead()
    desk = desk_with(tmp_path, lead)
    desk.clock.pass_(hours=15)  # past midnight
    id = receive(desk.work, incoming("Ik denk aan zelfmoord."))
    work_off(desk)
    assert [(alarm.case, alarm.kind) for alarm in lead.told] == [(id, "self_harm")]
    assert [(alarm.case, alarm.told_at) for alarm in alarms.open_alarms(desk.work, SANNE)] == [(id, desk.clock.now)]
    view = open_case(desk.work, SANNE, id)
    assert (view.case.state, view.reply.text) == (CaseState.FOR_PERSON, "")
    receive(desk.work, incoming("Ik meen het, zelfmoord."))
    work_off(desk)
    assert len(lead.told) == 1  # the same alarm stands


def test_somebody_takes_it_by_name_once(tmp_path: Path) -> None:
    desk = desk_with(tmp_path, Lead())
    id = receive(desk.work, incoming("Ik ruik gas!"))
    with pytest.raises(NotAllowed):
        alarms.acknowledge(desk.work, MARLEEN, id)
    alarms.acknowledge(desk.work, SANNE, id)
    with pytest.raises(Conflict, match="Sanne Kok has this alarm"):
        alarms.acknowledge(desk.work, BILAL, id)
    with desk.work.store.read() as tx:
        found = alarms.alarm_of(tx, id)
    assert found is not None and (found.state, found.by, found.at) == ("acknowledged", "sanne", desk.clock.now)
    assert alarms.open_alarms(desk.work, SANNE) == ()


def test_who_calls_is_known_by_name_and_takes_the_alarm(tmp_path: Path) -> None:
    desk = desk_with(tmp_path, Lead())
    id = receive(desk.work, incoming("Ik ruik gas!"))
    with pytest.raises(NotAllowed):
        alarms.i_call(desk.work, MARLEEN, id)
    for _ in range(2):  # a second click changes nothing
        alarms.i_call(desk.work, BILAL, id)
        desk.clock.pass_(minutes=1)
    with pytest.raises(Conflict, match="Bilal Aydin is calling already"):
        alarms.i_call(desk.work, SANNE, id)
    with desk.work.store.read() as tx:
        found = alarms.alarm_of(tx, id)
    assert found is not None and (found.state, found.by, found.caller) == ("acknowledged", "bilal", "bilal")
    assert found.called_at == desk.clock.now - timedelta(minutes=2)
    edits.not_so(desk.work, SANNE, id)
    with pytest.raises(Conflict):
        alarms.i_call(desk.work, SANNE, id)


def test_self_harm_stands_before_danger_that_came_earlier(tmp_path: Path) -> None:
    desk = desk_with(tmp_path, Lead())
    gas = receive(desk.work, incoming("Ik ruik gas!", author="Piet"))
    desk.clock.pass_(hours=1)
    grave = receive(desk.work, incoming("Ik denk aan zelfmoord.", at=desk.clock.now))
    work_off(desk)
    assert [alarm.case for alarm in alarms.open_alarms(desk.work, SANNE)] == [grave, gas]


def test_danger_stands_on_top_with_a_clock_that_runs_at_night(tmp_path: Path) -> None:
    desk = desk_with(tmp_path, Lead())
    desk.clock.pass_(hours=12)
    at = desk.clock.now
    receive(desk.work, incoming("Geen water.", author="Piet", at=at))
    id = receive(desk.work, incoming("Ik ruik gas!", at=at))
    rows = queue(desk.work)
    assert rows[0].case == id
    assert rows[0].due_at == at + timedelta(minutes=240)
    assert rows[1].due_at is not None and rows[1].due_at > at + timedelta(hours=12)


def test_danger_that_only_the_writer_sees_stops_the_office_clock(tmp_path: Path) -> None:
    desk = desk_with(tmp_path, Lead())
    desk.clock.pass_(hours=12)
    write, at = desk.writer, desk.clock.now

    def seeing(case: Case, on_token: OnToken, hint: str) -> Draft:
        draft = write(case, on_token, hint)
        found = replace(draft.triage, urgency=Judged(Urgency.NOW, "model"), risks=(Judged(Risk.SAFETY, "model"),))
        return replace(draft, triage=found)

    desk.work = replace(desk.work, draft=seeing)
    id = receive(desk.work, incoming("Het sist hier zo raar.", at=at))
    [before] = queue(desk.work)
    work_off(desk)
    [after] = queue(desk.work)
    assert before.due_at is not None and before.due_at > at + timedelta(hours=12)
    assert (after.case, after.due_at, after.urgency) == (id, at + timedelta(minutes=240), Urgency.NOW)


def test_not_so_takes_one_call_and_a_draft_follows(tmp_path: Path) -> None:
    lead = Lead()
    desk = desk_with(tmp_path, lead)
    id = receive(desk.work, incoming("Die rij voor de kassa is pure zelfmoord."))
    work_off(desk)
    edits.not_so(desk.work, SANNE, id)
    work_off(desk)
    view = open_case(desk.work, SANNE, id)
    assert (view.case.state, view.reply.text != "") == (CaseState.DRAFTED, True)
    with desk.work.store.read() as tx:
        found = alarms.alarm_of(tx, id)
    assert found is not None and (found.state, found.by) == ("not_so", "sanne")
    receive(desk.work, incoming("Hallo?"))
    work_off(desk)
    assert len(lead.told) == 1  # what was called off stays called off
    receive(desk.work, incoming("Nee echt, zelfmoord is wat ik wil."))
    work_off(desk)
    assert len(lead.told) == 2  # other words are read anew
    assert open_case(desk.work, SANNE, id).case.state is CaseState.FOR_PERSON
    with pytest.raises(Conflict):
        edits.not_so(desk.work, SANNE, receive(desk.work, incoming("Geen water.", author="Piet")))


def test_a_case_that_comes_back_alarms_again(tmp_path: Path) -> None:
    lead = Lead()
    desk = desk_with(tmp_path, lead)
    id = receive(desk.work, incoming("Ik ruik gas!"))
    work_off(desk)
    alarms.acknowledge(desk.work, SANNE, id)
    set_aside.called(desk.work, SANNE, id, "Monteur is er.")
    receive(desk.work, incoming("Ik ruik weer gas!"))
    work_off(desk)
    assert [alarm.case for alarm in lead.told] == [id, id]


def test_an_address_that_fails_is_tried_again_and_shows(tmp_path: Path) -> None:
    lead = Lead(failures=2)
    desk = desk_with(tmp_path, lead)
    receive(desk.work, incoming("Ik ruik gas!"))
    work_off(desk)
    assert alarms.open_alarms(desk.work, SANNE)[0].error == "Niemand neemt op."
    for _ in range(3):
        desk.clock.pass_(seconds=20)
        work_off(desk)
    assert len(lead.told) == 1
    assert alarms.open_alarms(desk.work, SANNE)[0].error == ""


def test_an_address_that_is_down_all_night_is_tried_until_it_answers_or_somebody_takes_it(tmp_path: Path) -> None:
    lead = Lead(failures=100)
    desk = desk_with(tmp_path, lead)
    id, other = receive(desk.work, incoming("Ik ruik gas!")), receive(desk.work, incoming("Het ruikt naar gas.", author="Piet"))
    tried = []
    for _ in range(4 * 60):
        work_off(desk)
        tried.append(100 - lead.failures)
        desk.clock.pass_(minutes=1)
    assert tried[1] > tried[0] and tried[10] < 40 and tried[-1] > tried[120]  # soon again, then less often, never given up
    alarms.acknowledge(desk.work, BILAL, other)
    lead.failures = 0
    for _ in range(16):
        desk.clock.pass_(minutes=1)
        work_off(desk)
    assert [alarm.case for alarm in lead.told] == [id]


def test_without_an_address_the_desk_says_so(tmp_path: Path) -> None:
    desk = desk_with(tmp_path, None)
    receive(desk.work, incoming("Ik ruik gas!"))
    work_off(desk)
    [alarm] = alarms.open_alarms(desk.work, SANNE)
    assert (alarm.told_at, alarm.error) == (None, "no_address")


def test_a_draft_that_is_quicker_than_the_first_reading_costs_no_alarm(tmp_path: Path) -> None:
    """The worker may finish a case between reading it and writing down what was read."""
    desk = new_desk(tmp_path)
    triage, first = desk.work.triage, [True]

    def slow(case: Case) -> Triage:
        if first[0]:
            first[0] = False
            while Worker(desk).step((JobKind.DRAFT,)):
                pass
        return triage(case)

    object.__setattr__(desk.work, "triage", slow)
    case = receive(desk.work, incoming("Ik denk aan zelfmoord.", channel="x"))
    (alarm,) = alarms.open_alarms(desk.work, SANNE)
    assert alarm.case == case
    assert {row.case: row.urgency for row in queue(desk.work)}[case] == triage(open_case(desk.work, SANNE, case).case).urgency.value
