"""What became of drafts in daily use, and the score of a suite, as trees of plain nodes. Pure; no Streamlit."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from statistics import mean, median

from assistant.content.words import Words
from assistant.evaluation.criteria import NUMBERS
from assistant.evaluation.score import Score
from assistant.records.desk import Outcome
from assistant.ui import times
from assistant.ui.tree import Node, line, node, paragraph, stack, text

DISCARDED = 0.3
"""Less than this share of the draft's words kept in order: it was thrown away, not edited."""


@dataclass(frozen=True, slots=True)
class Daily:
    """What became of the drafts of one brand on one channel. `changed` is the mean share of words changed (0 to 1), `seconds` the
    median from the first look to the approval (None when nobody looked first)."""

    brand: str
    channel: str
    cases: int
    unchanged: int
    edited: int
    discarded: int
    own: int  # written without a draft
    changed: float
    seconds: float | None


def daily(outcomes: Iterable[Outcome]) -> tuple[Daily, ...]:
    """Counts per brand and channel, by name."""

    def place(outcome: Outcome) -> tuple[str, str]:
        return outcome.brand, outcome.channel

    return tuple(_daily(brand, channel, tuple(group)) for (brand, channel), group in groupby(sorted(outcomes, key=place), key=place))


def _daily(brand: str, channel: str, group: Sequence[Outcome]) -> Daily:
    drafted = [outcome.likeness for outcome in group if outcome.drafted]
    seconds = [(outcome.approved_at - outcome.seen_at).total_seconds() for outcome in group if outcome.seen_at]
    return Daily(
        brand=brand,
        channel=channel,
        cases=len(group),
        unchanged=sum(likeness == 1.0 for likeness in drafted),
        edited=sum(DISCARDED <= likeness < 1.0 for likeness in drafted),
        discarded=sum(likeness < DISCARDED for likeness in drafted),
        own=len(group) - len(drafted),
        changed=1 - mean(drafted) if drafted else 0.0,
        seconds=median(seconds) if seconds else None,
    )


def daily_table(rows: Sequence[Daily], brands: Mapping[str, str], words: Words) -> Node:
    """One line a brand and channel, with the number of cases in front of every share."""
    if not rows:
        return paragraph(words.say("quality.no_replies"), "wc-quiet")
    names = ("brand", "channel", "cases", "unchanged", "edited", "discarded", "own", "changed", "time")
    head = node("tr", *(node("th", text=words.say(f"quality.{name}"), cls="" if name in names[:2] else "wc-num") for name in names))
    return node("table", node("thead", head), node("tbody", *(_daily_row(row, brands, words) for row in rows)))


def _daily_row(row: Daily, brands: Mapping[str, str], words: Words) -> Node:
    shares = (share(count, row.cases) for count in (row.unchanged, row.edited, row.discarded, row.own))
    spent = times.seconds(row.seconds, words) if row.seconds is not None else "–"
    return node(
        "tr",
        node("td", text=brands.get(row.brand, row.brand)),
        node("td", text=words.say(f"channel.{row.channel}")),
        *(node("td", text=cell, cls="wc-num") for cell in (str(row.cases), *shares, f"{row.changed:.0%}", spent)),
    )


def share(count: int, of: int) -> str:
    """Never a share without its number."""
    return f"{count} ({count / of:.0%})" if of else str(count)


def score_table(score: Score, words: Words) -> Node:
    """The score of a suite: the one number with its interval, what it rests on, and each case."""
    low, high = score.interval()
    judged = words.say("quality.judged", name=score.judged) if score.judged else words.say("quality.unjudged")
    n = len(score.qualities)
    facts = words.say("quality.score_facts", n=n, scored=len(score.scored), criteria=len(NUMBERS), judged=judged)
    rows = (
        node(
            "tr",
            node("td", text=case.row.id),
            node("td", text=f"{case.quality.rqs:g}" if case.quality else "–", cls="wc-num"),
            node("td", text=", ".join(str(block) for block in case.quality.blocks) if case.quality else words.say("quality.to_person")),
        )
        for case in score.cases
    )
    head = node("tr", *(node("th", text=words.say(f"quality.{name}")) for name in ("case", "score", "blocks")))
    return stack(
        line(text(f"{score.rqs:g}", "wc-call"), text(words.say("quality.interval", low=low, high=high), "wc-quiet wc-num")),
        paragraph(facts, "wc-quiet"),
        paragraph(words.say("quality.rates", blocked=f"{score.block_fail_rate:.0%}", route=f"{score.route:.0%}"), "wc-quiet"),
        node("table", node("thead", head), node("tbody", *rows), cls="wc-narrow"),
    )
