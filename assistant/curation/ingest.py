"""Content folders into the store: as often as you like, a bad file never stops the rest."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

from assistant.content.cases import read_cases
from assistant.content.documents import read_document
from assistant.content.messages import read_inbox
from assistant.curation.documents import keep
from assistant.errors import ContentError, WebcareError
from assistant.records.brand import Brand
from assistant.records.intake import Incoming
from assistant.records.knowledge import Document, ResolvedCase
from assistant.store import Store, documents, files, resolved

Progress = Callable[[str, int, int], object]
"""Told (path, files done, files in all)."""

Receive = Callable[[Incoming], object]
Row = TypeVar("Row")
BATCH = 500


@dataclass(slots=True)
class IngestReport:
    """What became of documents, resolved cases and messages, by count; `errors` name place and mend.

    `skipped` are documents whose file changed while they were edited on screen: each has its error too.
    """

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    skipped: int = 0
    cases: int = 0
    messages: int = 0
    errors: list[WebcareError] = field(default_factory=list)


def ingest(
    store: Store,
    content: Path,
    brands: Mapping[str, Brand],
    progress: Progress = lambda _path, _done, _all: None,
    *,
    receive: Receive | None = None,
    now: datetime | None = None,
) -> IngestReport:
    """Reads policies, resolved cases and, with `receive`, sample messages of all brands. What was read before is left alone.

    A file that changed since becomes a new version, unless the document was edited on screen since: then it is reported and left.
    """
    at, report = now or datetime.now(UTC), IngestReport()
    found = [(brand, kind, path) for brand in sorted(brands) for kind, path in _files(content / "knowledge" / brand)]
    for done, (brand, kind, path) in enumerate(found, start=1):
        try:
            if kind == "policies":
                _policy(store, brand, path, at, report)
            elif kind == "cases":
                _cases(store, brand, path, at, report)
            elif receive:
                _inbox(store, brand, path, at, receive, report)
        except ContentError as error:
            report.errors.append(error)
        progress(str(path), done, len(found))
    return report


def _files(folder: Path) -> Iterator[tuple[str, Path]]:
    for kind, pattern in (("policies", "*.md"), ("cases", "*.jsonl"), ("inbox", "*.jsonl")):
        for path in sorted((folder / kind).glob(pattern)):
            yield kind, path


def _policy(store: Store, brand: str, path: Path, at: datetime, report: IngestReport) -> None:
    digest = _digest(path)
    id = f"{brand}/{path.stem}"
    with store.read() as tx:
        there = documents.find(tx, id)
    if there and there.file_hash == digest:
        report.unchanged += 1
        return
    document = read_document(path, brand)
    with store.write() as tx:
        there = documents.find(tx, id)
        if there and _same(there.document, document):
            documents.set_file(tx, id, digest)
            report.unchanged += 1
        elif there and there.edited:
            report.skipped += 1
            mend = "Run `webcare export` to write the version on screen to the file, or bring the change over on screen."
            report.errors.append(ContentError("The file changed, and the document was edited on screen too.", where=str(path), mend=mend))
        else:
            keep(tx, document, seen=there.document.version if there else 0, origin="file", person="", now=at)
            documents.set_file(tx, id, digest)
            report.changed, report.new = report.changed + bool(there), report.new + (not there)


def _same(kept: Document, read: Document) -> bool:
    return replace(kept, version=0) == replace(read, version=0)


def _cases(store: Store, brand: str, path: Path, at: datetime, report: IngestReport) -> None:
    def take(batch: list[ResolvedCase]) -> None:
        with store.write() as tx:
            report.cases += sum(resolved.save(tx, settled, at=at) for settled in batch)

    _lines(store, brand, path, read_cases(path, brand), take, report)


def _inbox(store: Store, brand: str, path: Path, at: datetime, receive: Receive, report: IngestReport) -> None:
    def take(batch: list[Incoming]) -> None:
        for message in batch:
            try:
                receive(message)
                report.messages += 1
            except WebcareError as error:
                report.errors.append(ContentError(error.what, where=f"{path} ({message.external_id})", mend=error.mend))

    _lines(store, brand, path, read_inbox(path, brand, at), take, report)


def _lines(
    store: Store,
    brand: str,
    path: Path,
    rows: Iterator[Row | ContentError],
    take: Callable[[list[Row]], None],
    report: IngestReport,
) -> None:
    """Takes the rows of a file that changed since it was last read without a fault, a batch at a time."""
    digest, name = _digest(path), f"{path.parent.name}/{path.name}"
    with store.read() as tx:
        if files.hash_of(tx, brand, name) == digest:
            return
    before, batch = len(report.errors), list[Row]()
    for row in rows:
        if isinstance(row, ContentError):
            report.errors.append(row)
            continue
        batch.append(row)
        if len(batch) == BATCH:
            take(batch)
            batch = []
    take(batch)
    if len(report.errors) == before:
        with store.write() as tx:
            files.note(tx, brand, name, digest)


def _digest(path: Path) -> str:
    """The file's hash; "" where there is none. Raises `ContentError` when it cannot be read."""
    try:
        return sha256(path.read_bytes()).hexdigest() if path.exists() else ""
    except OSError as error:
        raise ContentError("The file cannot be read.", where=str(path), mend=f"Check its permissions ({error.strerror}).") from error
