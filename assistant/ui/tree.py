"""Trees of plain nodes for the `view` component: text goes in as text, whoever wrote it."""

from collections.abc import Mapping
from typing import Any

Node = dict[str, Any]
"""t: tag, c: class, x: text, k: key, a: attributes, on: [action, value], copy: 1 to copy the editor's text, n: children;
pick: [id, on] a box that the browser ticks, gather: 1 sends what is ticked along (`{of, picked}`);
seen: 1 sends what stands in the editor along (`{of, seen: {case, texts, thread}}`);
here: [event, detail] for the editor beside it, focus: takes the focus when this value is new, clip: text for the clipboard,
tell: [event, detail] for the page, once it is new.
A form's `on` sends its fields too."""


def node(
    tag: str,
    *children: Node | None,
    text: str = "",
    cls: str = "",
    key: str = "",
    on: tuple[str, Any] | None = None,
    copy: int = 0,
    pick: tuple[str, bool] | None = None,
    gather: bool = False,
    seen: bool = False,
    here: tuple[str, Any] | None = None,
    focus: str = "",
    clip: str = "",
    tell: tuple[str, Any] | None = None,
    attributes: Mapping[str, str] | None = None,
    **more: str | int,
) -> Node:
    """One element. `None` children are left out; names in `more` are attributes too and take `_` for `-` (`aria_label`)."""
    made: Node = {"t": tag}
    inside = [child for child in children if child is not None]
    if inside and text:
        inside.insert(0, {"t": "span", "x": text})
    if inside:
        made["n"] = inside
    elif text:
        made["x"] = text
    picked = [pick[0], int(pick[1])] if pick else None
    for name, value in (
        ("c", cls),
        ("k", key),
        ("copy", copy),
        ("on", list(on) if on else None),
        ("here", list(here) if here else None),
        ("pick", picked),
        ("gather", int(gather)),
        ("seen", int(seen)),
        ("focus", focus),
        ("clip", clip),
        ("tell", list(tell) if tell else None),
    ):
        if value:
            made[name] = value
    named = {**(attributes or {}), **{name.replace("_", "-"): str(value) for name, value in more.items()}}
    if named:
        made["a"] = named
    return made


def line(*children: Node | None, cls: str = "") -> Node:
    """Children side by side."""
    return node("div", *children, cls=f"wc-line {cls}".strip())


def stack(*children: Node | None, cls: str = "") -> Node:
    """Children under each other."""
    return node("div", *children, cls=f"wc-stack {cls}".strip())


def text(words: str, cls: str = "") -> Node:
    return node("span", text=words, cls=cls)


def paragraph(words: str, cls: str = "") -> Node:
    return node("p", text=words, cls=cls)


def chip(words: str, cls: str = "", title: str = "") -> Node:
    """A word in a frame."""
    made = node("span", text=words, cls=f"wc-chip {cls}".strip())
    return made | {"a": {"title": title}} if title else made


def plain(tree: Node) -> str:
    """All text of a tree, in order: what a person would read (tests look at this)."""
    return " ".join(part for part in [tree.get("x", ""), *(plain(child) for child in tree.get("n", ()))] if part)
