"""What a knowledge manager does with documents."""

from dataclasses import replace
from datetime import timedelta

import pytest
from desk_kit import MARLEEN, SANNE, START

from assistant.curation import documents
from assistant.errors import Conflict, ContentError, InputError, NotAllowed, NotFound
from assistant.records.knowledge import Audience, Document
from assistant.store import Store, changes, journal

WATER = Document("molen/water", "molen", "Geen water", "## Storing\nBel 0800 555 01 10.\n", owner="Marleen Vos", needs=("adres",))


def save(store: Store, document: Document = WATER, seen: int = 0) -> Document:
    return documents.save(store, MARLEEN, document, seen, now=START)


def test_a_save_is_a_new_version_that_the_index_will_know(store: Store) -> None:
    assert save(store) == replace(WATER, version=1)
    changed = save(store, replace(WATER, audience=Audience.INTERNAL, body="## Storing\nBel 112.\n"), 1)
    assert changed.version == 2
    kept = documents.history(store, WATER.id)
    assert [(version.document.version, version.origin, version.person) for version in kept] == [
        (2, "screen", "marleen"),
        (1, "screen", "marleen"),
    ]
    with store.read() as tx:
        assert changes.since(tx, "molen", 0) == (WATER.id,)
        assert [entry.action for entry in journal.entries(tx, subject=WATER.id)] == ["document screen", "document screen"]


def test_an_old_version_can_be_restored_as_a_new_one(store: Store) -> None:
    save(store)
    save(store, replace(WATER, title="Anders"), 1)
    restored = documents.restore(store, MARLEEN, WATER.id, 1, now=START)
    assert (restored.version, restored.title) == (3, "Geen water")
    assert documents.get(store, WATER.id).document == restored
    with pytest.raises(NotFound, match="no version 9"):
        documents.restore(store, MARLEEN, WATER.id, 9, now=START)
    with pytest.raises(NotFound):
        documents.restore(store, MARLEEN, "molen/none", 1, now=START)


def test_a_document_that_moved_meanwhile_is_not_overwritten(store: Store) -> None:
    save(store)
    save(store, replace(WATER, title="Collega"), 1)
    with pytest.raises(Conflict, match="version 2"):
        save(store, replace(WATER, title="Te laat"), 1)
    assert documents.get(store, WATER.id).document.title == "Collega"


def test_only_a_knowledge_manager_changes_documents(store: Store) -> None:
    save(store)
    for act in (
        lambda: documents.save(store, SANNE, WATER, 1, now=START),
        lambda: documents.restore(store, SANNE, WATER.id, 1, now=START),
        lambda: documents.retire(store, SANNE, WATER.id, now=START),
        lambda: documents.upload(store, SANNE, "molen", b"# Kop\ntekst", "kop.md", now=START),
    ):
        with pytest.raises(NotAllowed):
            act()


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"body": " \n"}, "holds no text"),
        ({"valid_from": START.date(), "valid_until": START.date() - timedelta(days=1)}, "lies before"),
    ],
)
def test_a_document_that_cannot_be_read_back_is_refused(store: Store, change: dict[str, object], message: str) -> None:
    with pytest.raises(ContentError, match=message):
        save(store, replace(WATER, **change))  # type: ignore[arg-type]
    assert store.documents("molen") == ()


def test_an_upload_makes_a_document_and_then_a_new_version(store: Store) -> None:
    text = b"---\ntitle: Meterstand\naudience: internal\n---\n\n## Doorgeven\nVia de site.\n"
    first = documents.upload(store, MARLEEN, "molen", text, "Méter stand (2).MD", now=START)
    assert (first.id, first.title, first.audience, first.version) == ("molen/m-ter-stand-2", "Meterstand", Audience.INTERNAL, 1)
    second = documents.upload(store, MARLEEN, "molen", b"# Kop\nGewone tekst", "Méter stand (2).txt", now=START, owner="Marleen Vos")
    assert (second.id, second.title, second.owner, second.version) == (first.id, "Kop", "Marleen Vos", 2)
    assert documents.history(store, first.id)[0].origin == "upload"


@pytest.mark.parametrize(
    ("data", "name", "error"),
    [
        (b"caf\xe9", "a.md", InputError),
        (b"tekst", "a.exe", InputError),
        (b"tekst", "???.md", InputError),
        (b"", "a.txt", InputError),
        (b"---\ntitle: x\nvalid_from: gisteren\n---\ntekst", "a.md", ContentError),
        (b"---\ntitle: x\n", "a.md", ContentError),
    ],
)
def test_a_bad_upload_names_place_and_mend(store: Store, data: bytes, name: str, error: type[InputError]) -> None:
    with pytest.raises(error) as refused:
        documents.upload(store, MARLEEN, "molen", data, name, now=START)
    assert refused.value.where.startswith(name[:1])
    assert refused.value.mend
    assert store.documents("molen") == ()


def test_a_retired_document_can_be_saved_again(store: Store) -> None:
    save(store)
    documents.retire(store, MARLEEN, WATER.id, now=START)
    assert store.documents("molen") == ()
    assert save(store, WATER, 1).version == 2
    assert len(store.documents("molen")) == 1
