"""Vectors by embedder and text hash, so that rebuilding an index pays nothing."""

from collections.abc import Mapping, Sequence

import sqlalchemy as sa

from assistant.store.engine import Tx
from assistant.store.knowledge_tables import vectors

BATCH = 500


def some(tx: Tx, embedder: str, hashes: Sequence[str]) -> dict[str, bytes]:
    """Those of `hashes` that are kept."""
    found: dict[str, bytes] = {}
    for start in range(0, len(hashes), BATCH):
        wanted = vectors.c.hash.in_(hashes[start : start + BATCH])
        rows = tx.execute(sa.select(vectors.c.hash, vectors.c.vector).where(vectors.c.embedder == embedder, wanted))
        found.update({row.hash: row.vector for row in rows})
    return found


def keep(tx: Tx, embedder: str, kept: Mapping[str, bytes]) -> None:
    """Keeps vectors; one that is there already stays."""
    there = some(tx, embedder, list(kept))
    rows = [{"embedder": embedder, "hash": hash, "vector": vector} for hash, vector in kept.items() if hash not in there]
    if rows:
        tx.execute(sa.insert(vectors), rows)


def forget(tx: Tx, hashes: Sequence[str]) -> None:
    for start in range(0, len(hashes), BATCH):
        tx.execute(sa.delete(vectors).where(vectors.c.hash.in_(hashes[start : start + BATCH])))
