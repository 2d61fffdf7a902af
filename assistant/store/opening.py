"""The store as the rooms above hold it: transactions, and the verbs that search reads it by."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager

from sqlalchemy import Engine

from assistant.records.knowledge import Document, ResolvedCase
from assistant.store import changes, documents, migrate, resolved, vectors
from assistant.store.engine import Tx, empty_log, make_engine, transaction

BUSY_SECONDS = 10.0
"""How long a writer waits for its turn before it says that the database is locked."""


def open_store(url: str, *, busy_seconds: float = BUSY_SECONDS) -> "Store":
    """Opens the database at `url`, made or migrated first where needed. Raises `StoreError`."""
    engine = make_engine(url, busy_seconds)
    migrate.to_head(engine)
    return Store(engine)


class Store:
    """The database. Safe to share between threads; every process opens its own."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def read(self) -> AbstractContextManager[Tx]:
        """A transaction that sees one moment of the database and writes nothing."""
        return transaction(self._engine, read=True)

    def write(self) -> AbstractContextManager[Tx]:
        """A transaction that waits for its turn to write; everything in it is kept, or nothing."""
        return transaction(self._engine, read=False)

    def close(self) -> None:
        self._engine.dispose()

    def empty_log(self) -> None:
        """Leaves no copy of erased words in SQLite's write-ahead log. Raises `StoreError` while somebody reads from it."""
        empty_log(self._engine)

    # what search reads (assistant/retrieval/shelf.py): each one short transaction

    def mark(self, brand: str) -> int:
        """A counter that rises with every change to the brand's documents or resolved cases; 0 for an unknown brand."""
        with self.read() as tx:
            return changes.mark(tx, brand)

    def changed(self, brand: str, since: int) -> tuple[str, ...]:
        """Ids of documents and cases that were saved, retired or erased after mark `since`."""
        with self.read() as tx:
            return changes.since(tx, brand, since)

    def sources(self, brand: str, ids: Sequence[str]) -> Mapping[str, Document | ResolvedCase]:
        """The live ones among `ids`."""
        with self.read() as tx:
            return {**documents.some(tx, brand, ids), **resolved.some(tx, brand, ids)}

    def all_sources(self, brand: str) -> Iterator[Document | ResolvedCase]:
        """All live sources, documents first, a page of rows at a time."""
        with self.read() as tx:
            yield from documents.live(tx, brand)
            yield from resolved.live(tx, brand)

    def count_sources(self, brand: str) -> int:
        with self.read() as tx:
            return documents.count(tx, brand) + resolved.count(tx, brand)

    def vectors(self, embedder: str, hashes: Sequence[str]) -> Mapping[str, bytes]:
        """Kept vectors by text hash: little-endian float32."""
        with self.read() as tx:
            return vectors.some(tx, embedder, hashes)

    def keep_vectors(self, embedder: str, kept: Mapping[str, bytes]) -> None:
        with self.write() as tx:
            vectors.keep(tx, embedder, kept)

    def documents(self, brand: str) -> tuple[Document, ...]:
        """The live version of each of the brand's documents, by id."""
        with self.read() as tx:
            return tuple(documents.live(tx, brand))
