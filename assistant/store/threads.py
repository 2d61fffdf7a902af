"""Messages as they came, and the customers who wrote them."""

import json
from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any

import sqlalchemy as sa

from assistant.records.case import Author, Message
from assistant.store.day_tables import hidings
from assistant.store.engine import Tx
from assistant.store.tables import cases, customers, facts, handles, messages, promises


def known_as(tx: Tx, customer: str, brand: str, channel: str, handle: str, name: str, since: datetime) -> str:
    """The customer behind a handle on a brand's channel, added under id `customer` when new."""
    where = (handles.c.brand == brand, handles.c.channel == channel, handles.c.handle == handle)
    found = tx.execute(sa.select(handles.c.customer).where(*where)).scalar()
    if found:
        return str(found)
    tx.execute(sa.insert(customers).values(id=customer, brand=brand, name=name, since=since))
    tx.execute(sa.insert(handles).values(brand=brand, channel=channel, handle=handle, customer=customer))
    return customer


def seen(tx: Tx, brand: str, channel: str, external_id: str) -> str | None:
    """The case that already holds this message, or held it before its customer was erased."""
    known = messages.c.external_id.in_((external_id, erased_id(external_id)))
    where = (messages.c.brand == brand, messages.c.channel == channel, known)
    return tx.execute(sa.select(messages.c.case).where(*where)).scalar()


def erased_id(external_id: str) -> str:
    """What stands in the place of a message's id once it is erased: the same message again still changes nothing."""
    return f"erased:{sha256(external_id.encode()).hexdigest()}"


def add(tx: Tx, case: str, brand: str, channel: str, external_id: str, message: Message, version: int) -> None:
    """Raises `Conflict` for an external id that the brand's channel already has."""
    tx.execute(
        sa.insert(messages).values(
            id=message.id,
            case=case,
            brand=brand,
            channel=channel,
            external_id=external_id,
            author=message.author,
            name=message.name,
            text=message.text,
            at=message.at,
            attachments=json.dumps(list(message.attachments), ensure_ascii=False),
            private=message.private,
            version=version,
        )
    )


def messages_of(tx: Tx, case: str) -> tuple[Message, ...]:
    """The thread, oldest first; of one moment, as they came in."""
    rows = tx.execute(sa.select(messages).where(messages.c.case == case).order_by(messages.c.at, messages.c.version))
    return tuple(_message(row) for row in rows)


def of_cases(tx: Tx, cases_: Sequence[str], limit: int) -> tuple[Message, ...]:
    """The newest messages of several cases, the newest first."""
    rows = tx.execute(sa.select(messages).where(messages.c.case.in_(cases_)).order_by(messages.c.at.desc()).limit(limit))
    return tuple(_message(row) for row in rows)


def _message(row: Any) -> Message:
    return Message(row.id, Author(row.author), row.name, row.text, row.at, tuple(json.loads(row.attachments)), row.private)


def move(tx: Tx, customer: str, to: str) -> None:
    """Two customers turn out to be one: what the first was known by is the second's."""
    for table in (handles, cases):
        tx.execute(sa.update(table).where(table.c.customer == customer).values(customer=to))
    if customer != to:
        tx.execute(sa.delete(customers).where(customers.c.id == customer))


def join(tx: Tx, case: str, into: str, version: int, *, private: bool) -> None:
    """Moves what hangs on a case into another: messages, what was asked to hide of them, facts, promises; `private` marks those
    messages as not public there."""
    kept = {"private": True} if private else {}
    tx.execute(sa.update(messages).where(messages.c.case == case).values(case=into, version=version, **kept))
    tx.execute(sa.update(facts).where(facts.c.case == case).values(case=into, version=version))
    for table in (hidings, promises):
        tx.execute(sa.update(table).where(table.c.case == case).values(case=into))
