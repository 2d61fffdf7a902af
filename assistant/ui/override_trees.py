"""What agents do with checks, drafts and standard texts, for the quality desk; trees of plain nodes. Pure; no Streamlit."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from assistant.content.words import Words
from assistant.records.day import CheckRate, StandardText, TextCount
from assistant.records.desk import Outcome
from assistant.ui import times
from assistant.ui.quality_trees import share
from assistant.ui.tree import Node, node, paragraph

MOST = 20
"""Discarded drafts listed at once, the newest first."""


def rates(found: Sequence[CheckRate], words: Words) -> Node:
    """How often each check was approved in spite of, of all replies sent, and with which reasons."""
    if not found:
        return paragraph(words.say("quality_more.no_overrides"), "wc-quiet")
    head = _head(("check", "kind", "times", "why"), words, numbers=("times",))
    return node("table", head, node("tbody", *(_rate(rate, words) for rate in found)))


def _rate(rate: CheckRate, words: Words) -> Node:
    reasons = ", ".join(f"{_said(f'override.{reason}', reason, words)} ({count})" for reason, count in rate.reasons)
    return node(
        "tr",
        node("td", text=_said(f"check_names.{rate.check}", rate.check, words)),
        node("td", text=words.say(f"kind.{rate.kind.value}"), cls="wc-quiet"),
        node("td", text=share(rate.overridden, rate.replies), cls="wc-num"),
        node("td", text=reasons),
        key=f"{rate.check}-{rate.kind}",
    )


def thrown(found: Sequence[Outcome], brands: Mapping[str, str], words: Words, zone: Mapping[str, datetime]) -> Node:
    """The cases whose draft was thrown away, each one click away. `zone`: now, by brand."""
    if not found:
        return paragraph(words.say("quality_more.no_thrown"), "wc-quiet")
    return node("table", node("tbody", *(_thrown(one, brands, words, zone) for one in found[:MOST])))


def _thrown(one: Outcome, brands: Mapping[str, str], words: Words, zone: Mapping[str, datetime]) -> Node:
    now = zone.get(one.brand, one.approved_at)
    return node(
        "tr",
        node("td", text=f"{words.say(f'channel.{one.channel}')} · {brands.get(one.brand, one.brand)}"),
        node("td", text=times.clock(one.approved_at, now, words), cls="wc-num"),
        node("td", text=f"{one.likeness:.0%}", cls="wc-num"),
        node("td", node("button", text=words.say("quality_more.open"), cls="wc-button wc-link wc-small", on=("open", one.case))),
        key=f"{one.case}-{one.approved_at.isoformat()}",
    )


def text_counts(found: Sequence[TextCount], words: Words) -> Node:
    """How often each standard text was used, and what became of it."""
    if not found:
        return paragraph(words.say("quality_more.no_texts"), "wc-quiet")
    names = ("shortcut", "text_used", "text_kept", "text_edited")
    rows = (
        node(
            "tr",
            node("td", text=f"/{one.shortcut}"),
            *(node("td", text=str(count), cls="wc-num") for count in (one.used, one.kept, one.edited)),
            key=one.shortcut,
        )
        for one in found
    )
    return node("table", _head(names, words, numbers=names[1:]), node("tbody", *rows))


def texts(found: Sequence[StandardText], words: Words, *, may: bool) -> Node:
    """The standard texts of a brand as they stand. `may`: this person can take one out of use."""
    if not found:
        return paragraph(words.say("texts.none"), "wc-quiet wc-small")
    rows = (
        node(
            "details",
            node("summary", node("span", text=f"/{one.shortcut}", cls="wc-label"), node("span", text=f" {one.title}", cls="wc-quiet")),
            node("div", text=one.text, cls="wc-rule"),
            node("button", text=words.say("texts.retire"), cls="wc-button wc-link wc-small", on=("retire", one.shortcut)) if may else None,
            cls="wc-source",
            key=one.shortcut,
        )
        for one in found
    )
    return node("div", *rows)


def _head(names: Sequence[str], words: Words, numbers: Sequence[str] = ()) -> Node:
    cells = (node("th", text=words.say(f"quality_more.{name}"), cls="wc-num" if name in numbers else "") for name in names)
    return node("thead", node("tr", *cells))


def _said(key: str, name: str, words: Words) -> str:
    return words.say(key) if words.has(key) else name
