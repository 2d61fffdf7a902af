"""Search on the real store: SQLite, with several libraries that share it."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from search_kit import BRAND, CASES, DOCUMENTS, asker

from assistant.retrieval.library import Library
from assistant.store import documents, open_store, resolved

NOW = datetime(2026, 6, 1, tzinfo=UTC)


def test_every_process_that_shares_the_store_follows_it(tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path / 'webcare.db'}")
    with store.write() as tx:
        for document in DOCUMENTS:
            documents.save(tx, document, seen=0, origin="file", person="", at=NOW)
        for case in CASES:
            resolved.save(tx, case, at=NOW)
    one, other = (asker(Library(store, tmp_path / "index", background=False)) for _ in range(2))
    assert one("sputterende kraan") == other("sputterende kraan")
    assert one("lek achter de meter")[0] == f"{BRAND}/lek#lek-achter-de-meter"
    with store.write() as tx:
        documents.retire(tx, f"{BRAND}/lek", NOW)
        rust = replace(DOCUMENTS[3], body="## Roestvlokken\nVlokken zijn roest.")
        documents.save(tx, rust, seen=1, origin="screen", person="kim", at=NOW)
    for ask in (one, other):
        assert not any(id.startswith(f"{BRAND}/lek") for id in ask("lek achter de meter", k=50))
        assert ask("roestvlokken", k=1) == [f"{BRAND}/kalk#roestvlokken"]
    store.close()
