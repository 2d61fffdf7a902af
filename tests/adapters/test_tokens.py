"""Counting tokens without fetching anything."""

import logging
from pathlib import Path

import pytest

from assistant.adapters import tokens


def test_without_the_encoding_file_tokens_are_estimated_and_it_is_said_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("TIKTOKEN_CACHE_DIR", str(tmp_path))
    monkeypatch.setattr(tokens, "_told", [])
    with caplog.at_level(logging.INFO):
        count = tokens.counter()
        tokens.counter()
    assert count("Geen water in Heerde.") == tokens.estimate("Geen water in Heerde.")
    assert len(caplog.records) == 1


@pytest.mark.parametrize(("text", "least"), [("", 0), ("water", 2), ("meterstandverklaring", 5), ("€ 38,15", 5), ("a b c", 3), ("😡😡", 2)])
def test_the_estimate_errs_on_the_high_side(text: str, least: int) -> None:
    assert tokens.estimate(text) >= least
