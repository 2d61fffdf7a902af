"""A text that is being written: what there is of it goes to the store as it grows, so that pages show it and a closed tab loses nothing."""

from collections.abc import Callable
from datetime import datetime, timedelta
from time import monotonic

from assistant.casework.work import Work
from assistant.store import Tx, jobs
from assistant.store.jobs import Lease

SECONDS = 0.3
"""How often it goes to the store."""


class Unwanted(Exception):
    """No error: how its writer hears that nobody waits for this text any more."""


class Growing:
    """Takes the pieces of a text. `keep(tx, text, now)` writes what there is so far and says whether it is still wanted.

    Each time the job is held longer. Raises `Unwanted` to whoever writes.
    """

    def __init__(self, work: Work, lease: Lease, keep: Callable[[Tx, str, datetime], bool]) -> None:
        self._work, self._lease, self._keep = work, lease, keep
        self._text, self._written = "", monotonic() - SECONDS

    def __call__(self, piece: str) -> None:
        self._text += piece
        if monotonic() - self._written < SECONDS:
            return
        self._written, now = monotonic(), self._work.now("")
        with self._work.store.write() as tx:
            held = jobs.renew(tx, self._lease, now + timedelta(seconds=self._work.lease_seconds))
            if not held or not self._keep(tx, self._text, now):
                raise Unwanted
