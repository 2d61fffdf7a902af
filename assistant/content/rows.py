"""Rows of a CSV or JSONL file as people save them, each with its place. A line that cannot be read comes as its error; the rest goes on."""

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from assistant.errors import InputError, WebcareError

Row = tuple[str, Mapping[str, Any] | WebcareError]
"""`name:line` and what stands there."""

UTF_8 = b"\xef\xbb\xbf"
UTF_16 = (b"\xff\xfe", b"\xfe\xff")


def json_rows(data: bytes, name: str, form: str) -> Iterator[Row]:
    """JSON, one object a line; `form` shows how it is written."""
    for number, line in enumerate(_marked(data).split(b"\n"), start=1):
        where = f"{name}:{number}"
        if not line.strip():
            continue
        try:
            row = json.loads(line.decode())
        except UnicodeDecodeError:
            yield where, InputError("The line is not UTF-8.", where=where, mend="Save the file as UTF-8.")
        except (ValueError, RecursionError) as error:
            why = error.msg if isinstance(error, json.JSONDecodeError) else "a number is too long, or it is nested too deep"
            yield where, InputError(f"The line is not JSON: {why}.", where=where, mend=f"Write one object a line: {form}.")
        else:
            yield where, row if isinstance(row, dict) else InputError("The line is no JSON object.", where=where, mend=f"Write {form}.")


def csv_rows(data: bytes, name: str, columns: Sequence[str]) -> Iterator[Row]:
    """CSV with comma, semicolon or tab; the first line names the columns, among them `columns`.

    A row whose quotes do not close, or that holds bytes which are no UTF-8, is refused alone: reading goes on at the line below its first.
    """
    text = _marked(data).decode("utf-8", "surrogateescape").replace("\x00", "")
    lines = io.StringIO(text, newline="").readlines()
    at = next((number for number, line in enumerate(lines) if line.strip()), 0)
    delimiter = max(",;\t", key="".join(lines[at : at + 1]).count)
    where, named, at = f"{name}:{at + 1}", _read(lines, at, delimiter), at + 1
    known = [column.strip().lower() for column in named[0]] if isinstance(named, tuple) else []
    if missing := [column for column in columns if column not in known]:
        mend = f"The first line must name {', '.join(columns)}."
        yield where, InputError(f"Columns are missing: {', '.join(missing)}.", where=where, mend=mend)
        return
    while at < len(lines):
        where, found = f"{name}:{at + 1}", _read(lines, at, delimiter)
        if isinstance(found, csv.Error):
            at += 1
            yield where, InputError(f"The line is not CSV: {found}.", where=where, mend="Check its quotes.")
            continue
        fields, taken = found
        at += taken
        if fields:
            yield where, _fields(known, fields, where)


def _read(lines: Sequence[str], at: int, delimiter: str) -> tuple[list[str], int] | csv.Error:
    """The row that begins on a line, and how many lines it takes; the error where it is none."""
    reader = csv.reader(map(lines.__getitem__, range(at, len(lines))), delimiter=delimiter, strict=True)
    try:
        return next(reader, []), reader.line_num
    except csv.Error as error:
        return error


def _fields(columns: Sequence[str], fields: Sequence[str], where: str) -> Mapping[str, str] | InputError:
    if len(fields) > len(columns):
        return InputError("The line has more fields than columns.", where=where, mend="Put quotes around a text that holds the separator.")
    if any("\udc80" <= sign <= "\udcff" for field in fields for sign in field):
        return InputError("The line is not UTF-8.", where=where, mend="Save the file as 'CSV UTF-8'.")
    return dict.fromkeys(columns, "") | dict(zip(columns, fields, strict=False))


def _marked(data: bytes) -> bytes:
    """The file without the mark that says how it is encoded; UTF-16, which spreadsheets call Unicode text, as UTF-8."""
    if data.startswith(UTF_16):
        return data.decode("utf-16", "replace").encode("utf-8", "replace")
    return data.removeprefix(UTF_8)
