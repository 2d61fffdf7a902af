"""The agent's desk: the queue, the case in hand, and what it rests on."""

import streamlit as st

from assistant.records.desk import CaseView
from assistant.ui import case_day, case_trees, components, desk, parts, queue_panel, reruns, side, undo_bar
from assistant.ui.case_panel import draw_case
from assistant.ui.parts import Screen

WRITING_SECONDS = 0.5
CASE_SECONDS = 3.0


def page() -> None:
    screen = parts.screen()
    left, right = st.columns([2, 7], gap="small")
    with right:  # first: who approves waits for the next case
        writing = bool(st.session_state.get("writing"))
        st.fragment(case_in_hand, run_every=WRITING_SECONDS if writing else CASE_SECONDS, key="case")(screen)
    with left, st.container(key="wc-queue"):
        queue_panel.draw(screen)
    reruns.drawn_by("case", "queue", "alarms")


def case_in_hand(screen: Screen) -> None:
    """The case and what it rests on, side by side; drawn anew while a draft is written and when something moved."""
    reruns.follow()
    case = desk.opened(screen)
    if not case:
        undo_bar.draw(screen)
        components.draw("wc-nothing", case_trees.nothing(screen.words, parts.address()))
        return
    desk.take_edit(screen, case)
    view = desk.look(screen, case)
    day = case_day.look(screen, view) if view else None
    middle, beside = st.columns([5, 3], gap="small")
    with middle, st.container(key="wc-case"):
        with st.container(key="wc-undo-slot"):
            undo_bar.draw(screen)
        if view and day:
            tell_taken_over(screen, view)
            draw_case(screen, view, day)
        else:
            parts.show_told("wc-told")
    with beside, st.container(key="wc-side"):
        if view:
            side.draw(screen, view)
    writing = bool(view and view.writing) or bool(day and day.rewriting and day.rewriting.writing)
    if writing != bool(st.session_state.get("writing")):
        st.session_state["writing"] = writing
        st.rerun(scope="app")


def tell_taken_over(screen: Screen, view: CaseView) -> None:
    """Whoever worked on a case hears that a colleague took it over."""
    case, me = view.case.id, screen.person.id
    held = st.session_state.get("mine") == case
    if held and view.claimed_by not in ("", me):
        parts.tell(screen.say("case.taken_over", name=screen.names().get(view.claimed_by, "")))
    st.session_state["mine"] = case if view.claimed_by == me else ""


page()
