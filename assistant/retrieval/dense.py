"""Nearest vectors: exact with NumPy for what is small or new, Chroma for a generation."""

from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, cast

import numpy as np

from assistant.retrieval.vectors import Matrix, best, cosine

if TYPE_CHECKING:  # Chroma takes a second to import: only who opens a generation pays it
    from chromadb.api import ClientAPI

EF_SEARCH = 150
SYNC_AT_LEAST = 1_000


class Nearest(Protocol):
    """Rows whose vectors lie nearest to one vector."""

    def search(self, vector: Matrix, limit: int) -> list[tuple[int, float]]:
        """(row number, cosine), best first; `vector` has shape (dimensions,) and length one."""
        ...


class Exact:
    """Vectors in memory, compared one by one; rows can be added."""

    def __init__(self, vectors: Matrix) -> None:
        """`vectors` has shape (rows, dimensions), each row of length one."""
        self._parts = [vectors]

    def add(self, vectors: Matrix) -> None:
        self._parts.append(vectors)

    def search(self, vector: Matrix, limit: int) -> list[tuple[int, float]]:
        if len(self._parts) > 1:
            self._parts = [np.concatenate([part for part in self._parts if len(part)] or self._parts[:1])]
        scores = self._parts[0] @ vector if len(self._parts[0]) else np.zeros(0, np.float32)
        return [(int(row), cosine(scores[row])) for row in best(scores, limit)]


class Approximate:
    """One collection of an opened Chroma."""

    def __init__(self, client: "ClientAPI", name: str, count: int) -> None:
        self._collection, self._count = client.get_collection(name, embedding_function=None), count

    def search(self, vector: Matrix, limit: int) -> list[tuple[int, float]]:
        if not self._count:
            return []
        found = self._collection.query(query_embeddings=np.asarray([vector]), n_results=min(limit, self._count), include=["distances"])
        distances = (found["distances"] or [[]])[0]
        return [(int(id), cosine(1 - distance)) for id, distance in zip(found["ids"][0], distances, strict=True)]


def open_chroma(folder: Path) -> Any:
    """Chroma on a folder; nothing is sent anywhere."""
    import chromadb
    from chromadb.config import Settings

    return chromadb.PersistentClient(path=str(folder), settings=Settings(anonymized_telemetry=False, is_persistent=True))


def fill(client: "ClientAPI", name: str, vectors: Matrix) -> None:
    """A new collection with one vector a row; ids are the row numbers."""
    hnsw = {
        "space": "cosine",
        "ef_construction": 100,
        "max_neighbors": 16,
        "ef_search": EF_SEARCH,
        "sync_threshold": max(len(vectors), SYNC_AT_LEAST),  # all in one: what is not synced is inserted again at every opening
    }
    collection = client.create_collection(name, configuration=cast("Any", {"hnsw": hnsw}), embedding_function=None)
    size = client.get_max_batch_size()
    for start in range(0, len(vectors), size):
        part = vectors[start : start + size]
        collection.upsert(ids=[str(start + offset) for offset in range(len(part))], embeddings=part)
