"""A fault of ours on a screen: said in the screen's words, logged without a word of anybody's text."""

import logging
from traceback import format_tb

from streamlit.logger import get_logger

from assistant.ui import components, parts
from assistant.ui.tree import Node

log = logging.getLogger(__name__)
get_logger("streamlit.error_util").disabled = True  # it logs messages of exceptions, which may quote a customer


def crashed(error: Exception) -> bool:
    """Tells the person at the screen and the log where it went wrong; True: nothing else needs to be shown."""
    log.error("a screen failed: %s\n%s", type(error).__name__, "".join(format_tb(error.__traceback__)))
    components.draw(f"wc-crash-{id(error)}", said(type(error).__name__))
    return True


def said(kind: str) -> Node:
    return parts.notice(parts.words().say("crash.said", kind=kind))
