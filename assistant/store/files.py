"""Content files as ingest last read them."""

import sqlalchemy as sa

from assistant.store.engine import Tx, put
from assistant.store.knowledge_tables import files


def hash_of(tx: Tx, brand: str, path: str) -> str:
    """The hash of the file when it was last read without a fault; "" for a new one."""
    return tx.execute(sa.select(files.c.hash).where(files.c.brand == brand, files.c.path == path)).scalar() or ""


def note(tx: Tx, brand: str, path: str, digest: str) -> None:
    put(tx, files, {"brand": brand, "path": path}, {"hash": digest})
