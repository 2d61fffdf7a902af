"""Jobs: taken once, leased, repeated, given up."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from desk_kit import START

from assistant.records.work import JobKind
from assistant.store import Store, jobs
from assistant.store.jobs import Lease

MINUTE = timedelta(minutes=1)
ALL = tuple(JobKind)


def owe(store: Store, key: str = "draft:c1", due: timedelta = timedelta(0), payload: str = "") -> None:
    with store.write() as tx:
        jobs.owe(tx, JobKind.DRAFT, key, START + due, brand="molen", case="c1", payload=payload)


def take(store: Store, after: timedelta = timedelta(0)) -> Lease | None:
    with store.write() as tx:
        return jobs.take(tx, ALL, START + after, MINUTE)


def must_take(store: Store, after: timedelta = timedelta(0)) -> Lease:
    lease = take(store, after)
    assert lease is not None
    return lease


def finish(store: Store, lease: Lease) -> None:
    with store.write() as tx:
        jobs.finish(tx, lease)


def test_a_job_is_taken_when_due_and_gone_when_done(store: Store) -> None:
    owe(store, due=MINUTE)
    assert take(store) is None
    lease = must_take(store, MINUTE)
    assert (lease.job.key, lease.job.case, lease.crashed) == ("draft:c1", "c1", False)
    finish(store, lease)
    with store.read() as tx:
        assert jobs.count(tx) == {}


def test_the_same_key_is_one_job_and_the_last_request_counts(store: Store) -> None:
    owe(store, payload="kort")
    owe(store, due=MINUTE, payload="warm")
    assert take(store) is None
    assert must_take(store, MINUTE).payload == "warm"
    assert take(store, MINUTE) is None


def test_work_asked_for_meanwhile_is_done_again(store: Store) -> None:
    owe(store)
    lease = must_take(store)
    owe(store)
    assert take(store) is None  # held
    finish(store, lease)
    finish(store, must_take(store))
    assert take(store) is None


def test_fifty_takers_get_fifty_different_jobs(store: Store) -> None:
    for number in range(50):
        owe(store, f"draft:{number}")
    with ThreadPoolExecutor(25) as pool:
        taken = [lease.job.key for lease in pool.map(lambda _: take(store), range(60)) if lease]
    assert sorted(taken) == sorted(f"draft:{number}" for number in range(50))


def test_a_lost_lease_is_taken_up_and_the_late_holder_changes_nothing(store: Store) -> None:
    owe(store)
    late = must_take(store)
    second = must_take(store, MINUTE)
    assert (second.crashed, second.job.attempts) == (True, 1)
    finish(store, late)
    with store.read() as tx:
        assert jobs.count(tx) == {(JobKind.DRAFT, False): 1}
        assert jobs.find(tx, "draft:c1") is not None
    with store.write() as tx:
        assert not jobs.renew(tx, late, START + 5 * MINUTE)
        assert jobs.renew(tx, second, START + 5 * MINUTE)
    assert take(store, 2 * MINUTE) is None


def test_three_failures_are_final_and_a_new_request_starts_anew(store: Store) -> None:
    owe(store)
    last = []
    for hour in range(3):
        lease = must_take(store, timedelta(hours=hour))
        with store.write() as tx:
            last.append(jobs.fail(tx, lease, f"fault {hour}", START + timedelta(hours=hour)))
    assert last == [False, False, True]
    assert take(store, timedelta(days=1)) is None
    with store.read() as tx:
        found = jobs.find(tx, "draft:c1")
    assert found is not None
    assert (found[0].attempts, found[1:]) == (3, ("fault 2", True))
    owe(store)
    assert must_take(store).job.attempts == 0


def test_a_failure_waits_before_it_is_tried_again(store: Store) -> None:
    owe(store)
    with store.write() as tx:
        lease = jobs.take(tx, ALL, START, MINUTE)
        assert lease is not None
        assert not jobs.fail(tx, lease, "busy", START)
    assert take(store) is None
    assert take(store, timedelta(seconds=2)) is not None


def test_a_failure_of_work_asked_for_anew_is_not_counted(store: Store) -> None:
    owe(store)
    lease = must_take(store)
    owe(store)
    with store.write() as tx:
        assert not jobs.fail(tx, lease, "old fault", START)
    assert must_take(store).job.attempts == 0


def test_a_broken_off_send_never_counts_as_a_failure(store: Store) -> None:
    with store.write() as tx:
        jobs.owe(tx, JobKind.SEND, "send:1", START)
    attempts = [must_take(store, MINUTE * crash).job.attempts for crash in range(6)]
    assert attempts == [0] * 6


def test_what_is_dropped_is_not_done(store: Store) -> None:
    owe(store)
    with store.write() as tx:
        jobs.drop(tx, "draft:c1")
        assert not jobs.due(tx, ALL, START)
    assert take(store) is None
