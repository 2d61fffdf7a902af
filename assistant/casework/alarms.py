"""Danger and self-harm: the duty lead is told at any hour, and somebody takes it by name."""

from dataclasses import replace
from datetime import datetime

from assistant.casework.work import DESK, EVERYONE, Work
from assistant.errors import Conflict
from assistant.records.case import Case, Message
from assistant.records.day import Alarm
from assistant.records.desk import CaseHead
from assistant.records.people import Person
from assistant.records.triage import Risk, Triage, Urgency
from assistant.records.work import JobKind
from assistant.store import Tx, alarms, cases, jobs, journal, people
from assistant.store.jobs import Lease

OPEN, ACKNOWLEDGED, NOT_SO, PAST = "open", "acknowledged", "not_so", "past"
AFTERWARDS = Urgency.SOON
"""The urgency of a case of which a person said that there is no danger: somebody still wrote words that looked like it."""


def open_alarms(work: Work, person: Person) -> tuple[Alarm, ...]:
    """Alarms that nobody took: self-harm first, then danger, each the oldest first."""
    with work.store.read() as tx:
        people.require(tx, person, EVERYONE)
        return tuple(sorted(alarms.open_ones(tx), key=lambda alarm: alarm.kind != Risk.SELF_HARM))


def alarm_of(tx: Tx, case_id: str) -> Alarm | None:
    """The alarm that stands for a case, whoever took it; None when there is none."""
    alarm = alarms.of_case(tx, case_id)
    return alarm if alarm and alarm.state != PAST else None


def acknowledge(work: Work, person: Person, case_id: str) -> None:
    """Somebody takes the alarm, by name. Raises `Conflict` when somebody was first."""
    with work.store.write() as tx:
        who, now = people.require(tx, person, DESK), work.now("")
        alarm = alarms.of_case(tx, case_id)
        if alarm is None or not alarms.settle(tx, alarm.id, ACKNOWLEDGED, who.id, now):
            raise _settled(tx, alarm, case_id)
        jobs.drop(tx, alarm_key(alarm))
        journal.note(tx, now, who.id, "alarm acknowledged", case_id)


def i_call(work: Work, person: Person, case_id: str) -> None:
    """Somebody calls the customer, by name: colleagues see it, and the alarm is theirs. Raises `Conflict` when somebody else does."""
    with work.store.write() as tx:
        who, now = people.require(tx, person, DESK), work.now("")
        alarm = alarm_of(tx, case_id)
        if alarm is None or alarm.state == NOT_SO:
            raise _settled(tx, alarm, case_id)
        if alarm.caller == who.id:
            return
        if not alarms.call(tx, alarm.id, who.id, now):
            name = people.get(tx, alarm.caller).name
            raise Conflict(f"{name} is calling already.", where=case_id, mend="Ask how it goes before you call too.")
        if alarms.settle(tx, alarm.id, ACKNOWLEDGED, who.id, now):
            jobs.drop(tx, alarm_key(alarm))
        journal.note(tx, now, who.id, "calls", case_id)


def raise_alarm(tx: Tx, head: CaseHead, triage: Triage, now: datetime) -> None:
    """Raises an alarm where a reading sees self-harm, or danger now; one stands until the case comes back anew, or it gets graver."""
    kind, before = _kind(triage), alarms.of_case(tx, head.id)
    if not kind or head.state not in cases.TO_DO:
        return
    if before and before.state != PAST and (before.kind == kind or before.kind == Risk.SELF_HARM):
        return
    alarm = Alarm(cases.new_id("a"), head.id, head.brand, kind, now)
    if before and before.state == OPEN:
        alarms.settle(tx, before.id, PAST, "", now)
    alarms.add(tx, alarm)
    jobs.owe(tx, JobKind.ALARM, alarm_key(alarm), now, brand=head.brand, case=head.id, payload=alarm.id)
    journal.note(tx, now, "", f"alarm {kind}", head.id)


def came_back(tx: Tx, head: CaseHead, now: datetime) -> None:
    """A case that was done moves again: an earlier alarm no longer stands in the way of a new one."""
    if head.state not in cases.TO_DO:
        alarms.end(tx, head.id, PAST, now)


def reconsider(work: Work, case: Case, message: Message) -> bool:
    """ "Not so" was said of other words: when the new message alone looks like danger, it lapses. Gives whether it did."""
    if dict(case.corrections).get("risk") != Risk.NONE or not _kind(work.triage(replace(case, thread=(message,), corrections=()))):
        return False
    with work.store.write() as tx:
        for field in ("risk", "urgency"):
            cases.correct(tx, case.id, field, "", "", work.now(""))
        alarms.end(tx, case.id, PAST, work.now(""))
    return True


def tell(work: Work, lease: Lease) -> None:
    """Does an alarm job: tells the duty lead, unless somebody took it meanwhile. Raises what the address raises."""
    with work.store.read() as tx:
        alarm = alarms.get(tx, lease.payload)
    if alarm and alarm.state == OPEN and work.alarm:
        work.alarm(alarm)
    with work.store.write() as tx:
        if alarm and alarm.state == OPEN:
            now = work.now("")
            alarms.told(tx, alarm.id, now if work.alarm else None, "" if work.alarm else "no_address")
            journal.note(tx, now, "", "alarm told" if work.alarm else "alarm: no address", alarm.case)
        jobs.finish(tx, lease)


def failed(work: Work, lease: Lease, reason: str) -> None:
    """Notes on the alarm itself that nobody could be told: who looks at the desk sees it. It is tried again until somebody takes it."""
    with work.store.write() as tx:
        jobs.fail(tx, lease, reason, work.now(""))
        alarms.told(tx, lease.payload, None, reason)


def stands_open(tx: Tx, case_id: str) -> bool:
    """Whether nobody took this case's alarm yet."""
    alarm = alarms.of_case(tx, case_id)
    return alarm is not None and alarm.state == OPEN


def alarm_key(alarm: Alarm) -> str:
    return f"alarm:{alarm.id}"


def _kind(triage: Triage) -> str:
    seen = {risk.value for risk in triage.risks}
    if Risk.SELF_HARM in seen:
        return Risk.SELF_HARM
    return Risk.SAFETY if Risk.SAFETY in seen and triage.urgency.value is Urgency.NOW else ""


def _settled(tx: Tx, alarm: Alarm | None, case_id: str) -> Conflict:
    name = people.get(tx, alarm.by).name if alarm and alarm.by else ""
    what = f"{name} has this alarm." if name else "No alarm is open here."
    return Conflict(what, where=case_id, mend="Open the case again.")


def call_off(tx: Tx, who: Person, case_id: str, now: datetime) -> None:
    """ "Not so": the alarm ends and the reading is set right; whoever calls this reads the case again."""
    alarm = alarms.of_case(tx, case_id)
    if alarm is None or alarm.state in (NOT_SO, PAST):
        raise _settled(tx, alarm, case_id)
    alarms.end(tx, case_id, NOT_SO, now, who.id)
    jobs.drop(tx, alarm_key(alarm))
    cases.correct(tx, case_id, "risk", Risk.NONE, who.id, now)
    cases.correct(tx, case_id, "urgency", str(int(AFTERWARDS)), who.id, now)
    journal.note(tx, now, who.id, "alarm: not so", case_id)
