"""What an agent does with a case beside writing and approving: callbacks between the trees of the case and casework. Nothing here draws."""

import time
from collections.abc import Callable, Mapping
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any

import streamlit as st

from assistant.casework import (
    alarms,
    drafts,
    edits,
    hiding,
    my_promises,
    rewriting,
    second_reading,
    sending,
    set_aside,
    standard_texts,
    two_parts,
)
from assistant.errors import InputError, NotFound
from assistant.language import timing
from assistant.records.people import Person
from assistant.store import cases, people
from assistant.ui import desk, parts, reruns
from assistant.ui.parts import Screen

Fields = Mapping[str, Any]
"""What a form sends: {of, ...fields}; of any other act only `of`."""

SEEN_ELSEWHERE = frozenset({"acknowledge", "i_call", "not_so", "take_over", "correct"})
"""Acts that change more of the page than the case; those that leave the case open another, and so draw the page anew."""

LEAVE = frozenset({"no_reply", "wait_customer", "wait_colleague", "called", "hand_over", "merge", "second"})
"""Acts that take the case off the desk."""

OF_CASE = LEAVE | {
    "approve",
    "mark",
    "skip",
    "onward",
    "not_so",
    "acknowledge",
    "i_call",
    "gesture",
    "take_over",
    "copied",
    "again",
    "keep_mine",
    "take_all",
    "rewrite_stop",
    "draft_stop",
    "sent_out",
    "send_again",
}
"""Acts that name the case they were drawn for."""

Act = Callable[[Screen, str, Fields], object]

YEARS = 100
"""How far from now a day that somebody fills in may lie."""

GONE_SECONDS = 20.0
"""How long the way back from a case that was set aside stands in the header."""


def act(screen: Screen, case: str, name: str, value: Any) -> None:
    """Does what was clicked, pressed or filled in. A refusal is told, and nothing else happens."""
    does = ACTS.get(name)
    if does is None:
        return
    fields = {"of": "", **value} if isinstance(value, dict) else {"of": value}
    if name in OF_CASE and fields.get("of") != case:
        return  # pressed while the next case was being drawn: meant for the one before
    filled_in = isinstance(value, dict)  # a form was opened in this case: it is no second click meant for the one before
    if name in LEAVE | {"not_so"} and not filled_in and desk.fresh(screen):
        return
    parts.hush()
    desk.take_edit(screen, case)
    parts.attempt(lambda: does(screen, case, fields))
    if name in SEEN_ELSEWHERE:
        reruns.redraw()


def approve(screen: Screen, case: str, fields: Fields, *, by_hand: bool = False) -> None:
    """Approves what stood in the editor, with what was said of its promises, and opens the next case; `by_hand`: the browser copied it."""
    if desk.approve(screen, case, desk.on_screen(case, fields.get("seen")), by_hand=by_hand):
        keep_choices(screen, case)


def leaving(name: str, does: Act) -> Act:
    """An act that takes the case off the desk: the next one opens, and the way back stands in the header."""

    def left(screen: Screen, case: str, fields: Fields) -> None:
        with screen.assistant.store.read() as tx:
            customer = cases.head(tx, case).customer_name
        does(screen, case, fields)
        st.session_state["gone"] = (case, customer, name, time.monotonic())
        desk.go_on(screen, case)

    return left


def take_back(screen: Screen, case: str, fields: Fields) -> None:
    """Back to the queue, and open."""
    back = str(fields.get("of") or case)
    set_aside.take_back(screen.work, screen.person, back)
    st.session_state.pop("gone", None)
    desk.open_case(back)


def hand_over(screen: Screen, case: str, fields: Fields) -> None:
    set_aside.hand_over(screen.work, screen.person, case, someone(screen, fields.get("to")))


def wait_for_customer(screen: Screen, case: str, fields: Fields) -> None:
    set_aside.wait_for_customer(screen.work, screen.person, case, moment(screen, case, fields.get("until")))


def wait_for_colleague(screen: Screen, case: str, fields: Fields) -> None:
    question, who = str(fields.get("question") or ""), str(fields.get("who") or "")
    until = moment(screen, case, fields.get("until"))
    set_aside.wait_for_colleague(screen.work, screen.person, case, question=question, who=who, until=until)


def merge(screen: Screen, case: str, fields: Fields) -> None:
    """The case goes on as the other one, which opens."""
    into = str(fields.get("into") or "")
    set_aside.merge(screen.work, screen.person, case, into)
    desk.open_case(into)


def ask_second(screen: Screen, case: str, fields: Fields) -> None:
    shown = desk.on_screen(case, fields.get("seen"))
    second_reading.ask(screen.work, screen.person, case, shown.reply.hash, note=str(fields.get("note") or ""))


def keep_mine(screen: Screen, case: str, _fields: Fields) -> None:
    edits.keep_mine(screen.work, screen.person, case)


def promise_by(screen: Screen, case: str, fields: Fields) -> None:
    """Who does what a text undertakes, by when: kept until the text is approved. Another report-back time becomes what I know."""
    of = fields.get("of")
    id, report = (str(of.get("id")), bool(of.get("report"))) if isinstance(of, dict) else ("", False)
    by, who = moment(screen, case, fields.get("by")), str(fields.get("who") or screen.person.id)
    if report and who == screen.person.id:
        report_by(screen, case, by)
        return
    note_choice(case, id, {"how": "by", "who": who, "by": by.isoformat()})


def report_by(screen: Screen, case: str, by: datetime) -> None:
    """The agent names the time at which they report back: a fact of this case, which the draft takes over."""
    with screen.assistant.store.read() as tx:
        seen = cases.load_case(tx, case)
    language = seen.triage.language.value if seen.triage else screen.words.language
    now = screen.now(seen.brand)
    said = timing.say_by(by, now, language)
    edits.add_fact(
        screen.work, screen.person, case, screen.assistant.words(language).say("promise.report_fact", by=said), kind=edits.REPORT_BACK
    )


def fact_back(screen: Screen, case: str, fields: Fields) -> None:
    """What was known no longer holds: {of: {case, fact}}."""
    of = fields.get("of")
    if isinstance(of, dict) and of.get("case") == case:
        edits.take_back_fact(screen.work, screen.person, case, str(of.get("fact")))


def correct(screen: Screen, case: str, fields: Fields) -> None:
    """The agent reads the case otherwise: {of: {case, field}, chosen}."""
    of = fields.get("of")
    if isinstance(of, dict) and of.get("case") == case:
        edits.correct(screen.work, screen.person, case, str(of.get("field")), str(fields.get("chosen") or ""))


def note_choice(case: str, id: str, choice: Mapping[str, str]) -> None:
    st.session_state[f"chips-{case}"] = {**st.session_state.get(f"chips-{case}", {}), id: dict(choice)}


def keep_choices(screen: Screen, case: str) -> None:
    """After approval: what was said of the chips is kept with the promises. What nobody said anything of is the approver's."""
    chosen: Mapping[str, Mapping[str, str]] = st.session_state.pop(f"chips-{case}", {})
    standing = {promise.id for promise in my_promises.promises_of(screen.work, case)} if chosen else set()
    for id in standing & set(chosen):
        choice = chosen[id]
        if choice["how"] == "done":
            my_promises.settle(screen.work, screen.person, id)
        else:
            who = someone(screen, choice["who"])
            my_promises.take_on(screen.work, screen.person, id, by=datetime.fromisoformat(choice["by"]), who=who)


def take_on(screen: Screen, case: str, fields: Fields) -> None:
    who, by = someone(screen, fields.get("who")), moment(screen, case, fields.get("by"))
    my_promises.take_on(screen.work, screen.person, str(fields.get("of")), by=by, who=who)


def gesture(screen: Screen, case: str, fields: Fields) -> None:
    try:
        amount = Decimal(str(fields.get("amount") or "").replace(",", "."))
    except InvalidOperation as error:
        raise InputError("This is no amount.", where="amount", mend="Give what it costs, such as 4,50.") from error
    my_promises.gesture(screen.work, screen.person, case, str(fields.get("what") or ""), amount)


def rewrite(screen: Screen, case: str, fields: Fields) -> None:
    """Asks for another wording of the selected sentences; nothing changes until a difference is taken."""
    part, texts = str(fields.get("part") or "text"), fields.get("texts")
    text = str(texts.get(part) or "") if isinstance(texts, dict) else ""
    span = fields.get("span")
    chosen = (int(span[0]), int(span[1])) if isinstance(span, list) and len(span) == 2 and span[0] != span[1] else None
    rewriting.ask(screen.work, screen.person, case, part, text, str(fields.get("wish")), chosen)


def rewrite_next(screen: Screen, case: str, fields: Fields, *, taken: bool) -> None:
    """One difference was taken (the browser puts it in the text) or left: {of: {case, version, number}}."""
    of = fields.get("of")
    if isinstance(of, dict) and of.get("case") == case:
        rewriting.settle(screen.work, screen.person, case, int(of["version"]), int(of["number"]), taken=taken)


def insert_text(screen: Screen, case: str, fields: Fields) -> None:
    """A standard text, its places filled, goes to the editor, which puts it where `/name` was typed."""
    shortcut = str(fields.get("shortcut") or "")
    filled = standard_texts.insert(screen.work, screen.person, case, shortcut)
    put = {"id": time.time_ns() // 1000, "part": str(fields.get("part") or "text"), "token": str(fields.get("token") or ""), "text": filled}
    st.session_state[f"put-{case}"] = put


def someone(screen: Screen, id: Any) -> Person:
    """A colleague by id. Raises `NotFound`."""
    with screen.assistant.store.read() as tx:
        found = next((person for person in people.everyone(tx) if person.id == str(id or screen.person.id)), None)
    if found is None:
        raise NotFound("There is no such colleague.", where="who", mend="Pick one from the list.")
    return found


def moment(screen: Screen, case: str, value: Any) -> datetime:
    """What a field for day and time gave, in the brand's zone. Raises `InputError`."""
    with screen.assistant.store.read() as tx:
        now = screen.now(cases.head(tx, case).brand)
    try:
        at = datetime.fromisoformat(str(value)).replace(tzinfo=now.tzinfo)
    except ValueError as error:
        raise InputError("This is no day and time.", where="until", mend="Give the day and the time.") from error
    if abs(at.year - now.year) > YEARS:  # a year that was not typed to its end
        raise InputError("This is no day and time.", where="until", mend="Give the day and the time.")
    return at


ACTS: Mapping[str, Act] = {
    "approve": approve,
    "mark": lambda screen, case, fields: approve(screen, case, fields, by_hand=True),
    "skip": lambda screen, case, _: desk.skip(screen, case),
    "onward": lambda screen, case, _: desk.go_on(screen, case),
    "take_over": lambda screen, case, _: desk.take_over(screen, case),
    "no_reply": leaving("no_reply", lambda screen, case, _: set_aside.no_reply(screen.work, screen.person, case)),
    "wait_customer": leaving("wait_customer", wait_for_customer),
    "wait_colleague": leaving("wait_colleague", wait_for_colleague),
    "called": leaving(
        "called", lambda screen, case, fields: set_aside.called(screen.work, screen.person, case, str(fields.get("note") or ""))
    ),
    "hand_over": leaving("hand_over", hand_over),
    "merge": merge,
    "take_back": take_back,
    "second": leaving("second", ask_second),
    "fact_back": fact_back,
    "correct": correct,
    "hide": lambda screen, case, fields: hiding.ask(screen.work, screen.person, case, str(fields["of"])),
    "hidden": lambda screen, case, fields: hiding.done(screen.work, screen.person, case, str(fields["of"])),
    "acknowledge": lambda screen, case, _: alarms.acknowledge(screen.work, screen.person, case),
    "i_call": lambda screen, case, _: alarms.i_call(screen.work, screen.person, case),
    "not_so": lambda screen, case, _: edits.not_so(screen.work, screen.person, case),
    "copied": lambda screen, case, _: two_parts.copied(screen.work, screen.person, case),
    "again": lambda screen, case, _: two_parts.again(screen.work, screen.person, case),
    "sent_out": lambda screen, case, _: sending.resolve(screen.work, screen.person, case, out=True),
    "send_again": lambda screen, case, _: sending.resolve(screen.work, screen.person, case, out=False),
    "keep_mine": keep_mine,
    "take_all": keep_mine,
    "promise_by": promise_by,
    "promise_done": lambda _, case, fields: note_choice(case, str(fields["of"]), {"how": "done"}),
    "take_on": take_on,
    "kept": lambda screen, _, fields: my_promises.settle(screen.work, screen.person, str(fields["of"])),
    "broken": lambda screen, _, fields: my_promises.settle(screen.work, screen.person, str(fields["of"]), kept=False),
    "gesture": gesture,
    "rewrite": rewrite,
    "rewrite_take": lambda screen, case, fields: rewrite_next(screen, case, fields, taken=True),
    "rewrite_leave": lambda screen, case, fields: rewrite_next(screen, case, fields, taken=False),
    "draft_stop": lambda screen, case, _: drafts.stop(screen.work, screen.person, case),
    "rewrite_stop": lambda screen, case, _: rewriting.stop(screen.work, screen.person, case),
    "text": insert_text,
}
"""What a name that a tree or the editor sends does."""
