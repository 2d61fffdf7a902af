"""Builds and verifies a generation in a child process: what crashes or is killed there harms nobody's search.

The parent streams rows from the store into the child's standard input, so that the child needs neither the database nor a key:

    python -m assistant.retrieval.building build <folder>      rows as JSON lines, a header first and {"end": n} last; then as verify
    python -m assistant.retrieval.building verify <folder>     self-queries on a sealed generation; prints what it missed
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from typing import IO, Any

import numpy as np

from assistant.errors import SearchError
from assistant.retrieval import generation
from assistant.retrieval.base import assemble, by_kind
from assistant.retrieval.lexical import STEMS
from assistant.retrieval.rows import Row, from_json, to_json

ROOT = Path(__file__).resolve().parents[2]
EVERY = 2_000
ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
"""Products this small gain nothing from threads, which spin: on a busy machine a fit took seven times the processor time."""

Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What self-queries on a generation found: each probe must come back as its own best answer, or as an equal of it."""

    sound: bool
    asked: int = 0
    missed: int = 0
    reason: str = ""


def build(folder: Path, rows: Iterable[Row], header: dict[str, Any], tell: Tell) -> Verdict:
    """Builds a sealed generation of `rows` in `folder` by a child, which then opens a copy of it and asks it what it must find.

    Raises `SearchError` when the child failed or the generation is unsound; `folder` is then useless.
    """
    child = _start("build", folder)
    assert child.stdin is not None
    lines: list[str] = []
    reader = Thread(target=_listen, args=(child, tell, lines))
    reader.start()
    try:
        _send(child.stdin, rows, header, tell)
        child.wait()
    except BrokenPipeError:
        pass  # it ended before it had read all: what it said last tells why
    finally:
        if child.poll() is None:
            child.kill()
            child.wait()
        reader.join()
    verdict = _verdict(child.returncode, lines)
    if not verdict.sound:
        raise SearchError(f"Building the search index failed: {verdict}", where=str(folder), mend="Search goes on; it is tried again.")
    return verdict


def _send(stream: IO[str], rows: Iterable[Row], header: dict[str, Any], tell: Tell) -> None:
    count = 0
    stream.write(json.dumps(header) + "\n")
    for count, row in enumerate(rows, start=1):
        stream.write(json.dumps(to_json(row)) + "\n")
        if count % EVERY == 0:
            tell(f"{count} passages read")
    stream.write(json.dumps({"end": count}) + "\n")
    stream.close()


def verify(folder: Path) -> Verdict:
    """Asks a sealed generation, in a child, for what it must find; a child that crashes is an unsound generation."""
    child = _start("verify", folder)
    out, _ = child.communicate()
    return _verdict(child.returncode, out.splitlines())


def _verdict(code: int, lines: list[str]) -> Verdict:
    try:
        return Verdict(**json.loads(lines[-1])) if code == 0 else Verdict(False, reason=_last(lines))
    except (ValueError, IndexError, TypeError):
        return Verdict(False, reason="the verifying process gave no answer")


def _start(task: str, folder: Path) -> "subprocess.Popen[str]":
    path = os.pathsep.join([str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])])
    env = {**os.environ, "PYTHONPATH": path, "ANONYMIZED_TELEMETRY": "False", **ONE_THREAD}
    command = [sys.executable, "-m", "assistant.retrieval.building", task, str(folder)]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=subprocess.STDOUT, text=True, encoding="utf-8", env=env)  # noqa: S603


def _listen(child: "subprocess.Popen[str]", tell: Tell, lines: list[str]) -> None:
    assert child.stdout is not None
    for line in child.stdout:
        lines.append(line.rstrip())
        if line.startswith("step: "):
            tell(line[6:].rstrip())


def _last(lines: list[str]) -> str:
    return next((line for line in reversed(lines) if line.strip()), "it was stopped")


def _build_here(folder: Path) -> None:
    header = json.loads(sys.stdin.readline())
    rows: list[Row] = []
    for line in sys.stdin:
        found = json.loads(line)
        if "end" in found:
            break
        rows.append(from_json(found))
    else:
        raise SystemExit("the rows broke off")  # the parent died: nothing may look finished
    if found["end"] != len(rows):
        raise SystemExit("the rows are not complete")
    folder.mkdir(parents=True)
    with ThreadPoolExecutor(1) as aside:  # both engines work outside Python's lock: words on one core, vectors on another
        _step(f"{len(rows)} passages: words and vectors")
        words = aside.submit(generation.write_words, by_kind(rows), folder)
        built = assemble(rows, None)
        _step("writing the vectors")
        generation.write_vectors(built, folder, header)
        words.result()
    generation.seal(folder)
    _step("verifying")
    _verify_here(folder)


def _verify_here(folder: Path) -> None:
    base = generation.load(folder)
    asked = missed = 0
    for kind, name in generation.FOLDERS.items():
        corner, place = base.corners[kind], folder / name
        if corner.lexical.count != len(corner.ids):
            raise SystemExit(f"{name}: {corner.lexical.count} of {len(corner.ids)} rows are in the lexical index")
        for row, text in json.loads((place / "probes.json").read_bytes()):
            hits = corner.lexical.search(corner.lexical.terms(text, STEMS), 10)
            asked, missed = asked + 1, missed + _lost(row, hits)
        if corner.nearest and (place / "probes.npy").exists():
            vectors = np.load(place / "probes.npy")
            step = max(1, len(corner.ids) // (generation.PROBES // 2))
            for number, vector in enumerate(vectors):
                hits = corner.nearest.search(vector, 10)
                asked, missed = asked + 1, missed + (bool(vector.any()) and _lost(number * step, hits))
    print(json.dumps({"sound": missed <= asked // 50, "asked": asked, "missed": missed}))  # noqa: T201  the answer to the parent


def _lost(row: int, hits: list[tuple[int, float]]) -> bool:
    """A probe is lost when neither it nor ten equals of it came back."""
    return bool(hits) and row not in [hit for hit, _ in hits] and hits[-1][1] < hits[0][1] * 0.999


def _step(line: str) -> None:
    print(f"step: {line}", flush=True)  # noqa: T201  progress for the parent


if __name__ == "__main__":
    {"build": _build_here, "verify": _verify_here}[sys.argv[1]](Path(sys.argv[2]))
