"""Hints that make a text easier to read. Hints only: no text is measured as a reader's level."""

import re
from dataclasses import dataclass

from assistant.language import sentences

LONG_SENTENCE = 20  # words
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_PASSIVE = {
    "nl": re.compile(r"\b(?:wordt|worden|werd|werden)\b(?=[^.!?]*\bge\w+)", re.I),
    "en": re.compile(r"\b(?:is|are|was|were|be|been) (?:\w+ )?\w+ed by\b", re.I),
}


@dataclass(frozen=True, slots=True)
class Hint:
    """`key` is long_sentence, passive or official; `quote` the words it is about."""

    key: str
    quote: str


def hints(text: str, language: str, official: tuple[str, ...] = ()) -> tuple[Hint, ...]:
    """Long sentences, passives and official words (patterns given by the caller) in the body of a message."""
    found: list[Hint] = []
    for sentence in sentences.body(text):
        if len(_WORD.findall(sentence)) > LONG_SENTENCE:
            found.append(Hint("long_sentence", sentence))
        if language in _PASSIVE and (match := _PASSIVE[language].search(sentence)):
            found.append(Hint("passive", match.group()))
    found += [Hint("official", match.group()) for pattern in official for match in re.finditer(rf"(?<!\w)(?:{pattern})(?!\w)", text, re.I)]
    return tuple(found)


def words(text: str) -> int:
    """Number of words."""
    return len(_WORD.findall(text))
