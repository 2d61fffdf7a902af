"""What a knowledge manager does with documents: save, restore, retire, upload; every version is kept."""

from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from pathlib import PurePath
from re import sub

from assistant.adapters.formats import format_of
from assistant.content.documents import parse_document, write_document
from assistant.errors import InputError, NotFound
from assistant.records.knowledge import Document
from assistant.records.people import Person, Role
from assistant.records.work import JobKind
from assistant.store import Store, Tx, documents, drafts, jobs, journal, people
from assistant.store.documents import Shelved, Version

CURATORS = frozenset({Role.KNOWLEDGE_MANAGER, Role.LEAD})


def save(store: Store, person: Person, document: Document, seen_version: int, *, now: datetime, origin: str = "screen") -> Document:
    """Saves a new version, live at once; drafts of open cases that rest on it are made anew. `seen_version` 0 makes a new document.

    Raises `ContentError` for a document that cannot be read back, `Conflict` when it moved, `NotAllowed`.
    """
    sound = parse_document(write_document(document), id=document.id, brand=document.brand, where=document.title or document.id)
    with store.write() as tx:
        who = people.require(tx, person, CURATORS)
        return keep(tx, replace(sound, language=document.language), seen=seen_version, origin=origin, person=who.id, now=now)


def restore(store: Store, person: Person, id: str, version: int, *, now: datetime) -> Document:
    """Makes an old version the live one, as a new version. Raises `NotFound`."""
    with store.write() as tx:
        who, live = people.require(tx, person, CURATORS), documents.get(tx, id)
        old = next((kept.document for kept in documents.versions(tx, id) if kept.document.version == version), None)
        if old is None:
            raise NotFound(f"There is no version {version}.", where=id, mend="Pick one from the history.")
        return keep(tx, old, seen=live.document.version, origin="restore", person=who.id, now=now)


def retire(store: Store, person: Person, id: str, *, now: datetime) -> None:
    """Takes a document out of use; its versions stay."""
    with store.write() as tx:
        who, live = people.require(tx, person, CURATORS), documents.get(tx, id)
        documents.retire(tx, id, now)
        _after(tx, live.document, now)
        journal.note(tx, now, who.id, "document retired", id)


def upload(
    store: Store, person: Person, brand: str, data: bytes, name: str, *, now: datetime, owner: str = "", title: str = ""
) -> Document:
    """A file as a new document, or as a new version of the one with its name. Raises `InputError`, `ContentError`."""
    id = f"{brand}/{slug(PurePath(name).stem)}"
    document = parse_document(format_of(name).read(data, name), id=id, brand=brand, where=name)
    document = replace(document, owner=owner or document.owner, title=title or document.title)
    with store.read() as tx:
        there = documents.find(tx, id)
    return save(store, person, document, there.document.version if there else 0, now=now, origin="upload")


def history(store: Store, id: str) -> tuple[Version, ...]:
    """Every version, newest first."""
    with store.read() as tx:
        return documents.versions(tx, id)


def get(store: Store, id: str) -> Shelved:
    """The live version and how it stands to its file. Raises `NotFound`."""
    with store.read() as tx:
        return documents.get(tx, id)


def keep(tx: Tx, document: Document, *, seen: int, origin: str, person: str, now: datetime) -> Document:
    """Keeps a version with all that follows from it: the drafts that rest on it, a line in the journal. Search follows the store."""
    kept = documents.save(tx, document, seen=seen, origin=origin, person=person, at=now)
    _after(tx, kept, now)
    digest = sha256(kept.body.encode()).hexdigest()
    journal.note(tx, now, person, f"document {origin}", kept.id, digest)
    return kept


def slug(name: str) -> str:
    """A file's name as a document's id: small letters, digits and dashes. Raises `InputError` when nothing is left."""
    made = sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:60]
    if not made:
        raise InputError("The file's name holds no letters or digits.", where=name, mend="Give it a name such as meterstand.md.")
    return made


def _after(tx: Tx, document: Document, now: datetime) -> None:
    for case, brand in drafts.resting_on(tx, document.id):
        jobs.owe(tx, JobKind.DRAFT, f"draft:{case}", now, brand=brand, case=case)
