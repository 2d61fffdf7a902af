"""A customer asks to be forgotten: their words go from the tables at once, and from outbox and index by a job that is done soon after."""

import json
from datetime import timedelta

from assistant.casework.claims import ERASED
from assistant.casework.work import Work
from assistant.errors import Conflict
from assistant.records.case import CaseState
from assistant.records.people import Person, Role
from assistant.records.work import JobKind, ReplyState
from assistant.retrieval.rows import rows_of
from assistant.store import cases, erasing, jobs, journal, people, replies, resolved, vectors
from assistant.store.erasing import Erased
from assistant.store.jobs import Lease

MAY_ERASE = frozenset({Role.LEAD, Role.OPERATOR})


def erase_customer(work: Work, person: Person, case_id: str) -> Erased:
    """Erases the customer of this case in all their cases; ids, figures and the journal stay.

    Open cases close. Raises `NotAllowed` for who is no lead or operator, `NotFound`, and `Conflict` while a reply is under way.
    """
    with work.store.write() as tx:
        who, head, now = people.require(tx, person, MAY_ERASE), cases.head(tx, case_id), work.now("")
        for id in erasing.cases_of(tx, head.customer):
            theirs = cases.head(tx, id)
            if theirs.reply_state is not ReplyState.OPEN or replies.on_its_way(tx, id):
                raise Conflict("A reply to this customer is under way.", where=id, mend="Let it go out or take it back, then erase.")
        taught = resolved.of_cases(tx, erasing.cases_of(tx, head.customer))
        vectors.forget(tx, [row.vector_key for settled in taught for row in rows_of(settled)])
        gone = erasing.erase(tx, head.brand, head.customer, now)
        for id in gone.cases:
            cases.move(tx, cases.head(tx, id), state=CaseState.CLOSED, closed_as=ERASED, due_at=None)
            journal.note(tx, now, who.id, "erased", id)
        jobs.owe(tx, JobKind.ERASE, f"erase:{head.customer}", now, brand=head.brand, payload=json.dumps(gone.parts))
    return gone


def unfinished(work: Work) -> tuple[str, ...]:
    """What keeps erased words in an outbox or an index, by the errors of those jobs ("": not begun); empty when all are gone."""
    with work.store.read() as tx:
        return tuple(error for _job, error in jobs.of_kind(tx, JobKind.ERASE))


def clean_up(work: Work, lease: Lease) -> None:
    """Takes what channels kept of the erased parts away, and builds the brand's index anew without their words; tried until it is done."""
    for channel in {id(one): one for one in work.channels.values()}.values():
        channel.erase(tuple(json.loads(lease.payload)))
    work.reindex(lease.job.brand, lambda _step: _go_on(work, lease))
    work.store.empty_log()
    with work.store.write() as tx:
        jobs.finish(tx, lease)


def _go_on(work: Work, lease: Lease) -> None:
    """The index of a large brand takes longer than a lease."""
    with work.store.write() as tx:
        jobs.renew(tx, lease, work.now("") + timedelta(seconds=work.lease_seconds))
