"""Sentences of a reply with their source and weight, and how they are made to fit a channel."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.checks.length import length
from assistant.records.brand import ChannelRules
from assistant.records.draft import Citation

MUST = 100
"""Weight of a line that always stays."""
HEAVY = 84
"""From this weight on a line may take the reply over the target length (never over the limit)."""


@dataclass(frozen=True, slots=True)
class Line:
    """One or two sentences, what they rest on, and how much they matter.

    `block` is the paragraph they belong to; `after` is the text of a line without which this one cannot stand.
    """

    text: str
    weight: float
    block: int
    source: str = ""
    document: str = ""
    after: str = ""


def fit(lines: Iterable[Line], rules: ChannelRules, *, limit: int, words: int) -> tuple[Line, ...]:
    """The lines in order, the heaviest taken first for as long as they keep to the limit; light ones only within the target."""
    once = {line.text: line for line in reversed([line for line in lines if line.text])}
    order = list(reversed(once))
    kept: set[str] = set()
    for line in sorted(once.values(), key=lambda line: (-line.weight, order.index(line.text))):
        chain = _chain(line, once)
        tried = [once[text] for text in order if text in kept | chain]
        text = joined(tried)
        if line.weight >= MUST or (length(text, rules.name) <= limit and (len(text.split()) <= words or line.weight >= HEAVY)):
            kept |= chain
    return tuple(once[text] for text in order if text in kept)


def _chain(line: Line, once: dict[str, Line]) -> set[str]:
    """The line with those that it leans on."""
    chain = {line.text}
    while line.after in once and line.after not in chain:
        line = once[line.after]
        chain.add(line.text)
    return chain


def joined(lines: Sequence[Line], *, flat: bool = False) -> str:
    """The text: lines of one block after each other, blocks parted by an empty line (`flat`: by a space)."""
    blocks: dict[int, list[str]] = {}
    for line in lines:
        blocks.setdefault(line.block, []).append(line.text)
    return (" " if flat else "\n\n").join(" ".join(block) for _, block in sorted(blocks.items()))


def citations(lines: Iterable[Line]) -> tuple[Citation, ...]:
    return tuple(Citation(line.text, line.source, line.document) for line in lines if line.source)
