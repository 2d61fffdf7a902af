"""Fixed sets of complaints with what a good reply must hold and avoid, and the triage expected."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import yaml

from assistant.content.files import read_text
from assistant.errors import ContentError
from assistant.records.brand import Brand
from assistant.records.case import AgentFact, Author, Case, CaseState, EarlierCase, Message
from assistant.records.triage import Risk, Route

Patterns = tuple[tuple[re.Pattern[str], ...], ...]
"""One inner tuple a requirement; any pattern of it will do."""


@dataclass(frozen=True, slots=True)
class SuiteCase:
    """One complaint of a suite. `expected` is the triage by the suite's own field names (sent, emo, urg, ...)."""

    id: str
    brand: str
    channel: str
    language: str
    thread: tuple[tuple[str, str], ...]  # (role, text), oldest first
    customer_name: str = ""
    must: tuple[str, ...] = ()
    avoid: tuple[str, ...] = ()
    must_any: Patterns = ()
    avoid_any: Patterns = ()
    facts: tuple[str, ...] = ()  # what the agent knows
    earlier: int = 0  # earlier cases of this customer
    expected: Mapping[str, Any] = field(default_factory=dict)

    @property
    def complaint(self) -> str:
        return "\n\n".join(text for role, text in self.thread if role == "customer")

    @property
    def route(self) -> Route:
        """Where the case must go: a person when the suite says so or expects a risk of self-harm."""
        wanted = str(self.expected.get("route", ""))
        return Route(wanted) if wanted else Route.PERSON if self.expected.get("risk") == Risk.SELF_HARM.value else Route.DRAFT


@dataclass(frozen=True, slots=True)
class Suite:
    """The cases of one file; `path` says where its good replies may lie."""

    path: Path
    cases: tuple[SuiteCase, ...]


@dataclass(frozen=True, slots=True)
class Given:
    """A reply from outside, with what its writer knew."""

    id: str
    text: str
    private_text: str = ""
    facts: tuple[str, ...] = ()


def read_suite(path: Path, brands: Mapping[str, Brand]) -> Suite:
    """Read a suite. Raises `ContentError` for what cannot be read, a brand or a channel that does not exist, an id given twice."""
    rows = _yaml(path)
    cases = tuple(_case(row, f"{path}: case {number}", brands) for number, row in enumerate(rows, start=1))
    ids = [case.id for case in cases]
    if twice := next((id for id in ids if ids.count(id) > 1), ""):
        raise ContentError(f"The id '{twice}' stands there twice.", where=str(path), mend="Give each case its own id.")
    return Suite(path, cases)


def read_good(path: Path) -> tuple[Given, ...]:
    """Replies written by hand with all facts known: a control of checks and score. Empty when the file is not there."""
    return tuple(_given(row, f"{path}: reply {number}") for number, row in enumerate(_yaml(path), start=1)) if path.exists() else ()


def read_replies(path: Path) -> Mapping[str, Given]:
    """Replies from outside, one JSON object a line: {"id", "text"} and, where there are any, "private_text", "agent_facts"."""
    found: dict[str, Given] = {}
    for number, line in enumerate(read_text(path).splitlines(), start=1):
        if not line.strip():
            continue
        where = f"{path}:{number}"
        try:
            row = json.loads(line)
        except ValueError as error:
            raise ContentError("This is no JSON object.", where=where, mend='Write {"id": "...", "text": "..."} on one line.') from error
        given = _given(row, where)
        found[given.id] = given
    return found


def to_case(row: SuiteCase, now: datetime, facts: tuple[str, ...] = ()) -> Case:
    """The suite's case as one that came in now, with its own agent facts and those of `facts`."""
    last = len(row.thread) - 1
    thread = tuple(
        Message(
            id=f"{row.id}-{index}",
            author=Author(role),
            name=row.customer_name if role == "customer" else "",
            text=text,
            at=now - timedelta(minutes=10 * (last - index)),
        )
        for index, (role, text) in enumerate(row.thread)
    )
    known = tuple(AgentFact(f"{row.id}-f{index}", text, "suite", now) for index, text in enumerate((*row.facts, *facts), start=1))
    earlier = tuple(
        EarlierCase(f"{row.id}-e{index}", row.channel, now - timedelta(days=30 * index), "", CaseState.CLOSED)
        for index in range(1, row.earlier + 1)
    )
    return Case(
        id=row.id, brand=row.brand, channel=row.channel, customer=f"suite:{row.id}", customer_name=row.customer_name, thread=thread,
        state=CaseState.NEW, opened_at=now, due_at=None, version=1, facts=known, earlier=earlier,
    )  # fmt: skip


def _yaml(path: Path) -> list[Any]:
    try:
        rows = yaml.safe_load(read_text(path))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"{path}:{mark.line + 1}" if mark else str(path)
        raise ContentError("This is not valid YAML.", where=where, mend="Compare the line with those around it.") from error
    if not isinstance(rows, list) or not rows:
        raise ContentError("There are no cases in it.", where=str(path), mend="Write a list: each case starts with '- id: ...'.")
    return rows


def _case(row: Any, where: str, brands: Mapping[str, Brand]) -> SuiteCase:
    if not isinstance(row, dict) or not row.get("id"):
        raise ContentError("This case has no id.", where=where, mend="Start it with '- id: ...'.")
    where = f"{where} ({row['id']})"
    brand, channel = str(row.get("org", "")).strip().lower(), str(row.get("channel", "")).strip().lower()
    if brand not in brands:
        raise ContentError(f"There is no brand '{brand}'.", where=where, mend=f"Use one of: {', '.join(sorted(brands))}.")
    if channel not in brands[brand].channels:
        known = ", ".join(sorted(brands[brand].channels))
        raise ContentError(f"{brands[brand].name} has no channel '{channel}'.", where=where, mend=f"Use one of: {known}.")
    return SuiteCase(
        id=str(row["id"]),
        brand=brand,
        channel=channel,
        language=str(row.get("lang", "")),
        thread=tuple(_thread(row, where)),
        customer_name=str(row.get("customer", "")),
        must=_texts(row, "must", where),
        avoid=_texts(row, "avoid", where),
        must_any=_patterns(row, "must_any", where),
        avoid_any=_patterns(row, "avoid_any", where),
        facts=_texts(row, "agent_facts", where),
        earlier=int(row.get("earlier", 0)),
        expected=_triage(row, where),
    )


def _thread(row: Mapping[str, Any], where: str) -> Iterator[tuple[str, str]]:
    """`complaint`, or `thread`: a list of {role, text}."""
    messages = row.get("thread") or [{"role": "customer", "text": row.get("complaint")}]
    for message in messages:
        role, text = str(message.get("role", "customer")), str(message.get("text") or "").strip()
        if role not in ("customer", "agent") or not text:
            raise ContentError("The complaint has no text.", where=where, mend="Write 'complaint: ...', or a thread of {role, text}.")
        yield role, text


def _triage(row: Mapping[str, Any], where: str) -> Mapping[str, Any]:
    expected = row.get("triage") or {}
    if not isinstance(expected, dict):
        raise ContentError("'triage' is no table.", where=where, mend="Write triage: with lines like 'urg: 1' below it.")
    return {**expected, **({"route": row["route"]} if row.get("route") else {})}


def _texts(row: Mapping[str, Any], name: str, where: str) -> tuple[str, ...]:
    value = row.get(name) or []
    if isinstance(value, str):
        value = [value]
    if not isinstance(value, list):
        raise ContentError(f"'{name}' is no list.", where=where, mend=f"Write {name}: with lines like '- text' below it.")
    return tuple(str(item) for item in value)


def _patterns(row: Mapping[str, Any], name: str, where: str) -> Patterns:
    """A list of patterns of which any will do, or a list of such lists."""
    value = row.get(name) or []
    groups = value if isinstance(value, list) and value and all(isinstance(item, list) for item in value) else [value] if value else []
    return tuple(tuple(_pattern(str(item), where) for item in ([group] if isinstance(group, str) else group)) for group in groups)


def _pattern(text: str, where: str) -> re.Pattern[str]:
    try:
        return re.compile(text, re.IGNORECASE)
    except re.error as error:
        raise ContentError(f"The pattern '{text}' cannot be read: {error}.", where=where, mend="Mend the brackets.") from error


def _given(row: Any, where: str) -> Given:
    if not isinstance(row, dict) or "id" not in row or not isinstance(row.get("text"), str):
        raise ContentError("A reply needs an id and a text.", where=where, mend='Write {"id": "...", "text": "..."}.')
    return Given(str(row["id"]), row["text"], str(row.get("private_text", "")), _texts(row, "agent_facts", where))
