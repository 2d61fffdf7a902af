"""What the organisation knows: documents, the passages cut from them, resolved cases, and what a search finds."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from assistant.records.brand import Texts


class Audience(StrEnum):
    PUBLIC = "public"
    INTERNAL = "internal"


@dataclass(frozen=True, slots=True)
class Document:
    """A policy: rules and facts with an owner, an audience and a validity window (both days included).

    `id` is `<brand>/<file stem>`; `body` is Markdown in headed clauses (`knowledge/README.md` has the form).
    """

    id: str
    brand: str
    title: str
    body: str
    owner: str = ""
    audience: Audience = Audience.PUBLIC
    valid_from: date | None = None
    valid_until: date | None = None
    topics: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    language: str = "nl"
    version: int = 0


@dataclass(frozen=True, slots=True)
class ResolvedCase:
    """A masked complaint with the reply that settled it and the ids of the policies it used."""

    id: str
    brand: str
    channel: str
    complaint: str
    reply: str
    policies: tuple[str, ...] = ()
    language: str = "nl"
    closed_on: date | None = None
    outcome: str = "settled"  # settled | reopened
    origin: str = "import"  # import | approved; an approved one was drafted here, and must not echo
    drafted_from: tuple[str, ...] = ()  # the policies that our own draft proposed: only what a person named may vote


class PassageKind(StrEnum):
    POLICY = "policy"
    CASE = "case"


@dataclass(frozen=True, slots=True)
class Passage:
    """The piece of a policy or a resolved case that search returns and a reply cites.

    `text` is what is searched and what grounds a statement: for a policy the rule with its customer wording, for a case
    complaint and reply. `wording` and `steps` are the policy's own customer sentences by language ("nl", "nl-u", "en").
    """

    id: str
    document: str
    brand: str
    kind: PassageKind
    title: str
    path: tuple[str, ...]
    text: str
    audience: Audience = Audience.PUBLIC
    valid_from: date | None = None
    valid_until: date | None = None
    language: str = "nl"
    topics: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    wording: Texts = field(default_factory=dict)
    steps: Texts = field(default_factory=dict)
    rule: str = ""
    complaint: str = ""
    reply: str = ""
    policies: tuple[str, ...] = ()
    version: int = 0
    hash: str = ""

    def in_force(self, on: date) -> bool:
        """Whether the passage holds on that day; a missing bound is open."""
        return (self.valid_from is None or self.valid_from <= on) and (self.valid_until is None or on <= self.valid_until)


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage with its fused score (higher is better) and its rank (from 1) in each view that found it.

    `near`: its own score in each view as a share of the best one's there (1 for the best); a view that did not find it has none.
    """

    passage: Passage
    score: float
    views: Mapping[str, int] = field(default_factory=dict)
    near: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SearchResult:
    """Hits, best first. `notice` says, as a key of the screen words, why the result may be poorer than usual."""

    hits: tuple[Hit, ...]
    notice: str = ""

    @property
    def passages(self) -> tuple[Passage, ...]:
        return tuple(hit.passage for hit in self.hits)
