"""What became of drafts in daily use: sent as they were, edited, thrown away, and how long approving took."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from statistics import mean, median

UNCHANGED = 0.999  # likeness from which a reply counts as the draft itself
DISCARDED = 0.2  # likeness under which nothing of the draft is left


@dataclass(frozen=True, slots=True)
class SentReply:
    """One sent reply as the store keeps it. `likeness`: 1 the draft unchanged, 0 nothing of it; None: there was no draft.

    `seen_at` is when a person first looked at the case in this turn; None where nobody is known to have.
    """

    brand: str
    channel: str
    likeness: float | None
    seen_at: datetime | None
    approved_at: datetime | None


@dataclass(frozen=True, slots=True)
class Figure:
    """The figures of one group of replies. Shares are of the `drafted` ones; None where there is nothing to measure.

    `edited_part` is the mean share of the draft that edited replies changed; `approve_seconds` the median from first look to
    approval, over `timed` replies.
    """

    n: int
    drafted: int
    unchanged: float | None
    edited: float | None
    discarded: float | None
    edited_part: float | None
    approve_seconds: float | None
    timed: int


def daily_figures(replies: Iterable[SentReply]) -> Mapping[tuple[str, str], Figure]:
    """Figures per (brand, channel), per brand as (brand, "") and over all as ("", "")."""
    groups: dict[tuple[str, str], list[SentReply]] = {}
    for reply in replies:
        for key in (("", ""), (reply.brand, ""), (reply.brand, reply.channel)):
            groups.setdefault(key, []).append(reply)
    return {key: figure_of(groups[key]) for key in sorted(groups)}


def figure_of(replies: Iterable[SentReply]) -> Figure:
    """The figures of these replies together."""
    rows = tuple(replies)
    likeness = [row.likeness for row in rows if row.likeness is not None]
    edited = [value for value in likeness if DISCARDED <= value < UNCHANGED]
    seconds = [(row.approved_at - row.seen_at).total_seconds() for row in rows if row.approved_at and row.seen_at]
    waited = [value for value in seconds if value >= 0]
    return Figure(
        n=len(rows),
        drafted=len(likeness),
        unchanged=_share(sum(value >= UNCHANGED for value in likeness), likeness),
        edited=_share(len(edited), likeness),
        discarded=_share(sum(value < DISCARDED for value in likeness), likeness),
        edited_part=round(mean(1 - value for value in edited), 3) if edited else None,
        approve_seconds=round(median(waited), 1) if waited else None,
        timed=len(waited),
    )


def _share(count: int, of: list[float]) -> float | None:
    return round(count / len(of), 3) if of else None
