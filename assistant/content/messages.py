"""Messages in files: CSV and JSONL. Each bad line is one error with its place; the rest goes on."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path, PurePath
from typing import Any

from assistant.content.files import read_bytes
from assistant.content.rows import UTF_8, csv_rows, json_rows
from assistant.errors import ContentError, InputError, WebcareError
from assistant.records.intake import Incoming

COLUMNS = ("channel", "text")
"""What a CSV must have (`channel` unless given for the whole file), with author, handle, brand, at, minutes_ago, thread, role, attachments,
id, tagged, private."""

MOST_BYTES = 200_000_000
FORM = '{"id": "...", "channel": "email", "author": "...", "text": "..."}'


def read_messages(data: bytes, name: str, *, brand: str = "", channel: str = "", now: datetime) -> Iterator[Incoming | WebcareError]:
    """The messages of a file; a line that cannot be used comes as its error, with `name:line`.

    `.csv` is read as CSV (comma, semicolon or tab; the first line names the columns), anything else as JSON, one object a line. `brand` and
    `channel` hold for lines that name none; `now` dates lines without a time, and their id follows from the line itself and how often it
    stood there, so that the same file again changes nothing. Attachments in CSV are separated by `|`.
    """
    if len(data) > MOST_BYTES:
        yield InputError(f"The file has {len(data):,} bytes; {MOST_BYTES:,} is the most.", where=name, mend="Split it.")
        return
    if not data.removeprefix(UTF_8).strip():
        yield InputError("The file is empty.", where=name, mend="Pick a file that holds messages.")
        return
    needed = [column for column in COLUMNS if not (column == "channel" and channel)]
    table = PurePath(name).suffix.lower() == ".csv"
    rows = csv_rows(data, name, needed) if table else json_rows(data, name, FORM)
    same: Counter[str] = Counter()
    for where, row in rows:
        if isinstance(row, WebcareError):
            yield row
            continue
        if table:
            row = {**row, "attachments": [part.strip() for part in row.get("attachments", "").split("|") if part.strip()]}
        message = _incoming(row, where, brand, channel, now)
        if isinstance(message, Incoming) and not message.external_id and not row.get("at"):
            line = sha256(json.dumps(row, sort_keys=True).encode()).hexdigest()
            same[line] += 1
            message = replace(message, external_id=f"{line}.{same[line]}")
        yield message


def read_inbox(path: Path, brand: str, now: datetime) -> Iterator[Incoming | ContentError]:
    """The sample messages of a JSONL file in a brand's `inbox/`, dated back from `now` by their `minutes_ago`."""
    for found in read_messages(read_bytes(path), str(path), brand=brand, now=now):
        yield found if isinstance(found, Incoming) else ContentError(found.what, where=found.where, mend=found.mend)


def _incoming(row: Mapping[str, Any], where: str, brand: str, channel: str, now: datetime) -> Incoming | WebcareError:
    texts = {name: row.get(name) for name in ("brand", "channel", "author", "handle", "text", "thread", "role", "at", "id", "external_id")}
    wrong = next((name for name, value in texts.items() if not isinstance(value, (str, int, type(None)))), "")
    attachments = row.get("attachments") or []
    if wrong or not isinstance(attachments, list):
        return InputError(f"The field '{wrong or 'attachments'}' has the wrong kind.", where=where, mend=f"Write {FORM}.")
    given = {name: str(value).strip() if value is not None else "" for name, value in texts.items()}
    if not given["text"] and not attachments:
        return InputError("The field 'text' is missing.", where=where, mend="Give the text the customer wrote.")
    if not (given["channel"] or channel):
        return InputError("The field 'channel' is missing.", where=where, mend="Say where the message came in.")
    try:
        at = _moment(given["at"], row.get("minutes_ago"), now)
    except (ValueError, TypeError, OverflowError):
        return InputError(
            "The time cannot be read.", where=where, mend="Write at as 2026-01-31T14:05:00+01:00, or minutes_ago as a number."
        )
    return Incoming(
        brand=given["brand"] or brand,
        channel=given["channel"] or channel,
        author=given["author"],
        text=str(texts["text"] or ""),
        at=at,
        thread=given["thread"],
        role=given["role"] or "customer",
        attachments=tuple(str(part) for part in attachments),
        external_id=given["external_id"] or given["id"],
        tagged=_says(row.get("tagged"), default=True),
        private=_says(row.get("private"), default=False),
        handle=given["handle"],
        where=where,
    )


def _says(value: object, *, default: bool) -> bool:
    """Yes or no, as JSON or as people write it in a CSV; nothing: the default."""
    said = str("" if value is None else value).strip().casefold()
    return said in ("true", "1", "yes", "ja", "y", "j") if said else default


def _moment(at: str, minutes_ago: object, now: datetime) -> datetime:
    """When it was written; a time without a zone is in the zone of `now`."""
    if at:
        moment = datetime.fromisoformat(at)
        return moment if moment.tzinfo else moment.replace(tzinfo=now.tzinfo)
    return now - timedelta(minutes=float(str(minutes_ago))) if minutes_ago not in (None, "") else now
