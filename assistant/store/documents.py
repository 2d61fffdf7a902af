"""Documents with every version they had."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import sqlalchemy as sa

from assistant.errors import Conflict, NotFound
from assistant.records.knowledge import Document
from assistant.store import changes
from assistant.store.codec import dump, load
from assistant.store.engine import Tx, put
from assistant.store.knowledge_tables import document_versions, documents


@dataclass(frozen=True, slots=True)
class Shelved:
    """A document with what ingest must know of it."""

    document: Document
    file_hash: str
    edited: bool  # on screen, since a file was last read or written
    retired_at: datetime | None


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a document, and how it came: file, screen, upload or restore."""

    document: Document
    origin: str
    person: str
    at: datetime


def save(tx: Tx, document: Document, *, seen: int, origin: str, person: str, at: datetime) -> Document:
    """A new version, live at once. `seen` is the version that was looked at (0: new). Raises `Conflict` when it moved."""
    now = tx.execute(sa.select(documents.c.version).where(documents.c.id == document.id)).scalar()
    if (now or 0) != seen:
        raise Conflict(
            f"'{document.title}' was changed meanwhile (version {now or 0}).",
            where=document.id,
            mend="Look at that version, then save yours.",
        )
    kept = replace(document, version=seen + 1)
    body = dump(kept)
    key, values = {"id": document.id}, {"brand": document.brand, "version": kept.version, "body": body, "retired_at": None}
    put(tx, documents, key, {**values, "edited": origin != "file"})
    tx.execute(
        sa.insert(document_versions).values(document=document.id, version=kept.version, body=body, origin=origin, person=person, at=at)
    )
    changes.note(tx, document.brand, document.id)
    return kept


def set_file(tx: Tx, id: str, file_hash: str) -> None:
    """The live version now stands in a file with this hash."""
    tx.execute(sa.update(documents).where(documents.c.id == id).values(file_hash=file_hash, edited=False))


def retire(tx: Tx, id: str, at: datetime) -> None:
    """Takes a document out of use; its versions stay. Raises `NotFound`."""
    shelved = get(tx, id)
    tx.execute(sa.update(documents).where(documents.c.id == id).values(retired_at=at))
    changes.note(tx, shelved.document.brand, id)


def get(tx: Tx, id: str) -> Shelved:
    """The live version. Raises `NotFound`."""
    found = find(tx, id)
    if found is None:
        raise NotFound("There is no such document.", where=id, mend="Pick one from the list.")
    return found


def find(tx: Tx, id: str) -> Shelved | None:
    row = tx.execute(sa.select(documents).where(documents.c.id == id)).first()
    return Shelved(load(Document, row.body), row.file_hash, row.edited, row.retired_at) if row else None


def versions(tx: Tx, id: str) -> tuple[Version, ...]:
    """Every version, newest first."""
    query = sa.select(document_versions).where(document_versions.c.document == id).order_by(document_versions.c.version.desc())
    return tuple(Version(load(Document, row.body), row.origin, row.person, row.at) for row in tx.execute(query))


def some(tx: Tx, brand: str, ids: Sequence[str]) -> dict[str, Document]:
    """The live ones among `ids`."""
    query = sa.select(documents.c.id, documents.c.body).where(
        documents.c.brand == brand, documents.c.id.in_(ids), documents.c.retired_at.is_(None)
    )
    return {row.id: load(Document, row.body) for row in tx.execute(query)}


def live(tx: Tx, brand: str) -> Iterator[Document]:
    """Documents in use, by id, a page of rows at a time; expired and internal ones too."""
    query = sa.select(documents.c.body).where(documents.c.brand == brand, documents.c.retired_at.is_(None)).order_by(documents.c.id)
    for row in tx.execute(query.execution_options(yield_per=500)):
        yield load(Document, row.body)


def count(tx: Tx, brand: str) -> int:
    query = sa.select(sa.func.count()).where(documents.c.brand == brand, documents.c.retired_at.is_(None))
    return tx.execute(query).scalar_one()
