"""Messages on their way in: cleaned, put in the right case, and a draft asked for."""

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from assistant.casework import alarms, clock, shifts, two_parts
from assistant.casework.work import Work, going_on, known
from assistant.errors import InputError, WebcareError
from assistant.records.case import Author, Case, CaseState, Message
from assistant.records.desk import CaseHead
from assistant.records.intake import Incoming
from assistant.records.triage import Sentiment, Triage, Urgency
from assistant.records.work import JobKind, ReplyState
from assistant.store import Tx, cases, drafts, jobs, journal, replies, resolved, threads

MOST_CHARACTERS = 20_000
"""A longer message is refused, not cut: nobody answers what they did not read."""

SAME_MATTER = timedelta(days=14)
"""Without a thread key, what somebody of one handle writes on the same channel within this time is the same case."""

QUIET = timedelta(seconds=60)
"""How long a chat must be silent before a draft is made: people type in bursts."""

SNIPPET = 160

OLDEST = 1970
"""The year from which a time is believed."""

NOTHING: dict[str, Any] = dict.fromkeys(("waiting_for", "waiting_with", "waiting_question", "closed_as"), "") | {"waiting_until": None}
"""Columns of a case that waits for nobody and is not closed."""


@dataclass(frozen=True, slots=True)
class Received:
    """What became of a batch: case ids of new messages in order, how many were here already, and what was refused."""

    received: tuple[str, ...]
    repeated: int
    failed: tuple[WebcareError, ...]


def receive(work: Work, incoming: Incoming) -> str:
    """Takes a message in; gives the id of its case. The same message again changes nothing.

    Raises `InputError` for an unknown brand or channel, or a text that cannot be used.
    """
    return _receive(work, incoming)[0]


def receive_all(work: Work, rows: Iterable[Incoming | WebcareError], progress: Callable[[int], object] = lambda _done: None) -> Received:
    """Takes many messages in. A bad one is reported and the rest goes on; `progress` is told how many rows are done."""
    received: list[str] = []
    failed: list[WebcareError] = []
    repeated = 0
    for number, row in enumerate(rows, start=1):
        if isinstance(row, WebcareError):
            failed.append(row)
        else:
            try:  # of errors of the store itself the rest would fail the same way: it stops here, and repeating is harmless
                case, new = _receive(work, row)
                received += [case] if new else []
                repeated += not new
            except InputError as error:
                failed.append(_at(error, row.where or f"message {number}"))
        progress(number)
    return Received(tuple(received), repeated, tuple(failed))


def clean_text(data: bytes | str, where: str = "text") -> str:
    """The text of a message, in NFC with `\\n` line ends and without NUL and other control characters.

    Raises `InputError` for what is not UTF-8, holds nothing, or holds more than 20,000 characters.
    """
    try:
        text = data.decode("utf-8-sig") if isinstance(data, bytes) else data
        text.encode()
    except UnicodeError as error:
        raise InputError("The text is not UTF-8.", where=where, mend="Save or send it as UTF-8.") from error
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = "".join(sign for sign in text if sign in "\n\t" or unicodedata.category(sign) != "Cc").strip()
    if not any(unicodedata.category(sign)[0] in "LNPS" for sign in text):
        raise InputError("The message is empty.", where=where, mend="Give the text the customer wrote.")
    if len(text) > MOST_CHARACTERS:
        what = f"The message has {len(text):,} characters; {MOST_CHARACTERS:,} is the most."
        raise InputError(what, where=where, mend="Keep what the customer wrote and leave out quoted mail, or split it.")
    return text


def _receive(work: Work, incoming: Incoming) -> tuple[str, bool]:
    """The case id, and whether the message was new."""
    incoming = _sound(incoming)
    message, external = _message(work, incoming)
    now = work.now(incoming.brand)
    with work.store.write() as tx:
        if there := threads.seen(tx, incoming.brand, incoming.channel, external):
            return there, False
        head = _case_for(tx, work, incoming, message, now)
        _add(tx, work, head, incoming, _after_ours(tx, head, message), external, now)
    if message.author is Author.CUSTOMER:
        with going_on("a first reading failed"):  # the message is in and its draft is owed, which reads it again
            look(work, head.id, message)
    return head.id, True


def look(work: Work, case_id: str, new: Message | None = None) -> None:
    """The first reading of a case, so that the queue knows its urgency; urgency 3 is drafted at once. `new`: what came in just now."""
    with work.store.read() as tx:
        case = cases.load_case(tx, case_id)
    if new and alarms.reconsider(work, case, new):
        look(work, case_id)
        return
    triage = work.triage(case)
    with work.store.write() as tx:
        head = cases.head(tx, case_id)
        moved = head.version != case.version
        if not moved:
            note_reading(tx, work, head, case, triage)
            if triage.urgency.value is Urgency.NOW and head.state in cases.TO_DO:
                ask_draft(tx, head, work.now(case.brand))
    if moved:  # a message, or only a draft that was quicker: no alarm may be missed for it
        look(work, case_id)


def note_reading(tx: Tx, work: Work, head: CaseHead, case: Case, triage: Triage) -> None:
    """What follows from a reading, ours or a model's: the target goes by its urgency (danger does not wait for opening hours), danger
    raises the alarm, and a reply after which the customer is still not content did not settle the case."""
    cases.set_triage(tx, case.id, triage)
    brand, since = work.brands[case.brand], clock.waiting_since(case)
    if head.due_at and head.state in cases.TO_DO and since:
        cases.mark(tx, case.id, due_at=clock.target(brand, brand.channels[case.channel], triage.urgency.value, since))
    alarms.raise_alarm(tx, head, triage, work.now(case.brand))
    if head.turn and since and triage.sentiment.value in (Sentiment.NEG, Sentiment.MIX):
        resolved.reopen(tx, [replies.reply_id(head.id, turn) for turn in range(head.turn)])


def ask_draft(tx: Tx, head: CaseHead, due_at: datetime, hint: str = "") -> None:
    """Asks for a draft of this case; asked again, it is made once more."""
    jobs.owe(tx, JobKind.DRAFT, draft_key(head.id), due_at, brand=head.brand, case=head.id, payload=hint)


def draft_key(case_id: str) -> str:
    return f"draft:{case_id}"


def _sound(incoming: Incoming) -> Incoming:
    """The message with all but its text on one clean line: what no database, file or screen could hold is gone."""
    names = ("brand", "channel", "author", "thread", "role", "external_id", "handle")
    lines: dict[str, Any] = {name: _line(getattr(incoming, name)) for name in names}
    return replace(incoming, **lines, attachments=tuple(map(_line, incoming.attachments)))


def _message(work: Work, incoming: Incoming) -> tuple[Message, str]:
    """The message as it is kept, and the id that makes a repeat harmless."""
    known(work, incoming.brand, incoming.channel)
    if incoming.at.tzinfo is None:
        raise InputError("The time has no time zone.", where="at", mend="Write it as 2026-01-31T14:05:00+01:00.")
    if incoming.at.year < OLDEST:
        raise InputError("The time lies too far back.", where="at", mend="Write it as 2026-01-31T14:05:00+01:00.")
    try:
        author = Author(incoming.role)
    except ValueError:
        raise InputError(f"The role '{incoming.role}' is unknown.", where="role", mend="Write customer or agent.") from None
    if author is Author.AGENT and not incoming.thread:
        raise InputError("A colleague's message belongs to no thread.", where="thread", mend="Give the key of its thread.")
    attachments, name = incoming.attachments, incoming.author
    text = "" if attachments and not incoming.text.strip() else clean_text(incoming.text)
    at = min(incoming.at, work.now(incoming.brand))
    handle = (incoming.handle,) if incoming.handle else ()
    whole = (incoming.brand, incoming.channel, incoming.thread, name, text, incoming.at.isoformat(), *attachments, *handle)
    external = incoming.external_id or sha256("\x00".join(whole).encode()).hexdigest()
    return Message(cases.new_id("m"), author, name, text, at, attachments), external


def _case_for(tx: Tx, work: Work, incoming: Incoming, message: Message, now: datetime) -> CaseHead:
    """The case the message belongs to, made where there is none."""
    rules = work.brands[incoming.brand].channels[incoming.channel]
    thread = incoming.thread
    if thread and (found := cases.find_thread(tx, incoming.brand, incoming.channel, thread)):
        return cases.current(tx, found.id)
    name = message.name if message.author is Author.CUSTOMER else ""
    handle = _handle(incoming)
    known_by = handle.casefold() or (f"thread:{thread}" if thread else message.id)  # whose name others may have too is somebody new
    customer = threads.known_as(tx, cases.new_id("k"), incoming.brand, incoming.channel, known_by, name, now)
    if incoming.private and (invited := cases.find_invited(tx, customer, now - SAME_MATTER)):
        return invited
    if not thread and (latest := cases.find_latest(tx, customer, incoming.channel)):
        head, last_at = latest
        if head.state not in (CaseState.ANSWERED, CaseState.CLOSED) or message.at - last_at <= SAME_MATTER:
            return cases.current(tx, head.id)
    id = cases.add(
        tx,
        brand=incoming.brand,
        channel=incoming.channel,
        customer=customer,
        name=name,
        recipient=handle or name or thread,
        thread_key=thread,
        public=rules.public and not incoming.private,
        at=message.at,
    )
    return cases.head(tx, id)


def _handle(incoming: Incoming) -> str:
    """What is this customer's alone, as far as the message tells: a display name is nobody's alone."""
    if incoming.role != Author.CUSTOMER:
        return ""
    return incoming.handle or (incoming.author if "@" in incoming.author else "")


def _after_ours(tx: Tx, head: CaseHead, message: Message) -> Message:
    """A message that comes in late stands below the reply that did not know it: else nobody would answer it."""
    ours = replies.last_approved_at(tx, head.id)
    if ours is None or message.author is not Author.CUSTOMER:
        return message
    return replace(message, at=max(message.at, ours + timedelta(milliseconds=1)))


def _add(tx: Tx, work: Work, head: CaseHead, incoming: Incoming, message: Message, external: str, now: datetime) -> None:
    private = head.public and (incoming.private or not work.brands[head.brand].channels[incoming.channel].public)
    message = replace(message, private=private)
    threads.add(tx, head.id, head.brand, incoming.channel, external, message, head.version + 1)
    journal.note(tx, now, "", "received", head.id, sha256(message.text.encode()).hexdigest())
    if message.author is Author.AGENT:
        _answered_elsewhere(tx, head, message)
        return
    alarms.came_back(tx, head, now)
    brand = work.brands[head.brand]
    tagged = incoming.tagged or (head.tagged and head.version > 0)
    waits = head.state in cases.TO_DO and head.due_at is not None
    due_at = head.due_at if waits else clock.target(brand, brand.channels[head.channel], Urgency.TODAY, message.at) if tagged else None
    touched = drafts.edit_of(tx, head.id) is not None
    address = _handle(incoming) or message.name
    name = {} if head.customer_name or not message.name else {"customer_name": message.name, "recipient": address}
    snippet = re.sub(r"\s+", " ", message.text)[:SNIPPET] or ", ".join(message.attachments)
    state = CaseState.DRAFTED if touched else CaseState.NEW
    moved: dict[str, Any] = NOTHING | {"tagged": tagged} | (shifts.whose_turn(tx, head, now) if head.state not in cases.TO_DO else {})
    moved |= two_parts.opened(tx, head, incoming.channel, address or incoming.thread, now) if private else {}
    moved |= {"state": state, "reason": "", "due_at": due_at, "last_at": message.at, "snippet": snippet}
    version = cases.move(tx, head, **moved, **name, last_in=head.version + 1)
    quiet = QUIET if head.channel == "chat" else timedelta(0)
    ask_draft(tx, replace(head, version=version), now + quiet)


def _answered_elsewhere(tx: Tx, head: CaseHead, message: Message) -> None:
    """A colleague answered in another program: nothing is asked of us, unless the customer wrote later."""
    thread = threads.messages_of(tx, head.id)
    ours = thread[-1].id == message.id and head.reply_state is ReplyState.OPEN
    if not ours:
        cases.move(tx, head)
        return
    cases.move(tx, head, state=CaseState.ANSWERED, due_at=None, last_at=message.at)
    jobs.drop(tx, draft_key(head.id))


def _line(text: str) -> str:
    """One clean line of at most 200 characters."""
    sound = text.encode("utf-8", "replace").decode()
    return " ".join("".join(sign if unicodedata.category(sign) != "Cc" else " " for sign in sound).split())[:200]


def _at(error: InputError, place: str) -> InputError:
    return InputError(error.what, where=f"{place}, {error.where}" if error.where else place, mend=error.mend)
