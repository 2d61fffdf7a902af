"""What changed in a brand since its base was made: the new is searched in memory, the touched is masked in the base."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from assistant.records.knowledge import PassageKind
from assistant.retrieval.base import Base, Corner
from assistant.retrieval.dense import Exact
from assistant.retrieval.learned import Evidence, evidence, expanded
from assistant.retrieval.lexical import Lexical
from assistant.retrieval.rows import CASE, POLICY, Row, rows_of
from assistant.retrieval.shelf import Source
from assistant.retrieval.vectors import Matrix


class Delta:
    """Changes on top of a base. Grows one change at a time, so that one new text costs the same on a large brand."""

    def __init__(self, base: Base, vectors: Callable[[Sequence[Row]], Matrix | None]) -> None:
        """`vectors` gives rows their vectors, or None where there is no dense view now."""
        self._base, self._vectors = base, vectors
        self.mark = base.mark
        self.touched: set[str] = set()
        self.erased = False  # the base still holds a case, so words of a customer, that the store no longer has
        self.corners = {kind: Corner([], [], Lexical(), Exact(np.zeros((0, 1), np.float32))) for kind in (POLICY, CASE)}
        self.dead: dict[PassageKind, set[int]] = {POLICY: set(), CASE: set()}
        self.speaks: list[Evidence] = []
        self.lessons: dict[int, Matrix] = {}  # policy row -> its expanded vector

    def take(self, changed: Sequence[str], live: Mapping[str, Source], mark: int) -> None:
        """Masks what `changed` names and adds those of it that are live."""
        for kind, corner in self.corners.items():
            again = self.touched.intersection(changed)
            self.dead[kind].update(row for row, source in enumerate(corner.sources) if source in again)
        self.touched.update(changed)
        gone = set(changed) - live.keys()
        self.erased = self.erased or (bool(gone) and not gone.isdisjoint(self._base.corners[CASE].sources))
        rows = [row for id in changed if id in live for row in rows_of(live[id])]
        for kind in (POLICY, CASE):
            self._add(kind, [row for row in rows if row.kind == kind])
        self.mark = mark

    def _add(self, kind: PassageKind, rows: Sequence[Row]) -> None:
        if not rows:
            return
        corner = self.corners[kind]
        first = len(corner.ids)
        corner.ids += [row.id for row in rows]
        corner.sources += [row.source for row in rows]
        corner.lexical.add((first + number, row.text) for number, row in enumerate(rows))
        vectors = self._vectors(rows)
        if vectors is None:
            width = next((len(vector) for vector in self._base.words.values()), 1)
            vectors = np.zeros((len(rows), width), np.float32)
        if isinstance(corner.nearest, Exact):
            corner.nearest.add(vectors)
        if kind == CASE:
            self.speaks += [evidence(row.case, self._base.newest) for row in rows if row.case]
            return
        taught = [number for number, row in enumerate(rows) if row.source in self._base.words]
        lessons = expanded(vectors[taught], [rows[number].source for number in taught], self._base.words) if taught else vectors[:0]
        self.lessons.update({first + number: lesson for number, lesson in zip(taught, lessons, strict=True)})

    @property
    def count(self) -> int:
        return len(self.touched)
