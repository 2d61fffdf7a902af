"""What every page starts from. The only file of the screens that knows where the Assistant comes from.

Who is at the screen, the language and the open case live in the session and in the address (ids only), so that a reload or a
restart of the server brings the same screen back.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import streamlit as st

from assistant.casework.work import Work
from assistant.content.words import LANGUAGES, Words
from assistant.errors import NotFound, WebcareError
from assistant.records.people import Person
from assistant.server import running
from assistant.store import people
from assistant.ui import components
from assistant.ui.sentences import in_words
from assistant.ui.tree import Node, node, paragraph
from assistant.wiring import Assistant

KEPT = ("who", "lang", "case")
"""What the address holds."""

TOLD_SECONDS = 12.0
"""How long a message stays."""


@dataclass(frozen=True, slots=True)
class Screen:
    """The Assistant as one person sees it, in one language."""

    assistant: Assistant
    words: Words
    person: Person

    @property
    def work(self) -> Work:
        return self.assistant.work

    def say(self, key: str, **params: object) -> str:
        return self.words.say(key, **params)

    def now(self, brand: str) -> datetime:
        return self.assistant.now(brand)

    def names(self) -> dict[str, str]:
        """Everybody's name by id."""
        with self.assistant.store.read() as tx:
            return {person.id: person.name for person in people.everyone(tx, active=False)}


def kept(name: str) -> str:
    """A value of the session that the address repeats."""
    return str(st.session_state[name] if name in st.session_state else st.query_params.get(name, ""))


def keep(name: str, value: str) -> None:
    """Remembers a value; what is drawn next tells it to the address (`address`)."""
    st.session_state[name] = value


def address() -> dict[str, str]:
    """What the address must say, for the frame to write in the browser.

    Streamlit is told too, since it sends its own copy after a lost connection. That alone will not do: what a run says of the
    address is thrown away when another run starts at once, and a change of page empties it.
    """
    wanted = {name: kept(name) for name in KEPT}
    for name, value in wanted.items():
        st.session_state[name] = value  # what came by the address outlives a change of page
        if not value:
            st.query_params.pop(name, None)
        elif st.query_params.get(name) != value:
            st.query_params[name] = value
    return wanted


def language() -> str:
    wanted = kept("lang")
    return wanted if wanted in LANGUAGES else running().settings.language


def words() -> Words:
    return running().words(language())


def person() -> Person | None:
    """Who is at the screen, as the store knows them now; None when nobody was picked or they no longer work here."""
    id = kept("who")
    if not id:
        return None
    try:
        with running().store.read() as tx:
            found = people.get(tx, id)
    except NotFound:
        return None
    return found if found.active else None


def everyone() -> tuple[Person, ...]:
    with running().store.read() as tx:
        return people.everyone(tx)


def screen() -> Screen:
    """For pages: they only run when somebody was picked."""
    found = person()
    if found is None:
        st.stop()
    return Screen(running(), words(), found)


def attempt(act: Callable[[], Any], *, at: str = "") -> Any:
    """Does something that may be refused; a refusal is kept to be shown by `show_told`, `at` a place of the page. Gives None then."""
    try:
        return act()
    except WebcareError as error:
        tell(in_words(error, words()), at=at)
        return None


def tell(message: str, *, at: str = "") -> None:
    st.session_state["told"] = (message, time.monotonic(), at)


def hush() -> None:
    """Something else is done now: the last message has been read."""
    st.session_state.pop("told", None)


def show_told(key: str, *, at: str = "") -> None:
    """The last refusal or piece of news of this place, for a while, as plain text."""
    message, since, place = st.session_state.get("told", ("", 0.0, ""))
    if message and place == at and time.monotonic() - since < TOLD_SECONDS:
        components.draw(key, notice(message))


def notice(message: str) -> Node:
    return node("div", paragraph(message, "wc-pre"), cls="wc-conflict", role="alert")
