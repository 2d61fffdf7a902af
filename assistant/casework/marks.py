"""What is marked beside a case or a promise: a colleague who types now, an article that changed under what was written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from assistant.casework.work import Work
from assistant.store import marks

TYPING = timedelta(seconds=20)
"""How long after the last autosave somebody still counts as typing (a text is saved within five seconds)."""


@dataclass(frozen=True, slots=True)
class Marks:
    """By case id: who types in it now (person id), and the titles of cited articles that changed since its draft."""

    typing: Mapping[str, str] = field(default_factory=dict)
    moved: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def marks_of(work: Work, cases: Sequence[str]) -> Marks:
    """The marks of these cases; of a case whose draft was made anew since, the article still shows, until it is answered."""
    with work.store.read() as tx:
        return Marks(marks.typing(tx, cases, work.now("") - TYPING), marks.moved_under_cases(tx, cases))


def moved_under(work: Work, promises: Sequence[str]) -> Mapping[str, tuple[str, ...]]:
    """Titles of the articles that a promise's reply cites and that changed since it was made, by promise id."""
    with work.store.read() as tx:
        return marks.moved_under_promises(tx, promises)
