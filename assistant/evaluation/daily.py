"""What became of drafts in daily use: sent as they were, edited, thrown away, and how long approving took."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from statistics import mean, median

from assistant.records.desk import Outcome

DISCARDED = 0.3
"""Less than this share of the draft's words kept in order: it was thrown away, not edited."""


@dataclass(frozen=True, slots=True)
class Daily:
    """What became of the drafts of one brand on one channel.

    `changed` is the mean share of words changed (0 to 1) over the drafted ones; `seconds` the median from the first look to the
    approval over `timed` replies (None when nobody looked first).
    """

    brand: str
    channel: str
    cases: int
    unchanged: int
    edited: int
    discarded: int
    own: int  # written without a draft
    changed: float
    seconds: float | None
    timed: int


def daily(outcomes: Iterable[Outcome]) -> tuple[Daily, ...]:
    """Counts per brand and channel, by name."""

    def place(outcome: Outcome) -> tuple[str, str]:
        return outcome.brand, outcome.channel

    return tuple(_daily(brand, channel, tuple(group)) for (brand, channel), group in groupby(sorted(outcomes, key=place), key=place))


def thrown_away(outcomes: Iterable[Outcome]) -> tuple[Outcome, ...]:
    """Replies of whose draft next to nothing was used, the newest first."""
    found = (one for one in outcomes if one.drafted and one.likeness < DISCARDED)
    return tuple(sorted(found, key=lambda one: one.approved_at, reverse=True))


def _daily(brand: str, channel: str, group: Sequence[Outcome]) -> Daily:
    drafted = [outcome.likeness for outcome in group if outcome.drafted]
    spans = [(outcome.approved_at - outcome.seen_at).total_seconds() for outcome in group if outcome.seen_at]
    waited = [span for span in spans if span >= 0]  # clocks of two machines may differ
    return Daily(
        brand=brand,
        channel=channel,
        cases=len(group),
        unchanged=sum(likeness == 1.0 for likeness in drafted),
        edited=sum(DISCARDED <= likeness < 1.0 for likeness in drafted),
        discarded=sum(likeness < DISCARDED for likeness in drafted),
        own=len(group) - len(drafted),
        changed=1 - mean(drafted) if drafted else 0.0,
        seconds=median(waited) if waited else None,
        timed=len(waited),
    )
