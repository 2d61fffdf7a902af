"""What became of drafts in daily use, and the score of a suite, as trees of plain nodes. Pure; no Streamlit."""

from collections.abc import Mapping, Sequence

from assistant.content.words import Words
from assistant.evaluation.criteria import NUMBERS
from assistant.evaluation.daily import Daily
from assistant.evaluation.score import Score
from assistant.ui import times
from assistant.ui.tree import Node, line, node, paragraph, stack, text


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
