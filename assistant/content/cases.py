"""Resolved cases: JSON, one object a line; a broken line is reported and the rest goes on."""

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from assistant.content.files import read_bytes
from assistant.content.rows import json_rows
from assistant.errors import ContentError, WebcareError
from assistant.records.knowledge import ResolvedCase

FORM = '{"id": "...", "complaint": "...", "reply": "..."}'


def read_cases(path: Path, brand: str) -> Iterator[ResolvedCase | ContentError]:
    """The resolved cases of a JSONL file; a line that cannot be read comes as its error."""
    for where, row in json_rows(read_bytes(path), str(path), FORM):
        yield ContentError(row.what, where=where, mend=row.mend) if isinstance(row, WebcareError) else _case(row, brand, where)


def _case(row: Mapping[str, Any], brand: str, where: str) -> ResolvedCase | ContentError:
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
