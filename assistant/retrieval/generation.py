"""Generations of an index on disk: written once, verified, then only read, and thrown away whole.

    <home>/<brand>/current            the name of the live generation
    <home>/<brand>/<generation>/      manifest.json (SHA-256 of every other file), policies/, cases/, learned/, embedder/, chroma/
    <home>/<brand>/<generation>/readers/<process>/   the copy that a process opened

Chroma rewrites files when it opens a folder and can crash on a damaged one, so nobody opens the generation itself: a process
copies it, checks the copy against the manifest while copying, and opens the copy. A damaged file is noticed before an engine reads it.
"""

import json
import os
import shutil
import uuid
import weakref
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np

from assistant.errors import SearchError
from assistant.records.knowledge import PassageKind
from assistant.retrieval.base import Assembled, Base, Corner
from assistant.retrieval.dense import Approximate, Nearest, fill, open_chroma
from assistant.retrieval.fitted import Fitted
from assistant.retrieval.lexical import Lexical
from assistant.retrieval.rows import CASE, POLICY, Row

FORMAT = 1
FOLDERS = {POLICY: "policies", CASE: "cases"}
PROBES = 200
Stamps = Mapping[str, tuple[int, int, int]]


def write_words(rows: Mapping[PassageKind, Sequence[Row]], folder: Path) -> None:
    """Writes the part of a generation that needs no vectors: the lexical indexes, the ids, and texts to verify with."""
    for kind, name in FOLDERS.items():
        members = rows[kind]
        lexical = folder / name / "lexical"
        lexical.mkdir(parents=True)
        Lexical(lexical).add((number, row.text) for number, row in enumerate(members))
        _dump(folder / name / "rows.json", {"ids": [row.id for row in members], "sources": [row.source for row in members]})
        step = max(1, len(members) // (PROBES // 2))
        _dump(folder / name / "probes.json", [[number, members[number].text] for number in range(0, len(members), step)])


def write_vectors(built: Assembled, folder: Path, about: Mapping[str, Any]) -> None:
    """Writes the rest but for the manifest. `about` is kept in it: brand, mark, embedder."""
    vectors = built.vectors or {}
    client = open_chroma(folder / "chroma")
    try:
        for kind, name in FOLDERS.items():
            if len(vectors[kind]):
                (folder / name).mkdir(exist_ok=True)
                fill(client, name, vectors[kind])
                step = max(1, len(vectors[kind]) // (PROBES // 2))
                np.save(folder / name / "probes.npy", vectors[kind][::step])
    finally:
        client.close()
    _write_learned(built, folder / "learned")
    if isinstance(built.embedder, Fitted):
        (folder / "embedder").mkdir()
        built.embedder.save(folder / "embedder")
    _dump(folder / "about.json", {"format": FORMAT, "rows": {kind: len(rows) for kind, rows in built.rows.items()}, **about})


def _write_learned(built: Assembled, folder: Path) -> None:
    folder.mkdir()
    newest = built.newest.isoformat() if built.newest else None
    _dump(folder / "lessons.json", {"speaks": built.speaks, "documents": list(built.words), "taught": built.taught, "newest": newest})
    words = np.stack(list(built.words.values())) if built.words else np.zeros((0, 1), np.float32)
    np.save(folder / "words.npy", words)
    np.save(folder / "lessons.npy", built.lessons)


def seal(folder: Path) -> None:
    """Writes the manifest: from here on the generation counts."""
    hashes = {str(path.relative_to(folder)): _hash(path) for path in files(folder)}
    _dump(folder / "manifest.json", {"files": hashes})


def files(folder: Path) -> Iterator[Path]:
    """The files that the manifest speaks of. Copies of readers are not looked into: they come and go while we look."""
    found = []
    for place, inner, names in os.walk(folder):
        if place == str(folder):
            inner[:] = [name for name in inner if name != "readers"]
            names = [name for name in names if name != "manifest.json"]
        found += [Path(place, name) for name in names]
    return iter(sorted(found))


def current(home: Path) -> Path | None:
    """The live generation of a brand's index folder; None where there is none. Raises `SearchError` when the pointer is damaged, or the
    folder cannot be read."""
    try:
        name = (home / "current").read_text("utf-8", "replace").strip()
        whole = name.isalnum() and (home / name / "manifest.json").is_file()
    except FileNotFoundError:
        return None
    except OSError as error:
        mend = f"Give this user the folder ({error.strerror})."
        raise SearchError("The search index cannot be read.", where=str(home), mend=mend) from error
    if not whole:
        raise SearchError("The search index is incomplete.", where=str(home), mend="It is rebuilt from the store.")
    return home / name


def publish(home: Path, folder: Path) -> None:
    """Makes a sealed generation the live one, at once, and deletes all others from disk."""
    aside = home / f"current.{uuid.uuid4().hex}"
    aside.write_text(folder.name, "utf-8")
    aside.replace(home / "current")
    sweep(home, keep=folder)


def sweep(home: Path, keep: Path | None) -> None:
    """Deletes every generation but one, and what broken-off builds left."""
    for path in home.iterdir():
        if path == keep or path.name in ("current", "lock"):
            continue
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)


def stamps(folder: Path, names: Iterable[str]) -> Stamps:
    """Size, change time and inode of files: cheap to look at before each search. Raises `SearchError` when one is missing."""
    place = str(folder)
    try:
        found = {name: os.stat(f"{place}/{name}") for name in names}  # noqa: PTH116  a `Path` costs more than the look
    except OSError as error:
        raise SearchError("The search index lost a file.", where=str(error.filename), mend="It is rebuilt from the store.") from None
    return {name: (stat.st_size, stat.st_mtime_ns, stat.st_ino) for name, stat in found.items()}


def untouched(folder: Path, base: Base) -> bool:
    """Whether the files of a generation and those of the copy that `base` reads are as they were when it was opened."""
    try:
        return stamps(folder, base.stamps) == base.stamps
    except SearchError:
        return False


def _names(folder: Path) -> Iterator[str]:
    return (str(path.relative_to(folder)) for path in files(folder))


def checked_copy(folder: Path) -> Path:
    """A private copy of a generation, each file checked against the manifest. Raises `SearchError` on any difference."""
    copy = folder / "readers" / f"{os.getpid()}-{uuid.uuid4().hex[:8]}"
    try:
        manifest = json.loads((folder / "manifest.json").read_bytes())["files"]
        if sorted(manifest) != sorted(_names(folder)):
            raise SearchError("The search index has other files than it was built with.", where=str(folder), mend="It is rebuilt.")
        for name, wanted in manifest.items():
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(folder / name, copy / name)
            if _hash(copy / name) != wanted:
                raise SearchError("The search index is damaged.", where=str(folder / name), mend="It is rebuilt from the store.")
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        shutil.rmtree(copy, ignore_errors=True)
        raise SearchError(f"The search index cannot be read ({error}).", where=str(folder), mend="It is rebuilt from the store.") from None
    except SearchError:
        shutil.rmtree(copy, ignore_errors=True)
        raise
    return copy


def load(folder: Path) -> Base:
    """Opens a private copy of a generation. Raises `SearchError` when anything in it is not as it was built."""
    seen = stamps(folder, [*_names(folder), "manifest.json"])
    _forget_the_dead(folder / "readers")
    copy = checked_copy(folder)
    about = json.loads((copy / "about.json").read_bytes())
    if about["format"] != FORMAT:
        raise SearchError("The search index is of another version.", where=str(folder), mend="It is rebuilt from the store.")
    client = open_chroma(copy / "chroma")
    corners = {kind: _corner(copy / name, name, client, about["rows"][kind]) for kind, name in FOLDERS.items()}
    lessons = json.loads((copy / "learned" / "lessons.json").read_bytes())
    words = np.load(copy / "learned" / "words.npy")
    base = Base(
        mark=about["mark"], name=folder.name, embedder=Fitted.load(copy / "embedder") if (copy / "embedder").is_dir() else None,
        corners=corners, speaks=[tuple((policy, weight) for policy, weight in each) for each in lessons["speaks"]],
        words=dict(zip(lessons["documents"], words, strict=True)), taught=lessons["taught"],
        lessons=np.load(copy / "learned" / "lessons.npy"),
        newest=date.fromisoformat(lessons["newest"]) if lessons["newest"] else None,
        stamps={**seen, **stamps(folder, [str(path.relative_to(folder)) for path in files(copy)])},
    )  # fmt: skip
    weakref.finalize(base, shutil.rmtree, copy, ignore_errors=True)
    return base


def _corner(folder: Path, name: str, client: Any, count: int) -> Corner:
    rows = json.loads((folder / "rows.json").read_bytes())
    probes = folder / "probes.npy"
    nearest: Nearest | None = Approximate(client, name, count) if probes.exists() else None
    if nearest is not None:
        nearest.search(np.load(probes)[0], 1)  # Chroma reads its vectors at the first query: now, while they are what was checked
    return Corner(rows["ids"], rows["sources"], Lexical(folder / "lexical"), nearest)


def _forget_the_dead(readers: Path) -> None:
    """Deletes the copies of processes that are no more."""
    for copy in readers.glob("*-*"):
        process = copy.name.partition("-")[0]
        if process.isdigit() and not Path("/proc", process).exists() and Path("/proc").is_dir():
            shutil.rmtree(copy, ignore_errors=True)


def about(folder: Path) -> dict[str, Any]:
    """What a generation says of itself. Raises `SearchError`."""
    try:
        return dict(json.loads((folder / "about.json").read_bytes()))
    except (OSError, ValueError) as error:
        raise SearchError(f"The search index cannot be read ({error}).", where=str(folder), mend="It is rebuilt from the store.") from None


def _hash(path: Path) -> str:
    digest = sha256()
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


def _dump(path: Path, value: Any) -> None:
    aside = path.with_suffix(".part")
    aside.write_text(json.dumps(value), "utf-8")
    aside.replace(path)
