"""What a message resembles: an alarm learned from examples that people edit, for words that no list foresaw.

A logistic regression per kind of alarm on which words, parts of words (4 and 5 characters, so that sloppy spelling counts) and kinds of
words ("a pet", "a part of the body") a message holds, fitted on the lists `examples.harm`, `.danger` and `.calm` when first asked.
It only ever raises. The limits were set on public messages that hold no known danger (`python -m benchmarks.triage --data`).
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log

import numpy as np
from numpy.typing import NDArray
from scipy import optimize, sparse

from assistant.drafting.triage.cues import plain
from assistant.records.review import WordLists

ALARMS = ("harm", "danger")
SURE, LIKELY = "sure", "likely"
LIMITS = {"harm": {SURE: 0.8, LIKELY: 0.4}, "danger": {SURE: -0.85, LIKELY: -1.45}}
"""Log odds from which a message is surely or likely an alarm."""
WEIGHTS = {"kind": 1.0, "word": 0.7, "part": 0.7}
PENALTY = 0.00015  # on the squared weights: words seen once tell little
LONG, WINDOW = 45, 30  # words: a longer message is also read in windows of whole sentences
IN_PASSING = 0.4  # log odds that one sentence of a long message must have more
TELLING = 3  # words to show
_WORD = re.compile(r"[a-z0-9']+")
_SENTENCE = re.compile(r"(?<=[.!?\n])\s+")


@dataclass(frozen=True, eq=False)
class Kinds:
    """Which kinds a word is of: by the whole word, and by how it starts."""

    whole: Mapping[str, tuple[str, ...]]
    starts: tuple[tuple[str, str], ...]

    def of(self, word: str) -> set[str]:
        return {*self.whole.get(word, ()), *(kind for start, kind in self.starts if word.startswith(start))}


Columns = dict[str, tuple[int, float]]
"""Feature -> its place, and how rare it is among the examples: 0 in all of them, 1 in one."""


@dataclass(frozen=True)
class Resemblance:
    """How far a message resembles an alarm: "" not, "likely" or "sure", and the words of it that told most."""

    level: str = ""
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Learned:
    """What the examples taught: a column per feature, and per alarm the weights with the bias last."""

    kinds: Kinds
    columns: Columns
    weights: dict[str, NDArray[np.float64]]

    def odds(self, text: str, alarm: str) -> float:
        """Log odds; of a long message those of its most alarming window, less what it must have more."""
        windows = _windows(text)
        scores = _rows([text, *windows], self.kinds, self.columns) @ self.weights[alarm][:-1] + self.weights[alarm][-1]
        return float(max(scores[0], *(scores[1:] - IN_PASSING))) if windows else float(scores[0])

    def telling(self, text: str, alarm: str) -> tuple[str, ...]:
        """The words of `text` that speak most for the alarm, in the order of the text."""
        told = {}
        for seen in _WORD.finditer(plain(text)):
            places = [self.columns[feature] for feature in _features(seen.group(), self.kinds) if feature in self.columns]
            told[text[seen.start() : seen.end()]] = sum(float(self.weights[alarm][place]) * rare for place, rare in places)
        most = sorted(told, key=lambda word: -told[word])[:TELLING]
        return tuple(word for word in told if word in most and told[word] > 0)


def resembles(text: str, alarm: str, lists: WordLists) -> Resemblance:
    """What `text` (masked, as the customer wrote it) has of the alarm `harm` or `danger`; nothing where there are no examples."""
    learned = _learned(lists)
    if learned is None or not _WORD.search(plain(text)):
        return Resemblance()
    odds = learned.odds(text, alarm)
    level = next((level for level in (SURE, LIKELY) if odds >= LIMITS[alarm][level]), "")
    return Resemblance(level, learned.telling(text, alarm) if level else ())


def _learned(lists: WordLists) -> Learned | None:
    named = {label: tuple(text for own in lists.words.values() for text in own.get(f"examples.{label}", ())) for label in (*ALARMS, "calm")}
    if not all(named.values()):
        return None
    kinds = tuple((name, words) for own in lists.words.values() for name, words in own.items() if name.startswith("kinds."))
    return _fitted(tuple(named.items()), kinds)


@lru_cache(maxsize=4)
def _fitted(named: tuple[tuple[str, tuple[str, ...]], ...], listed: tuple[tuple[str, tuple[str, ...]], ...]) -> Learned:
    kinds = _kinds(listed)
    texts = [text for _, examples in named for text in examples]
    labels = np.array([label for label, examples in named for _ in examples])
    held = Counter(feature for text in texts for feature in _features(text, kinds))
    columns = {feature: (at, log(len(texts) / count) / log(len(texts))) for at, (feature, count) in enumerate(sorted(held.items()))}
    rows = _rows(texts, kinds, columns)
    return Learned(kinds, columns, {alarm: _regression(rows, (labels == alarm).astype(float)) for alarm in ALARMS})


def _regression(rows: sparse.csr_matrix, wanted: NDArray[np.float64]) -> NDArray[np.float64]:
    """Weights and bias of a logistic regression with an L2 penalty, by L-BFGS."""
    turned, count = rows.T.tocsr(), rows.shape[0]

    def loss(point: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        odds = rows @ point[:-1] + point[-1]
        error = (1 / (1 + np.exp(-odds)) - wanted) / count
        cost = float(np.sum(np.logaddexp(0, odds) - wanted * odds)) / count + PENALTY / 2 * float(point[:-1] @ point[:-1])
        return cost, np.append(turned @ error + PENALTY * point[:-1], error.sum())

    found: NDArray[np.float64] = optimize.minimize(
        loss, np.zeros(rows.shape[1] + 1), jac=True, method="L-BFGS-B", options={"maxiter": 150}
    ).x
    return found


def _rows(texts: Sequence[str], kinds: Kinds, columns: Columns) -> sparse.csr_matrix:
    """One row a text, each of length 1: a long text says no more than a short one."""
    at: list[int] = []
    column: list[int] = []
    value: list[float] = []
    for row, text in enumerate(texts):
        weighed = [(WEIGHTS[feature.partition(":")[0]], *columns.get(feature, (-1, 1.0))) for feature in _features(text, kinds)]
        length = sum((weight * rare) ** 2 for weight, _, rare in weighed) ** 0.5 or 1.0
        known = [(place, weight * rare / length) for weight, place, rare in weighed if place >= 0]
        at += [row] * len(known)
        column += [place for place, _ in known]
        value += [weight for _, weight in known]
    return sparse.csr_matrix((value, (at, column)), shape=(len(texts), len(columns)))


def _features(text: str, kinds: Kinds) -> Iterator[str]:
    return iter({feature for word in _WORD.findall(plain(text)) for feature in _of_word(word, kinds)})


@lru_cache(maxsize=20_000)
def _of_word(word: str, kinds: Kinds) -> tuple[str, ...]:
    framed = f"<{word}>"
    parts = (framed[start : start + size] for size in (4, 5) for start in range(len(framed) - size + 1))
    return (f"word:{word}", *(f"part:{part}" for part in parts), *(f"kind:{kind}" for kind in sorted(kinds.of(word))))


def _kinds(listed: Iterable[tuple[str, tuple[str, ...]]]) -> Kinds:
    whole: dict[str, tuple[str, ...]] = {}
    rows = [(plain(word), name) for name, words in listed for word in words]
    for word, name in rows:
        whole[word] = (*whole.get(word, ()), name)
    return Kinds(whole, tuple((word[:-1], name) for word, name in rows if word.endswith("*")))


def _windows(text: str) -> list[str]:
    """Whole sentences together, up to `WINDOW` words, beginning at each sentence; none of a message that is not long."""
    if len(text.split()) <= LONG:
        return []
    sentences = [sentence.split()[: 2 * WINDOW] for sentence in _SENTENCE.split(text) if sentence.strip()]
    return [" ".join(_window(sentences[start:])) for start in range(len(sentences))]


def _window(sentences: Sequence[list[str]]) -> list[str]:
    words = list(sentences[0])
    for more in sentences[1:]:
        if len(words) + len(more) > WINDOW:
            break
        words += more
    return words
