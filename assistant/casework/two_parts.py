"""The private part of a public reply: held until the customer's private thread opens, or copied by hand."""

from dataclasses import dataclass
from datetime import datetime

from assistant.casework.work import DESK, Work
from assistant.errors import Conflict
from assistant.records.case import Author, Message
from assistant.records.desk import CaseHead, KeptReply
from assistant.records.people import Person
from assistant.records.work import JobKind, Outgoing, ReplyState
from assistant.store import Tx, cases, jobs, journal, people, replies, threads
from assistant.store.jobs import Lease


@dataclass(frozen=True, slots=True)
class Held:
    """A private part that waits: its text with sign-off, since when, and what went wrong when it was tried."""

    case: str
    customer_name: str
    text: str
    since: datetime
    error: str = ""


def held(work: Work) -> tuple[Held, ...]:
    """Private parts that wait for their customers, the oldest first."""
    with work.store.read() as tx:
        return held_in(tx)


def held_in(tx: Tx, case_id: str = "") -> tuple[Held, ...]:
    """As `held`, within a transaction; of one case, with its id."""
    found = [(cases.current(tx, reply.case), reply, out) for reply, out in _held(tx, case_id)]
    return tuple(
        Held(head.id, head.customer_name, out.text, reply.approved_at, reply.error) for head, reply, out in found if reply.approved_at
    )


def copied(work: Work, person: Person, case_id: str) -> None:
    """A person sent the held part by hand."""
    with work.store.write() as tx:
        who, now = people.require(tx, person, DESK), work.now("")
        waiting = _held(tx, case_id)
        if not waiting:
            raise Conflict("No private message waits in this case.", where=case_id, mend="Open it again.")
        for reply, out in waiting:
            jobs.drop(tx, private_key(out))
            _out(tx, reply, out, now)
            journal.note(tx, now, who.id, "private part copied", case_id, out.text_hash)


def again(work: Work, person: Person, case_id: str) -> None:
    """A person looked: the part that failed is not out, and may be sent (under the same key)."""
    with work.store.write() as tx:
        who, now = people.require(tx, person, DESK), work.now("")
        head, failed_ones = cases.head(tx, case_id), [reply for reply, _out in _held(tx, case_id) if reply.error]
        if not failed_ones or not head.private_channel:
            raise Conflict("No private message failed in this case.", where=case_id, mend="Open it again.")
        for reply in failed_ones:
            replies.move(tx, reply, (ReplyState.SENT,), ReplyState.SENT, error="")
            release(tx, reply, now)
        journal.note(tx, now, who.id, "private part: again", case_id)


def opened(tx: Tx, head: CaseHead, channel: str, recipient: str, now: datetime) -> dict[str, str]:
    """The customer wrote privately: what is held goes out; gives the columns of the case that remember where."""
    for reply, _out in _held(tx, head.id):
        release(tx, reply, now)
    return {"private_channel": channel, "private_recipient": recipient or head.recipient}


def release(tx: Tx, reply: KeptReply, now: datetime) -> None:
    """Owes the sending of a reply's held part."""
    for _part, out, state in replies.parts_of(tx, reply):
        if state == replies.HELD:
            jobs.owe(tx, JobKind.PRIVATE, private_key(out), now, brand=reply.brand, case=reply.case, payload=out.key)


def send_private(work: Work, lease: Lease) -> None:
    """Does a private job: the part goes to the private thread, once. Raises what the channel raises."""
    with work.store.write() as tx:
        found, head = replies.find_part(tx, lease.payload), cases.current(tx, lease.job.case)
        if found is None or found[2] == replies.OUT or not head.private_channel:
            jobs.finish(tx, lease)
            return
        reply, _out_before, state = found
        if state == replies.READY and not work.repeatable(head.private_channel):
            _to_person(tx, work, lease, "The program stopped while sending the private part; it may or may not be out.")
            return
        replies.set_part(tx, lease.payload, replies.READY, channel=head.private_channel, recipient=head.private_recipient)
        found = replies.find_part(tx, lease.payload)
        assert found is not None
        out = found[1]
    work.channel(out.channel).deliver(out)
    with work.store.write() as tx:
        _out(tx, reply, out, work.now(reply.brand))
        jobs.finish(tx, lease)
        journal.note(tx, work.now(reply.brand), "", "private part sent", reply.case, out.text_hash)


def failed(work: Work, lease: Lease, reason: str) -> None:
    """Notes that it failed; after the third time, or where a repeat might send twice, a person must look."""
    with work.store.write() as tx:
        again = work.repeatable(cases.current(tx, lease.job.case).private_channel)
        if jobs.fail(tx, lease, reason, work.now("")) or not again:
            _to_person(tx, work, lease, reason)


def _held(tx: Tx, case_id: str) -> tuple[tuple[KeptReply, Outgoing], ...]:
    """What is held of a case, also from before others were merged into it; of all without an id."""
    return replies.held(tx, cases_=cases.family(tx, case_id) if case_id else ())


def private_key(out: Outgoing) -> str:
    return f"private:{out.key}"


def _out(tx: Tx, reply: KeptReply, out: Outgoing, now: datetime) -> None:
    """The part is out: it joins the thread where it was approved, before what the customer wrote since."""
    assert reply.approved_at is not None
    head, who = cases.current(tx, reply.case), people.get(tx, reply.approved_by)
    replies.part_sent(tx, out.key, now)
    message = Message(cases.new_id("m"), Author.AGENT, who.name, out.text, reply.approved_at, private=True)
    threads.add(tx, head.id, head.brand, head.channel, out.key, message, head.version + 1)
    cases.move(tx, head)


def _to_person(tx: Tx, work: Work, lease: Lease, reason: str) -> None:
    """Back among the held ones, with why: a person looks whether it is out, and says so with `copied` or `again`."""
    found = replies.find_part(tx, lease.payload)
    replies.set_part(tx, lease.payload, replies.HELD)
    if found:
        replies.move(tx, found[0], (ReplyState.SENT,), ReplyState.SENT, error=reason)
    jobs.drop(tx, lease.job.key)
    journal.note(tx, work.now(""), "", "private part unknown", lease.job.case)
