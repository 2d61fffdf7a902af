"""A desk for tests: a real store and outbox; triage, writer and checks that do what the words of the text tell them to."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from threading import Lock

from assistant.adapters.outbox import OutboxChannel
from assistant.casework import sending
from assistant.casework.work import Work
from assistant.ports import OnToken
from assistant.records.brand import Brand, ChannelRules, Mandate
from assistant.records.case import Case
from assistant.records.draft import Citation, Draft, Provenance, Reply
from assistant.records.finding import Finding, Kind, Level
from assistant.records.intake import Incoming
from assistant.records.knowledge import Passage, PassageKind
from assistant.records.people import Person, Role
from assistant.records.triage import CORRECTED, Judged, Risk, Route, Sentiment, Triage, Urgency
from assistant.records.work import JobKind, ReplyState
from assistant.store import Store, open_store, people
from assistant.worker import Worker

START = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)

SANNE = Person("sanne", "Sanne Kok", "SK", frozenset({Role.AGENT}))
BILAL = Person("bilal", "Bilal Aydin", "BA", frozenset({Role.AGENT, Role.SECOND_READER}))
MARLEEN = Person("marleen", "Marleen Vos", "MV", frozenset({Role.KNOWLEDGE_MANAGER}))
GONE = Person("gone", "Gerda Smit", "GS", frozenset({Role.AGENT}), active=False)

BRAND = Brand(
    id="molen",
    name="De Molen",
    channels={
        "email": ChannelRules("email", public=False, limit=5000, words=120, target_minutes=240),
        "x": ChannelRules("x", public=True, limit=280, words=45, target_minutes=60, sign_off="^{initials}"),
        "chat": ChannelRules("chat", public=False, limit=1000, words=60, target_minutes=5, sign_off=""),
        "whatsapp": ChannelRules("whatsapp", public=False, limit=1600, words=80, target_minutes=60, answer_within_hours=24),
    },
    mandate=Mandate(gesture=Decimal(10), gestures=("kaartje", "bloemen")),
)
OTHER = replace(BRAND, id="bron", name="De Bron")
POLICY = Passage("molen/water#1", "molen/water", "molen", PassageKind.POLICY, "Water", ("Water",), "Bel 0800.", version=1)


@cache
def _template() -> Path:
    path = Path(mkdtemp()) / "template.db"
    open_store(f"sqlite:///{path}").close()
    return path


def new_store(folder: Path, busy_seconds: float = 10.0) -> Store:
    """A migrated, empty SQLite store with the four people in it."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(_template(), folder / "webcare.db")
    store = open_store(f"sqlite:///{folder / 'webcare.db'}", busy_seconds=busy_seconds)
    hire(store)
    return store


def hire(store: Store) -> None:
    with store.write() as tx:
        for person in (SANNE, BILAL, MARLEEN, GONE):
            people.save(tx, person)


class Clock:
    """A time that moves only when told to."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self, _brand: str) -> datetime:
        return self.now

    def pass_(self, **span: float) -> None:
        self.now += timedelta(**span)


def triage(case: Case) -> Triage:
    """ "gas" is danger, "boos" angry; "zelfmoord" goes to a person; "idee" is feedback. Corrections of the agent win."""
    text, set_by_hand = case.complaint.lower(), dict(case.corrections)
    urgency = Urgency(int(set_by_hand["urgency"])) if "urgency" in set_by_hand else Urgency.NOW if "gas" in text else Urgency.TODAY
    calm = set_by_hand.get("risk") == Risk.NONE
    person = "zelfmoord" in text and not calm
    danger = "gas" in text and not calm
    return Triage(
        language=Judged("nl"),
        sentiment=Judged(Sentiment.NEG),
        emotion=Judged("anger" if "boos" in text else "neutral"),
        urgency=Judged(urgency, CORRECTED if "urgency" in set_by_hand else ""),
        vulnerable=Judged("baby" in text),
        risks=(Judged(Risk.SELF_HARM),) if person else (Judged(Risk.SAFETY),) if danger else (),
        repeat=Judged("weer" in text),
        intents=Judged(("feedback",) if "idee" in text else ("fix",)),
        topic=Judged("water" if "water" in text else ""),
        public=Judged(False),
        missing=Judged(()),
        route=Judged(Route.PERSON if person else Route.DRAFT, "self_harm" if person else ""),
    )


def review(_case: Case, reply: Reply, _draft: Draft | None) -> tuple[Finding, ...]:
    """A text that holds the name of a kind is blocked by it."""
    text = f"{reply.text} {reply.private_text}"
    return tuple(Finding(f"has_{kind}", Level.BLOCK, kind, f"has.{kind}", quote=kind.value) for kind in Kind if kind.value in text)


@dataclass
class Writer:
    """Writes a draft that names how many messages it saw and the hint; fails as often as it is told to."""

    failures: int = 0
    error: Callable[[], Exception] = lambda: RuntimeError("geheim van de klant")
    seen: list[Case] = field(default_factory=list)
    lock: Lock = field(default_factory=Lock)

    def __call__(self, case: Case, on_token: OnToken, hint: str) -> Draft:
        with self.lock:
            self.seen.append(case)
            if self.failures:
                self.failures -= 1
                raise self.error()
        found = triage(case)
        if found.route.value is Route.PERSON:
            return Draft(Route.PERSON, "nl", Reply(""), found, provenance=Provenance("none"))
        facts = "".join(f" {fact.text}." for fact in case.facts)
        text = f"Dag {case.customer_name}, antwoord op {len(case.thread)}.{facts} {hint}".rstrip()
        for word in text.split(" "):
            on_token(word + " ")
        cited = (Citation(text, POLICY.id, POLICY.document),)
        gap = "no_source" if "raadsel" in case.complaint else ""
        return Draft(Route.DRAFT, "nl", Reply(text), found, cited, passages=(POLICY,), gap=gap)


@dataclass
class Desk:
    """`work` with the parts a test turns: the clock, the writer, the outbox folder."""

    work: Work
    clock: Clock
    writer: Writer
    outbox: Path

    def sent(self) -> list[Path]:
        return sorted(self.outbox.glob("*.json"))


def new_desk(folder: Path, store: Store | None = None) -> Desk:
    clock, writer, outbox = Clock(), Writer(), folder / "outbox"
    work = Work(
        store=store or new_store(folder),
        brands={"molen": BRAND, "bron": OTHER},
        now=clock,
        triage=triage,
        draft=writer,
        review=review,
        channels={"outbox": OutboxChannel(outbox)},
    )
    return Desk(work, clock, writer, outbox)


def send_due(desk: Desk) -> int:
    """The worker sends what is due; gives how many replies went out."""

    def out() -> int:
        return sum(reply.state is ReplyState.SENT for reply in sending.outbox(desk.work))

    before = out()
    while Worker(desk).step((JobKind.SEND,)):
        pass
    return out() - before


def incoming(text: str = "Er is geen water.", **more: object) -> Incoming:
    """A message of somebody who is known by their name, unless a `handle` is given."""
    given: dict[str, object] = {"brand": "molen", "channel": "email", "author": "Jan de Wit", "text": text, "at": START, **more}
    given.setdefault("handle", given["author"])
    return Incoming(**given)  # type: ignore[arg-type]
