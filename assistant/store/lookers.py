"""Who has which case open: one row each while they look, gone soon after."""

from datetime import datetime

import sqlalchemy as sa

from assistant.store.day_tables import lookers
from assistant.store.engine import Tx, put


def beat(tx: Tx, case: str, person: str, at: datetime, since: datetime) -> None:
    """This person has the case open; whoever was not heard of after `since` has gone."""
    tx.execute(sa.delete(lookers).where(lookers.c.at < since))
    put(tx, lookers, {"case": case, "person": person}, {"at": at})


def leave(tx: Tx, case: str, person: str) -> None:
    tx.execute(sa.delete(lookers).where(lookers.c.case == case, lookers.c.person == person))


def of_case(tx: Tx, case: str, since: datetime) -> tuple[str, ...]:
    """Ids of who was heard of since then."""
    query = sa.select(lookers.c.person).where(lookers.c.case == case, lookers.c.at >= since)
    return tuple(tx.execute(query.order_by(lookers.c.person)).scalars())
