"""A thread with one customer about one matter, and what the agent knows of it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from assistant.records.triage import Triage


class Author(StrEnum):
    CUSTOMER = "customer"
    AGENT = "agent"


@dataclass(frozen=True, slots=True)
class Message:
    """One text in a thread. `at` is aware (UTC in the store)."""

    id: str
    author: Author
    name: str
    text: str
    at: datetime
    attachments: tuple[str, ...] = ()
    private: bool = False  # in the private thread of a public case


@dataclass(frozen=True, slots=True)
class AgentFact:
    """What the agent knows and no policy says; a source for this case only."""

    id: str
    text: str
    by: str
    at: datetime


class CaseState(StrEnum):
    NEW = "new"
    DRAFTED = "drafted"
    FOR_PERSON = "for_person"
    WAITING = "waiting"
    ANSWERED = "answered"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class EarlierCase:
    """An earlier case of the same customer, in what drafting needs of it."""

    id: str
    channel: str
    opened_at: datetime
    topic: str
    state: CaseState
    promises: tuple[str, ...] = ()
    last_reply: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """A thread with one customer about one matter.

    `version` rises with every message, fact or move: drafts and approvals name the version they saw.
    """

    id: str
    brand: str
    channel: str
    customer: str
    customer_name: str
    thread: tuple[Message, ...]
    state: CaseState
    opened_at: datetime
    due_at: datetime | None
    version: int
    facts: tuple[AgentFact, ...] = ()
    earlier: tuple[EarlierCase, ...] = ()
    corrections: tuple[tuple[str, str], ...] = ()  # triage fields that an agent set: (field, value)
    triage: Triage | None = None

    @property
    def complaint(self) -> str:
        """What the customer wrote since our last message, joined."""
        waiting: list[str] = []
        for message in self.thread:
            waiting = [] if message.author is Author.AGENT else [*waiting, message.text]
        return "\n\n".join(waiting) or (self.thread[-1].text if self.thread else "")
