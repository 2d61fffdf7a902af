"""The second reader's desk: draft, change and finding of each text that waits; agree with a reason, or return it with a note."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from assistant.casework import second_reading
from assistant.casework.approval import SECOND
from assistant.records.day import ReadingView
from assistant.ui import components, desk, parts, reading_trees, reruns
from assistant.ui.parts import Screen
from assistant.ui.tree import Node, node, paragraph

SECONDS = 5.0


def page() -> None:
    screen = parts.screen()
    explain = paragraph(screen.say("reading.explain"), "wc-quiet")
    components.draw("wc-reading-title", node("h2", text=screen.say("second.title")), explain)
    waiting_list(screen)


@st.fragment(run_every=SECONDS)
def waiting_list(screen: Screen) -> None:
    """Everything that waits, the most pressing first, in one view: when a text goes, the others stay what they are, half-filled or not."""
    reruns.follow()
    with st.container(key="wc-reading-told-slot"):
        parts.show_told("wc-reading-told")
    found = parts.attempt(lambda: second_reading.waiting(screen.work, screen.person)) or ()
    none = node("div", paragraph(screen.say("second.empty"), "wc-quiet"), cls="wc-empty")
    cards = [card(screen, view) for view in found]
    components.draw(
        "wc-readings", *(cards or [none]), on_act=lambda name, value: act(screen, {view.reading.case: view for view in found}, name, value)
    )
    if st.session_state.pop("to_desk", False):
        st.switch_page("desks/agent.py")


def card(screen: Screen, view: ReadingView) -> Node:
    """One text: what it was, what was made of it, and the two ways on."""
    words, brands = screen.words, {id: brand.name for id, brand in screen.assistant.brands.items()}
    mine, may = view.reading.asked_by == screen.person.id, bool(screen.person.roles & SECOND)
    ways_on = [paragraph(words.say("reading.own_wait" if mine else "reading.not_yours"), "wc-small wc-quiet")]
    if may and not mine:
        ways_on = [reading_trees.agree(view, words), reading_trees.send_back(view, words)]
    head = reading_trees.head(view, screen.now(view.brand), words, brands, screen.names())
    return node("div", head, reading_trees.change(view, words), *ways_on, cls="wc-card wc-reading wc-stack", key=view.reading.case)


def act(screen: Screen, found: Mapping[str, ReadingView], name: str, value: Any) -> None:
    """What was clicked or filled in under one of the texts."""
    parts.hush()
    of = value.get("of") if isinstance(value, dict) else None
    view = found.get(str(of.get("case") if isinstance(of, dict) else of))
    if name == "open":
        desk.open_case(str(value))
        st.session_state["to_desk"] = True
    elif name == "agree" and view:
        agree(screen, view, value)
    elif name == "return" and view:
        send_back(screen, view, str(value.get("note") or ""))


def agree(screen: Screen, view: ReadingView, fields: Mapping[str, Any]) -> None:
    """The text that the reader saw goes out in the name of who asked; a reason stands beside each block."""
    case, name, reasons = view.reading.case, screen.names().get(view.reading.asked_by, ""), reading_trees.reasons(fields)
    if any(check not in reasons for check in reading_trees.blocks(view.findings)):
        parts.tell(screen.say("reading.choose_first"))
    elif parts.attempt(lambda: second_reading.approve(screen.work, screen.person, case, str(fields["of"]["hash"]), reasons)):
        parts.tell(screen.say("reading.approved", name=name))


def send_back(screen: Screen, view: ReadingView, note: str) -> None:
    """Back to who asked, with a note."""
    name = screen.names().get(view.reading.asked_by, "")

    def give_back() -> bool:
        second_reading.return_(screen.work, screen.person, view.reading.case, note)
        return True

    if parts.attempt(give_back):
        parts.tell(screen.say("reading.sent_back", name=name))


page()
