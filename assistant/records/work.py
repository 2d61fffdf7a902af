"""What is owed, approved, sent and promised."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class JobKind(StrEnum):
    DRAFT = "draft"
    SEND = "send"
    ERASE = "erase"
    WAKE = "wake"  # what waited, or was promised, is due
    PRIVATE = "private"  # a held private part whose thread is open now
    ALARM = "alarm"
    REWRITE = "rewrite"


@dataclass(frozen=True, slots=True)
class Job:
    """Work owed: one row with a unique key, a lease and attempts."""

    id: int
    kind: JobKind
    key: str
    brand: str
    case: str
    due_at: datetime
    attempts: int = 0


class ReplyState(StrEnum):
    OPEN = "open"
    APPROVED = "approved"
    SENDING = "sending"
    SENT = "sent"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One approved part on its way to a channel. `key` makes a repeat harmless; `text` carries the sign-off."""

    key: str
    case: str
    brand: str
    channel: str
    recipient: str
    text: str
    text_hash: str
    approved_by: str
    approved_at: datetime
    private: bool = False  # never to be posted where others read it


@dataclass(frozen=True, slots=True)
class Promise:
    """An undertaking: who does what by when. `state`: proposed (nobody said who yet), open, kept, broken.

    `kind`: reply (read from the text), gesture (`cents` is what it costs), feedback (report back what became of a signal).
    """

    id: str
    case: str
    brand: str
    text: str
    owner: str
    due_at: datetime | None
    state: str = "open"
    kind: str = "reply"
    cents: int = 0


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """One line of the append-only journal: ids and hashes, never text; `hash` chains over the one before."""

    number: int
    at: datetime
    person: str
    action: str
    subject: str
    text_hash: str
    previous: str
    hash: str
