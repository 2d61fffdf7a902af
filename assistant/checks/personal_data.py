"""Criterion 11 and law 6: masks left over, other customers' data, personal data in public."""

from collections.abc import Iterable

from assistant.checks.parts import parts
from assistant.language import masking
from assistant.records.finding import Finding, Kind, Level
from assistant.records.review import Review


def check_masks(review: Review) -> Iterable[Finding]:
    """A placeholder or template field that the customer would read."""
    for part, text in parts(review):
        for quote in masking.leftovers(text):
            yield Finding("mask_left", Level.BLOCK, Kind.NEVER, "mask_left", {}, quote, part)


def check_others(review: Review) -> Iterable[Finding]:
    """Data known to be another customer's."""
    for part, text in parts(review):
        for other in review.others:
            if other and other.casefold() in text.casefold():
                yield Finding("other_customer", Level.BLOCK, Kind.NEVER, "other_customer", {}, other, part)
