"""Rewriting at the desk: nothing is kept until it is taken."""

from pathlib import Path

import pytest
from desk_kit import MARLEEN, SANNE, incoming, new_desk

from assistant.casework import edits, rewriting
from assistant.casework.cases import open_case
from assistant.casework.intake import receive
from assistant.drafting.rewrite import apply
from assistant.errors import InputError, NotAllowed
from assistant.records.draft import Reply
from assistant.worker import Worker

TEXT = "Dag Jan,\n\nIk help je graag. Heb je even?"


def test_a_difference_is_offered_and_kept_only_when_taken(tmp_path: Path) -> None:
    desk = new_desk(tmp_path)
    id = receive(desk.work, incoming())
    while Worker(desk).step():
        pass
    edits.save_edit(desk.work, SANNE, id, Reply(TEXT), seen=0)
    given = rewriting.rewrite(desk.work, SANNE, id, TEXT, "to_u")
    assert open_case(desk.work, SANNE, id).reply == Reply(TEXT)
    taken = apply(TEXT, given.changes)
    assert taken == "Dag Jan,\n\nIk help u graag. Heeft u even?"
    assert edits.save_edit(desk.work, SANNE, id, Reply(taken), seen=1) == 2
    with pytest.raises(InputError, match="no way to rewrite"):
        rewriting.rewrite(desk.work, SANNE, id, TEXT, "leuker")
    with pytest.raises(NotAllowed):
        rewriting.rewrite(desk.work, MARLEEN, id, TEXT, "to_u")
