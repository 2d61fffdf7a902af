"""All checks together: the bars on our own replies, a crash, speed, real replies where the data is at hand."""

import dataclasses
import os
from pathlib import Path

import pytest

from assistant.checks import CHECKS, STRICT, check_reply
from assistant.content.lists import load_lists
from assistant.content.words import load_words
from assistant.records.finding import Kind, Level
from assistant.records.review import Review
from benchmarks import checks as measured
from benchmarks.replies import good, planted

ROOT = Path(__file__).parents[2]
LISTS = load_lists(ROOT)


def test_good_replies_are_left_alone() -> None:
    samples = good(LISTS)
    blocked, warned = measured.run_good(samples, show=False)
    assert len(samples) == 120
    assert blocked <= len(samples) // 50
    assert warned <= len(samples) // 4


def test_planted_faults_are_blocked() -> None:
    samples = planted(LISTS)
    caught, _ = measured.run_planted(samples, show=False)
    assert len(samples) >= 60
    assert caught >= 0.95 * len(samples)


def test_the_work_does_not_grow_with_the_knowledge() -> None:
    samples = good(LISTS)[:40]
    measured.run_time(samples, 1)  # policies are read once
    assert measured.run_time(samples, 6) < 3 * measured.run_time(samples, 1) + 5


@pytest.mark.parametrize("name", [name for name, _, _ in CHECKS])
def test_a_crash_says_that_the_check_did_not_look(name: str) -> None:
    def broken(review: Review) -> tuple[()]:
        raise ZeroDivisionError(review.language)

    found = check_reply(good(LISTS)[0].review, ((name, 0, broken),))
    assert [(finding.reason, finding.level) for finding in found] == [("not_checked", Level.BLOCK if name in STRICT else Level.WARN)]
    assert found[0].kind is (Kind.SECOND_READER if name in STRICT else Kind.OWN_REASON)


@pytest.mark.parametrize("odd", ["²", "① en ②", "½ van 40 m²", "٣ dagen"])
def test_figures_that_are_no_numbers_stop_no_check(odd: str) -> None:
    review = good(LISTS)[0].review
    told = dataclasses.replace(review.thread[0], text=f"{review.thread[0].text} {odd} weken")
    said = dataclasses.replace(review.reply, text=f"{review.reply.text} Het gaat om {odd} binnen {odd} dagen.")
    found = check_reply(dataclasses.replace(review, thread=(told, *review.thread[1:]), reply=said), CHECKS)
    assert "not_checked" not in {finding.reason for finding in found}


def test_a_crash_never_lets_a_strict_check_pass() -> None:
    """Law 6: among the others too, what was not looked at by "grounded" blocks until a second reader looked."""

    def broken(review: Review) -> tuple[()]:
        raise KeyError(review.language)

    crashed = tuple((name, criterion, broken if name == "grounded" else check) for name, criterion, check in CHECKS)
    found = check_reply(good(LISTS)[0].review, crashed)
    assert [(one.check, one.level, one.kind) for one in found if one.reason == "not_checked"] == [
        ("grounded", Level.BLOCK, Kind.SECOND_READER)
    ]


def test_every_reason_has_its_sentence_in_both_languages() -> None:
    reasons = {finding.reason for sample in (*good(LISTS), *planted(LISTS)) for finding in check_reply(sample.review)}
    assert len(reasons) > 15
    for language in ("nl", "en"):
        words = load_words(ROOT, language)
        assert [reason for reason in sorted(reasons) if not words.has(f"findings.{reason}")] == []


def test_never_kinds_stay_never() -> None:
    kinds = {(finding.check, finding.reason): finding.kind for sample in planted(LISTS) for finding in check_reply(sample.review)}
    assert kinds["mask_left", "mask_left"] is Kind.NEVER
    assert kinds["other_customer", "other_customer"] is Kind.NEVER
    assert kinds["length", "too_long"] is Kind.NEVER
    assert kinds["liability", "liability"] is Kind.SECOND_READER
    assert kinds["grounded", "grounded_amount"] is Kind.OWN_REASON


def test_the_private_part_is_checked_as_private() -> None:
    sample = next(sample for sample in good(LISTS) if sample.id == "g032")
    assert not [finding for finding in check_reply(sample.review) if finding.level is Level.BLOCK]
    swapped = dataclasses.replace(sample.review.reply, text=sample.review.reply.private_text, private_text="")
    found = check_reply(dataclasses.replace(sample.review, reply=swapped))
    assert "public_repeated" in {finding.reason for finding in found}


@pytest.mark.data
@pytest.mark.skipif(not os.environ.get("WEBCARE_EVAL_DATA"), reason="needs WEBCARE_EVAL_DATA")
def test_real_replies_are_hardly_blocked() -> None:
    email = next(sample.review for sample in good(LISTS) if sample.review.channel.name == "email")
    total, blocked = measured.run_real(Path(os.environ["WEBCARE_EVAL_DATA"]), email, show=False)
    assert total > 500
    assert blocked / total < 0.02
