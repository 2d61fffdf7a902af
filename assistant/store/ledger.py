"""Promises: proposed with a reply, open once it is out, kept or broken."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from assistant.records.work import Promise
from assistant.store.engine import Tx
from assistant.store.tables import promises


def replace(tx: Tx, reply: str, found: Sequence[Promise], at: datetime) -> None:
    """The promises of a reply are these: those known stay as somebody settled them, others of it go."""
    ids = {promise.id for promise in found}
    known = set(tx.execute(sa.select(promises.c.id).where(promises.c.reply == reply)).scalars())
    tx.execute(sa.delete(promises).where(promises.c.id.in_(known - ids)))
    tx.execute(sa.update(promises).where(promises.c.id.in_(known & ids)).values(withdrawn=False))
    for promise in found:
        if promise.id not in known:
            add(tx, promise, at, reply)


def add(tx: Tx, promise: Promise, at: datetime, reply: str = "") -> None:
    row = {"id": promise.id, "case": promise.case, "brand": promise.brand, "text": promise.text, "owner": promise.owner}
    more = {"due_at": promise.due_at, "state": promise.state, "kind": promise.kind, "cents": promise.cents}
    tx.execute(sa.insert(promises).values(**row, **more, reply=reply, made_at=at))


def stand(tx: Tx, reply: str) -> tuple[Promise, ...]:
    """What was proposed with a reply is open; gives the reply's open promises."""
    mine = (promises.c.reply == reply, promises.c.withdrawn.is_(False))
    tx.execute(sa.update(promises).where(*mine, promises.c.state == "proposed").values(state="open"))
    return tuple(_promise(row) for row in tx.execute(sa.select(promises).where(*mine, promises.c.state == "open")))


def withdraw(tx: Tx, reply: str) -> None:
    tx.execute(sa.update(promises).where(promises.c.reply == reply).values(withdrawn=True))


def decided(tx: Tx, case: str, reply: str) -> dict[str, Promise]:
    """What somebody said who does, by when, or that it is done, of the promises of a case's reply whose approval was taken back; by id."""
    where = (promises.c.case == case, promises.c.reply == reply, promises.c.withdrawn.is_(True), promises.c.state.in_(("open", "kept")))
    return {row.id: _promise(row) for row in tx.execute(sa.select(promises).where(*where))}


def get(tx: Tx, id: str) -> Promise | None:
    """A promise that stands."""
    row = tx.execute(sa.select(promises).where(promises.c.id == id, promises.c.withdrawn.is_(False))).first()
    return _promise(row) if row else None


def change(tx: Tx, id: str, among: Sequence[str], **values: Any) -> bool:
    """Changes a promise that stands in one of the states `among`; False when it does not."""
    where = (promises.c.id == id, promises.c.state.in_(among), promises.c.withdrawn.is_(False))
    return tx.execute(sa.update(promises).where(*where).values(**values)).rowcount == 1


def find(
    tx: Tx, *, case: str = "", owner: str = "", states: Sequence[str] = (), kind: str = "", customer_cases: Sequence[str] = ()
) -> tuple[Promise, ...]:
    """Promises that stand, by the time they fall due; those without a time last."""
    query = sa.select(promises).where(promises.c.withdrawn.is_(False)).order_by(promises.c.due_at.nulls_last(), promises.c.id)
    for column, value in ((promises.c.case, case), (promises.c.owner, owner), (promises.c.kind, kind)):
        if value:
            query = query.where(column == value)
    if states:
        query = query.where(promises.c.state.in_(states))
    if customer_cases:
        query = query.where(promises.c.case.in_(customer_cases))
    return tuple(_promise(row) for row in tx.execute(query))


def spent(tx: Tx, *, case: str = "", brand: str = "", since: datetime | None = None) -> int:
    """Cents booked on gestures."""
    booked = (promises.c.kind == "gesture", promises.c.withdrawn.is_(False))
    query = sa.select(sa.func.coalesce(sa.func.sum(promises.c.cents), 0)).where(*booked)
    for column, value in ((promises.c.case, case), (promises.c.brand, brand)):
        if value:
            query = query.where(column == value)
    if since:
        query = query.where(promises.c.made_at >= since)
    return int(tx.execute(query).scalar_one())


def _promise(row: Any) -> Promise:
    return Promise(row.id, row.case, row.brand, row.text, row.owner, row.due_at, row.state, row.kind, row.cents)
