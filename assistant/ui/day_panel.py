"""What tops every desk: open alarms, my promises, private messages that wait, and who is at work."""

from typing import Any

import streamlit as st

from assistant.casework import alarms, marks, my_promises, shifts, two_parts
from assistant.casework.my_promises import Mine
from assistant.casework.work import DESK
from assistant.errors import NotFound
from assistant.records.people import Person
from assistant.store import cases, ledger
from assistant.ui import components, day_trees, desk, parts, reruns
from assistant.ui.parts import Screen

ALARM_SECONDS = 3.0


def draw(screen: Screen) -> None:
    """A person's promises and the held private messages; nothing when there are none."""
    if not screen.person.roles & DESK:
        return
    mine = parts.attempt(lambda: my_promises.my_promises(screen.work, screen.person)) or Mine((), (), (), ())
    held = two_parts.held(screen.work)
    all_mine = [one for group in (mine.overdue, mine.due, mine.later, mine.undecided) for one in group]
    components.draw(
        "wc-mine",
        day_trees.promises(
            mine,
            screen.now(next(iter(screen.assistant.brands))),
            screen.words,
            customers(screen, [one.case for one in all_mine]),
            marks.moved_under(screen.work, [one.id for one in all_mine]),
            colleagues(screen),
        ),
        day_trees.held_line(len(held), screen.words),
        on_act=lambda name, value: act(screen, name, value),
    )
    if st.session_state.pop("to_held", False):
        st.switch_page("desks/outbox.py")


def customers(screen: Screen, ids: list[str]) -> dict[str, str]:
    """Customers' names by case."""
    with screen.assistant.store.read() as tx:
        return {id: cases.head(tx, id).customer_name for id in dict.fromkeys(ids)}


def colleagues(screen: Screen) -> tuple[Person, ...]:
    """Who else works at the desk."""
    return tuple(person for person in parts.everyone() if person.roles & DESK and person.id != screen.person.id)


def act(screen: Screen, name: str, value: Any) -> None:
    """What was clicked beside a promise."""
    work, who = screen.work, screen.person
    if name == "open":
        desk.open_case(str(value))
    elif name == "held":
        st.session_state["to_held"] = True
    elif name in ("kept", "broken"):
        parts.attempt(lambda: my_promises.settle(work, who, str(value), kept=name == "kept"))
    elif name == "mine":
        take_on(screen, str(value))
    elif name == "give" and isinstance(value, dict):
        who_else = next((person for person in colleagues(screen) if person.id == value.get("chosen")), None)
        if who_else:
            take_on(screen, str(value["of"]), who_else)
    reruns.redraw()


def take_on(screen: Screen, id: str, who: Person | None = None) -> None:
    """Somebody does it, at the time that the text names."""

    def take() -> None:
        with screen.assistant.store.read() as tx:
            promise = ledger.get(tx, id)
        if promise is None:
            raise NotFound("This promise no longer stands: its reply was taken back.", where=id, mend="Open the case again.")
        my_promises.take_on(screen.work, screen.person, id, by=promise.due_at, who=who)

    parts.attempt(take)


@st.fragment(run_every=ALARM_SECONDS, key="alarms")
def draw_alarms(screen: Screen) -> None:
    """Danger that nobody took yet, on every page; gone once somebody takes it by name."""
    reruns.follow()
    found = parts.attempt(lambda: alarms.open_alarms(screen.work, screen.person)) or ()

    def act(name: str, value: object) -> None:
        if name == "acknowledge":
            parts.attempt(lambda: alarms.acknowledge(screen.work, screen.person, str(value)))
        desk.open_case(str(value))  # who takes it sees it at once
        st.session_state["to_desk"] = True

    if found:
        brands = {id: brand.name for id, brand in screen.assistant.brands.items()}
        may = bool(screen.person.roles & DESK)
        names = customers(screen, [alarm.case for alarm in found]) if may else {}
        now = screen.now(next(iter(brands)))
        components.draw("wc-alarm-bar", day_trees.alarms(found, now, screen.words, brands, names, may=may), on_act=act)
    if st.session_state.pop("to_desk", False):
        st.switch_page("desks/agent.py")


def shift_box(screen: Screen) -> None:
    """Who is at work, and "I am on"."""
    if not screen.person.roles & DESK:
        return
    there = parts.attempt(lambda: shifts.on_shift(screen.work, screen.person)) or ()
    on = any(one.person == screen.person.id and one.until for one in there)
    with st.popover(screen.say("shift.on" if on else "shift.title"), type="tertiary"):
        now = screen.now(next(iter(screen.assistant.brands)))
        components.draw("wc-shift", day_trees.shift(there, screen.person.id, now, screen.words))
        change = shifts.end_shift if on else shifts.start_shift
        st.button(
            screen.say("shift.end" if on else "shift.start"),
            key="shift-change",
            on_click=lambda: parts.attempt(lambda: change(screen.work, screen.person)),
        )
