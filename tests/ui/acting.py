"""One act of the case page, as the browser would send it, without a browser."""

from collections.abc import Iterator
from typing import Any

from streamlit.testing.v1 import AppTest

from assistant.records.desk import CaseView
from assistant.ui.tree import Node


def acted(case: str, name: str, value: object, /, who: str = "sanne", **session: Any) -> AppTest:
    """Does one act at the screen of `who`, with this case open and read for long enough unless `session` says otherwise."""

    def script(case: str, name: str, value: object) -> None:
        from assistant.ui import case_acts, parts

        case_acts.act(parts.screen(), case, name, value)

    at = AppTest.from_function(script, default_timeout=180, kwargs={"case": case, "name": name, "value": value})
    at.query_params["who"] = who
    for key, given in {"case": case, "opened_at": 0.0, **session}.items():
        at.session_state[key] = given
    at.run()
    assert not at.exception, at.exception
    return at


def approved(view: CaseView, *, text: str = "", **session: Any) -> AppTest:
    """Approve, pressed on a screen that shows this view, or another `text` in its editor."""
    seen = {"text": text or view.reply.text, "private_text": view.reply.private_text}
    stood = {"case": view.case.id, "texts": seen, "thread": view.case.version}
    return acted(view.case.id, "approve", {"of": view.case.id, "seen": stood}, **session)


def told(at: AppTest) -> str:
    """What the screen then says at the foot of the case."""
    return str(at.session_state["told"][0]) if "told" in at.session_state else ""


def buttons(tree: Node, act: str) -> Iterator[Node]:
    """Every node that does this act."""
    if tree.get("on", [""])[0] == act:
        yield tree
    for child in tree.get("n", ()):
        yield from buttons(child, act)
