"""Standard texts, and what became of them where they were inserted."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from assistant.records.day import StandardText
from assistant.records.work import ReplyState
from assistant.store.day_tables import standard_texts, text_uses
from assistant.store.engine import Tx, put
from assistant.store.tables import replies


def save(tx: Tx, text: StandardText) -> bool:
    """Adds a text or changes the one with its shortcut; False when it stands as it is."""
    if get(tx, text.brand, text.shortcut) == text:
        return False
    values = {"language": text.language, "title": text.title, "text": text.text, "retired_at": None}
    put(tx, standard_texts, {"brand": text.brand, "shortcut": text.shortcut}, values)
    return True


def retire(tx: Tx, brand: str, shortcut: str, at: datetime) -> None:
    where = (standard_texts.c.brand == brand, standard_texts.c.shortcut == shortcut)
    tx.execute(sa.update(standard_texts).where(*where).values(retired_at=at))


def get(tx: Tx, brand: str, shortcut: str) -> StandardText | None:
    where = (standard_texts.c.brand == brand, standard_texts.c.shortcut == shortcut, standard_texts.c.retired_at.is_(None))
    row = tx.execute(sa.select(standard_texts).where(*where)).first()
    return _text(row) if row else None


def of_brand(tx: Tx, brand: str) -> tuple[StandardText, ...]:
    """The texts in use, by shortcut."""
    query = sa.select(standard_texts).where(standard_texts.c.brand == brand, standard_texts.c.retired_at.is_(None))
    return tuple(_text(row) for row in tx.execute(query.order_by(standard_texts.c.shortcut)))


def note_use(tx: Tx, text: StandardText, case: str, turn: int, inserted: str, person: str, at: datetime) -> None:
    row = {"brand": text.brand, "shortcut": text.shortcut, "case": case, "turn": turn, "text": inserted, "person": person, "at": at}
    tx.execute(sa.insert(text_uses).values(**row))


def uses(tx: Tx, brand: str) -> tuple[tuple[str, str, str | None], ...]:
    """Every insertion as (shortcut, text as inserted, text of the reply that was sent; None while there is none)."""
    sent = sa.and_(replies.c.case == text_uses.c.case, replies.c.turn == text_uses.c.turn, replies.c.state == ReplyState.SENT)
    columns = (text_uses.c.shortcut, text_uses.c.text, replies.c.text.label("public"), replies.c.private_text)
    query = sa.select(*columns).select_from(text_uses.outerjoin(replies, sent)).where(text_uses.c.brand == brand)
    rows = tx.execute(query.order_by(text_uses.c.id))
    return tuple((row.shortcut, row.text, None if row.public is None else f"{row.public}\n\n{row.private_text}") for row in rows)


def _text(row: Any) -> StandardText:
    return StandardText(row.brand, row.shortcut, row.title, row.text, row.language)
