"""What happened to a brand's sources, in order: how an index knows what it has not seen."""

import sqlalchemy as sa

from assistant.store.engine import Tx
from assistant.store.knowledge_tables import changes


def note(tx: Tx, brand: str, source: str) -> None:
    tx.execute(sa.insert(changes).values(brand=brand, source=source))


def mark(tx: Tx, brand: str) -> int:
    """The number of the brand's newest change; 0 where there is none."""
    return tx.execute(sa.select(sa.func.max(changes.c.mark)).where(changes.c.brand == brand)).scalar() or 0


def since(tx: Tx, brand: str, after: int) -> tuple[str, ...]:
    """Ids touched after that mark, oldest first, each once."""
    query = sa.select(changes.c.source).where(changes.c.brand == brand, changes.c.mark > after).order_by(changes.c.mark)
    return tuple(dict.fromkeys(tx.execute(query).scalars()))
