"""The figures of daily use, on replies as the store keeps them."""

from datetime import UTC, datetime, timedelta

from assistant.evaluation.daily import SentReply, daily_figures

START = datetime(2026, 3, 4, 9, tzinfo=UTC)


def reply(likeness: float | None, *, brand: str = "a", channel: str = "x", seconds: float | None = 60) -> SentReply:
    return SentReply(brand, channel, likeness, START, START + timedelta(seconds=seconds) if seconds is not None else None)


def test_shares_edit_and_time_per_brand_and_channel() -> None:
    rows = [reply(1.0, seconds=20), reply(0.8, seconds=40), reply(0.1, seconds=600), reply(None, channel="email"), reply(1.0, brand="b")]
    found = daily_figures(rows)
    assert set(found) == {("", ""), ("a", ""), ("a", "x"), ("a", "email"), ("b", ""), ("b", "x")}
    on_x = found["a", "x"]
    assert (on_x.n, on_x.drafted) == (3, 3)
    assert (on_x.unchanged, on_x.edited, on_x.discarded) == (0.333, 0.333, 0.333)
    assert on_x.edited_part == 0.2
    assert (on_x.approve_seconds, on_x.timed) == (40.0, 3)
    assert found["", ""].n == 5


def test_what_cannot_be_measured_is_none_and_not_zero() -> None:
    written = daily_figures([reply(None, seconds=None)])["a", "x"]
    assert (written.n, written.drafted, written.timed) == (1, 0, 0)
    assert written.unchanged is None
    assert written.approve_seconds is None
    assert daily_figures([]) == {}


def test_a_clock_that_ran_back_is_no_time() -> None:
    assert daily_figures([reply(1.0, seconds=-5)])["a", "x"].approve_seconds is None
