"""What needs an answer, the most pressing first."""

from collections.abc import Sequence

from assistant.casework.work import Work
from assistant.records.desk import QueueRow
from assistant.records.people import Person
from assistant.store import cases


def queue(work: Work, *, brands: Sequence[str] = (), channel: str = "", state: str = "", limit: int = 500) -> tuple[QueueRow, ...]:
    """Open cases by urgency, then by time left to the target. `state` asks for cases in that state instead, open or not."""
    with work.store.read() as tx:
        return cases.queue(tx, work.now(""), brands=brands, channel=channel, state=state, limit=limit)


def next_case(work: Work, person: Person, after: str = "", *, brands: Sequence[str] = (), channel: str = "") -> str | None:
    """The most pressing case that nobody else holds and that is not `after`; None when the queue is empty."""
    rows = queue(work, brands=brands, channel=channel)
    return next((row.case for row in rows if row.case != after and row.holder in ("", person.id)), None)
