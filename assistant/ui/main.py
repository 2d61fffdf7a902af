"""The screens' entry: frame, language, who is here, and the desks.

The folder is not called `pages`: Streamlit would run a file in it by its address alone, without this one.
"""

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from assistant.casework.approval import SECOND
from assistant.content.words import Words
from assistant.records.people import Person
from assistant.ui import components, day_panel, help_sheet, keys, parts, reruns
from assistant.ui.tree import line, node, text

KEYS: dict[str, dict[str, str | int]] = {
    **keys.CASE_KEYS,
    "?": {"press": "help"},
    "j": {"step": 1},
    "k": {"step": -1},
    "ArrowDown": {"step": 1, "row": 1},
    "ArrowUp": {"step": -1, "row": 1},
    "x": {"pick": 1, "row": 1},
}
"""What a key reaches: the key of an element, or how it begins; or a step through the list (`row`: only from a row)."""


def start() -> None:
    words = parts.words()
    st.set_page_config(page_title=words.say("app.title"), layout="wide", initial_sidebar_state="collapsed")
    reruns.begin()
    person = parts.person()
    if person is None:
        page = st.navigation([st.Page(pick, title=words.say("app.title"))], position="hidden")
        components.frame(words.language, KEYS, parts.address(), page.url_path)
        page.run()
        return
    page = st.navigation(desks(person, words), position="top")
    components.frame(words.language, KEYS, parts.address(), page.url_path)
    with st.container(key="wc-who", horizontal=True, vertical_alignment="center"):
        switch = node("button", text=words.say("people.switch"), cls="wc-button wc-link wc-small", on=("leave", ""))
        components.draw("wc-person", line(text(person.name, "wc-small"), switch), on_act=leave, tight=True)
        switch_language()
        day_panel.shift_box(parts.screen())
        help_sheet.button(words)
    with st.container(key="wc-top"):
        day_panel.draw_alarms(parts.screen())
    page.run()


def desks(person: Person, words: Words) -> list[StreamlitPage]:
    """The pages of the app; what waits for a second reader only for who may read it."""
    pages = [
        st.Page("desks/agent.py", title=words.say("nav.desk"), default=True),
        st.Page("desks/intake.py", title=words.say("nav.intake"), url_path="intake"),
        st.Page("desks/outbox.py", title=words.say("nav.outbox"), url_path="outbox"),
        st.Page("desks/knowledge.py", title=words.say("nav.knowledge"), url_path="knowledge"),
        st.Page("desks/quality.py", title=words.say("nav.quality"), url_path="quality"),
    ]
    if person.roles & SECOND:
        pages.insert(1, st.Page("desks/second_reader.py", title=words.say("second.title"), url_path="second-reader"))
    return pages


def switch_language() -> None:
    """Dutch or English screens; a reply follows the customer, not this."""
    current = parts.language()
    other = "en" if current == "nl" else "nl"
    label = parts.words().say(f"app.in_{other}")
    st.button(label, key="lang-switch", type="tertiary", on_click=lambda: parts.keep("lang", other))


def leave(_name: str, _value: object) -> None:
    parts.keep("who", "")


def pick() -> None:
    """On loopback a person picks theirs."""
    words = parts.words()
    people = parts.everyone()

    def choose(name: str, value: object) -> None:
        if name == "pick":
            parts.keep("who", str(value))

    switch_language()
    rows = (
        node(
            "div",
            line(
                text(person.name, "wc-title"),
                text(", ".join(words.say(f"role.{role.value}") for role in sorted(person.roles)), "wc-quiet wc-small"),
            ),
            cls="wc-row",
            key=person.id,
            on=("pick", person.id),
            role="button",
            tabindex=0,
        )
        for person in people
    )
    components.draw("wc-people", node("h2", text=words.say("people.title")), node("div", *rows, cls="wc-rows wc-people"), on_act=choose)


start()
