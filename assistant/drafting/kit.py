"""What the main flow works with: one frozen record of callables, and what passes between flow and writers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol

from assistant.ports import OnToken
from assistant.records.brand import Brand, ChannelRules
from assistant.records.case import Case
from assistant.records.draft import Citation, Reply
from assistant.records.finding import Finding
from assistant.records.knowledge import Audience, Passage, PassageKind, SearchResult
from assistant.records.review import Review, WordLists
from assistant.records.triage import Triage


@dataclass(frozen=True, slots=True)
class WritingTask:
    """What a writer is asked. `case` is masked; `form` is je, u, or "" for a language that has one form.

    A repair carries the reply that was blocked (masked) and the findings that blocked it.
    """

    case: Case
    brand: Brand
    channel: ChannelRules
    language: str
    form: str
    triage: Triage
    passages: tuple[Passage, ...]
    now: datetime
    hint: str = ""
    leads: tuple[str, ...] = ()  # "circumstance => clause" patterns that help choose among the policies
    also: str = ""  # what the complaint is about in policy's own words, where a wide search was made
    blocked: Reply | None = None
    findings: tuple[Finding, ...] = ()
    near: Mapping[str, Mapping[str, float]] = field(default_factory=dict)  # passage id -> `Hit.near`: how it stands in each view of search
    first: tuple[str, ...] = ()  # passages that a model asked for: they stand first, and whole

    @property
    def policies(self) -> tuple[Passage, ...]:
        """Public policy passages in force: all that a writer may state as fact."""
        on = self.now.date()
        return tuple(p for p in self.passages if p.kind is PassageKind.POLICY and p.audience is Audience.PUBLIC and p.in_force(on))

    @property
    def cases(self) -> tuple[Passage, ...]:
        """Resolved cases: examples of tone, never a source of facts."""
        return tuple(p for p in self.passages if p.kind is PassageKind.CASE)


@dataclass(frozen=True, slots=True)
class Written:
    """What a writer hands back, still masked. `ask` are the needs it asks for; `gap` says why nothing factual was found."""

    reply: Reply
    citations: tuple[Citation, ...] = ()
    ask: tuple[str, ...] = ()
    gap: str = ""
    writer: str = "embedded"
    prompt: str = ""  # name@version#hash
    model: str = ""
    tokens_in: int = 0
    tokens_out: int = 0
    alarm: tuple[str, str] = ("", "")  # what a model saw in the message: self_harm or safety, and the words
    reading: Mapping[str, str] = field(default_factory=dict)  # sentiment, emotion, intents and urgency as a model reads them
    read: tuple[str, ...] = ()  # passages that a model was given


class Writer(Protocol):
    """Writes one reply, or mends the one in `task.blocked`. Raises `ModelError` when it cannot."""

    def write(self, task: WritingTask, on_token: OnToken) -> Written: ...


class Search(Protocol):
    """Finds passages of this brand in force on that day, public and internal. `text` is masked."""

    def __call__(self, text: str, *, on: date, language: str) -> SearchResult: ...


@dataclass(frozen=True, slots=True)
class Kit:
    """Everything `draft_reply` needs, bound to one brand. `now` is aware and in the brand's time zone."""

    brand: Brand
    triage: Callable[[Case], Triage]
    search: Search
    writer: Writer
    fallback: Writer
    check: Callable[[Review], tuple[Finding, ...]]
    now: Callable[[], datetime]
    lists: WordLists = field(default_factory=WordLists)
    wide: bool = False  # search a second time, with policy's words: a writer that reads several clauses can choose
