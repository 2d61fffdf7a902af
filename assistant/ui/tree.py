"""Trees of plain nodes for the `view` component: text goes in as text, whoever wrote it."""

from collections.abc import Mapping
from typing import Any

Node = dict[str, Any]
"""t: tag, c: class, x: text, k: key, a: attributes, on: [action, value], copy: 1 to copy the editor's text, n: children."""


def node(
    tag: str,
    *children: Node | None,
    text: str = "",
    cls: str = "",
    key: str = "",
    on: tuple[str, Any] | None = None,
    copy: int = 0,
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
    for name, value in (("c", cls), ("k", key), ("copy", copy)):
        if value:
            made[name] = value
    if on:
        made["on"] = list(on)
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
