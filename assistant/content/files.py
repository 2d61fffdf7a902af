"""Text and TOML files as people leave them: UTF-8, with or without a byte-order mark, any line ending."""

import re
import tomllib
from pathlib import Path
from typing import Any

from assistant.errors import ContentError, WebcareError


def read_bytes(path: Path) -> bytes:
    """What the file holds. Raises `ContentError` where it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        mend = f"Check that it exists and may be read ({error.strerror})."
        raise ContentError("The file cannot be read.", where=str(path), mend=mend) from error


def read_text(path: Path) -> str:
    """The file's text with `\\n` line ends. Raises `ContentError` where it is missing or not UTF-8."""
    return plain_text(read_bytes(path), str(path))


def plain_text(data: bytes, name: str, wrong: type[WebcareError] = ContentError) -> str:
    """UTF-8 text with `\\n` line ends. Raises `wrong` with the line for another encoding or NUL bytes."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise wrong("This is not UTF-8 text.", where=f"{name}:{line}", mend="Save the file as UTF-8.") from error
    if "\x00" in text:
        line = text[: text.index("\x00")].count("\n") + 1
        raise wrong("The file holds a NUL byte.", where=f"{name}:{line}", mend="Save it again as plain text.")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def read_toml(path: Path) -> dict[str, Any]:
    """The file's tables. Raises `ContentError` with the line where TOML stops making sense."""
    try:
        return tomllib.loads(read_text(path))
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"line (\d+)", str(error))
        where = f"{path}:{found[1]}" if found else str(path)
        raise ContentError(f"This is not valid TOML: {error}.", where=where, mend="Compare the line with those around it.") from error
