"""What no customer may be sent: pictures and code in the text, and talk of the machine about itself."""

import re
from collections.abc import Iterable

from assistant.checks.parts import parts
from assistant.checks.words import pattern
from assistant.records.finding import Finding, Kind, Level
from assistant.records.review import Review

_MARKUP = re.compile(
    r"!\[[^\]]*\][\[(]|\[[^\]]+\]\([^)]*\)|^\s*\[[^\]]+\]:\s*\S+|<\s*/?\s*(?:img|script|a|iframe|svg|style|link|object|embed|form|meta)\b[^>]*>?|\b(?:data|javascript|vbscript):[^\s]",
    re.I | re.M,
)


def check(review: Review) -> Iterable[Finding]:
    """A reply is plain text."""
    for part, text in parts(review):
        match = _MARKUP.search(text)
        if match:
            yield Finding("markup", Level.BLOCK, Kind.OWN_REASON, "markup", {"value": match.group()}, match.group(), part)


def check_machine(review: Review) -> Iterable[Finding]:
    """Instructions of ours, or a language model that speaks of itself."""
    for part, text in parts(review):
        match = pattern(review, "checks.machine", "nl").search(text) or pattern(review, "checks.machine", "en").search(text)
        if match:
            yield Finding("machine", Level.BLOCK, Kind.OWN_REASON, "machine", {"value": match.group()}, match.group(), part)
