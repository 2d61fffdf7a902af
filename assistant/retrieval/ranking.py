"""Three views of a query on a base and its delta, fused by rank.

Ranks are fused, not scores: BM25, cosine and votes do not compare. Words, meaning and votes have one voice each; stems and n-grams share
that of words, n-grams twice as loud, because they alone find compounds and misspellings. On the six dev sets every constant from 4 to 10
and every voice from 0.75 to 1.25 gave a mean hit@5 within 0.01 of each other: nothing here is tuned to one set.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from assistant.records.knowledge import PassageKind
from assistant.retrieval.base import Base, Found
from assistant.retrieval.delta import Delta
from assistant.retrieval.dense import Exact
from assistant.retrieval.learned import NEIGHBOURS, Evidence, confidence, likeness, votes
from assistant.retrieval.lexical import GRAMS, STEMS
from assistant.retrieval.rows import CASE, POLICY
from assistant.retrieval.vectors import Matrix, cosine

VOTES = "votes"
MEANING = "meaning"  # dense, with customers' words where there are any
WEIGHTS = {STEMS: 1 / 3, GRAMS: 2 / 3, MEANING: 1.0, VOTES: 1.0}
CONSTANT = 5.0

WordHits = tuple[list[tuple[int, float]], list[tuple[int, float]]]


@dataclass(frozen=True, slots=True)
class Query:
    """A text as the engines take it: `vector` is None where there is no dense view now."""

    text: str
    vector: Matrix | None
    asked: dict[tuple[PassageKind, str, int], "WordHits"] = field(default_factory=dict)  # what the words found, asked for once


@dataclass(slots=True)
class Standing:
    """A passage with its fused score; `own` has its score in each view that found it, `shares` its document's rank and share in each.

    `part` is what the passage carries of its document's score: 1 for the best one.
    """

    id: str
    source: str
    shares: dict[str, tuple[int, float]]
    score: float = 0.0
    part: float = 1.0
    own: dict[str, float] = field(default_factory=dict)

    @property
    def parts(self) -> dict[str, tuple[int, float, float]]:
        """View -> (rank of the document, the passage's own score there or 0, share of the fused score)."""
        return {view: (place, self.own.get(view, 0.0), share * self.part) for view, (place, share) in self.shares.items()}


@dataclass(slots=True)
class Ranking:
    """Passages of one kind, best first; `voices` says which cases voted for a document. `whole`: no view was cut off."""

    standings: list[Standing]
    voices: Mapping[str, Mapping[str, float]]
    whole: bool


def rank(query: Query, kind: PassageKind, base: Base, delta: Delta, depth: int) -> Ranking:
    """All views of one kind to `depth`, fused."""
    found = {view: _words(query, kind, view, base, delta, depth) for view in (STEMS, GRAMS)}
    voices: Mapping[str, Mapping[str, float]] = {}
    trust = 0.0
    if query.vector is not None:
        dense = _nearest(query.vector, kind, base, delta, depth)
        found[MEANING] = dense
        if kind == POLICY:
            taught = _taught(query.vector, base, delta, depth)
            found[MEANING] = _best_first([entry for entry in dense if entry[1] not in base.words] + taught)[:depth]
            voices, trust = _voices(query, query.vector, base, delta, dense, depth)
            found[VOTES] = _voted(voices, found.values())
    whole = all(len(entries) < depth for entries in found.values())
    return Ranking(fuse(found, trust), voices, whole)


def fuse(views: Mapping[str, Found], trust: float = 1.0) -> list[Standing]:
    """Reciprocal rank fusion (Cormack e.a. 2009) of documents by their best passages.

    `trust` scales the voice of the votes. A document's best passage carries the document's score; its other passages carry it in
    proportion to how they themselves rank.
    """
    documents: dict[str, dict[str, tuple[int, float]]] = defaultdict(dict)  # document -> view -> (rank, share)
    standings: dict[str, Standing] = {}
    for view, entries in views.items():
        weight = WEIGHTS[view] * (trust if view == VOTES else 1.0)
        for (id, source, score), place in zip(entries, places(entries), strict=True):
            share = weight / (CONSTANT + place)
            standing = standings.get(id)
            if standing is None:
                standing = standings[id] = Standing(id, source, documents[source])
            standing.shares.setdefault(view, (place, share))
            standing.score += share
            standing.own[view] = score
    best: dict[str, float] = defaultdict(float)
    for standing in standings.values():
        best[standing.source] = max(best[standing.source], standing.score)
    whole = {source: sum(share for _, share in shares.values()) for source, shares in documents.items()}
    for standing in standings.values():
        standing.part = standing.score / best[standing.source]
        standing.score = whole[standing.source] * standing.part
    return sorted(standings.values(), key=lambda standing: (-standing.score, standing.id))


def places(entries: Found) -> list[int]:
    """The rank of each entry, from 1: how many other documents have a better passage, plus one; equal scores share a rank."""
    found: list[int] = []
    ahead: set[str] = set()
    waiting: set[str] = set()
    last = float("inf")
    for _, source, score in entries:
        if score < last:
            ahead |= waiting
            waiting, last = set(), score
        found.append(len(ahead - {source}) + 1 if source in ahead else len(ahead) + 1)
        waiting.add(source)
    return found


def views_of(query: Query, base: Base, delta: Delta, depth: int) -> dict[str, Found]:
    """The three views by themselves, for measuring: lexical, dense and learned, over policies."""
    words = {view: _words(query, POLICY, view, base, delta, depth) for view in (STEMS, GRAMS)}
    found = {"lexical": _as_found(fuse(words))}
    if query.vector is not None:
        dense = _nearest(query.vector, POLICY, base, delta, depth)
        taught = _taught(query.vector, base, delta, depth)
        found["dense"] = dense
        voices, trust = _voices(query, query.vector, base, delta, dense, depth)
        found["learned"] = _as_found(fuse({MEANING: taught, VOTES: _voted(voices, [taught, dense])}, trust))
    return found


def _as_found(standings: Sequence[Standing]) -> Found:
    return [(standing.id, standing.source, standing.score) for standing in standings]


def _words(query: Query, kind: PassageKind, view: str, base: Base, delta: Delta, depth: int) -> Found:
    old, fresh = _word_hits(query, kind, view, base, delta, depth)
    return _merged(base.corners[kind].found(old, _never), delta.corners[kind].found(fresh, _never), depth)


def _word_hits(query: Query, kind: PassageKind, view: str, base: Base, delta: Delta, depth: int) -> WordHits:
    """(row, score) in the base and in the delta, on one scale."""
    if (kind, view, depth) in query.asked:
        return query.asked[kind, view, depth]
    corner, new = base.corners[kind], delta.corners[kind]
    home = corner.lexical if corner.lexical.count else new.lexical
    terms = home.terms(query.text, view)
    old = _enough(lambda limit: corner.lexical.search(terms, limit), depth, lambda row: corner.sources[row] in delta.touched)
    fresh = _enough(lambda limit: new.lexical.search(terms, limit), depth, delta.dead[kind].__contains__)
    query.asked[kind, view, depth] = old, fresh
    return old, fresh


def _nearest(vector: Matrix, kind: PassageKind, base: Base, delta: Delta, depth: int) -> Found:
    corner, new = base.corners[kind], delta.corners[kind]
    nearest = corner.nearest
    old = _enough(lambda limit: nearest.search(vector, limit), depth, lambda row: corner.sources[row] in delta.touched) if nearest else []
    mine = new.nearest
    fresh = (
        _enough(lambda limit: mine.search(vector, limit), depth, delta.dead[kind].__contains__)
        if isinstance(mine, Exact) and new.ids
        else []
    )
    return _merged(corner.found(old, _never), new.found(fresh, _never), depth)


def _taught(vector: Matrix, base: Base, delta: Delta, depth: int) -> Found:
    corner, new = base.corners[POLICY], delta.corners[POLICY]
    old = [(row, score) for row, score in base.taught_best(vector, depth + delta.count) if corner.sources[row] not in delta.touched]
    fresh = [(row, cosine(float(lesson @ vector))) for row, lesson in delta.lessons.items() if row not in delta.dead[POLICY]]
    return _best_first(corner.found(old, _never) + new.found(fresh, _never))[:depth]


def _voices(query: Query, vector: Matrix, base: Base, delta: Delta, dense: Found, depth: int) -> tuple[dict[str, dict[str, float]], float]:
    """Document id -> votes of the most similar resolved cases that speak for some policy; and how far to trust them."""
    corner, new = base.corners[CASE], delta.corners[CASE]
    meaning, speaks = _near_cases(vector, base, delta)
    words: list[tuple[float, dict[str, float]]] = []
    for view in (STEMS, GRAMS):
        old, fresh = _word_hits(query, CASE, view, base, delta, depth)
        hits = [(corner.sources[row], score, base.speaks[row]) for row, score in old]
        hits += [(new.sources[row], score, delta.speaks[row]) for row, score in fresh]
        speaks |= {case: evidence for case, _, evidence in hits if evidence}
        words.append((WEIGHTS[view], {case: score for case, score, evidence in hits if evidence}))
    like = sorted(likeness(meaning, words).items(), key=lambda pair: (-pair[1], pair[0]))
    known = len(base.speaks) + len(delta.speaks)
    trust = confidence(max(meaning.values(), default=0.0), dense[0][2] if dense else 0.0, known)
    return votes([(case, score, speaks[case]) for case, score in like]), trust


def _near_cases(vector: Matrix, base: Base, delta: Delta) -> tuple[dict[str, float], dict[str, Evidence]]:
    """The cosines and the evidence of the nearest cases that speak for some policy."""
    corner, new = base.corners[CASE], delta.corners[CASE]
    limit = 64
    while True:
        nearest, mine = corner.nearest, new.nearest
        hits = nearest.search(vector, limit) if nearest else []
        similar = [(corner.sources[row], score, base.speaks[row]) for row, score in hits if corner.sources[row] not in delta.touched]
        fresh = mine.search(vector, limit) if mine and new.ids else []
        similar += [(new.sources[row], score, delta.speaks[row]) for row, score in fresh if row not in delta.dead[CASE]]
        telling = [entry for entry in similar if entry[2]]
        if len(telling) >= NEIGHBOURS or limit >= 4096 or max(len(hits), len(fresh)) < limit:
            return {case: cosine for case, cosine, _ in telling}, {case: evidence for case, _, evidence in telling}
        limit *= 4


def _voted(voices: Mapping[str, Mapping[str, float]], seen: Iterable[Found]) -> Found:
    """The passages, among those that another view found, of documents with votes; all passages of a document share its votes."""
    weight = {document: sum(given.values()) for document, given in voices.items()}
    members = {(id, source) for entries in seen for id, source, _ in entries if source in weight}
    return _best_first([(id, source, weight[source]) for id, source in members])


def _enough(search: Callable[[int], list[tuple[int, float]]], depth: int, gone: Callable[[int], bool]) -> list[tuple[int, float]]:
    """`depth` hits that are not gone, fetching further where masked rows took places."""
    limit = depth
    while True:
        hits = search(limit)
        left = [hit for hit in hits if not gone(hit[0])]
        if len(left) >= depth or len(hits) < limit:
            return left[:depth]
        limit *= 4


def _merged(old: Found, fresh: Found, depth: int) -> Found:
    return _best_first(old + fresh)[:depth] if fresh else old


def _best_first(entries: Found) -> Found:
    return sorted(entries, key=lambda entry: (-entry[2], entry[0]))


def _never(_row: int) -> bool:
    return False
