"""The sheet with all keys, on `?`."""

import streamlit as st

from assistant.content.words import Words
from assistant.ui import components
from assistant.ui.keys import BY_ACT
from assistant.ui.tree import Node, node, stack

GROUPS = {
    "answer": (
        "approve",
        "mark",
        "undo",
        "write",
        "private",
        "fact",
        "promise",
        "text",
        "rewrite",
        "stop",
        "take_all",
        "regenerate",
        "skip",
    ),
    "stop": ("reason", "second", "hide"),
    "aside": ("no_reply", "wait_customer", "wait_colleague", "called", "hand_over", "merge", "take_back", "take_over"),
    "alarm": ("acknowledge", "i_call", "not_so", "first"),
    "list": ("step", "next", "pick", "help"),
}
"""Keys by what they are for (`help.of_<group>`). Each has `help.<name>`; its key stands in `ui/keys.py` or in `help.<name>_key`."""


def button(words: Words) -> None:
    if st.button("?", key="help", help=words.say("help.title"), type="tertiary"):
        sheet(words)


def sheet(words: Words) -> None:
    @st.dialog(words.say("help.title"), width="large")
    def shown() -> None:
        components.draw("wc-help-keys", node("div", *(_group(group, words) for group in GROUPS), cls="wc-keys-sheet"))

    shown()


def _group(group: str, words: Words) -> Node:
    rows = (
        node("tr", node("td", node("kbd", text=key(name, words))), node("td", text=words.say(f"help.{name}")), key=name)
        for name in GROUPS[group]
    )
    return stack(node("div", text=words.say(f"help.of_{group}"), cls="wc-head"), node("table", node("tbody", *rows)))


def key(name: str, words: Words) -> str:
    """How the key of an act is written."""
    return words.say(f"help.{name}_key") if words.has(f"help.{name}_key") else BY_ACT[name].replace("+", " + ")
