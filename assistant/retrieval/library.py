"""The front door of search: what a brand knows about a text, best first."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from threading import Lock
from typing import Any

from assistant.ports import Embedder
from assistant.records.knowledge import Audience, Hit, Passage, PassageKind, SearchResult
from assistant.retrieval.lexical import GRAMS, STEMS, Lexical
from assistant.retrieval.passages import searched
from assistant.retrieval.shelf import MemoryShelf, Shelf, passages_of

__all__ = ["Library", "MemoryShelf", "Shelf"]

DEPTH = 50
CONSTANT = 10.0


class Library:
    """Search over all brands of one store; nothing in it is the truth, all of it can be thrown away and rebuilt."""

    def __init__(self, store: Shelf, home: Path, embedder: Embedder | None = None, **options: Any) -> None:
        self._shelf, self._home = store, home
        self._lock = Lock()
        self._open: dict[str, tuple[int, Lexical, dict[str, Passage]]] = {}

    def search(
        self, text: str, *, brand: str, on: date, language: str = "", audience: Audience | None = Audience.PUBLIC, k: int = 8
    ) -> SearchResult:
        """The `k` best passages for `text` that hold on the day `on`.

        Args:
            text: masked words of a customer, or an agent's own search words.
            brand: whose passages; never another brand's.
            on: the day in the brand's time zone.
            language: only passages in, or with customer wording in, this language; empty: all.
            audience: PUBLIC leaves internal passages out; None gives both.
            k: how many at most.
        """
        lexical, passages = self._small(brand)
        scores: dict[str, float] = {}
        views: dict[str, dict[str, int]] = {}
        for view in (STEMS, GRAMS):
            for rank, (id, _) in enumerate(lexical.search(text, view, len(passages) or 1), start=1):
                scores[id] = scores.get(id, 0.0) + 1 / (CONSTANT + rank)
                views.setdefault(id, {})[view] = rank
        hits = [Hit(passages[id], score, views[id]) for id, score in sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))]
        return SearchResult(tuple(hit for hit in hits if _allowed(hit.passage, on, language, audience))[:k])

    def _small(self, brand: str) -> tuple[Lexical, Mapping[str, Passage]]:
        with self._lock:
            mark = self._shelf.mark(brand)
            known = self._open.get(brand)
            if known is None or known[0] != mark:
                passages = {passage.id: passage for source in self._shelf.all_sources(brand) for passage in passages_of(source)}
                lexical = Lexical()
                lexical.add((id, searched(passage)) for id, passage in passages.items())
                self._open[brand] = known = (mark, lexical, passages)
            return known[1], known[2]


def _allowed(passage: Passage, on: date, language: str, audience: Audience | None) -> bool:
    if not passage.in_force(on) or (audience is not None and passage.audience is not audience):
        return False
    speaks = {passage.language, *(key.partition("-")[0] for key in passage.wording)}
    return not language or passage.kind is PassageKind.CASE or language in speaks
