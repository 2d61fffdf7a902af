"""Who is at work: who said so, and who holds a case."""

from datetime import datetime

import sqlalchemy as sa

from assistant.records.day import OnShift
from assistant.store.day_tables import shifts
from assistant.store.engine import Tx, put
from assistant.store.tables import cases, people


def start(tx: Tx, person: str, since: datetime, until: datetime) -> None:
    put(tx, shifts, {"person": person}, {"since": since, "until": until})


def end(tx: Tx, person: str) -> None:
    tx.execute(sa.delete(shifts).where(shifts.c.person == person))


def now_at_work(tx: Tx, now: datetime) -> tuple[OnShift, ...]:
    """Active people whose shift is on or who hold an open case, by name."""
    said = {row.person: row.until for row in tx.execute(sa.select(shifts).where(shifts.c.until > now))}
    held = sa.select(cases.c.holder, sa.func.count().label("n")).where(cases.c.is_open, cases.c.holder != "", cases.c.held_until > now)
    holds = {row.holder: row.n for row in tx.execute(held.group_by(cases.c.holder))}
    there = sa.select(people.c.id, people.c.name).where(people.c.active, people.c.id.in_({*said, *holds}))
    rows = tx.execute(there.order_by(people.c.name))
    return tuple(OnShift(row.id, row.name, said.get(row.id), holds.get(row.id, 0)) for row in rows)
