"""Rewritings that agents asked for: one a case, gone once every difference was taken or left."""

import sqlalchemy as sa

from assistant.records.day import Wished
from assistant.store.day_tables import rewritings
from assistant.store.engine import Tx, put


def ask(tx: Tx, wished: Wished) -> None:
    """Keeps what is asked; an earlier one of the case goes."""
    before = of_case(tx, wished.case)
    start, end = wished.span or (None, None)
    row = {name: getattr(wished, name) for name in ("turn", "part", "text", "wish", "person", "asked_at", "partial", "result")}
    put(tx, rewritings, {"case": wished.case}, {**row, "start": start, "end": end, "version": before.version + 1 if before else 1})


def of_case(tx: Tx, case: str) -> Wished | None:
    row = tx.execute(sa.select(rewritings).where(rewritings.c.case == case)).first()
    if row is None:
        return None
    span = None if row.start is None else (row.start, row.end)
    return Wished(row.case, row.turn, row.part, row.text, row.wish, span, row.person, row.asked_at, row.version, row.partial, row.result)


def grow(tx: Tx, seen: Wished, partial: str) -> bool:
    """Keeps what is written so far; False when it is no longer wanted, or was asked for anew."""
    return tx.execute(sa.update(rewritings).where(*_same(seen)).values(partial=partial)).rowcount == 1


def change(tx: Tx, seen: Wished, text: str, result: str) -> bool:
    """What came of it, or what is left of that; False as in `grow`."""
    values = {"text": text, "result": result, "partial": "", "version": seen.version + 1}
    return tx.execute(sa.update(rewritings).where(*_same(seen)).values(**values)).rowcount == 1


def drop(tx: Tx, case: str) -> None:
    tx.execute(sa.delete(rewritings).where(rewritings.c.case == case))


def _same(seen: Wished) -> tuple[sa.ColumnElement[bool], ...]:
    """The row as it was seen: one that was dropped and asked for again counts from one."""
    return (rewritings.c.case == seen.case, rewritings.c.version == seen.version, rewritings.c.asked_at == seen.asked_at)
