"""What needs an answer, the most pressing first."""

from collections.abc import Sequence

from assistant.casework.work import Work
from assistant.records.desk import QueueRow
from assistant.records.people import Person
from assistant.store import cases, shifts

FIRST, MOST = 50, 500
"""How far down the queue the next case is looked for: nearly always among the first."""


def queue(work: Work, *, brands: Sequence[str] = (), channel: str = "", state: str = "", limit: int = MOST) -> tuple[QueueRow, ...]:
    """Open cases by urgency, then by time left to the target. `state` asks for cases in that state instead, open or not."""
    with work.store.read() as tx:
        return cases.queue(tx, work.now(""), brands=brands, channel=channel, state=state, limit=limit)


def count(work: Work, *, brands: Sequence[str] = (), channel: str = "", state: str = "") -> int:
    """How many `queue` would give without a limit."""
    with work.store.read() as tx:
        return cases.count(tx, brands=brands, channel=channel, state=state)


def next_case(work: Work, person: Person, after: str = "", *, brands: Sequence[str] = (), channel: str = "") -> str | None:
    """The most pressing case that nobody else holds or was handed (while they are at work) and that is not `after`; None without."""
    for limit in (FIRST, MOST):
        rows = queue(work, brands=brands, channel=channel, limit=limit)
        with work.store.read() as tx:
            away = {"", person.id} | {row.handed_to for row in rows} - {one.person for one in shifts.now_at_work(tx, work.now(""))}
        mine = (row.case for row in rows if row.case != after and row.holder in ("", person.id) and row.handed_to in away)
        if (found := next(mine, None)) or len(rows) < limit:
            return found
    return None
