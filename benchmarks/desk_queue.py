"""How long the queue and the next case take with 2,000 open cases, as the closed ones grow.

    python -m benchmarks.desk_queue [--open 2000] [--closed 0 10000 100000] [--url postgresql+psycopg://...]

Prints the median and the slowest of 20 calls in milliseconds, and the processor's share of the median (what other programs on the
machine do not change); fails when one call takes longer than half a second.
"""

import argparse
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from typing import Any

import sqlalchemy as sa

from assistant.casework.my_promises import my_promises
from assistant.casework.queue import next_case, queue
from assistant.casework.second_reading import waiting
from assistant.casework.work import Work
from assistant.store import Store, open_store
from assistant.store.tables import cases, customers, promises
from tests.desk_kit import SANNE, hire, new_desk

CALLS = 20
LIMIT = 0.5
START = datetime(2026, 3, 10, 9, tzinfo=UTC)
TRIAGE = '{"language": {"value": "nl"}}' + " " * 1500
"""As heavy as a real one: the queue must not read it."""


@dataclass(frozen=True, slots=True)
class Timed:
    name: str
    milliseconds: tuple[float, ...]
    processor: tuple[float, ...]


def fill(store: Store, begin: int, end: int, *, closed: bool) -> None:
    """Adds cases in bulk, half of the closed ones with a promise that was kept."""
    kind = "d" if closed else "o"
    for first in range(begin, end, 5000):
        numbers = range(first, min(end, first + 5000))
        with store.write() as tx:
            known = {"brand": "molen", "since": START}
            tx.execute(sa.insert(customers), [{"id": f"k{kind}{n}", "name": f"klant {n}", **known} for n in numbers])
            tx.execute(sa.insert(cases), [_row(kind, n, closed=closed) for n in numbers])
            if closed:
                tx.execute(sa.insert(promises), [_promise(kind, n) for n in numbers[::2]])


def _row(kind: str, n: int, *, closed: bool) -> dict[str, Any]:
    at = START - timedelta(minutes=n % 10_000)
    return {
        "id": f"c{kind}{n}",
        "brand": ("molen", "bron")[n % 2],
        "channel": ("email", "x", "chat")[n % 3],
        "customer": f"k{kind}{n}",
        "customer_name": f"klant {n}",
        "state": "closed" if closed else "drafted",
        "reply_state": "open",
        "is_open": not closed,
        "opened_at": at,
        "last_at": at,
        "due_at": None if closed else at + timedelta(hours=4),
        "triage": TRIAGE,
        "urgency": n % 4 if not closed else 1,
        "snippet": "Er is geen water en niemand neemt op. " * 4,
        "returned": n % 50 == 0 and not closed,
    }


def _promise(kind: str, n: int) -> dict[str, Any]:
    row = {"id": f"p{kind}{n}", "case": f"c{kind}{n}", "brand": "molen", "text": "Ik bel je.", "owner": "sanne"}
    return row | {"due_at": START, "made_at": START, "state": "kept"}


def measure(work: Work) -> tuple[Timed, ...]:
    after = queue(work)[0].case
    acts = {
        "queue": lambda: queue(work),
        "queue, one brand and channel": lambda: queue(work, brands=("bron",), channel="x"),
        "next case": lambda: next_case(work, SANNE, after=after),
        "my promises": lambda: my_promises(work, SANNE),
        "second reader": lambda: waiting(work, SANNE),
    }
    return tuple(_timed(name, act) for name, act in acts.items())


def _timed(name: str, act: Callable[[], object]) -> Timed:
    wall, processor = [], []
    for _ in range(CALLS):
        start, busy = perf_counter(), process_time()
        act()
        wall.append((perf_counter() - start) * 1000)
        processor.append((process_time() - busy) * 1000)
    return Timed(name, tuple(wall), tuple(processor))


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--open", type=int, default=2000)
    asked.add_argument("--closed", type=int, nargs="+", default=[0, 10_000, 100_000])
    asked.add_argument("--url", default="")
    given = asked.parse_args()
    slowest = 0.0
    print(f"{'closed':>8}  {'':32} {'median ms':>10} {'slowest ms':>11} {'processor ms':>13}")
    with TemporaryDirectory() as folder:
        store = open_store(given.url) if given.url else None
        if store:
            hire(store)
        desk, there = new_desk(Path(folder), store), 0
        fill(desk.work.store, 0, given.open, closed=False)
        for closed in sorted(given.closed):
            fill(desk.work.store, there, closed, closed=True)
            there = closed
            for timed in measure(desk.work):
                slowest = max(slowest, *timed.milliseconds)
                wall, busy = timed.milliseconds, median(timed.processor)
                print(f"{closed:8,}  {timed.name:32} {median(wall):10.1f} {max(wall):11.1f} {busy:13.1f}")
    print(f"slowest call {slowest:.0f} ms; the limit is {LIMIT * 1000:.0f} ms")
    return 0 if slowest <= LIMIT * 1000 else 1


if __name__ == "__main__":
    sys.exit(main())
