"""The queue as a tree of plain nodes. Pure; no Streamlit."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from assistant.casework.marks import Marks
from assistant.content.words import Words
from assistant.records.case import CaseState
from assistant.records.desk import QueueRow
from assistant.records.people import Person
from assistant.records.triage import Risk
from assistant.ui import times
from assistant.ui.case_trees import urgency_chip
from assistant.ui.tree import Node, chip, line, node, paragraph, stack, text

SHOWS = ("inbox", "mine", "free", "care", "no_clock", "moved", "waiting")
"""What the list can be narrowed to; each has `queue_shows.<name>` in the screen words."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What a list of rows is drawn with: names by id, the open case, who looks, what is marked and what is picked."""

    now: Callable[[str], datetime]  # in the zone of a brand
    words: Words
    brands: Mapping[str, str]
    people: Mapping[str, str]
    me: str
    opened: str = ""
    marks: Marks = field(default_factory=Marks)
    picked: Collection[str] = ()


def narrowed(rows: Sequence[QueueRow], show: str, me: str, moved: Collection[str]) -> tuple[QueueRow, ...]:
    """The rows that belong to what is shown; `moved` are the cases whose article changed."""
    tests: dict[str, Callable[[QueueRow], bool]] = {
        "mine": lambda row: me in (row.holder, row.handed_to) or (row.returned and row.last_sender == me),
        "free": lambda row: not row.holder and row.handed_to in ("", me),
        "care": lambda row: row.vulnerable or row.risk is not Risk.NONE,
        "no_clock": lambda row: not row.tagged,
        "moved": lambda row: row.case in moved,
    }
    return tuple(row for row in rows if tests[show](row)) if show in tests else tuple(rows)


def queue(rows: Sequence[QueueRow], seen: Seen) -> Node:
    """Rows as they come (most urgent first)."""
    if not rows:
        return node("div", paragraph(seen.words.say("queue.empty"), "wc-quiet"), cls="wc-empty")
    return node("div", *(_row(row, seen) for row in rows), cls="wc-rows", role="list", aria_label=seen.words.say("queue.title"))


def head(count: int, more: bool, words: Words) -> Node:
    """How many there are; `more`: at least so many."""
    return line(text(words.say("queue.count_more" if more else "queue.count", n=count), "wc-small wc-quiet"))


def more(left: int, words: Words) -> Node | None:
    """The way to rows that are not drawn yet."""
    if left <= 0:
        return None
    return node("button", text=words.say("queue.show_more", n=left), cls="wc-button wc-link wc-small wc-more", on=("more", ""))


def bulk_bar(picked: int, show: str, colleagues: Sequence[Person], words: Words) -> Node | None:
    """What can be done with all picked cases at once."""
    if not picked:
        return None

    def button(name: str) -> Node:
        return node("button", text=words.say(f"aside.{name}"), cls="wc-button wc-small", on=(name, ""), gather=True)

    hand_over = node(
        "select",
        node("option", text=words.say("aside.hand_over"), value=""),
        *(node("option", text=person.name, value=person.id) for person in colleagues),
        on=("hand_over", ""),
        gather=True,
        aria_label=words.say("aside.hand_over_to"),
    )
    acts = [button("take_back")] if show == "waiting" else [button("no_reply"), button("wait_customer"), hand_over]
    none = node("button", text=words.say("queue.pick_none"), cls="wc-button wc-link wc-small", on=("clear", ""))
    count = line(text(words.say("queue.picked", n=picked), "wc-small"), none, cls="wc-spread")
    return node("div", count, line(*acts), cls="wc-bulk wc-stack", role="group", aria_label=words.say("queue.picked", n=picked))


def set_aside(done: int, refused: Sequence[str], words: Words) -> Node:
    """What a bulk action did, the way back, and what was refused with the reason."""
    back = node("button", text=words.say("aside.take_back"), cls="wc-button wc-link wc-small", on=("undo_bulk", "")) if done else None
    said = line(text(words.say("queue.done_one" if done == 1 else "aside.done", n=done), "wc-small"), back) if done else None
    failed = [paragraph(words.say("aside.refused", n=len(refused)), "wc-small wc-late")] if refused else []
    return stack(said, *failed, *(paragraph(reason, "wc-small") for reason in dict.fromkeys(refused)), cls="wc-aside")


def _row(row: QueueRow, seen: Seen) -> Node:
    words = seen.words
    pick = node(
        "button", cls="wc-pick", pick=(row.case, row.case in seen.picked), aria_label=words.say("queue.pick", name=row.customer_name)
    )
    return node(
        "div",
        line(
            line(pick, urgency_chip(int(row.urgency), words), text(row.customer_name, "wc-one"), cls="wc-one"),
            _left(row, seen),
            cls="wc-spread",
        ),
        node("div", text=row.snippet, cls="wc-clip wc-small", dir="auto"),
        _waits(row, seen),
        line(
            text(f"{words.say(f'channel.{row.channel}')} · {seen.brands.get(row.brand, row.brand)}", "wc-small wc-quiet"),
            *_chips(row, seen),
        ),
        cls="wc-row wc-open" if row.case == seen.opened else "wc-row",
        key=row.case,
        on=("open", row.case),
        role="listitem",
        tabindex=0,
        attributes={"aria-current": "true"} if row.case == seen.opened else None,
    )


def _left(row: QueueRow, seen: Seen) -> Node:
    if not row.tagged:
        return text(seen.words.say("clock.none"), "wc-small wc-quiet")
    now = seen.now(row.brand)
    late = bool(row.due_at and row.due_at < now)
    return text(times.left(row.due_at, now, seen.words), "wc-num wc-small wc-late" if late else "wc-num wc-small wc-quiet")


def _waits(row: QueueRow, seen: Seen) -> Node | None:
    """For what a case waits, or waited: who was asked what, until when."""
    words, asked = seen.words, {"who": row.waiting_with, "question": row.waiting_question}
    until = times.clock(row.waiting_until, seen.now(row.brand), words) if row.waiting_until else ""
    if row.state is not CaseState.WAITING:
        return paragraph(words.say("aside.came_back", **asked), "wc-small wc-clip") if row.waiting_question else None
    if row.waiting_for == "colleague":
        return paragraph(words.say("aside.waits_colleague", until=until, **asked), "wc-small wc-clip")
    key = "waits_second_reader" if row.waiting_for == "second_reader" else "waits_customer_until" if until else "waits_customer"
    return paragraph(words.say(f"aside.{key}", until=until), "wc-small")


def _chips(row: QueueRow, seen: Seen) -> list[Node | None]:
    """What must be seen before the case is opened: whose it is, what came back, extra care, risks, an article that changed."""
    words = seen.words
    moved = seen.marks.moved.get(row.case)
    return [
        chip(words.say("aside.returned", name=seen.people.get(row.last_sender, row.last_sender)), "wc-back") if row.returned else None,
        chip(words.say("aside.handed_to", name=seen.people.get(row.handed_to, row.handed_to)), "wc-back") if row.handed_to else None,
        chip(words.say(f"reason.{row.reason}"), "wc-back") if words.has(f"reason.{row.reason}") else None,
        chip(words.say("flags.vulnerable"), "wc-care") if row.vulnerable else None,
        chip(words.say(f"risk.{row.risk.value}"), "wc-risk") if row.risk is not Risk.NONE else None,
        chip(words.say("flags.repeat")) if row.repeat else None,
        chip(words.say("state.for_person")) if row.state is CaseState.FOR_PERSON else None,
        chip(words.say("queue.moved"), "wc-moved", ", ".join(moved)) if moved else None,
        _holder(row, seen),
    ]


def _holder(row: QueueRow, seen: Seen) -> Node | None:
    """Who has the case open, or types in it."""
    typing = seen.marks.typing.get(row.case, "")
    if typing and typing != seen.me:
        return chip(seen.words.say("queue.typing", name=seen.people.get(typing, typing)), "wc-held")
    if row.holder and row.holder != seen.me:
        return chip(seen.words.say("queue.holder", name=seen.people.get(row.holder, row.holder)), "wc-held")
    return None
