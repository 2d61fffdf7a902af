"""Search learns from what people settled, and not from what it proposed itself."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from search_kit import BRAND, CASES, DOCUMENTS, TODAY

from assistant.records.knowledge import Document, PassageKind, ResolvedCase
from assistant.retrieval.learned import evidence
from assistant.retrieval.library import Library, MemoryShelf

CASE = ResolvedCase("b-1", "b", "x", "klacht", "antwoord", ("b/een",), closed_on=TODAY)


def test_age_and_outcome_weigh() -> None:
    ((_, fresh),) = evidence(CASE, TODAY)
    ((_, old),) = evidence(replace(CASE, closed_on=date(2024, 6, 1)), TODAY)
    ((_, reopened),) = evidence(replace(CASE, outcome="reopened"), TODAY)
    assert fresh == 1.0
    assert old == pytest.approx(0.5, abs=0.01)
    assert reopened == pytest.approx(0.1)
    assert evidence(replace(CASE, closed_on=None), TODAY) == evidence(CASE, TODAY)


def test_the_policies_of_a_case_share_its_voice() -> None:
    shared = evidence(replace(CASE, policies=("b/een", "b/twee", "b/een")), TODAY)
    assert [policy for policy, _ in shared] == ["b/een", "b/twee"]
    assert sum(weight**2 for _, weight in shared) == pytest.approx(1.0)


def test_a_draft_of_our_own_speaks_only_for_what_a_person_added() -> None:
    drafted = replace(CASE, origin="approved", policies=("b/een", "b/twee"), drafted_from=("b/een",))
    assert [policy for policy, _ in evidence(drafted, TODAY)] == ["b/twee"]
    assert evidence(replace(drafted, policies=("b/een",)), TODAY) == ()
    assert len(evidence(replace(CASE, drafted_from=("b/een",)), TODAY)) == 1  # an imported case was not drafted here


def _found(library: Library, text: str) -> dict[str, tuple[int, float]]:
    hits = library.search(text, brand=BRAND, on=TODAY, k=30).hits
    policies = [hit for hit in hits if hit.passage.kind is PassageKind.POLICY]
    return {hit.passage.document: (place, hit.score) for place, hit in reversed(list(enumerate(policies, start=1)))}


def test_fifty_rounds_of_approving_the_first_result_raise_nothing(tmp_path: Path) -> None:
    """The echo: each round drafts from what search found first, an agent approves it, and it comes back as a resolved case."""
    shelf = MemoryShelf([*DOCUMENTS, *CASES])
    library = Library(shelf, tmp_path, background=False)
    question = "er komt bruin spul uit de kraan"
    before = _found(library, question)
    for number in range(50):
        first = min(_found(library, question).items(), key=lambda pair: pair[1])[0]
        shelf.put(ResolvedCase(f"{BRAND}-echo-{number}", BRAND, "x", f"{question} {number}", "Wij kijken ernaar.", (first,),
                               closed_on=TODAY, origin="approved", drafted_from=(first,)))  # fmt: skip
    after = _found(library, question)
    assert {document: place for document, (place, _) in after.items()} == {document: place for document, (place, _) in before.items()}
    assert all(after[document][1] <= score + 1e-9 for document, (_, score) in before.items())


def test_a_person_who_corrects_the_draft_teaches(tmp_path: Path) -> None:
    shelf = MemoryShelf([*DOCUMENTS, *CASES])
    library = Library(shelf, tmp_path, background=False)
    question, right = "er komt bruin spul uit de kraan", f"{BRAND}/kalk"
    first = min(_found(library, question).items(), key=lambda pair: pair[1])[0]
    assert first != right
    for number in range(5):
        shelf.put(ResolvedCase(f"{BRAND}-fix-{number}", BRAND, "x", f"bruin spul uit mn kraan, dag {number}", "Dat is ijzer.", (right,),
                               closed_on=TODAY, origin="approved", drafted_from=(first,)))  # fmt: skip
    again = Library(shelf, tmp_path, background=False)  # as after the next generation: the words count as well as the votes
    assert min(_found(again, question).items(), key=lambda pair: pair[1])[0] == right


def test_votes_of_an_erased_case_stop_at_once(tmp_path: Path) -> None:
    shelf = MemoryShelf([*DOCUMENTS, ResolvedCase("e-1", BRAND, "x", "zwabberende flapdrol", "Zo.", (f"{BRAND}/kalk",))])
    library = Library(shelf, tmp_path, background=False)
    assert library.explain("zwabberende flapdrol", brand=BRAND, on=TODAY, k=1).reasons[0].voters == {"e-1": 1.0}
    shelf.remove(BRAND, "e-1")
    assert all(not reason.voters for reason in library.explain("zwabberende flapdrol", brand=BRAND, on=TODAY).reasons)


def test_a_document_keeps_what_its_customers_taught_when_it_changes(tmp_path: Path) -> None:
    shelf = MemoryShelf([*DOCUMENTS, *CASES])
    library = Library(shelf, tmp_path, background=False)
    assert library.search("de kraan hapert", brand=BRAND, on=TODAY).hits
    shelf.put(Document(f"{BRAND}/storing", BRAND, "Storing", "## Onderbreking\nWij herstellen de leiding binnen 6 uur."))
    assert library.search("de kraan hapert en sputtert", brand=BRAND, on=TODAY, k=1).hits[0].passage.id == f"{BRAND}/storing#onderbreking"
