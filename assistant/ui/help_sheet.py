"""The sheet with all keys, on `?`."""

import streamlit as st

from assistant.content.words import Words
from assistant.ui import components
from assistant.ui.tree import node

KEYS = ("approve", "undo", "skip", "regenerate", "fact", "write", "next", "help")
"""Each has `help.<name>` (what it does) and `help.<name>_key` (the key) in the screen words."""


def button(words: Words) -> None:
    if st.button("?", key="help", help=words.say("help.title"), type="tertiary"):
        sheet(words)


def sheet(words: Words) -> None:
    @st.dialog(words.say("help.title"))
    def shown() -> None:
        rows = (
            node("tr", node("td", node("kbd", text=words.say(f"help.{name}_key"))), node("td", text=words.say(f"help.{name}")))
            for name in KEYS
        )
        components.draw("wc-help-keys", node("table", node("tbody", *rows)))

    shown()
