"""The queue as a tree of plain nodes. Pure; no Streamlit."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from assistant.content.words import Words
from assistant.records.case import CaseState
from assistant.records.desk import QueueRow
from assistant.records.triage import Risk
from assistant.ui import times
from assistant.ui.case_trees import urgency_chip
from assistant.ui.tree import Node, chip, line, node, paragraph, text


def queue(
    rows: Sequence[QueueRow], opened: str, now: datetime, words: Words, brands: Mapping[str, str], people: Mapping[str, str], me: str
) -> Node:
    """Rows as they come (most urgent first); `brands` and `people` give names by id."""
    if not rows:
        return node("div", paragraph(words.say("queue.empty"), "wc-quiet"), cls="wc-empty")
    drawn = (_row(row, row.case == opened, now, words, brands, people.get(row.holder, "") if row.holder != me else "") for row in rows)
    return node("div", *drawn, cls="wc-rows", role="list", aria_label=words.say("queue.title"))


def _row(row: QueueRow, opened: bool, now: datetime, words: Words, brands: Mapping[str, str], holder: str) -> Node:
    late = bool(row.due_at and row.due_at < now)
    flags = [
        chip(words.say("flags.vulnerable"), "wc-care") if row.vulnerable else None,
        chip(words.say(f"risk.{row.risk.value}"), "wc-risk") if row.risk is not Risk.NONE else None,
        chip(words.say("flags.repeat")) if row.repeat else None,
        chip(words.say("state.for_person")) if row.state is CaseState.FOR_PERSON else None,
        chip(words.say("queue.holder", name=holder)) if holder else None,
    ]
    return node(
        "div",
        line(
            line(urgency_chip(int(row.urgency), words), text(row.customer_name, "wc-one"), cls="wc-one"),
            text(times.left(row.due_at, now, words), "wc-num wc-small wc-late" if late else "wc-num wc-small wc-quiet"),
            cls="wc-spread",
        ),
        node("div", text=row.snippet, cls="wc-clip wc-small", dir="auto"),
        line(text(f"{words.say(f'channel.{row.channel}')} · {brands.get(row.brand, row.brand)}", "wc-small wc-quiet"), *flags),
        cls="wc-row wc-open" if opened else "wc-row",
        key=row.case,
        on=("open", row.case),
        role="listitem",
        tabindex=0,
        attributes={"aria-current": "true"} if opened else None,
    )
