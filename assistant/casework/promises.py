"""What a sent reply undertakes: who does what by when, read from the text itself."""

import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from assistant.language import statements, timing
from assistant.records.brand import Brand
from assistant.records.desk import KeptReply
from assistant.records.statement import Statement, StatementKind
from assistant.records.work import Promise
from assistant.store import Tx, cases, replies

END_OF_DAY = time(17, 0)
"""When a day without a time is over, for somebody who waits."""


def promises_in(reply: KeptReply, brand: Brand, language: str, now: datetime) -> tuple[Promise, ...]:
    """One promise a sentence that undertakes something; `due_at` from the day, time or term in that sentence, None without.

    `now` is aware, in the brand's zone: what "morgen" is counted from. The owner is who approved.
    """
    found: dict[str, Promise] = {}
    for text in (reply.reply.text, reply.reply.private_text):
        stated = statements.find(text, language, now)
        for one in stated:
            if one.kind is StatementKind.UNDERTAKING and one.sentence not in found:
                same = [other for other in stated if other.sentence == one.sentence]
                due_at = _due(same, brand, now)
                found[one.sentence] = Promise(cases.new_id("p"), reply.case, brand.id, one.sentence.strip(), reply.approved_by, due_at)
    return tuple(found.values())


def record(tx: Tx, reply: KeptReply, brand: Brand, language: str, now: datetime) -> None:
    """Keeps the promises of a reply that is out."""
    for promise in promises_in(reply, brand, language, now):
        replies.add_promise(tx, promise, reply.id, now)


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
    return now + count * span[unit]
