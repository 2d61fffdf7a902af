"""What the desk shows and keeps of a case in hand: queue rows, edits, kept drafts and replies, the case in view."""

from dataclasses import dataclass
from datetime import datetime

from assistant.records.case import Case, CaseState
from assistant.records.draft import Draft, Reply
from assistant.records.finding import Finding, Kind
from assistant.records.triage import Risk, Urgency
from assistant.records.work import ReplyState


@dataclass(frozen=True, slots=True)
class QueueRow:
    """One line of the queue. `due_at` is the channel's target."""

    case: str
    brand: str
    channel: str
    customer_name: str
    snippet: str
    urgency: Urgency
    due_at: datetime | None
    state: CaseState
    vulnerable: bool
    risk: Risk
    repeat: bool
    holder: str  # person id while the claim lives, else ""
    reason: str = ""  # why the case is for a person
    waiting_until: datetime | None = None
    handed_to: str = ""  # person id: whose turn it is
    last_sender: str = ""
    returned: bool = False  # the customer answered, and `last_sender` is not at work
    tagged: bool = True  # False: a post about the brand that nobody has to answer
    waiting_for: str = ""  # customer | colleague | second_reader
    waiting_with: str = ""
    waiting_question: str = ""


@dataclass(frozen=True, slots=True)
class CaseHead:
    """A case without its texts: what moves are compared with. `turn` counts the replies sent; `version` as in `Case`."""

    id: str
    brand: str
    channel: str
    customer: str
    customer_name: str
    state: CaseState
    reply_state: ReplyState
    turn: int
    version: int
    last_in: int  # the version at which the newest customer message came in
    urgency: Urgency
    due_at: datetime | None
    holder: str
    held_until: datetime | None
    last_sender: str
    reason: str
    merged_into: str
    recipient: str  # the customer's handle on this case's channel
    waiting_for: str = ""  # customer | colleague | second_reader
    waiting_with: str = ""
    waiting_question: str = ""
    waiting_until: datetime | None = None
    closed_as: str = ""
    closed_note: str = ""  # of a call: what was said
    handed_to: str = ""
    handed_by: str = ""  # person id: who handed it over; empty when it came back by itself
    public: bool = False
    tagged: bool = True
    private_channel: str = ""  # of a public case: where the customer's private thread is open
    private_recipient: str = ""


@dataclass(frozen=True, slots=True)
class Edit:
    """What an agent made of the draft, as last autosaved. `draft` is the kept draft it started from (0: none)."""

    case: str
    reply: Reply
    version: int
    person: str
    draft: int
    at: datetime


@dataclass(frozen=True, slots=True)
class KeptDraft:
    """A draft in the store; `version` is the case version that it saw."""

    id: int
    case: str
    version: int
    at: datetime
    draft: Draft


@dataclass(frozen=True, slots=True)
class Override:
    """A block that somebody approved in spite of: which check, of which kind, why, and who."""

    check: str
    kind: Kind
    reason: str
    by: str


@dataclass(frozen=True, slots=True)
class KeptReply:
    """One reply of one turn. `round` counts its approvals, so that a text approved anew travels under a new key."""

    id: str
    case: str
    brand: str
    channel: str
    turn: int
    round: int
    seen_in: int  # as `CaseHead.last_in` when it was approved
    state: ReplyState
    reply: Reply
    draft: int
    approved_by: str
    approved_at: datetime | None
    due_at: datetime | None
    sent_at: datetime | None
    copied: bool = False
    overrides: tuple[Override, ...] = ()
    error: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a draft in daily use. `likeness` is 1.0 for a draft sent unchanged, 0.0 where nothing of it (or no draft) was used;
    `seen_at` is when a person first looked at the case in this turn (None: it was approved without)."""

    case: str
    brand: str
    channel: str
    drafted: bool
    likeness: float
    overrides: tuple[Override, ...]
    seen_at: datetime | None
    approved_at: datetime
    copied: bool


@dataclass(frozen=True, slots=True)
class Approval:
    """What approving gave: the reply goes out at `send_at` unless it is undone before."""

    reply: str
    case: str
    text_hash: str
    state: ReplyState
    approved_by: str
    approved_at: datetime
    send_at: datetime


@dataclass(frozen=True, slots=True)
class CaseView:
    """A case as one person sees it. `reply` is the text in the editor: the edit, else the draft's.

    `partial` is the text being written now; `offer` a newer draft beside a touched one; `changed` says since when the
    touched text is behind: message, fact, policy. `claimed_by` is the person who holds the case now.
    """

    head: CaseHead
    case: Case
    draft: Draft | None
    reply: Reply
    edit: Reply | None
    edit_version: int
    edited_by: str
    partial: str
    writing: bool
    offer: Draft | None
    changed: tuple[str, ...]
    reply_state: ReplyState
    findings: tuple[Finding, ...]
    claimed_by: str
    job_error: str
