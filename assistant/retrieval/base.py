"""An index of one brand at one mark of the store: in memory, or opened from a generation on disk."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

import numpy as np

from assistant.ports import Embedder
from assistant.records.knowledge import PassageKind
from assistant.retrieval.dense import Exact, Nearest
from assistant.retrieval.fitted import Fitted
from assistant.retrieval.learned import Evidence, evidence, expanded, words_of_customers
from assistant.retrieval.lexical import Lexical
from assistant.retrieval.rows import CASE, POLICY, Row
from assistant.retrieval.vectors import Matrix, best, cosine, unit

Found = list[tuple[str, str, float]]
"""(passage id, source id, score), best first."""


class Vectoriser(Protocol):
    """Texts to a matrix of shape (texts, dimensions), rows of length one."""

    def vectors(self, texts: Sequence[str]) -> Matrix: ...

    def query(self, text: str) -> Matrix: ...


class Named:
    """An `Embedder` as a `Vectoriser`."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder

    def vectors(self, texts: Sequence[str]) -> Matrix:
        return unit(np.asarray(self._embedder.embed_documents(list(texts)), np.float32))

    def query(self, text: str) -> Matrix:
        return unit(np.asarray(self._embedder.embed_query(text), np.float32))


@dataclass(slots=True)
class Corner:
    """The rows of one kind, policies or cases, with their engines. Without `nearest` only words are searched."""

    ids: list[str]
    sources: list[str]
    lexical: Lexical
    nearest: Nearest | None

    def found(self, hits: Iterable[tuple[int, float]], gone: Callable[[int], bool]) -> Found:
        return [(self.ids[row], self.sources[row], score) for row, score in hits if not gone(row)]


@dataclass(slots=True, weakref_slot=True)
class Base:
    """What can be searched of a brand as it stood at `mark`.

    `speaks` has the evidence of each case row; `words` what customers' words add to a document's vectors; `taught` are the policy rows
    of those documents and `lessons` their expanded vectors, shape (taught, dimensions).
    """

    mark: int
    name: str
    embedder: Vectoriser | None
    corners: Mapping[PassageKind, Corner]
    speaks: list[Evidence]
    words: Mapping[str, Matrix]
    taught: list[int]
    lessons: Matrix
    newest: date | None
    stamps: Mapping[str, tuple[int, int, int]] = field(default_factory=dict)

    @property
    def count(self) -> int:
        return sum(len(corner.ids) for corner in self.corners.values())

    def taught_best(self, vector: Matrix, limit: int) -> Iterator[tuple[int, float]]:
        """(policy row, cosine with its expanded vector), best first."""
        if len(self.taught):
            scores = self.lessons @ vector
            yield from ((self.taught[index], cosine(scores[index])) for index in best(scores, limit))


@dataclass(slots=True)
class Assembled:
    """Rows with their vectors and what cases teach, before they go into engines. `vectors` by kind, None without a dense view."""

    rows: Mapping[PassageKind, list[Row]]
    embedder: Vectoriser | None
    vectors: Mapping[PassageKind, Matrix] | None
    speaks: list[Evidence]
    words: dict[str, Matrix]
    taught: list[int]
    lessons: Matrix
    newest: date | None


def assemble(rows: Sequence[Row], embedder: Vectoriser | None, *, dense: bool = True) -> Assembled:
    """Vectors (fitted on these very rows where no embedder is given and the rows bring none) and lessons for rows."""
    kinds = by_kind(rows)
    cases = [row.case for row in kinds[CASE] if row.case]
    newest = max((case.closed_on for case in cases if case.closed_on), default=None)
    speaks = [evidence(case, newest) for case in cases]
    if not dense:
        return Assembled(kinds, None, None, speaks, {}, [], np.zeros((0, 1), np.float32), newest)
    given = bool(rows) and all(row.vector is not None for row in rows)
    if embedder is None and not given:
        embedder = Fitted.fit([row.meaning for row in rows])
    vectors = {kind: _vectors(members, embedder) for kind, members in kinds.items()}
    words = words_of_customers(zip(speaks, vectors[CASE], strict=True))
    taught = [number for number, row in enumerate(kinds[POLICY]) if row.source in words]
    lessons = expanded(vectors[POLICY][taught], [kinds[POLICY][number].source for number in taught], words)
    return Assembled(kinds, embedder, vectors, speaks, words, taught, lessons, newest)


def by_kind(rows: Sequence[Row]) -> dict[PassageKind, list[Row]]:
    """The policies' rows and the cases', each in their own order."""
    return {kind: [row for row in rows if row.kind == kind] for kind in (POLICY, CASE)}


def in_memory(rows: Sequence[Row], mark: int, embedder: Vectoriser | None, *, dense: bool = True) -> Base:
    """A base that lives in memory; the same answers as a generation of the same rows, but for Chroma's approximation."""
    built = assemble(rows, embedder, dense=dense)
    corners = {}
    for kind, members in built.rows.items():
        lexical = Lexical()
        lexical.add(enumerate(row.text for row in members))
        nearest = Exact(built.vectors[kind]) if built.vectors is not None else None
        corners[kind] = Corner([row.id for row in members], [row.source for row in members], lexical, nearest)
    return Base(mark, "memory", built.embedder, corners, built.speaks, built.words, built.taught, built.lessons, built.newest)


def _vectors(rows: Sequence[Row], embedder: Vectoriser | None) -> Matrix:
    if rows and all(row.vector is not None for row in rows):
        return unit(np.stack([row.vector for row in rows if row.vector is not None]))
    if embedder is None or not rows:
        return np.zeros((0, 1), np.float32)
    return embedder.vectors([row.meaning for row in rows])
