"""Small pieces that several trees of the case share: an act with its key, something that folds, a field with its label. Pure."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from assistant.content.words import Words
from assistant.records.people import Person
from assistant.ui.keys import BY_ACT
from assistant.ui.tree import Node, node, text

SMALL = "wc-button wc-small"
LINK = "wc-button wc-link wc-small"


def act(name: str, label: str, of: object = "", *, cls: str = SMALL, also: str = "", here: tuple[str, object] | None = None) -> Node:
    """A button that does `name`; its key, if it has one, stands in its title. `also`: the name its key knows it by, when another."""
    return node("button", text=label, cls=cls, on=(name, of), here=here, attributes=reached(also or name))


def reached(name: str) -> dict[str, str]:
    """The attributes by which a key finds an element, and says so."""
    shown = BY_ACT.get(name, "")
    return {"data-act": name} | ({"title": shown.replace("+", " + "), "aria-keyshortcuts": shown} if shown else {})


def fold(name: str, label: str, *inside: Node | None, key: str, cls: str = SMALL) -> Node:
    """What opens under its label, by its key too; Escape closes it."""
    return node("details", node("summary", text=label, cls=cls, attributes=reached(name)), *inside, cls="wc-fold", key=key, name="wc-fold")


def form(name: str, of: object, label: str, *fields: Node | None, seen: bool = False) -> Node:
    """Fields in a line and what sends them: `name` gets {of, ...fields}; `seen` as in `node`."""
    return node("form", *fields, node("button", text=label, cls=f"{SMALL} wc-go", type="submit"), cls="wc-form", on=(name, of), seen=seen)


def field(name: str, label: str, kind: str = "text", value: str = "", *, grow: bool = False, needed: bool = True, **more: str) -> Node:
    """One input with its label above it."""
    wanted = {"required": "required"} if needed else {}
    box = node("input", name=name, type=kind, attributes=wanted | ({"value": value} if value else {}) | {"autocomplete": "off"} | more)
    return node("label", text(label, "wc-small wc-quiet"), box, cls="wc-field wc-grow" if grow else "wc-field")


def choice(name: str, label: str, options: Sequence[tuple[str, str]], chosen: str = "") -> Node:
    """A choice with its label; options as (value, words)."""
    made = (
        node("option", text=words, value=value, attributes={"selected": "selected"} if value == chosen else None)
        for value, words in options
    )
    return node("label", text(label, "wc-small wc-quiet"), node("select", *made, name=name), cls="wc-field")


def moment(at: datetime) -> str:
    """As a `datetime-local` field takes it, in the zone of `at`."""
    return f"{at:%Y-%m-%dT%H:%M}"


def later(now: datetime, hours: int) -> datetime:
    """So many hours from now, on the half hour."""
    at = now + timedelta(hours=hours, minutes=29)
    return at.replace(minute=at.minute // 30 * 30, second=0, microsecond=0)


def colleagues(people: Sequence[Person], words: Words, me: Person | None = None) -> list[tuple[str, str]]:
    """People to choose from, `me` first."""
    mine = [(me.id, words.say("promise.me"))] if me else []
    return [*mine, *((person.id, person.name) for person in people if person.active)]
