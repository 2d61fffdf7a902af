"""Generations on disk: the same answers as memory, followed by changes, and never trusted when damaged."""

import random
import shutil
import signal
import subprocess
import sys
import textwrap
import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest
from search_kit import BRAND, CASES, DOCUMENTS, TODAY, Ask, asker

from assistant.errors import SearchError
from assistant.records.knowledge import Document
from assistant.retrieval import building, generation
from assistant.retrieval.library import Library, MemoryShelf

QUESTIONS = ("rekening veel te hoog geschat", "sputterende kraan", "wat kost een kuub", "lek in huis", "verhuizen")


def opened(home: Path, *, background: bool = False) -> Library:
    return Library(MemoryShelf([*DOCUMENTS, *CASES]), home, background=background)


def everything(ask: Ask) -> list[list[str]]:
    return [ask(question, k=20) for question in QUESTIONS]


@pytest.fixture
def truth(tmp_path: Path) -> list[list[str]]:
    """What the same brand answers from memory."""
    return everything(asker(opened(tmp_path / "none")))


def live(home: Path) -> Path:
    found = generation.current(home / BRAND)
    assert found is not None
    return found


def test_a_generation_answers_as_memory_does(home: Path, truth: list[list[str]]) -> None:
    library = opened(home)
    assert library.status(BRAND).generation == live(home).name
    assert everything(asker(library)) == truth


def test_changes_after_a_generation_are_found_and_masked(home: Path) -> None:
    shelf = MemoryShelf([*DOCUMENTS, *CASES])
    library = Library(shelf, home, background=False)
    ask = asker(library)
    shelf.put(Document(f"{BRAND}/eend", BRAND, "Eend", "## Eend\nEen eend in het filter halen wij eruit."))
    shelf.remove(BRAND, f"{BRAND}/lek")
    assert ask("een eend in het filter")[0] == f"{BRAND}/eend#eend"
    assert not any(id.startswith(f"{BRAND}/lek") for id in ask("lek achter de meter", k=50))
    status = library.status(BRAND)
    assert (status.generation, status.changed) == (live(home).name, 2)


def test_a_new_generation_replaces_the_old_one_on_disk(home: Path) -> None:
    shelf = MemoryShelf([*DOCUMENTS, *CASES])
    shelf.put(Document(f"{BRAND}/geheim", BRAND, "Zwartepietkanarie", "## Vogel\nDe zwartepietkanarie fluit."))
    library, old = Library(shelf, home, background=False), live(home)
    library.rebuild(BRAND)
    assert asker(library)("zwartepietkanarie", k=1) == [f"{BRAND}/geheim#vogel"]
    shelf.remove(BRAND, f"{BRAND}/geheim")
    before = live(home)
    library.rebuild(BRAND)
    assert not old.exists()
    assert not before.exists()
    assert [path.name for path in (home / BRAND).iterdir() if path.is_dir()] == [live(home).name]
    left = b"".join(path.read_bytes() for path in (home / BRAND).rglob("*") if path.is_file())
    assert b"tepietkan" not in left.lower()


def test_what_was_erased_leaves_the_disk_of_every_machine_at_its_next_search(tmp_path: Path) -> None:
    shelf = MemoryShelf([*DOCUMENTS, *CASES, replace(CASES[0], id=f"{BRAND}-weg", complaint="De zwartepietkanarie zingt.")])
    machines = [Library(shelf, tmp_path / name) for name in ("een", "twee")]
    for library in machines:
        library.rebuild(BRAND)
    shelf.remove(BRAND, f"{BRAND}-weg")
    for library, name in zip(machines, ("een", "twee"), strict=True):
        library.search(QUESTIONS[0], brand=BRAND, on=TODAY)
        library.close()  # waits for the new generation
        left = b"".join(path.read_bytes() for path in (tmp_path / name).rglob("*") if path.is_file())
        assert b"tepietkan" not in left.lower()


def damage(path: Path, how: str) -> None:
    data = bytearray(path.read_bytes())
    if how == "flip" and data:
        data[len(data) // 2] ^= 0x10
        path.write_bytes(data)
    elif how == "truncate" and data:
        path.write_bytes(data[: len(data) // 2])
    else:
        path.unlink()


@pytest.mark.slow
@pytest.mark.parametrize(("how", "first"), [("flip", 0), ("truncate", 1), ("delete", 2)])
def test_a_damaged_file_is_noticed_and_answered_without(home: Path, truth: list[list[str]], how: str, first: int) -> None:
    """A third of the files each, in an index that was sound, before it is opened and while it is open."""
    files = [*generation.files(live(home)), live(home) / "manifest.json", home / BRAND / "current"]
    for number, path in enumerate(files[first::3]):
        kept = path.read_bytes()
        library = opened(home)
        if number % 2:
            everything(asker(library))  # now it is open
        damage(path, how)
        lost_pointer = path.name == "current" and how == "delete"  # then there is no index, which is no damage
        assert everything(asker(library)) == truth, path
        assert (library.status(BRAND).notice == "search.damaged") != lost_pointer, path
        path.write_bytes(kept)


def test_a_damaged_index_is_rebuilt_by_itself(home: Path, truth: list[list[str]]) -> None:
    library = opened(home, background=True)
    old = live(home)
    damage(next(path for path in generation.files(old) if path.name == "data_level0.bin"), "flip")
    assert not library.verify(BRAND).sound
    result = library.search(QUESTIONS[0], brand=BRAND, on=TODAY, k=20)
    assert result.notice == "search.damaged"
    library.close()
    again = opened(home)
    assert live(home) != old
    assert again.status(BRAND).sound
    assert everything(asker(again)) == truth


def test_a_folder_that_cannot_be_used_is_answered_without(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "index").write_text("no folder")
    library = Library(MemoryShelf([*DOCUMENTS, *CASES]), tmp_path / "index")
    for _ in range(3):
        result = library.search(QUESTIONS[0], brand=BRAND, on=TODAY, k=5)
        assert (len(result.hits), result.notice) == (5, "search.damaged")
        library.close()  # waits for the build that was tried
    assert len(caplog.records) == 1 and "cannot be written" in caplog.text  # not at every search
    with pytest.raises(SearchError, match="cannot be written"):
        library.rebuild(BRAND)


def test_a_child_that_dies_leaves_the_live_generation(home: Path, truth: list[list[str]], monkeypatch: pytest.MonkeyPatch) -> None:
    library, old = opened(home), live(home)
    monkeypatch.setattr(building.sys, "executable", "/bin/false")
    with pytest.raises(SearchError):
        library.rebuild(BRAND)
    assert live(home) == old
    assert everything(asker(library)) == truth


def test_readers_that_come_and_go_are_not_looked_into(tmp_path: Path) -> None:
    """Another process drops its private copy while this one lists the files of the generation."""
    (tmp_path / "about.json").write_text("{}")
    done = threading.Event()

    def come_and_go() -> None:
        while not done.is_set():
            (tmp_path / "readers" / "7-x" / "embedder").mkdir(parents=True)
            shutil.rmtree(tmp_path / "readers")

    other = threading.Thread(target=come_and_go)
    other.start()
    try:
        assert all(list(generation.files(tmp_path)) == [tmp_path / "about.json"] for _ in range(500))
    finally:
        done.set()
        other.join()


@pytest.mark.slow
def test_kills_while_building_harm_nothing(home: Path, truth: list[list[str]]) -> None:
    script = textwrap.dedent(
        f"""
        import sys
        sys.path.insert(0, {str(Path(__file__).parent)!r})
        from search_kit import *
        Library(MemoryShelf([*DOCUMENTS, *CASES]), Path({str(home)!r}), background=False).rebuild(BRAND)
        """
    )
    picked = random.Random(4)
    for _ in range(3):
        child = subprocess.Popen([sys.executable, "-c", script], cwd=building.ROOT)
        time.sleep(picked.uniform(0.5, 4.0))  # a moment in its life, not a race
        child.send_signal(signal.SIGKILL)
        child.wait()
        assert everything(asker(opened(home))) == truth
    assert opened(home).rebuild(BRAND).sound
    assert len([path for path in (home / BRAND).iterdir() if path.is_dir()]) == 1


def test_verify_asks_for_what_it_must_find(home: Path, tmp_path: Path) -> None:
    verdict = opened(home).verify(BRAND)
    assert verdict.sound
    assert verdict.asked > 10
    assert verdict.missed == 0
    assert opened(tmp_path / "none").verify(BRAND).sound
