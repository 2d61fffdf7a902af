"""What can still be taken back, in the header: an approved reply that waits its seconds, a case that was just set aside."""

import math
import time

import streamlit as st

from assistant.casework import approval
from assistant.casework.approval import Pending
from assistant.ui import case_acts, case_aside_trees, case_trees, components, desk, parts, reruns
from assistant.ui.parts import Screen


@st.fragment(run_every=1.0)
def draw(screen: Screen) -> None:
    """The newest of this person's approvals, counting down, or the case that left last; nothing when there is neither."""
    reruns.follow()
    waiting = parts.attempt(lambda: approval.pending(screen.work, screen.person)) or ()
    case, name, what, at = st.session_state.get("gone") or ("", "", "", 0.0)
    left = bool(case) and time.monotonic() - at < case_acts.GONE_SECONDS
    if not left and not waiting:
        return
    with st.container(key="wc-undo", horizontal=True, vertical_alignment="center"):
        if waiting:
            draw_waiting(screen, max(waiting, key=lambda each: each.send_at))
        if left:
            gone = case_aside_trees.gone(name, what, case, screen.words)
            components.draw("wc-gone", gone, on_act=lambda act, value: case_acts.act(screen, case, act, value), tight=True)


def draw_waiting(screen: Screen, newest: Pending) -> None:
    seconds = max(0, math.ceil((newest.send_at - screen.work.now("")).total_seconds()))
    components.draw("wc-undo-text", case_trees.going_out(newest.customer_name, seconds, screen.words), tight=True)
    label = screen.say("actions.undo")
    st.button(label, key=f"undo-{newest.case}", shortcut="Alt+Z", on_click=components.pressed(lambda: desk.undo(screen, newest.case)))
