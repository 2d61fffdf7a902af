"""Takes jobs: drafts, sends, what wakes. Any number of workers in any number of processes; leases keep them apart."""

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from threading import Event, Thread
from typing import Protocol

from assistant.casework import alarms, drafts, erasing, follow_up, rewriting, sending, two_parts
from assistant.casework.work import Work, going_on, log_fault
from assistant.errors import WebcareError
from assistant.records.work import JobKind
from assistant.store import jobs
from assistant.store.jobs import LASTING, TRIES, Lease

IDLE_SECONDS = 0.25
"""How soon a new job is noticed."""

BROKEN = "the worker goes on after"
"""What the log says of a fault outside any job; a job in hand is free again when its lease runs out."""

LANES = (
    (JobKind.SEND, JobKind.PRIVATE),
    (JobKind.ALARM, JobKind.WAKE),
    (JobKind.REWRITE,),  # an agent waits for it
    (JobKind.REWRITE,),
    (JobKind.DRAFT,),
    (JobKind.DRAFT,),
    (JobKind.ERASE,),
)
"""What goes on side by side: a slow draft never holds up a reply that is due."""

ALL = tuple(kind for lane in dict.fromkeys(LANES) for kind in lane)


class Employer(Protocol):
    """Whoever has work (`wiring.Assistant`)."""

    @property
    def work(self) -> Work: ...


class Worker:
    """Does what is owed. `step` does one job here and now; `run` works in lanes until told to stop."""

    def __init__(self, assistant: Employer) -> None:
        self._work = assistant.work

    def step(self, kinds: Sequence[JobKind] = ALL) -> bool:
        """Does the most overdue job; False when nothing is due. A job that fails is noted and tried again later."""
        work = self._work
        with work.store.read() as tx:
            due = jobs.due(tx, kinds, work.now(""))
        if not due:
            return False
        with work.store.write() as tx:
            lease = jobs.take(tx, kinds, work.now(""), timedelta(seconds=work.lease_seconds))
        if lease is None:
            return False
        self._do(lease)
        return True

    def run(self, stop: Event) -> None:
        """Works until `stop` is set; what is in hand then is finished first. One look at the jobs wakes the lanes that have work."""
        bells = [Event() for _ in LANES]
        lanes = [
            Thread(target=self._lane, args=(kinds, bell, stop), name=f"worker-{kinds[0]}-{n}")
            for n, (kinds, bell) in enumerate(zip(LANES, bells, strict=True))
        ]
        for lane in lanes:
            lane.start()
        while not stop.is_set():
            due = self._due()
            for kinds, bell in zip(LANES, bells, strict=True):
                if due.intersection(kinds):
                    bell.set()
            stop.wait(IDLE_SECONDS)
        for bell in bells:
            bell.set()
        for lane in lanes:
            lane.join()

    def _due(self) -> frozenset[JobKind]:
        with going_on(BROKEN), self._work.store.read() as tx:
            return jobs.due_kinds(tx, ALL, self._work.now(""))
        return frozenset()

    def _lane(self, kinds: Sequence[JobKind], bell: Event, stop: Event) -> None:
        while not stop.is_set():
            bell.wait()
            bell.clear()  # before the work: what comes due meanwhile rings again
            with going_on(BROKEN):
                while not stop.is_set() and self.step(kinds):
                    pass

    def _do(self, lease: Lease) -> None:
        if lease.crashed and lease.job.attempts >= TRIES and lease.job.kind not in LASTING:
            self._failed(lease, "The program stopped three times while it did this.")
            return
        try:
            self._dispatch(lease)
        except WebcareError as error:
            self._failed(lease, str(error))
        except Exception as error:  # noqa: BLE001 - one bug must not stop all other work; it is logged, and a person sees it
            log_fault(f"job {lease.job.kind} failed", error)
            self._failed(lease, f"A fault in the program ({type(error).__name__}).")

    def _dispatch(self, lease: Lease) -> None:
        does = DOES.get(lease.job.kind)
        if does is None:
            raise WebcareError(f"Nobody knows how to do a job of kind '{lease.job.kind}'.", mend="Upgrade the program.")
        does(self._work, lease)

    def _failed(self, lease: Lease, reason: str) -> None:
        work = self._work
        if tells := FAILED.get(lease.job.kind):
            tells(work, lease, reason)
            return
        with work.store.write() as tx:
            if jobs.fail(tx, lease, reason, work.now("")) and lease.job.kind is JobKind.DRAFT:
                drafts.give_up(tx, work, lease.job.case, reason)


DOES: Mapping[JobKind, Callable[[Work, Lease], None]] = {
    JobKind.SEND: sending.send,
    JobKind.PRIVATE: two_parts.send_private,
    JobKind.ALARM: alarms.tell,
    JobKind.WAKE: follow_up.wake,
    JobKind.REWRITE: rewriting.make,
    JobKind.DRAFT: drafts.make_draft,
    JobKind.ERASE: erasing.clean_up,
}
FAILED: Mapping[JobKind, Callable[[Work, Lease, str], None]] = {
    JobKind.SEND: sending.failed,
    JobKind.PRIVATE: two_parts.failed,
    JobKind.ALARM: alarms.failed,
    JobKind.REWRITE: rewriting.failed,
}
"""Who notes a failure in their own way; of the others the job itself does."""
