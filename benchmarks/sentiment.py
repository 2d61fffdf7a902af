"""How often triage has the sentiment right without a model: python -m benchmarks.sentiment DATA (a folder with triage/*/messages.jsonl)."""

import argparse
import json
from collections import Counter
from pathlib import Path

from assistant.content.lists import load_lists
from assistant.records.review import WordLists
from assistant.settings import CHECKOUT
from benchmarks.triage import read_message

SETS = {"nl": "triage/nl_bol_reviews", "en": "triage/en_airline_sentiment"}
LABELS = {"neg": "negative", "neu": "neutral", "pos": "positive", "mix": "mixed"}


def measure(path: Path, language: str, lists: WordLists) -> tuple[int, float, float, Counter[tuple[str, str]]]:
    """(n, share right, macro F1 over the labels that the set has, counts of (label, seen))."""
    counts: Counter[tuple[str, str]] = Counter()
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        seen = read_message(row["message"], lists, languages=(language,)).sentiment.value.value
        counts[row["meta"]["sentiment"], LABELS[seen]] += 1
    n = sum(counts.values())
    labels = sorted({label for label, _ in counts})
    right = sum(counts[label, label] for label in labels)
    return n, right / n, sum(_f1(counts, label) for label in labels) / len(labels), counts


def _f1(counts: Counter[tuple[str, str]], label: str) -> float:
    hit = counts[label, label]
    said = sum(number for (_, seen), number in counts.items() if seen == label)
    true = sum(number for (wanted, _), number in counts.items() if wanted == label)
    return 2 * hit / (said + true) if said + true else 0.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    data, lists = parser.parse_args().data, load_lists(CHECKOUT)
    for language, folder in SETS.items():
        n, right, f1, counts = measure(data / folder / "messages.jsonl", language, lists)
        print(f"{language}  n {n}  right {right:.3f}  macro F1 {f1:.3f}")
        for (label, seen), number in sorted(counts.items()):
            print(f"    {label:9} read as {seen:9} {number}")


if __name__ == "__main__":
    main()
