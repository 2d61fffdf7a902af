"""Approved replies that still wait their seconds, with a way back."""

import math

import streamlit as st

from assistant.casework import approval
from assistant.ui import case_trees, components, desk, parts
from assistant.ui.parts import Screen


@st.fragment(run_every=1.0)
def draw(screen: Screen) -> None:
    """The newest approval of this person that can be undone, counting down; nothing when there is none."""
    parts.follow()
    waiting = parts.attempt(lambda: approval.pending(screen.work, screen.person)) or ()
    if not waiting:
        return
    newest = max(waiting, key=lambda each: each.send_at)
    seconds = max(0, math.ceil((newest.send_at - screen.work.now("")).total_seconds()))
    with st.container(key="wc-undo", horizontal=True, vertical_alignment="center"):
        components.draw("wc-undo-text", case_trees.going_out(newest.customer_name, seconds, screen.words), tight=True)
        st.button(screen.say("actions.undo"), key=f"undo-{newest.case}", shortcut="Alt+Z", on_click=desk.undo, args=(screen, newest.case))
