"""What is marked beside a case without being part of it: who types in it now, and whether an article its texts rest on changed."""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from assistant.store.engine import Tx
from assistant.store.knowledge_tables import documents
from assistant.store.tables import cases, draft_sources, drafts, edits, promises, replies


def typing(tx: Tx, ids: Sequence[str], since: datetime) -> dict[str, str]:
    """Who changed the text of a case since then: person id by case id."""
    where = (edits.c.case.in_(ids), edits.c.at >= since)
    return {row.case: row.person for row in tx.execute(sa.select(edits.c.case, edits.c.person).where(*where))}


def moved_under_cases(tx: Tx, ids: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Titles of the articles that a draft of the case's present turn cites and that changed since it was made, by case id."""
    joined = drafts.join(cases, sa.and_(cases.c.id == drafts.c.case, cases.c.turn == drafts.c.turn))
    return _moved(tx, sa.select(drafts.c.case.label("of")), joined, drafts.c.case.in_(ids))


def moved_under_promises(tx: Tx, ids: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """As above for promises: titles of the articles that the reply's draft cites and that changed since, by promise id."""
    joined = promises.join(replies, replies.c.id == promises.c.reply).join(drafts, drafts.c.id == replies.c.draft)
    return _moved(tx, sa.select(promises.c.id.label("of")), joined, promises.c.id.in_(ids))


def _moved(tx: Tx, query: sa.Select[Any], joined: sa.FromClause, among: sa.ColumnElement[bool]) -> dict[str, tuple[str, ...]]:
    whole = joined.join(draft_sources, draft_sources.c.draft == drafts.c.id).join(documents, documents.c.id == draft_sources.c.document)
    behind = sa.or_(documents.c.version != draft_sources.c.version, documents.c.retired_at.is_not(None))
    shown = query.add_columns(documents.c.id.label("document"), documents.c.body.label("article"), drafts.c.body.label("draft"))
    rows = tx.execute(shown.select_from(whole).where(among, behind, draft_sources.c.version > 0)).all()
    found: dict[str, list[str]] = {}
    for row in rows:
        if row.document in _cited(json.loads(row.draft)):
            found.setdefault(row.of, []).append(str(json.loads(row.article).get("title", row.document)))
    return {of: tuple(dict.fromkeys(titles)) for of, titles in found.items()}


def _cited(draft: Mapping[str, Any]) -> set[str]:
    """Documents that a kept draft cites; what search merely found beside them does not count."""
    citations: Iterable[Mapping[str, Any]] = draft.get("citations", ())
    return {str(citation.get("document", "")) for citation in citations}
