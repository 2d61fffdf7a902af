"""The right of the desk: what the agent knows, on what the draft rests, how the case was read, what would leave the machine."""

from dataclasses import replace

import streamlit as st

from assistant.language import masking
from assistant.records.case import Case
from assistant.records.desk import CaseView
from assistant.ui import case_acts, case_trees, components, desk, triage_trees
from assistant.ui.parts import Screen
from assistant.ui.tree import Node, node


def draw(screen: Screen, view: CaseView) -> None:
    case = named(screen, view.case)
    draw_facts(screen, case)
    draw_sources(screen, replace(view, case=case))
    draw_reading(screen, view)


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


def draw_reading(screen: Screen, view: CaseView) -> None:
    """How the case was read, and the thread as it would leave the machine: each folded until somebody wants to know."""
    case, words, brand = view.case, screen.words, screen.assistant.brand(view.case.brand)
    safe, masks = masking.mask(case.thread, names=(case.customer_name,), keep=(brand.id, brand.name))
    read = triage_trees.reading(case, case.triage, brand, words) if case.triage else None
    components.draw(
        "wc-case-reading",
        folded("triage", words.say("triage_ui.title"), read) if read else None,
        folded("masked", words.say("masked.title"), triage_trees.masked(safe, masks.values, words)),
        on_act=lambda name, value: case_acts.act(screen, case.id, name, value),
    )


def folded(key: str, title: str, inside: Node) -> Node:
    """What opens under its title, and stays so from case to case."""
    return node("details", node("summary", text=title, cls="wc-head"), inside, cls="wc-side-fold", key=key)
