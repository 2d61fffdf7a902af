"""The middle of the desk: thread, draft in the editor, findings and the keys to act."""

from typing import Any

import streamlit as st

from assistant.records.brand import Brand, ChannelRules
from assistant.records.case import CaseState
from assistant.records.desk import CaseView
from assistant.records.finding import Finding, Part
from assistant.records.triage import Risk, Route
from assistant.records.work import ReplyState
from assistant.ui import case_trees, components, desk, parts
from assistant.ui.parts import Screen
from assistant.ui.tree import node

BUSY = (ReplyState.APPROVED, ReplyState.SENDING)


def draw_case(screen: Screen, view: CaseView) -> None:
    """One case from head to keys. Each part has a slot of its own, so that nothing below moves when one appears."""
    case, brand, words = view.case, screen.assistant.brand(view.case.brand), screen.words
    now = screen.now(case.brand)
    holder = screen.names().get(view.claimed_by, "") if view.claimed_by not in ("", screen.person.id) else ""

    def act(name: str, _value: Any) -> None:
        if name == "take_over":
            desk.take_over(screen, case.id)

    components.draw(
        "wc-case-head",
        case_trees.case_head(case, brand, now, words, holder),
        case_trees.thread(case, now, words),
        case_trees.earlier(case, now, words),
        on_act=act,
    )
    with st.container(key="wc-alarm"):
        draw_alarm(screen, view, brand)
    with st.container(key="wc-said"):
        draw_said(screen, view)
    with st.container(key="wc-write"):
        if view.writing and not view.edit and (view.partial or not view.draft):
            components.draw("wc-case-writing", case_trees.streaming(view.partial, words))
        else:
            draw_editor(screen, view, brand)
    with st.container(key="wc-foot"):
        draw_foot(screen, view)


def draw_alarm(screen: Screen, view: CaseView, brand: Brand) -> None:
    """Self-harm: the protocol and a number, no draft. Danger: call, the draft stands below."""
    triage = view.case.triage
    if self_harm(view):
        language = view.draft.language if view.draft else screen.words.language
        components.draw("wc-case-crisis", case_trees.crisis_card(brand, screen.words, language))
    elif triage and triage.risk is Risk.SAFETY:
        components.draw("wc-case-danger", case_trees.danger_bar(brand, screen.words))


def self_harm(view: CaseView) -> bool:
    triage = view.case.triage
    return bool(triage and triage.route.value is Route.PERSON and triage.risk is Risk.SELF_HARM)


def draw_said(screen: Screen, view: CaseView) -> None:
    """What must be known of the draft before it is used."""
    words = screen.words
    if view.job_error:
        components.draw("wc-case-job", case_trees.failed(view.job_error, words))
    draw_changed(screen, view)
    if view.draft:
        components.draw("wc-case-notice", case_trees.notices(view.draft, words), case_trees.asks(view.draft, words))


def draw_foot(screen: Screen, view: CaseView) -> None:
    """Messages, findings and keys: always in sight."""
    case = view.case.id
    parts.show_told("wc-told")
    components.draw(
        "wc-case-findings",
        case_trees.findings(view.findings, screen.words, st.session_state.get(f"reasons-{case}", {})),
        on_act=lambda name, value: desk.choose_reason(case, name, value),
    )
    draw_keys(screen, view)


def draw_changed(screen: Screen, view: CaseView) -> None:
    """Never over my text: what moved since is said, and a newer draft is offered beside it."""
    if not (view.changed or view.offer):
        return
    case = view.case.id

    def take(name: str, _value: Any) -> None:
        if name == "take_offer":
            desk.take_offer(screen, case)

    components.draw("wc-case-changed", case_trees.changed(view, screen.words), on_act=take)


def draw_editor(screen: Screen, view: CaseView, brand: Brand) -> None:
    """The boxes: the thread's own channel and, where that is public, the private message beside it."""
    case, words = view.case, screen.words
    st.session_state[f"shown-{case.id}"] = view.reply.hash
    st.session_state[f"seen-{case.id}"] = case.version
    closed = view.reply_state in BUSY or case.state in (CaseState.ANSWERED, CaseState.CLOSED)
    elsewhere = view.claimed_by not in ("", screen.person.id)
    components.editor(
        desk.editor_key(case.id),
        {
            "case": case.id,
            "version": desk.version_of(view),
            "texts": {"text": view.reply.text, "private_text": view.reply.private_text},
            "lang": view.draft.language if view.draft else "",
            "readonly": closed or elsewhere,
            "parts": editor_parts(screen, brand, case.channel),
            "marks": {"text": marks(view.findings, Part.PUBLIC), "private_text": marks(view.findings, Part.PRIVATE)},
            "words": {name: words.say(f"editor.{name}") for name in ("conflict", "keep_mine", "take_theirs", "copy", "copied")},
        },
        lambda: desk.take_edit(screen, case.id),
    )


def editor_parts(screen: Screen, brand: Brand, channel: str) -> list[dict[str, Any]]:
    """How each box is labelled and counted."""
    rules = brand.channels.get(channel) or ChannelRules(channel, public=False, limit=0, words=0, target_minutes=0)
    name = screen.say(f"channel.{channel}")
    sign_off = rules.sign_off.format(
        first_name=screen.person.first_name, name=screen.person.name, initials=screen.person.initials, brand=brand.name
    )
    label = screen.say("editor.public", channel=name) if rules.public else screen.say("editor.reply", channel=name)
    gap = " " if sign_off.startswith(("^", "-", "~")) else "\n\n"
    own = {"id": "text", "label": label, "limit": rules.limit, "weighted": channel == "x", "sign_off": sign_off, "sign_gap": gap}
    if not rules.public:
        return [own]
    route = rules.private_route.get(screen.words.language) or screen.say("editor.private_route")
    private = {
        "id": "private_text",
        "label": screen.say("editor.private", route=route),
        "limit": 0,
        "sign_off": sign_off,
        "sign_gap": gap,
        "placeholder": screen.say("editor.private_empty"),
    }
    return [own, private]


def marks(findings: tuple[Finding, ...], part: Part) -> list[dict[str, str]]:
    """The words that findings are about, to be underlined where they stand."""
    return [{"quote": each.quote, "level": each.level.value} for each in findings if each.quote and each.part is part]


def draw_keys(screen: Screen, view: CaseView) -> None:
    """What an agent can do now, each with its key."""
    case, say = view.case.id, screen.say
    with st.container(key="wc-keys", horizontal=True, vertical_alignment="center"):
        st.button(
            say("actions.approve"),
            key=f"approve-{case}",
            type="primary",
            shortcut="Ctrl+Enter",
            disabled=view.reply_state in BUSY,
            on_click=desk.approve,
            args=(screen, case),
        )
        st.button(say("actions.skip"), key=f"skip-{case}", shortcut="Alt+N", on_click=desk.skip, args=(screen, case))
        by_hand = node(
            "button", text=say("actions.mark_sent"), cls="wc-button wc-tall", copy=1, on=("mark", case), title=say("actions.mark_sent_help")
        )
        if view.reply_state not in BUSY:
            components.draw("wc-case-mark", by_hand, on_act=lambda _name, _value: desk.mark_sent(screen, case), tight=True)
    if self_harm(view):
        return  # nothing is drafted here
    with st.container(horizontal=True, vertical_alignment="bottom", key="wc-again"):
        st.text_input(say("actions.hint"), key=f"hint-{case}", placeholder=say("actions.hint_example"), label_visibility="collapsed")
        st.button(say("actions.regenerate"), key=f"again-{case}", shortcut="Alt+G", on_click=desk.regenerate, args=(screen, case))
