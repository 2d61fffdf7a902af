"""Public messages with personal data: asked to be hidden, and hidden."""

from datetime import datetime

import sqlalchemy as sa

from assistant.records.day import Exposed
from assistant.store.day_tables import hidings
from assistant.store.engine import Tx


def ask(tx: Tx, message: str, case: str, by: str, at: datetime) -> bool:
    """False when it was asked before."""
    if tx.execute(sa.select(hidings.c.message).where(hidings.c.message == message)).first():
        return False
    tx.execute(sa.insert(hidings).values(message=message, case=case, asked_by=by, asked_at=at))
    return True


def done(tx: Tx, message: str, by: str, at: datetime) -> bool:
    """False when it was never asked, or is done."""
    where = (hidings.c.message == message, hidings.c.done_at.is_(None))
    return tx.execute(sa.update(hidings).where(*where).values(done_by=by, done_at=at)).rowcount == 1


def of_case(tx: Tx, case: str) -> dict[str, Exposed]:
    """By message; what kinds of data it holds is not kept."""
    rows = tx.execute(sa.select(hidings).where(hidings.c.case == case))
    return {row.message: Exposed(row.message, (), row.asked_by, row.asked_at, row.done_by, row.done_at) for row in rows}
