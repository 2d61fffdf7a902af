"""Rewriting at the desk: a job with a model, at once by rules; nothing is kept until it is taken."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from desk_kit import BILAL, MARLEEN, SANNE, Desk, incoming, new_desk

from assistant.casework import claims, edits, erasing, rewriting
from assistant.casework.cases import open_case
from assistant.casework.intake import receive
from assistant.casework.rewriting import Proposal, without
from assistant.drafting.rewrite import Change, Rewriting, Rewritten, apply, differences
from assistant.errors import Conflict, InputError, ModelUnavailable, NotAllowed
from assistant.ports import OnToken
from assistant.records.draft import Reply
from assistant.records.people import Person, Role
from assistant.records.work import JobKind
from assistant.store import people, rewritings
from assistant.worker import Worker

TEXT = "Dag Jan,\n\nIk help je graag. Heb je even?"
WARM = "Dag Jan,\n\nWat naar voor je. Ik help je graag. Heb je even?"


def new_case(desk: Desk) -> str:
    id = receive(desk.work, incoming())
    while Worker(desk).step():
        pass
    edits.save_edit(desk.work, SANNE, id, Reply(TEXT), seen=0)
    return id


def seen_by(desk: Desk, id: str, person: Person = SANNE) -> Proposal | None:
    with desk.work.store.read() as tx:
        return rewriting.proposal(rewritings.of_case(tx, id), person, 0)


def with_model(desk: Desk, write: Callable[[Rewriting, OnToken], str]) -> Desk:
    """A desk whose model rewrites like this."""

    def rewrite(asked: Rewriting, on_token: OnToken) -> Rewritten:
        return Rewritten(differences(asked.text, write(asked, on_token)), "model")

    return replace(desk, work=replace(desk.work, rewrite=rewrite))


def rewrite_jobs(desk: Desk) -> int:
    done = 0
    while Worker(desk).step((JobKind.REWRITE,)):
        done += 1
    return done


def test_by_rules_a_difference_is_there_at_once_and_kept_only_when_taken(tmp_path: Path) -> None:
    desk = new_desk(tmp_path)
    id = new_case(desk)
    rewriting.ask(desk.work, SANNE, id, "text", TEXT, "to_u")
    assert open_case(desk.work, SANNE, id).reply == Reply(TEXT)
    given = seen_by(desk, id)
    assert given is not None and not given.writing
    taken = apply(TEXT, given.changes)
    assert taken == "Dag Jan,\n\nIk help u graag. Heeft u even?"
    assert edits.save_edit(desk.work, SANNE, id, Reply(taken), seen=1) == 2
    assert seen_by(desk, id, BILAL) is None
    with pytest.raises(InputError, match="no way to rewrite"):
        rewriting.ask(desk.work, SANNE, id, "text", TEXT, "leuker")
    with pytest.raises(InputError, match="no part of a reply"):
        rewriting.ask(desk.work, SANNE, id, "aanhef", TEXT, "to_u")
    with pytest.raises(NotAllowed):
        rewriting.ask(desk.work, MARLEEN, id, "text", TEXT, "to_u")


def test_with_a_model_it_grows_in_the_store_and_ends_as_differences(tmp_path: Path) -> None:
    shown: list[Proposal | None] = []

    def write(_asked: Rewriting, on_token: OnToken) -> str:
        on_token("Dag Jan, wat")
        shown.append(seen_by(desk, id))
        return WARM

    desk = with_model(new_desk(tmp_path), write)
    id = new_case(desk)
    rewriting.ask(desk.work, SANNE, id, "text", TEXT, "warmer")
    waiting = seen_by(desk, id)
    assert waiting is not None and waiting.writing
    assert rewrite_jobs(desk) == 1
    assert shown[0] is not None and (shown[0].writing, shown[0].partial) == (True, "Dag Jan, wat")
    given = seen_by(desk, id)
    assert given is not None and (given.writing, given.by, apply(TEXT, given.changes)) == (False, "model", WARM)
    rewriting.settle(desk.work, SANNE, id, given.version, 0, taken=True)
    assert seen_by(desk, id) is None


def test_what_is_stopped_leaves_nothing_and_the_writer_stops_at_the_next_words(tmp_path: Path) -> None:
    said: list[str] = []

    def write(_asked: Rewriting, on_token: OnToken) -> str:
        rewriting.stop(desk.work, SANNE, id)
        for word in ("Dag", " Jan"):
            on_token(word)
            said.append(word)
        return WARM

    desk = with_model(new_desk(tmp_path), write)
    id = new_case(desk)
    rewriting.ask(desk.work, SANNE, id, "text", TEXT, "warmer")
    assert rewrite_jobs(desk) == 1
    assert (said, seen_by(desk, id)) == ([], None)


def test_asked_again_while_it_is_written_only_the_last_counts(tmp_path: Path) -> None:
    asked_of: list[str] = []

    def write(asked: Rewriting, on_token: OnToken) -> str:
        asked_of.append(asked.text)
        if len(asked_of) == 1:
            rewriting.ask(desk.work, SANNE, id, "text", "Ik kom morgen.", "warmer")
        on_token("Ik")
        return f"{asked.text} Tot dan."

    desk = with_model(new_desk(tmp_path), write)
    id = new_case(desk)
    rewriting.ask(desk.work, SANNE, id, "text", TEXT, "warmer")
    assert rewrite_jobs(desk) == 2
    assert asked_of == [TEXT, "Ik kom morgen."]
    given = seen_by(desk, id)
    assert given is not None and apply(given.before, given.changes) == "Ik kom morgen. Tot dan."


def test_it_is_taken_up_again_after_a_crash_and_given_up_with_a_reason(tmp_path: Path) -> None:
    tries: list[int] = []

    def write(_asked: Rewriting, _on_token: OnToken) -> str:
        tries.append(1)
        raise ModelUnavailable("De aanbieder zwijgt.")

    desk = with_model(new_desk(tmp_path), write)
    id = new_case(desk)
    rewriting.ask(desk.work, SANNE, id, "text", TEXT, "warmer")
    for _ in range(3):
        rewrite_jobs(desk)
        desk.clock.pass_(minutes=1)
    given = seen_by(desk, id)
    assert given is not None and (given.writing, given.note, given.changes, len(tries)) == (False, "failed", (), 3)
    assert open_case(desk.work, SANNE, id).reply == Reply(TEXT)


def test_a_colleagues_case_is_not_rewritten_and_a_second_click_takes_nothing(tmp_path: Path) -> None:
    desk = with_model(new_desk(tmp_path), lambda asked, _on_token: asked.text.replace("graag", "meteen").replace("even", "tijd"))
    id = new_case(desk)
    with pytest.raises(Conflict, match="Sanne Kok is working"):
        rewriting.ask(desk.work, BILAL, id, "text", TEXT, "warmer")
    text = "Ik help je graag. Dat komt goed. Heb je even?"
    rewriting.ask(desk.work, SANNE, id, "text", text, "warmer")
    rewrite_jobs(desk)
    first = seen_by(desk, id)
    assert first is not None and len(first.changes) == 2
    for _ in range(2):  # the second click names what was seen before the first
        rewriting.settle(desk.work, SANNE, id, first.version, 0, taken=True)
    left = seen_by(desk, id)
    assert left is not None and (left.before, len(left.changes)) == ("Ik help je meteen. Dat komt goed. Heb je even?", 1)
    claims.claim(desk.work, BILAL, id, over=True)
    assert seen_by(desk, id, BILAL) is None


def test_nothing_of_it_is_left_of_an_erased_customer(tmp_path: Path) -> None:
    desk = with_model(new_desk(tmp_path), lambda _asked, _on_token: WARM)
    lead = Person("lead", "Lea", "L", frozenset({Role.LEAD}))
    with desk.work.store.write() as tx:
        people.save(tx, lead)
    id = new_case(desk)
    rewriting.ask(desk.work, SANNE, id, "text", TEXT, "warmer")
    erasing.erase_customer(desk.work, lead, id)
    assert (rewrite_jobs(desk), seen_by(desk, id)) == (0, None)


def test_each_taken_difference_moves_the_others_along() -> None:
    text = "Een is oud. Vast blijft. Twee is oud."
    changes = differences(text, "Een is helemaal nieuw. Vast blijft. Twee is nieuw.")
    assert len(changes) == 2
    before, rest = without(text, changes, 0, taken=True)
    assert before == "Een is helemaal nieuw. Vast blijft. Twee is oud."
    assert apply(before, rest) == "Een is helemaal nieuw. Vast blijft. Twee is nieuw."
    before, rest = without(text, changes, 0, taken=False)
    assert apply(before, rest) == "Een is oud. Vast blijft. Twee is nieuw."
    assert without("Oud.", (Change(0, 4, "Oud.", "Nieuw."),), 0, taken=True)[1] == ()


def test_a_text_that_begins_with_space_loses_nothing_when_the_later_difference_is_taken_first() -> None:
    text = "  Het spijt me. Vast blijft. Twee is oud."
    changes = differences(text, "Het spijt ons. Vast blijft. Twee is nieuw.")
    before, rest = without(text, changes, len(changes) - 1, taken=True)
    assert apply(before, rest) == "Het spijt ons. Vast blijft. Twee is nieuw."
