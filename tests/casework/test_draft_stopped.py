"""A draft that is being written can be stopped: its writer hears so at the next words, nothing is kept, and another can be asked for."""

from dataclasses import replace
from pathlib import Path

import pytest
from desk_kit import BILAL, MARLEEN, SANNE, Desk, incoming, new_desk

from assistant.casework import drafts, edits, growing
from assistant.casework.cases import open_case
from assistant.casework.intake import receive
from assistant.errors import Conflict, NotAllowed
from assistant.ports import OnToken
from assistant.records.case import Case
from assistant.records.draft import Draft
from assistant.records.work import JobKind
from assistant.worker import Worker


def stopped_at(desk: Desk, id: str, words: str) -> tuple[Desk, list[str]]:
    """A desk whose writer says `words` and is then stopped by Sanne; and what it still said after that."""
    after: list[str] = []

    def draft(case: Case, on_token: OnToken, hint: str) -> Draft:
        on_token(words)
        assert open_case(desk.work, SANNE, id, take=False).partial == words
        drafts.stop(desk.work, SANNE, id)
        for n in range(1000):
            on_token(" meer")
            after.append(str(n))
        return desk.work.draft(case, on_token, hint)

    return replace(desk, work=replace(desk.work, draft=draft)), after


def drafted(desk: Desk) -> None:
    while Worker(desk).step((JobKind.DRAFT,)):
        pass


def test_a_stopped_draft_leaves_nothing_and_can_be_asked_for_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(growing, "SECONDS", 0.0)  # every word goes to the store
    desk = new_desk(tmp_path)
    id = receive(desk.work, incoming())
    stopping, after = stopped_at(desk, id, "Dag Jan,")
    drafted(stopping)
    view = open_case(desk.work, SANNE, id)
    assert after == []
    assert (view.draft, view.writing, view.partial, view.job_error) == (None, False, "", "")
    drafts.stop(desk.work, SANNE, id)  # a second click
    edits.regenerate(desk.work, SANNE, id)
    drafted(desk)
    assert open_case(desk.work, SANNE, id).draft is not None


def test_what_stood_there_before_stays(tmp_path: Path) -> None:
    desk = new_desk(tmp_path)
    id = receive(desk.work, incoming())
    drafted(desk)
    before = open_case(desk.work, SANNE, id).reply

    def draft(case: Case, on_token: OnToken, hint: str) -> Draft:
        drafts.stop(desk.work, SANNE, id)  # too late for the writer to hear of it
        return desk.work.draft(case, on_token, hint)

    edits.regenerate(desk.work, SANNE, id, hint="korter")
    drafted(replace(desk, work=replace(desk.work, draft=draft)))
    view = open_case(desk.work, SANNE, id)
    assert view.reply == before and "korter" not in view.reply.text
    assert not view.writing


def test_who_may_not_write_stops_nothing(tmp_path: Path) -> None:
    desk = new_desk(tmp_path)
    id = receive(desk.work, incoming())
    with pytest.raises(NotAllowed):
        drafts.stop(desk.work, MARLEEN, id)
    open_case(desk.work, BILAL, id)
    with pytest.raises(Conflict):
        drafts.stop(desk.work, SANNE, id)
    drafted(desk)
    assert open_case(desk.work, SANNE, id).draft is not None
