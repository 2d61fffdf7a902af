"""What a reply undertakes: who does what by when, read from the text itself; proposed at approval, standing once it is out."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256

from assistant.language import statements, timing, undertakings
from assistant.records.brand import Brand
from assistant.records.desk import KeptReply
from assistant.records.draft import Draft, Reply
from assistant.records.statement import Statement, StatementKind
from assistant.records.triage import Urgency
from assistant.records.work import JobKind, Promise
from assistant.store import Tx, jobs, ledger

PROPOSED, OPEN, KEPT, BROKEN = "proposed", "open", "kept", "broken"
FEEDBACK, GESTURE = "feedback", "gesture"
AHEAD = timedelta(hours=1)
"""How long before a promise is due its case comes back with a draft; of one within two hours, when half of its time is over."""

END_OF_DAY = time(17, 0)
"""When a day without a time is over, for somebody who waits."""

BY_SAYING = frozenset({"waive", "forgive", "release", "cover", "right", "assure", "guarantee", "measure"})
"""Grants that ask for no further act: who says so has done it."""

_OURS = re.compile(r"(?<!\w)(?:ik|wij|we|ons|onze|mijn|I|our|us|my)\b", re.I)
_THEIRS = re.compile(r"\b(?:dat|als|wanneer|that|if|when) (?:je|jij|u|jullie|you)\b", re.I)


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a promise is made: ids of the reply and its case, and who makes it."""

    reply: str
    case: str
    owner: str


def promises_in(reply: KeptReply, brand: Brand, language: str, now: datetime) -> tuple[Promise, ...]:
    """One promise a sentence that undertakes something; `due_at` from the day, time or term in that sentence, None without.

    `now` is aware, in the brand's zone: what "morgen" is counted from. The owner is who approved.
    """
    return read_text(reply.reply, Origin(reply.id, reply.case, reply.approved_by), brand, language, now)


def read_text(text: Reply, source: Origin, brand: Brand, language: str, now: datetime) -> tuple[Promise, ...]:
    """The promises in a text that may become the reply of `source`; as `promises_in`."""
    found: dict[str, Promise] = {}
    for part in (text.text, text.private_text):
        stated = statements.find(part, language, now)
        for one in stated:
            if one.kind is StatementKind.UNDERTAKING and one.sentence not in found:
                same = [other for other in stated if other.sentence == one.sentence]
                due_at = _due(same, brand, now)
                if due_at or _to_do(one.sentence, language):
                    found[one.sentence] = _promise(source, brand, one.sentence.strip(), due_at)
    return tuple(found.values())


def _to_do(sentence: str, language: str) -> bool:
    """Whether somebody of ours must still do something: not what is done by saying it (free, forgiven), nor what the customer does."""
    if _OURS.search(sentence):
        return True
    grants = set(undertakings.grants_in(sentence, language))
    return bool(grants - BY_SAYING) if grants else not _THEIRS.search(sentence)


def propose(tx: Tx, reply: KeptReply, brand: Brand, draft: Draft | None, now: datetime) -> None:
    """Keeps what an approved reply undertakes, for somebody to say who does it; what was said of a sentence that stayed still holds.

    A customer's signal that asks for a decision becomes a promise to report back, unless the reply itself names a time.
    """
    found = promises_in(reply, brand, draft.language if draft else "", now)
    if draft and "feedback" in draft.triage.intents.value and not any(promise.due_at for promise in found):
        due_at = timing.report_back_time(brand, int(Urgency.CAN_WAIT), now)
        found = (*found, _promise(Origin(reply.id, reply.case, reply.approved_by), brand, "", due_at, kind=FEEDBACK))
    ledger.replace(tx, reply.id, found, now)


def stand(tx: Tx, reply: KeptReply, now: datetime) -> None:
    """The reply is out: what nobody said otherwise of is for who approved, and comes back when it is due."""
    for promise in ledger.stand(tx, reply.id):
        owe_reminder(tx, promise, now)


def withdraw(tx: Tx, reply: KeptReply) -> None:
    """The approval was taken back: nothing is promised."""
    ledger.withdraw(tx, reply.id)


def owe_reminder(tx: Tx, promise: Promise, now: datetime) -> None:
    """Brings the case back shortly before the promise is due."""
    if promise.due_at and promise.state == OPEN:
        at = max(now, promise.due_at - min(AHEAD, (promise.due_at - now) / 2))
        jobs.owe(tx, JobKind.WAKE, reminder_key(promise.id), at, brand=promise.brand, case=promise.case, payload=promise.id)


def reminder_key(promise_id: str) -> str:
    return f"wake:{promise_id}"


def _promise(source: Origin, brand: Brand, text: str, due_at: datetime | None, kind: str = "reply") -> Promise:
    """Its id follows from reply and words: approving the same text again is promising the same."""
    id = "p" + sha256(f"{source.reply}\x00{kind}\x00{text}".encode()).hexdigest()[:12]
    return Promise(id, source.case, brand.id, text, source.owner, due_at, PROPOSED, kind)


def _due(stated: Sequence[Statement], brand: Brand, now: datetime) -> datetime | None:
    """The latest moment that the sentence leaves us: a range counts to its end."""
    values = {one.kind: one.value.rpartition("/")[2] for one in stated}
    day, clock, term = (values.get(kind, "") for kind in (StatementKind.DATE, StatementKind.TIME, StatementKind.TERM))
    if day or clock:
        on = date.fromisoformat(day) if day else now.date()
        return datetime.combine(on, time.fromisoformat(clock) if clock else END_OF_DAY, now.tzinfo)
    return _after(term, brand, now) if term else None


def _after(term: str, brand: Brand, now: datetime) -> datetime | None:
    """The end of a term such as 30m, 2h, 7d, 10wd, 1mo, 2y."""
    read = re.fullmatch(r"(\d+)(m|h|d|wd|mo|y)", term)
    if read is None:
        return None
    count, unit = int(read[1]), read[2]
    if unit == "wd":
        return datetime.combine(timing.add_working_days(brand, now.date(), count), END_OF_DAY, now.tzinfo)
    span = {"m": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1), "mo": timedelta(days=30), "y": timedelta(days=365)}
    if unit in ("m", "h"):  # these pass on the clock, also in a night in which it changes
        return (now.astimezone(UTC) + count * span[unit]).astimezone(now.tzinfo)
    return now + count * span[unit]
