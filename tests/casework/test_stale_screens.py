"""A screen that has not looked again: what a colleague did meanwhile holds, and nobody answers one customer twice."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from desk_kit import BILAL, SANNE, START, Desk, incoming, new_desk

from assistant.casework import alarms, approval, claims, edits, my_promises, second_reading, set_aside
from assistant.casework.cases import open_case
from assistant.casework.intake import receive
from assistant.errors import Conflict, InputError
from assistant.records.draft import Reply
from assistant.store import Store
from assistant.worker import Worker


@pytest.fixture
def desk(store: Store, tmp_path: Path) -> Desk:
    return new_desk(tmp_path, store)


def drafted(desk: Desk, text: str = "Er is geen water.", **more: object) -> str:
    case = receive(desk.work, incoming(text, **more))
    while Worker(desk).step():
        pass
    return case


def merged(desk: Desk, case: str) -> None:
    set_aside.merge(desk.work, BILAL, case, drafted(desk, author="@jan", channel="x"))


def closed(desk: Desk, case: str) -> None:
    set_aside.no_reply(desk.work, BILAL, case)


def answered_elsewhere(desk: Desk, _case: str) -> None:
    receive(desk.work, incoming("Al geregeld.", author="Kees", role="agent", thread="t1", at=START))


@pytest.mark.parametrize("meanwhile", [merged, closed, answered_elsewhere])
def test_what_is_done_meanwhile_is_not_answered_again(desk: Desk, meanwhile: Callable[[Desk, str], None]) -> None:
    case = drafted(desk, thread="t1")
    view = open_case(desk.work, SANNE, case)
    claims.claim(desk.work, BILAL, case, over=True)
    meanwhile(desk, case)
    with pytest.raises(Conflict):
        approval.approve(desk.work, SANNE, case, view.reply.hash, seen=view.case.version)
    desk.clock.pass_(minutes=5)
    while Worker(desk).step():
        pass
    assert desk.sent() == []


def test_a_text_with_a_second_reader_stays_as_it_is_and_a_look_does_not_hold_it(desk: Desk) -> None:
    case = drafted(desk)
    view, reply = open_case(desk.work, SANNE, case), Reply("Dag Jan, dit is second_reader werk.")
    seen = edits.save_edit(desk.work, SANNE, case, reply, seen=view.edit_version)
    second_reading.ask(desk.work, SANNE, case, reply.hash)
    with pytest.raises(Conflict, match="second reader"):
        edits.save_edit(desk.work, SANNE, case, Reply("Anders."), seen=seen)
    open_case(desk.work, SANNE, case)  # the asker looks again, and holds it
    second_reading.approve(desk.work, BILAL, case, reply.hash, {"has_second_reader": "klopt"})
    desk.clock.pass_(minutes=5)
    while Worker(desk).step():
        pass
    assert len(desk.sent()) == 1


def test_a_case_with_an_open_alarm_is_not_closed_in_passing(desk: Desk) -> None:
    case = drafted(desk, "Ik denk aan zelfmoord.")
    with pytest.raises(Conflict, match="alarm"):
        set_aside.no_reply(desk.work, SANNE, case)
    alarms.acknowledge(desk.work, SANNE, case)
    set_aside.called(desk.work, SANNE, case, "Gesproken; haar zus is bij haar.")
    assert open_case(desk.work, SANNE, case).case.state == "closed"


@pytest.mark.parametrize("amount", ["NaN", "Infinity", "0", "-1"])
def test_a_gesture_costs_a_real_amount(desk: Desk, amount: str) -> None:
    case = drafted(desk)
    with pytest.raises(InputError, match="amount"):
        my_promises.gesture(desk.work, SANNE, case, "kaartje", Decimal(amount))


def test_a_text_that_comes_late_is_kept_but_takes_nothing_back_in_hand(desk: Desk) -> None:
    case = drafted(desk)
    open_case(desk.work, SANNE, case)
    edits.save_edit(desk.work, SANNE, case, Reply("Dag"), seen=0)
    set_aside.hand_over(desk.work, SANNE, case, BILAL)
    edits.save_edit(desk.work, SANNE, case, Reply("Dag Jan"), seen=1)  # typed just before, sent just after
    view = open_case(desk.work, BILAL, case)
    assert (view.reply, view.claimed_by) == (Reply("Dag Jan"), "bilal")
    with pytest.raises(Conflict, match="Bilal Aydin is working"):
        edits.save_edit(desk.work, SANNE, case, Reply("Dag Jan, en nog iets"), seen=2)
    edits.save_edit(desk.work, BILAL, case, Reply("Dag Jan, dit is Bilal"), seen=2)
    set_aside.no_reply(desk.work, BILAL, case)
    edits.save_edit(desk.work, BILAL, case, Reply("Dag Jan, dit is Bilal!"), seen=3)
    receive(desk.work, incoming("Hallo?"))
    assert open_case(desk.work, SANNE, case, take=False).claimed_by == ""
