"""When a brand reports back, and the words for it."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from assistant.language import statements, timing
from assistant.records.brand import Brand, ReportBack

ZONE = ZoneInfo("Europe/Amsterdam")
BRAND = Brand(
    "merk",
    "Merk",
    hours=dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), "08:00-20:00"),
    report_back={
        "3": ReportBack(minutes=30),
        "2": ReportBack(minutes=180),
        "1": ReportBack(working_days=1, at="12:00"),
        "0": ReportBack(working_days=3, at="17:00"),
    },
)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


@pytest.mark.parametrize(
    ("urgency", "now", "wanted"),
    [
        (3, "2026-06-02T14:10", "2026-06-02T14:45"),
        (3, "2026-06-06T23:50", "2026-06-07T00:30"),  # somebody is on duty, also on a Saturday night
        (2, "2026-06-02T14:10", "2026-06-02T17:15"),
        (2, "2026-06-05T19:00", "2026-06-08T10:00"),  # one hour on Friday, two on Monday
        (1, "2026-06-02T14:10", "2026-06-03T12:00"),
        (1, "2026-06-05T14:10", "2026-06-08T12:00"),
        (1, "2026-05-22T14:10", "2026-05-26T12:00"),  # Whit Monday is no working day
        (0, "2026-06-02T14:10", "2026-06-05T17:00"),
    ],
)
def test_report_back_time(urgency: int, now: str, wanted: str) -> None:
    assert timing.report_back_time(BRAND, urgency, at(now)) == at(wanted)


def test_half_an_hour_is_half_an_hour_in_the_night_of_a_clock_change() -> None:
    before = datetime(2026, 10, 25, 0, 40, tzinfo=UTC).astimezone(ZONE)  # 02.40, twenty minutes before three becomes two
    assert timing.report_back_time(BRAND, 3, before).astimezone(UTC) == datetime(2026, 10, 25, 1, 15, tzinfo=UTC)


def test_a_brand_that_says_no_times_has_those_of_the_house() -> None:
    brand = Brand("merk", "Merk", hours=BRAND.hours)
    assert timing.report_back_time(brand, 1, at("2026-06-02T14:10")) == at("2026-06-03T17:00")


@pytest.mark.parametrize(
    ("moment", "language", "wanted"),
    [
        ("2026-06-02T17:00", "nl", "vóór 17.00 uur"),
        ("2026-06-03T12:00", "nl", "morgen vóór 12.00 uur"),
        ("2026-06-05T09:30", "nl", "vrijdag 5 juni vóór 9.30 uur"),
        ("2026-06-02T17:00", "en", "by 5pm"),
        ("2026-06-03T12:00", "en", "tomorrow by noon"),
        ("2026-06-05T09:30", "en", "Friday 5 June by 9.30am"),
    ],
)
def test_say_by_can_be_read_back(moment: str, language: str, wanted: str) -> None:
    now = at("2026-06-02T14:10")
    said = timing.say_by(at(moment), now, language)
    assert said == wanted
    found = {statement.kind.value: statement.value for statement in statements.find(f"Ik bel {said}.", language, now)}
    assert found["time"] == moment[11:]
    assert found.get("date", "2026-06-02") == moment[:10]


def test_working_days_skip_weekends_and_holidays() -> None:
    assert timing.add_working_days(BRAND, date(2026, 6, 5), 1) == date(2026, 6, 8)
    assert timing.add_working_days(BRAND, date(2026, 12, 24), 1) == date(2026, 12, 28)
