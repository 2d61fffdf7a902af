"""What a working day adds to a case: who is at work, what waits for a second reader, what must be hidden, who was alarmed."""

from dataclasses import dataclass
from datetime import datetime

from assistant.records.draft import Draft, Reply
from assistant.records.finding import Finding, Kind


@dataclass(frozen=True, slots=True)
class OnShift:
    """Somebody at work: until when they said, and the cases they hold now."""

    person: str
    name: str
    until: datetime | None
    holds: int


@dataclass(frozen=True, slots=True)
class Reading:
    """A text that waits for a second reader, or what became of it. `state`: asked, approved, returned."""

    case: str
    turn: int
    reply: Reply
    note: str
    asked_by: str
    asked_at: datetime
    state: str = "asked"
    read_by: str = ""
    read_at: datetime | None = None
    answer: str = ""


@dataclass(frozen=True, slots=True)
class ReadingView:
    """What a second reader sees: the draft, the text that was made of it, and what a check says."""

    reading: Reading
    brand: str
    channel: str
    customer_name: str
    due_at: datetime | None
    draft: Draft | None
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class CheckRate:
    """How often replies were approved in spite of a check: `overridden` of `replies` sent, with the reasons given."""

    check: str
    kind: Kind
    overridden: int
    replies: int
    reasons: tuple[tuple[str, int], ...]

    @property
    def rate(self) -> float:
        return self.overridden / self.replies if self.replies else 0.0


@dataclass(frozen=True, slots=True)
class Exposed:
    """A public message that holds personal data. `kinds` as masking names them; the words themselves are not repeated."""

    message: str
    kinds: tuple[str, ...]
    asked_by: str = ""
    asked_at: datetime | None = None
    done_by: str = ""
    done_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Alarm:
    """Danger or self-harm in a case: what the duty lead is told. Holds no word of the customer.

    `kind`: self_harm or safety. `state`: open, acknowledged, not_so; `by` and `at` tell who settled it. `told_at` is when the
    duty lead's address took it; `error` why it did not. `caller` is who calls the customer, since `called_at`.
    """

    id: str
    case: str
    brand: str
    kind: str
    raised_at: datetime
    told_at: datetime | None = None
    error: str = ""
    state: str = "open"
    by: str = ""
    at: datetime | None = None
    caller: str = ""
    called_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class StandardText:
    """A text that agents insert by its shortcut. `{name}` marks a place that is filled on insertion."""

    brand: str
    shortcut: str
    title: str
    text: str
    language: str = "nl"


@dataclass(frozen=True, slots=True)
class TextCount:
    """What became of a standard text: inserted so often; of the replies sent, so many held it unchanged, changed, or not at all."""

    shortcut: str
    used: int
    kept: int
    edited: int


@dataclass(frozen=True, slots=True)
class Wished:
    """A rewriting that `person` asked for: `text` is one part of the reply (`text` or `private_text`) as it stood then, `span` the
    characters of it that were selected (None: all). `partial` is what is written so far, `result` what came of it ("": under way).
    `version` rises when it is asked for anew and with every difference that is taken or left."""

    case: str
    turn: int
    part: str
    text: str
    wish: str
    span: tuple[int, int] | None
    person: str
    asked_at: datetime
    version: int = 0
    partial: str = ""
    result: str = ""


@dataclass(frozen=True, slots=True)
class Times:
    """The clock of a case. `left` counts opening hours (negative: late); `stopped` while closed; `window` is what the platform leaves."""

    due_at: datetime | None
    left_seconds: float | None
    stopped: bool
    window_seconds: float | None


@dataclass(frozen=True, slots=True)
class Line:
    """One line of what the desk knows: a key of the screen words (table [before]) and what fills it."""

    key: str
    params: tuple[tuple[str, str], ...] = ()
