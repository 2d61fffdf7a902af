"""Approved replies on their way out: OPEN → APPROVED → SENDING → SENT | UNKNOWN, each step compare-and-set."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from assistant.records.desk import KeptReply, Outcome, Override
from assistant.records.draft import Reply
from assistant.records.finding import Part
from assistant.records.work import Outgoing, ReplyState
from assistant.store.codec import dump, load
from assistant.store.engine import Tx, put
from assistant.store.tables import cases, parts, replies

HELD, READY, OUT = "held", "approved", "sent"


@dataclass(frozen=True, slots=True)
class Approved:
    """What an approval binds: the text on the screen, by whom, when it goes, and in spite of what."""

    case: str
    brand: str
    channel: str
    turn: int
    seen_in: int
    reply: Reply
    draft: int
    likeness: float
    approved_by: str
    approved_at: datetime
    due_at: datetime
    seen_at: datetime | None
    overrides: tuple[Override, ...] = ()
    copied: bool = False


def reply_id(case: str, turn: int) -> str:
    return f"{case}.{turn}"


def approve(tx: Tx, approved: Approved, state: ReplyState = ReplyState.APPROVED) -> KeptReply | None:
    """OPEN → APPROVED (or straight to SENT when copied by hand); None when this turn's reply is already under way."""
    id = reply_id(approved.case, approved.turn)
    there = find(tx, id)
    if there and there.state is not ReplyState.OPEN:
        return None
    values = {
        "brand": approved.brand,
        "channel": approved.channel,
        "round": (there.round if there else 0) + 1,
        "seen_in": approved.seen_in,
        "state": state,
        "text": approved.reply.text,
        "private_text": approved.reply.private_text,
        "hash": approved.reply.hash,
        "draft": approved.draft,
        "likeness": approved.likeness,
        "overrides": dump(approved.overrides),
        "copied": approved.copied,
        "approved_by": approved.approved_by,
        "approved_at": approved.approved_at,
        "due_at": approved.due_at,
        "seen_at": approved.seen_at,
        "sent_at": approved.due_at if state is ReplyState.SENT else None,
        "error": "",
    }
    put(tx, replies, {"id": id}, {"case": approved.case, "turn": approved.turn, **values})
    return find(tx, id)


def move(tx: Tx, reply: KeptReply, among: Sequence[ReplyState], to: ReplyState, **values: Any) -> bool:
    """Moves a reply of this round that is in one of `among`; False when it is not."""
    where = (replies.c.id == reply.id, replies.c.round == reply.round, replies.c.state.in_(among))
    return tx.execute(sa.update(replies).where(*where).values(state=to, **values)).rowcount == 1


def find(tx: Tx, id: str) -> KeptReply | None:
    row = tx.execute(sa.select(replies).where(replies.c.id == id)).first()
    return _kept(row) if row else None


def last_sent(tx: Tx, case: str) -> KeptReply | None:
    query = sa.select(replies).where(replies.c.case == case, replies.c.state == ReplyState.SENT)
    row = tx.execute(query.order_by(replies.c.turn.desc()).limit(1)).first()
    return _kept(row) if row else None


def last_approved_at(tx: Tx, case: str) -> datetime | None:
    """When the newest reply of a case that is out or on its way was approved."""
    where = (replies.c.case == case, replies.c.state != ReplyState.OPEN)
    return tx.execute(sa.select(sa.func.max(replies.c.approved_at, type_=replies.c.approved_at.type)).where(*where)).scalar()


def in_state(tx: Tx, states: Sequence[ReplyState], *, brands: Sequence[str] = (), limit: int = 200) -> tuple[KeptReply, ...]:
    """Replies in these states, the newest first."""
    query = sa.select(replies).where(replies.c.state.in_(states)).order_by(replies.c.approved_at.desc(), replies.c.id).limit(limit)
    if brands:
        query = query.where(replies.c.brand.in_(brands))
    return tuple(_kept(row) for row in tx.execute(query))


def outcomes(tx: Tx, since: datetime | None = None, *, brands: Sequence[str] = ()) -> tuple[Outcome, ...]:
    """What became of the drafts of sent replies, oldest first: what the quality desk counts."""
    query = sa.select(replies).where(replies.c.state == ReplyState.SENT).order_by(replies.c.approved_at)
    if since:
        query = query.where(replies.c.approved_at >= since)
    if brands:
        query = query.where(replies.c.brand.in_(brands))
    return tuple(
        Outcome(
            case=row.case,
            brand=row.brand,
            channel=row.channel,
            drafted=row.draft > 0,
            likeness=row.likeness,
            overrides=load(tuple[Override, ...], row.overrides),
            seen_at=row.seen_at,
            approved_at=row.approved_at,
            copied=row.copied,
        )
        for row in tx.execute(query)
    )


def add_part(tx: Tx, reply: KeptReply, part: Part, outgoing: Outgoing, state: str = READY) -> None:
    """One part of an approved reply, under its own key."""
    where = {"key": outgoing.key}
    row = {"reply": reply.id, "round": reply.round, "part": part, "channel": outgoing.channel, "recipient": outgoing.recipient}
    put(tx, parts, where, {**row, "text": outgoing.text, "text_hash": outgoing.text_hash, "state": state, "sent_at": None})


def parts_of(tx: Tx, reply: KeptReply) -> tuple[tuple[Part, Outgoing, str], ...]:
    """The parts of this round as (part, what goes out, state), the public one first."""
    where = (parts.c.reply == reply.id, parts.c.round == reply.round)
    rows = tx.execute(sa.select(parts).where(*where).order_by(parts.c.part.desc()))
    public = bool(tx.execute(sa.select(cases.c.public).where(cases.c.id == reply.case)).scalar())
    return tuple((Part(row.part), _outgoing(row, reply, public), row.state) for row in rows)


def held(tx: Tx, *, cases_: Sequence[str] = (), limit: int = 200) -> tuple[tuple[KeptReply, Outgoing], ...]:
    """Private parts of sent replies that wait for the customer's private thread, the oldest first."""
    query = sa.select(replies, parts.c.key).join(parts, sa.and_(parts.c.reply == replies.c.id, parts.c.round == replies.c.round))
    query = query.where(replies.c.state == ReplyState.SENT, parts.c.state == HELD).order_by(replies.c.approved_at).limit(limit)
    if cases_:
        query = query.where(replies.c.case.in_(cases_))
    found = [(_kept(row), row.key) for row in tx.execute(query)]
    return tuple((reply, out) for reply, key in found for _part, out, _state in parts_of(tx, reply) if out.key == key)


def on_its_way(tx: Tx, case: str) -> bool:
    """Whether a part of a sent reply of a case is being delivered now."""
    query = sa.select(parts.c.key).join(replies, sa.and_(parts.c.reply == replies.c.id, parts.c.round == replies.c.round))
    where = (replies.c.case == case, replies.c.state == ReplyState.SENT, parts.c.state == READY)
    return tx.execute(query.where(*where).limit(1)).first() is not None


def find_part(tx: Tx, key: str) -> tuple[KeptReply, Outgoing, str] | None:
    """A part by its key, with its reply and state; None when its reply was approved anew."""
    row = tx.execute(sa.select(parts.c.reply).where(parts.c.key == key)).first()
    reply = find(tx, row.reply) if row else None
    return next(((reply, out, state) for _part, out, state in parts_of(tx, reply) if out.key == key), None) if reply else None


def set_part(tx: Tx, key: str, state: str, **values: Any) -> None:
    """Moves a part to another state; `values`: where it goes, once that is known."""
    tx.execute(sa.update(parts).where(parts.c.key == key).values(state=state, **values))


def part_sent(tx: Tx, key: str, at: datetime) -> None:
    tx.execute(sa.update(parts).where(parts.c.key == key).values(state=OUT, sent_at=at))


def _kept(row: Any) -> KeptReply:
    return KeptReply(
        id=row.id,
        case=row.case,
        brand=row.brand,
        channel=row.channel,
        turn=row.turn,
        round=row.round,
        seen_in=row.seen_in,
        state=ReplyState(row.state),
        reply=Reply(row.text, row.private_text),
        draft=row.draft,
        approved_by=row.approved_by,
        approved_at=row.approved_at,
        due_at=row.due_at,
        sent_at=row.sent_at,
        copied=row.copied,
        overrides=load(tuple[Override, ...], row.overrides),
        error=row.error,
    )


def _outgoing(row: Any, reply: KeptReply, public: bool) -> Outgoing:
    assert reply.approved_at is not None
    return Outgoing(
        key=row.key,
        case=reply.case,
        brand=reply.brand,
        channel=row.channel,
        recipient=row.recipient,
        text=row.text,
        text_hash=row.text_hash,
        approved_by=reply.approved_by,
        approved_at=reply.approved_at,
        private=row.part == Part.PRIVATE or not public,
    )
