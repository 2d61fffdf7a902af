"""What a message is and needs, each value with its reason and the words it saw."""

from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import Generic, TypeVar

CORRECTED = "corrected"
"""The reason of a value that an agent set."""

T = TypeVar("T")


class Urgency(IntEnum):
    CAN_WAIT = 0
    TODAY = 1
    SOON = 2
    NOW = 3


class Route(StrEnum):
    """Where a case goes: a draft is written, or a person writes."""

    DRAFT = "draft"
    PERSON = "person"


class Risk(StrEnum):
    """Heaviest first."""

    SELF_HARM = "self_harm"
    SAFETY = "safety"
    PRIVACY = "privacy"
    LEGAL = "legal"
    PRESS = "press"
    ABUSE = "abuse"
    NONE = "none"


class Sentiment(StrEnum):
    NEG = "neg"
    MIX = "mix"
    NEU = "neu"
    POS = "pos"


@dataclass(frozen=True, slots=True)
class Judged(Generic[T]):
    """A value with the key of its reason (words in the screen files) and the words of the text that it saw."""

    value: T
    reason: str = ""
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Triage:
    """The first reading of a case. `risks` holds every risk seen, heaviest first; `missing` are needs to ask for."""

    language: Judged[str]
    sentiment: Judged[Sentiment]
    emotion: Judged[str]
    urgency: Judged[Urgency]
    vulnerable: Judged[bool]
    risks: tuple[Judged[Risk], ...]
    repeat: Judged[bool]
    intents: Judged[tuple[str, ...]]
    topic: Judged[str]
    public: Judged[bool]
    missing: Judged[tuple[str, ...]]
    route: Judged[Route]

    @property
    def cannot_wait(self) -> bool:
        """Whether danger was read here, so that nobody waits for a second reader; an urgency that an agent set does not lift that."""
        return self.urgency.value is Urgency.NOW and self.urgency.reason != CORRECTED

    @property
    def risk(self) -> Risk:
        return self.risks[0].value if self.risks else Risk.NONE
