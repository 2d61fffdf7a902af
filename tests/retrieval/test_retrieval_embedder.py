"""Another embedder: any with two methods; its vectors are kept, so that each text is paid for once."""

import threading
from dataclasses import replace
from pathlib import Path

import pytest
from search_kit import BRAND, CASES, DOCUMENTS, TODAY, asker

from assistant.errors import ModelUnavailable
from assistant.records.knowledge import Document
from assistant.retrieval.library import Library, MemoryShelf

MATTERS = ({"water", "kraan", "tap"}, {"rekening", "bill", "invoice"}, {"verhuizen", "verhuizing", "moving"}, {"lek", "leak"})


class Tiny:
    """A tiny multilingual model: one axis a matter."""

    def __init__(self) -> None:
        self.paid: list[str] = []
        self.down = False

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        if self.down:
            raise ModelUnavailable("The embedder is down.")
        self.paid += texts
        return [self._vector(text) for text in texts]

    def embed_query(self, text: str) -> list[float]:
        return self.embed_documents([text])[0]

    def _vector(self, text: str) -> list[float]:
        words = {word.strip(".,?!#;").lower() for word in text.split()}
        return [0.01] + [float(len(words & matter)) for matter in MATTERS]


@pytest.fixture
def tiny() -> Tiny:
    return Tiny()


def test_a_multilingual_model_finds_across_languages(tiny: Tiny, tmp_path: Path) -> None:
    shelf = MemoryShelf(DOCUMENTS)
    plain, ours = (asker(Library(shelf, tmp_path, embedder, name="tiny", background=False)) for embedder in (None, tiny))
    assert ours("moving", k=1) == [f"{BRAND}/verhuizen#verhuizing-doorgeven"]
    assert plain("moving", k=1) != ours("moving", k=1)


def test_each_text_is_paid_for_once(tiny: Tiny, tmp_path: Path) -> None:
    shelf = MemoryShelf([*DOCUMENTS, *CASES])
    library = Library(shelf, tmp_path, tiny, name="tiny", background=False)
    library.rebuild(BRAND)
    paid = len(tiny.paid)
    assert paid == len(set(tiny.paid))
    library.rebuild(BRAND)
    assert len(tiny.paid) == paid
    shelf.put(Document(f"{BRAND}/nieuw-lek", BRAND, "Lek", "## Lek op straat\nEen lek op straat maken wij."))
    assert f"{BRAND}/nieuw-lek#lek-op-straat" in asker(library)("leak", k=3)
    asker(Library(shelf, tmp_path, tiny, name="tiny", background=False))("leak")
    assert [text for text in tiny.paid if "op straat" in text] == ["Lek\nLek op straat\nEen lek op straat maken wij."]


def test_reembedding_stops_and_goes_on(tiny: Tiny, tmp_path: Path) -> None:
    many = [Document(f"{BRAND}/{n}", BRAND, "Water", f"Water nummer {n}.") for n in range(200)]
    library, lines = Library(MemoryShelf(many), tmp_path, tiny, name="tiny", background=False), []
    made = library.reembed(BRAND, lines.append, stop=lambda: len(lines) == 2)
    assert made == len(tiny.paid) == 128
    assert library.reembed(BRAND, lines.append) == 72
    assert len(tiny.paid) == len(set(tiny.paid)) == 200
    assert library.reembed(BRAND) == 0


def test_search_goes_on_without_an_embedder_that_is_down(tiny: Tiny, tmp_path: Path) -> None:
    library = Library(MemoryShelf(DOCUMENTS), tmp_path, tiny, name="tiny", background=False)
    library.rebuild(BRAND)
    tiny.down = True
    result = library.search("lek achter de meter", brand=BRAND, on=TODAY)
    assert result.notice == "search.no_vectors"
    assert result.hits[0].passage.id == f"{BRAND}/lek#lek-achter-de-meter"
    tiny.down = False
    assert library.search("lek achter de meter", brand=BRAND, on=TODAY).notice == ""


class Slow(Tiny):
    """Takes its time over a new case and over one question, so that the question is ranked while the case is taken in."""

    def __init__(self) -> None:
        super().__init__()
        self.asked, self.taking, self.answered = threading.Event(), threading.Event(), threading.Event()

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        if any("sputtert opnieuw" in text for text in texts):
            self.taking.set()
            self.answered.wait(2)  # no answer comes meanwhile where the case must be whole first
        return super().embed_documents(texts)

    def embed_query(self, text: str) -> list[float]:
        if "kamer" in text:
            self.asked.set()
            self.taking.wait(60)
        return super().embed_query(text)


def test_a_search_does_not_see_a_case_that_is_half_taken_in(tmp_path: Path) -> None:
    slow, faults = Slow(), []
    shelf = MemoryShelf([*DOCUMENTS, *CASES])
    library = Library(shelf, tmp_path, slow, name="slow", background=False)
    library.search("kraan", brand=BRAND, on=TODAY)

    def ask() -> None:
        try:
            library.search("kraan sputtert in kamer", brand=BRAND, on=TODAY)
        except IndexError as fault:
            faults.append(fault)
        slow.answered.set()

    asking = threading.Thread(target=ask)
    asking.start()
    assert slow.asked.wait(60)
    shelf.put(replace(CASES[0], id=f"{BRAND}-9", complaint="de kraan sputtert opnieuw"))
    library.search("kraan", brand=BRAND, on=TODAY)
    asking.join()
    assert faults == []
