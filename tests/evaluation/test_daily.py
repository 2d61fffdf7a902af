"""The figures of daily use, on what the store keeps of sent replies."""

from datetime import UTC, datetime, timedelta

import pytest

from assistant.evaluation.daily import daily, thrown_away
from assistant.records.desk import Outcome

NOW = datetime(2026, 3, 4, 9, tzinfo=UTC)


def outcome(likeness: float, *, drafted: bool = True, seconds: int | None = 60, channel: str = "x", brand: str = "a") -> Outcome:
    seen = NOW - timedelta(seconds=seconds) if seconds is not None else None
    return Outcome("c", brand, channel, drafted, likeness, (), seen, NOW, copied=False)


def test_drafts_are_counted_as_unchanged_edited_or_discarded_per_brand_and_channel() -> None:
    of_x = [outcome(1.0), outcome(0.8, seconds=120), outcome(0.1, seconds=None), outcome(0.0, drafted=False)]
    email, x, other = daily([*of_x, outcome(1.0, channel="email"), outcome(0.5, brand="b")])
    assert (email.channel, email.cases, email.unchanged) == ("email", 1, 1)
    assert (other.brand, other.cases, other.edited) == ("b", 1, 1)
    assert (x.cases, x.unchanged, x.edited, x.discarded, x.own) == (4, 1, 1, 1, 1)
    assert x.changed == pytest.approx(1 - (1.0 + 0.8 + 0.1) / 3)
    assert (x.seconds, x.timed) == (60, 3)  # of 60, 120 and 60
    assert daily([]) == ()


def test_what_nobody_looked_at_and_a_clock_that_ran_back_are_no_time() -> None:
    (row,) = daily([outcome(1.0, seconds=None), outcome(1.0, seconds=-5)])
    assert (row.seconds, row.timed) == (None, 0)


def test_thrown_away_is_a_draft_of_which_next_to_nothing_was_used() -> None:
    old, new = outcome(0.1), Outcome("d", "a", "x", True, 0.2, (), None, NOW + timedelta(hours=1), copied=False)
    assert [one.case for one in thrown_away([old, outcome(0.5), outcome(0.0, drafted=False), new])] == ["d", "c"]
