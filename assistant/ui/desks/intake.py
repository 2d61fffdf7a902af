"""Bring messages in: a file of many, or one that is pasted."""

from datetime import UTC, datetime

import streamlit as st

from assistant.casework import intake
from assistant.casework.intake import Received
from assistant.content.messages import read_messages
from assistant.records.intake import Incoming
from assistant.ui import components, desk, parts
from assistant.ui.parts import Screen
from assistant.ui.tree import node, paragraph, stack


def page() -> None:
    screen = parts.screen()
    parts.show_told("wc-intake-told")
    left, right = st.columns(2, gap="large")
    with left:
        paste(screen)
    with right:
        upload(screen)


def paste(screen: Screen) -> None:
    """One message; its conversation opens on the desk."""
    components.draw("wc-paste-title", node("h2", text=screen.say("intake.paste")))
    brand = choose_brand(screen, "paste-brand")
    channels = list(screen.assistant.brand(brand).channels)
    with st.form("paste", clear_on_submit=True, border=False):
        channel = st.selectbox(
            screen.say("intake.channel"), channels, format_func=lambda name: screen.say(f"channel.{name}"), key="paste-channel"
        )
        author = st.text_input(screen.say("intake.author"), key="paste-author", placeholder=screen.say("intake.author_example"))
        handle = st.text_input(screen.say("intake.handle"), key="paste-handle", help=screen.say("intake.handle_help"))
        text = st.text_area(screen.say("intake.text"), key="paste-text", height=220)
        given = st.form_submit_button(screen.say("intake.take"), type="primary")
    if not given:
        return
    message = Incoming(brand, str(channel), author.strip(), text, datetime.now(UTC), handle=handle.strip())
    case = parts.attempt(lambda: intake.receive(screen.work, message))
    if case:
        desk.open_case(case)
        st.switch_page("desks/agent.py")
    st.rerun()


def upload(screen: Screen) -> None:
    """A CSV or JSONL file; what is wrong with a line is said, and the rest goes on."""
    components.draw(
        "wc-upload-title", node("h2", text=screen.say("intake.file")), paragraph(screen.say("intake.columns"), "wc-quiet wc-small")
    )
    brand = choose_brand(screen, "file-brand")
    file = st.file_uploader(screen.say("intake.choose"), type=["csv", "jsonl"], key="file")
    if file is not None and st.button(screen.say("intake.import"), type="primary", key="import"):
        st.session_state["imported"] = bring_in(screen, brand, file.name, file.getvalue())
    done = st.session_state.get("imported")
    if isinstance(done, Received):
        failures = (paragraph(str(error), "wc-small wc-pre") for error in done.failed)
        counted = screen.say("intake.done", received=len(done.received), repeated=done.repeated, failed=len(done.failed))
        components.draw("wc-imported", stack(paragraph(counted), *failures))


def bring_in(screen: Screen, brand: str, name: str, data: bytes) -> Received | None:
    bar = st.progress(0.0, text=screen.say("intake.busy"))
    rows = list(parts.attempt(lambda: list(read_messages(data, name, brand=brand, now=screen.now(brand)))) or ())
    received = parts.attempt(lambda: intake.receive_all(screen.work, rows, lambda done: bar.progress(done / max(1, len(rows)))))
    bar.empty()
    return received if isinstance(received, Received) else None


def choose_brand(screen: Screen, key: str) -> str:
    brands = screen.assistant.brands
    return str(st.selectbox(screen.say("queue.brand"), list(brands), format_func=lambda id: brands[id].name, key=key))


page()
