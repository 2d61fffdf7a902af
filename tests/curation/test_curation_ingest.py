"""Content folders into the store and back."""

import json
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from desk_kit import BRAND, MARLEEN, OTHER, START, new_desk

from assistant.casework.intake import receive
from assistant.casework.queue import queue
from assistant.curation import documents
from assistant.curation.export import export_documents
from assistant.curation.ingest import IngestReport, ingest
from assistant.errors import ContentError
from assistant.records.intake import Incoming
from assistant.store import Store

BRANDS = {"molen": BRAND, "bron": OTHER}
POLICY = "---\ntitle: {title}\nowner: Marleen Vos\nvalid_from: 2026-01-01\n---\n\n## Regel\n{title} kost niets.\n"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """Two brands with policies, cases and an inbox, one fault in each kind of file."""
    for brand in BRANDS:
        folder = tmp_path / "content" / "knowledge" / brand
        for kind in ("policies", "cases", "inbox"):
            (folder / kind).mkdir(parents=True)
        (folder / "policies" / "water.md").write_text(POLICY.format(title="Water"))
        (folder / "policies" / "lek.md").write_text(POLICY.format(title="Lekkage"))
    molen = tmp_path / "content" / "knowledge" / "molen"
    (molen / "policies" / "fout.md").write_text("---\ntitle: Fout\nvalid_from: 31-12-2026\n---\n\ntekst\n")
    cases = [{"id": f"molen-{n}", "complaint": "Geen water", "reply": "Vervelend.", "policies": ["water"]} for n in range(3)]
    lines = [json.dumps(case) for case in cases]
    (molen / "cases" / "2026.jsonl").write_text("\n".join([lines[0], "{kapot", *lines[1:]]))
    inbox = [{"id": f"in-{n}", "channel": "email", "author": f"Klant {n}", "text": "Geen water", "minutes_ago": n} for n in range(3)]
    bad = {"id": "in-9", "channel": "postduif", "text": "Roekoe"}
    (molen / "inbox" / "demo.jsonl").write_text("\n".join(json.dumps(row) for row in [*inbox, bad]))
    return tmp_path / "content"


def counts(report: IngestReport) -> tuple[int, ...]:
    return (report.new, report.changed, report.unchanged, report.skipped, report.cases, report.messages, len(report.errors))


def test_everything_comes_in_and_each_fault_is_named(content: Path, tmp_path: Path) -> None:
    desk = new_desk(tmp_path)
    seen: list[tuple[int, int]] = []
    report = ingest(
        desk.work.store, content, BRANDS, lambda _path, done, of: seen.append((done, of)), receive=partial(receive, desk.work), now=START
    )
    assert counts(report) == (4, 0, 0, 0, 3, 3, 3)
    assert seen == [(done, 7) for done in range(1, 8)]
    where = sorted(error.where.rpartition("/")[2] for error in report.errors)
    assert [place.split(":")[0] for place in where] == ["2026.jsonl", "demo.jsonl (in-9)", "fout.md"]
    assert all(error.mend for error in report.errors)
    assert len(queue(desk.work)) == 3
    assert desk.work.store.count_sources("molen") == 5


def test_again_changes_nothing(content: Path, tmp_path: Path) -> None:
    desk = new_desk(tmp_path)
    for _ in range(2):
        report = ingest(desk.work.store, content, BRANDS, receive=partial(receive, desk.work), now=desk.clock.now)
        desk.clock.pass_(hours=1)
    assert counts(report)[:5] == (0, 0, 4, 0, 0)
    assert len(queue(desk.work)) == 3
    assert [version.document.version for version in documents.history(desk.work.store, "molen/water")] == [1]
    mended = content / "knowledge" / "molen" / "inbox" / "demo.jsonl"
    mended.write_text(mended.read_text().replace("postduif", "email"))
    received: list[Incoming] = []
    ingest(desk.work.store, content, BRANDS, receive=received.append, now=desk.clock.now)
    assert len(received) == 4
    received.clear()
    ingest(desk.work.store, content, BRANDS, receive=received.append, now=desk.clock.now)
    assert received == []  # a file read without a fault is not read again until it changes


def test_a_changed_file_is_a_new_version(store: Store, content: Path) -> None:
    ingest(store, content, BRANDS, now=START)
    (content / "knowledge" / "molen" / "policies" / "water.md").write_text(POLICY.format(title="Water en meer"))
    report = ingest(store, content, BRANDS, now=START)
    assert counts(report)[:4] == (0, 1, 3, 0)
    assert documents.get(store, "molen/water").document.title == "Water en meer"
    assert [version.origin for version in documents.history(store, "molen/water")] == ["file", "file"]


def test_a_document_edited_on_screen_is_left_and_said(store: Store, content: Path) -> None:
    ingest(store, content, BRANDS, now=START)
    live = documents.get(store, "molen/water").document
    documents.save(store, MARLEEN, replace(live, title="Op het scherm"), live.version, now=START)
    assert counts(ingest(store, content, BRANDS, now=START))[:4] == (0, 0, 4, 0)  # the file did not change
    (content / "knowledge" / "molen" / "policies" / "water.md").write_text(POLICY.format(title="In het bestand"))
    report = ingest(store, content, BRANDS, now=START)
    assert counts(report)[:4] == (0, 0, 3, 1)
    [said] = [error for error in report.errors if "edited on screen too" in str(error)]
    assert said.where.endswith("molen/policies/water.md")
    assert "webcare export" in said.mend
    assert documents.get(store, "molen/water").document.title == "Op het scherm"


def test_export_writes_what_is_live_and_ingest_agrees(store: Store, content: Path) -> None:
    ingest(store, content, BRANDS, now=START)
    live = documents.get(store, "molen/water").document
    documents.save(store, MARLEEN, replace(live, title="Op het scherm"), live.version, now=START)
    folder = content / "knowledge" / "molen" / "policies"
    export_documents(store, "molen", folder)
    assert "title: Op het scherm" in (folder / "water.md").read_text()
    assert export_documents(store, "molen", folder) == ()
    assert counts(ingest(store, content, BRANDS, now=START))[:4] == (0, 0, 4, 0)
    (folder / "water.md").write_text(POLICY.format(title="Daarna in het bestand"))
    assert counts(ingest(store, content, BRANDS, now=START))[1] == 1


def test_an_export_that_cannot_be_written_says_so(store: Store, content: Path, tmp_path: Path) -> None:
    ingest(store, content, BRANDS, now=START)
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(ContentError, match="cannot be written"):
        export_documents(store, "molen", tmp_path / "file" / "policies")


def test_a_file_of_another_encoding_stops_nothing(store: Store, content: Path) -> None:
    folder = content / "knowledge" / "bron"
    (folder / "policies" / "oud.md").write_bytes("---\ntitle: Café\n---\ntekst".encode("latin-1"))
    (folder / "cases" / "oud.jsonl").write_bytes(b'{"id": "\xff"}')
    report = ingest(store, content, BRANDS, now=START)
    assert len([error for error in report.errors if "not UTF-8" in str(error)]) == 2
    assert report.new == 4


def test_a_brand_without_a_folder_is_empty(store: Store, tmp_path: Path) -> None:
    assert counts(ingest(store, tmp_path, BRANDS, now=START)) == (0,) * 7
