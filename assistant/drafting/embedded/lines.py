"""Sentences of a reply with their source and weight, and how they are made to fit a channel."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.checks.length import length
from assistant.records.brand import ChannelRules
from assistant.records.draft import Citation

MUST = 100
"""Weight of a line that always stays."""


@dataclass(frozen=True, slots=True)
class Line:
    """One or two sentences, what they rest on, and how much they matter. `block` is the paragraph they belong to."""

    text: str
    weight: float
    block: int
    source: str = ""
    document: str = ""


def fit(lines: Iterable[Line], rules: ChannelRules, *, limit: int, words: int) -> tuple[Line, ...]:
    """The lines in order without the lightest, until they keep to the limit, and to the target where only light ones go."""
    kept = [line for line in lines if line.text]
    while len(kept) > 1:
        text = joined(kept)
        light = min(kept, key=lambda line: line.weight)
        too_long = length(text, rules.name) > limit
        if not too_long and (len(text.split()) <= words or light.weight >= MUST * 0.6):
            break
        if light.weight >= MUST and not too_long:
            break
        kept.remove(light)
    return tuple(kept)


def joined(lines: Sequence[Line], *, flat: bool = False) -> str:
    """The text: lines of one block after each other, blocks parted by an empty line (`flat`: by a space)."""
    blocks: dict[int, list[str]] = {}
    for line in lines:
        blocks.setdefault(line.block, []).append(line.text)
    return (" " if flat else "\n\n").join(" ".join(block) for _, block in sorted(blocks.items()))


def citations(lines: Iterable[Line]) -> tuple[Citation, ...]:
    return tuple(Citation(line.text, line.source, line.document) for line in lines if line.source)
