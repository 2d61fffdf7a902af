"""What the knowledge lacks: cases for which no source was found, until a knowledge manager closes them. The words stay in the case."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from assistant.store.engine import Tx, put
from assistant.store.knowledge_tables import gaps
from assistant.store.tables import cases


@dataclass(frozen=True, slots=True)
class Gap:
    """A case without a source: `topic` as triage read it, `snippet` how the customer began."""

    case: str
    topic: str
    snippet: str
    at: datetime


def note(tx: Tx, brand: str, case: str, topic: str, at: datetime) -> None:
    """Records that the knowledge had no source for a case: once a case."""
    put(tx, gaps, {"case": case}, {"brand": brand, "topic": topic, "at": at, "closed_at": None})


def waiting(tx: Tx, brand: str, limit: int = 200) -> tuple[Gap, ...]:
    """Those nobody closed, newest first; an erased customer's are not among them."""
    where = (gaps.c.brand == brand, gaps.c.closed_at.is_(None), cases.c.snippet != "")
    of = gaps.join(cases, cases.c.id == gaps.c.case)
    query = sa.select(gaps.c.case, gaps.c.topic, cases.c.snippet, gaps.c.at).select_from(of).where(*where)
    rows = tx.execute(query.order_by(gaps.c.at.desc(), gaps.c.id.desc()).limit(limit))
    return tuple(Gap(row.case, row.topic, row.snippet, row.at) for row in rows)


def close(tx: Tx, case: str, at: datetime) -> bool:
    """The knowledge has an answer now, or needs none; False when it was closed already."""
    done = tx.execute(sa.update(gaps).where(gaps.c.case == case, gaps.c.closed_at.is_(None)).values(closed_at=at))
    return bool(done.rowcount)
