"""The working day of a case as trees: its clock, who else is here, what waits, what is promised, what must be hidden. Pure."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal

from assistant.casework.promises import FEEDBACK, GESTURE, KEPT, OPEN, PROPOSED
from assistant.casework.two_parts import Held
from assistant.content.words import Words
from assistant.records.brand import Brand
from assistant.records.case import CaseState
from assistant.records.day import Exposed, Line, Reading, Times
from assistant.records.desk import CaseView
from assistant.records.triage import Urgency
from assistant.records.work import Promise, ReplyState
from assistant.ui import times
from assistant.ui.case_bits import LINK, act, choice, colleagues, field, fold, form, later, moment
from assistant.ui.case_day import Day
from assistant.ui.sentences import translated
from assistant.ui.tree import Node, chip, line, node, paragraph, stack, text

CHIPS = 2
"""Undertakings of a text that are seen at once, those with a time first."""

WINDOW_SHOWN = 12 * 3600
"""Seconds: a window of the platform that is wider than this is not worth a place."""


def clock(seen: Times, words: Words) -> list[Node]:
    """How long there is left, whether the clock runs, and what the platform itself leaves."""
    made: list[Node] = []
    resting = seen.stopped and seen.left_seconds is not None and 0 <= seen.left_seconds < 60
    if resting:
        pass
    elif seen.due_at is None or seen.left_seconds is None:
        made.append(text(words.say("clock.none"), "wc-small wc-quiet"))
    else:
        span = times.span(int(abs(seen.left_seconds) // 60), words)
        late = seen.left_seconds < 0
        made.append(text(words.say("clock.late" if late else "clock.left", time=span), "wc-num wc-late" if late else "wc-num wc-quiet"))
    if seen.stopped:
        made.append(text(words.say("clock.stopped"), "wc-small wc-quiet"))
    if seen.window_seconds is not None and seen.window_seconds <= 0:
        made.append(text(words.say("clock.window_closed"), "wc-small wc-late"))
    elif seen.window_seconds is not None and seen.window_seconds < WINDOW_SHOWN:
        made.append(text(words.say("clock.window", time=times.span(int(seen.window_seconds // 60), words)), "wc-small wc-quiet wc-num"))
    return made


def before(lines: Sequence[Line], words: Words) -> Node | None:
    """This customer before: the first line, and behind it the two others."""
    if not any(each.key != "speech" for each in lines):
        return None
    said = [words.say(f"before.{_key(each)}", **_before(dict(each.params), words)) for each in lines]
    head = node("summary", text(words.say("case.earlier"), "wc-head"), text(said[0], "wc-small"))
    if len(said) == 1:
        return line(text(words.say("case.earlier"), "wc-head"), text(said[0], "wc-small"), cls="wc-before")
    return node("details", head, *(paragraph(each, "wc-small") for each in said[1:]), cls="wc-before")


def _key(said: Line) -> str:
    """Of how we speak to each other, what is known."""
    params = dict(said.params)
    if said.key != "speech" or (params.get("we") and params.get("they")):
        return said.key
    return "speech_we" if params.get("we") else "speech_they" if params.get("they") else "speech_only"


def _before(params: Mapping[str, str], words: Words) -> dict[str, str]:
    """Channels, days and languages in the screen's words; what nobody knows is a dash."""
    shown = {name: value or "–" for name, value in params.items()}
    if channels := params.get("channels"):
        shown["channels"] = ", ".join(words.say(f"channel.{name}") for name in channels.split(","))
    if language := params.get("language"):
        shown["language"] = words.say(f"language.{language}")
    if on := params.get("on"):
        day = date.fromisoformat(on)
        shown["on"] = f"{day.day} {words.say(f'time.month_{day.month}')}"
    return shown


def standing(day: Day, words: Words) -> Node | None:
    """Why this case is not simply waiting for our answer, or how it came back; with the way back."""
    said = _standing(day, words)
    if not said:
        return None
    waits = day.head.state in (CaseState.WAITING, CaseState.CLOSED, CaseState.ANSWERED) and not day.head.merged_into
    back = act("take_back", words.say("aside.take_back"), day.head.id) if waits else None
    return node("div", text(said), back, cls="wc-note wc-line", role="status")


def _standing(day: Day, words: Words) -> str:
    head = day.head
    until = times.clock(head.waiting_until, day.now, words) if head.waiting_until else ""
    asked = {"who": head.waiting_with, "question": head.waiting_question, "until": until}
    if head.state is CaseState.WAITING:
        key = {"colleague": "waits_colleague", "second_reader": "waits_second_reader"}.get(head.waiting_for)
        return words.say(f"aside.{key or ('waits_customer_until' if until else 'waits_customer')}", **asked)
    if head.state is CaseState.CLOSED and head.closed_note:
        return words.say("aside.closed_called_note", note=head.closed_note)
    if head.state is CaseState.CLOSED:
        return words.say(f"aside.closed_{head.closed_as}" if head.closed_as else "state.closed")
    if head.state is CaseState.ANSWERED:
        return words.say("case.answered")
    if head.waiting_question:
        return words.say("aside.came_back", **asked)
    if words.has(f"reason.{head.reason}"):
        return words.say(f"reason.{head.reason}")
    if head.handed_to and head.handed_by:
        return words.say("aside.handed_by", name=day.name(head.handed_to), by=day.name(head.handed_by))
    if head.handed_to:
        return words.say("aside.handed_to", name=day.name(head.handed_to))
    if head.closed_note:
        return words.say("aside.called_before", note=head.closed_note)
    return "" if head.tagged else words.say("aside.untagged")


def note(reading: Reading | None, day: Day, words: Words) -> Node | None:
    """What the second reader wrote on a text that came back."""
    if reading is None or reading.state != "returned":
        return None
    said = words.say("second.returned", name=day.name(reading.read_by), note=reading.answer)
    return node("div", text(words.say("reason.second_reader"), "wc-level"), text(said, "wc-pre"), cls="wc-note", role="status")


def hide(exposed: Sequence[Exposed], day: Day, words: Words) -> Node | None:
    """Public messages with personal data: hiding is asked for, then done; the data itself is not repeated."""
    owed = [one for one in exposed if not one.done_by]
    if not owed:
        return None
    return node("div", *(_hide(one, day, words) for one in owed), cls="wc-note wc-stack", role="status")


def _hide(one: Exposed, day: Day, words: Words) -> Node:
    kinds = ", ".join(words.say(f"data.{kind}") if words.has(f"data.{kind}") else kind.casefold() for kind in one.kinds)
    what = text(words.say("hide.what", kinds=kinds))
    if not one.asked_by or one.asked_at is None:
        return line(what, act("hide", words.say("hide.ask"), one.message), cls="wc-even")
    asked = words.say("hide.asked", name=day.name(one.asked_by), time=times.clock(one.asked_at, day.now, words))
    return line(what, text(asked, "wc-small wc-quiet"), act("hidden", words.say("hide.done"), one.message, also="hide"), cls="wc-even")


def held(held: Held | None, now: datetime, words: Words) -> Node | None:
    """The private message that waits for the customer's private thread, or that did not go."""
    if held is None:
        return None
    since = text(words.say("private.held_since", time=times.clock(held.since, now, words)), "wc-small wc-quiet")
    said = (
        paragraph(words.say("private.failed", error=translated(held.error, words)), "wc-late")
        if held.error
        else text(words.say("private.held"))
    )
    copy = node("button", text=words.say("editor.copy"), cls=LINK, clip=held.text)
    copied = act("copied", words.say("private.copied"), held.case)
    again = act("again", words.say("private.again"), held.case) if held.error else None
    shown = node("div", text=held.text, cls="wc-rule")
    return node("div", line(said, since), shown, line(copy, copied, again, cls="wc-even"), cls="wc-note wc-stack", role="status")


def unsure(view: CaseView, words: Words) -> Node | None:
    """A reply that may or may not be out: a person looks in the channel, and says so or sends it again."""
    if view.reply_state is not ReplyState.UNKNOWN:
        return None
    why = paragraph(translated(view.job_error, words), "wc-small") if view.job_error else None
    out = act("sent_out", words.say("unsure.out"), view.case.id)
    again = act("send_again", words.say("unsure.again"), view.case.id)
    return node("div", text(words.say("unsure.said")), why, line(out, again, cls="wc-even"), cls="wc-conflict wc-stack", role="alert")


def proposed(view: CaseView, day: Day, chosen: Mapping[str, Mapping[str, str]], words: Words) -> Node | None:
    """What the text on the screen undertakes, a line each, and who does it by when; approving keeps it so."""
    if not day.proposed:
        return None
    backed = {citation.sentence for citation in view.draft.citations if citation.passage == "report_back"} if view.draft else set()
    timed = sorted(day.proposed, key=lambda promise: promise.due_at is None)
    said = {id: _decided(promise) for id, promise in day.decided.items()} | dict(chosen)
    rows = [_chip(promise, promise.text in backed, day, said.get(promise.id, {}), view, words) for promise in timed]
    more = len(rows) - CHIPS
    rest = node("summary", text=words.say("promise.more", n=more), cls="wc-small wc-quiet")
    behind = node("details", rest, *rows[CHIPS:], key="rest") if more > 0 else None
    return node("div", *rows[:CHIPS], behind, cls="wc-vows", role="group", aria_label=words.say("promise.under"))


def _decided(promise: Promise) -> Mapping[str, str]:
    """What was said of a promise before its approval was taken back, as a choice for its chip."""
    if promise.state == KEPT:
        return {"how": "done"}
    return {"how": "by", "who": promise.owner} | ({"by": promise.due_at.isoformat()} if promise.due_at else {})


def _chip(promise: Promise, report: bool, day: Day, chosen: Mapping[str, str], view: CaseView, words: Words) -> Node:
    """One undertaking before approval. A time that the brand's rule proposed says so: approving confirms it."""
    due = datetime.fromisoformat(chosen["by"]) if chosen.get("by") else promise.due_at
    who = chosen.get("who") or day.me.id
    said = words.say("promise.did") if chosen.get("how") == "done" else _who(who, due, day, words)
    urgency = view.case.triage.urgency.value if view.case.triage else Urgency.TODAY
    past = bool(due and due < day.now)
    why = words.say("promise.proposed_why", urgency=words.say(f"urgency.{int(urgency)}"))
    proposal = node("span", text=words.say("promise.proposed"), cls="wc-small wc-quiet", title=why) if report else None
    if past:
        proposal = text(words.say("promise.past"), "wc-small wc-late")
    fields = form(
        "promise_by",
        {"id": promise.id, "report": report},
        words.say("promise.set"),
        choice("who", words.say("promise.who"), colleagues(day.others, words, day.me), who),
        field("by", words.say("promise.by"), "datetime-local", moment((due or later(day.now, 2)).astimezone(day.now.tzinfo))),
    )
    done = None if chosen.get("how") == "done" else act("promise_done", words.say("promise.done"), promise.id, cls=LINK)
    return node(
        "div",
        line(
            chip(said, "wc-vow wc-risk" if past else "wc-vow"),
            node("span", text=promise.text, cls="wc-one wc-small wc-quiet", title=promise.text),
            cls="wc-chip-line",
        ),
        line(proposal, done, fold("promise", words.say("promise.else"), fields, key=f"{promise.id}-else", cls=LINK), cls="wc-chip-acts"),
        cls="wc-vow-row",
        key=promise.id,
    )


def _who(who: str, due: datetime | None, day: Day, words: Words) -> str:
    at = times.clock(due, day.now, words) if due else ""
    if who == day.me.id:
        return words.say("promise.mine", time=at) if at else words.say("promise.mine_no_time")
    return words.say("promise.theirs", name=day.name(who), time=at) if at else day.name(who)


def undertaken(day: Day, words: Words) -> Node | None:
    """What was undertaken in this case: open ones with what can be said of them, settled ones behind a line."""
    texts = {promise.id for promise in day.proposed}
    kept = [promise for promise in day.standing if promise.id not in texts]
    if not kept:
        return None
    open_ = [promise for promise in kept if promise.state in (OPEN, PROPOSED)]
    past = [promise for promise in kept if promise not in open_]
    settled = (
        node(
            "details",
            node("summary", text=words.say("promise.settled", n=len(past)), cls="wc-small"),
            *(_settled(promise, words) for promise in past),
            key="past",
        )
        if past
        else None
    )
    return node(
        "div",
        node("div", text=words.say("promise.of_case"), cls="wc-head"),
        *(_open(one, day, words) for one in open_),
        settled,
        cls="wc-vows",
    )


def _open(promise: Promise, day: Day, words: Words) -> Node:
    late = bool(promise.due_at and promise.due_at < day.now)
    fields = form(
        "take_on",
        promise.id,
        words.say("promise.set"),
        choice("who", words.say("promise.who"), colleagues(day.others, words, day.me), promise.owner),
        field("by", words.say("promise.by"), "datetime-local", moment((promise.due_at or later(day.now, 2)).astimezone(day.now.tzinfo))),
    )
    return node(
        "div",
        line(
            chip(_who(promise.owner, promise.due_at, day, words), "wc-vow wc-risk" if late else "wc-vow"),
            text(words.say("promise.overdue"), "wc-small wc-late") if late else None,
            node("span", text=saying(promise, words), cls="wc-one wc-small wc-quiet", title=saying(promise, words)),
            cls="wc-chip-line",
        ),
        line(
            act("kept", words.say("promise.done"), promise.id, cls=LINK),
            act("broken", words.say("promise.broken"), promise.id, cls=LINK),
            fold("promise", words.say("promise.else"), fields, key=f"{promise.id}-else", cls=LINK),
            cls="wc-chip-acts",
        ),
        cls="wc-vow-row",
        key=promise.id,
    )


def _settled(promise: Promise, words: Words) -> Node:
    return paragraph(f"{words.say(f'promise.{promise.state}')}: {saying(promise, words)}", "wc-small wc-quiet")


def saying(promise: Promise, words: Words) -> str:
    """A promise in words: the sentence it was read from, a gesture with what it costs, a report on a signal."""
    if promise.kind == FEEDBACK:
        return words.say("promise.feedback")
    if promise.kind == GESTURE:
        return words.say("promise.gesture", what=promise.text, amount=euro(Decimal(promise.cents) / 100, words))
    return promise.text


def gesture(day: Day, brand: Brand, words: Words) -> Node | None:
    """Something kind within the budget of a case."""
    if not brand.mandate.gestures or brand.mandate.gesture <= 0:
        return None
    spent = sum(promise.cents for promise in day.standing if promise.kind == GESTURE)
    left = max(Decimal(0), brand.mandate.gesture - Decimal(spent) / 100)
    kinds = [(name, name) for name in brand.mandate.gestures]
    amount = field("amount", words.say("promise.gesture_amount"), "number", "", min="0", step="0.01", max=f"{brand.mandate.gesture:.2f}")
    left_over = text(words.say("promise.gesture_left", amount=euro(left, words)), "wc-small wc-quiet")
    fields = form(
        "gesture",
        day.head.id,
        words.say("promise.gesture_give"),
        choice("what", words.say("promise.gesture_what"), kinds),
        amount,
        left_over,
    )
    return fold("gesture", words.say("promise.gesture_add"), fields, key=f"gesture-{day.head.id}", cls=LINK)


def euro(amount: Decimal, words: Words) -> str:
    """An amount as the language writes it."""
    plain = f"{amount:.2f}"
    return f"€ {plain.replace('.', ',')}" if words.language == "nl" else f"€{plain}"


def here(view: CaseView, day: Day, words: Words) -> Node | None:
    """Who else is here: the colleague who has the case, with the way to take it over, and who merely has it open."""
    holder = day.name(view.claimed_by) if view.claimed_by not in ("", day.me.id) else ""
    looking = text(words.say("case.looking", names=", ".join(day.looking)), "wc-small wc-quiet") if day.looking else None
    if not holder:
        return node("div", looking, cls="wc-line", role="status") if looking else None
    said = words.say("case.typing" if day.typing else "case.held_by", name=day.typing or holder)
    over = act("take_over", words.say("case.take_over"), view.case.id)
    return node("div", text(said), over, looking, cls="wc-note wc-line wc-even", role="status")


def beside(day: Day, words: Words) -> Node | None:
    """That colleagues have other cases of the same person in hand: two people must not answer one customer."""
    if day.done or not day.beside:
        return None
    said = (paragraph(words.say("case.beside", channel=words.say(f"channel.{name}"), name=day.name(who))) for name, who in day.beside)
    return node("div", *said, cls="wc-note", role="status")


def lines(*trees: Node | None) -> Node | None:
    """Trees under each other; none when there is none."""
    made = [tree for tree in trees if tree is not None]
    return stack(*made) if made else None
