"""The lexical engine: tantivy's BM25 over Dutch and English stems and over character n-grams, in memory or in a folder."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import tantivy
from tantivy import Filter, Occur, Query, TextAnalyzerBuilder, Tokenizer

from assistant.retrieval.words import telling

STEMS, GRAMS = "stems", "grams"
POSTINGS = 1_000_000
"""How many postings a query may read, its most telling terms first: a small brand never gets there, a large one stays quick."""

HEAP = 128_000_000


@dataclass(frozen=True, slots=True)
class Terms:
    """A query's terms in one field, the most telling first: the root of how often it has each, and how rare `home` finds it."""

    home: "Lexical"
    field: str
    times: Mapping[str, float]
    rare: Mapping[str, float]


def _analyzers() -> dict[str, tantivy.TextAnalyzer]:
    stems = TextAnalyzerBuilder(Tokenizer.whitespace()).filter(Filter.remove_long(60))
    return {
        STEMS: stems.filter(Filter.stemmer("dutch")).filter(Filter.stemmer("english")).build(),
        GRAMS: TextAnalyzerBuilder(Tokenizer.ngram(4, 5, False)).build(),
    }


class Lexical:
    """One lexical index of numbered rows."""

    def __init__(self, folder: Path | None = None) -> None:
        """Opens the index in `folder`, made when the folder is empty; without a folder it lives in memory."""
        schema = tantivy.SchemaBuilder()
        schema.add_unsigned_field("row", indexed=False, fast=True)
        for name in (STEMS, GRAMS):
            schema.add_text_field(name, tokenizer_name=name, index_option="freq")
        self._index = tantivy.Index(schema.build(), path=str(folder) if folder else None)
        self._analyzers = _analyzers()
        for name, analyzer in self._analyzers.items():
            self._index.register_tokenizer(name, analyzer)
        self._searcher = self._index.searcher()
        self.count = int(self._searcher.num_docs)

    def add(self, rows: Iterable[tuple[int, str]], threads: int = 1) -> None:
        """Adds (row number, text) pairs in one commit and makes them searchable."""
        writer = self._index.writer(heap_size=HEAP, num_threads=threads)
        for number, text in rows:
            plain = telling(text)
            document = tantivy.Document(stems=plain, grams=f" {plain} ")
            document.add_unsigned("row", number)
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()
        self._searcher = self._index.searcher()
        self.count = int(self._searcher.num_docs)

    def terms(self, text: str, field: str) -> Terms:
        """The terms of a text that may be asked for within `POSTINGS`."""
        plain = telling(text)
        found = Counter(self._analyzers[field].analyze(plain if field == STEMS else f" {plain} "))
        here = {term: self._searcher.doc_freq(field, term) for term in found}
        rare = {term: self._rare(count) for term, count in here.items()}
        times = {term: math.sqrt(count) for term, count in found.items()}
        chosen: dict[str, float] = {}
        left = POSTINGS
        for term in sorted(found, key=lambda term: (-times[term] * rare[term], term)):
            chosen[term] = times[term]
            left -= here[term]
            if left < 0:
                break
        return Terms(self, field, chosen, rare)

    def search(self, terms: Terms, limit: int) -> list[tuple[int, float]]:
        """(row number, score), best first. Scores are on the scale of the index that the terms come from, so that those of two compare."""
        if not self.count:
            return []
        boosts = terms.times if terms.home is self else self._translated(terms)
        schema, field = self._index.schema, terms.field
        parts = [
            (Occur.Should, Query.boost_query(Query.term_query(schema, field, term, "freq"), boost))
            for term, boost in boosts.items()
            if boost
        ]
        if not parts:
            return []
        hits = self._searcher.search(Query.boolean_query(parts), min(limit, self.count), count=False).hits
        rows = self._searcher.fast_field_values("row", [address for _, address in hits])
        return [(int(row or 0), float(score)) for row, (score, _) in zip(rows, hits, strict=True)]

    def _translated(self, terms: Terms) -> dict[str, float]:
        """Boosts that give each term the weight it has in the terms' home."""
        own = {term: self._rare(self._searcher.doc_freq(terms.field, term)) for term in terms.times}
        return {term: times * terms.rare[term] / own[term] for term, times in terms.times.items()}

    def _rare(self, here: int) -> float:
        """BM25's inverse document frequency of a term that stands in `here` rows."""
        return math.log(1 + (self.count - here + 0.5) / (here + 0.5))
