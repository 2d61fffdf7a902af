"""What a check says of a reply."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Level(StrEnum):
    BLOCK = "block"
    WARN = "warn"
    INFO = "info"


class Kind(StrEnum):
    """What it takes to approve in spite of a finding (law 6): never, a second reader, or a reason of one's own."""

    NEVER = "never"
    SECOND_READER = "second_reader"
    OWN_REASON = "own_reason"


class Part(StrEnum):
    PUBLIC = "public"
    PRIVATE = "private"


@dataclass(frozen=True, slots=True)
class Finding:
    """One remark on a reply.

    `check` is the check's name, `criterion` its number in the rubric (0: none). `reason` is the key of the sentence in
    the screen words (`[findings]`), `params` fill it. `quote` are the words of the reply that it is about ("" for what is
    missing) and `part` says in which part they stand (PUBLIC: `Reply.text`, PRIVATE: `Reply.private_text`).
    """

    check: str
    level: Level
    kind: Kind
    reason: str
    params: Mapping[str, str] = field(default_factory=dict)
    quote: str = ""
    part: Part = Part.PUBLIC
    criterion: int = 0
    source: str = ""  # the passage that says otherwise, where there is one
