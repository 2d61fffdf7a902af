"""Personal data in public: hidden before we answer below it."""

from pathlib import Path

import pytest
from desk_kit import SANNE, Desk, incoming, new_desk

from assistant.casework import approval, edits, hiding, sending, set_aside
from assistant.casework.cases import open_case
from assistant.casework.intake import receive
from assistant.errors import Blocked, Conflict, InputError
from assistant.records.draft import Reply
from assistant.store import journal
from assistant.worker import Worker

POST = "Jullie weten toch waar ik woon?! Dorpsstraat 14, 1234 AB Utrecht. Bel 06 1234 5678."
REPLY = Reply("Wat vervelend.")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return new_desk(tmp_path)


def posted(desk: Desk, text: str = POST, **more: object) -> str:
    id = receive(desk.work, incoming(text, **({"channel": "x", "author": "@jan"} | more)))
    while Worker(desk).step():
        pass
    return id


def test_the_reply_waits_until_hiding_was_asked(desk: Desk) -> None:
    id = posted(desk)
    assert [finding.check for finding in open_case(desk.work, SANNE, id).findings] == ["hide_first"]
    [found] = hiding.exposed(desk.work, id)
    assert set(found.kinds) == {"ADRES", "TEL"} and found.asked_by == ""
    edits.save_edit(desk.work, SANNE, id, REPLY, seen=0)
    with pytest.raises(Blocked) as refused:
        approval.approve(desk.work, SANNE, id, REPLY.hash)
    assert refused.value.where == "hide_first"
    hiding.ask(desk.work, SANNE, id, found.message)
    hiding.ask(desk.work, SANNE, id, found.message)  # twice is once
    assert open_case(desk.work, SANNE, id).findings == ()
    approval.approve(desk.work, SANNE, id, REPLY.hash)
    hiding.done(desk.work, SANNE, id, found.message)
    [found] = hiding.exposed(desk.work, id)
    assert (found.asked_by, found.done_by, found.done_at) == ("sanne", "sanne", desk.clock.now)
    with pytest.raises(Conflict):
        hiding.done(desk.work, SANNE, id, found.message)
    with desk.work.store.read() as tx:
        lines = journal.entries(tx, subject=id)
    assert [line.action for line in lines if "hid" in line.action] == ["hidden", "hiding asked"]
    assert "Dorpsstraat" not in str(lines)


def test_it_can_be_answered_without_with_a_reason(desk: Desk) -> None:
    id = posted(desk)
    edits.save_edit(desk.work, SANNE, id, REPLY, seen=0)
    approval.approve(desk.work, SANNE, id, REPLY.hash, reasons={"hide_first": "elsewhere"})
    [kept] = sending.outbox(desk.work)
    assert [(override.check, override.reason) for override in kept.overrides] == [("hide_first", "elsewhere")]


def test_what_was_asked_to_be_hidden_is_not_asked_again_after_a_merge(desk: Desk) -> None:
    id, other = posted(desk), posted(desk, "En nog iets.", author="@jan_2")
    hiding.ask(desk.work, SANNE, id, hiding.exposed(desk.work, id)[0].message)
    set_aside.merge(desk.work, SANNE, id, other)
    [found] = hiding.exposed(desk.work, other)
    assert found.asked_by == "sanne"
    assert open_case(desk.work, SANNE, other).findings == ()


@pytest.mark.parametrize(
    ("text", "more"),
    [
        (POST, {"channel": "email", "author": "Jan"}),
        (POST, {"private": True}),
        ("Al drie dagen geen water, groet Jan de Wit", {}),
        ("@demolen waar blijft bestelling 12345678?", {}),
    ],
)
def test_what_others_do_not_read_or_may_read_needs_no_hiding(desk: Desk, text: str, more: dict[str, object]) -> None:
    id = posted(desk, text, **more)
    assert hiding.exposed(desk.work, id) == ()
    with pytest.raises(InputError, match="nothing that must be hidden"):
        hiding.ask(desk.work, SANNE, id, open_case(desk.work, SANNE, id).case.thread[0].id)
