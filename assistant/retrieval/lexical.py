"""The lexical engine: tantivy over Dutch and English stems and over character n-grams, in memory or in a folder."""

from collections.abc import Iterable, Sequence
from pathlib import Path

import tantivy
from tantivy import Filter, Occur, Query, TextAnalyzerBuilder, Tokenizer

STEMS, GRAMS = "stems", "grams"


def _stems() -> tantivy.TextAnalyzer:
    plain = TextAnalyzerBuilder(Tokenizer.simple()).filter(Filter.remove_long(60)).filter(Filter.lowercase()).filter(Filter.ascii_fold())
    return plain.filter(Filter.stemmer("dutch")).filter(Filter.stemmer("english")).build()


def _grams() -> tantivy.TextAnalyzer:
    return TextAnalyzerBuilder(Tokenizer.ngram(4, 5, False)).filter(Filter.lowercase()).filter(Filter.ascii_fold()).build()


class Lexical:
    """One lexical index. Rows are (passage id, text); the same text gives the same scores in memory and on disk."""

    def __init__(self, folder: Path | None = None) -> None:
        schema = tantivy.SchemaBuilder()
        schema.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
        schema.add_text_field(STEMS, tokenizer_name=STEMS, index_option="freq")
        schema.add_text_field(GRAMS, tokenizer_name=GRAMS, index_option="freq")
        self._index = tantivy.Index(schema.build(), path=str(folder) if folder else None)
        self._analyzers = {STEMS: _stems(), GRAMS: _grams()}
        for name, analyzer in self._analyzers.items():
            self._index.register_tokenizer(name, analyzer)

    def add(self, rows: Iterable[tuple[str, str]]) -> None:
        """Adds rows in one commit and makes them searchable."""
        writer = self._index.writer(heap_size=64_000_000, num_threads=1)
        for id, text in rows:
            writer.add_document(tantivy.Document(id=id, stems=text, grams=text))
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()

    def search(self, text: str, field: str, limit: int) -> list[tuple[str, float]]:
        """(passage id, BM25 score), best first, of the rows that share a term with `text` in `field`."""
        terms: Sequence[str] = sorted(set(self._analyzers[field].analyze(text)))
        if not terms:
            return []
        query = Query.boolean_query([(Occur.Should, Query.term_query(self._index.schema, field, term, "freq")) for term in terms])
        searcher = self._index.searcher()
        return [(searcher.doc(address)["id"][0], score) for score, address in searcher.search(query, limit, count=False).hits]
