"""Who has a case open: seen while the tab is, gone soon after."""

from pathlib import Path

import pytest
from desk_kit import BILAL, MARLEEN, SANNE, START, Desk, incoming, new_desk

from assistant.casework import claims
from assistant.casework.cases import open_case
from assistant.casework.claims import LOOKING
from assistant.casework.intake import receive
from assistant.store import lookers


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return new_desk(tmp_path)


def looking(desk: Desk, id: str) -> set[str]:
    with desk.work.store.read() as tx:
        return {*lookers.of_case(tx, id, desk.clock.now - LOOKING)}


def test_whoever_has_a_case_open_is_seen_and_only_the_first_agent_holds_it(desk: Desk) -> None:
    id = receive(desk.work, incoming())
    for person in (SANNE, BILAL, MARLEEN):
        open_case(desk.work, person, id)
    assert looking(desk, id) == {"sanne", "bilal", "marleen"}
    assert open_case(desk.work, BILAL, id, take=False).claimed_by == "sanne"


def test_who_goes_on_or_closes_the_tab_is_gone_while_the_holder_keeps_the_case(desk: Desk) -> None:
    first, second = receive(desk.work, incoming()), receive(desk.work, incoming(author="Piet"))
    open_case(desk.work, SANNE, first)
    open_case(desk.work, BILAL, first)
    open_case(desk.work, BILAL, second, left=first)
    assert (looking(desk, first), looking(desk, second)) == ({"sanne"}, {"bilal"})
    desk.clock.pass_(seconds=26)
    assert (looking(desk, first), open_case(desk.work, BILAL, first, take=False).claimed_by) == (set(), "sanne")


def test_the_table_holds_only_who_looks_now(desk: Desk) -> None:
    seen = [receive(desk.work, incoming(author=f"Klant {number}")) for number in range(5)]
    for id in seen:
        claims.look_in(desk.work, SANNE, id)
        desk.clock.pass_(seconds=30)
    claims.look_in(desk.work, BILAL, seen[-1])
    with desk.work.store.read() as tx:
        assert [lookers.of_case(tx, id, START) for id in seen] == [(), (), (), (), ("bilal",)]
