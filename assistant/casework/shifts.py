"""Who is on shift, and whose turn a case is when its customer answers."""

from datetime import datetime, timedelta

from assistant.casework.work import DESK, EVERYONE, Work
from assistant.errors import InputError
from assistant.records.day import OnShift
from assistant.records.desk import CaseHead
from assistant.records.people import Person
from assistant.store import Tx, people, shifts

LONGEST = timedelta(hours=12)
USUAL = timedelta(hours=8)


def start_shift(work: Work, person: Person, until: datetime | None = None) -> datetime:
    """Says that somebody is at work, eight hours unless told otherwise (twelve at most); gives until when."""
    now = work.now("")
    end = until or now + USUAL
    if not now < end <= now + LONGEST:
        raise InputError("A shift ends within twelve hours from now.", where="until", mend="Give the time at which you stop today.")
    with work.store.write() as tx:
        shifts.start(tx, people.require(tx, person, DESK).id, now, end)
    return end


def end_shift(work: Work, person: Person) -> None:
    """What was handed to somebody who left is everybody's again."""
    with work.store.write() as tx:
        shifts.end(tx, person.id)


def on_shift(work: Work, person: Person) -> tuple[OnShift, ...]:
    """Who is at work now: who said so, and who holds a case."""
    with work.store.read() as tx:
        people.require(tx, person, EVERYONE)
        return shifts.now_at_work(tx, work.now(""))


def whose_turn(tx: Tx, head: CaseHead, now: datetime) -> dict[str, object]:
    """Columns of a case whose customer answers: back to who wrote last, or on top of the queue when they are not at work."""
    if not head.last_sender:
        return {}
    there = any(one.person == head.last_sender for one in shifts.now_at_work(tx, now))
    return {"handed_to": head.last_sender if there else "", "returned": not there}
