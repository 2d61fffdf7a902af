"""What a search finds, and what it never shows."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from search_kit import BRAND, CASES, DOCUMENTS, TODAY, asker

from assistant.records.knowledge import Audience, Document, PassageKind, ResolvedCase
from assistant.retrieval.library import Library, MemoryShelf
from assistant.retrieval.passages import tokens

Ask = Callable[..., list[str]]


@pytest.mark.parametrize(
    ("text", "document"),
    [
        ("rekenign veel te hoog geschat??", "meterstand"),
        ("mn meterstant kan ik niet doorgeven", "meterstand"),
        ("tankwagens", "storing"),
        ("de hoofdkraan lekt", "lek"),
        ("verhuist naar een andere straat, wat nu", "verhuizen"),
        ("my bill is an estimate, I have a reading", "meterstand"),
    ],
)
def test_sloppy_questions_find_their_clause(ask: Ask, text: str, document: str) -> None:
    assert any(id.startswith(f"{BRAND}/{document}#") for id in ask(text, k=2))


@pytest.mark.parametrize("text", ["", "??", "   \n", "😀😀", "\x00", "de het een", "x" * 50_000])
def test_odd_texts_are_searched_without_an_error(ask: Ask, text: str) -> None:
    assert isinstance(ask(text), list)


def test_an_unknown_brand_knows_nothing(library: Library) -> None:
    assert library.search("water", brand="niemand", on=TODAY).hits == ()


def test_only_what_is_in_force_on_the_day(ask: Ask) -> None:
    assert f"{BRAND}/nieuw#tarief" in ask("wat kost een kuub water")
    assert f"{BRAND}/oud#tarief" not in ask("wat kost een kuub water", k=50)
    last_day = ask("wat kost een kuub water", on=date(2025, 12, 31), k=50)
    assert f"{BRAND}/oud#tarief" in last_day
    assert f"{BRAND}/nieuw#tarief" not in last_day


def test_what_is_internal_shows_only_when_asked_for(ask: Ask) -> None:
    inside = f"{BRAND}/meterstand#geschatte-rekening/intern"
    assert inside not in ask("kwijtschelden teamleider Marga", k=50)
    assert ask("kwijtschelden teamleider Marga", audience=None)[0] == inside
    assert set(ask("kwijtschelden", audience=Audience.INTERNAL, k=50)) == {inside}


def test_a_language_keeps_what_can_be_said_in_it(ask: Ask) -> None:
    assert ask("reading", language="en", k=50)[0] == f"{BRAND}/meterstand#geschatte-rekening"
    assert not any(id.startswith(f"{BRAND}/kalk") for id in ask("kalk", language="en", k=50))


def test_policies_come_before_cases_and_a_case_of_an_expired_policy_is_silent(library: Library) -> None:
    result = library.search("sputterende kraan", brand=BRAND, on=TODAY, k=8)
    kinds = [hit.passage.kind for hit in result.hits]
    assert kinds == sorted(kinds, key=lambda kind: kind is PassageKind.CASE)
    assert {f"{BRAND}-1", f"{BRAND}-2"} <= {hit.passage.id for hit in result.hits}
    assert f"{BRAND}-3" not in {hit.passage.id for hit in library.search("jullie tarief klopt niet", brand=BRAND, on=TODAY, k=50).hits}


def test_resolved_cases_teach_words_that_no_policy_has(tmp_path: Path) -> None:
    text, wanted = "de kraan hapert en sputtert", f"{BRAND}/storing#geen-water"
    taught = asker(Library(MemoryShelf([*DOCUMENTS, *CASES]), tmp_path / "a", background=False))(text, k=1)
    assert taught == [wanted]
    assert asker(Library(MemoryShelf(DOCUMENTS), tmp_path / "b", background=False))(text, k=1) != [wanted]


def test_k_results_are_found_behind_many_that_may_not_be_shown(tmp_path: Path) -> None:
    old = [Document(f"b/o{n}", "b", "Oud", f"Het tarief voor water nummer {n}.", valid_until=date(2020, 1, 1)) for n in range(700)]
    new = [Document(f"b/n{n}", "b", "Nieuw", f"Iets over water in het dorp {word}.") for n, word in enumerate(("aa", "bb", "cc", "dd"))]
    ask = asker(Library(MemoryShelf([*old, *new]), tmp_path, background=False), "b")
    assert len(ask("tarief voor water nummer", k=4)) == 4


def test_near_duplicates_collapse_but_conflicts_stay(tmp_path: Path) -> None:
    texts = {
        "a": "Wij betalen 25 euro terug bij een storing.",
        "b": "Wij betalen 25 euro terug, bij een storing!",
        "c": "Wij betalen 30 euro terug bij een storing.",
    }
    shelf = MemoryShelf(Document(f"z/{name}", "z", "Geld terug", text) for name, text in texts.items())
    found = asker(Library(shelf, tmp_path, background=False), "z")("geld terug bij storing")
    assert len(found) == 2
    assert "z/c#tekst" in found


def test_one_document_does_not_crowd_out_the_others(tmp_path: Path) -> None:
    long = Document("z/lang", "z", "Kraan", "\n".join(f"## Kraan {n}\nDe kraan van huis {n}{n} druppelt." for n in range(20)))
    shelf = MemoryShelf([long, Document("z/kort", "z", "Anders", "Een emmer onder de kraan.")])
    found = asker(Library(shelf, tmp_path, background=False), "z")("de kraan druppelt", k=6)
    assert "z/kort#tekst" in found
    assert len(found) == 6


def test_results_stay_within_the_token_budget(library: Library) -> None:
    hits = library.search("water meterstand rekening", brand=BRAND, on=TODAY, k=8, budget=60).hits
    assert hits
    assert sum(tokens(hit.passage.text) for hit in hits[1:]) <= 60


def test_another_brand_changes_nothing(library: Library, shelf: MemoryShelf) -> None:
    before = library.search("rekening te hoog", brand=BRAND, on=TODAY)
    shelf.put(
        *(replace(document, id=f"ander/{n}", brand="ander", body=f"rekening {n} te hoog") for n, document in enumerate(DOCUMENTS * 20))
    )
    assert library.search("rekening te hoog", brand=BRAND, on=TODAY) == before
    assert all(id.startswith("ander/") for id in asker(library, "ander")("rekening te hoog"))


def test_changes_are_searchable_and_gone_at_once(ask: Ask, shelf: MemoryShelf) -> None:
    assert "eend" not in str(ask("een eend in het filter"))
    shelf.put(Document(f"{BRAND}/eend", BRAND, "Eend", "## Eend\nEen eend in het filter halen wij eruit."))
    assert ask("een eend in het filter")[0] == f"{BRAND}/eend#eend"
    shelf.put(Document(f"{BRAND}/eend", BRAND, "Eend", "## Zwaan\nEen zwaan op de leiding laten wij zitten."))
    assert ask("een zwaan op de waterleiding")[0] == f"{BRAND}/eend#zwaan"
    assert f"{BRAND}/eend#eend" not in ask("een eend in het filter", k=50)
    shelf.remove(BRAND, f"{BRAND}/eend", f"{BRAND}/lek")
    assert not any("eend" in id or "lek#" in id for id in ask("een zwaan op de leiding, een lek", k=50))
    shelf.put(ResolvedCase(f"{BRAND}-9", BRAND, "x", "paarse druppels", "Dat is roest.", (f"{BRAND}/kalk",)))
    assert ask("paarse druppels", k=2)[0] == f"{BRAND}/kalk#hard-water-en-kalk"


def test_a_stale_open_document_is_never_shown_from_the_index(library: Library, shelf: MemoryShelf) -> None:
    """Validity is read from the store's own row, also when nothing told the index."""
    assert asker(library)("verhuizing doorgeven")[0].startswith(f"{BRAND}/verhuizen")
    closed = replace(DOCUMENTS[6], valid_until=date(2026, 5, 31))
    shelf._live[BRAND][closed.id] = closed  # behind the counter's back
    assert not any(id.startswith(f"{BRAND}/verhuizen") for id in asker(library)("verhuizing doorgeven", k=50))


def test_explain_adds_up(library: Library) -> None:
    explanation = library.explain("sputterende kraan", brand=BRAND, on=TODAY, k=4)
    hits = library.search("sputterende kraan", brand=BRAND, on=TODAY, k=4).hits
    assert [reason.passage for reason in explanation.reasons] == [hit.passage.id for hit in hits]
    for reason in explanation.reasons:
        assert reason.score == pytest.approx(sum(part["share"] for part in reason.views.values()))
    assert explanation.reasons[0].voters.keys() == {f"{BRAND}-1", f"{BRAND}-2"}
    assert any("voted for by" in line for line in explanation.lines())
