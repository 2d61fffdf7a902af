"""The clock of a case: targets that run in opening hours, except where somebody is in danger; the platform's own window."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import takewhile
from zoneinfo import ZoneInfo

from assistant.casework.work import Work
from assistant.language import timing
from assistant.records.brand import Brand, ChannelRules
from assistant.records.case import Author, Case, Message
from assistant.records.day import Times
from assistant.records.desk import CaseHead
from assistant.records.triage import Urgency

LOOKED_AHEAD = 60
"""Days in which opening hours are looked for; a brand that is never open has a clock that never stops."""


def target(brand: Brand, rules: ChannelRules, urgency: Urgency, at: datetime) -> datetime:
    """When a message that came in `at` should be answered: the channel's minutes, in opening hours; at urgency 3 day and night."""
    at, minutes = at.astimezone(UTC), timedelta(minutes=rules.target_minutes)  # in a zone an hour of a clock change would count twice
    return at + minutes if urgency is Urgency.NOW else open_after(brand, at, minutes)


def open_after(brand: Brand, start: datetime, span: timedelta) -> datetime:
    """The moment at which `span` of opening hours has passed since `start`."""
    left, start = span, start.astimezone(UTC)
    for begin, end in _opened(brand, start):
        if left <= end - begin:
            return begin + left
        left -= end - begin
    return start + span


def open_between(brand: Brand, start: datetime, end: datetime) -> timedelta:
    """How much opening time lies between two moments; negative when `end` is the earlier."""
    if end < start:
        return -open_between(brand, end, start)
    spans = takewhile(lambda span: span[0] < end, _opened(brand, start))
    return sum((min(stop, end) - begin for begin, stop in spans), timedelta(0))


def is_open(brand: Brand, now: datetime) -> bool:
    """Whether the brand is open at this moment, in its own zone; on Dutch holidays it is not."""
    local = now.astimezone(ZoneInfo(brand.timezone))
    hours = timing.opening(brand, local.date())
    return hours is not None and hours[0] <= local.time() < hours[1]


def window_left(rules: ChannelRules, thread: tuple[Message, ...], now: datetime) -> timedelta | None:
    """What is left of the time in which the platform takes a free reply (WhatsApp: 24 hours after the customer's last message)."""
    last = max((message.at for message in thread if message.author is Author.CUSTOMER), default=None)
    if not rules.answer_within_hours or last is None:
        return None
    return last + timedelta(hours=rules.answer_within_hours) - now


def waiting_since(case: Case) -> datetime | None:
    """When the customer wrote the first message that we have not answered."""
    since: datetime | None = None
    for message in case.thread:
        since = None if message.author is Author.AGENT else since or message.at
    return since


def times(work: Work, head: CaseHead, case: Case) -> Times:
    """The case's clock as it stands now."""
    brand, now = work.brands[case.brand], work.now(case.brand)
    window = window_left(brand.channels[case.channel], case.thread, now)
    runs = head.urgency is Urgency.NOW
    left = None if head.due_at is None else head.due_at - now if runs else open_between(brand, now, head.due_at)
    return Times(
        due_at=head.due_at,
        left_seconds=None if left is None else left.total_seconds(),
        stopped=head.due_at is not None and not runs and not is_open(brand, now),
        window_seconds=None if window is None else window.total_seconds(),
    )


def _opened(brand: Brand, start: datetime) -> Iterator[tuple[datetime, datetime]]:
    """The opening hours from `start` on, as moments in UTC: daylight saving time counts as it passes."""
    zone, start = ZoneInfo(brand.timezone), start.astimezone(UTC)
    first = start.astimezone(zone).date()
    for day in (first + timedelta(days=count) for count in range(LOOKED_AHEAD)):
        hours = timing.opening(brand, day)
        if hours is None:
            continue
        begin, end = (datetime.combine(day, clock, zone).astimezone(UTC) for clock in hours)
        if end > start:
            yield max(begin, start), end
