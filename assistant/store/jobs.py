"""Work owed: one row with a unique key, a lease and attempts. What is done is gone; what failed three times stays to be seen, but for
what must happen however long it takes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from secrets import token_hex
from typing import Any

import sqlalchemy as sa

from assistant.records.work import Job, JobKind
from assistant.store.engine import Tx, put
from assistant.store.tables import jobs

TRIES = 3
BACKOFF = (timedelta(seconds=2), timedelta(seconds=15), timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=15))
"""How long after each failure in a row it is tried again; the last one stands for all that follow."""
LASTING = frozenset({JobKind.ALARM, JobKind.WAKE, JobKind.ERASE})
"""Never given up: somebody is in danger, waits, or asked to be forgotten."""
REPEATABLE = frozenset({JobKind.SEND})
"""A send that a crash broke off is taken up again without end: its key makes that harmless, and giving up would not."""


@dataclass(frozen=True, slots=True)
class Lease:
    """A job in somebody's hands. `asked` tells whether it was asked for again meanwhile."""

    job: Job
    token: str
    asked: int
    payload: str
    crashed: bool  # an earlier holder never came back


def owe(tx: Tx, kind: JobKind, key: str, due_at: datetime, *, brand: str = "", case: str = "", payload: str = "") -> None:
    """Asks for work. The same key again moves its due time and starts its attempts anew; work in hand is then done once more."""
    row = tx.execute(sa.select(jobs.c.asked).where(jobs.c.key == key)).first()
    values = {
        "kind": kind,
        "brand": brand,
        "case": case,
        "payload": payload,
        "due_at": due_at,
        "attempts": 0,
        "failed_at": None,
        "error": "",
    }
    put(tx, jobs, {"key": key}, {**values, "asked": (row.asked if row else 0) + 1})


def drop(tx: Tx, key: str) -> None:
    """The work is no longer wanted; who has it in hand finds its lease gone."""
    tx.execute(sa.delete(jobs).where(jobs.c.key == key))


def take(tx: Tx, kinds: Sequence[JobKind], now: datetime, lease: timedelta) -> Lease | None:
    """The most overdue job that nobody holds, leased to the caller; None when nothing is due."""
    row = tx.execute(sa.select(jobs).where(*_free(kinds, now)).order_by(jobs.c.due_at, jobs.c.id).limit(1)).first()
    if row is None:
        return None
    crashed = row.leased_until is not None
    attempts = row.attempts + (1 if crashed and row.kind not in REPEATABLE else 0)
    token = token_hex(8)
    tx.execute(sa.update(jobs).where(jobs.c.id == row.id).values(lease=token, leased_until=now + lease, attempts=attempts))
    return Lease(_job(row, attempts), token, row.asked, row.payload, crashed)


def renew(tx: Tx, lease: Lease, until: datetime) -> bool:
    """Holds the job longer; False when it is no longer ours."""
    return tx.execute(sa.update(jobs).where(*_ours(lease)).values(leased_until=until)).rowcount == 1


def finish(tx: Tx, lease: Lease) -> None:
    """The work is done: the row goes, or is free again where it was asked for meanwhile."""
    if tx.execute(sa.delete(jobs).where(*_ours(lease), jobs.c.asked == lease.asked)).rowcount == 0:
        tx.execute(sa.update(jobs).where(*_ours(lease)).values(lease="", leased_until=None))


def fail(tx: Tx, lease: Lease, error: str, now: datetime) -> bool:
    """Notes a failure: later again, or, after the third, never (True: a person must look), unless it is `LASTING`."""
    attempts = lease.job.attempts + 1
    last = attempts >= TRIES and lease.job.kind not in LASTING
    values: dict[str, Any] = {"attempts": attempts, "error": error, "lease": "", "leased_until": None}
    values |= {"failed_at": now} if last else {"due_at": now + BACKOFF[min(attempts, len(BACKOFF)) - 1]}
    changed = tx.execute(sa.update(jobs).where(*_ours(lease), jobs.c.asked == lease.asked).values(**values)).rowcount
    if changed == 0:  # asked for anew: those attempts start from nothing
        tx.execute(sa.update(jobs).where(*_ours(lease)).values(lease="", leased_until=None))
    return last and changed == 1


def find(tx: Tx, key: str) -> tuple[Job, str, bool] | None:
    """The job with this key, its last error and whether it was given up."""
    row = tx.execute(sa.select(jobs).where(jobs.c.key == key)).first()
    return (_job(row, row.attempts), row.error, row.failed_at is not None) if row else None


def of_kind(tx: Tx, kind: JobKind) -> tuple[tuple[Job, str], ...]:
    """All that is owed of a kind, with its last error, the oldest first."""
    rows = tx.execute(sa.select(jobs).where(jobs.c.kind == kind).order_by(jobs.c.id))
    return tuple((_job(row, row.attempts), row.error) for row in rows)


def due(tx: Tx, kinds: Sequence[JobKind], now: datetime) -> bool:
    """Whether there is anything to take: asked often, so that an idle worker never locks the database."""
    return tx.execute(sa.select(jobs.c.id).where(*_free(kinds, now)).limit(1)).first() is not None


def due_kinds(tx: Tx, kinds: Sequence[JobKind], now: datetime) -> frozenset[JobKind]:
    """Those of `kinds` of which there is something to take."""
    return frozenset(map(JobKind, tx.execute(sa.select(jobs.c.kind).where(*_free(kinds, now)).distinct()).scalars()))


def count(tx: Tx) -> dict[tuple[JobKind, bool], int]:
    """Jobs by kind and whether they were given up."""
    failed = jobs.c.failed_at.is_not(None)
    rows = tx.execute(sa.select(jobs.c.kind, failed.label("failed"), sa.func.count().label("n")).group_by(jobs.c.kind, failed))
    return {(JobKind(row.kind), bool(row.failed)): row.n for row in rows}


def _free(kinds: Sequence[JobKind], now: datetime) -> tuple[sa.ColumnElement[bool], ...]:
    unheld = sa.or_(jobs.c.leased_until.is_(None), jobs.c.leased_until <= now)
    return (jobs.c.failed_at.is_(None), jobs.c.due_at <= now, unheld, jobs.c.kind.in_(kinds))


def _ours(lease: Lease) -> tuple[sa.ColumnElement[bool], ...]:
    return (jobs.c.id == lease.job.id, jobs.c.lease == lease.token)


def _job(row: Any, attempts: int) -> Job:
    return Job(row.id, JobKind(row.kind), row.key, row.brand, row.case, row.due_at, attempts)
