"""Messages in files: CSV and JSONL. Each bad line is one error with its place; the rest goes on."""

import csv
import io
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import PurePath
from typing import Any

from assistant.errors import InputError, WebcareError
from assistant.records.intake import Incoming

COLUMNS = ("channel", "text")
"""What a CSV must have (`channel` unless given for the whole file), with author, handle, brand, at, minutes_ago, thread, role, attachments,
id, tagged, private."""

BOM = b"\xef\xbb\xbf"
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
    data = data.removeprefix(BOM)
    if not data.strip():
        yield InputError("The file is empty.", where=name, mend="Pick a file that holds messages.")
        return
    rows = _csv(data, name, channel) if PurePath(name).suffix.lower() == ".csv" else _jsonl(data, name)
    same: Counter[str] = Counter()
    for where, row in rows:
        if isinstance(row, WebcareError):
            yield row
            continue
        message = _incoming(row, where, brand, channel, now)
        if isinstance(message, Incoming) and not message.external_id and not row.get("at"):
            line = sha256(json.dumps(row, sort_keys=True).encode()).hexdigest()
            same[line] += 1
            message = replace(message, external_id=f"{line}.{same[line]}")
        yield message


Row = tuple[str, Mapping[str, Any] | WebcareError]


def _jsonl(data: bytes, name: str) -> Iterator[Row]:
    for number, line in enumerate(data.split(b"\n"), start=1):
        where = f"{name}:{number}"
        if not line.strip():
            continue
        try:
            row = json.loads(line.decode())
        except UnicodeDecodeError:
            yield where, InputError("The line is not UTF-8.", where=where, mend="Save the file as UTF-8.")
        except (json.JSONDecodeError, RecursionError) as error:
            why = error.msg if isinstance(error, json.JSONDecodeError) else "nested too deep"
            yield where, InputError(f"The line is not JSON: {why}.", where=where, mend=f"Write one object a line: {FORM}.")
        else:
            yield where, row if isinstance(row, dict) else InputError("The line is no JSON object.", where=where, mend=f"Write {FORM}.")


def _csv(data: bytes, name: str, channel: str) -> Iterator[Row]:
    """Bytes that are no UTF-8 are carried along, so that only the rows that hold them are refused."""
    text = data.decode("utf-8", "surrogateescape").replace("\x00", "")
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
    reader.fieldnames = [column.strip().lower() for column in reader.fieldnames or ()]
    missing = [column for column in COLUMNS if column not in reader.fieldnames and not (column == "channel" and channel)]
    if missing:
        mend = f"The first line must name {', '.join(COLUMNS)}."
        yield f"{name}:1", InputError(f"Columns are missing: {', '.join(missing)}.", where=f"{name}:1", mend=mend)
        return
    while True:
        where = f"{name}:{reader.line_num + 1}"
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield where, InputError(f"The line is not CSV: {error}.", where=where, mend="Check its quotes.")
            continue
        yield where, _sound(row, where)


def _sound(row: Mapping[str | None, Any], where: str) -> Mapping[str, Any] | InputError:
    if None in row:
        return InputError("The line has more fields than columns.", where=where, mend="Put quotes around a text that holds the separator.")
    fields = {str(column): value or "" for column, value in row.items()}
    if any("\udc80" <= sign <= "\udcff" for value in fields.values() for sign in value):
        return InputError("The line is not UTF-8.", where=where, mend="Save the file as 'CSV UTF-8'.")
    fields["attachments"] = [part.strip() for part in fields.get("attachments", "").split("|") if part.strip()]
    return fields


def _incoming(row: Mapping[str, Any], where: str, brand: str, channel: str, now: datetime) -> Incoming | WebcareError:
    texts = {name: row.get(name) for name in ("brand", "channel", "author", "handle", "text", "thread", "role", "at", "id", "external_id")}
    wrong = next((name for name, value in texts.items() if not isinstance(value, (str, int, type(None)))), "")
    attachments = row.get("attachments") or []
    if wrong or not isinstance(attachments, list):
        return InputError(f"The field '{wrong or 'attachments'}' has the wrong kind.", where=where, mend=f"Write {FORM}.")
    given = {name: str(value).strip() if value is not None else "" for name, value in texts.items()}
    if not given["text"] and not attachments:
        return InputError("The field 'text' is missing.", where=where, mend="Give the text the customer wrote.")
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
