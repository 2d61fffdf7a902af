"""The sheet with all keys, on `?`."""

import streamlit as st

from assistant.ui import components
from assistant.ui.parts import Screen
from assistant.ui.tree import node

KEYS = ("approve", "undo", "skip", "regenerate", "fact", "write", "next", "help")
"""Each has `help.<name>` (what it does) and `help.<name>_key` (the key) in the screen words."""


def button(screen: Screen) -> None:
    with st.container(key="wc-help"):
        if st.button("?", key="help", help=screen.say("help.title"), type="tertiary"):
            sheet(screen)


def sheet(screen: Screen) -> None:
    @st.dialog(screen.say("help.title"))
    def shown() -> None:
        rows = (
            node("tr", node("td", node("kbd", text=screen.say(f"help.{name}_key"))), node("td", text=screen.say(f"help.{name}"))) for name in KEYS
        )
        components.draw("wc-help-keys", node("table", node("tbody", *rows)))

    shown()
