"""What a statement may rest on: public policy in force, contacts, agent facts, and what is computed from these (law 4)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from assistant.language import sentences, statements, timing
from assistant.records.brand import Brand
from assistant.records.case import Author
from assistant.records.knowledge import Audience, Passage, PassageKind
from assistant.records.review import Review
from assistant.records.statement import Statement, StatementKind

BOUND = re.compile(
    r"\b(?:tot(?: en met)?|t/m|maximaal|max\.?|hoogstens|hooguit|ten hoogste|binnen (?:de|het)(?: grens van)?"
    r"|up to|at most|maximum(?: of)?|no more than|within (?:the|our))"
    r"\s*(?:een bedrag van )?$",
    re.I,
)
"""What stands before the most that is given."""
NOT_CHARGED = re.compile(
    r"\b(?:geen|niet|niets|kosteloos|gratis)\b(?: \S+){0,5}? (?:ge|be)?(?:rekend|rekenen|betaald|betalen|verschuldigd|kosten)\b"
    r"|\b(?:reken\w*|kost|betaalt) (?:\S+ ){0,4}?(?:geen|niets?|gratis)\b"
    r"|\b(?:no|not|nothing)\b(?: \S+){0,4}? (?:charged?|pay|paid|due|owed)\b|\bfree of charge\b|\bwithout (?:charge|cost|a fee)\b",
    re.I,
)
"""A rule by which something need not be paid: "wordt geen opzegvergoeding gerekend"."""
NEED_NOT_PAY = re.compile(
    r"\bhoef\w* (?:\S+ ){0,6}?(?:niet|niets|geen)\b.*\bbetalen\b|\breken\w* (?:\S+ ){0,4}?(?:niet|niets|geen)\b"
    r"|\b(?:don['’]t|do not|won['’]t|need not) (?:need to |have to )?pay\b",
    re.I,
)
"""The same said to a customer: "u hoeft de € 310 niet te betalen"."""
HELP_NUMBERS = frozenset({"112", "113", "08000113", "09008844", "144"})


@dataclass(frozen=True, slots=True)
class Source:
    """A text that grounds: where it is from, its words, the day on which it was said, and the languages it can be compared in."""

    id: str
    text: str
    on: date
    tongues: frozenset[str] = frozenset()
    heading: str = ""  # what the clause is called: it tells the matter, and states nothing


def official(review: Review) -> Iterator[Source]:
    """Every text whose statements hold for this reply."""
    today = review.now.date()
    for passage in review.passages:
        if holds(passage, today):
            tongues = frozenset({passage.language, *(key[:2] for key in (*passage.wording, *passage.steps))})
            yield Source(passage.id, _rules_in(passage_text(passage)), today, tongues, passage.path[-1] if passage.path else "")
    zone = ZoneInfo(review.brand.timezone)
    for fact in review.facts:
        yield Source(f"fact:{fact.id}", fact.text, (fact.at.astimezone(zone) if fact.at.tzinfo else fact.at).date())
    yield Source("contacts", contact_text(review.brand), today)


def holds(passage: Passage, today: date) -> bool:
    """Whether a passage grounds anything for a customer: a public policy in force."""
    return passage.kind is PassageKind.POLICY and passage.audience is Audience.PUBLIC and passage.in_force(today)


def passage_text(passage: Passage) -> str:
    """All public words of a passage."""
    return "\n".join(dict.fromkeys((passage.text, passage.rule, *passage.wording.values(), *passage.steps.values())))


_TO_SAY = re.compile(
    r"(?:^|\bdan )\W*(?:zeg|schrijf|antwoord|bevestig|beloof|noteer|verklaar|erken|verzeker|say|write|answer|reply|confirm|promise|declare)"
    r"(?: (?!als|if)\S+){0,3}? (?:dat|that)\b|\ben bevestig dat\b|\bgeef dat door\b",
    re.I,
)


@lru_cache(maxsize=2048)
def _rules_in(text: str) -> str:
    """A policy without sentences that only order what to tell a customer: an order to say something is no rule (law 2)."""
    return "\n".join(" ".join(one for one in sentences.split(line) if not _TO_SAY.search(one)) for line in text.split("\n"))


def contact_text(brand: Brand) -> str:
    """The public contacts with their labels and the opening hours, a line each."""
    lines = [" ".join((contact.value, *contact.label.values())) for contact in brand.contacts if contact.public]
    return "\n".join([*lines, *(hours.replace(":", ".").replace("-", " tot ") + " uur" for hours in brand.hours.values())])


@lru_cache(maxsize=2048)
def stated(text: str, today: date) -> tuple[Statement, ...]:
    """The statements of a source in either language: a policy may hold customer wording in both."""
    moment = datetime(today.year, today.month, today.day)  # noqa: DTZ001  only its day is read
    return (*statements.find(text, "nl", moment), *statements.find(text, "en", moment))


def values(sources: tuple[Source, ...]) -> dict[StatementKind, frozenset[str]]:
    """The values that the sources state, by kind."""
    found: dict[StatementKind, set[str]] = {kind: set() for kind in StatementKind}
    for source in sources:
        for statement in stated(source.text, source.on):
            found[statement.kind].add(statement.value)
    return {kind: frozenset(of_kind) for kind, of_kind in found.items()}


def thread_sources(review: Review, author: Author | None = None) -> tuple[Source, ...]:
    """What was written in the thread, each message on its own day; it may be repeated, and grants nothing."""
    zone = ZoneInfo(review.brand.timezone)
    return tuple(
        Source(message.id, message.text, (message.at.astimezone(zone) if message.at.tzinfo else message.at).date())
        for message in review.thread
        if author is None or message.author is author
    )


def same_term(one: str, other: str) -> bool:
    """Whether two lengths of time are the same: "24h" is "1d", "12mo" is "1y", "90m" is itself."""
    return one == other or _hours(one) == _hours(other) is not None or _months(one) == _months(other) is not None


def _split(term: str) -> tuple[int, str]:
    digits = term.rstrip("abcdefghijklmnopqrstuvwxyz")
    return int(digits or 0), term[len(digits) :]


def _hours(term: str) -> float | None:
    number, unit = _split(term)
    size = {"m": 1 / 60, "h": 1, "d": 24}.get(unit)
    return number * size if size else None


def _months(term: str) -> int | None:
    number, unit = _split(term)
    return {"mo": number, "y": number * 12}.get(unit)


def moment_after(term: str, start: datetime, brand: Brand) -> datetime:
    """The moment a term after `start`; working days and days end with the day."""
    number, unit = _split(term)
    if unit in ("m", "h"):
        return start + timedelta(**{"minutes" if unit == "m" else "hours": number})
    days = {"d": number, "mo": 30 * number, "y": 365 * number}.get(unit)
    day = timing.add_working_days(brand, start.date(), number) if days is None else start.date() + timedelta(days=days)
    return datetime(day.year, day.month, day.day, 23, 59, tzinfo=start.tzinfo)


def dates_from(term: str, start: date, brand: Brand) -> frozenset[date]:
    """The days on which a term that starts on `start` can be said to end."""
    number, unit = _split(term)
    if unit == "wd":
        return frozenset({timing.add_working_days(brand, start, number)})
    if unit in ("mo", "y"):
        months = number * (12 if unit == "y" else 1) + start.month - 1
        year, month = start.year + months // 12, months % 12 + 1
        return frozenset({date(year, month, min(start.day, 28 if month == 2 else 30))})
    if unit == "d":
        return frozenset({start + timedelta(days=number)})
    return frozenset({start + timedelta(days=number // 24)}) if unit == "h" and number % 24 == 0 else frozenset()
