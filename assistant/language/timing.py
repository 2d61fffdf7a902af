"""When a brand reports back, and how that is said."""

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache

import holidays

from assistant.records.brand import Brand

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WEEKDAYS = {
    "nl": ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
_MONTHS = {
    "nl": ["januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november", "december"],
    "en": ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"],
}
_DEFAULT_HOURS = dict.fromkeys(_DAYS[:5], "09:00-17:00")
_QUARTER = 15


@lru_cache(maxsize=32)
def _holidays(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("NL", years=year))


def is_working_day(brand: Brand, day: date) -> bool:
    """Whether the brand is open on `day`: opening hours that day and no Dutch public holiday."""
    return _DAYS[day.weekday()] in (brand.hours or _DEFAULT_HOURS) and day not in _holidays(day.year)


def add_working_days(brand: Brand, day: date, count: int) -> date:
    """The `count`-th working day after `day`."""
    while count > 0:
        day += timedelta(days=1)
        count -= is_working_day(brand, day)
    return day


def opening(brand: Brand, day: date) -> tuple[time, time] | None:
    """Opening and closing time on `day`; None when closed."""
    if not is_working_day(brand, day):
        return None
    start, _, end = (brand.hours or _DEFAULT_HOURS)[_DAYS[day.weekday()]].partition("-")
    return _clock(start), _clock(end)


def report_back_time(brand: Brand, urgency: int, now: datetime) -> datetime:
    """The latest moment at which we report back, in the zone of `now`, rounded up to a quarter of an hour.

    Minutes at urgency 3 run on the clock (somebody is on duty); below that they run in opening hours only.
    """
    rule = brand.reports_back(urgency)
    if rule.working_days or rule.at:
        day = add_working_days(brand, now.date(), rule.working_days)
        moment = datetime.combine(day, _clock(rule.at or "17:00"), now.tzinfo)
        return moment if moment > now else datetime.combine(add_working_days(brand, day, 1), moment.timetz())
    minutes = timedelta(minutes=rule.minutes)
    return _round_up(_later(now, minutes) if urgency >= 3 else _in_opening_hours(brand, now, minutes))


def _in_opening_hours(brand: Brand, now: datetime, left: timedelta) -> datetime:
    day, moment = now.date(), now
    for _ in range(60):  # two months without an opening hour: the clock counts after all
        hours = opening(brand, day)
        if hours:
            start = max(moment, datetime.combine(day, hours[0], now.tzinfo))
            end = datetime.combine(day, hours[1], now.tzinfo)
            open_for = end.astimezone(UTC) - start.astimezone(UTC)
            if left <= open_for:
                return _later(start, left)
            left -= max(open_for, timedelta(0))
        day += timedelta(days=1)
        moment = datetime.combine(day, time(0), now.tzinfo)
    return _later(now, left)


def _later(moment: datetime, time_passed: timedelta) -> datetime:
    """So much later, also in the night in which the clock changes."""
    return (moment.astimezone(UTC) + time_passed).astimezone(moment.tzinfo)


def _round_up(moment: datetime) -> datetime:
    whole = moment.replace(second=0, microsecond=0)
    late = (-whole.minute) % _QUARTER or (_QUARTER if whole < moment else 0)
    return _later(whole, timedelta(minutes=late))


def _clock(text: str) -> time:
    hour, _, minute = text.strip().partition(":")
    return time(int(hour) % 24, int(minute or 0))


def say_by(moment: datetime, now: datetime, language: str) -> str:
    """The latest moment in words: "vóór 17.00 uur", "morgen vóór 12.00 uur", "vrijdag 5 juni vóór 12.00 uur"; English alike."""
    day = say_day(moment.date(), now.date(), language)
    if language == "en":
        return " ".join(part for part in (day, "by", _english_clock(moment)) if part)
    return " ".join(part for part in (day, "vóór", f"{moment.hour}.{moment.minute:02d} uur") if part)


def say_day(day: date, today: date, language: str) -> str:
    """The day in words, "" for today: "morgen", "vrijdag 5 juni"."""
    if day == today:
        return ""
    if day == today + timedelta(days=1):
        return "tomorrow" if language == "en" else "morgen"
    tongue = "en" if language == "en" else "nl"
    return f"{_WEEKDAYS[tongue][day.weekday()]} {day.day} {_MONTHS[tongue][day.month - 1]}"


def _english_clock(moment: datetime) -> str:
    if (moment.hour, moment.minute) == (12, 0):
        return "noon"
    hour, half = moment.hour % 12 or 12, "am" if moment.hour < 12 else "pm"
    return f"{hour}.{moment.minute:02d}{half}" if moment.minute else f"{hour}{half}"
