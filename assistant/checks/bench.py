"""What the statements of one part are held against, and what their clauses say."""

import re
from dataclasses import dataclass
from datetime import datetime

from assistant.checks import grounds
from assistant.checks.words import matter_of, shared, stems
from assistant.language import numerals, sentences, undertakings
from assistant.records.review import Review
from assistant.records.statement import Statement, StatementKind

K = StatementKind
DELIVERED = re.compile(
    r"\b(?:wordt|worden|krijgt?|ontvangt?|geleverd|bezorgd|gebracht|hersteld"
    r"|opgelost|klaar|er weer|komt(?! u\b)|komen|staat|staan|is er|zijn er|ligt"
    r"|(?:is|zijn|heb|hebt|heeft) (?:(?!geweest)\S+ ){0,5}?(?:terug|weer)"
    r"|(?:is|are|will be|gets?) (?:delivered|fixed|repaired|ready|back|there|resolved)|arrives?|comes?|you get|receive)\b",
    re.I,
)
_PLACES = (("eerste", "tweede", "derde", "vierde", "vijfde", "zesde", "zevende"), ("first", "second", "third", "fourth", "fifth"))
_ORDINALS = {word: place for words in _PLACES for place, word in enumerate(words, start=1)}


@dataclass(frozen=True)
class Bench:
    """All that one part's statements are held against."""

    review: Review
    sources: tuple[grounds.Source, ...]
    official: dict[K, frozenset[str]]
    thread: dict[K, frozenset[str]]
    numbers: frozenset[float]
    report_back: datetime
    language: str
    text: str
    stated: tuple[Statement, ...]

    def about(self, statement: Statement) -> tuple[grounds.Source, ...]:
        """The sources that speak of the matter of this statement: contacts and facts always, a policy when the sentence cites it, or it
        shares a word with the sentence or its neighbours (or cannot be compared, being in the other language)."""
        words = near(statement, self)
        marks = {one.passage for one in self.review.citations if one.sentence == statement.sentence}
        return tuple(
            source
            for source in self.sources
            if source.id in marks
            or not source.tongues
            or self.language not in source.tongues
            or shared(words, stems(source.text, self.language))
        )

    def known(self, kind: K, sources: tuple[grounds.Source, ...]) -> frozenset[str]:
        return frozenset(other.value for source in sources for other in grounds.stated(source.text, source.on) if other.kind is kind)


def clause_of(statement: Statement, bench: Bench) -> str:
    """The clause in which a statement stands."""
    return undertakings.clause_at(bench.text, statement.start, bench.language)


def near(statement: Statement, bench: Bench) -> frozenset[str]:
    """The content words of the sentence of a statement and of those beside it."""
    return matter_of(_around(bench.text, statement), bench.language)


def _around(text: str, statement: Statement) -> str:
    """The sentence of a statement with the one before and the one after it."""
    lines = sentences.split(text)
    index = next((number for number, line in enumerate(lines) if line == statement.sentence), 0)
    return " ".join(lines[max(index - 1, 0) : index + 2])


def own_act(clause: str, language: str) -> bool:
    """Whether the clause says that we do something ourselves or let the customer hear, and gives nothing."""
    return undertakings.is_own_act(clause, language) and not undertakings.grants_either(clause)


def ours_to_come(clause: str, bench: Bench) -> bool:
    """Whether the clause announces something that we, or someone for us, will do or deliver."""
    return own_act(clause, bench.language) or bool(undertakings.grants_either(clause)) or bool(DELIVERED.search(clause))


def numbers_in(text: str) -> frozenset[float]:
    """Every number the thread names: digits, words and ordinals."""
    found: set[float] = set()
    for word in re.findall(r"\d+(?:[.,]\d\d)?(?!\d)|\d+|[^\W\d_]+", text.lower()):
        value = float(word.replace(",", ".")) if word[0].isdecimal() else numerals.value_of(word, "nl")
        value = value if value is not None else numerals.value_of(word, "en")
        value = value if value is not None else _ORDINALS.get(word)
        if value is not None:
            found.add(float(value))
    return frozenset(found)
