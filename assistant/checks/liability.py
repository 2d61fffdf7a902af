"""Criterion 21: a position on liability or law needs a second reader; the press contact is told of press."""

import re
from collections.abc import Iterable

from assistant.checks import grounds
from assistant.checks.parts import parts
from assistant.checks.words import pattern, unquoted
from assistant.records.finding import Finding, Kind, Level
from assistant.records.review import Review
from assistant.records.triage import Risk, Urgency

_WHETHER = re.compile(
    r"(?:^\s*of|[.,:!?\n]\s*of)\b[^.!?;\n]{0,40}$"
    r"|\b(?:of (?:wij|we|ik|er|het|dit|dat|u|je|iemand)|whether|(?<=vraag )of|vraag over|claim over)\b[^.!?;\n]{0,40}$",
    re.I,
)
"""What comes after this is left open, or is only what is talked about."""


def check(review: Review) -> Iterable[Finding]:
    """Words that take a position, unless a public policy or a fact says precisely that."""
    second = review.triage.urgency.value < Urgency.NOW  # urgency 3 never waits for a reader
    for part, text in parts(review):
        plain = unquoted(text)
        for match in (match for language in ("nl", "en") for match in pattern(review, "checks.liability", language).finditer(plain)):
            if not _WHETHER.search(plain, 0, match.start()) and not any(
                match.group().casefold() in source.text.casefold() for source in grounds.official(review)
            ):
                kind = Kind.SECOND_READER if second else Kind.OWN_REASON
                yield Finding("liability", Level.BLOCK, kind, "liability", {"who": review.brand.escalation.legal}, match.group(), part, 21)


def check_press(review: Review) -> Iterable[Finding]:
    """A message that names the press: the press contact hears of it."""
    if any(risk.value is Risk.PRESS for risk in review.triage.risks):
        yield Finding("press", Level.WARN, Kind.OWN_REASON, "press", {"who": review.brand.escalation.press}, criterion=21)
