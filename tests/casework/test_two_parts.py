"""A public line and the private message it invites to: the second waits for the customer."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from desk_kit import SANNE, Desk, incoming, new_desk

from assistant.adapters.outbox import OutboxChannel
from assistant.casework import approval, edits, sending, set_aside, two_parts
from assistant.casework.cases import open_case
from assistant.casework.intake import receive
from assistant.casework.queue import queue
from assistant.errors import Conflict, StoreError
from assistant.records.draft import Reply
from assistant.records.work import Outgoing, ReplyState
from assistant.worker import Worker

REPLY = Reply("Wat vervelend. Stuur ons een DM.", "Wat is je postcode?")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return new_desk(tmp_path)


def sent(desk: Desk) -> list[tuple[str, str, str]]:
    """(part, recipient, text) of what went out."""
    rows = [json.loads(path.read_text()) for path in desk.sent()]
    return sorted((row["key"].rpartition(".")[2], row["recipient"], row["text"]) for row in rows)


def work_off(desk: Desk) -> None:
    while Worker(desk).step():
        pass


def public_reply(desk: Desk, reply: Reply = REPLY, *, go: bool = True) -> str:
    id = receive(desk.work, incoming("Geen water!", channel="x", author="@jan"))
    work_off(desk)
    edits.save_edit(desk.work, SANNE, id, reply, seen=0)
    approval.approve(desk.work, SANNE, id, reply.hash)
    if go:
        desk.clock.pass_(seconds=20)
        work_off(desk)
    return id


def test_the_private_part_waits_for_the_customers_message(desk: Desk) -> None:
    id = public_reply(desk)
    assert sent(desk) == [("public", "@jan", "Wat vervelend. Stuur ons een DM. ^SK")]
    assert [(held.case, held.text) for held in two_parts.held(desk.work)] == [(id, "Wat is je postcode? ^SK")]
    desk.clock.pass_(hours=1)
    work_off(desk)
    assert len(sent(desk)) == 1
    assert receive(desk.work, incoming("Hier ben ik.", channel="x", author="@jan", private=True, thread="dm-77", at=desk.clock.now)) == id
    work_off(desk)
    assert sent(desk)[0] == ("private", "@jan", "Wat is je postcode? ^SK")
    thread = open_case(desk.work, SANNE, id).case.thread
    assert [(message.text.split(" ^")[0], message.private) for message in thread] == [
        ("Geen water!", False),
        ("Wat vervelend. Stuur ons een DM.", False),
        ("Wat is je postcode?", True),
        ("Hier ben ik.", True),
    ]
    assert (two_parts.held(desk.work), [row.case for row in queue(desk.work)]) == ((), [id])
    work_off(desk)
    assert len(sent(desk)) == 2


def test_once_open_the_private_thread_takes_the_next_at_once(desk: Desk) -> None:
    id = public_reply(desk)
    receive(desk.work, incoming("Hier ben ik.", channel="x", author="@jan", private=True, at=desk.clock.now))
    work_off(desk)
    only = Reply("", "Dank, we zijn er om 12.00 uur.")
    edits.save_edit(desk.work, SANNE, id, only, seen=0)
    approval.approve(desk.work, SANNE, id, only.hash)
    desk.clock.pass_(seconds=20)
    work_off(desk)
    assert [part for part, _, _ in sent(desk)] == ["private", "private", "public"]


def test_a_message_that_comes_before_the_public_line_is_out(desk: Desk) -> None:
    public_reply(desk, go=False)
    receive(desk.work, incoming("Ik stuur vast een DM.", channel="x", author="@jan", private=True))
    work_off(desk)
    assert sent(desk) == []
    desk.clock.pass_(seconds=20)
    work_off(desk)
    assert [part for part, _, _ in sent(desk)] == ["private", "public"]


def test_taken_back_nothing_is_held(desk: Desk) -> None:
    id = public_reply(desk, go=False)
    approval.undo(desk.work, SANNE, id)
    receive(desk.work, incoming("Hier ben ik.", channel="x", author="@jan", private=True))
    desk.clock.pass_(minutes=1)
    work_off(desk)
    assert (sent(desk), two_parts.held(desk.work)) == ([], ())


def test_another_channel_of_the_same_customer_opens_it_too(desk: Desk) -> None:
    id = public_reply(desk)
    mail = receive(desk.work, incoming("Ik ben @jan."))
    set_aside.merge(desk.work, SANNE, mail, id)
    work_off(desk)
    assert sent(desk)[0] == ("private", "Jan de Wit", "Wat is je postcode? ^SK")


def test_a_merge_takes_the_held_part_along(desk: Desk) -> None:
    id = public_reply(desk)
    other = receive(desk.work, incoming("Hallo?", channel="x", author="@jan_2", at=desk.clock.now))
    set_aside.merge(desk.work, SANNE, id, other)
    work_off(desk)
    assert [held.case for held in two_parts.held(desk.work)] == [other]
    receive(desk.work, incoming("Hier ben ik.", channel="x", author="@jan_2", private=True, at=desk.clock.now))
    work_off(desk)
    assert sent(desk)[0] == ("private", "@jan_2", "Wat is je postcode? ^SK")
    assert two_parts.held(desk.work) == ()
    assert "Wat is je postcode? ^SK" in [message.text for message in open_case(desk.work, SANNE, other).case.thread]


def test_merged_into_a_mail_the_held_part_goes_by_mail(desk: Desk) -> None:
    id = public_reply(desk)
    mail = receive(desk.work, incoming("Ik ben @jan.", at=desk.clock.now))
    set_aside.merge(desk.work, SANNE, id, mail)
    work_off(desk)
    assert sent(desk)[0] == ("private", "Jan de Wit", "Wat is je postcode? ^SK")


def test_copied_by_hand_it_stands_in_the_thread(desk: Desk) -> None:
    id = public_reply(desk)
    two_parts.copied(desk.work, SANNE, id)
    assert open_case(desk.work, SANNE, id).case.thread[-1].text == "Wat is je postcode? ^SK"
    assert (two_parts.held(desk.work), len(sent(desk))) == ((), 1)
    with pytest.raises(Conflict, match="No private message waits"):
        two_parts.copied(desk.work, SANNE, id)


def test_a_dm_of_somebody_new_is_never_answered_in_public(desk: Desk) -> None:
    id = receive(desk.work, incoming("Mijn adres is Dorpsstraat 1.", channel="x", author="@els", private=True))
    work_off(desk)
    edits.save_edit(desk.work, SANNE, id, Reply("Dank je."), seen=0)
    approval.approve(desk.work, SANNE, id, Reply("Dank je.").hash)
    desk.clock.pass_(seconds=20)
    work_off(desk)
    assert [json.loads(path.read_text())["private"] for path in desk.sent()] == [True]


class Once(OutboxChannel):
    """Fails once halfway, and may send twice when repeated."""

    repeatable = False

    def deliver(self, outgoing: Outgoing) -> None:
        if outgoing.private:
            raise StoreError("De verbinding viel weg.")
        super().deliver(outgoing)


def test_what_may_have_been_sent_goes_to_a_person(desk: Desk) -> None:
    desk.work = replace(desk.work, channels={"outbox": Once(desk.outbox)})
    id = public_reply(desk)
    receive(desk.work, incoming("Hier ben ik.", channel="x", author="@jan", private=True, at=desk.clock.now))
    for _ in range(4):
        work_off(desk)
        desk.clock.pass_(seconds=30)
    assert [(held.case, held.error) for held in two_parts.held(desk.work)] == [(id, "De verbinding viel weg.")]
    assert [part for part, _, _ in sent(desk)] == ["public"]
    desk.work = replace(desk.work, channels={"outbox": OutboxChannel(desk.outbox)})
    two_parts.again(desk.work, SANNE, id)
    work_off(desk)
    assert [part for part, _, _ in sent(desk)] == ["private", "public"]
    with pytest.raises(Conflict, match="No private message failed"):
        two_parts.again(desk.work, SANNE, id)


class Deaf(OutboxChannel):
    """Takes no private message while it is told so."""

    deaf = True

    def deliver(self, outgoing: Outgoing) -> None:
        if outgoing.private and self.deaf:
            raise StoreError("De lijn is bezet.")
        super().deliver(outgoing)


def test_what_is_out_in_public_is_not_taken_back_for_its_private_half(desk: Desk) -> None:
    line = Deaf(desk.outbox)
    desk.work = replace(desk.work, channels={"outbox": line})
    id = receive(desk.work, incoming("Geen water!", channel="x", author="@jan"))
    receive(desk.work, incoming("Hier ben ik.", channel="x", author="@jan", private=True))
    work_off(desk)
    edits.save_edit(desk.work, SANNE, id, REPLY, seen=0)
    approval.approve(desk.work, SANNE, id, REPLY.hash)
    for _ in range(4):
        desk.clock.pass_(seconds=30)
        work_off(desk)
    assert open_case(desk.work, SANNE, id).reply_state is ReplyState.UNKNOWN
    sending.resolve(desk.work, SANNE, id, out=False)
    with pytest.raises(Conflict, match="is out"):
        approval.undo(desk.work, SANNE, id)
    line.deaf = False
    work_off(desk)
    assert [part for part, _, _ in sent(desk)] == ["private", "public"]
    assert open_case(desk.work, SANNE, id).reply_state is ReplyState.SENT
