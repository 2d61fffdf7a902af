"""Approve, undo, mark as sent: a named person, bound to the text on the screen, once."""

from collections.abc import Mapping, Set
from dataclasses import dataclass
from datetime import datetime, timedelta
from difflib import SequenceMatcher
from hashlib import sha256
from typing import Any

from assistant.casework import claims, promises, sending
from assistant.casework.edits import review, standing
from assistant.casework.intake import NOTHING, ask_draft
from assistant.casework.work import DESK, Work, known
from assistant.checks import length
from assistant.errors import Blocked, Conflict, InputError
from assistant.records.brand import Brand, ChannelRules
from assistant.records.case import CaseState
from assistant.records.desk import Approval, CaseHead, KeptReply, Override
from assistant.records.draft import Reply
from assistant.records.finding import Finding, Kind, Level, Part
from assistant.records.people import Person, Role
from assistant.records.work import JobKind, Outgoing, ReplyState
from assistant.store import Tx, cases, changes, drafts, jobs, journal, people, readings, replies

SECOND = frozenset({Role.SECOND_READER, Role.LEAD})
"""Who may agree with what an agent may not decide alone."""

LENGTH = "length"
"""The check that is done here once more, with the sign-off of who approves."""

TRIES = 3
"""How often a text is reviewed anew because its case or the knowledge moved between review and approval."""


@dataclass(frozen=True, slots=True)
class Pending:
    """An approval that can still be taken back, until `send_at`."""

    case: str
    customer_name: str
    send_at: datetime


@dataclass(frozen=True, slots=True)
class _Ready:
    """A text that may go: by whom, agreed with by which second reader, made from which draft, in spite of what, by what knowledge."""

    who: Person
    reader: Person | None
    head: CaseHead
    reply: Reply
    draft: int
    overrides: tuple[Override, ...]
    mark: int


def approve(
    work: Work,
    person: Person,
    case_id: str,
    reply_hash: str,
    *,
    reasons: Mapping[str, str] | None = None,
    seen: int | None = None,
    read_by: Person | None = None,
) -> Approval:
    """Approves the text with this hash: it goes out after `undo_seconds`. Approving the same text again changes nothing.

    `reasons` by check name say why a block is approved in spite of (law 6); `seen` is the case version on the screen; `read_by` is
    the second reader who agrees with what `person` asked to send (`second_reading.approve`).
    Raises `Conflict` when the text or the thread is not what the person saw, `Blocked` when a finding stands in the way.
    """
    return _approve(work, person, case_id, reply_hash, reasons or {}, seen, read_by)


def mark_sent(
    work: Work, person: Person, case_id: str, reply_hash: str, *, reasons: Mapping[str, str] | None = None, seen: int | None = None
) -> Approval:
    """ "Copy and mark as sent": an approval with all that belongs to it, of a text that the person sends by hand."""
    return _approve(work, person, case_id, reply_hash, reasons or {}, seen, copied=True)


def undo(work: Work, person: Person, case_id: str) -> None:
    """Takes an approval back before it goes out; the text stays. Raises `Conflict` once it, or a part of it, is on its way."""
    with work.store.write() as tx:
        who, head, now = people.require(tx, person, DESK), cases.head(tx, case_id), work.now("")
        reply = replies.find(tx, replies.reply_id(case_id, head.turn))
        if reply and any(state == replies.OUT for _part, _out, state in replies.parts_of(tx, reply)):
            raise Conflict("A part of this reply is out; the rest follows it.", where=case_id, mend="Answer anew once it is out.")
        if reply is None or not replies.move(tx, reply, (ReplyState.APPROVED,), ReplyState.OPEN):
            raise Conflict("There is nothing to take back: the reply is out, or was never approved.", where=case_id, mend="Open it again.")
        jobs.drop(tx, sending.send_key(reply))
        promises.withdraw(tx, reply)
        cases.move(tx, head, reply_state=ReplyState.OPEN)
        if head.last_in > reply.seen_in:
            ask_draft(tx, head, now)
        journal.note(tx, now, who.id, "undone", case_id, reply.reply.hash)


def pending(work: Work, person: Person) -> tuple[Pending, ...]:
    """This person's approved replies that can still be taken back, the next to go first."""
    with work.store.read() as tx:
        waiting = [reply for reply in replies.in_state(tx, (ReplyState.APPROVED,)) if reply.approved_by == person.id and reply.due_at]
        found = [Pending(reply.case, cases.head(tx, reply.case).customer_name, reply.due_at) for reply in waiting if reply.due_at]
    return tuple(sorted(found, key=lambda one: one.send_at))


def as_sent(work: Work, person: Person, brand: str, channel: str, reply: Reply) -> Reply:
    """The reply as the customer reads it: with the sign-off of the person who approves it."""
    found, rules = known(work, brand, channel)
    return Reply(_signed(reply.text, found, rules, person), _signed(reply.private_text, found, rules, person))


def _approve(
    work: Work,
    person: Person,
    case_id: str,
    reply_hash: str,
    reasons: Mapping[str, str],
    seen: int | None,
    read_by: Person | None = None,
    *,
    copied: bool = False,
) -> Approval:
    for _again in range(TRIES):
        ready = _ready(work, person, case_id, reply_hash, reasons, seen, read_by)
        if isinstance(ready, Approval):
            return ready
        if given := _bind(work, ready, copied=copied):
            return given
        seen = ready.head.last_in if seen is None else seen
    raise Conflict("The case changed while you approved.", where=case_id, mend="Look at it again.")


def _ready(
    work: Work, person: Person, case_id: str, reply_hash: str, reasons: Mapping[str, str], seen: int | None, read_by: Person | None
) -> _Ready | Approval:
    """What may be approved, or the approval that this very text has already."""
    with work.store.read() as tx:
        who, (head, case) = people.require(tx, person, DESK), cases.whole(tx, case_id)
        reader, mark = people.require(tx, read_by, SECOND) if read_by else None, changes.mark(tx, head.brand)
        if before := _before(tx, head, reply_hash):
            return before
        reply, draft, author = standing(tx, head)
    _wants_answer(head)
    if head.reply_state is not ReplyState.OPEN:
        raise Conflict("Another text of this case is on its way.", where=case_id, mend="Undo that approval first.")
    if reply.hash != reply_hash:
        raise Conflict(
            "The text on the screen is not the text that was kept.", where=case_id, mend="Read what stands there now, then approve."
        )
    if seen is not None and head.last_in > seen:
        raise Conflict("The customer wrote again.", where=case_id, mend="Read the new message before you approve.")
    if not (reply.text.strip() or reply.private_text.strip()):
        raise InputError("The reply is empty.", where=case_id, mend="Write an answer, or close the case without one.")
    seen_wrong = (finding for finding in review(work, case_id, reply) if finding.check != LENGTH)  # which knows no approver
    findings = (*seen_wrong, *_too_long(work, who, head, reply))
    writers = {author, who.id} if reader else {author}
    overrides = _overrides(findings, reasons, reader or who, writers, danger=case.triage is not None and case.triage.cannot_wait)
    return _Ready(who, reader, head, reply, draft, overrides, mark)


def _wants_answer(head: CaseHead) -> None:
    """A screen that has not looked again may still show a case that a colleague merged, answered elsewhere or closed."""
    claims.workable(head)
    if head.state in (CaseState.ANSWERED, CaseState.CLOSED):
        raise Conflict("This case is done already.", where=head.id, mend="Take it back to the queue before you answer it.")


def _bind(work: Work, ready: _Ready, *, copied: bool) -> Approval | None:
    """Writes the approval; None when case or knowledge are no longer as they were reviewed."""
    with work.store.write() as tx:
        who, head, now = people.require(tx, ready.who, DESK), cases.head(tx, ready.head.id), work.now("")
        if before := _before(tx, head, ready.reply.hash):
            return before
        if head.version != ready.head.version or changes.mark(tx, head.brand) != ready.mark or standing(tx, head)[0] != ready.reply:
            return None
        _wants_answer(head)
        if ready.reader:
            cases.let_go(tx, head.id, head.holder)  # the case is its agent's, whoever looks at it meanwhile
        claims.hold(tx, work, who, head)
        due_at = now if copied else now + timedelta(seconds=work.undo_seconds)
        reply = replies.approve(tx, _approved(tx, ready, head, now, due_at, copied=copied))
        if reply is None:
            raise Conflict("Another text of this case is on its way.", where=head.id, mend="Undo that approval first.")
        _add_parts(tx, work, who, head, reply)
        draft = drafts.get(tx, ready.draft)
        promises.propose(tx, reply, work.brands[head.brand], draft.draft if draft else None, work.now(head.brand))
        cases.move(tx, head, reply_state=ReplyState.APPROVED, **_agreed(tx, ready, now))
        journal.note(tx, now, who.id, "approved", head.id, reply.reply.hash)
        for override in ready.overrides:
            journal.note(tx, now, who.id, f"overrode {override.check}", head.id)
        if copied:
            sending.settle(tx, work, reply)
        else:
            jobs.owe(tx, JobKind.SEND, sending.send_key(reply), due_at, brand=head.brand, case=head.id, payload=reply.id)
        state = ReplyState.SENT if copied else ReplyState.APPROVED
        return Approval(reply.id, head.id, reply.reply.hash, state, who.id, now, due_at)


def _agreed(tx: Tx, ready: _Ready, now: datetime) -> dict[str, Any]:
    """What a second reader's agreeing changes of the case: it waits no longer, and an undo brings it back to the queue."""
    if ready.reader is None:
        return {}
    head = ready.head
    if head.waiting_for != readings.WAITS_FOR or not readings.settle(tx, head.id, head.turn, "approved", ready.reader.id, now):
        raise Conflict("Nothing waits for a second reader here: the case moved on.", where=head.id, mend="Open it again.")
    cases.let_go(tx, head.id, ready.who.id)
    journal.note(tx, now, ready.reader.id, "second reader agreed", head.id, ready.reply.hash)
    return NOTHING | {"state": CaseState.DRAFTED}


def _approved(tx: Tx, ready: _Ready, head: CaseHead, now: datetime, due_at: datetime, *, copied: bool) -> replies.Approved:
    draft = drafts.get(tx, ready.draft)
    return replies.Approved(
        case=head.id,
        brand=head.brand,
        channel=head.channel,
        turn=head.turn,
        seen_in=head.last_in,
        reply=ready.reply,
        draft=ready.draft,
        likeness=_likeness(draft.draft.reply, ready.reply) if draft else 0.0,
        approved_by=ready.who.id,
        approved_at=now,
        due_at=due_at,
        seen_at=cases.seen_at(tx, head.id),
        overrides=ready.overrides,
        copied=copied,
    )


def _before(tx: Tx, head: CaseHead, reply_hash: str) -> Approval | None:
    """The approval that a repeat of this one (a double click, a rerun) stands for."""
    reply = replies.find(tx, replies.reply_id(head.id, head.turn))
    if reply is None or reply.state is ReplyState.OPEN:
        reply = replies.last_sent(tx, head.id)
        if reply is None or reply.turn != head.turn - 1 or head.last_in > reply.seen_in or drafts.edit_of(tx, head.id):
            return None
    if reply.reply.hash != reply_hash or reply.approved_at is None or reply.due_at is None:
        return None
    return Approval(reply.id, head.id, reply_hash, reply.state, reply.approved_by, reply.approved_at, reply.due_at)


def _overrides(
    findings: tuple[Finding, ...], reasons: Mapping[str, str], who: Person, writers: Set[str], *, danger: bool
) -> tuple[Override, ...]:
    """The blocks this person may approve in spite of, with their reasons. Raises `Blocked` for the others."""
    blocks = [finding for finding in findings if finding.level is Level.BLOCK]
    given = {check: reason.strip() for check, reason in reasons.items()}
    second = bool(who.roles & SECOND) and who.id not in writers
    may = {Kind.NEVER: False, Kind.SECOND_READER: second or danger, Kind.OWN_REASON: True}
    stops = [finding for finding in blocks if not (may[finding.kind] and given.get(finding.check))]
    if stops:
        worst = min(stops, key=lambda finding: list(Kind).index(finding.kind))
        mends = {
            Kind.NEVER: "Change the text: nobody can approve this.",
            Kind.SECOND_READER: "Change the text, or ask a second reader to approve it with a reason.",
            Kind.OWN_REASON: "Change the text, or approve it with a reason.",
        }
        names = ", ".join(dict.fromkeys(finding.check for finding in stops))
        raise Blocked("Something in the text must be solved first.", where=names, mend=mends[worst.kind])
    return tuple(
        Override(check, kind, given[check], who.id) for check, kind in dict.fromkeys((finding.check, finding.kind) for finding in blocks)
    )


def _too_long(work: Work, who: Person, head: CaseHead, reply: Reply) -> tuple[Finding, ...]:
    """The public part with its sign-off against the platform's limit; the private part has the route's own room."""
    rules = known(work, head.brand, head.channel)[1]
    size = length.length(as_sent(work, who, head.brand, head.channel, reply).text, rules.name)
    if not rules.limit or size <= rules.limit:
        return ()
    return (Finding(LENGTH, Level.BLOCK, Kind.NEVER, "too_long", {"length": str(size), "limit": str(rules.limit)}),)


def _add_parts(tx: Tx, work: Work, who: Person, head: CaseHead, reply: KeptReply) -> None:
    signed = as_sent(work, who, head.brand, head.channel, reply.reply)
    for part, text in ((Part.PUBLIC, signed.text), (Part.PRIVATE, signed.private_text)):
        if text:
            key = f"{reply.id}.{reply.round}.{part}"
            digest = sha256(text.encode()).hexdigest()
            assert reply.approved_at is not None
            private = part is Part.PRIVATE
            held = private and head.public and not head.private_channel
            there = private and head.private_channel
            channel, recipient = (head.private_channel, head.private_recipient) if there else (head.channel, head.recipient)
            unseen = private or not head.public
            out = Outgoing(key, head.id, head.brand, channel, recipient, text, digest, who.id, reply.approved_at, unseen)
            replies.add_part(tx, reply, part, out, replies.HELD if held else replies.READY)


def _signed(text: str, brand: Brand, rules: ChannelRules, person: Person) -> str:
    """The text with its sign-off, not twice."""
    text, (gap, sign) = text.rstrip(), rules.signature(person, brand.name)
    return text if not text or not sign or text.endswith(sign) else f"{text}{gap}{sign}"


def _likeness(draft: Reply, reply: Reply) -> float:
    """1.0 for the draft unchanged, 0.0 for nothing of it, by words in order."""
    before, after = (f"{one.text}\n{one.private_text}".split() for one in (draft, reply))
    return round(SequenceMatcher(None, before, after, autojunk=False).ratio(), 4)
