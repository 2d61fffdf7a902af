"""The journal: append-only, chained, without text."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa
from desk_kit import START

from assistant.store import Store, journal
from assistant.store.tables import journal as table


@pytest.fixture
def filled(store: Store) -> Store:
    with store.write() as tx:
        for number in range(5):
            journal.note(tx, START + timedelta(seconds=number), "sanne", "approved", f"c{number}", "ab" * 32)
    return store


def test_a_true_journal_holds(filled: Store) -> None:
    with filled.read() as tx:
        assert journal.verify(tx) is None
        newest = journal.entries(tx, subject="c4")[0]
        assert (newest.number, newest.person, newest.action, newest.at) == (5, "sanne", "approved", START + timedelta(seconds=4))
        assert newest.previous == journal.entries(tx, subject="c3")[0].hash


@pytest.mark.parametrize(
    ("change", "found_at"),
    [
        (sa.update(table).where(table.c.number == 3).values(person="bilal"), 3),
        (sa.update(table).where(table.c.number == 3).values(at=START), 3),
        (sa.update(table).where(table.c.number == 2).values(text_hash=""), 2),
        (sa.delete(table).where(table.c.number == 4), 4),
        (sa.delete(table).where(table.c.number == 1), 1),
        (sa.update(table).where(table.c.number == 5).values(hash="0" * 64), 5),
    ],
)
def test_any_change_is_found(filled: Store, change: sa.Executable, found_at: int) -> None:
    with filled.write() as tx:
        tx.execute(change)
    with filled.read() as tx:
        assert journal.verify(tx) == found_at


def test_the_zone_of_a_moment_does_not_matter(store: Store) -> None:
    with store.write() as tx:
        journal.note(tx, START.astimezone(ZoneInfo("Europe/Amsterdam")), "", "received", "c1")
    with store.read() as tx:
        assert journal.verify(tx) is None
        assert journal.entries(tx)[0].at == START
