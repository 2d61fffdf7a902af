"""The three packaged components (`editor_assets/`): the page's frame, the view that draws plain trees, the reply editor."""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

import streamlit as st

from assistant.ui import reruns
from assistant.ui.tree import Node


@cache
def _component(name: str, css: str | None = None) -> Any:
    """A component by its name in `assistant/pyproject.toml`; made at first use, since Streamlit finds packages once it runs."""
    return st.components.v2.component(
        f"assistant.{name}", js=f"{name}.js", css=css, html=f"<div class='wc-{name}'></div>" if css else None, isolate_styles=False
    )


def frame(language: str, keys: Mapping[str, Mapping[str, str | int]], address: Mapping[str, str], page: str) -> None:
    """The style sheet of the page, what its keys reach (`{"?": {"press": "help"}}`) and what the address says after `?`."""
    data = {"lang": language, "keys": dict(keys), "address": dict(address), "page": page}
    _component("frame", "frame.css")(key="wc-frame", data=data)


def draw(key: str, *trees: Node | None, on_act: Callable[[str, Any], None] | None = None, tight: bool = False) -> None:
    """Draws trees of plain nodes; `on_act` gets (name, value) of what was clicked. `tight`: no wider than what it holds.

    It is a callback, because the browser may send a click together with another fragment's news; callbacks run all the same.
    """

    def clicked() -> None:
        act = (st.session_state.get(key) or {}).get("act")
        if on_act and isinstance(act, dict) and "name" in act:
            on_act(str(act["name"]), act.get("value"))
            reruns.at_once()

    _component("view")(
        key=key, data={"n": [tree for tree in trees if tree is not None]}, on_act_change=clicked, width="content" if tight else "stretch"
    )


def editor(key: str, data: Mapping[str, Any], on_edit: Callable[[], None], on_act: Callable[[str, Any], None]) -> None:
    """Draws the reply editor; `on_edit` runs when it sent something (see `sent_edit`), `on_act` when a menu in it was used."""

    def acted() -> None:
        act = (st.session_state.get(key) or {}).get("act")
        if isinstance(act, dict) and "name" in act:
            on_act(str(act["name"]), act.get("value"))
            reruns.at_once()

    _component("editor")(key=key, data=dict(data), on_edit_change=on_edit, on_act_change=acted)


def pressed(act: Callable[[], object]) -> Callable[[], None]:
    """What a button of Streamlit's does, with all that it changes on the page."""

    def done() -> None:
        act()
        reruns.at_once()

    return done


def sent_edit(key: str) -> Mapping[str, Any] | None:
    """What the editor `key` last sent: {case, texts, version, nonce}."""
    edit = (st.session_state.get(key) or {}).get("edit")
    return edit if isinstance(edit, dict) else None
