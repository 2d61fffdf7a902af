"""Criterion 18: the platform's limit, per part, with the sign-off that approval adds."""

import re
import unicodedata
from collections.abc import Iterable

from assistant.checks.parts import part_of, parts
from assistant.records.finding import Finding, Kind, Level, Part
from assistant.records.review import Review

_URL = re.compile(r"https?://\S+|(?<![\w@.])(?:[a-z0-9-]+\.)+(?:nl|com|org|net|eu|be|example)(?:/\S*)?", re.IGNORECASE)
_URL_LENGTH = 23  # what X counts for any link
_TYPICAL = {"first_name": "Marianne", "name": "Marianne Jansen", "initials": "MJV"}


def length(text: str, channel: str) -> int:
    """Characters as the platform counts them: on X a link is 23, an emoji or a CJK character 2."""
    if channel != "x":
        return len(text)
    links = _URL.findall(text)
    rest = _URL.sub("", text)
    return len(links) * _URL_LENGTH + sum(_weight(letter) for letter in unicodedata.normalize("NFC", rest))


def _weight(letter: str) -> int:
    if letter in "\u200d\ufe0f":  # joiners inside one emoji
        return 0
    return 1 if ord(letter) < 0x1100 or 0x2000 <= ord(letter) <= 0x206F else 2


def check(review: Review) -> Iterable[Finding]:
    """Over the limit blocks; over the target length is a hint."""
    for part, text in parts(review):
        rules = review.channel
        if part is Part.PRIVATE:
            continue  # the private message has the platform's private limit, far above ours
        total = length(text, rules.name) + _sign_off_length(review, text)
        if rules.limit and total > rules.limit:
            yield Finding("length", Level.BLOCK, Kind.NEVER, "too_long", {"length": str(total), "limit": str(rules.limit)}, "", part, 18)
        elif rules.words and len(text.split()) > 1.25 * rules.words:
            yield Finding(
                "length",
                Level.INFO,
                Kind.OWN_REASON,
                "over_target",
                {"words": str(len(text.split())), "target": str(rules.words)},
                "",
                part,
                18,
            )


def _sign_off_length(review: Review, text: str) -> int:
    """What approval will add; nothing when the text is signed already."""
    template = review.channel.sign_off
    if not template or part_of(text).signed:
        return 0
    return 1 + len(template.format(brand=review.brand.name, **_TYPICAL))
