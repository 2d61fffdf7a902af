"""Text and TOML files as people leave them: UTF-8, with or without a byte-order mark, any line ending."""

import re
import tomllib
from pathlib import Path
from typing import Any

from assistant.errors import ContentError


def read_text(path: Path) -> str:
    """The file's text with `\\n` line ends. Raises `ContentError` where it is missing or not UTF-8."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ContentError(
            "The file cannot be read.", where=str(path), mend=f"Check that it exists and may be read ({error.strerror})."
        ) from error
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise ContentError("This is not UTF-8 text.", where=f"{path}:{line}", mend="Save the file as UTF-8.") from error
    if "\x00" in text:
        line = text[: text.index("\x00")].count("\n") + 1
        raise ContentError("The file holds a NUL byte.", where=f"{path}:{line}", mend="Save it again as plain text.")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def read_toml(path: Path) -> dict[str, Any]:
    """The file's tables. Raises `ContentError` with the line where TOML stops making sense."""
    try:
        return tomllib.loads(read_text(path))
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"line (\d+)", str(error))
        where = f"{path}:{found[1]}" if found else str(path)
        raise ContentError(f"This is not valid TOML: {error}.", where=where, mend="Compare the line with those around it.") from error
