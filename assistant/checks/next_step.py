"""Criteria 8 and 14: who does what by when, and a loop that is closed."""

import re
from collections.abc import Iterable

from assistant.checks.parts import parts
from assistant.checks.words import language_of, pattern
from assistant.language import sentences, statements, undertakings
from assistant.records.finding import Finding, Kind, Level
from assistant.records.review import Review
from assistant.records.statement import StatementKind
from assistant.records.triage import Sentiment, Urgency

_NOW = re.compile(
    r"\b(?:nu|meteen|direct|zojuist|net|alvast|zodra|daarna|onderweg|op dit moment|dezelfde dag|volgende (?:werk)?dag|tot (?:u"
    r"|je)|now|right away|straight away|immediately|"
    r"just|as soon as|at this moment|same day|next (?:working )?day|on (?:its|their|his|her) way|until)\b",
    re.I,
)
_MOMENTS = (StatementKind.DATE, StatementKind.TIME, StatementKind.TERM)
_QUIET = frozenset({"praise", "info"})


def check(review: Review) -> Iterable[Finding]:
    """No sentence says who of us does what by when; this blocks where harm is near."""
    urgency = review.triage.urgency.value
    if _nothing_owed(review) or any(_is_step(review, sentence, language) for sentence, language in _sentences(review)):
        return
    level = Level.BLOCK if urgency >= Urgency.NOW else Level.WARN
    yield Finding("next_step", level, Kind.OWN_REASON, "no_next_step", criterion=8)


def check_loop(review: Review) -> Iterable[Finding]:
    """Feedback and repeats: the customer hears from us, at a time."""
    feedback = "feedback" in review.triage.intents.value
    if not (feedback or review.triage.repeat.value) or (_nothing_owed(review) and not feedback):
        return
    told = list(_sentences(review))
    if any(_is_step(review, sentence, language) for sentence, language in told) and any(
        _hears(sentence, language) for sentence, language in told
    ):
        return
    yield Finding("closed_loop", Level.WARN, Kind.OWN_REASON, "feedback_loop" if feedback else "repeat_loop", criterion=14)


def _nothing_owed(review: Review) -> bool:
    """Praise, a plain question, a kind word: nobody waits for a next step."""
    triage = review.triage
    intents = frozenset(triage.intents.value)
    asks = intents == {"info"}  # who is vulnerable and only asks is answered as well
    if triage.urgency.value > Urgency.TODAY or triage.repeat.value or (triage.vulnerable.value and not asks):
        return False
    return (bool(intents) and intents <= _QUIET) or triage.urgency.value == Urgency.CAN_WAIT or triage.sentiment.value is Sentiment.POS


def _sentences(review: Review) -> Iterable[tuple[str, str]]:
    for _, text in parts(review):
        language = language_of(review, text)
        yield from ((sentence, language) for sentence in sentences.body(text))


def _is_step(review: Review, sentence: str, language: str) -> bool:
    """An actor of ours, an act and a time in one sentence."""
    timed = _NOW.search(sentence) or any(found.kind in _MOMENTS for found in statements.find(sentence, language, review.now))
    if not timed:
        return False
    if any(undertakings.find(sentence, language)) or undertakings.is_own_act(sentence, language):
        return True
    return bool(pattern(review, "checks.actors", language).search(sentence) or undertakings.is_given(sentence, language))


def _hears(sentence: str, language: str) -> bool:
    return any(
        undertakings.is_own_act(clause, language) or "contact" in undertakings.families_in(clause, language)
        for clause in undertakings.clauses(sentence, language)
    )
