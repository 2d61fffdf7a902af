"""What one person promised, what falls due, and whether it was kept; gestures and their budget."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from assistant.casework import promises
from assistant.casework.promises import BROKEN, GESTURE, KEPT, OPEN, PROPOSED
from assistant.casework.work import DESK, Work
from assistant.errors import Conflict, InputError, NotAllowed
from assistant.records.desk import CaseView
from assistant.records.people import Person, Role
from assistant.records.work import Promise
from assistant.store import Tx, cases, jobs, journal, ledger, people, replies

CENTS = Decimal(100)


@dataclass(frozen=True, slots=True)
class Mine:
    """A person's promises: late, due within the hour or today, later, and those of which nobody said who does it."""

    overdue: tuple[Promise, ...]
    due: tuple[Promise, ...]
    later: tuple[Promise, ...]
    undecided: tuple[Promise, ...]


def my_promises(work: Work, person: Person) -> Mine:
    """What this person has promised, by the time it falls due; what has no time is later."""
    with work.store.read() as tx:
        who = people.require(tx, person, DESK)
        found = ledger.find(tx, owner=who.id, states=(OPEN, PROPOSED))
    now = work.now("")
    standing = [promise for promise in found if promise.state == OPEN]
    late = [promise for promise in standing if promise.due_at and promise.due_at <= now]
    today = [promise for promise in standing if promise not in late and promise.due_at and _today(work, promise, promise.due_at)]
    later = [promise for promise in standing if promise not in late and promise not in today]
    return Mine(tuple(late), tuple(today), tuple(later), tuple(promise for promise in found if promise.state == PROPOSED))


def promises_of(work: Work, case_id: str) -> tuple[Promise, ...]:
    """All promises of a case that stand: the chips of its replies, gestures, feedback."""
    with work.store.read() as tx:
        return ledger.find(tx, case=case_id)


def preview(work: Work, person: Person, view: CaseView) -> tuple[Promise, ...]:
    """What the text on the screen would undertake, before it is approved: the chips under the editor. Nothing is kept."""
    head, triage, reply = view.head, view.case.triage, view.reply
    language = triage.language.value if triage else ""
    source = promises.Origin(replies.reply_id(head.id, head.turn), head.id, person.id)
    return promises.read_text(reply, source, work.brands[head.brand], language, work.now(head.brand))


def take_on(work: Work, person: Person, promise_id: str, *, by: datetime | None, who: Person | None = None) -> None:
    """Who does it, and by when: the person themselves, or a colleague; also what was said to be done. Raises `Conflict` for one that
    will not be."""
    if by is not None and by.tzinfo is None:
        raise InputError("The time has no time zone.", where="by", mend="Give the day and the time.")
    with work.store.write() as tx:
        actor, promise, now = people.require(tx, person, DESK), _known(tx, promise_id), work.now("")
        owner = people.require(tx, who, DESK) if who else actor
        if not ledger.change(tx, promise.id, (PROPOSED, OPEN, KEPT), state=OPEN, owner=owner.id, due_at=by):
            raise _settled(promise)
        jobs.drop(tx, promises.reminder_key(promise.id))
        taken = ledger.get(tx, promise.id)
        assert taken is not None
        promises.owe_reminder(tx, taken, now)
        journal.note(tx, now, actor.id, "promise taken on", promise.case)


def settle(work: Work, person: Person, promise_id: str, *, kept: bool = True) -> None:
    """It was done, or it will not be."""
    with work.store.write() as tx:
        actor, promise, now = people.require(tx, person, DESK), _known(tx, promise_id), work.now("")
        if not ledger.change(tx, promise.id, (PROPOSED, OPEN), state=KEPT if kept else BROKEN):
            raise _settled(promise)
        jobs.drop(tx, promises.reminder_key(promise.id))
        journal.note(tx, now, actor.id, "promise kept" if kept else "promise broken", promise.case)


def gesture(work: Work, person: Person, case_id: str, what: str, amount: Decimal, by: datetime | None = None) -> Promise:
    """Books a gesture (a card, flowers) of `amount` euro on the case's budget, and promises it; gives the promise.

    The brand's mandate says which gestures there are and what all those of one case may cost together. Raises `InputError` for
    another gesture or amount, `NotAllowed` over the budget for anybody but a lead.
    """
    with work.store.write() as tx:
        who, head, now = people.require(tx, person, DESK), cases.head(tx, case_id), work.now("")
        if not amount.is_finite() or amount <= 0:
            raise InputError("This is no amount.", where="amount", mend="Give what it costs, more than nothing.")
        mandate, cents = work.brands[head.brand].mandate, int((amount * CENTS).to_integral_value())
        if what not in mandate.gestures:
            known = ", ".join(mandate.gestures) or "none"
            raise InputError(f"'{what}' is no gesture of this brand.", where="gesture", mend=f"Use one of: {known}.")
        left = int(mandate.gesture * CENTS) - ledger.spent(tx, case=case_id)
        if cents > left and Role.LEAD not in who.roles:
            mend = f"{max(left, 0) / 100:.2f} euro is left for this case; a team lead may go over it."
            raise NotAllowed("This is more than the budget for gestures.", where="amount", mend=mend)
        promise = Promise(cases.new_id("p"), case_id, head.brand, what, who.id, by, OPEN, GESTURE, cents)
        ledger.add(tx, promise, now)
        promises.owe_reminder(tx, promise, now)
        journal.note(tx, now, who.id, "gesture", case_id)
        return promise


def spent(work: Work, brand: str, since: datetime | None = None) -> Decimal:
    """What the gestures of a brand have cost, in euro."""
    with work.store.read() as tx:
        return Decimal(ledger.spent(tx, brand=brand, since=since)) / CENTS


def _today(work: Work, promise: Promise, due_at: datetime) -> bool:
    now = work.now(promise.brand)
    return due_at.astimezone(now.tzinfo).date() == now.date() or due_at - now <= timedelta(hours=1)


def _known(tx: Tx, id: str) -> Promise:
    promise = ledger.get(tx, id)
    if promise is None:
        raise Conflict("This promise no longer stands: its reply was taken back.", where=id, mend="Open the case again.")
    return promise


def _settled(promise: Promise) -> Conflict:
    return Conflict("This promise was settled already.", where=promise.id, mend="Look at the list again.")
