"""What an agent knows: it can be taken back, and of report-back times only the last one stands."""

from dataclasses import replace
from pathlib import Path

import pytest
from desk_kit import BILAL, MARLEEN, SANNE, Desk, incoming, new_desk

from assistant.casework import approval, edits
from assistant.casework.cases import open_case
from assistant.casework.edits import REPORT_BACK
from assistant.casework.intake import receive
from assistant.casework.queue import queue
from assistant.errors import Blocked, Conflict, NotAllowed
from assistant.records.case import Case
from assistant.records.draft import Draft, Reply
from assistant.records.finding import Finding, Kind, Level
from assistant.store import journal
from assistant.worker import Worker


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return new_desk(tmp_path)


def work_off(desk: Desk) -> None:
    while Worker(desk).step():
        pass


def known(desk: Desk, id: str) -> list[str]:
    return [fact.text for fact in open_case(desk.work, SANNE, id).case.facts]


def test_a_fact_taken_back_grounds_nothing_and_the_draft_follows(desk: Desk) -> None:
    id = receive(desk.work, incoming())
    fact = edits.add_fact(desk.work, SANNE, id, "Monteur komt om 9 uur")
    work_off(desk)
    assert "Monteur komt om 9 uur" in open_case(desk.work, SANNE, id).reply.text
    edits.take_back_fact(desk.work, SANNE, id, fact)
    edits.take_back_fact(desk.work, SANNE, id, fact)  # a second click
    assert known(desk, id) == []
    work_off(desk)
    assert "Monteur" not in open_case(desk.work, SANNE, id).reply.text
    with desk.work.store.read() as tx:
        noted = [(entry.person, entry.action) for entry in journal.entries(tx, subject=id) if entry.action.startswith("fact")]
    assert noted == [("sanne", f"fact {fact} taken back"), ("sanne", f"fact {fact}")]


def test_a_touched_text_hears_that_a_fact_went(desk: Desk) -> None:
    id = receive(desk.work, incoming())
    fact = edits.add_fact(desk.work, SANNE, id, "Monteur komt om 9 uur")
    work_off(desk)
    edits.save_edit(desk.work, SANNE, id, Reply("Dag, de monteur komt om 9 uur."), seen=0)
    assert open_case(desk.work, SANNE, id).changed == ()
    edits.take_back_fact(desk.work, SANNE, id, fact)
    work_off(desk)
    view = open_case(desk.work, SANNE, id)
    assert (view.reply.text, view.changed, view.offer is not None) == ("Dag, de monteur komt om 9 uur.", ("fact",), True)


def test_another_takes_it_back_by_name_unless_somebody_has_the_case_or_the_reply_is_on_its_way(desk: Desk) -> None:
    id = receive(desk.work, incoming())
    fact = edits.add_fact(desk.work, SANNE, id, "Monteur komt om 9 uur")
    work_off(desk)
    with pytest.raises(NotAllowed):
        edits.take_back_fact(desk.work, MARLEEN, id, fact)
    with pytest.raises(Conflict, match="Sanne Kok is working"):
        edits.take_back_fact(desk.work, BILAL, id, fact)
    approval.approve(desk.work, SANNE, id, open_case(desk.work, SANNE, id).reply.hash)
    with pytest.raises(Conflict, match="on its way"):
        edits.take_back_fact(desk.work, SANNE, id, fact)
    approval.undo(desk.work, SANNE, id)
    desk.clock.pass_(minutes=16)
    edits.take_back_fact(desk.work, BILAL, id, fact)
    assert known(desk, id) == []


def test_another_report_back_time_takes_the_place_of_the_first(desk: Desk) -> None:
    id = receive(desk.work, incoming())
    edits.add_fact(desk.work, SANNE, id, "Monteur komt om 9 uur")
    for time in ("16.00", "17.00"):
        edits.add_fact(desk.work, SANNE, id, f"Ik kom hierop terug vóór {time} uur", kind=REPORT_BACK)
    assert sorted(known(desk, id)) == ["Ik kom hierop terug vóór 17.00 uur", "Monteur komt om 9 uur"]


def test_what_is_taken_back_while_a_text_is_reviewed_grounds_nothing_in_it(desk: Desk) -> None:
    id = receive(desk.work, incoming())
    fact = edits.add_fact(desk.work, SANNE, id, "Monteur komt om 9 uur")
    work_off(desk)
    reply = Reply("Dag, de monteur komt om 9 uur.")
    edits.save_edit(desk.work, SANNE, id, reply, seen=0)
    ungrounded = Finding("statements", Level.BLOCK, Kind.OWN_REASON, "statement.unknown")

    def review(case: Case, _reply: Reply, _draft: Draft | None) -> tuple[Finding, ...]:
        if case.facts:
            edits.take_back_fact(desk.work, SANNE, id, fact)  # in another tab, at this very moment
            return ()
        return (ungrounded,)

    with pytest.raises(Blocked, match="statements"):
        approval.approve(replace(desk.work, review=review), SANNE, id, reply.hash)
    assert queue(desk.work)[0].case == id


def test_a_message_that_comes_while_a_text_is_reviewed_stops_it(desk: Desk) -> None:
    id = receive(desk.work, incoming())
    work_off(desk)
    reply = Reply("Dag Jan.")
    edits.save_edit(desk.work, SANNE, id, reply, seen=0)

    def review(_case: Case, _reply: Reply, _draft: Draft | None) -> tuple[Finding, ...]:
        receive(desk.work, incoming("Laat maar, het is opgelost."))
        return ()

    with pytest.raises(Conflict, match="wrote again"):
        approval.approve(replace(desk.work, review=review), SANNE, id, reply.hash)
