"""Criterion 12: what is told as done or so, of our side or of the thing, stands in a fact, a rule or the customer's own words."""

import re
from collections.abc import Iterable
from functools import lru_cache

from assistant.checks import grounds
from assistant.checks.parts import parts
from assistant.checks.words import language_of, matter_of, shared, stems, unquoted
from assistant.language import assertions, sentences, undertakings
from assistant.language.wordset import wordset
from assistant.records.case import Author
from assistant.records.finding import Finding, Kind, Level
from assistant.records.review import Review

_FILLER = wordset(
    """
    gelukkig inmiddels zojuist vanaf zonet intussen meteen direct persoonlijk vandaag vanochtend vanmorgen helemaal alvast extra speciaal
    daarom therefore
    gister gisteren fijn netjes veilig just already meanwhile personally fortunately luckily this morning directly yesterday
    """
)
"""Words that colour an assertion and are none of it."""
_OF_THE_CLAUSE = 2  # words that a sentence shares with the clause it cites
_HAS = re.compile(r"\b(?:heeft|hebben|has|have|was|were|werd|werden|nu|now)\b", re.I)
_NOT_THEIRS = frozenset({"mine", "new"})  # what I did and what changes now the customer cannot tell
_HAPPENED = frozenset({"mine", "done"})


def check(review: Review) -> Iterable[Finding]:
    """Warns of an event, a state or a cause that nobody told us: "de chauffeur heeft de tas gevonden"."""
    told = " ".join(source.text for source in grounds.thread_sources(review))
    ours = " ".join(source.text for source in grounds.thread_sources(review, Author.AGENT))
    facts = " ".join(fact.text for fact in review.facts)
    rules = tuple(line for source in grounds.official(review) if not source.id.startswith("fact:") for line in _lines(source.text))
    for part, text in parts(review):
        language = language_of(review, text)
        for sentence in sentences.body(unquoted(text)):
            if facts and shared(_matter(sentence, language), stems(facts, language)):
                continue  # the agent knows of this
            marks = {one.passage for one in review.citations if one.sentence == sentence}
            cited = frozenset(stem for source in grounds.official(review) if source.id in marks for stem in stems(source.text, language))
            for clause in undertakings.clauses(sentence, language):
                kind = assertions.kind_of(clause, sentence, language)
                if kind == "mine" and review.drafted is not None and sentence not in review.drafted:
                    continue  # an agent tells what they did themselves
                matter = _matter(clause, language)
                new = unknown(matter, stems(ours if kind in _NOT_THEIRS else told, language)) if kind else frozenset()
                if kind not in ("mine", "always") and len(matter - unknown(matter, cited)) >= _OF_THE_CLAUSE and not _HAS.search(clause):
                    continue  # told of the clause that it cites: `cited`, `promise` and `grounded` look
                if new and not _is_rule(kind, matter if kind in _HAPPENED else new, rules, language):
                    params = {"value": clause.strip()}
                    reason = "asserted_cause" if kind == "cause" else "asserted"
                    yield Finding("asserted", Level.WARN, Kind.OWN_REASON, reason, params, clause.strip(), part, 12)


def _is_rule(kind: str, words: frozenset[str], rules: tuple[str, ...], language: str) -> bool:
    """Whether one sentence of a rule says it. What happened to this customer no rule knows, but one may tell what is always so."""
    lines = tuple(line for line in rules if not unknown(words, stems(line, language)))
    if kind not in _HAPPENED:
        return bool(lines)
    told = (clause for line in lines for clause in undertakings.clauses(line, language) if assertions.kind_of(clause, clause, language))
    return any(not unknown(words, stems(clause, language)) for clause in told)


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line for paragraph in text.split("\n") for line in sentences.split(paragraph))


@lru_cache(maxsize=4096)
def _matter(clause: str, language: str) -> frozenset[str]:
    return matter_of(clause, language) - _fillers(language)


@lru_cache(maxsize=2)
def _fillers(language: str) -> frozenset[str]:
    return frozenset(stem for word in _FILLER for stem in stems(word, language))


@lru_cache(maxsize=8192)
def unknown(words: frozenset[str], known: frozenset[str]) -> frozenset[str]:
    """The stems that are not among the known ones in any form."""
    roots = {_root(stem) for stem in known}
    return frozenset(word for word in words - shared(words, known) if _root(word) not in roots)


@lru_cache(maxsize=16384)
def _root(stem: str) -> str:
    """The consonants of a verb in any of its forms: "gevonden" and "vinden" are both "vnd"."""
    bare = re.sub(r"^((?:aan|af|bij|door|in|mee|na|om|op|over|terug|toe|uit|voor|weg)?)ge(?=\w{3})", r"\1", stem)
    return re.sub(r"[aeiouyëï]|(?<=\w)(?:en|t|d)$", "", re.sub(r"(?:en|t|d|ed|ing)$", "", bare)) or stem
