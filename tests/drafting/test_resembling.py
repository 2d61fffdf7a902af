"""What is learned from examples: seen in words that no list and no example has, and only ever raised."""

import json
from pathlib import Path
from typing import Any

import yaml

from assistant.content.lists import load_lists
from assistant.drafting.triage.resembling import LIKELY, SURE, resembles
from assistant.records.review import WordLists
from assistant.settings import CHECKOUT

LISTS = load_lists(CHECKOUT)
UNSEEN: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "triage_unseen.yaml").read_text(encoding="utf-8"))


def level(kind: str) -> list[str]:
    """What each unseen line of a kind is read as, for the alarm that the kind is about."""
    alarm = kind.removeprefix("no_")
    return [resembles(row["text"], alarm, LISTS).level for row in UNSEEN if row["kind"] == kind]


def test_no_unseen_line_stands_among_the_examples() -> None:
    examples = {text for own in LISTS.words.values() for name, texts in own.items() if name.startswith("examples.") for text in texts}
    assert not [row["text"] for row in UNSEEN if row["text"] in examples]


def test_unseen_words_keep_the_level_that_was_measured() -> None:
    assert sum(map(bool, level("danger"))) >= 8
    assert sum(map(bool, level("harm"))) >= 1
    assert level("no_harm").count(SURE) == 0
    assert level("no_danger").count(SURE) <= 2


def test_an_ordinary_inbox_raises_no_alarm() -> None:
    files = sorted(CHECKOUT.glob("knowledge/*/inbox/*.jsonl"))
    told = [json.loads(line) for path in files for line in path.read_text("utf-8").splitlines()]
    assert len(told) >= 36
    assert [one["author"] for one in told if resembles(one["text"], "harm", LISTS).level] == []
    danger = [one["author"] for one in told if resembles(one["text"], "danger", LISTS).level == SURE]
    assert danger == ["Melissa"]  # her door was broken open


def test_an_alarm_shows_the_words_that_told() -> None:
    text = "Er ligt een man op de vloer, hij ademt raar en zijn lippen zijn blauw"
    found = resembles(text, "danger", LISTS)
    assert found.level == SURE
    assert found.words
    assert all(word in text for word in found.words)


def test_one_sentence_in_a_long_letter_is_read() -> None:
    around = "Al drie weken wacht ik op de monteur en elke keer krijg ik iemand anders aan de lijn die van niets weet. "
    told = "Na vanavond hoeft niemand meer voor mij te zorgen, ik heb afscheid genomen van iedereen en het is goed zo. "
    assert not resembles(3 * around, "harm", LISTS).level
    assert resembles(2 * around + told + around, "harm", LISTS).level


def test_without_examples_nothing_resembles_anything() -> None:
    assert not resembles("ik neem vannacht afscheid van het leven", "harm", WordLists()).level
    assert not resembles("…", "harm", LISTS).level


def test_who_adds_an_example_changes_what_is_seen() -> None:
    text = "de buizerd roept en ik ga met hem mee omhoog"
    before = resembles(text, "harm", LISTS)
    more = dict(LISTS.words["nl"])
    more["examples.harm"] = (*more["examples.harm"], text, "de buizerd roept mij omhoog", "ik ga met de buizerd mee")
    after = resembles(text, "harm", WordLists(words={**LISTS.words, "nl": more}))
    assert before.level == ""
    assert after.level in (LIKELY, SURE)
