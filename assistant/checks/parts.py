"""The parts of a reply and what every check reads of them, worked out once."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from assistant.language import sentences
from assistant.records.finding import Part
from assistant.records.review import Review


@dataclass(frozen=True, slots=True)
class PartText:
    """One part in sentences: all of them, the body without salutation and leave, and whether a signature stands under it."""

    sentences: tuple[str, ...]
    body: tuple[str, ...]
    signed: bool


@lru_cache(maxsize=1024)
def part_of(text: str) -> PartText:
    """The sentences of one part."""
    every = sentences.split(text)
    signed = bool(every) and (sentences.is_signature(every[-1]) or any(sentences.is_sign_off(line) for line in every[-4:]))
    return PartText(every, sentences.body(text), signed)


def parts(review: Review) -> Iterator[tuple[Part, str]]:
    """The parts that have text. On a public channel `text` is public and `private_text` private; else both are private."""
    if review.reply.text.strip():
        yield Part.PUBLIC, review.reply.text
    if review.reply.private_text.strip():
        yield Part.PRIVATE, review.reply.private_text


def is_public(review: Review, part: Part) -> bool:
    """Whether everybody can read this part."""
    return review.channel.public and part is Part.PUBLIC
