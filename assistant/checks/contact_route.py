"""Criteria 4, 6 and 7: no referral without an act of ours, no demand, no sender that cannot be answered."""

import re
from collections.abc import Iterable

from assistant.checks.parts import parts
from assistant.checks.words import language_of, pattern, unquoted
from assistant.language import sentences, undertakings
from assistant.records.finding import Finding, Kind, Level
from assistant.records.review import Review


def check_ownership(review: Review) -> Iterable[Finding]:
    """Sent on to somebody else: worst when nothing in the reply is done by us."""
    acts = any(undertakings.is_own_act(clause, language) for clause, language in _clauses(review))
    for part, text in parts(review):
        language = language_of(review, text)
        for sentence in sentences.split(unquoted(text)):
            match = pattern(review, "checks.referral", language).search(sentence)
            if match and not pattern(review, "checks.referral_fine", language).search(sentence):
                yield Finding("ownership", Level.WARN if acts else Level.BLOCK, Kind.OWN_REASON, "referral", {}, match.group(), part, 4)


def _clauses(review: Review) -> Iterable[tuple[str, str]]:
    for _, text in parts(review):
        language = language_of(review, text)
        for sentence in sentences.body(text):
            yield from ((clause, language) for clause in undertakings.clauses(sentence, language))


def check_demand(review: Review) -> Iterable[Finding]:
    """A demand on the customer warns, with a threat it blocks; safety comes before manners."""
    for part, text in parts(review):
        language = language_of(review, text)
        safe, threat = pattern(review, "checks.safety", language), pattern(review, "checks.threat", language)
        for sentence in sentences.split(unquoted(text)):
            match = pattern(review, "checks.demand", language).search(sentence)
            if match and not safe.search(sentence):
                threatens = bool(threat.search(sentence))
                level = Level.BLOCK if threatens else Level.WARN
                yield Finding("demand", level, Kind.OWN_REASON, "threat" if threatens else "demand", {}, match.group(), part, 6)


def check_reachable(review: Review) -> Iterable[Finding]:
    """An address or a sentence that tells the customer not to answer."""
    for part, text in parts(review):
        plain = re.sub(r"\s+", " ", unquoted(text))
        match = pattern(review, "checks.no_reply", language_of(review, text)).search(plain)
        if match:
            yield Finding("reachable", Level.BLOCK, Kind.OWN_REASON, "no_reply", {}, match.group(), part, 7)
