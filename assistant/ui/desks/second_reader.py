"""The second reader's desk: draft, change and finding of each text that waits; agree with a reason, or return it with a note."""

import streamlit as st

from assistant.casework import second_reading
from assistant.casework.approval import SECOND
from assistant.records.day import ReadingView
from assistant.ui import components, desk, parts, reading_trees
from assistant.ui.parts import Screen
from assistant.ui.tree import node, paragraph

SECONDS = 5.0


def page() -> None:
    screen = parts.screen()
    explain = paragraph(screen.say("reading.explain"), "wc-quiet")
    components.draw("wc-reading-title", node("h2", text=screen.say("second.title")), explain)
    waiting_list(screen)


@st.fragment(run_every=SECONDS)
def waiting_list(screen: Screen) -> None:
    """Everything that waits, the most pressing first."""
    parts.follow()
    parts.show_told("wc-reading-told")
    found = parts.attempt(lambda: second_reading.waiting(screen.work, screen.person)) or ()
    if not found:
        components.draw("wc-reading-none", node("div", paragraph(screen.say("second.empty"), "wc-quiet"), cls="wc-empty"))
    for view in found:
        reading(screen, view)
    if st.session_state.pop("to_desk", False):
        st.switch_page("desks/agent.py")


def reading(screen: Screen, view: ReadingView) -> None:
    """One text: what it was, what was made of it, and the two ways on."""
    case, words = view.reading.case, screen.words
    brands = {id: brand.name for id, brand in screen.assistant.brands.items()}
    chosen = st.session_state.get(f"read-reasons-{case}", {})

    def act(name: str, value: object) -> None:
        if name == "open":
            desk.open_case(str(value))
            st.session_state["to_desk"] = True
        elif name == "reason" and isinstance(value, dict):
            st.session_state[f"read-reasons-{case}"] = {**chosen, str(value.get("of")): str(value.get("chosen") or "")}

    with st.container(border=True, key=f"wc-reading-{case}"):
        components.draw(
            f"wc-read-{case}",
            reading_trees.head(view, screen.now(view.brand), words, brands, screen.names()),
            reading_trees.change(view, words),
            reading_trees.findings(view, words, chosen),
            on_act=act,
        )
        ways_on(screen, view)


def ways_on(screen: Screen, view: ReadingView) -> None:
    """Agree with a reason for each block, or return it with a note."""
    case = view.reading.case
    if view.reading.asked_by == screen.person.id or not screen.person.roles & SECOND:
        key = "own_wait" if view.reading.asked_by == screen.person.id else "not_yours"
        components.draw(f"wc-read-own-{case}", paragraph(screen.say(f"reading.{key}"), "wc-small wc-quiet"))
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.button(screen.say("second.agree"), key=f"agree-{case}", type="primary", on_click=agree, args=(screen, view))
        st.text_input(
            screen.say("second.return_note"),
            key=f"note-{case}",
            label_visibility="collapsed",
            placeholder=screen.say("second.return_note"),
        )
        st.button(screen.say("second.return"), key=f"return-{case}", on_click=send_back, args=(screen, view))


def agree(screen: Screen, view: ReadingView) -> None:
    """The text goes out in the name of who asked; a reason stands beside each block."""
    case, name = view.reading.case, screen.names().get(view.reading.asked_by, "")
    reasons = {check: reason for check, reason in st.session_state.get(f"read-reasons-{case}", {}).items() if reason}
    parts.hush()
    if any(check not in reasons for check in reading_trees.blocks(view.findings)):
        parts.tell(screen.say("reading.choose_first"))
        return
    if parts.attempt(lambda: second_reading.approve(screen.work, screen.person, case, view.reading.reply.hash, reasons)):
        parts.tell(screen.say("reading.approved", name=name))


def send_back(screen: Screen, view: ReadingView) -> None:
    """Back to who asked, with a note."""
    case, name = view.reading.case, screen.names().get(view.reading.asked_by, "")
    parts.hush()

    def give_back() -> bool:
        second_reading.return_(screen.work, screen.person, case, str(st.session_state.get(f"note-{case}") or ""))
        return True

    if parts.attempt(give_back):
        parts.tell(screen.say("reading.sent_back", name=name))


page()
