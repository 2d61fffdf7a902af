"""A settled case joins search only when a knowledge manager takes it in; what has no source is seen until somebody closes it."""

from dataclasses import replace

import pytest
from desk_kit import MARLEEN, SANNE, START

from assistant.curation import documents, lessons
from assistant.errors import NotAllowed, NotFound
from assistant.records.knowledge import Document, ResolvedCase
from assistant.retrieval.learned import evidence
from assistant.store import Store, journal, resolved

SETTLED = ResolvedCase("r1", "molen", "email", "De kraan doet het niet.", "Dat is verholpen.", ("molen/water",), origin="approved")


@pytest.fixture
def proposed(store: Store) -> Store:
    with store.write() as tx:
        resolved.save(tx, SETTLED, at=START, state=resolved.PROPOSED)
    return store


def test_a_case_counts_from_when_a_person_takes_it_in(proposed: Store) -> None:
    assert lessons.waiting(proposed, "molen").proposed == (SETTLED,)
    assert proposed.sources("molen", ["r1"]) == {}
    assert lessons.take_in(proposed, MARLEEN, "r1", now=START) == SETTLED
    assert lessons.waiting(proposed, "molen").proposed == ()
    assert proposed.sources("molen", ["r1"]) == {"r1": SETTLED}
    with proposed.read() as tx:
        assert [entry.action for entry in journal.entries(tx)][-1] == "case taken in"


def test_a_case_left_out_teaches_nothing(proposed: Store) -> None:
    lessons.leave_out(proposed, MARLEEN, "r1", now=START)
    assert lessons.waiting(proposed, "molen").proposed == ()
    assert proposed.sources("molen", ["r1"]) == {}


def test_only_who_curates_decides(proposed: Store) -> None:
    with pytest.raises(NotAllowed):
        lessons.take_in(proposed, SANNE, "r1", now=START)
    with pytest.raises(NotFound):
        lessons.take_in(proposed, MARLEEN, "nobody", now=START)


def test_what_a_person_names_as_what_settled_it_votes_and_what_our_draft_cited_does_not(store: Store) -> None:
    drafted = replace(SETTLED, drafted_from=("molen/water", "molen/druk"))
    for name in ("water", "druk"):
        documents.save(store, MARLEEN, Document(f"molen/{name}", "molen", name, "## Zo\nBel 112.\n"), 0, now=START)
    for id in ("r1", "r2"):
        with store.write() as tx:
            resolved.save(tx, replace(drafted, id=id), at=START, state=resolved.PROPOSED, case=f"c-{id}")
    lessons.take_in(store, MARLEEN, "r1", now=START)
    lessons.take_in(store, MARLEEN, "r2", now=START, settled_by="molen/druk")
    live = store.sources("molen", ["r1", "r2"])
    spoken = {id: [policy for policy, _ in evidence(one, None)] for id, one in live.items() if isinstance(one, ResolvedCase)}
    assert spoken == {"r1": [], "r2": ["molen/druk"]}
    with store.read() as tx:
        assert resolved.of_cases(tx, ["c-r2"])[0].policies == ("molen/druk",)  # erasing its customer still finds it
        assert "settled by molen/druk" in {entry.action for entry in journal.entries(tx, subject="r2")}
    with pytest.raises(NotFound):
        lessons.take_in(store, MARLEEN, "r1", now=START, settled_by="molen/niets")
