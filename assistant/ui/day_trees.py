"""Promises, held private messages and alarms as trees of plain nodes. Pure; no Streamlit."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from assistant.casework.my_promises import Mine
from assistant.casework.two_parts import Held
from assistant.content.words import Words
from assistant.records.day import Alarm, OnShift
from assistant.records.people import Person
from assistant.records.work import Promise
from assistant.ui import times
from assistant.ui.case_day_trees import saying
from assistant.ui.sentences import translated
from assistant.ui.tree import Node, chip, line, node, paragraph, stack, text

ALARMS = 4
"""Alarms that the bar shows at once; how many there are stands above them when there are more."""

GROUPS = ("overdue", "due", "later", "undecided")


def promises(
    mine: Mine,
    now: datetime,
    words: Words,
    customers: Mapping[str, str],
    moved: Mapping[str, tuple[str, ...]],
    colleagues: Sequence[Person],
) -> Node | None:
    """What one person promised, folded to one line; open by itself when something is late. `customers` by case, `moved` by promise."""
    groups = {name: getattr(mine, name) for name in GROUPS}
    if not any(groups.values()):
        return None
    counts = (
        text(f"{len(found)} {words.say(f'promise_count.{name}')}", "wc-late" if name == "overdue" else "wc-quiet")
        for name, found in groups.items()
        if found
    )
    body = (
        stack(
            node("div", text=words.say(f"promise.{name}"), cls="wc-head"),
            *(_promise(one, name, now, words, customers.get(one.case, ""), moved.get(one.id, ()), colleagues) for one in found),
        )
        for name, found in groups.items()
        if found
    )
    summary = node("summary", text(words.say("promise.title"), "wc-label"), *counts)
    moved_here = [one for found in groups.values() for one in found if one.id in moved]
    urgent = {"open": "open"} if mine.overdue or moved_here else None
    return node("details", summary, *body, cls="wc-mine", key="promises", attributes=urgent)


def _promise(
    promise: Promise, group: str, now: datetime, words: Words, customer: str, moved: Sequence[str], colleagues: Sequence[Person]
) -> Node:
    by = times.clock(promise.due_at, now, words) if promise.due_at else words.say("promise.no_time")
    said = saying(promise, words)

    def button(action: str, label: str, cls: str = "wc-button wc-small") -> Node:
        return node("button", text=label, cls=cls, on=(action, promise.id))

    settle = [button("kept", words.say("promise.kept")), button("broken", words.say("promise.broken"), "wc-button wc-link wc-small")]
    give = node(
        "select",
        node("option", text=words.say("promise.colleague", time=by), value=""),
        *(node("option", text=person.name, value=person.id) for person in colleagues),
        on=("give", promise.id),
        aria_label=words.say("promise.undecided"),
    )
    acts = [button("mine", words.say("promise.mine", time=by)), give] if group == "undecided" else settle
    return node(
        "div",
        line(
            node("button", text=customer, cls="wc-button wc-link wc-small wc-one", on=("open", promise.case)),
            text(by, "wc-num wc-small wc-late" if group == "overdue" else "wc-num wc-small wc-quiet"),
            cls="wc-spread",
        ),
        node("div", text=said, cls="wc-small wc-clip"),
        chip(words.say("promise_count.moved"), "wc-moved", ", ".join(moved)) if moved else None,
        line(*acts),
        cls="wc-promise",
        key=promise.id,
    )


def held_line(count: int, words: Words) -> Node | None:
    """That private messages wait for their customers; the list itself stands with what was sent."""
    if not count:
        return None
    return node(
        "button", text=words.say("held.one" if count == 1 else "held.count", n=count), cls="wc-button wc-link wc-small", on=("held", "")
    )


def alarms(
    found: Sequence[Alarm], now: datetime, words: Words, brands: Mapping[str, str], customers: Mapping[str, str], *, may: bool
) -> Node:
    """Danger that nobody took yet, as casework orders it: whose it is, since when, who was told. `may`: this person can take it;
    customers are named to nobody else."""
    rows = (_alarm(alarm, now, words, brands.get(alarm.brand, alarm.brand), customers.get(alarm.case, ""), may) for alarm in found)
    count = paragraph(words.say("alarm.count", n=len(found)), "wc-label wc-small") if len(found) > ALARMS else None
    return node("div", count, node("div", *rows, cls="wc-alarm-rows"), cls="wc-alarms", role="alert")


def _alarm(alarm: Alarm, now: datetime, words: Words, brand: str, customer: str, may: bool) -> Node:
    told = "told" if alarm.told_at else "no_address" if alarm.error == "no_address" else "not_told"
    at = times.clock(alarm.told_at, now, words) if alarm.told_at else ""
    take = node("button", text=words.say("alarm.acknowledge"), cls="wc-button wc-small", on=("acknowledge", alarm.case)) if may else None
    return line(
        text(words.say(f"alarm.{alarm.kind}"), "wc-label"),
        text(" · ".join(part for part in (customer, brand, times.ago(alarm.raised_at, now, words)) if part), "wc-num"),
        take,
        node("button", text=words.say("outbox.open"), cls="wc-button wc-link wc-small", on=("open", alarm.case)),
        text(words.say(f"alarm.{told}", time=at), "wc-small wc-quiet wc-one"),
    ) | {"k": alarm.id}


def shift(there: Sequence[OnShift], me: str, now: datetime, words: Words) -> Node:
    """Who is at work, until when, and how many cases they hold."""
    if not there:
        return paragraph(words.say("shift.nobody"), "wc-quiet wc-small")
    rows = (
        node(
            "tr",
            node("td", text=one.name, cls="wc-label" if one.person == me else ""),
            node("td", text=words.say("shift.until", time=times.clock(one.until, now, words)) if one.until else "", cls="wc-num"),
            node("td", text=words.say("shift.holds", n=one.holds), cls="wc-num wc-quiet"),
            key=one.person,
        )
        for one in there
    )
    return node("table", node("tbody", *rows))


def held(found: Sequence[Held], now: datetime, words: Words) -> Node:
    """Private messages whose customers did not write privately yet: copy by hand and say so, or try again what failed."""
    return stack(*(_held(one, now, words) for one in found))


def _held(one: Held, now: datetime, words: Words) -> Node:
    return node(
        "div",
        line(
            text(one.customer_name, "wc-label"),
            text(words.say("private.held_since", time=times.clock(one.since, now, words)), "wc-quiet wc-small wc-num"),
            node("button", text=words.say("outbox.open"), cls="wc-button wc-link wc-small", on=("open", one.case)),
        ),
        paragraph(words.say("private.failed", error=translated(one.error, words)), "wc-small wc-late") if one.error else None,
        node("div", text=one.text, cls="wc-rule"),
        line(
            node("button", text=words.say("editor.copy"), cls="wc-button wc-small", clip=one.text),
            node("button", text=words.say("private.copied"), cls="wc-button wc-small", on=("copied", one.case)),
            node("button", text=words.say("private.again"), cls="wc-button wc-small", on=("again", one.case)) if one.error else None,
        ),
        cls="wc-card wc-stack",
        key=one.case,
    )
