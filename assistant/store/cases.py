"""Cases, whole and in head; every move is compare-and-set on the case's version."""

from collections.abc import Sequence
from datetime import datetime
from secrets import token_hex
from typing import Any

import sqlalchemy as sa

from assistant.errors import Conflict, NotFound
from assistant.records.case import AgentFact, Case, CaseState, EarlierCase
from assistant.records.desk import CaseHead, QueueRow
from assistant.records.triage import Risk, Triage, Urgency
from assistant.records.work import ReplyState
from assistant.store import threads
from assistant.store.codec import dump, load
from assistant.store.engine import Tx, put
from assistant.store.tables import MERGED, cases, corrections, facts, promises, replies

TO_DO = (CaseState.NEW, CaseState.DRAFTED, CaseState.FOR_PERSON)
UNDER_WAY = (ReplyState.APPROVED, ReplyState.SENDING)
EARLIER = 5

SHOWN = tuple(
    cases.c[name]
    for name in (
        *("id", "brand", "channel", "customer_name", "snippet", "urgency", "due_at", "state", "vulnerable", "risk", "repeat", "tagged"),
        *("holder", "held_until", "reason", "handed_to", "last_sender", "returned"),
        *("waiting_for", "waiting_with", "waiting_question", "waiting_until"),
    )
)
"""What the queue reads: never the triage itself, which is most of a row."""


def new_id(kind: str) -> str:
    """An id that says nothing of anybody: a letter and 12 hexadecimal digits."""
    return f"{kind}{token_hex(6)}"


def add(tx: Tx, *, brand: str, channel: str, customer: str, name: str, recipient: str, thread_key: str, public: bool, at: datetime) -> str:
    """A new case without messages; gives its id."""
    id = new_id("c")
    row = {"id": id, "brand": brand, "channel": channel, "customer": customer, "customer_name": name, "recipient": recipient}
    states = {"state": CaseState.NEW, "reply_state": ReplyState.OPEN, "is_open": True}
    tx.execute(sa.insert(cases).values(**row, **states, thread_key=thread_key, public=public, opened_at=at, last_at=at))
    return id


def head(tx: Tx, id: str) -> CaseHead:
    """Raises `NotFound`."""
    row = tx.execute(sa.select(cases).where(cases.c.id == id)).first()
    if row is None:
        raise NotFound("There is no such case.", where=id, mend="Go back to the queue and open it there.")
    return _head(row)


def current(tx: Tx, id: str) -> CaseHead:
    """The case, or the one it goes on in since it was merged, however often. Raises `NotFound`."""
    found = head(tx, id)
    while found.merged_into:
        found = head(tx, found.merged_into)
    return found


def family(tx: Tx, id: str) -> tuple[str, ...]:
    """The case and those that were merged into it, however often."""
    found: tuple[str, ...] = ()
    newest: tuple[str, ...] = (id,)
    while newest:
        found += newest
        newest = tuple(tx.execute(sa.select(cases.c.id).where(cases.c.merged_into.in_(newest), MERGED)).scalars())
    return found


def find_thread(tx: Tx, brand: str, channel: str, thread_key: str) -> CaseHead | None:
    """The newest case with this thread key."""
    query = sa.select(cases).where(cases.c.brand == brand, cases.c.channel == channel, cases.c.thread_key == thread_key)
    row = tx.execute(query.order_by(cases.c.opened_at.desc()).limit(1)).first()
    return _head(row) if row else None


def find_latest(tx: Tx, customer: str, channel: str) -> tuple[CaseHead, datetime] | None:
    """The customer's newest case on a channel that has no thread key, and when something was last written in it."""
    query = sa.select(cases).where(cases.c.customer == customer, cases.c.channel == channel, cases.c.thread_key == "")
    row = tx.execute(query.order_by(cases.c.last_at.desc()).limit(1)).first()
    return (_head(row), row.last_at) if row else None


def find_invited(tx: Tx, customer: str, since: datetime) -> CaseHead | None:
    """The customer's newest public case, moved since then: where a direct message of theirs belongs."""
    query = sa.select(cases).where(cases.c.customer == customer, cases.c.public, cases.c.merged_into == "", cases.c.last_at >= since)
    row = tx.execute(query.order_by(cases.c.last_at.desc()).limit(1)).first()
    return _head(row) if row else None


def load_case(tx: Tx, id: str) -> Case:
    """The whole case with thread, facts, corrections and what went before. Raises `NotFound`."""
    return whole(tx, id)[1]


def whole(tx: Tx, id: str) -> tuple[CaseHead, Case]:
    """A case in head and with all of it, as `head` and `load_case`. Raises `NotFound`."""
    row = tx.execute(sa.select(cases).where(cases.c.id == id)).first()
    if row is None:
        raise NotFound("There is no such case.", where=id, mend="Go back to the queue and open it there.")
    fact_rows = tx.execute(sa.select(facts).where(facts.c.case == id, facts.c.gone_at.is_(None)).order_by(facts.c.at, facts.c.id))
    set_by_hand = tx.execute(sa.select(corrections.c.field, corrections.c.value).where(corrections.c.case == id).order_by(corrections.c.at))
    case = Case(
        id=id,
        brand=row.brand,
        channel=row.channel,
        customer=row.customer,
        customer_name=row.customer_name,
        thread=threads.messages_of(tx, id),
        state=CaseState(row.state),
        opened_at=row.opened_at,
        due_at=row.due_at,
        version=row.version,
        facts=tuple(AgentFact(fact.id, fact.text, fact.by, fact.at) for fact in fact_rows),
        earlier=_earlier(tx, row.customer, id),
        corrections=tuple((line.field, line.value) for line in set_by_hand),
        triage=load(Triage, row.triage) if row.triage else None,
    )
    return _head(row), case


def move(tx: Tx, seen: CaseHead, **values: Any) -> int:
    """Changes columns of a case that still stands as `seen`; gives its new version. Raises `Conflict` when it moved.

    Whether the case is open, so whether the queue shows it, follows from its states here and nowhere else.
    """
    state, reply_state = values.get("state", seen.state), values.get("reply_state", seen.reply_state)
    values |= {"handed_by": ""} if "handed_to" in values and "handed_by" not in values else {}
    values |= {"is_open": state in TO_DO and reply_state not in UNDER_WAY, "version": seen.version + 1}
    where = (cases.c.id == seen.id, cases.c.version == seen.version)
    if tx.execute(sa.update(cases).where(*where).values(**values)).rowcount == 0:
        raise Conflict("This case changed meanwhile.", where=seen.id, mend="Look at it again.")
    return seen.version + 1


def of_customer(tx: Tx, customer: str, *, without: str = "") -> tuple[str, ...]:
    """A customer's cases, the newest first, merged ones left out."""
    query = sa.select(cases.c.id).where(cases.c.customer == customer, cases.c.id != without, cases.c.merged_into == "")
    return tuple(tx.execute(query.order_by(cases.c.last_at.desc())).scalars())


def beside(tx: Tx, case: Case) -> tuple[str, ...]:
    """Other open cases of this customer, or of somebody of the very same name, with the same brand: most likely one person."""
    same = sa.or_(cases.c.customer == case.customer, sa.and_(cases.c.customer_name == case.customer_name, cases.c.customer_name != ""))
    query = sa.select(cases.c.id).where(*_in_queue((case.brand,), "", ""), same, cases.c.id != case.id)
    return tuple(tx.execute(query).scalars())


def held(tx: Tx, ids: Sequence[str], now: datetime) -> tuple[tuple[str, str], ...]:
    """Of these cases those that somebody holds now, as (channel, person id)."""
    query = sa.select(cases.c.channel, cases.c.holder).where(cases.c.id.in_(ids), cases.c.holder != "", cases.c.held_until > now)
    return tuple((row.channel, row.holder) for row in tx.execute(query)) if ids else ()


def mark(tx: Tx, id: str, **values: Any) -> None:
    """Changes columns that are no move: what the queue shows, who looks. States change in `move` alone."""
    assert not values.keys() & {"state", "reply_state", "is_open"}
    tx.execute(sa.update(cases).where(cases.c.id == id).values(**values))


def set_triage(tx: Tx, id: str, triage: Triage) -> None:
    """Keeps a triage, whole and as the queue reads it."""
    mark(
        tx,
        id,
        triage=dump(triage),
        urgency=int(triage.urgency.value),
        vulnerable=triage.vulnerable.value,
        risk=triage.risk,
        repeat=triage.repeat.value,
        topic=triage.topic.value,
    )


def correct(tx: Tx, id: str, field: str, value: str, by: str, at: datetime) -> None:
    """What an agent says of a triage field; an empty value takes that back."""
    if not value:
        tx.execute(sa.delete(corrections).where(corrections.c.case == id, corrections.c.field == field))
        return
    put(tx, corrections, {"case": id, "field": field}, {"value": value, "by": by, "at": at})


def add_fact(tx: Tx, id: str, text: str, by: str, at: datetime, version: int, kind: str = "") -> str:
    """Keeps an agent fact; gives its id."""
    fact = new_id("f")
    tx.execute(sa.insert(facts).values(id=fact, case=id, text=text, by=by, at=at, version=version, kind=kind))
    return fact


def facts_of_kind(tx: Tx, id: str, kind: str) -> tuple[str, ...]:
    """Ids of the facts of that kind that stand."""
    return tuple(tx.execute(sa.select(facts.c.id).where(facts.c.case == id, facts.c.kind == kind, facts.c.gone_at.is_(None))).scalars())


def end_fact(tx: Tx, id: str, fact: str, by: str, at: datetime, version: int) -> bool:
    """Takes a fact of a case back: its words go, who and when stay. False when it was gone already."""
    where = (facts.c.id == fact, facts.c.case == id, facts.c.gone_at.is_(None))
    return tx.execute(sa.update(facts).where(*where).values(text="", gone_by=by, gone_at=at, version=version)).rowcount == 1


def fact_since(tx: Tx, id: str, version: int) -> bool:
    """Whether a fact was added, or taken back, after that version of the case."""
    return tx.execute(sa.select(facts.c.id).where(facts.c.case == id, facts.c.version > version).limit(1)).first() is not None


def take_hold(tx: Tx, id: str, person: str, until: datetime, now: datetime, *, over: bool = False) -> bool:
    """Claims a case; False when somebody else holds it (unless `over`)."""
    free = sa.or_(cases.c.holder.in_(("", person)), cases.c.held_until.is_(None), cases.c.held_until <= now)
    where = (cases.c.id == id,) if over else (cases.c.id == id, free)
    return tx.execute(sa.update(cases).where(*where).values(holder=person, held_until=until)).rowcount == 1


def first_look(tx: Tx, id: str, at: datetime) -> None:
    """Notes when a person first saw the case in this turn."""
    tx.execute(sa.update(cases).where(cases.c.id == id, cases.c.seen_at.is_(None)).values(seen_at=at))


def seen_at(tx: Tx, id: str) -> datetime | None:
    return tx.execute(sa.select(cases.c.seen_at).where(cases.c.id == id)).scalar()


def let_go(tx: Tx, id: str, person: str) -> None:
    tx.execute(sa.update(cases).where(cases.c.id == id, cases.c.holder == person).values(holder="", held_until=None))


def queue(
    tx: Tx, now: datetime, *, brands: Sequence[str] = (), channel: str = "", state: str = "", limit: int = 500
) -> tuple[QueueRow, ...]:
    """Open cases: danger, then those that came back with nobody to take them up, then by urgency and time left (no clock: last).
    `state` asks for cases in that state, open or not."""
    first = sa.case((cases.c.urgency == int(Urgency.NOW), 0), (cases.c.returned, 1), else_=2)
    query = sa.select(*SHOWN).order_by(first, cases.c.urgency.desc(), cases.c.due_at.nulls_last(), cases.c.id).limit(limit)
    return tuple(_queue_row(row, now) for row in tx.execute(query.where(*_in_queue(brands, channel, state))))


def count(tx: Tx, *, brands: Sequence[str] = (), channel: str = "", state: str = "") -> int:
    """How many cases `queue` would give without a limit."""
    return int(tx.execute(sa.select(sa.func.count()).select_from(cases).where(*_in_queue(brands, channel, state))).scalar_one())


def _in_queue(brands: Sequence[str], channel: str, state: str) -> list[sa.ColumnElement[bool]]:
    """Brand and channel are joined with "", so that no index on them is taken for the one on what is open."""
    where: list[sa.ColumnElement[bool]] = [cases.c.state == state if state else cases.c.is_open]
    where += [cases.c.brand.concat("").in_(brands)] if brands else []
    return where + ([cases.c.channel.concat("") == channel] if channel else [])


def _earlier(tx: Tx, customer: str, without: str) -> tuple[EarlierCase, ...]:
    query = sa.select(cases).where(cases.c.customer == customer, cases.c.id != without, cases.c.merged_into == "")
    rows = tx.execute(query.order_by(cases.c.last_at.desc()).limit(EARLIER)).all()
    if not rows:
        return ()
    ids = [row.id for row in rows]
    given = (promises.c.case.in_(ids), promises.c.kind == "reply", promises.c.withdrawn.is_(False))
    promised: dict[str, list[str]] = {}
    for line in tx.execute(sa.select(promises.c.case, promises.c.text).where(*given).order_by(promises.c.made_at)):
        promised.setdefault(line.case, []).append(line.text)
    sent = sa.select(replies.c.case, replies.c.text).where(replies.c.case.in_(ids), replies.c.state == ReplyState.SENT)
    last = {line.case: line.text for line in tx.execute(sent.order_by(replies.c.turn))}  # the last one stays
    return tuple(
        EarlierCase(
            row.id, row.channel, row.opened_at, row.topic, CaseState(row.state), tuple(promised.get(row.id, ())), last.get(row.id, "")
        )
        for row in rows
    )


def _head(row: Any) -> CaseHead:
    return CaseHead(
        id=row.id,
        brand=row.brand,
        channel=row.channel,
        customer=row.customer,
        customer_name=row.customer_name,
        state=CaseState(row.state),
        reply_state=ReplyState(row.reply_state),
        turn=row.turn,
        version=row.version,
        last_in=row.last_in,
        urgency=Urgency(row.urgency),
        due_at=row.due_at,
        holder=row.holder,
        held_until=row.held_until,
        last_sender=row.last_sender,
        reason=row.reason,
        merged_into=row.merged_into,
        recipient=row.recipient,
        waiting_for=row.waiting_for,
        waiting_with=row.waiting_with,
        waiting_question=row.waiting_question,
        waiting_until=row.waiting_until,
        closed_as=row.closed_as,
        closed_note=row.closed_note,
        handed_to=row.handed_to,
        handed_by=row.handed_by,
        public=row.public,
        tagged=row.tagged,
        private_channel=row.private_channel,
        private_recipient=row.private_recipient,
    )


def _queue_row(row: Any, now: datetime) -> QueueRow:
    return QueueRow(
        case=row.id,
        brand=row.brand,
        channel=row.channel,
        customer_name=row.customer_name,
        snippet=row.snippet,
        urgency=Urgency(row.urgency),
        due_at=row.due_at,
        state=CaseState(row.state),
        vulnerable=row.vulnerable,
        risk=Risk(row.risk),
        repeat=row.repeat,
        holder=row.holder if row.held_until and row.held_until > now else "",
        reason=row.reason,
        waiting_until=row.waiting_until,
        handed_to=row.handed_to,
        last_sender=row.last_sender,
        returned=row.returned,
        tagged=row.tagged,
        waiting_for=row.waiting_for,
        waiting_with=row.waiting_with,
        waiting_question=row.waiting_question,
    )
