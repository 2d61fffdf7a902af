"""A small brand to search: a water company's clauses and cases, made for these tests."""

import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from assistant.records.knowledge import Document, ResolvedCase
from assistant.retrieval.library import Library, MemoryShelf

BRAND = "bron"
TODAY = date(2026, 6, 1)

DOCUMENTS = (
    Document(
        f"{BRAND}/meterstand",
        BRAND,
        "Meterstand en geschatte rekening",
        "## Geschatte rekening\nZonder meterstand schatten wij het verbruik. "
        "U geeft de stand door; dan rekenen wij binnen 5 werkdagen opnieuw.\n"
        "### Klant\nGeef uw meterstand door, dan rekenen wij opnieuw.\n### Customer\nSend us your reading and we calculate again.\n"
        "### Intern\nTeamleider Marga mag tot 40 euro kwijtschelden.\n"
        "## Uitstel voor de meterstand\nU krijgt twee weken uitstel.",
        topics=("meterstand",),
        needs=("klantnummer",),
    ),
    Document(
        f"{BRAND}/storing",
        BRAND,
        "Storing",
        "## Geen water\nBij een storing herstellen wij de leiding binnen 8 uur. Er staat een tankwagen klaar.",
    ),
    Document(
        f"{BRAND}/lek",
        BRAND,
        "Lekkage",
        "## Lek achter de meter\nEen lek in huis is voor rekening van de bewoner. Draai de hoofdkraan dicht.",
    ),
    Document(f"{BRAND}/kalk", BRAND, "Waterkwaliteit", "## Hard water en kalk\nKalk is niet schadelijk. De hardheid staat op onze kaart."),
    Document(f"{BRAND}/oud", BRAND, "Tarief 2024", "## Tarief\nHet water kost 1,05 euro per kuub.", valid_until=date(2025, 12, 31)),
    Document(f"{BRAND}/nieuw", BRAND, "Tarief 2026", "## Tarief\nHet water kost 1,19 euro per kuub.", valid_from=date(2026, 1, 1)),
    Document(
        f"{BRAND}/verhuizen", BRAND, "Verhuizen", "## Verhuizing doorgeven\nGeef een verhuizing twee weken vooraf door met de beginstand."
    ),
)
CASES = (
    ResolvedCase(
        f"{BRAND}-1",
        BRAND,
        "x",
        "de kraan hapert en sputtert al de hele ochtend",
        "Er is een storing.",
        (f"{BRAND}/storing",),
        closed_on=TODAY,
    ),
    ResolvedCase(
        f"{BRAND}-2", BRAND, "x", "sputterende kraan, niks komt eruit", "De leiding is stuk.", (f"{BRAND}/storing",), closed_on=TODAY
    ),
    ResolvedCase(f"{BRAND}-3", BRAND, "mail", "jullie tarief klopt niet", "Het is 1,05.", (f"{BRAND}/oud",), closed_on=date(2024, 5, 1)),
)

Ask = Callable[..., list[str]]


def asker(library: Library, brand: str = BRAND) -> Ask:
    """Passage ids that a search finds."""

    def ask(text: str, **more: object) -> list[str]:
        return [hit.passage.id for hit in library.search(text, brand=brand, **{"on": TODAY, **more}).hits]

    return ask


@pytest.fixture
def shelf() -> MemoryShelf:
    return MemoryShelf([*DOCUMENTS, *CASES])


@pytest.fixture
def library(shelf: MemoryShelf, tmp_path: Path) -> Iterator[Library]:
    opened = Library(shelf, tmp_path, background=False)
    yield opened
    opened.close()


@pytest.fixture
def ask(library: Library) -> Ask:
    return asker(library)


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index folder with one sound generation of the small brand; copy it before doing anything to it."""
    home = tmp_path_factory.mktemp("built")
    library = Library(MemoryShelf([*DOCUMENTS, *CASES]), home, background=False)
    library.rebuild(BRAND)
    library.close()
    return home


@pytest.fixture
def home(built: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(built, tmp_path / "index", ignore=shutil.ignore_patterns("readers")))
