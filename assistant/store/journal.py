"""The append-only journal: ids and hashes, never text, each line chained to the one before."""

import json
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

import sqlalchemy as sa

from assistant.records.work import JournalEntry
from assistant.store.engine import Tx
from assistant.store.tables import journal


def note(tx: Tx, at: datetime, person: str, action: str, subject: str, text_hash: str = "") -> None:
    """Adds a line. `person`, `action` and `subject` are ids and words of the program; a text enters as its hash only."""
    last = tx.execute(sa.select(journal.c.number, journal.c.hash).order_by(journal.c.number.desc()).limit(1)).first()
    number, previous = (last.number + 1, last.hash) if last else (1, "")
    chained = _chain(number, at, person, action, subject, text_hash, previous)
    line = {"number": number, "at": at, "person": person, "action": action, "subject": subject, "text_hash": text_hash}
    tx.execute(sa.insert(journal).values(**line, previous=previous, hash=chained))


def verify(tx: Tx) -> int | None:
    """The number of the first line that does not fit the chain; None when the whole journal holds."""
    previous = ""
    rows = tx.execute(sa.select(journal).order_by(journal.c.number).execution_options(yield_per=1000))
    for number, row in enumerate(rows, start=1):
        chained = _chain(row.number, row.at, row.person, row.action, row.subject, row.text_hash, row.previous)
        if row.number != number or row.previous != previous or row.hash != chained:
            return number
        previous = row.hash
    return None


def entries(tx: Tx, *, subject: str = "", action: str = "", limit: int = 200) -> tuple[JournalEntry, ...]:
    """The newest lines first, of one subject or action where given."""
    query = sa.select(journal).order_by(journal.c.number.desc()).limit(limit)
    if subject:
        query = query.where(journal.c.subject == subject)
    if action:
        query = query.where(journal.c.action == action)
    return tuple(_entry(row) for row in tx.execute(query))


def _chain(number: int, at: datetime, person: str, action: str, subject: str, text_hash: str, previous: str) -> str:
    line = [number, at.astimezone(UTC).isoformat(timespec="microseconds"), person, action, subject, text_hash, previous]
    return sha256(json.dumps(line, ensure_ascii=False).encode()).hexdigest()


def _entry(row: Any) -> JournalEntry:
    return JournalEntry(row.number, row.at, row.person, row.action, row.subject, row.text_hash, row.previous, row.hash)
