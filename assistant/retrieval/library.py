"""The front door of search: what a brand knows about a text, best first."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path

from assistant.errors import ModelError
from assistant.ports import Embedder
from assistant.records.knowledge import Audience, Document, Hit, Passage, PassageKind, SearchResult
from assistant.retrieval.building import Verdict
from assistant.retrieval.choose import Wanted, distinct, refusal, spread
from assistant.retrieval.desks import Desk, Desks, Status
from assistant.retrieval.explaining import Explanation, explained
from assistant.retrieval.ranking import Query, Ranking, Standing
from assistant.retrieval.rows import CASE, POLICY
from assistant.retrieval.shelf import MemoryShelf, Shelf, passages_of
from assistant.retrieval.words import stressed

__all__ = ["Library", "MemoryShelf", "Shelf"]

DEPTH = 100
BUDGET = 6_000
CASES_IN = 4  # of every so many results, one place is kept for a resolved case
BATCH = 24
NO_VECTORS = "search.no_vectors"


class Library:
    """Search over all brands of one store; nothing in it is the truth, all of it can be thrown away and rebuilt.

    Safe to share between threads; several processes may share `home`.
    """

    def __init__(self, store: Shelf, home: Path, embedder: Embedder | None = None, *, name: str = "", background: bool = True) -> None:
        """`embedder` named `name` replaces the one fitted on each brand's own texts; its vectors are kept in the store under that name.

        `background` lets a search that finds its index damaged or far behind start a rebuild.
        """
        self._shelf = store
        self._desks = Desks(store, home, embedder, name or getattr(embedder, "name", type(embedder).__name__), background=background)

    def search(
        self,
        text: str,
        *,
        brand: str,
        on: date,
        language: str = "",
        audience: Audience | None = Audience.PUBLIC,
        k: int = 8,
        budget: int = BUDGET,
    ) -> SearchResult:
        """The `k` best passages for `text` that hold on the day `on`: policies first, then resolved cases.

        Args:
            text: masked words of a customer, or an agent's own search words.
            brand: whose passages; never another brand's.
            on: the day in the brand's time zone.
            language: only passages in, or with customer wording in, this language; empty: all.
            audience: PUBLIC leaves internal passages out; None gives both.
            k: how many at most.
            budget: tokens that all passages together may take.
        """
        desk = self._desks.open(brand)
        query, notice = self._query(text, desk)
        wanted = Wanted(on, language, audience, k, budget)
        cases = self._hits(query, CASE, desk, wanted, k // CASES_IN, brand)
        policies = self._hits(query, POLICY, desk, wanted, k - len(cases), brand)
        if len(policies) < k - len(cases):
            cases = self._hits(query, CASE, desk, wanted, k - len(policies), brand)
        return SearchResult((*policies, *cases), desk.notice or notice)

    def explain(
        self, text: str, *, brand: str, on: date, language: str = "", audience: Audience | None = Audience.PUBLIC, k: int = 8
    ) -> Explanation:
        """Why each result of the same search stands where it does, and what was left out for which reason."""
        desk = self._desks.open(brand)
        query, notice = self._query(text, desk)
        wanted = Wanted(on, language, audience, k, BUDGET)
        result = self.search(text, brand=brand, on=on, language=language, audience=audience, k=k)
        rankings = {kind: desk.rank(query, kind, DEPTH) for kind in (POLICY, CASE)}
        refused = {
            passage.id: reason
            for kind in (POLICY, CASE)
            for passage, reason in self._read(rankings[kind], 0, BATCH, wanted, brand)
            if reason
        }
        return explained(result, rankings, refused, desk.notice or notice)

    def views(self, text: str, *, brand: str, depth: int) -> dict[str, list[str]]:
        """The document ids that each view finds by itself, best first, for measuring: lexical, dense and learned."""
        desk = self._desks.open(brand)
        query, _ = self._query(text, desk)
        return {view: [source for _, source, _ in found] for view, found in desk.views(query, depth).items()}

    def rebuild(self, brand: str, progress: Callable[[str], None] = lambda _line: None) -> Status:
        """Builds, verifies and swaps in a new generation. Search goes on meanwhile; a stop leaves the old one as it was."""
        return self._desks.rebuild(brand, progress)

    def reembed(self, brand: str, progress: Callable[[str], None] = lambda _line: None, stop: Callable[[], bool] = lambda: False) -> int:
        """Makes the vectors that the set embedder has not made yet, and keeps them; a stop loses nothing. How many were made."""
        return self._desks.reembed(brand, progress, stop)

    def verify(self, brand: str) -> Verdict:
        """Checks the hash of every file and asks self-queries, in a child process. Without an index: sound, with a reason."""
        return self._desks.verify(brand)

    def status(self, brand: str) -> Status:
        """With what the index was built, how much it holds and what came since."""
        return self._desks.status(brand)

    def close(self) -> None:
        """Waits for a rebuild that is under way and lets go of the indexes."""
        self._desks.close()

    def _query(self, text: str, desk: Desk) -> tuple[Query, str]:
        embedder = desk.base.embedder
        if embedder is None:
            return Query(text, None), ""
        try:
            return Query(text, embedder.query(stressed(text))), ""
        except ModelError:
            return Query(text, None), NO_VECTORS

    def _hits(self, query: Query, kind: PassageKind, desk: Desk, wanted: Wanted, count: int, brand: str) -> list[Hit]:
        """`count` hits of one kind, going deeper until they are found or everything has been looked at."""
        depth = DEPTH
        while count > 0:
            ranking = desk.rank(query, kind, depth)
            standings, tops = {standing.id: standing for standing in ranking.standings}, _tops(ranking)
            start, passages = 0, []
            hits: list[Hit] = []
            while start < len(ranking.standings):
                passages += [passage for passage, reason in self._read(ranking, start, BATCH, wanted, brand) if not reason]
                start += BATCH
                chosen = list(spread(distinct(passages), count, wanted.budget))
                hits = [_hit(each, standings[each.id], tops) for each in chosen]
                if len(hits) >= count:
                    break
            if len(hits) >= count or ranking.whole or depth >= desk.base.count + desk.delta.count:
                return hits
            depth *= 4
        return []

    def _read(self, ranking: Ranking, start: int, count: int, wanted: Wanted, brand: str) -> list[tuple[Passage, str]]:
        """The store's own rows of a stretch of the ranking, with why each may not be shown ("" when it may)."""
        standings = ranking.standings[start : start + count]
        live = self._shelf.sources(brand, list(dict.fromkeys(standing.source for standing in standings)))
        found: dict[str, Passage] = {passage.id: passage for source in live.values() for passage in passages_of(source)}
        here = [found[standing.id] for standing in standings if standing.id in found]
        policies = self._policies(here, wanted, brand)
        return [(passage, refusal(passage, wanted, policies)) for passage in here]

    def _policies(self, passages: Sequence[Passage], wanted: Wanted, brand: str) -> Mapping[str, bool]:
        """Which of the policies that the cases among `passages` name may be told on that day."""
        named = list(dict.fromkeys(policy for passage in passages if passage.kind is PassageKind.CASE for policy in passage.policies))
        live = self._shelf.sources(brand, named) if named else {}
        return {
            id: any(
                passage.in_force(wanted.on) and (wanted.audience is None or passage.audience is wanted.audience)
                for passage in passages_of(source)
            )
            for id, source in live.items()
            if isinstance(source, Document)
        }


def _hit(passage: Passage, standing: Standing, tops: Mapping[str, float]) -> Hit:
    near = {view: score / tops[view] for view, score in standing.own.items() if tops[view] > 0}
    return Hit(passage, standing.score, {view: place for view, (place, _, _) in standing.parts.items()}, near)


def _tops(ranking: Ranking) -> dict[str, float]:
    """The best score in each view, of any passage: also of one that may not be shown."""
    tops: dict[str, float] = {}
    for standing in ranking.standings:
        for view, score in standing.own.items():
            tops[view] = max(tops.get(view, score), score)
    return tops
