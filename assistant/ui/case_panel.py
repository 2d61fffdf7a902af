"""The middle of the desk: thread, draft in the editor, findings and the keys to act; what else a day asks folds behind a line."""

from typing import Any

import streamlit as st

from assistant.casework.approval import SECOND
from assistant.records.brand import Brand, ChannelRules
from assistant.records.desk import CaseView
from assistant.records.finding import Finding, Kind, Part
from assistant.records.triage import Risk, Route
from assistant.records.work import ReplyState
from assistant.ui import case_acts, case_aside_trees, case_compare_trees, case_day_trees, case_trees, components, desk, parts
from assistant.ui.case_bits import field, fold, form
from assistant.ui.case_day import Day
from assistant.ui.case_trees import Reasons
from assistant.ui.parts import Screen
from assistant.ui.sentences import translated
from assistant.ui.tree import Node

BUSY = (ReplyState.APPROVED, ReplyState.SENDING, ReplyState.UNKNOWN)
BY_RULES = ("shorter", "to_je", "to_u")
BY_MODEL = ("shorter", "warmer", "more_formal", "to_je", "to_u", "to_nl", "to_en")
"""Ways to rewrite that are offered without a model, and with one."""


def draw_case(screen: Screen, view: CaseView, day: Day) -> None:
    """One case from head to keys. Each part has a slot of its own, so that nothing below moves when one appears."""
    case, brand, words = view.case, screen.assistant.brand(view.case.brand), screen.words
    draw(
        screen,
        view,
        "wc-case-head",
        case_trees.case_head(case, brand, words, case_day_trees.clock(day.times, words), parts.address()),
        case_day_trees.before(day.before, words),
        case_trees.thread(case, day.now, words),
    )
    with st.container(key="wc-alarm"):
        draw_alarm(screen, view, day, brand)
    with st.container(key="wc-said"):
        draw_said(screen, view, day)
    with st.container(key="wc-write"):
        draw_write(screen, view, day, brand)
    with st.container(key="wc-foot"):
        draw_foot(screen, view, day)


def draw(screen: Screen, view: CaseView, key: str, *trees: Node | None) -> None:
    """Trees whose acts are those of a case."""
    components.draw(key, *trees, on_act=lambda name, value: case_acts.act(screen, view.case.id, name, value))


def draw_alarm(screen: Screen, view: CaseView, day: Day, brand: Brand) -> None:
    """Self-harm: the protocol and a number, no draft. Danger: call, the draft stands below."""
    triage, words = view.case.triage, screen.words
    if self_harm(view):
        language = view.draft.language if view.draft else words.language
        draw(screen, view, "wc-case-crisis", case_aside_trees.crisis(brand, day.alarm, day, words, language))
    elif triage and case_aside_trees.grave(triage.risk, day.alarm):
        draw(screen, view, "wc-case-danger", case_aside_trees.danger(brand, day.alarm, day, words))
    else:
        draw(screen, view, "wc-case-no-danger", case_aside_trees.past_alarm(day.alarm, day, words))


def self_harm(view: CaseView) -> bool:
    triage = view.case.triage
    return bool(triage and triage.route.value is Route.PERSON and triage.risk is Risk.SELF_HARM)


def draw_said(screen: Screen, view: CaseView, day: Day) -> None:
    """What must be known before the draft is used: who else is here, what came back, what must be hidden, what changed."""
    words = screen.words
    unsure = case_day_trees.unsure(view, words)
    failed = case_trees.failed(translated(view.job_error, words), words) if view.job_error and not unsure else None
    draw(screen, view, "wc-case-job", unsure or failed)
    draw(
        screen,
        view,
        "wc-case-day",
        case_day_trees.lines(
            case_day_trees.here(view, day, words),
            case_day_trees.beside(day, words),
            case_day_trees.standing(day, words),
            case_day_trees.note(day.reading, day, words),
            case_day_trees.hide(day.exposed, day, words),
            case_day_trees.held(day.held, day.now, words),
        ),
    )
    draw(screen, view, "wc-case-changed", case_compare_trees.changed(view, words))
    shown = view.draft if view.draft and not day.done else None
    told = (case_trees.notices(shown, words, following=view.writing), case_trees.asks(shown, words)) if shown else ()
    components.draw("wc-case-notice", *told)


def draw_write(screen: Screen, view: CaseView, day: Day, brand: Brand) -> None:
    """The editor, and what the text undertakes. Nothing to write in a case that is done."""
    case, words = view.case.id, screen.words
    if not day.done:
        if unwritten(view):
            draw(screen, view, "wc-case-writing", case_trees.streaming(view.partial, case, words))
        else:
            draw_editor(screen, view, day, brand)
    chosen = st.session_state.get(f"chips-{case}", {})
    draw(
        screen,
        view,
        "wc-case-promises",
        case_day_trees.proposed(view, day, chosen, words),
        case_day_trees.undertaken(day, words),
    )
    if not day.done and not self_harm(view):
        draw_again(screen, case)


def unwritten(view: CaseView) -> bool:
    """Whether a draft is being written that nobody typed in: it is read along, there is no text to change or approve yet."""
    return view.writing and not view.edit and bool(view.partial or not view.draft)


def draw_again(screen: Screen, case: str) -> None:
    """Another draft, with a word on what must change."""
    with st.container(horizontal=True, vertical_alignment="bottom", key="wc-again"):
        hint = screen.say("actions.hint")
        st.text_input(hint, key=f"hint-{case}", placeholder=screen.say("actions.hint_example"), label_visibility="collapsed")
        again = screen.say("actions.regenerate")
        st.button(again, key=f"again-{case}", shortcut="Alt+G", on_click=desk.regenerate, args=(screen, case))


def draw_foot(screen: Screen, view: CaseView, day: Day) -> None:
    """Messages, findings and keys: always in sight."""
    case, words = view.case.id, screen.words
    with st.container(key="wc-told-slot"):  # what comes and goes moves nothing that may have the focus
        parts.show_told("wc-told")
    if day.done:  # a colleague finished it while this person looked on, or it was looked up
        draw(screen, view, "wc-case-keys", case_trees.onward(case, words))
        return
    seen = day.rewriting
    draw(screen, view, "wc-case-rewrite", case_compare_trees.rewriting(seen, case, view.reply, words) if seen else None)
    note = field("note", words.say("second.note"), grow=True, needed=False, maxlength="500")
    ask = fold("second", words.say("second.ask"), form("second", case, words.say("second.send"), note, seen=True), key=f"second-{case}")

    def act(name: str, value: Any) -> None:
        if name == "reason":
            desk.choose_reason(case, value)
        else:
            case_acts.act(screen, case, name, value)

    chosen, quotes = desk.standing_reasons(case, view.findings), desk.quotes(view.findings)
    reasons = Reasons(case, chosen, quotes, may_override(screen, view))
    components.draw("wc-case-findings", case_trees.findings(view.findings, words, reasons, ask), on_act=act)
    draw_keys(screen, view, day)


def may_override(screen: Screen, view: CaseView) -> frozenset[Kind]:
    """The kinds of blocks that this person may approve with a reason (law 6): at urgency 3 nobody waits for a second reader."""
    person = screen.person
    now = view.case.triage is not None and view.case.triage.cannot_wait
    second = bool(person.roles & SECOND) and view.edited_by != person.id
    return frozenset({Kind.OWN_REASON, Kind.SECOND_READER} if now or second else {Kind.OWN_REASON})


def draw_editor(screen: Screen, view: CaseView, day: Day, brand: Brand) -> None:
    """The boxes: the thread's own channel and, where that is public, the private message beside it."""
    case, words = view.case, screen.words
    elsewhere = view.claimed_by not in ("", screen.person.id) or day.with_reader
    said = ("conflict", "keep_mine", "take_theirs", "copy", "copied", "texts")
    wishes = BY_MODEL if screen.assistant.kits.model else BY_RULES
    components.editor(
        desk.editor_key(case.id),
        {
            "case": case.id,
            "version": desk.version_of(view),
            "thread": case.version,
            "texts": {"text": view.reply.text, "private_text": view.reply.private_text},
            "lang": view.draft.language if view.draft else "",
            "readonly": view.reply_state in BUSY or elsewhere,
            "parts": editor_parts(screen, brand, case.channel),
            "marks": {"text": marks(view.findings, Part.PUBLIC), "private_text": marks(view.findings, Part.PRIVATE)},
            "wishes": [{"wish": wish, "label": words.say(f"rewrite.{wish}")} for wish in wishes],
            "offers": [{"shortcut": text.shortcut, "title": text.title} for text in day.texts],
            "put": st.session_state.get(f"put-{case.id}"),
            "words": {name: words.say(f"editor.{name}") for name in said}
            | {"rewrite": words.say("rewrite.title"), "rewrite_help": words.say("rewrite.help")},
        },
        lambda: desk.take_edit(screen, case.id),
        lambda name, value: case_acts.act(screen, case.id, name, value),
    )


def editor_parts(screen: Screen, brand: Brand, channel: str) -> list[dict[str, Any]]:
    """How each box is labelled and counted."""
    rules = brand.channels.get(channel) or ChannelRules(channel, public=False, limit=0, words=0, target_minutes=0)
    name = screen.say(f"channel.{channel}")
    gap, sign_off = rules.signature(screen.person, brand.name)
    label = screen.say("editor.public", channel=name) if rules.public else screen.say("editor.reply", channel=name)
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


def draw_keys(screen: Screen, view: CaseView, day: Day) -> None:
    """What an agent can do now, each with its key; under it, in one line, what a case may need instead of a reply."""
    case = view.case.id
    with st.container(key="wc-keys"):
        draw(screen, view, "wc-case-keys", case_trees.keys(case, screen.words, ready=not unwritten(view), busy=view.reply_state in BUSY))
    brand = screen.assistant.brand(view.case.brand)
    gesture = case_day_trees.gesture(day, brand, screen.words)
    draw(screen, view, "wc-case-aside", case_aside_trees.aside(day, brand, gesture, screen.words))
