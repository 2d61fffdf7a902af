"""Who holds a case: a lease, so that two people never answer the same customer."""

from datetime import timedelta

from assistant.casework.work import DESK, EVERYONE, Work
from assistant.errors import Conflict
from assistant.records.desk import CaseHead
from assistant.records.people import Person
from assistant.store import Tx, cases, journal, lookers, people

ERASED = "erased"
"""How the case of an erased customer is closed, for good."""

LEASE = timedelta(minutes=15)
"""How long a claim outlives its last sign of life."""


BEAT, LOOKING = timedelta(seconds=10), timedelta(seconds=25)
"""How often an open tab says that it is there, and how long after the last time it still counts as open."""


def look_in(work: Work, person: Person, case_id: str, *, left: str = "") -> None:
    """An open tab shows this case, and no longer the one it `left`: colleagues see who looks. A free case is held by an agent who opens
    it; the first look of this turn is noted, for the time an answer takes. Raises `NotFound`, `NotAllowed`."""
    now = work.now("")
    with work.store.write() as tx:
        who = people.require(tx, person, EVERYONE)
        cases.head(tx, case_id)
        if left and left != case_id:
            lookers.leave(tx, left, who.id)
        lookers.beat(tx, case_id, who.id, now, now - LOOKING)
        if who.roles & DESK and cases.take_hold(tx, case_id, who.id, now + LEASE, now):
            cases.first_look(tx, case_id, now)


def claim(work: Work, person: Person, case_id: str, *, over: bool = False) -> None:
    """Takes a case, or holds it longer. `over` takes it from a colleague. Raises `Conflict` with the holder's name."""
    now = work.now("")
    with work.store.write() as tx:
        who = people.require(tx, person, DESK)
        before = cases.head(tx, case_id)
        if not cases.take_hold(tx, case_id, who.id, now + LEASE, now, over=over):
            raise held_by(tx, before)
        if over and before.holder not in ("", who.id):
            journal.note(tx, now, who.id, "taken over", case_id)


def release(work: Work, person: Person, case_id: str) -> None:
    """Lets a case go; somebody else's claim stays."""
    with work.store.write() as tx:
        cases.let_go(tx, case_id, person.id)


def hold(tx: Tx, work: Work, person: Person, head: CaseHead) -> None:
    """Claims within a transaction. Raises `Conflict` when a colleague holds the case, or nobody can work on it any more."""
    workable(head)
    now = work.now("")
    if not cases.take_hold(tx, head.id, person.id, now + LEASE, now):
        raise held_by(tx, head)


def not_held(tx: Tx, work: Work, person: Person, head: CaseHead) -> None:
    """Raises `Conflict` when a colleague holds the case, as `hold` does; claims nothing."""
    workable(head)
    if head.holder not in ("", person.id) and head.held_until and head.held_until > work.now(""):
        raise held_by(tx, head)


def workable(head: CaseHead) -> None:
    """Raises `Conflict` for a case that is gone: merged into another, or its customer erased."""
    if head.merged_into:
        raise Conflict("This case was merged into another.", where=head.id, mend="Go on in the other case.")
    if head.closed_as == ERASED:
        raise Conflict("This customer was erased.", where=head.id, mend="Nothing can be kept here any more.")


def held_by(tx: Tx, head: CaseHead) -> Conflict:
    name = people.get(tx, head.holder).name
    return Conflict(f"{name} is working on this case.", where=head.id, mend="Pick another, or take it over.")
