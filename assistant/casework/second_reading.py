"""What an agent may not decide alone: the text lies with a second reader, who agrees or returns it with a note."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime

from assistant.casework import approval, claims, set_aside
from assistant.casework.approval import SECOND
from assistant.casework.edits import review, standing
from assistant.casework.intake import NOTHING, draft_key
from assistant.casework.work import DESK, EVERYONE, Work
from assistant.errors import Blocked, Conflict, InputError, NotAllowed
from assistant.records.case import CaseState
from assistant.records.day import CheckRate, Reading, ReadingView
from assistant.records.desk import Approval, CaseHead
from assistant.records.draft import Reply
from assistant.records.finding import Kind, Level
from assistant.records.people import Person
from assistant.store import Tx, cases, drafts, jobs, journal, people, readings, replies

RETURNED = "second_reader"
"""Why a case is back with its agent: a reason key of the screen words."""

NOTE = 500


def ask(work: Work, person: Person, case_id: str, reply_hash: str, note: str = "") -> Reading:
    """Lays the text with this hash before a second reader; the case leaves the queue and its clock goes on.

    Raises `Conflict` when the text is another, or at urgency 3: danger never waits for a second reader (approve it with a reason);
    `Blocked` where nobody could approve it.
    """
    with work.store.read() as tx:
        head, case = cases.whole(tx, case_id)
        reply = standing(tx, head)[0]
    if reply.hash != reply_hash:
        raise Conflict("The text on the screen is not the text that was kept.", where=case_id, mend="Wait for it to be saved.")
    if case.triage and case.triage.cannot_wait:
        raise Conflict("This cannot wait for a second reader.", where=case_id, mend="Approve it with a reason.")
    blocks = [finding for finding in review(work, case_id, reply) if finding.level is Level.BLOCK]
    if never := [finding.check for finding in blocks if finding.kind is Kind.NEVER]:
        raise Blocked(
            "Something in the text must be solved first.", where=", ".join(never), mend="Change the text: nobody can approve this."
        )
    with work.store.write() as tx:
        who, now = people.require(tx, person, DESK), work.now(head.brand)
        _same(tx, head, reply)
        claims.hold(tx, work, who, head)
        reading = Reading(case_id, head.turn, reply, " ".join(note.split())[:NOTE], who.id, now)
        readings.ask(tx, reading)
        waits = {"waiting_for": readings.WAITS_FOR, "handed_to": who.id, "returned": False, "reason": ""}
        cases.move(tx, head, **(NOTHING | {"state": CaseState.WAITING} | waits))
        cases.let_go(tx, case_id, who.id)
        jobs.drop(tx, draft_key(case_id))
        journal.note(tx, now, who.id, "asked a second reader", case_id, reply_hash)
        return reading


def waiting(work: Work, person: Person) -> tuple[ReadingView, ...]:
    """What lies with a second reader: draft, changed text and findings, the most pressing first."""
    with work.store.read() as tx:
        people.require(tx, person, EVERYONE)
        found = [(reading, cases.head(tx, reading.case), drafts.latest(tx, reading.case, reading.turn)) for reading in readings.waiting(tx)]
    return tuple(
        ReadingView(
            reading=reading,
            brand=head.brand,
            channel=head.channel,
            customer_name=head.customer_name,
            due_at=head.due_at,
            draft=draft.draft if draft else None,
            findings=review(work, head.id, reading.reply),
        )
        for reading, head, draft in found
    )


def approve(work: Work, person: Person, case_id: str, reply_hash: str, reasons: Mapping[str, str]) -> Approval:
    """A second reader agrees: the text goes out in the name of who asked. `reasons` by check, for every block that stands.

    Raises `NotAllowed` for who asked or wrote it, `Conflict` when it is not the text that was asked for.
    """
    reading, asker = _asked(work, person, case_id)
    if reading.reply.hash != reply_hash:
        raise Conflict("This is not the text that you were asked to read.", where=case_id, mend="Open it again.")
    return approval.approve(work, asker, case_id, reply_hash, reasons=reasons, read_by=person)


def return_(work: Work, person: Person, case_id: str, note: str) -> None:
    """A second reader sends the text back to who asked, with a note."""
    answer = " ".join(note.split())[:NOTE]
    if not answer:
        raise InputError("This says nothing.", where="note", mend="Write what should change, in a few words.")
    reading, asker = _asked(work, person, case_id)
    with work.store.write() as tx:
        who, head, now = people.require(tx, person, SECOND), cases.head(tx, case_id), work.now("")
        if not readings.settle(tx, case_id, reading.turn, "returned", who.id, now, answer):
            raise _gone(case_id)
        cases.let_go(tx, case_id, who.id)
        set_aside.to_do(tx, head, now, reason=RETURNED, handed_to=asker.id, handed_by=who.id)
        journal.note(tx, now, who.id, "second reader returned", case_id)


def override_rates(work: Work, *, brands: Sequence[str] = (), since: datetime | None = None) -> tuple[CheckRate, ...]:
    """How often each check was approved in spite of, of all replies sent; the most often first."""
    with work.store.read() as tx:
        sent = replies.outcomes(tx, since, brands=brands)
    overrides = [override for outcome in sent for override in outcome.overrides]
    counts = Counter((override.check, override.kind) for override in overrides)
    return tuple(
        CheckRate(check, kind, count, len(sent), tuple(Counter(one.reason for one in overrides if one.check == check).most_common()))
        for (check, kind), count in counts.most_common()
    )


def _asked(work: Work, person: Person, case_id: str) -> tuple[Reading, Person]:
    """What was asked of a second reader, and by whom."""
    with work.store.read() as tx:
        who, head = people.require(tx, person, SECOND), cases.head(tx, case_id)
        reading = readings.find(tx, case_id, head.turn)
        if reading is None or reading.state != "asked" or head.waiting_for != readings.WAITS_FOR:
            raise _gone(case_id)
        if who.id == reading.asked_by:
            raise NotAllowed("Nobody reads their own text.", where=case_id, mend="Another second reader must look at it.")
        return reading, people.get(tx, reading.asked_by)


def _same(tx: Tx, head: CaseHead, reply: Reply) -> None:
    if cases.head(tx, head.id).version != head.version or standing(tx, head)[0] != reply:
        raise Conflict("This case changed meanwhile.", where=head.id, mend="Look at it again.")


def _gone(case_id: str) -> Conflict:
    return Conflict("Nothing waits for a second reader here: the case moved on.", where=case_id, mend="Open it again.")
