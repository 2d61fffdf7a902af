"""What is marked beside a case: a colleague who types, an article that changed under a draft or a promise."""

from dataclasses import replace
from pathlib import Path

from desk_kit import MARLEEN, POLICY, SANNE, START, Desk, incoming, new_desk

from assistant.casework import approval, edits, my_promises
from assistant.casework.cases import open_case
from assistant.casework.intake import receive
from assistant.casework.marks import marks_of, moved_under
from assistant.curation import documents
from assistant.records.draft import Reply
from assistant.records.knowledge import Document
from assistant.store import Store
from assistant.worker import Worker

ARTICLE = Document(POLICY.document, POLICY.brand, "Water", "## Water\n\nBel 0800.\n", owner="Marleen")


def work_off(desk: Desk) -> None:
    while Worker(desk).step():
        pass


def change(desk: Desk, seen: int) -> None:
    body = f"## Water\n\nBel 0800 {seen}.\n"
    documents.save(desk.work.store, MARLEEN, replace(ARTICLE, body=body), seen, now=desk.clock.now)


def test_who_types_is_seen_until_they_stop(store: Store, tmp_path: Path) -> None:
    desk = new_desk(tmp_path, store)
    case, other = receive(desk.work, incoming()), receive(desk.work, incoming(author="Els"))
    edits.save_edit(desk.work, SANNE, case, Reply("Dag Jan"), seen=0)
    assert marks_of(desk.work, [case, other]).typing == {case: "sanne"}
    desk.clock.pass_(seconds=60)
    assert marks_of(desk.work, [case, other]).typing == {}


def test_a_draft_lights_up_when_the_article_it_cites_changes(store: Store, tmp_path: Path) -> None:
    desk = new_desk(tmp_path, store)
    change(desk, 0)
    case = receive(desk.work, incoming())
    work_off(desk)
    assert marks_of(desk.work, [case]).moved == {}
    change(desk, 1)
    assert marks_of(desk.work, [case]).moved == {case: ("Water",)}


def test_a_promise_lights_up_when_its_article_changes(store: Store, tmp_path: Path) -> None:
    desk = new_desk(tmp_path, store)
    change(desk, 0)
    case = receive(desk.work, incoming(at=START))
    work_off(desk)
    text = Reply("Dag, ik bel je morgen vóór 12.00 uur.")
    edits.save_edit(desk.work, SANNE, case, text, seen=0)
    approval.approve(desk.work, SANNE, case, text.hash)
    desk.clock.pass_(seconds=30)
    work_off(desk)
    (promise,) = my_promises.promises_of(desk.work, case)
    assert moved_under(desk.work, [promise.id]) == {}
    change(desk, 1)
    assert moved_under(desk.work, [promise.id]) == {promise.id: ("Water",)}


def test_what_an_agent_knows_is_kept_once_however_often_it_arrives(store: Store, tmp_path: Path) -> None:
    desk = new_desk(tmp_path, store)
    case = receive(desk.work, incoming())
    first = edits.add_fact(desk.work, SANNE, case, "Monteur komt 9-12")
    assert edits.add_fact(desk.work, SANNE, case, " Monteur komt 9-12 ") == first
    assert edits.add_fact(desk.work, SANNE, case, "Monteur komt 13-15") != first
    assert len(open_case(desk.work, SANNE, case).case.facts) == 2
