"""The left of the desk: what is promised and what waits; filters, rows, and what is done with many at once."""

import time
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

import streamlit as st

from assistant.casework import queue, set_aside
from assistant.casework.marks import Marks, marks_of
from assistant.casework.work import DESK
from assistant.records.desk import QueueRow
from assistant.records.people import Person
from assistant.ui import components, day_panel, desk, parts, queue_trees, reruns
from assistant.ui.parts import Screen
from assistant.ui.queue_trees import SHOWS, Seen
from assistant.ui.sentences import in_words

SECONDS = 4.0
"""How often the list looks again."""

WAY_BACK_SECONDS = 120.0
"""How long the way back from a bulk action is offered, to who did it."""

DRAWN = 40
"""Rows drawn at once: more than fit on a screen; the rest is one click away."""


@st.fragment(run_every=SECONDS, key="queue")
def draw(screen: Screen) -> None:
    """Promises on top, then who waits, the most urgent first; fresh every few seconds."""
    reruns.follow()
    day_panel.draw(screen)
    filters(screen)
    many = int(st.session_state.get("queue-drawn") or DRAWN)
    rows, total, marks = shown(screen, many)
    picked = tuple(st.session_state.get("picked", ()))
    seen = Seen(
        now=screen.work.now,
        words=screen.words,
        brands={id: brand.name for id, brand in screen.assistant.brands.items()},
        people=screen.names(),
        me=screen.person.id,
        opened=parts.kept("case"),
        marks=marks,
        picked=picked,
    )
    components.draw(
        "wc-rows",
        queue_trees.head(total, narrow() and total >= queue.MOST, screen.words),
        aftermath(screen),
        queue_trees.queue(rows, seen),
        queue_trees.more(total - many, screen.words),
        queue_trees.bulk_bar(len(picked), show(), colleagues(screen), screen.words),
        on_act=lambda name, value: act(screen, name, value),
    )


def filters(screen: Screen) -> None:
    """Brand, channel, and what part of the queue."""
    brands = screen.assistant.brands
    channels = sorted({channel for brand in brands.values() for channel in brand.channels})
    with st.container(horizontal=True, key="wc-filters", gap="small"):
        choice(screen, "brand", {"": screen.say("queue.all_brands"), **{id: brand.name for id, brand in brands.items()}})
        choice(screen, "channel", {"": screen.say("queue.all_channels"), **{name: screen.say(f"channel.{name}") for name in channels}})
    choice(screen, "show", {name: screen.say(f"queue_shows.{name}") for name in SHOWS})


def choice(screen: Screen, name: str, options: Mapping[str, str]) -> None:
    st.selectbox(
        screen.say(f"queue.{name}"),
        list(options),
        format_func=lambda option: options[option],
        key=name,
        label_visibility="collapsed",
        on_change=from_the_top,
    )


def from_the_top() -> None:
    """Another list: what was picked in the last one no longer counts."""
    st.session_state["queue-drawn"] = DRAWN
    st.session_state["picked"] = ()


def show() -> str:
    return str(st.session_state.get("show") or SHOWS[0])


def shown(screen: Screen, many: int) -> tuple[tuple[QueueRow, ...], int, Marks]:
    """The first `many` rows of what is shown, how many there are in all, and what is marked beside them."""
    brands, channel, state = desk.chosen_brands(), desk.chosen_channel(), "waiting" if show() == "waiting" else ""
    limit = queue.MOST if narrow() else many
    found: Sequence[QueueRow] = (
        parts.attempt(lambda: queue.queue(screen.work, brands=brands, channel=channel, state=state, limit=limit)) or ()
    )
    moved = marks_of(screen.work, [row.case for row in found]).moved if show() == "moved" else {}
    rows = queue_trees.narrowed(found, show(), screen.person.id, moved)
    total = len(rows) if narrow() or len(rows) < many else queue.count(screen.work, brands=brands, channel=channel, state=state)
    return rows[:many], total, marks_of(screen.work, [row.case for row in rows[:many]])


def narrow() -> bool:
    """Whether what is shown is picked out of the rows here, so that more of them must be read."""
    return show() not in ("inbox", "waiting")


def colleagues(screen: Screen) -> tuple[Person, ...]:
    """Who else works at the desk."""
    return tuple(person for person in parts.everyone() if person.roles & DESK and person.id != screen.person.id)


def aftermath(screen: Screen) -> Any:
    """What the last bulk action did, until the next thing is done."""
    done = st.session_state.get("bulk")
    if not done or done[3] != screen.person.id or time.monotonic() - done[2] > WAY_BACK_SECONDS:
        return None
    return queue_trees.set_aside(len(done[0]), done[1], screen.words)


def act(screen: Screen, name: str, value: Any) -> None:
    """What was clicked in the list."""
    if name == "open":
        st.session_state.pop("bulk", None)
        desk.open_case(str(value))
    elif name in ("picked", "clear"):
        st.session_state["picked"] = tuple(value or ())
    elif name == "more":
        st.session_state["queue-drawn"] = int(st.session_state.get("queue-drawn") or DRAWN) + DRAWN
    elif name == "undo_bulk":
        done = st.session_state.get("bulk", ((),))[0]
        finish(screen, done, lambda id: set_aside.take_back(screen.work, screen.person, id))
        st.session_state.pop("bulk", None)
    elif isinstance(value, dict):
        many(screen, name, tuple(value.get("picked") or ()), str(value.get("chosen") or ""))


def many(screen: Screen, name: str, picked: Sequence[str], chosen: str) -> None:
    """The same for all picked cases; one that is refused stops no other."""
    work, who = screen.work, screen.person
    acts: dict[str, Callable[[str], None]] = {
        "no_reply": lambda id: set_aside.no_reply(work, who, id),
        "wait_customer": lambda id: set_aside.wait_for_customer(work, who, id),
        "take_back": lambda id: set_aside.take_back(work, who, id),
    }
    if name == "hand_over" and chosen:
        to = next((person for person in colleagues(screen) if person.id == chosen), None)
        if to:
            acts[name] = partial(set_aside.hand_over, work, who, to=to)
    if name in acts:
        finish(screen, picked, acts[name], way_back=name in ("no_reply", "wait_customer"))


def finish(screen: Screen, picked: Sequence[str], how: Callable[[str], None], *, way_back: bool = False) -> None:
    """Does it, says what was refused, and goes on when the open case is among those done."""
    done = set_aside.bulk(picked, how)
    refused = tuple(in_words(error, screen.words) for _id, error in done.refused)
    st.session_state["bulk"] = (done.done if way_back else (), refused, time.monotonic(), screen.person.id)
    st.session_state["picked"] = tuple(id for id, _error in done.refused)
    if way_back and parts.kept("case") in done.done:
        desk.go_on(screen, parts.kept("case"))
    reruns.redraw()
