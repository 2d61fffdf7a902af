"""People who work here, and what they may do."""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    AGENT = "agent"
    SECOND_READER = "second_reader"
    KNOWLEDGE_MANAGER = "knowledge_manager"
    EVALUATOR = "evaluator"
    LEAD = "lead"
    OPERATOR = "operator"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who works here. `initials` sign short replies (^SK)."""

    id: str
    name: str
    initials: str
    roles: frozenset[Role]
    active: bool = True

    @property
    def first_name(self) -> str:
        return self.name.split()[0] if self.name.split() else self.name
