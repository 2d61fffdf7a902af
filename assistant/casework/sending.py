"""Approved replies go out, once: what a crash breaks off is repeated under the same key, or shown to a person."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from assistant.casework import promises, set_aside, two_parts
from assistant.casework.intake import ask_draft
from assistant.casework.settled import propose
from assistant.casework.work import DESK, Work
from assistant.errors import Conflict
from assistant.records.case import Author, CaseState, Message
from assistant.records.desk import CaseHead, KeptReply
from assistant.records.draft import Draft, Reply
from assistant.records.people import Person
from assistant.records.work import JobKind, ReplyState
from assistant.store import Tx, cases, drafts, jobs, journal, people, replies, rewritings, threads
from assistant.store.jobs import Lease


def outbox(work: Work, *, brands: Sequence[str] = (), limit: int = 200) -> tuple[KeptReply, ...]:
    """Replies that were approved, are being sent, were sent, or of which that is unknown; the newest first."""
    states = (ReplyState.APPROVED, ReplyState.SENDING, ReplyState.SENT, ReplyState.UNKNOWN)
    with work.store.read() as tx:
        return replies.in_state(tx, states, brands=brands, limit=limit)


def send_key(reply: KeptReply) -> str:
    return f"send:{reply.id}.{reply.round}"


def send(work: Work, lease: Lease) -> None:
    """Does a send job, where there is (still) something to send. Raises what the channel raises."""
    with work.store.write() as tx:
        reply = replies.find(tx, lease.payload)
        if reply is None or send_key(reply) != lease.job.key:
            jobs.finish(tx, lease)
            return
        tried = reply.state is ReplyState.SENDING
        if tried and not repeatable(work, reply):
            _unknown(tx, work, reply, "The program stopped while sending; it may or may not be out.")
            jobs.finish(tx, lease)
            return
        if not tried and not replies.move(tx, reply, (ReplyState.APPROVED,), ReplyState.SENDING):
            jobs.finish(tx, lease)
            return
        cases.move(tx, cases.head(tx, reply.case), reply_state=ReplyState.SENDING)
    _deliver(work, reply)
    with work.store.write() as tx:
        settle(tx, work, reply)
        jobs.finish(tx, lease)


def failed(work: Work, lease: Lease, reason: str) -> None:
    """Notes that sending failed; after the third time, or where a repeat might send twice, a person must look."""
    now = work.now("")
    with work.store.write() as tx:
        reply = replies.find(tx, lease.payload)
        given_up = jobs.fail(tx, lease, reason, now)
        if reply and (given_up or (reply.state is ReplyState.SENDING and not repeatable(work, reply))):
            _unknown(tx, work, reply, reason)


def resolve(work: Work, person: Person, case_id: str, *, out: bool) -> None:
    """A person says what became of an unknown reply: it is out, or it must be sent again (under the same key)."""
    with work.store.write() as tx:
        who, head, now = people.require(tx, person, DESK), cases.head(tx, case_id), work.now("")
        reply = replies.find(tx, replies.reply_id(case_id, head.turn))
        if reply is None or reply.state is not ReplyState.UNKNOWN:
            raise Conflict("Nothing is unknown about this reply.", where=case_id, mend="Open the case again.")
        journal.note(tx, now, who.id, "unknown: out" if out else "unknown: again", case_id, reply.reply.hash)
        if out:
            settle(tx, work, reply)
            return
        replies.move(tx, reply, (ReplyState.UNKNOWN,), ReplyState.APPROVED, error="", due_at=now)
        cases.move(tx, head, reply_state=ReplyState.APPROVED, reason="")
        jobs.owe(tx, JobKind.SEND, send_key(reply), now, brand=head.brand, case=case_id, payload=reply.id)


def settle(tx: Tx, work: Work, reply: KeptReply) -> None:
    """What belongs to a reply that is out: the thread, the case, its promises and what may be learned from it; once."""
    now = work.now(reply.brand)
    among = (ReplyState.APPROVED, ReplyState.SENDING, ReplyState.UNKNOWN)
    if not replies.move(tx, reply, among, ReplyState.SENT, sent_at=now, error=""):
        return
    for _part, outgoing, state in replies.parts_of(tx, reply):
        if state != replies.HELD:
            replies.part_sent(tx, outgoing.key, now)
    head, who = cases.head(tx, reply.case), people.get(tx, reply.approved_by)
    propose(tx, work, reply, now)
    _add_messages(tx, head, reply, who)
    draft = drafts.get(tx, reply.draft)
    promises.stand(tx, reply, now)
    if head.private_channel:
        two_parts.release(tx, reply, now)
    newer = head.last_in > reply.seen_in
    state = CaseState.NEW if newer else CaseState.WAITING if draft and _asks(reply.reply, draft.draft) else CaseState.ANSWERED
    waits: dict[str, Any] = {"waiting_for": "", "waiting_until": None, "handed_to": ""}
    if state is CaseState.WAITING:
        until = set_aside.customer_until(work.brands[head.brand], now)
        waits = {"waiting_for": "customer", "waiting_until": until, "handed_to": who.id}
        set_aside.owe_waking(tx, head, until)
    done = {"due_at": head.due_at if newer else None, "seen_at": None, "reason": "", "returned": False}
    cases.move(tx, head, state=state, reply_state=ReplyState.OPEN, turn=head.turn + 1, last_sender=who.id, last_at=now, **waits, **done)
    cases.let_go(tx, head.id, who.id)
    drafts.drop_edit(tx, head.id)
    rewritings.drop(tx, head.id)
    if newer:
        ask_draft(tx, head, now)
    journal.note(tx, now, who.id, "copied" if reply.copied else "sent", head.id, reply.reply.hash)


def _asks(sent: Reply, draft: Draft) -> bool:
    """Whether what the draft asked of the customer is still asked in the text that went."""
    text = f"{sent.text} {sent.private_text}".casefold()
    return bool(draft.ask) and ("?" in text or any(need.casefold() in text for need in draft.ask))


def repeatable(work: Work, reply: KeptReply) -> bool:
    """Whether the reply's channel takes the same key twice without sending twice."""
    return work.repeatable(reply.channel)


def _deliver(work: Work, reply: KeptReply) -> None:
    with work.store.read() as tx:
        parts = replies.parts_of(tx, reply)
    for _part, outgoing, state in parts:
        if state == replies.READY:
            work.channel(outgoing.channel).deliver(outgoing)
            with work.store.write() as tx:
                replies.part_sent(tx, outgoing.key, work.now(reply.brand))


def _unknown(tx: Tx, work: Work, reply: KeptReply, reason: str) -> None:
    if not replies.move(tx, reply, cases.UNDER_WAY, ReplyState.UNKNOWN, error=reason):
        return
    head = cases.head(tx, reply.case)
    cases.move(tx, head, state=CaseState.FOR_PERSON, reply_state=ReplyState.UNKNOWN, reason=reason)
    journal.note(tx, work.now(reply.brand), "", "unknown", reply.case, reply.reply.hash)


def _add_messages(tx: Tx, head: CaseHead, reply: KeptReply, who: Person) -> None:
    """The parts join the thread where they were approved: before anything that came in later (see `intake`)."""
    assert reply.approved_at is not None
    for order, (_part, outgoing, state) in enumerate(replies.parts_of(tx, reply)):
        if state == replies.HELD:
            continue
        at = reply.approved_at + timedelta(microseconds=order)
        message = Message(cases.new_id("m"), Author.AGENT, who.name, outgoing.text, at, private=head.public and outgoing.private)
        threads.add(tx, head.id, head.brand, head.channel, outgoing.key, message, head.version + 1)
