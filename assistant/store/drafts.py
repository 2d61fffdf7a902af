"""Drafts as they were made, the text being written now, and what agents made of them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from assistant.errors import Conflict
from assistant.records.desk import Edit, KeptDraft
from assistant.records.draft import Draft, Reply
from assistant.records.finding import Finding
from assistant.store.codec import dump, load
from assistant.store.engine import Tx, put
from assistant.store.knowledge_tables import documents
from assistant.store.tables import cases, draft_sources, drafts, edits, partials


def keep(tx: Tx, case: str, turn: int, version: int, draft: Draft, at: datetime) -> int:
    """Keeps a draft with the documents it rests on; gives its number."""
    row = {"case": case, "turn": turn, "version": version, "at": at, "body": dump(draft)}
    number = int(tx.execute(sa.insert(drafts).values(**row).returning(drafts.c.id)).scalar_one())
    rests = {passage.document: passage.version for passage in draft.passages if passage.document}
    if rests:
        tx.execute(sa.insert(draft_sources), [{"draft": number, "document": id, "version": v} for id, v in rests.items()])
    return number


def latest(tx: Tx, case: str, turn: int) -> KeptDraft | None:
    """The newest draft of this turn."""
    query = sa.select(drafts).where(drafts.c.case == case, drafts.c.turn == turn).order_by(drafts.c.id.desc()).limit(1)
    row = tx.execute(query).first()
    return _kept(row) if row else None


def get(tx: Tx, number: int) -> KeptDraft | None:
    row = tx.execute(sa.select(drafts).where(drafts.c.id == number)).first()
    return _kept(row) if row else None


def moved_sources(tx: Tx, number: int) -> tuple[str, ...]:
    """Documents that a draft rests on and that are now in another version, or retired."""
    joined = draft_sources.join(documents, documents.c.id == draft_sources.c.document)
    moved = sa.or_(documents.c.version != draft_sources.c.version, documents.c.retired_at.is_not(None))
    query = sa.select(documents.c.id).select_from(joined).where(draft_sources.c.draft == number, moved, draft_sources.c.version > 0)
    return tuple(tx.execute(query).scalars())


def resting_on(tx: Tx, document: str) -> tuple[tuple[str, str], ...]:
    """Open cases, as (case, brand), whose draft of this turn rests on the document."""
    joined = draft_sources.join(drafts, drafts.c.id == draft_sources.c.draft).join(cases, cases.c.id == drafts.c.case)
    where = (draft_sources.c.document == document, cases.c.is_open, drafts.c.turn == cases.c.turn)
    rows = tx.execute(sa.select(cases.c.id, cases.c.brand).select_from(joined).where(*where).distinct().order_by(cases.c.id))
    return tuple((row.id, row.brand) for row in rows)


def write_partial(tx: Tx, case: str, text: str, at: datetime) -> None:
    put(tx, partials, {"case": case}, {"text": text, "at": at})


def partial(tx: Tx, case: str) -> str:
    """The text being written now; "" when nothing is."""
    return tx.execute(sa.select(partials.c.text).where(partials.c.case == case)).scalar() or ""


def end_partial(tx: Tx, case: str) -> None:
    tx.execute(sa.delete(partials).where(partials.c.case == case))


def save_edit(tx: Tx, edit: Edit, turn: int) -> int:
    """Keeps what an agent typed, if the edit still stands at `edit.version`; gives the new version. Raises `Conflict`."""
    values = {
        "turn": turn,
        "text": edit.reply.text,
        "private_text": edit.reply.private_text,
        "version": edit.version + 1,
        "person": edit.person,
        "draft": edit.draft,
        "at": edit.at,
        "reviewed": "",
    }
    if edit.version == 0:
        tx.execute(sa.insert(edits).values(case=edit.case, findings="", **values))  # a second first one is a Conflict
        return 1
    where = (edits.c.case == edit.case, edits.c.version == edit.version)
    if tx.execute(sa.update(edits).where(*where).values(**values)).rowcount == 0:
        raise Conflict("This text was changed elsewhere.", where=edit.case, mend="Look at that text before you go on.")
    return edit.version + 1


def edit_of(tx: Tx, case: str) -> Edit | None:
    row = tx.execute(sa.select(edits).where(edits.c.case == case)).first()
    return Edit(case, Reply(row.text, row.private_text), row.version, row.person, row.draft, row.at) if row else None


def move_edit(tx: Tx, edit: Edit, case: str, turn: int) -> None:
    """What was typed goes on in another case, as a text that was made from none of its drafts."""
    tx.execute(sa.update(edits).where(edits.c.case == edit.case).values(case=case, turn=turn, draft=0, reviewed="", findings=""))


def drop_edit(tx: Tx, case: str) -> None:
    tx.execute(sa.delete(edits).where(edits.c.case == case))


def findings_of(tx: Tx, case: str) -> tuple[str, tuple[Finding, ...]]:
    """What the last review of the edit was of, and what it found."""
    row = tx.execute(sa.select(edits.c.reviewed, edits.c.findings).where(edits.c.case == case)).first()
    return (row.reviewed, load(tuple[Finding, ...], row.findings or "[]")) if row else ("", ())


def keep_findings(tx: Tx, case: str, version: int, reviewed: str, findings: Sequence[Finding]) -> None:
    """Keeps a review of the edit, unless the edit moved on."""
    where = (edits.c.case == case, edits.c.version == version)
    tx.execute(sa.update(edits).where(*where).values(reviewed=reviewed, findings=dump(tuple(findings))))


def _kept(row: Any) -> KeptDraft:
    return KeptDraft(row.id, row.case, row.version, row.at, load(Draft, row.body))
