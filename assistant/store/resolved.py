"""Resolved cases. Imported ones are live; one that was approved here waits as proposed until a knowledge manager takes it in."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from hashlib import sha256

import sqlalchemy as sa

from assistant.errors import NotFound
from assistant.records.knowledge import ResolvedCase
from assistant.store import changes
from assistant.store.codec import dump, load
from assistant.store.engine import Tx, put
from assistant.store.knowledge_tables import resolved

LIVE, PROPOSED, DROPPED = "live", "proposed", "dropped"
REOPENED = "reopened"
"""The outcome of a case whose customer came back: it hardly counts in search."""


def save(tx: Tx, settled: ResolvedCase, *, at: datetime, state: str = LIVE, case: str = "") -> bool:
    """Keeps a resolved case, or replaces the one with its id; False when it was there already, word for word."""
    body = dump(settled)
    digest = sha256(body.encode()).hexdigest()
    there = tx.execute(sa.select(resolved.c.hash, resolved.c.state).where(resolved.c.id == settled.id)).first()
    if there and there.hash == digest:
        return False
    kept = there.state if there else state
    put(tx, resolved, {"id": settled.id}, {"brand": settled.brand, "state": kept, "body": body, "hash": digest, "case": case, "at": at})
    if kept == LIVE:
        changes.note(tx, settled.brand, settled.id)
    return True


def get(tx: Tx, id: str) -> ResolvedCase:
    """In whatever state. Raises `NotFound`."""
    body = tx.execute(sa.select(resolved.c.body).where(resolved.c.id == id)).scalar()
    if body is None:
        raise NotFound("There is no such resolved case.", where=id, mend="Open the list again.")
    return load(ResolvedCase, body)


def change(tx: Tx, settled: ResolvedCase, *, at: datetime) -> None:
    """What a person said of a case that is there: its state, and the case it came from, stay."""
    body = dump(settled)
    values = {"body": body, "hash": sha256(body.encode()).hexdigest(), "at": at}
    tx.execute(sa.update(resolved).where(resolved.c.id == settled.id).values(**values))


def reopen(tx: Tx, ids: Sequence[str]) -> None:
    """What was made of these replies settled nothing: the customer came back with the matter."""
    rows = tx.execute(sa.select(resolved.c.body, resolved.c.state, resolved.c.at).where(resolved.c.id.in_(ids))).all()
    for row in rows:
        settled = load(ResolvedCase, row.body)
        if settled.outcome != REOPENED:
            change(tx, replace(settled, outcome=REOPENED), at=row.at)
            if row.state == LIVE:
                changes.note(tx, settled.brand, settled.id)


def move(tx: Tx, id: str, state: str) -> ResolvedCase:
    """Takes a case in (live), or out (dropped). Raises `NotFound`."""
    settled = get(tx, id)
    tx.execute(sa.update(resolved).where(resolved.c.id == id).values(state=state))
    changes.note(tx, settled.brand, id)
    return settled


def proposed(tx: Tx, brand: str, limit: int = 200) -> tuple[ResolvedCase, ...]:
    """Those that wait for a knowledge manager, oldest first."""
    query = sa.select(resolved.c.body).where(resolved.c.brand == brand, resolved.c.state == PROPOSED).order_by(resolved.c.at).limit(limit)
    return tuple(load(ResolvedCase, body) for body in tx.execute(query).scalars())


def of_cases(tx: Tx, ids: Sequence[str]) -> tuple[ResolvedCase, ...]:
    """What was made of these cases, in whatever state."""
    return tuple(load(ResolvedCase, body) for body in tx.execute(sa.select(resolved.c.body).where(resolved.c.case.in_(ids))).scalars())


def some(tx: Tx, brand: str, ids: Sequence[str]) -> dict[str, ResolvedCase]:
    """The live ones among `ids`."""
    query = sa.select(resolved.c.id, resolved.c.body).where(resolved.c.brand == brand, resolved.c.id.in_(ids), resolved.c.state == LIVE)
    return {row.id: load(ResolvedCase, row.body) for row in tx.execute(query)}


def live(tx: Tx, brand: str) -> Iterator[ResolvedCase]:
    """Those that search may use, by id, a page of rows at a time."""
    query = sa.select(resolved.c.body).where(resolved.c.brand == brand, resolved.c.state == LIVE).order_by(resolved.c.id)
    for row in tx.execute(query.execution_options(yield_per=500)):
        yield load(ResolvedCase, row.body)


def count(tx: Tx, brand: str) -> int:
    return tx.execute(sa.select(sa.func.count()).where(resolved.c.brand == brand, resolved.c.state == LIVE)).scalar_one()
