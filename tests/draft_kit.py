"""A small invented brand with real parts around it: real triage, checks, prompts and writers; search is a fixed list."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from assistant.checks import check_reply
from assistant.content.documents import parse_document
from assistant.content.lists import load_lists
from assistant.content.prompts import Prompts
from assistant.drafting.embedded import EmbeddedWriter
from assistant.drafting.kit import Kit, Writer
from assistant.drafting.model import ModelWriter
from assistant.drafting.triage import triage_case
from assistant.errors import ModelError
from assistant.ports import Completion, OnToken
from assistant.records.brand import Brand, ChannelRules, Contact, ReportBack
from assistant.records.case import AgentFact, Author, Case, CaseState, EarlierCase, Message
from assistant.records.knowledge import Hit, Passage, SearchResult
from assistant.retrieval.passages import split_document
from assistant.settings import CHECKOUT

NOW = datetime(2026, 6, 3, 10, 5, tzinfo=ZoneInfo("Europe/Amsterdam"))

LAMP = """
## Lamp kapot aangekomen
Komt een lamp kapot aan, dan sturen wij binnen 3 werkdagen gratis een nieuwe. De klant hoeft niets terug te sturen.

### Klant
Een lamp die kapot uit de doos komt, daar heb je niets aan. Wij sturen je binnen 3 werkdagen gratis een nieuwe lamp.
Terugsturen hoeft niet.

### Klant (u)
Een lamp die kapot uit de doos komt, daar heeft u niets aan. Wij sturen u binnen 3 werkdagen gratis een nieuwe lamp.
Terugsturen hoeft niet.

### Customer
A lamp that is broken in its box is no use to you. We send you a new lamp within 3 working days, free of charge.
You do not have to return it.

### Wij doen
Ik zet een nieuwe lamp voor je klaar.

### We do
I am putting a new lamp aside for you.

### Nodig
ordernummer

## Bezorging te laat
Komt een pakket later dan beloofd, dan betaalt de klant geen bezorgkosten.

### Klant
Wachten op een pakket dat niet komt is vervelend. Over een te laat pakket betaal je geen bezorgkosten.

### Wij doen
Ik vraag de bezorger waar je pakket is.

### Nodig
ordernummer
"""

PLAIN = """
## Lamp kapot aangekomen
Komt een lamp kapot aan, dan krijgt de klant binnen 3 werkdagen gratis een nieuwe lamp.
De klant hoeft niets terug te sturen. De medewerker noteert het in het systeem.
"""


@dataclass
class FakeModel:
    """A `ChatModel` that gives the answers it was handed, in turn, and keeps what it was asked."""

    answers: list[str | ModelError] = field(default_factory=list)
    asked: list[tuple[str, str]] = field(default_factory=list)
    name: str = "fake"

    def write(self, messages: Sequence[tuple[str, str]], on_token: OnToken) -> Completion:
        self.asked.append((messages[0][1], messages[1][1]))
        answer = self.answers[min(len(self.asked), len(self.answers)) - 1]
        if isinstance(answer, ModelError):
            raise answer
        for start in range(0, len(answer), 5):
            on_token(answer[start : start + 5])
        return Completion(answer, self.name, 100, 20)


def brand() -> Brand:
    channels = {
        "email": ChannelRules("email", public=False, limit=10000, words=180, target_minutes=480, form="u"),
        "whatsapp": ChannelRules("whatsapp", public=False, limit=1600, words=80, target_minutes=60),
        "x": ChannelRules("x", True, 280, 45, 60, greeting=False, sign_off="^{initials}", private_route={"nl": "DM", "en": "DM"}),
    }
    contacts = (Contact("service", "phone", "088 555 77 10", {"nl": "klantenservice", "en": "customer service"}),)
    back = {
        "3": ReportBack(minutes=30),
        "2": ReportBack(minutes=120),
        "1": ReportBack(working_days=1, at="12:00"),
        "0": ReportBack(working_days=3, at="17:00"),
    }
    return Brand(
        id="lampenrijk",
        name="Lampenrijk",
        sector={"nl": "lampenwinkel", "en": "lamp shop"},
        languages=("nl", "en"),
        channels=channels,
        contacts=contacts,
        report_back=back,
        topics={"kapot": ("kapot", "stuk", "broken"), "bezorging": ("te laat", "bezorg", "late")},
    )


def passages(body: str) -> tuple[Passage, ...]:
    return split_document(parse_document(body, id="lampenrijk/lampen", brand="lampenrijk", where="lampen.md"))


def _hit(passage: Passage, place: int) -> Hit:
    """A passage at a place of the search, in every view the same."""
    return Hit(passage, 1 / place, near=dict.fromkeys(("meaning", "stems", "grams"), place**-0.5))


def case(
    text: str,
    channel: str = "whatsapp",
    *,
    id: str = "c1",
    name: str = "",
    facts: tuple[str, ...] = (),
    before: tuple[Message, ...] = (),
    earlier: tuple[EarlierCase, ...] = (),
) -> Case:
    """A case of one message, with what stood before it."""
    known = tuple(AgentFact(f"f{n}", fact, "Sanne", NOW) for n, fact in enumerate(facts, start=1))
    thread = (*before, Message("m1", Author.CUSTOMER, name, text, NOW))
    return Case(id, "lampenrijk", channel, "customer", name, thread, CaseState.NEW, NOW, None, 1, known, earlier)


@dataclass
class Desk:
    """Makes kits and remembers what was searched with."""

    searched: list[str] = field(default_factory=list)

    def kit(self, writer: Writer | None = None, *, body: str = LAMP, model: FakeModel | None = None, deeper: str = "") -> Kit:
        """`deeper`: what only a search with the word 'eigendom' finds."""
        lists, own = load_lists(CHECKOUT), brand()
        other = SearchResult(tuple(_hit(p, n) for n, p in enumerate(passages(deeper) if deeper else (), start=1)))
        found = SearchResult(tuple(_hit(p, n) for n, p in enumerate(passages(body) if body else (), start=1)))
        embedded = EmbeddedWriter(lists)

        def search(text: str, **_where: object) -> SearchResult:
            self.searched.append(text)
            return other if deeper and "eigendom" in text else found

        chosen = writer or (ModelWriter(model, Prompts(CHECKOUT), len) if model else embedded)
        return Kit(own, lambda c: triage_case(c, own, lists, similar=None), search, chosen, embedded, check_reply, lambda: NOW, lists)
