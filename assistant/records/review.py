"""What the checks look at: a reply with all that may ground or forbid what it says."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from assistant.records.brand import Brand, ChannelRules
from assistant.records.case import AgentFact, Message
from assistant.records.draft import Citation, Reply
from assistant.records.knowledge import Passage
from assistant.records.triage import Triage


@dataclass(frozen=True, slots=True)
class WordLists:
    """Lists that people edit, by language: clichés as (pattern, weight 1-3, note); plain words by list name."""

    cliches: Mapping[str, tuple[tuple[str, int, str], ...]] = field(default_factory=dict)
    words: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)  # language -> list name -> words


@dataclass(frozen=True, slots=True)
class Review:
    """One reply under review, unmasked: what the customer would read.

    `passages` are those found for this case and for the reply's own text (policies and cases, public and internal: a check
    tells them apart); `now` is aware and in the brand's time zone; `facts` are this case's agent facts.
    """

    reply: Reply
    language: str
    brand: Brand
    channel: ChannelRules
    thread: tuple[Message, ...]
    triage: Triage
    passages: tuple[Passage, ...]
    facts: tuple[AgentFact, ...]
    now: datetime
    lists: WordLists
    drafted: str | None = None  # the text a person edited; None: a writer's own text, with nothing typed into it
    names: tuple[str, ...] = ()  # known names in the thread (customer, handles)
    citations: tuple[Citation, ...] = ()  # what the draft's sentences say they rest on; a sentence that was changed has none
    others: tuple[str, ...] = ()  # personal data of other customers that must never appear (tests, merges)
