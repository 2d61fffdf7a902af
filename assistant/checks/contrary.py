"""Criterion 12: a yes does not stand against a "niet" of the rule that speaks of precisely this."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from assistant.checks import grounds
from assistant.checks.asserted import unknown
from assistant.checks.parts import parts
from assistant.checks.words import language_of, matter_of, stems, unquoted
from assistant.language import sentences, undertakings
from assistant.language.wordset import wordset
from assistant.records.finding import Finding, Kind, Level
from assistant.records.review import Review

_YES = re.compile(
    r"\b(?:ja|zeker|blijft|blijven|nemen|neem|storten|stort|mag|mogen|kan|kun|kunt|kunnen|past|passen|geldt|gelden|wordt|worden|vergoed\w*|vervang\w*|krijgt?|welkom"
    r"|yes|sure|may|can|fits?|allowed|welcome|fine|valid|counts?|will be|get|gets|remains?|stands|still owe)\b",
    re.I,
)
_NO = re.compile(r"\b(?:niet|geen|nooit|evenmin|uitgesloten|not|no|never|neither|excluded)\b|n['’]t\b", re.I)
_NO_LIMIT = re.compile(  # what need not be, or holds on a condition
    r"\bhoef(?:t|en)?\b|\bneed not\b|\b(?:don['’]t|do not) (?:need|have) to\b|\b(?:tenzij|mits|zonder|als|indien|zolang|unless|if"
    r"|without|until)\b"
    r"|^\W*(?:is|zijn|heeft|heb|hebt|lukt|komt|kan|kunt|kun|staat|wil|was|are|has|have)\b",
    re.I,
)
_CUT = re.compile(r"\s*[,;:]\s+|\s+(?:maar|but|en|and)\s+")
_ALLOWING = wordset(
    """
    mogen toegestaan toestaan welkom geldt gelden geldig past passen gebruiken gebruikt zeker hoor natuurlijk gewoon helaas wel mee
    evenmin uitgesloten
    rekenen gerekend berekend berekenen blijven blijft staan
    allowed welcome valid fine use used sure course fits afraid neither excluded charge charged remains stands
    """
)
"""Words of allowing itself: the matter is what stands beside them."""
_START = 5  # characters by which "overleden" and "overlijden" are one
_APART = re.compile(r"\b(?:terug|uit|in|op|mee|toe|af)\b", re.I)


def check(review: Review) -> Iterable[Finding]:
    """Warns where the part of a rule that has most in common with a yes says no."""
    sources = tuple(source for source in grounds.official(review) if source.tongues)
    told = " ".join(source.text for source in grounds.thread_sources(review))
    for part, text in parts(review):
        language = language_of(review, text)
        for sentence in sentences.body(unquoted(text)):
            marks = {one.passage for one in review.citations if one.sentence == sentence}
            near = tuple(source for source in sources if source.id in marks) or sources
            for clause in undertakings.clauses(sentence, language):
                if _YES.search(clause) and not _NO.search(clause) and not _NO_LIMIT.search(clause) and "?" not in sentence:
                    rule = _against(clause, told, near, language)
                    if rule:
                        params = {"value": clause.strip(), "rule": rule}
                        yield Finding("contrary", Level.WARN, Kind.OWN_REASON, "contrary", params, clause.strip(), part, 12)


def _against(clause: str, told: str, sources: tuple[grounds.Source, ...], language: str) -> str:
    """The bit of a rule that denies what the clause says, unless another bit that has as much in common does not.

    What the bit says beside that, the customer may have told: "bij overlijden".
    """
    matter = _matter(clause, language)
    matter |= {f"{apart.lower()}{word}" for apart in _APART.findall(clause) for word in matter}  # "nemen ... terug" is "teruggenomen"
    known, starts = matter | _matter(told, language), {word[:_START] for word in _matter(told, language)}
    fits = [
        (len(theirs), not _NO.search(bit), bit)
        for source in sources
        for bit in _bits(source.text)
        if (theirs := _matter(bit, language))
        and not {word for word in unknown(theirs, known) if word[:_START] not in starts}
        and unknown(theirs, matter) != theirs
    ]
    best = max(fits, default=(0, True, ""))
    return best[2] if not best[1] and best[0] >= 1 else ""


@lru_cache(maxsize=2048)
def _bits(text: str) -> tuple[str, ...]:
    def cut() -> Iterator[str]:
        for paragraph in text.split("\n"):
            for line in sentences.split(paragraph):
                yield from (bit for bit in _CUT.split(line) if not _NO_LIMIT.search(bit))

    return tuple(cut())


@lru_cache(maxsize=8192)
def _matter(text: str, language: str) -> frozenset[str]:
    return matter_of(text, language) - _allowing(language)


@lru_cache(maxsize=2)
def _allowing(language: str) -> frozenset[str]:
    return frozenset(stem for word in _ALLOWING for stem in stems(word, language))
