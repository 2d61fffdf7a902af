"""What settled cases and missing sources ask of a knowledge manager: a case joins search only when a person takes it in."""

from dataclasses import dataclass, replace
from datetime import datetime

from assistant.curation.documents import CURATORS
from assistant.records.knowledge import ResolvedCase
from assistant.records.people import Person
from assistant.store import Store, Tx, documents, gaps, journal, people, resolved
from assistant.store.gaps import Gap


@dataclass(frozen=True, slots=True)
class Lessons:
    """What waits for a knowledge manager of one brand: masked cases, oldest first, and gaps, newest first."""

    proposed: tuple[ResolvedCase, ...]
    missing: tuple[Gap, ...]


def waiting(store: Store, brand: str) -> Lessons:
    """What waits in one brand."""
    with store.read() as tx:
        return Lessons(resolved.proposed(tx, brand), gaps.waiting(tx, brand))


def take_in(store: Store, person: Person, id: str, *, now: datetime, settled_by: str = "") -> ResolvedCase:
    """From now on drafts learn from this case. `settled_by` is the article that a person names as what settled it: for that one the case
    votes in search; what our own draft cited votes for nothing by itself. Raises `NotFound`, `NotAllowed`."""
    with store.write() as tx:
        who, settled = people.require(tx, person, CURATORS), resolved.get(tx, id)
        if settled_by:
            named = documents.get(tx, settled_by).document
            others = tuple(one for one in settled.drafted_from if one != named.id)
            resolved.change(tx, replace(settled, policies=(named.id,), drafted_from=others), at=now)
            journal.note(tx, now, who.id, f"settled by {named.id}", id)
        return _move(tx, who, id, resolved.LIVE, "case taken in", now)


def leave_out(store: Store, person: Person, id: str, *, now: datetime) -> ResolvedCase:
    """This case teaches nothing. Raises `NotFound`, `NotAllowed`."""
    with store.write() as tx:
        return _move(tx, people.require(tx, person, CURATORS), id, resolved.DROPPED, "case left out", now)


def close_gap(store: Store, person: Person, case: str, *, now: datetime) -> None:
    """The knowledge answers this now, or need not. Raises `NotAllowed`."""
    with store.write() as tx:
        who = people.require(tx, person, CURATORS)
        if gaps.close(tx, case, now):
            journal.note(tx, now, who.id, "gap closed", case)


def _move(tx: Tx, who: Person, id: str, state: str, said: str, now: datetime) -> ResolvedCase:
    settled = resolved.move(tx, id, state)
    journal.note(tx, now, who.id, said, id)
    return settled
