"""Kills the program with SIGKILL at random points while messages come in and replies are approved, undone and sent.

    python benchmarks/kills.py --kills 200            SQLite in a temporary folder
    python benchmarks/kills.py --kills 40 --url postgresql+psycopg://user@/empty_database?host=/folder

What was acknowledged must hold afterwards: no message lost, no approved reply lost or sent twice, nothing sent that was taken back, the
journal's chain whole. Exit code 1 when it does not. The same `--seed` kills after the same delays; where that falls differs.
"""

import argparse
import json
import os
import random
import signal
import sys
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from hashlib import sha256
from itertools import count
from pathlib import Path
from tempfile import mkdtemp
from threading import Event, Thread
from time import monotonic
from traceback import print_exc

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from desk_kit import SANNE, Desk, hire, incoming, new_desk  # noqa: E402

from assistant.casework import approval, edits  # noqa: E402
from assistant.casework.intake import receive  # noqa: E402
from assistant.casework.queue import queue  # noqa: E402
from assistant.errors import Conflict  # noqa: E402
from assistant.records.case import CaseState  # noqa: E402
from assistant.records.draft import Reply  # noqa: E402
from assistant.records.work import JobKind, ReplyState  # noqa: E402
from assistant.store import Tx, drafts, jobs, journal, open_store, replies, threads  # noqa: E402
from assistant.worker import Worker  # noqa: E402

WARM = 0.8
"""The share of lives that are killed only after they did something; the others may die while they start."""

OPEN_CASES = 6
"""How many cases wait at a time: enough for the agent to have something to approve at every moment."""


@dataclass
class Told:
    """What the program acknowledged before it was killed."""

    received: set[str] = field(default_factory=set)
    approved: dict[str, str] = field(default_factory=dict)  # case -> text, as last approved and not taken back
    undone: set[str] = field(default_factory=set)  # texts taken back

    def hear(self, line: str) -> None:
        verb, case, text = line.split("\t")
        if verb == "received":
            self.received.add(case)
        elif verb == "approved":
            self.approved[case] = text
        elif verb == "undoing":  # killed now, it may be sent or taken back: nothing was acknowledged yet
            self.approved.pop(case, None)
        else:
            self.undone.add(text)


@dataclass
class Result:
    """The figures. Everything from `lost` on must be 0, and `journal` must be "whole"."""

    kills: int
    seconds: float
    received: int
    approved: int
    undone: int
    sent: int
    lost: int = 0  # acknowledged as approved, and not sent
    lost_messages: int = 0
    twice: int = 0  # more than one file of one reply
    taken_back: int = 0  # sent although undone
    half: int = 0  # a file that is not whole, or whose text is not the one approved
    unsent_files: int = 0  # a file the store does not know as sent, or the other way round
    left: int = 0  # jobs that are never done
    journal: str = "whole"

    @property
    def good(self) -> bool:
        figures = (self.lost, self.lost_messages, self.twice, self.taken_back, self.half, self.unsent_files, self.left)
        return not any(figures) and self.journal == "whole"


def run(home: Path, url: str, kills: int, seed: int, longest: float = 0.8) -> Result:
    """Starts the program and kills it `kills` times, then lets it finish and counts."""
    begin, delays, told = monotonic(), random.Random(seed), Told()
    first = open_store(url)
    hire(first)
    first.close()  # a fork must not share a connection
    for _ in range(kills):
        live(home, url, told, kill_after=delays.uniform(0.0, longest), warm=delays.random() < WARM)
    live(home, url, told, kill_after=None)
    return replace(audit(home, url, told), kills=kills, seconds=round(monotonic() - begin, 1))


def live(home: Path, url: str, told: Told, kill_after: float | None, *, warm: bool = False) -> None:
    """One life of the program: a child that works until it is killed, or, at the end, until nothing is owed.

    `warm` counts the seconds from its first acknowledgement instead of from its start.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        try:
            work_in(home, url, lambda line: os.write(writing, line.encode() + b"\n"), finish=kill_after is None)
        finally:
            print_exc()  # a child that fails must not go on as a second parent
            os._exit(2)
    os.close(writing)
    with os.fdopen(reading, encoding="utf-8") as lines:
        ready = lines.readline()
        assert ready == "ready\t\t\n", f"the program did not start: {ready!r}"
        first = lines.readline() if warm else ""
        if kill_after is not None:
            Event().wait(kill_after)
            os.kill(child, signal.SIGKILL)
        for line in (first, *lines):
            if line.endswith("\n"):
                told.hear(line.rstrip("\n"))
    os.waitpid(child, 0)


def work_in(home: Path, url: str, tell: Callable[[str], object], *, finish: bool) -> None:
    """The program itself: a worker, customers who write, and an agent who approves. Never returns."""
    desk = desk_in(home, url)
    stop = Event()
    Thread(target=Worker(desk).run, args=(stop,), daemon=True).start()
    tell("ready\t\t")
    dice = random.Random(os.getpid())
    while not (finish and done(desk)):
        if not finish and len(queue(desk.work)) < OPEN_CASES:
            name = f"klant {os.getpid()} {dice.random()}"
            tell(f"received\t{receive(desk.work, incoming('Er is geen water.', author=name, at=now(''), external_id=name))}\t")
        if not finish:
            answer_one(desk, dice, tell)
        stop.wait(0.002)
    os._exit(0)


def answer_one(desk: Desk, dice: random.Random, tell: Callable[[str], object]) -> None:
    """Types a text for a case and approves it; one in four is taken back at once and changed."""
    rows = [row for row in queue(desk.work) if row.state is CaseState.DRAFTED]
    if not rows:
        return
    case, numbers = dice.choice(rows).case, count()
    with suppress(Conflict):  # the draft came in between, or the reply went out first
        for _ in range(2):
            reply = Reply(f"Dag klant, dit is {os.getpid()}-{dice.random()}-{next(numbers)}.")
            edits.save_edit(desk.work, SANNE, case, reply, seen=0 if not edited(desk, case) else 1)
            approval.approve(desk.work, SANNE, case, reply.hash)
            tell(f"approved\t{case}\t{reply.text}")
            if dice.random() > 0.25:
                return
            tell(f"undoing\t{case}\t{reply.text}")
            try:
                approval.undo(desk.work, SANNE, case)
            except Conflict:  # it is on its way: the approval stands
                tell(f"approved\t{case}\t{reply.text}")
                raise
            tell(f"undone\t{case}\t{reply.text}")


def edited(desk: Desk, case: str) -> bool:
    with desk.work.store.read() as tx:
        return drafts.edit_of(tx, case) is not None


def done(desk: Desk) -> bool:
    """Whether nothing is owed. A draft that was killed three times is given up: its case went to a person, as it must."""
    with desk.work.store.read() as tx:
        return not owed(tx)


def owed(tx: Tx) -> int:
    return sum(many for (kind, given_up), many in jobs.count(tx).items() if not given_up or kind is JobKind.SEND)


def desk_in(home: Path, url: str) -> Desk:
    """The desk of the tests on this database, with short waits: a dead process is succeeded within a third of a second."""
    desk = new_desk(home, open_store(url))
    return replace(desk, work=replace(desk.work, now=now, undo_seconds=0.03, lease_seconds=0.3))


def now(_brand: str) -> datetime:
    return datetime.now(UTC)


def audit(home: Path, url: str, told: Told) -> Result:
    """What is there, held against what was acknowledged."""
    store = open_store(url)
    files = [(path, json.loads(path.read_text(encoding="utf-8"))) for path in sorted((home / "outbox").glob("*.json"))]
    by_reply = Counter(path.name.rsplit(".", 3)[0] for path, _ in files)
    texts = {found["case"]: found["text"] for _, found in files}
    with store.read() as tx:
        sent = replies.in_state(tx, (ReplyState.SENT,), limit=1_000_000)
        unknown = replies.in_state(tx, (ReplyState.UNKNOWN,), limit=1_000_000)
        broken = journal.verify(tx)
        lost_messages = sum(not threads.messages_of(tx, case) for case in told.received)
        left = owed(tx) + len(unknown)
    result = Result(
        kills=0,
        seconds=0.0,
        received=len(told.received),
        approved=len(told.approved),
        undone=len(told.undone),
        sent=len(sent),
        lost=sum(not texts.get(case, "").startswith(text) for case, text in told.approved.items()),
        lost_messages=lost_messages,
        twice=sum(many - 1 for many in by_reply.values()),
        taken_back=sum(any(found["text"].startswith(text) for text in told.undone) for _, found in files),
        half=sum(sha256(found["text"].encode()).hexdigest() != found["text_hash"] for _, found in files),
        unsent_files=len(set(by_reply) ^ {reply.id for reply in sent}),
        left=left,
        journal="whole" if broken is None else f"broken at {broken}",
    )
    store.close()
    return result


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--url", default="", help="an empty database; SQLite in the folder without it")
    parser.add_argument("--home", type=Path, default=None, help="where database and outbox go; a temporary folder without it")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    home = given.home or Path(mkdtemp(prefix="kills"))
    home.mkdir(parents=True, exist_ok=True)
    result = run(home, given.url or f"sqlite:///{home / 'webcare.db'}", given.kills, given.seed)
    print(json.dumps(asdict(result)) if given.json else "\n".join(f"{name:14} {value}" for name, value in asdict(result).items()))
    return 0 if result.good else 1


if __name__ == "__main__":
    sys.exit(main())
