"""Documents, resolved cases and vectors as search reads them."""

from dataclasses import replace
from datetime import date

import pytest
from desk_kit import START

from assistant.errors import Conflict, NotFound
from assistant.records.knowledge import Audience, Document, ResolvedCase
from assistant.retrieval.shelf import Shelf
from assistant.store import Store, documents, resolved, vectors

WATER = Document(
    id="molen/water",
    brand="molen",
    title="Geen water",
    body="## Storing\nBel 0800 555 01 10.\n",
    owner="Marleen Vos",
    audience=Audience.INTERNAL,
    valid_from=date(2026, 1, 1),
    topics=("storing",),
    needs=("postcode en huisnummer",),
)
SETTLED = ResolvedCase("molen-1", "molen", "email", "Geen water [NAAM_1].", "Wat vervelend.", ("molen/water",), drafted_from=("molen/a",))


def live(store: Store) -> tuple[ResolvedCase, ...]:
    """The resolved cases that search may use."""
    with store.read() as tx:
        return tuple(resolved.live(tx, "molen"))


def save(store: Store, document: Document, seen: int = 0) -> Document:
    with store.write() as tx:
        return documents.save(tx, document, seen=seen, origin="screen", person="marleen", at=START)


def keep(store: Store, settled: ResolvedCase, state: str = resolved.LIVE) -> bool:
    with store.write() as tx:
        return resolved.save(tx, settled, at=START, state=state)


def test_every_version_is_kept_and_the_last_is_live(store: Store) -> None:
    first = save(store, WATER)
    second = save(store, replace(WATER, title="Water weg"), seen=1)
    assert (first.version, second.version) == (1, 2)
    assert store.documents("molen") == (second,)
    with store.read() as tx:
        assert [version.document for version in documents.versions(tx, WATER.id)] == [second, first]


def test_a_document_that_moved_is_not_overwritten(store: Store) -> None:
    save(store, WATER)
    with pytest.raises(Conflict, match="version 1"):
        save(store, WATER)
    with pytest.raises(Conflict, match="version 0"):
        save(store, replace(WATER, id="molen/other"), seen=3)


def test_a_retired_document_is_gone_and_its_versions_stay(store: Store) -> None:
    save(store, WATER)
    mark = store.mark("molen")
    with store.write() as tx:
        documents.retire(tx, WATER.id, START)
    assert store.documents("molen") == ()
    assert store.sources("molen", [WATER.id]) == {}
    assert store.changed("molen", mark) == (WATER.id,)
    with store.read() as tx:
        assert len(documents.versions(tx, WATER.id)) == 1
        with pytest.raises(NotFound):
            documents.get(tx, "molen/none")


def test_search_reads_the_store_through_its_own_door(store: Store) -> None:
    shelf: Shelf = store
    kept = save(store, WATER)
    assert keep(store, SETTLED)
    save(store, replace(WATER, id="bron/water", brand="bron"))
    assert list(shelf.all_sources("molen")) == [kept, SETTLED]
    assert shelf.count_sources("molen") == 2
    assert shelf.sources("molen", [WATER.id, SETTLED.id, "bron/water", "none"]) == {WATER.id: kept, SETTLED.id: SETTLED}
    assert shelf.mark("nobody") == 0


def test_the_mark_rises_with_every_change_of_that_brand_only(store: Store) -> None:
    save(store, WATER)
    before = store.mark("molen")
    save(store, replace(WATER, id="bron/water", brand="bron"))
    assert store.mark("molen") == before
    save(store, WATER, seen=1)
    keep(store, SETTLED)
    assert store.changed("molen", before) == (WATER.id, SETTLED.id)
    assert store.changed("molen", store.mark("molen")) == ()


def test_a_resolved_case_word_for_word_again_changes_nothing(store: Store) -> None:
    assert keep(store, SETTLED)
    mark = store.mark("molen")
    assert not keep(store, SETTLED)
    assert store.mark("molen") == mark
    assert keep(store, replace(SETTLED, outcome="reopened"))
    assert live(store) == (replace(SETTLED, outcome="reopened"),)


def test_a_proposed_case_is_not_searched_until_it_is_taken_in(store: Store) -> None:
    keep(store, SETTLED, resolved.PROPOSED)
    assert live(store) == ()
    assert store.mark("molen") == 0
    with store.write() as tx:
        assert resolved.proposed(tx, "molen") == (SETTLED,)
        resolved.move(tx, SETTLED.id, resolved.LIVE)
    assert live(store) == (SETTLED,)
    with store.write() as tx:
        resolved.move(tx, SETTLED.id, resolved.DROPPED)
    assert live(store) == ()
    assert store.changed("molen", 0) == (SETTLED.id,)


def test_vectors_are_kept_by_embedder_and_hash(store: Store) -> None:
    many = {f"{number:064d}": bytes([number % 251]) * 8 for number in range(1200)}
    store.keep_vectors("lsa", many)
    store.keep_vectors("lsa", {f"{0:064d}": b"other"})
    assert store.vectors("lsa", [*many, "none"]) == many
    assert store.vectors("openai", list(many)) == {}
    with store.write() as tx:
        vectors.forget(tx, [f"{0:064d}"])
    assert f"{0:064d}" not in store.vectors("lsa", list(many))


def test_an_unfinished_stream_gives_its_connection_back(store: Store) -> None:
    save(store, WATER)
    for _ in range(80):  # more than the pool holds
        next(store.all_sources("molen"))
    save(store, WATER, seen=1)
