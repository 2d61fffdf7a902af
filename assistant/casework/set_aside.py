"""Cases without a reply: nothing needed, waiting, called, merged, handed over. Each can be taken back, but for a merge."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from assistant.casework import alarms, claims, clock, two_parts
from assistant.casework.intake import NOTHING, ask_draft, draft_key, look
from assistant.casework.work import DESK, Work
from assistant.errors import Conflict, InputError, WebcareError
from assistant.records.brand import Brand
from assistant.records.case import CaseState
from assistant.records.desk import CaseHead
from assistant.records.people import Person
from assistant.records.work import JobKind, ReplyState
from assistant.store import Tx, cases, drafts, jobs, journal, people, threads
from assistant.store.jobs import Lease

MOST = 500
"""Characters of a note or a question."""

SILENT = "customer_silent"
"""Why a case is back that waited for its customer: a reason key of the screen words."""

SET_ASIDE = (CaseState.WAITING, CaseState.CLOSED, CaseState.ANSWERED)


@dataclass(frozen=True, slots=True)
class Bulk:
    """What became of many cases: those done, and the others with the reason."""

    done: tuple[str, ...]
    refused: tuple[tuple[str, WebcareError], ...]


def bulk(case_ids: Sequence[str], act: Callable[[str], object]) -> Bulk:
    """Does the same with many cases, each on its own: one that is refused stops no other.

    `bulk(ids, lambda id: no_reply(work, person, id))`
    """
    done: list[str] = []
    refused: list[tuple[str, WebcareError]] = []
    for id in dict.fromkeys(case_ids):
        try:
            act(id)
            done.append(id)
        except WebcareError as error:
            refused.append((id, error))
    return Bulk(tuple(done), tuple(refused))


def no_reply(work: Work, person: Person, case_id: str) -> None:
    """Closes a case that needs no answer."""
    _set(work, person, case_id, "no reply needed", state=CaseState.CLOSED, closed_as="no_reply", due_at=None)


def called(work: Work, person: Person, case_id: str, note: str) -> None:
    """Closes a case that was settled by phone. `note`: what was said."""
    _set(work, person, case_id, "called", state=CaseState.CLOSED, closed_as="called", closed_note=_said(note, "note"), due_at=None)


def wait_for_customer(work: Work, person: Person, case_id: str, until: datetime | None = None) -> None:
    """Sets a case aside until the customer writes, or until a time (None: the brand's days); then it comes back by itself."""
    _until(work, until)
    if until is None:
        with work.store.read() as tx:
            brand = work.brands[cases.head(tx, case_id).brand]
        until = customer_until(brand, work.now(brand.id))
    _set(work, person, case_id, "waits for customer", state=CaseState.WAITING, waiting_for="customer", waiting_until=until, due_at=None)


def customer_until(brand: Brand, now: datetime) -> datetime:
    """How long we wait for a customer of this brand when nobody says otherwise."""
    return now + timedelta(days=brand.wait_days)


def wait_for_colleague(work: Work, person: Person, case_id: str, *, question: str, who: str, until: datetime) -> None:
    """Sets a case aside for an answer of a colleague; at `until` it comes back by itself. The customer's clock goes on."""
    _until(work, until)
    asked = {"waiting_with": _said(who, "name"), "waiting_question": _said(question, "question"), "waiting_until": until}
    _set(work, person, case_id, "waits for colleague", state=CaseState.WAITING, waiting_for="colleague", **asked)


def hand_over(work: Work, person: Person, case_id: str, to: Person) -> None:
    """Gives a case to a colleague: it stays in the queue, and `next_case` keeps it for them while they are at work."""
    with work.store.write() as tx:
        who, head, now = people.require(tx, person, DESK), cases.head(tx, case_id), work.now("")
        other = people.require(tx, to, DESK)
        _movable(head)
        claims.hold(tx, work, who, head)
        cases.move(tx, head, handed_to=other.id, handed_by=who.id, returned=False)
        cases.let_go(tx, case_id, who.id)
        journal.note(tx, now, who.id, "handed over", case_id)


def take_back(work: Work, person: Person, case_id: str) -> None:
    """Puts a case that was set aside back in the queue."""
    with work.store.write() as tx:
        who, head, now = people.require(tx, person, DESK), cases.head(tx, case_id), work.now("")
        _movable(head)
        if head.state not in SET_ASIDE:
            raise Conflict("This case is in the queue.", where=case_id, mend="Open it there.")
        to_do(tx, head, now, due_at=head.due_at or _target(tx, work, head))
        jobs.drop(tx, wake_key(case_id))
        journal.note(tx, now, who.id, "taken back", case_id)


def merge(work: Work, person: Person, case_id: str, into: str) -> None:
    """Two cases of one customer on different channels go on as one: what hangs on this one moves to `into`, this one closes.

    The customers become one too, so that what comes in later finds the case that is left. This cannot be taken back.
    """
    with work.store.write() as tx:
        who, now = people.require(tx, person, DESK), work.now("")
        head, target = cases.head(tx, case_id), cases.head(tx, into)
        _mergeable(head, target)
        _no_alarm(tx, head)
        for one in (head, target):
            claims.hold(tx, work, who, one)
        _bring_text(tx, head, target)
        threads.join(tx, head.id, target.id, target.version + 1, private=target.public and not head.public)
        threads.move(tx, head.customer, target.customer)
        cases.move(tx, head, state=CaseState.CLOSED, **(NOTHING | {"closed_as": "merged"}), merged_into=into, due_at=None)
        cases.let_go(tx, case_id, who.id)
        jobs.drop(tx, draft_key(case_id))
        jobs.drop(tx, wake_key(case_id))
        open_ = _private_way(tx, head, target, now)
        due = min((at for at in (head.due_at, target.due_at) if at), default=None)
        if head.state in cases.TO_DO:
            to_do(tx, target, now, last_in=target.version + 1, due_at=due, draft=True, **open_)
        else:
            cases.move(tx, target, due_at=due, **open_)
        journal.note(tx, now, who.id, "merged", case_id)
        journal.note(tx, now, who.id, "merged into", into)
    look(work, into)


def _bring_text(tx: Tx, head: CaseHead, target: CaseHead) -> None:
    """What somebody typed goes along. Raises `Conflict` where the other case has a text of its own, or no place for a private part."""
    mine, theirs = drafts.edit_of(tx, head.id), drafts.edit_of(tx, target.id)
    if mine is None or not (mine.reply.text + mine.reply.private_text).strip():
        return
    if (theirs and theirs.reply != mine.reply) or (mine.reply.private_text.strip() and not target.public):
        raise Conflict("A text that was typed here would be lost.", where=head.id, mend="Send it, or empty it first.")
    if theirs is None:
        drafts.move_edit(tx, mine, target.id, target.turn)


def _private_way(tx: Tx, head: CaseHead, target: CaseHead, now: datetime) -> dict[str, str]:
    """Where the customer of two merged cases can be written to in private: what is held of either goes out there."""
    if not (head.public or target.public):
        return {}
    ways = [(one.channel, one.recipient) for one in (head, target) if not one.public]
    ways += [(one.private_channel, one.private_recipient) for one in (target, head) if one.private_channel]
    return two_parts.opened(tx, target, *ways[0], now) if ways else {}


def wake(work: Work, lease: Lease) -> None:
    """Does a wake job: what waited until now comes back, to who set it aside when they are at work."""
    with work.store.write() as tx:
        head, now = cases.head(tx, lease.job.case), work.now("")
        if head.state is CaseState.WAITING and head.waiting_until and head.waiting_until <= now:
            question: dict[str, Any] = {
                "waiting_for": head.waiting_for,
                "waiting_with": head.waiting_with,
                "waiting_question": head.waiting_question,
            }
            if head.waiting_for == "customer":  # its clock was taken off
                question |= {"reason": SILENT, "due_at": head.due_at or _target(tx, work, head)}
            to_do(tx, head, now, **question)
            journal.note(tx, now, "", "came back", head.id)
        jobs.finish(tx, lease)


def to_do(tx: Tx, head: CaseHead, now: datetime, *, draft: bool = False, **values: Any) -> None:
    """Moves a case back to the queue, with the text it had; a draft is asked for when it has none, or with `draft`."""
    edited, drafted = drafts.edit_of(tx, head.id) is not None, drafts.latest(tx, head.id, head.turn) is not None
    state = CaseState.DRAFTED if edited or drafted else CaseState.NEW
    cases.move(tx, head, **(NOTHING | {"state": state, "reason": ""} | values))
    if draft or not (edited or drafted):
        ask_draft(tx, head, now)


def owe_waking(tx: Tx, head: CaseHead, until: datetime) -> None:
    """Brings a case that waits back at `until`."""
    jobs.owe(tx, JobKind.WAKE, wake_key(head.id), until, brand=head.brand, case=head.id)


def wake_key(case_id: str) -> str:
    return f"wake:{case_id}"


def _set(work: Work, person: Person, case_id: str, action: str, **values: Any) -> None:
    """Takes a case off the desk: whoever holds it lets go, its draft is no longer wanted, a typed text stays."""
    with work.store.write() as tx:
        who, head, now = people.require(tx, person, DESK), cases.head(tx, case_id), work.now("")
        _movable(head)
        if values["state"] is CaseState.CLOSED:
            _no_alarm(tx, head)
        claims.hold(tx, work, who, head)
        turn = "" if values["state"] is CaseState.CLOSED else who.id
        cases.move(tx, head, **(NOTHING | {"reason": "", "returned": False, "handed_to": turn, "handed_by": ""} | values))
        cases.let_go(tx, case_id, who.id)
        jobs.drop(tx, draft_key(case_id))
        jobs.drop(tx, wake_key(case_id))
        if isinstance(until := values.get("waiting_until"), datetime):
            owe_waking(tx, head, until)
        journal.note(tx, now, who.id, action, case_id)


def _target(tx: Tx, work: Work, head: CaseHead) -> datetime | None:
    """The target of a case that had lost its clock when it was set aside: from the message that still waits for an answer."""
    brand, since = work.brands[head.brand], clock.waiting_since(cases.load_case(tx, head.id))
    return clock.target(brand, brand.channels[head.channel], head.urgency, since) if head.tagged and since else None


def _movable(head: CaseHead) -> None:
    if head.reply_state is ReplyState.UNKNOWN:
        raise Conflict("Nobody knows whether the reply is out.", where=head.id, mend="Find out, and say so first.")
    if head.reply_state is not ReplyState.OPEN:
        raise Conflict("The reply is on its way.", where=head.id, mend="Undo the approval first.")
    claims.workable(head)


def _no_alarm(tx: Tx, head: CaseHead) -> None:
    """A case does not close in passing while nobody took its alarm."""
    if alarms.stands_open(tx, head.id):
        raise Conflict("An alarm stands open here.", where=head.id, mend="Take the alarm first.")


def _mergeable(head: CaseHead, target: CaseHead) -> None:
    if head.id == target.id or head.brand != target.brand:
        raise InputError("Only two cases of one brand can be merged.", where="into", mend="Pick another case of this customer.")
    for one in (head, target):
        _movable(one)


def _said(text: str, where: str) -> str:
    line = " ".join(text.encode("utf-8", "replace").decode().replace("\x00", "").split())
    if not line:
        raise InputError("This says nothing.", where=where, mend="Write it in a few words.")
    return line[:MOST]


def _until(work: Work, until: datetime | None) -> None:
    if until is None:
        return
    if until.tzinfo is None or until <= work.now(""):
        raise InputError("This time has passed, or has no time zone.", where="until", mend="Give a later time.")
