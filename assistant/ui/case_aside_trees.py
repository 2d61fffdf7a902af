"""What can be done with a case without a reply, and danger: who calls, who took it, and that it is no danger. Pure."""

from collections.abc import Sequence

from assistant.casework.set_aside import customer_until
from assistant.content.words import Words
from assistant.records.brand import Brand
from assistant.records.case import CaseState
from assistant.records.day import Alarm
from assistant.records.triage import Risk
from assistant.ui import times
from assistant.ui.case_bits import act, choice, colleagues, field, fold, form, later, moment, reached
from assistant.ui.case_day import Day, Other
from assistant.ui.tree import Node, line, node, paragraph, text

EMERGENCY = "112"
FIRST_LINES = 6
"""The number of the first of the lines that people wrote for a crisis; 1 to 5 are reasons."""


def aside(day: Day, brand: Brand, gesture: Node | None, words: Words) -> Node | None:
    """One line: what a case may need instead of a reply, and the `gesture` that may go with one."""
    if day.head.state in (CaseState.WAITING, CaseState.CLOSED, CaseState.ANSWERED):
        return None
    case, until = day.head.id, moment(later(day.now, 2))
    back = field("until", words.say("aside.until"), "datetime-local", moment(later(customer_until(brand, day.now), 0)), min=moment(day.now))
    waits = form("wait_customer", case, words.say("aside.wait_customer"), back)
    asked = form(
        "wait_colleague",
        case,
        words.say("aside.wait_colleague"),
        field("question", words.say("aside.question"), grow=True, maxlength="500"),
        field("who", words.say("aside.colleague"), list="wc-colleagues"),
        field("until", words.say("aside.until"), "datetime-local", until, min=moment(day.now)),
    )
    known = node("datalist", *(node("option", value=person.name) for person in day.others), id="wc-colleagues")
    called = form("called", case, words.say("aside.called"), field("note", words.say("aside.called_note"), grow=True, maxlength="500"))
    people = colleagues(day.others, words)
    hand = form("hand_over", case, words.say("aside.hand_over"), choice("to", words.say("aside.hand_over_to"), people)) if people else None
    return node(
        "div",
        act("no_reply", words.say("aside.no_reply"), case, cls="wc-button wc-link wc-small"),
        fold("wait_customer", words.say("aside.wait_customer"), waits, key=f"customer-{case}", cls="wc-link"),
        fold("wait_colleague", words.say("aside.wait_colleague"), asked, known, key=f"colleague-{case}", cls="wc-link"),
        fold("called", words.say("aside.called"), called, key=f"called-{case}", cls="wc-link"),
        fold("hand_over", words.say("aside.hand_over"), hand, key=f"hand-{case}", cls="wc-link") if hand else None,
        fold("merge", words.say("aside.merge"), _merge(case, day.mergeable, words), key=f"merge-{case}", cls="wc-link")
        if day.mergeable
        else None,
        gesture,
        cls="wc-acts",
        role="group",
        aria_label=words.say("aside.title"),
    )


def _merge(case: str, others: Sequence[Other], words: Words) -> Node:
    options = [(one.id, f"{one.customer_name} · {words.say(f'channel.{one.channel}')}") for one in others]
    warning = text(words.say("aside.merge_warning"), "wc-small wc-late")
    return form("merge", case, words.say("aside.merge"), choice("into", words.say("aside.merge_into"), options), warning)


def gone(name: str, what: str, case: str, words: Words) -> Node:
    """What was just set aside, with the way back (what was handed over is in the queue still)."""
    back = act("take_back", words.say("actions.undo"), case) if what != "hand_over" else None
    return line(text(words.say(f"aside.gone_{what}", name=name)), back, cls="wc-even")


def alarm(seen: Alarm | None, day: Day, words: Words) -> Node | None:
    """Whether the duty lead knows, who took it, and that it is none."""
    if seen is None:
        return None
    settled = times.clock(seen.at, day.now, words) if seen.at else ""
    if seen.state == "acknowledged":
        said = text(words.say("alarm.acknowledged", name=day.name(seen.by), time=settled))
        return line(said, act("not_so", words.say("alarm.not_so"), seen.case, cls="wc-button wc-link wc-small"), cls="wc-even")
    if seen.state == "not_so":
        return line(text(words.say("alarm.was_not_so", name=day.name(seen.by), time=settled), "wc-small wc-quiet"))
    if seen.told_at:
        told = text(words.say("alarm.told", time=times.clock(seen.told_at, day.now, words)), "wc-small")
    else:
        told = text(words.say("alarm.no_address" if seen.error == "no_address" else "alarm.not_told"), "wc-small wc-late")
    take, not_so = (act(name, words.say(f"alarm.{name}"), seen.case) for name in ("acknowledge", "not_so"))
    return node("div", told, take, not_so, cls="wc-alarm-state")


def calling(brand: Brand, seen: Alarm | None, day: Day, words: Words) -> Node | None:
    """Who calls, as the brand says, and who does call now, by name; else the way to say that you do."""
    who = paragraph(words.say("crisis.who_calls", who=brand.crisis.who_calls)) if brand.crisis.who_calls else None
    if seen is None or seen.state == "not_so":
        return who
    if seen.caller and seen.called_at:
        said = words.say("alarm.calls", name=day.name(seen.caller), time=times.clock(seen.called_at, day.now, words))
        return line(who, text(said, "wc-level"), cls="wc-even")
    return line(who, act("i_call", words.say("alarm.i_call"), seen.case), cls="wc-even")


def danger(brand: Brand, seen: Alarm | None, day: Day, words: Words) -> Node:
    """Danger: who calls, and the numbers to call at once; the draft stands below."""
    number = next((contact.value for contact in brand.contacts if contact.kind == "phone"), "")
    return node(
        "div",
        line(text(words.say("alarm.safety"), "wc-title"), text(" · ".join(each for each in (EMERGENCY, number) if each), "wc-call wc-num")),
        calling(brand, seen, day, words),
        alarm(seen, day, words),
        cls="wc-card wc-alarm wc-stack",
        role="alert",
    )


def crisis(brand: Brand, seen: Alarm | None, day: Day, words: Words, language: str) -> Node:
    """The protocol for self-harm: who calls, the number, the steps, first lines to insert. People wrote every word of it."""
    protocol = brand.crisis
    steps = protocol.steps.get(language) or protocol.steps.get("nl") or ()
    first = protocol.first_lines.get(language) or protocol.first_lines.get("nl") or ()
    return node(
        "div",
        line(text(words.say("alarm.self_harm"), "wc-call"), text(protocol.phone, "wc-call wc-num")),
        calling(brand, seen, day, words),
        alarm(seen, day, words),
        node("div", text=words.say("crisis.steps"), cls="wc-head"),
        node("ol", *(node("li", text=step) for step in steps)),
        node("div", text=words.say("crisis.first_lines"), cls="wc-head") if first else None,
        node("div", *(_first(number, opening) for number, opening in enumerate(first, start=FIRST_LINES))) if first else None,
        paragraph(words.say("crisis.no_draft"), "wc-quiet wc-small"),
        cls="wc-card wc-alarm wc-stack",
        role="alert",
    )


def _first(number: int, opening: str) -> Node:
    """A first line, and the number that inserts it."""
    return node(
        "button",
        node("kbd", text=str(number)),
        text(opening),
        cls="wc-sentence",
        on=("insert", opening),
        attributes=reached(f"first-{number}"),
    )


def past_alarm(seen: Alarm | None, day: Day, words: Words) -> Node | None:
    """That somebody saw no danger where one was read: a line, once the reading no longer says so."""
    return alarm(seen, day, words) if seen and seen.state == "not_so" else None


def grave(kind: Risk, seen: Alarm | None) -> bool:
    """Whether the danger is to be shown: read in the case, and nobody said otherwise."""
    return kind in (Risk.SELF_HARM, Risk.SAFETY) and not (seen and seen.state == "not_so")
