"""The right of the desk: what the agent knows, on what the draft rests, how the case was read, what would leave the machine."""

from dataclasses import replace
from typing import Any

import streamlit as st

from assistant.language import masking
from assistant.records.case import Case
from assistant.records.desk import CaseView
from assistant.records.triage import Triage, Urgency
from assistant.ui import case_acts, case_trees, components, desk
from assistant.ui.parts import Screen
from assistant.ui.tree import node


def draw(screen: Screen, view: CaseView) -> None:
    case = named(screen, view.case)
    draw_facts(screen, case)
    draw_sources(screen, replace(view, case=case))
    if view.case.triage:
        with st.expander(screen.say("triage_ui.title"), key=f"triage-{view.case.id}"):
            draw_triage(screen, view.case, view.case.triage)
    with st.expander(screen.say("masked.title"), key=f"masked-{view.case.id}"):
        draw_masked(screen, view.case)


def named(screen: Screen, case: Case) -> Case:
    """The case with the names of those who know something, for their ids."""
    names = screen.names() if case.facts else {}
    return replace(case, facts=tuple(replace(fact, by=names.get(fact.by, fact.by)) for fact in case.facts))


def draw_facts(screen: Screen, case: Case) -> None:
    """What I know: kept with name and time, a source for this case only."""
    st.text_input(
        screen.say("facts.title"),
        key=f"fact-{case.id}",
        placeholder=screen.say("facts.example"),
        help=screen.say("facts.help"),
        on_change=desk.add_fact,
        args=(screen, case.id),
    )
    known = case_trees.facts(case, screen.now(case.brand), screen.words)
    components.draw("wc-case-facts", known, on_act=lambda name, value: case_acts.act(screen, case.id, name, value))


def draw_sources(screen: Screen, view: CaseView) -> None:
    """Each factual sentence with its source opened beside it."""
    if not view.draft:
        return
    words, brand = screen.words, screen.assistant.brand(view.case.brand)
    rest = case_trees.other_passages(view.draft, words)
    components.draw(
        "wc-case-sources",
        node("div", text=words.say("sources.title"), cls="wc-head"),
        case_trees.sources(view.draft, view.reply, view.case.facts, brand, words),
        node("div", text=words.say("sources.found_too"), cls="wc-head") if rest else None,
        rest,
    )


def draw_triage(screen: Screen, case: Case, triage: Triage) -> None:
    """How the case was read, why, and where the agent says otherwise."""
    words, brand = screen.words, screen.assistant.brand(case.brand)
    components.draw("wc-case-reading", case_trees.reading(triage, words))
    pick(screen, case, "urgency", [3, 2, 1, 0], int(Urgency(triage.urgency.value)), "urgency")
    pick(screen, case, "topic", ["", *brand.topics], triage.topic.value, "")
    pick(screen, case, "language", list(brand.languages), triage.language.value, "language")
    key = f"correct-vulnerable-{case.id}"
    st.toggle(
        screen.say("flags.vulnerable"),
        value=triage.vulnerable.value,
        key=key,
        on_change=desk.correct,
        args=(screen, case.id, "vulnerable", key, lambda on: "true" if on else "false"),
    )


def pick(screen: Screen, case: Case, field: str, options: list[Any], value: Any, table: str) -> None:
    """One field of the triage as a choice; a change is a correction by name."""
    key = f"correct-{field}-{case.id}"
    if value not in options:
        options = [*options, value]
    st.selectbox(
        screen.say(f"triage_ui.{field}"),
        options,
        index=options.index(value),
        format_func=lambda option: screen.say(f"{table}.{option}") if table and option != "" else str(option) or "–",
        key=key,
        on_change=desk.correct,
        args=(screen, case.id, field, key, str),
    )


def draw_masked(screen: Screen, case: Case) -> None:
    """The thread as it would leave the machine."""
    brand = screen.assistant.brand(case.brand)
    safe, masks = masking.mask(case.thread, names=(case.customer_name,), keep=(brand.id, brand.name))
    components.draw("wc-case-masked-text", case_trees.masked(safe, masks.values, screen.words))
