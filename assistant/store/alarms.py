"""Alarms: danger and self-harm, who was told, who took it."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from assistant.records.day import Alarm
from assistant.store.day_tables import alarms
from assistant.store.engine import Tx


def add(tx: Tx, alarm: Alarm) -> None:
    row = {"id": alarm.id, "case": alarm.case, "brand": alarm.brand, "kind": alarm.kind, "raised_at": alarm.raised_at}
    tx.execute(sa.insert(alarms).values(**row))


def of_case(tx: Tx, case: str) -> Alarm | None:
    """The newest alarm of a case; of two of one moment the one that stands."""
    newest = sa.select(alarms).where(alarms.c.case == case).order_by(alarms.c.raised_at.desc(), alarms.c.state == "past").limit(1)
    row = tx.execute(newest).first()
    return _alarm(row) if row else None


def get(tx: Tx, id: str) -> Alarm | None:
    row = tx.execute(sa.select(alarms).where(alarms.c.id == id)).first()
    return _alarm(row) if row else None


def open_ones(tx: Tx) -> tuple[Alarm, ...]:
    """Alarms that nobody took yet, the oldest first."""
    rows = tx.execute(sa.select(alarms).where(alarms.c.state == "open").order_by(alarms.c.raised_at, alarms.c.id))
    return tuple(_alarm(row) for row in rows)


def told(tx: Tx, id: str, at: datetime | None, error: str = "") -> None:
    tx.execute(sa.update(alarms).where(alarms.c.id == id).values(told_at=at, error=error))


def settle(tx: Tx, id: str, state: str, by: str, at: datetime) -> bool:
    """An open alarm is taken or called off; False when somebody was first."""
    where = (alarms.c.id == id, alarms.c.state == "open")
    return tx.execute(sa.update(alarms).where(*where).values(state=state, by=by, at=at)).rowcount == 1


def call(tx: Tx, id: str, by: str, at: datetime) -> bool:
    """Somebody calls; False when somebody already does."""
    where = (alarms.c.id == id, alarms.c.caller == "")
    return tx.execute(sa.update(alarms).where(*where).values(caller=by, called_at=at)).rowcount == 1


def end(tx: Tx, case: str, state: str, at: datetime, by: str = "") -> None:
    """Whatever alarms of a case still stand, end in `state`."""
    settled = {"state": state, "at": at} | ({"by": by} if by else {})
    tx.execute(sa.update(alarms).where(alarms.c.case == case, alarms.c.state.in_(("open", "acknowledged", "not_so"))).values(**settled))


def _alarm(row: Any) -> Alarm:
    return Alarm(
        row.id, row.case, row.brand, row.kind, row.raised_at, row.told_at, row.error, row.state, row.by, row.at, row.caller, row.called_at
    )
