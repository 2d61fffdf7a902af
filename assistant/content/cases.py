"""Resolved cases and sample messages: JSON, one object a line; a broken line is reported and the rest goes on."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from assistant.content.files import read_text
from assistant.errors import ContentError
from assistant.records.intake import Incoming
from assistant.records.knowledge import ResolvedCase


def read_cases(path: Path, brand: str) -> Iterator[ResolvedCase | ContentError]:
    """The resolved cases of a JSONL file; a line that cannot be read comes as its error."""
    for where, row in _rows(path):
        yield row if isinstance(row, ContentError) else _case(row, brand, where)


def read_inbox(path: Path, brand: str, now: datetime | None = None) -> Iterator[Incoming | ContentError]:
    """The sample messages of a JSONL file, dated back from `now` by their `minutes_ago`."""
    clock = now or datetime.now(UTC)
    for where, row in _rows(path):
        yield row if isinstance(row, ContentError) else _incoming(row, brand, where, clock)


def _rows(path: Path) -> Iterator[tuple[str, dict[str, Any] | ContentError]]:
    for number, line in enumerate(read_text(path).split("\n"), start=1):
        if not line.strip():
            continue
        where = f"{path}:{number}"
        try:
            row = json.loads(line)
        except json.JSONDecodeError as error:
            yield (
                where,
                ContentError(
                    f"This is not JSON: {error.msg}.", where=f"{where}:{error.colno}", mend="One object a line, in double quotes."
                ),
            )
            continue
        if not isinstance(row, dict):
            yield where, ContentError("The line is no JSON object.", where=where, mend='Write {"id": ..., ...}.')
            continue
        yield where, row


def _case(row: dict[str, Any], brand: str, where: str) -> ResolvedCase | ContentError:
    for name in ("id", "complaint", "reply"):
        if not isinstance(row.get(name), str) or not row[name].strip():
            return ContentError(f"The field '{name}' is missing.", where=where, mend="A resolved case has id, complaint and reply.")
    try:
        closed_on = date.fromisoformat(row["closed_on"]) if row.get("closed_on") else None
    except (TypeError, ValueError):
        return ContentError(f"closed_on '{row['closed_on']}' is not a date.", where=where, mend="Write it as 2026-01-31.")
    policies = row.get("policies") or ()
    if not isinstance(policies, (list, tuple)) or not all(isinstance(policy, str) for policy in policies):
        return ContentError("'policies' is no list of names.", where=where, mend='Write ["name-of-policy"].')
    return ResolvedCase(
        id=row["id"],
        brand=brand,
        channel=str(row.get("channel", "")),
        complaint=row["complaint"],
        reply=row["reply"],
        policies=tuple(policy if "/" in policy else f"{brand}/{policy}" for policy in policies),
        language=str(row.get("language") or "nl"),
        closed_on=closed_on,
        outcome=str(row.get("outcome") or "settled"),
    )


def _incoming(row: dict[str, Any], brand: str, where: str, now: datetime) -> Incoming | ContentError:
    for name in ("id", "channel", "text"):
        if not isinstance(row.get(name), str) or not row[name].strip():
            return ContentError(f"The field '{name}' is missing.", where=where, mend="A message has id, channel, author and text.")
    minutes = row.get("minutes_ago", 0)
    if not isinstance(minutes, (int, float)) or minutes < 0:
        return ContentError("'minutes_ago' is no number.", where=where, mend="Write a number of minutes, 0 or more.")
    return Incoming(
        brand=brand,
        channel=row["channel"],
        author=str(row.get("author") or ""),
        text=row["text"],
        at=now - timedelta(minutes=minutes),
        thread=str(row.get("thread") or ""),
        role=str(row.get("role") or "customer"),
        attachments=tuple(str(name) for name in row.get("attachments") or ()),
        external_id=row["id"],
        tagged=row.get("tagged") is not False,
        private=row.get("private") is True,
        handle=str(row.get("handle") or ""),
        where=where,
    )
