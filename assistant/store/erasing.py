"""Erasing a customer: every word of theirs goes, the figures and the journal stay.

Rows that others count on (cases, messages, replies, parts, promises) lose their words; rows that only hold words are deleted.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from assistant.store import alarms, changes
from assistant.store.day_tables import lookers, readings, rewritings, text_uses
from assistant.store.engine import Tx
from assistant.store.knowledge_tables import resolved
from assistant.store.replies import HELD
from assistant.store.tables import (
    cases,
    corrections,
    customers,
    draft_sources,
    drafts,
    edits,
    facts,
    handles,
    jobs,
    messages,
    partials,
    parts,
    promises,
    replies,
)
from assistant.store.threads import erased_id


@dataclass(frozen=True, slots=True)
class Erased:
    """What is gone: the case ids, the ids of resolved cases made of them, and the keys of the parts that channels were given."""

    cases: tuple[str, ...]
    resolved: tuple[str, ...]
    parts: tuple[str, ...]


def cases_of(tx: Tx, customer: str) -> tuple[str, ...]:
    """Ids of all cases of a customer, over all channels."""
    return tuple(tx.execute(sa.select(cases.c.id).where(cases.c.customer == customer).order_by(cases.c.id)).scalars())


def erase(tx: Tx, brand: str, customer: str, at: datetime) -> Erased:
    """Takes every word of and to this customer out of the tables. Repeating it is harmless."""
    of = cases_of(tx, customer)
    their_replies = tx.execute(sa.select(replies.c.id).where(replies.c.case.in_(of))).scalars().all()
    keys = tx.execute(sa.select(parts.c.key).where(parts.c.reply.in_(their_replies))).scalars().all()
    their_drafts = sa.select(drafts.c.id).where(drafts.c.case.in_(of))
    tx.execute(sa.delete(draft_sources).where(draft_sources.c.draft.in_(their_drafts)))
    tx.execute(sa.delete(promises).where(promises.c.case.in_(of), promises.c.state.in_(("proposed", "open"))))
    tx.execute(sa.delete(parts).where(parts.c.reply.in_(their_replies), parts.c.state == HELD))
    for case in of:
        alarms.end(tx, case, "past", at)
    for table in (drafts, partials, edits, facts, corrections, readings, rewritings, lookers, jobs):
        tx.execute(sa.delete(table).where(table.c.case.in_(of)))
    for row in tx.execute(sa.select(messages.c.id, messages.c.external_id).where(messages.c.case.in_(of))).all():
        kept = row.external_id if row.external_id.startswith("erased:") else erased_id(row.external_id)
        _blank(tx, messages, messages.c.id == row.id, "name", "text", attachments="[]", external_id=kept)
    _blank(tx, replies, replies.c.case.in_(of), "text", "private_text", "error")
    _blank(tx, parts, parts.c.reply.in_(their_replies), "recipient", "text")
    _blank(tx, promises, promises.c.case.in_(of), "text")
    _blank(tx, text_uses, text_uses.c.case.in_(of), "text")
    words = ("customer_name", "recipient", "thread_key", "triage", "snippet", "reason", "waiting_with", "waiting_question", "closed_note")
    _blank(tx, cases, cases.c.id.in_(of), *words, "private_recipient")
    _blank(tx, customers, customers.c.id == customer, "name")
    tx.execute(sa.delete(handles).where(handles.c.customer == customer))
    return Erased(of, _unlearn(tx, brand, of), tuple(keys))


def _blank(tx: Tx, table: sa.Table, where: sa.ColumnElement[bool], *columns: str, **values: object) -> None:
    tx.execute(sa.update(table).where(where).values({**dict.fromkeys(columns, ""), **values}))


def _unlearn(tx: Tx, brand: str, of: Sequence[str]) -> tuple[str, ...]:
    gone = tuple(tx.execute(sa.select(resolved.c.id).where(resolved.c.case.in_(of))).scalars())
    tx.execute(sa.delete(resolved).where(resolved.c.id.in_(gone)))
    for id in gone:
        changes.note(tx, brand, id)
    return gone
