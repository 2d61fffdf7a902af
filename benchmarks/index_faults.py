"""Kills while indexing and damage to index files: `python -m benchmarks.index_faults [--kills 200] [--damage 30] [--json FILE]`.

A kill: a process rebuilds the index of a brand whose texts just changed, and SIGKILL ends it, its builder or both at a random moment.
Then some texts, the changed ones among them, are asked for by their own words: each must come first as it reads
now, with nothing outdated and a full list. Damage: one file of a sound index (tantivy's, Chroma's, our own, or of the copy that a process
has open) is truncated, gets a flipped bit, or is deleted, before it is opened or while it is open; then every list must be the one from
before. A wrong list counts as unnoticed when the result does not say that the index is damaged. Not healed: what the rebuild that follows
leaves wrong.
"""

import argparse
import json
import multiprocessing
import os
import random
import shutil
import signal
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from time import monotonic, sleep

from assistant.errors import SearchError
from assistant.records.knowledge import Document, SearchResult
from assistant.retrieval import generation
from assistant.retrieval.library import Library, MemoryShelf

BRAND, ON, K = "bron", date(2026, 1, 1), 8
TEXTS, ASKED = 200, 15
THINGS = ["kraan", "leiding", "meter", "tank", "sluis", "pomp", "filter", "rekening", "stand", "lek", "buis", "put", "klep", "ketel"]
ACTS = ["lekt", "trilt", "roest", "hapert", "stinkt", "borrelt", "knapt", "vriest", "verkleurt", "piept", "zakt", "klopt", "stopt"]
DAYS = ["morgen", "vandaag", "maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag"]
CLEAN = multiprocessing.get_context("forkserver")  # a child of this process would inherit locks that the engines' threads hold
FAMILIES = ("tantivy", "chroma", "ours", "open copy")
HOW = ("flip", "truncate", "delete")


@dataclass
class Figures:
    """What came of it. `wrong` and `unhealed` must be 0."""

    kills: int = 0
    killed: dict[str, int] = field(default_factory=dict)
    damaged: dict[str, int] = field(default_factory=dict)
    asked: int = 0
    noticed: int = 0  # kills and damages after which the results said that the index is damaged
    wrong: int = 0  # lists that are wrong and say nothing of it
    unhealed: int = 0
    seconds: float = 0.0


def text_of(number: int, turn: int) -> Document:
    """A text with words of its own; another `turn` reads differently."""
    picked = random.Random(f"{number}")
    words = [*picked.sample(THINGS, 4), *picked.sample(ACTS, 3), *picked.sample(DAYS, 2), f"zaak{number}", f"beurt{turn}x{number}"]
    return Document(f"{BRAND}/{number}", BRAND, "", " ".join(words))


def look(library: Library, text: str) -> SearchResult:
    return library.search(text, brand=BRAND, on=ON, audience=None, k=K)


def ids(result: SearchResult) -> tuple[str, ...]:
    return tuple(hit.passage.hash for hit in result.hits)


def check_texts(home: Path, turns: dict[int, int], shelf: MemoryShelf, picked: random.Random, figures: Figures) -> None:
    """Asks a freshly opened index for texts by their own words."""
    library = Library(shelf, home, background=False)
    changed = [number for number, turn in turns.items() if turn][-5:]
    noticed = False
    for number in {*changed, *picked.sample(range(TEXTS), ASKED - len(changed))}:
        document = text_of(number, turns[number])
        result = look(library, document.body)
        texts = [hit.passage.text for hit in result.hits]
        good = bool(texts) and texts[0] == document.body and len(texts) == K
        stale = any(text != text_of(at, turns[at]).body for text in texts for at in [int(text.split("zaak")[1].split()[0])])
        figures.asked += 1
        figures.wrong += (stale or not good) and not result.notice
        noticed |= bool(result.notice)
    figures.noticed += noticed
    library.close()


def rebuild(shelf: MemoryShelf, home: Path) -> None:
    with suppress(SearchError):
        Library(shelf, home, background=False).rebuild(BRAND)


def kill(home: Path, shelf: MemoryShelf, longest: float, picked: random.Random, figures: Figures) -> None:
    """One life: a rebuild in a process of its own, ended at a random moment."""
    process = CLEAN.Process(target=rebuild, args=(shelf, home))
    process.start()
    child = process.pid or 0
    sleep(picked.uniform(0.0, longest))  # a moment in its life, not a race
    try:
        builders = [int(pid) for pid in Path(f"/proc/{child}/task/{child}/children").read_text().split()]
    except FileNotFoundError:  # it had finished
        builders = []
    who = picked.choice(("process", "builder", "both"))
    for pid in {"process": [child], "builder": builders, "both": [child, *builders]}[who]:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    process.join()
    figures.kills += 1
    moment = who if builders else "no builder running"
    figures.killed[moment] = figures.killed.get(moment, 0) + 1


def kills(home: Path, number: int, seed: int, figures: Figures) -> None:
    picked, turns = random.Random(seed), dict.fromkeys(range(TEXTS), 0)
    shelf = MemoryShelf(text_of(each, 0) for each in range(TEXTS))
    start = monotonic()
    Library(shelf, home, background=False).rebuild(BRAND)
    longest = 1.1 * (monotonic() - start)
    for turn in range(1, number + 1):
        at = picked.randrange(TEXTS)
        turns[at] = turn
        shelf.put(text_of(at, turn))
        kill(home, shelf, longest, picked, figures)
        check_texts(home, turns, shelf, picked, figures)
        if turn % 10 == 0:
            print(f"{turn} kills, {figures.wrong} wrong, {figures.noticed} noticed", flush=True)
    figures.unhealed += not Library(shelf, home, background=False).rebuild(BRAND).sound
    check_texts(home, turns, shelf, picked, figures)
    figures.unhealed += sum(path.is_dir() for path in (home / BRAND).iterdir()) != 1  # broken-off builds are swept away


def family_of(home: Path, family: str) -> Iterator[Path]:
    """The files of an engine, of ours, or those that this process reads."""
    live = generation.current(home / BRAND)
    assert live is not None
    for path in generation.files(live):
        inside = path.relative_to(live).parts
        kind = "tantivy" if "lexical" in inside else "chroma" if inside[0] == "chroma" else "ours"
        if kind == family and path.stat().st_size:
            yield path
    if family == "ours":
        yield from (live / "manifest.json", home / BRAND / "current")
    if family == "open copy":
        yield from (path for path in sorted((live / "readers").rglob("*")) if path.is_file() and path.stat().st_size)


def spoil(path: Path, how: str, picked: random.Random) -> None:
    data = bytearray(path.read_bytes())
    if how == "flip":
        data[picked.randrange(len(data))] ^= 1 << picked.randrange(8)
    if how == "delete":
        path.unlink()
    else:
        with path.open("r+b") as file:  # in place, as a failing disk does
            file.write(data) if how == "flip" else file.truncate(picked.randrange(len(data)))


def damage(sound: Path, home: Path, number: int, shelf: MemoryShelf, picked: random.Random, figures: Figures) -> None:
    """One damage of one file, questions, and the rebuild that a search starts by itself."""
    shutil.copytree(sound, home, ignore=shutil.ignore_patterns("readers"))
    queries = [" ".join([*picked.sample(THINGS, 2), *picked.sample(ACTS, 2), f"zaak{picked.randrange(TEXTS)}"]) for _ in range(ASKED)]
    memory = Library(shelf, home / "none", background=False)
    library = Library(shelf, home, background=False)
    truth = [{ids(look(memory, query)), ids(look(library, query))} for query in queries]
    family, how, is_open = FAMILIES[number % 4], HOW[number // 4 % 3], number % 4 == 3 or number // 12 % 2 == 1
    if not is_open:
        library.close()
    path = picked.choice(list(family_of(home, family)))
    spoil(path, how, picked)
    opened = library if is_open else Library(shelf, home, background=False)
    results = [look(opened, query) for query in queries]
    figures.asked += len(queries)
    figures.wrong += sum(ids(result) not in right and not result.notice for result, right in zip(results, truth, strict=True))
    figures.noticed += any(result.notice for result in results)
    kind = f"{family}, {how}, {'open' if is_open else 'closed'}"
    figures.damaged[kind] = figures.damaged.get(kind, 0) + 1
    opened.close()
    healer = Library(shelf, home, background=True)
    look(healer, queries[0])  # a search that finds damage starts a rebuild
    healer.close()
    after = Library(shelf, home, background=False)
    healed = after.status(BRAND).sound and after.verify(BRAND).sound
    figures.unhealed += not healed or any(ids(look(after, query)) not in right for query, right in zip(queries, truth, strict=True))
    after.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--damage", type=int, default=30)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", type=Path)
    given = parser.parse_args()
    figures, begin = Figures(), monotonic()
    CLEAN.set_forkserver_preload(["assistant.retrieval.library"])
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        shelf = MemoryShelf(text_of(each, 0) for each in range(TEXTS))
        Library(shelf, home / "sound", background=False).rebuild(BRAND)
        picked = random.Random(given.seed)
        for number in range(given.damage):
            damage(home / "sound", home / f"damaged{number}", number, shelf, picked, figures)
            print(f"{number + 1} damaged: {figures.wrong} wrong, {figures.noticed} noticed, {figures.unhealed} not healed", flush=True)
        kills(home / "killed", given.kills, given.seed, figures)
    figures.seconds = round(monotonic() - begin, 1)
    print(json.dumps(asdict(figures), indent=1))
    if given.json:
        given.json.write_text(json.dumps(asdict(figures), indent=1), "utf-8")
    if figures.wrong or figures.unhealed:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
