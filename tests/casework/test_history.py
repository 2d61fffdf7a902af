"""This customer before, in three lines."""

from pathlib import Path

import pytest
from desk_kit import SANNE, Desk, incoming, new_desk

from assistant.casework import approval, edits, my_promises, set_aside
from assistant.casework.history import before
from assistant.casework.intake import receive
from assistant.records.draft import Reply
from assistant.worker import Worker


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return new_desk(tmp_path)


def work_off(desk: Desk) -> None:
    while Worker(desk).step():
        pass


def lines(desk: Desk, id: str) -> dict[str, dict[str, str]]:
    return {line.key: dict(line.params) for line in before(desk.work, SANNE, id)}


def test_somebody_new_has_no_history(desk: Desk) -> None:
    assert before(desk.work, SANNE, receive(desk.work, incoming())) == ()


def test_earlier_cases_over_channels_promises_and_form(desk: Desk) -> None:
    mail = receive(desk.work, incoming("Kunt u mij vertellen waarom er geen water is in onze straat?", thread="m1"))
    work_off(desk)
    reply = Reply("Dag Jan,\n\nIk bel u vandaag vóór 12.00 uur.")
    edits.save_edit(desk.work, SANNE, mail, reply, seen=0)
    approval.approve(desk.work, SANNE, mail, reply.hash)
    desk.clock.pass_(seconds=20)
    work_off(desk)
    chat = receive(desk.work, incoming("Heeft u al nieuws over het water voor mij?", channel="chat", author="jan"))
    other = receive(desk.work, incoming("Goedemorgen, ik heb een vraag over de rekening die u stuurde.", thread="m2"))
    assert set(lines(desk, chat)) == set()  # nobody knows yet that this is the same person
    set_aside.merge(desk.work, SANNE, chat, mail)
    found = lines(desk, other)
    assert list(found) == ["cases", "promises", "speech"]
    assert found["cases"] == {"count": "1", "channels": "email", "topic": "water", "channel": "email", "state": "new", "on": "2026-03-10"}
    assert found["promises"] == {"promised": "1", "kept": "0", "broken": "0", "open": "1", "late": "0"}
    assert found["speech"] == {"language": "nl", "we": "u", "they": "u"}
    desk.clock.pass_(hours=6)
    assert lines(desk, other)["promises"]["late"] == "1"
    my_promises.settle(desk.work, SANNE, my_promises.promises_of(desk.work, mail)[0].id)
    assert lines(desk, other)["promises"] == {"promised": "1", "kept": "1", "broken": "0", "open": "0", "late": "0"}
