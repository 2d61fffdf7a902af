"""The quality desk: what became of drafts, and a suite to run."""

from assistant.ui import components, parts
from assistant.ui.tree import node


def page() -> None:
    screen = parts.screen()
    components.draw("wc-quality-title", node("h2", text=screen.say("nav.quality")))


page()
