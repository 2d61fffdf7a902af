"""A proposed reply with its citations, findings and provenance."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256

from assistant.records.finding import Finding
from assistant.records.knowledge import Passage
from assistant.records.triage import Route, Triage


@dataclass(frozen=True, slots=True)
class Reply:
    """The text for the thread's own channel and, on a public channel, the private message that it invites to."""

    text: str
    private_text: str = ""

    @property
    def hash(self) -> str:
        """SHA-256 over both parts: what an approval is bound to."""
        return sha256(f"{self.text}\x00{self.private_text}".encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Citation:
    """A sentence of the reply and what it rests on.

    `passage` is a passage id, or `contact:<id>`, `fact:<id>`, `report_back`, `help`; `document` is the document's id or "".
    """

    sentence: str
    passage: str
    document: str = ""


@dataclass(frozen=True, slots=True)
class Provenance:
    """With what a draft was made. `writer` is embedded, model or fallback (embedded after the model failed: `error`)."""

    writer: str
    prompt: str = ""  # name@version#hash
    model: str = ""
    tokens_in: int = 0
    tokens_out: int = 0
    seconds: Mapping[str, float] = field(default_factory=dict)
    error: str = ""
    repaired: bool = False


@dataclass(frozen=True, slots=True)
class Draft:
    """What drafting hands to the agent. `ask` are the needs it asks for; `gap` says why nothing factual was found."""

    route: Route
    language: str
    reply: Reply
    triage: Triage
    citations: tuple[Citation, ...] = ()
    findings: tuple[Finding, ...] = ()
    passages: tuple[Passage, ...] = ()
    provenance: Provenance = Provenance(writer="embedded")
    ask: tuple[str, ...] = ()
    gap: str = ""
    notice: str = ""  # what search had to say of itself
