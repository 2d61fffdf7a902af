"""Which of the brand's topics a text is about."""

import re
from collections.abc import Iterable

from assistant.drafting.triage.cues import plain
from assistant.records.brand import Brand
from assistant.records.triage import Judged

_WORD = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")
VOTE = 2.0  # what all votes of similar cases together weigh, in topic words


def topic_of(text: str, brand: Brand, votes: Iterable[tuple[str, float]] = ()) -> Judged[str]:
    """The topic whose words stand most in `text`, helped by the votes of similar cases; "" when nothing points anywhere.

    A phrase of several words weighs more than one word, and a word inside a compound ("waterstoring") less than by itself.
    """
    seen = {topic: _seen(text, words) for topic, words in brand.topics.items()}
    scores = {topic: sum(found.values()) for topic, found in seen.items()}
    weights = [(topic, weight) for topic, weight in votes if topic in scores and weight > 0]
    total = sum(weight for _, weight in weights)
    for topic, weight in weights:
        scores[topic] += VOTE * weight / total
    if not scores or max(scores.values()) == 0:
        return Judged("", "no_words")
    best = max(scores, key=lambda topic: scores[topic])
    return Judged(best, "words" if seen[best] else "similar", tuple(seen[best]))


def _seen(text: str, words: tuple[str, ...]) -> dict[str, float]:
    spaced = f" {' '.join(_WORD.findall(plain(text)))} "
    found: dict[str, float] = {}
    for word in words:
        wanted = " ".join(_WORD.findall(plain(word)))
        if f" {wanted} " in spaced:
            found[word] = 1.0 + 0.5 * wanted.count(" ")
        elif " " not in wanted and len(wanted) >= 5 and wanted in spaced:
            found[word] = 0.6
    return found
