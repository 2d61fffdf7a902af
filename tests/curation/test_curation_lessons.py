"""A settled case joins search only when a knowledge manager takes it in; what has no source is seen until somebody closes it."""

import pytest
from desk_kit import MARLEEN, SANNE, START

from assistant.curation import lessons
from assistant.errors import NotAllowed, NotFound
from assistant.records.knowledge import ResolvedCase
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
