"""A customer who asks to be forgotten: no word of theirs is left anywhere, and everything else goes on."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from desk_kit import SANNE, START, Desk, incoming, new_desk

from assistant.adapters.outbox import OutboxChannel
from assistant.casework import alarms, approval, erasing, set_aside
from assistant.casework.cases import open_case
from assistant.casework.edits import add_fact, correct, save_edit
from assistant.casework.intake import receive
from assistant.casework.queue import queue
from assistant.errors import Conflict, NotAllowed
from assistant.records.draft import Reply
from assistant.records.people import Person, Role
from assistant.records.work import JobKind, Outgoing
from assistant.store import Store, cases, journal, people, tables
from assistant.worker import Worker

LEAD = Person("lea", "Lea Prins", "LP", frozenset({Role.LEAD}))
SECRETS = ("Xaviera", "Zwanenburg", "kwartelsteeg", "poedersuiker", "bezemkast", "glasbak")
"""Words that stand nowhere else: of the customer's name, message, a fact, an edit and a reply."""


@pytest.fixture
def desk(store: Store, tmp_path: Path) -> Desk:
    with store.write() as tx:
        people.save(tx, LEAD)
    return new_desk(tmp_path, store)


def words_in(desk: Desk) -> str:
    """Everything the database and the outbox hold, as one text."""
    with desk.work.store.read() as tx:
        rows = [str(row) for table in tables.metadata.sorted_tables for row in tx.execute(sa.select(table))]
    return "\n".join([*rows, *(path.read_text(encoding="utf-8") for path in desk.sent())]).lower()


def answered(desk: Desk) -> str:
    """A case with everything in it: answered, and written in again."""
    from_her = {"author": "Xaviera Zwanenburg", "external_id": "mail-kwartelsteeg-1"}
    case = receive(desk.work, incoming("Er is geen water in de kwartelsteeg.", **from_her))
    worker = Worker(desk)
    while worker.step():
        pass
    add_fact(desk.work, SANNE, case, "De poedersuiker lag in de bezemkast.")
    view = open_case(desk.work, SANNE, case)
    reply = Reply(view.reply.text + " Ik bel u morgen over de glasbak.")
    save_edit(desk.work, SANNE, case, reply, seen=view.edit_version)
    approval.approve(desk.work, SANNE, case, reply.hash)
    desk.clock.pass_(minutes=5)
    while worker.step():
        pass
    assert len(desk.sent()) == 1
    receive(desk.work, incoming("En de bezemkast?", **{**from_her, "external_id": "mail-2", "at": START + timedelta(hours=1)}))
    while worker.step():
        pass
    return case


def test_what_is_being_delivered_in_private_is_not_erased_meanwhile(desk: Desk) -> None:
    case, refused = receive(desk.work, incoming("Geen water!", channel="x", author="@jan")), []

    class Slow(OutboxChannel):
        def deliver(self, outgoing: Outgoing) -> None:
            if outgoing.private:
                with pytest.raises(Conflict, match="under way") as error:
                    erasing.erase_customer(desk.work, LEAD, case)
                refused.append(error.value)
            super().deliver(outgoing)

    desk.work = replace(desk.work, channels={"outbox": Slow(desk.outbox)})
    worker = Worker(desk)
    while worker.step():
        pass
    reply = Reply("Stuur ons een DM.", "Uw adres is kwartelsteeg 14.")
    save_edit(desk.work, SANNE, case, reply, seen=0)
    approval.approve(desk.work, SANNE, case, reply.hash)
    desk.clock.pass_(minutes=5)
    while worker.step():
        pass
    receive(desk.work, incoming("Hier ben ik.", channel="x", author="@jan", private=True))
    while worker.step():
        pass
    assert len(refused) == 1
    erasing.erase_customer(desk.work, LEAD, case)
    while worker.step():
        pass
    assert "kwartelsteeg" not in words_in(desk)


def test_no_word_is_left_and_the_journal_holds(desk: Desk) -> None:
    case = answered(desk)
    other = receive(desk.work, incoming("Mijn kraan lekt.", author="Piet"))
    before = words_in(desk)
    assert all(secret.lower() in before for secret in SECRETS)

    gone = erasing.erase_customer(desk.work, LEAD, case)
    worker = Worker(desk)
    while worker.step():
        pass

    assert gone.cases == (case,)
    left = words_in(desk)
    assert [secret for secret in SECRETS if secret.lower() in left] == []
    assert [row.case for row in queue(desk.work)] == [other]
    with desk.work.store.read() as tx:
        assert journal.verify(tx) is None
        assert cases.head(tx, case).closed_as == "erased"


def test_merged_customers_corrections_and_what_was_still_to_come_go_too(desk: Desk) -> None:
    one = receive(desk.work, incoming("Er is gas in de kwartelsteeg, bel me.", author="Xaviera Zwanenburg"))
    other = receive(desk.work, incoming("Nog steeds.", author="@poedersuiker", channel="x"))
    worker = Worker(desk)
    while worker.step():
        pass
    correct(desk.work, SANNE, one, "topic", "bezemkast")
    alarms.acknowledge(desk.work, SANNE, one)
    set_aside.merge(desk.work, SANNE, one, other)
    gone = erasing.erase_customer(desk.work, LEAD, other)
    assert set(gone.cases) == {one, other}
    while worker.step():
        pass
    left = words_in(desk)
    assert [secret for secret in SECRETS if secret.lower() in left] == []
    assert alarms.open_alarms(desk.work, SANNE) == ()


def test_nothing_can_be_written_in_an_erased_case(desk: Desk) -> None:
    case = receive(desk.work, incoming("Er is geen water."))
    worker = Worker(desk)
    while worker.step():
        pass
    view = open_case(desk.work, SANNE, case)
    erasing.erase_customer(desk.work, LEAD, case)
    tries = (
        lambda: save_edit(desk.work, SANNE, case, Reply("Dag Xaviera"), seen=view.edit_version),
        lambda: add_fact(desk.work, SANNE, case, "Xaviera belde."),
        lambda: set_aside.take_back(desk.work, SANNE, case),
        lambda: correct(desk.work, SANNE, case, "topic", "Xaviera"),
        lambda: approval.approve(desk.work, SANNE, case, view.reply.hash),
    )
    for attempt in tries:
        with pytest.raises(Conflict):
            attempt()
    assert "xaviera" not in words_in(desk)


def test_what_comes_in_again_stays_out_and_a_new_message_is_a_new_case(desk: Desk) -> None:
    case = answered(desk)
    erasing.erase_customer(desk.work, LEAD, case)
    again = incoming("Er is geen water in de kwartelsteeg.", author="Xaviera Zwanenburg", external_id="mail-kwartelsteeg-1")
    assert receive(desk.work, again) == case
    assert "kwartelsteeg" not in words_in(desk)
    new = receive(desk.work, incoming("Ik ben terug.", author="Xaviera Zwanenburg", external_id="mail-3", at=START + timedelta(days=1)))
    assert new != case
    assert [row.case for row in queue(desk.work)] == [new]


def test_an_agent_may_not_erase_and_a_reply_under_way_goes_first(desk: Desk) -> None:
    case = receive(desk.work, incoming("Er is geen water."))
    worker = Worker(desk)
    while worker.step():
        pass
    with pytest.raises(NotAllowed):
        erasing.erase_customer(desk.work, SANNE, case)
    view = open_case(desk.work, SANNE, case)
    approval.approve(desk.work, SANNE, case, view.reply.hash)
    with pytest.raises(Conflict):
        erasing.erase_customer(desk.work, LEAD, case)
    assert "geen water" in words_in(desk)


def test_what_cannot_be_erased_yet_is_tried_until_it_is_and_a_slow_index_keeps_its_job(desk: Desk) -> None:
    case = answered(desk)
    begun: list[bool] = []

    def slow(_brand: str, progress: Callable[[str], None]) -> None:
        for _ in range(5):  # two and a half leases
            desk.clock.pass_(seconds=30)
            progress("building")
            begun.append(Worker(desk).step((JobKind.ERASE,)))

    desk.work = replace(desk.work, reindex=slow)
    desk.outbox.rename(desk.outbox.with_name("away"))
    desk.outbox.write_text("no folder")
    erasing.erase_customer(desk.work, LEAD, case)
    for _ in range(12):  # an hour
        Worker(desk).step((JobKind.ERASE,))
        desk.clock.pass_(minutes=5)
    [error] = erasing.unfinished(desk.work)
    assert "outbox" in error and not begun
    desk.outbox.unlink()
    desk.outbox.with_name("away").rename(desk.outbox)
    desk.clock.pass_(minutes=15)
    Worker(desk).step((JobKind.ERASE,))
    assert begun == [False] * 5
    assert erasing.unfinished(desk.work) == () and not desk.sent()
