"""What is drawn again after a click. A click draws its own fragment; what reaches further asks for more here."""

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx


def begin() -> None:
    """At the start of a whole run: everything is drawn anew."""
    st.session_state["fragments"] = ()
    st.session_state.pop("redraw", None)


def drawn_by(*fragments: str) -> None:
    """At the end of a whole run, when they stand there: the keys of the fragments that show all that an act of this page may change."""
    st.session_state["fragments"] = fragments


def redraw() -> None:
    """From a callback: more than this fragment must follow."""
    st.session_state["redraw"] = True


def at_once() -> None:
    """At the end of a callback: draws the page's fragments when more than one must follow; the whole page costs several times that.

    Not when the whole page runs anyway, as when the click came with a change of page: the browser has forgotten by then which
    fragments look again by themselves, and a run of fragments alone would leave the page deaf to what others do.
    """
    if whole():
        return
    if st.session_state.get("fragments") and st.session_state.pop("redraw", False):
        st.rerun(list(st.session_state["fragments"]))


def whole() -> bool:
    """Whether the run under way draws the whole page."""
    context = get_script_run_ctx()
    return context is None or not context.fragment_ids_this_run


def follow() -> None:
    """At the start of a fragment: runs the whole page when a callback asked for it."""
    if st.session_state.pop("redraw", False):
        st.rerun(scope="app")
