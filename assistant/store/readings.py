"""Texts that wait for a second reader, and what became of them."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from assistant.records.day import Reading
from assistant.records.draft import Reply
from assistant.store.day_tables import readings
from assistant.store.engine import Tx, put
from assistant.store.tables import cases

WAITS_FOR = "second_reader"
"""What a case waits for (`cases.waiting_for`) while its text lies with a second reader."""


def ask(tx: Tx, reading: Reading) -> None:
    """Asks for a second reader; asked again for the same turn, the newest text counts."""
    row = {"text": reading.reply.text, "private_text": reading.reply.private_text, "hash": reading.reply.hash}
    asked = {"note": reading.note, "asked_by": reading.asked_by, "asked_at": reading.asked_at}
    nothing = {"state": "asked", "read_by": "", "read_at": None, "answer": ""}
    put(tx, readings, {"case": reading.case, "turn": reading.turn}, row | asked | nothing)


def settle(tx: Tx, case: str, turn: int, state: str, by: str, at: datetime, answer: str = "") -> bool:
    """What the second reader said; False when somebody was first."""
    where = (readings.c.case == case, readings.c.turn == turn, readings.c.state == "asked")
    return tx.execute(sa.update(readings).where(*where).values(state=state, read_by=by, read_at=at, answer=answer)).rowcount == 1


def find(tx: Tx, case: str, turn: int) -> Reading | None:
    row = tx.execute(sa.select(readings).where(readings.c.case == case, readings.c.turn == turn)).first()
    return _reading(row) if row else None


def waiting(tx: Tx) -> tuple[Reading, ...]:
    """Texts that lie with a second reader now, those whose customer waits shortest for last."""
    joined = sa.select(readings).join(cases, sa.and_(cases.c.id == readings.c.case, cases.c.turn == readings.c.turn))
    where = (readings.c.state == "asked", cases.c.state == "waiting", cases.c.waiting_for == WAITS_FOR)
    rows = tx.execute(joined.where(*where).order_by(cases.c.urgency.desc(), cases.c.due_at.nulls_last(), readings.c.asked_at))
    return tuple(_reading(row) for row in rows)


def _reading(row: Any) -> Reading:
    return Reading(
        case=row.case,
        turn=row.turn,
        reply=Reply(row.text, row.private_text),
        note=row.note,
        asked_by=row.asked_by,
        asked_at=row.asked_at,
        state=row.state,
        read_by=row.read_by,
        read_at=row.read_at,
        answer=row.answer,
    )
