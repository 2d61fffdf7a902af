"""Our own sentences in the screen's language."""

import re

from assistant.content.words import Words
from assistant.errors import WebcareError


def in_words(error: WebcareError, words: Words) -> str:
    """What happened and what to do, in the screen's language where the words are there."""
    said = (translated(part, words) for part in (error.what, error.mend))
    return " ".join(part for part in said if part)


def translated(sentence: str, words: Words) -> str:
    """A sentence of ours in the screen's language: `[errors]` has it as key, with {name} for what varies; the one that
    says most counts."""
    key = f"errors.{sentence}"
    if words.has(key):
        return words.say(key)
    for pattern in sorted((name for name in words.texts if name.startswith("errors.") and "{" in name), key=len, reverse=True):
        shape = re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>.+)", re.escape(pattern.removeprefix("errors.")))
        found = re.fullmatch(shape, sentence)
        if found:
            return words.say(pattern, **found.groupdict())
    return sentence
