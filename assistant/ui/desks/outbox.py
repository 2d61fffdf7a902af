"""What went out, what is about to, and what nobody knows: the newest first."""

import streamlit as st

from assistant.casework import sending, two_parts
from assistant.records.desk import KeptReply
from assistant.records.work import ReplyState
from assistant.ui import components, day_trees, desk, parts, reruns, times
from assistant.ui.case_bits import act
from assistant.ui.parts import Screen
from assistant.ui.sentences import translated
from assistant.ui.tree import Node, chip, line, node, paragraph, stack, text


def page() -> None:
    screen = parts.screen()
    held_list(screen)
    components.draw("wc-sent-title", node("h2", text=screen.say("outbox.title")), paragraph(screen.say("outbox.explain"), "wc-quiet"))
    sent_list(screen)


@st.fragment(run_every=5.0)
def held_list(screen: Screen) -> None:
    """Private messages that wait until their customers write privately; nothing when there are none."""
    reruns.follow()
    found = two_parts.held(screen.work)
    if not found:
        return

    def act(name: str, value: object) -> None:
        if name == "open":
            desk.open_case(str(value))
            st.session_state["to_desk"] = True
        elif name in ("copied", "again"):
            done = two_parts.copied if name == "copied" else two_parts.again
            parts.attempt(lambda: done(screen.work, screen.person, str(value)))
            reruns.redraw()

    now = screen.now(next(iter(screen.assistant.brands)))
    components.draw(
        "wc-held",
        node("h2", text=screen.say("held.title")),
        paragraph(screen.say("held.explain"), "wc-quiet"),
        day_trees.held(found, now, screen.words),
        on_act=act,
    )


@st.fragment(run_every=5.0)
def sent_list(screen: Screen) -> None:
    reruns.follow()
    replies = parts.attempt(lambda: sending.outbox(screen.work)) or ()
    people = screen.names()
    parts.show_told("wc-outbox-told")
    rows = [row(reply, screen, people.get(reply.approved_by, reply.approved_by)) for reply in replies]

    def act(name: str, value: object) -> None:
        if name == "open":
            desk.open_case(str(value))
            st.session_state["to_desk"] = True
        elif name in ("sent_out", "send_again"):
            parts.attempt(lambda: sending.resolve(screen.work, screen.person, str(value), out=name == "sent_out"))
            reruns.redraw()

    components.draw("wc-outbox", stack(*rows) if rows else paragraph(screen.say("outbox.empty"), "wc-quiet"), on_act=act)
    if st.session_state.pop("to_desk", False):
        st.switch_page("desks/agent.py")


def row(reply: KeptReply, screen: Screen, approver: str) -> Node:
    """One reply: state, when, who approved, and its text."""
    say, now = screen.say, screen.now(reply.brand)
    moment = reply.sent_at or reply.approved_at
    unsure = reply.state is ReplyState.UNKNOWN
    return node(
        "div",
        line(
            chip(say(f"reply_state.{reply.state.value}"), "wc-risk" if unsure else ""),
            chip(say("outbox.copied")) if reply.copied else None,
            text(f"{say(f'channel.{reply.channel}')} · {screen.assistant.brand(reply.brand).name}", "wc-quiet wc-small"),
            text(times.clock(moment, now, screen.words), "wc-quiet wc-small wc-num") if moment else None,
            text(say("outbox.by", name=approver), "wc-quiet wc-small"),
            node("button", text=say("outbox.open"), cls="wc-button wc-link wc-small", on=("open", reply.case)),
        ),
        paragraph(translated(reply.error, screen.words), "wc-small wc-late") if reply.error else None,
        line(act("sent_out", say("unsure.out"), reply.case), act("send_again", say("unsure.again"), reply.case)) if unsure else None,
        node("div", text=reply.reply.text, cls="wc-pre"),
        node("div", text=reply.reply.private_text, cls="wc-pre wc-quiet") if reply.reply.private_text else None,
        cls="wc-card",
        key=reply.id,
    )


page()
