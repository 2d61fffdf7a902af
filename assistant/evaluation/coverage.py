"""How much of a suite's `must` and `avoid` a reply holds, by words alone: information, never part of a score."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

import Stemmer

from assistant.evaluation.suites import SuiteCase
from assistant.language import sentences

ENOUGH = 0.5  # of an item's stems must stand in the reply
_WORD = re.compile(r"[^\W\d_]{3,}|\d+(?:[.,]\d+)?")
_SMALL_WORDS = """
benoemd genoemd erkend gevraagd acknowledged mentioned
het een van voor met dat die dit zijn niet ook nog wel als maar alleen eerst the and for with that this not only first
"""
_SMALL = frozenset(_SMALL_WORDS.split())


@dataclass(frozen=True, slots=True)
class Coverage:
    """Per item whether its words (or a pattern of it) stand in the reply; `share` of the `must` items."""

    must: Mapping[str, bool] = field(default_factory=dict)
    avoid: Mapping[str, bool] = field(default_factory=dict)

    @property
    def share(self) -> float:
        return round(sum(self.must.values()) / len(self.must), 3) if self.must else 1.0


def coverage_of(row: SuiteCase, text: str) -> Coverage:
    """Word overlap per `must`; an `avoid` counts as present when all its words stand in one sentence."""
    language = "english" if row.language == "en" else "dutch"
    whole = _stems(text, language)
    single = [_stems(sentence, language) for sentence in sentences.split(text)]
    must = {item: _share(_stems(item, language), whole) >= ENOUGH for item in row.must}
    avoid = {item: any(_share(_stems(item, language), sentence) == 1 for sentence in single) for item in row.avoid}
    for name, groups, into in (("must_any", row.must_any, must), ("avoid_any", row.avoid_any, avoid)):
        into.update({f"{name} {number}": any(pattern.search(text) for pattern in group) for number, group in enumerate(groups, start=1)})
    return Coverage(must, avoid)


def _stems(text: str, language: str) -> frozenset[str]:
    stemmer = Stemmer.Stemmer(language)
    return frozenset(stemmer.stemWord(word) for word in _WORD.findall(text.lower()) if word not in _SMALL)


def _share(wanted: frozenset[str], held: frozenset[str]) -> float:
    return len(wanted & held) / len(wanted) if wanted else 0.0
