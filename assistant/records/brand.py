"""An organisation that answers: its voice, channels, contacts, mandate and what happens in a crisis."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, ClassVar

from assistant.records.people import Person

Texts = Mapping[str, str]
"""Words for people by language: {"nl": ..., "en": ...}."""


@dataclass(frozen=True, slots=True)
class ChannelRules:
    """What one channel of a brand asks of a reply. `limit` in characters as the platform counts them."""

    __pydantic_config__: ClassVar[Any] = {"extra": "forbid"}
    name: str
    public: bool
    limit: int
    words: int
    target_minutes: int
    form: str = ""  # je | u; empty: the brand's
    greeting: bool = True
    sign_off: str = "{first_name}, {brand}"  # filled at approval from the approver's profile
    private_route: Texts = field(default_factory=dict)  # public channels: how a customer reaches us privately ("DM", "Messenger")
    answer_within_hours: int = 0  # the platform's own window (WhatsApp 24); 0: none

    def signature(self, person: Person, brand: str) -> tuple[str, str]:
        """What stands below a reply of this person, and what stands between: a short sign (^SK) goes on the same line."""
        names = {"first_name": person.first_name, "name": person.name, "initials": person.initials, "brand": brand}
        sign = self.sign_off.format(**names).strip()
        return (" " if sign.startswith(("^", "-", "~")) else "\n\n"), sign


@dataclass(frozen=True, slots=True)
class Contact:
    """A number, address, link or opening hours that may stand in a reply. `kind`: phone, email, link, address, hours."""

    __pydantic_config__: ClassVar[Any] = {"extra": "forbid"}
    id: str
    kind: str
    value: str
    label: Texts = field(default_factory=dict)
    public: bool = True


@dataclass(frozen=True, slots=True)
class ReportBack:
    """When we report back if the solution's own time is unknown: minutes from now, or a time on a later working day."""

    __pydantic_config__: ClassVar[Any] = {"extra": "forbid"}
    minutes: int = 0
    working_days: int = 0
    at: str = ""  # "17:00", in the brand's time zone


@dataclass(frozen=True, slots=True)
class Mandate:
    """What an agent may give or promise without asking. Amounts in euro."""

    __pydantic_config__: ClassVar[Any] = {"extra": "forbid"}
    amount: Decimal = Decimal(0)
    gesture: Decimal = Decimal(0)
    gestures: tuple[str, ...] = ()
    never: tuple[str, ...] = ()  # what may not be promised, in words


@dataclass(frozen=True, slots=True)
class Escalation:
    """Who decides what an agent may not: role and name as colleagues know them."""

    __pydantic_config__: ClassVar[Any] = {"extra": "forbid"}
    lead: str = ""
    legal: str = ""
    press: str = ""
    privacy: str = ""


@dataclass(frozen=True, slots=True)
class Crisis:
    """The protocol when a customer may harm themselves: human-written, shown to the agent, never drafted."""

    __pydantic_config__: ClassVar[Any] = {"extra": "forbid"}
    who_calls: str = ""
    phone: str = ""
    steps: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    first_lines: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Critic:
    """The named person who invites critics to talk, where the brand has one."""

    __pydantic_config__: ClassVar[Any] = {"extra": "forbid"}
    name: str = ""
    role: Texts = field(default_factory=dict)
    invitation: Texts = field(default_factory=dict)


REPORT_BACK = {
    "3": ReportBack(minutes=30),
    "2": ReportBack(minutes=180),
    "1": ReportBack(working_days=1, at="17:00"),
    "0": ReportBack(working_days=2, at="17:00"),
}
"""By urgency, where a brand does not say otherwise."""


@dataclass(frozen=True, slots=True)
class Brand:
    """An organisation as `knowledge/<id>/brand.toml` describes it."""

    __pydantic_config__: ClassVar[Any] = {"extra": "forbid"}
    id: str
    name: str
    sector: Texts = field(default_factory=dict)
    languages: tuple[str, ...] = ("nl",)
    form: str = "je"
    timezone: str = "Europe/Amsterdam"
    channels: Mapping[str, ChannelRules] = field(default_factory=dict)
    contacts: tuple[Contact, ...] = ()
    hours: Mapping[str, str] = field(default_factory=dict)  # "mon": "08:00-20:00"; a missing day is closed
    report_back: Mapping[str, ReportBack] = field(default_factory=dict)  # by urgency: "3", "2", "1", "0"; else REPORT_BACK
    wait_days: int = 7  # after so many days a case that waits for its customer comes back
    mandate: Mandate = field(default_factory=Mandate)
    escalation: Escalation = field(default_factory=Escalation)
    crisis: Crisis = field(default_factory=Crisis)
    critic: Critic = field(default_factory=Critic)
    topics: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # topic -> words that point to it

    def reports_back(self, urgency: int) -> ReportBack:
        """When the brand reports back at an urgency of 0 to 3."""
        level = str(int(urgency))
        return self.report_back.get(level) or REPORT_BACK[level]

    def form_on(self, channel: str) -> str:
        """The form of address on `channel`: the channel's own, else the brand's."""
        rules = self.channels.get(channel)
        return (rules.form if rules else "") or self.form
