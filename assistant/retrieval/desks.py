"""Which index answers for a brand now, and keeping it up with the store."""

import contextlib
import fcntl
import logging
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock, Thread
from time import monotonic

import numpy as np

from assistant.errors import ModelError, SearchError, WebcareError
from assistant.ports import Embedder
from assistant.records.knowledge import PassageKind
from assistant.retrieval import building, generation, ranking
from assistant.retrieval.base import Base, Found, Named, Vectoriser, in_memory
from assistant.retrieval.building import Verdict
from assistant.retrieval.delta import Delta
from assistant.retrieval.ranking import Query, Ranking
from assistant.retrieval.rows import CASE, POLICY, Row, rows_of
from assistant.retrieval.shelf import Shelf, Source
from assistant.retrieval.vectors import Matrix, unit

Tell = Callable[[str], None]

log = logging.getLogger(__name__)

SMALL = 5_000
"""Up to so many sources a brand is searched fully in memory when it has no sound generation; above, only by words."""
BEHIND = 0.05
AT_LEAST = 50
EMBED_BATCH = 64
PAUSE_SECONDS = 60.0
"""How long after a build that failed in the background nobody tries again: a full disk would be written full over and over."""
DAMAGED, BUILDING = "search.damaged", "search.building"


@dataclass(slots=True)
class Desk:
    """What answers for a brand: a base and what changed since. `notice` is a key of the screen words, or empty.

    The delta grows while others search: it is read and written by one thread at a time.
    """

    base: Base
    delta: Delta
    notice: str = ""
    _lock: Lock = field(default_factory=Lock, repr=False)

    def rank(self, query: Query, kind: PassageKind, depth: int) -> Ranking:
        with self._lock:
            return ranking.rank(query, kind, self.base, self.delta, depth)

    def views(self, query: Query, depth: int) -> dict[str, Found]:
        with self._lock:
            return ranking.views_of(query, self.base, self.delta, depth)

    def take(self, changed: Sequence[str], live: Mapping[str, Source], mark: int) -> None:
        """Up to the store's newest change: what `changed` names is masked, and what of it is live comes instead."""
        with self._lock:
            self.delta.take(changed, live, mark)

    @property
    def behind(self) -> bool:
        """Whether a new generation must come: much changed, or the files hold a case that was erased (on every machine, decision 003)."""
        on_disk = self.base.name != "memory"
        return (on_disk and self.delta.erased) or self.delta.count > max(AT_LEAST, BEHIND * self.base.count)


@dataclass(frozen=True, slots=True)
class Status:
    """`generation` is "" where the brand is searched in memory; `changed` counts sources touched since it was built."""

    brand: str
    generation: str
    embedder: str
    policies: int
    cases: int
    changed: int
    mark: int
    sound: bool
    notice: str = ""


class Desks:
    """One desk a brand, opened at its first search and refreshed at each."""

    def __init__(self, shelf: Shelf, home: Path, embedder: Embedder | None, name: str, *, background: bool) -> None:
        self._shelf, self._home, self._background = shelf, home, background
        self._embedder: Vectoriser | None = Named(embedder) if embedder else None
        self._name = name if embedder else "fitted"
        self._desks: dict[str, Desk] = {}
        self._locks: dict[str, Lock] = {}
        self._lock = Lock()
        self._threads: dict[str, Thread] = {}
        self._again: dict[str, float] = {}  # when a build that failed may be tried again

    def open(self, brand: str) -> Desk:
        """The brand's desk, up to the store's newest change."""
        with self._brand_lock(brand):
            desk = self._current(brand)
            mark = self._shelf.mark(brand)
            if mark != desk.delta.mark:
                changed = self._shelf.changed(brand, desk.delta.mark)
                desk.take(changed, _live(self._shelf, brand, changed), mark)
            if desk.behind and desk.base.name == "memory" and not desk.notice:
                desk = self._desks[brand] = self._from_memory(brand, "")
        if desk.notice or desk.behind:
            self._start(brand)
        return desk

    def rebuild(self, brand: str, tell: Tell) -> Status:
        home = self._folder(brand)
        try:
            self._build(brand, home, tell)
        except OSError as error:
            mend = f"Free some space there, or give write permission ({error.strerror})."
            raise SearchError("The search index cannot be written.", where=str(home), mend=mend) from error
        return self.status(brand)

    def _build(self, brand: str, home: Path, tell: Tell) -> None:
        home.mkdir(parents=True, exist_ok=True)
        with _locked(home / "lock"):
            folder = home / f"gen{uuid.uuid4().hex[:12]}"
            mark = self._shelf.mark(brand)
            header = {"brand": brand, "mark": mark, "embedder": self._name}
            try:
                building.build(folder, self._rows(brand, tell), header, tell)
                generation.publish(home, folder)
            finally:
                live = None
                with contextlib.suppress(SearchError):
                    live = generation.current(home)
                generation.sweep(home, keep=live)

    def reembed(self, brand: str, tell: Tell, stop: Callable[[], bool]) -> int:
        made = 0
        total = self._shelf.count_sources(brand)
        for number, batch in enumerate(_batches(row for source in self._shelf.all_sources(brand) for row in rows_of(source)), start=1):
            if stop():
                break
            before = len(self._shelf.vectors(self._name, [row.vector_key for row in batch]))
            self._kept_vectors(batch)
            made += len({row.vector_key for row in batch}) - before
            tell(f"{number * EMBED_BATCH} passages of {total} texts, {made} vectors made")
        return made

    def verify(self, brand: str) -> Verdict:
        try:
            folder = generation.current(self._folder(brand))
        except SearchError as error:
            return Verdict(False, reason=str(error))
        return building.verify(folder) if folder else Verdict(True, reason="no index: this brand is searched in memory")

    def status(self, brand: str) -> Status:
        desk = self.open(brand)
        base = desk.base
        name = "" if base.name == "memory" else base.name
        policies, cases = (len(base.corners[kind].ids) for kind in (POLICY, CASE))
        return Status(brand, name, self._name, policies, cases, desk.delta.count, desk.delta.mark, not desk.notice, desk.notice)

    def close(self) -> None:
        for thread in list(self._threads.values()):
            thread.join()
        self._desks.clear()

    def _current(self, brand: str) -> Desk:
        """The open desk where its generation still is the live and untouched one, else another."""
        desk, home = self._desks.get(brand), self._folder(brand)
        for _ in range(3):  # a generation that is swapped out while it is being opened looks damaged: then look again
            try:
                folder = generation.current(home)
                here = desk is not None and desk.base.name == (folder.name if folder else "memory") and not desk.notice
                if desk and here and (folder is None or generation.untouched(folder, desk.base)):
                    return desk
                if folder is None:
                    damaged = ""
                    break
                base = generation.load(folder)
                if base.embedder is None and self._embedder is not None and generation.about(folder)["embedder"] == self._name:
                    base.embedder = self._embedder
                desk = self._desks[brand] = self._desk(base, "")
                return desk
            except SearchError:
                damaged = DAMAGED
        if desk and desk.base.name == "memory" and desk.notice == damaged:
            return desk
        desk = self._desks[brand] = self._from_memory(brand, damaged)
        return desk

    def _from_memory(self, brand: str, notice: str) -> Desk:
        mark, small = self._shelf.mark(brand), self._shelf.count_sources(brand) <= SMALL
        rows = [row for source in self._shelf.all_sources(brand) for row in rows_of(source)]
        embedder = self._embedder if small else None
        if embedder:
            with contextlib.suppress(ModelError):
                rows = [row for batch in _batches(rows) for row in self._with_vectors(batch)]
        dense = small and (embedder is None or all(row.vector is not None for row in rows))
        return self._desk(in_memory(rows, mark, embedder, dense=dense), notice or ("" if small else BUILDING))

    def _desk(self, base: Base, notice: str) -> Desk:
        def vectors(rows: Sequence[Row]) -> Matrix | None:
            if base.embedder is None:
                return None
            if base.embedder is not self._embedder:
                return base.embedder.vectors([row.meaning for row in rows])
            try:
                return self._kept_vectors(rows)
            except ModelError:
                return None

        return Desk(base, Delta(base, vectors), notice)

    def _rows(self, brand: str, tell: Tell) -> Iterator[Row]:
        rows = (row for source in self._shelf.all_sources(brand) for row in rows_of(source))
        if self._embedder is None:
            yield from rows
            return
        for number, batch in enumerate(_batches(rows), start=1):
            yield from self._with_vectors(batch)
            tell(f"{number * EMBED_BATCH} vectors")

    def _with_vectors(self, rows: Sequence[Row]) -> list[Row]:
        vectors = self._kept_vectors(rows)
        return [Row(row.kind, row.id, row.source, row.hash, row.text, row.meaning, row.case, vectors[at]) for at, row in enumerate(rows)]

    def _kept_vectors(self, rows: Sequence[Row]) -> Matrix:
        """Vectors of the set embedder: from the store, or made now and kept there, so that each text is paid for once."""
        assert self._embedder is not None
        keys = [row.vector_key for row in rows]
        kept = dict(self._shelf.vectors(self._name, list(dict.fromkeys(keys))))
        missing = {row.vector_key: row.meaning for row in rows if row.vector_key not in kept}
        if missing:
            made = self._embedder.vectors(list(missing.values()))
            new = {key: vector.astype("<f4").tobytes() for key, vector in zip(missing, made, strict=True)}
            self._shelf.keep_vectors(self._name, new)
            kept |= new
        return unit(np.stack([np.frombuffer(kept[key], "<f4") for key in keys])) if keys else np.zeros((0, 1), np.float32)

    def _start(self, brand: str) -> None:
        """Starts a rebuild in the background, unless one is under way here."""
        if not self._background:
            return
        with self._lock:
            thread = self._threads.get(brand)
            if (thread and thread.is_alive()) or monotonic() < self._again.get(brand, 0.0):
                return
            self._threads[brand] = Thread(target=self._rebuild_quietly, args=(brand,), name=f"index {brand}")
            self._threads[brand].start()

    def _rebuild_quietly(self, brand: str) -> None:
        try:
            self.rebuild(brand, lambda _line: None)
        except WebcareError as error:  # search says that it goes on without; a search some time later tries again
            log.warning("no index of %s: %s", brand, error)
            self._again[brand] = monotonic() + PAUSE_SECONDS

    def _folder(self, brand: str) -> Path:
        return self._home / brand

    def _brand_lock(self, brand: str) -> Lock:
        with self._lock:
            return self._locks.setdefault(brand, Lock())


def _live(shelf: Shelf, brand: str, ids: Sequence[str]) -> dict[str, Source]:
    found: dict[str, Source] = {}
    for start in range(0, len(ids), 500):
        found.update(shelf.sources(brand, ids[start : start + 500]))
    return found


def _batches(rows: "Iterator[Row] | Sequence[Row]") -> Iterator[list[Row]]:
    batch: list[Row] = []
    for row in rows:
        batch.append(row)
        if len(batch) == EMBED_BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


@contextlib.contextmanager
def _locked(path: Path) -> Iterator[None]:
    """One builder a brand, over all processes; a killed one lets go."""
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
