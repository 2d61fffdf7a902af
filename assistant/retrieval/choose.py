"""Which of the ranked passages are shown: in force, for this audience, no repeats, a policy before a case. Pure."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from assistant.records.knowledge import Audience, Passage, PassageKind
from assistant.retrieval.passages import tokens
from assistant.retrieval.words import telling

PER_DOCUMENT = 3
ALIKE = 0.9
_NUMBER = re.compile(r"\d[\d.,:]*\d|\d")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a search asks of a passage, next to being about the text."""

    on: date
    language: str
    audience: Audience | None
    k: int
    budget: int  # tokens that all passages together may take


def refusal(passage: Passage, wanted: Wanted, policies: Mapping[str, bool]) -> str:
    """Why a passage may not be shown, or "". `policies` says of each document that a case names whether it may be told."""
    if not passage.in_force(wanted.on):
        return "not in force"
    if wanted.audience is not None and passage.audience is not wanted.audience:
        return "other audience"
    if passage.kind is PassageKind.CASE:
        return "" if all(policies.get(policy, False) for policy in passage.policies) else "its policy no longer holds"
    speaks = {passage.language, *(key.partition("-")[0] for key in passage.wording)}
    return "other language" if wanted.language and wanted.language not in speaks else ""


def distinct(passages: Iterable[Passage]) -> Iterator[Passage]:
    """Leaves out what says the same as one before it, numbers included; texts that differ in a number are kept: that is a conflict."""
    kept: list[tuple[frozenset[str], frozenset[str]]] = []
    for passage in passages:
        seen = frozenset(telling(passage.text).split()), frozenset(_NUMBER.findall(passage.text))
        if any(numbers == seen[1] and _alike(words, seen[0]) for words, numbers in kept):
            continue
        kept.append(seen)
        yield passage


def spread(passages: Iterable[Passage], k: int, budget: int) -> Iterator[Passage]:
    """At most `k` within the budget; a fourth passage of one document waits until other documents had their turn."""
    taken: Counter[str] = Counter()
    waiting: list[Passage] = []
    left, room = k, budget

    def fits(passage: Passage) -> bool:
        return left == k or tokens(passage.text) <= room  # the first always goes, or a tight budget would find nothing

    for passage in passages:
        if left == 0:
            return
        if taken[passage.document] >= PER_DOCUMENT:
            waiting.append(passage)
        elif fits(passage):
            taken[passage.document] += 1
            left, room = left - 1, room - tokens(passage.text)
            yield passage
    for passage in waiting:
        if left == 0:
            return
        if fits(passage):
            left, room = left - 1, room - tokens(passage.text)
            yield passage


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    return len(one & other) >= ALIKE * len(one | other)
