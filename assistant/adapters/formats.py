"""Document formats that can be uploaded as policies: Markdown and plain text."""

from pathlib import PurePath

from assistant.content.files import plain_text
from assistant.errors import InputError
from assistant.ports import DocumentFormat

MOST_BYTES = 2_000_000


class TextFormat:
    """Markdown or plain text in UTF-8, taken as it is."""

    suffixes: tuple[str, ...] = (".md", ".markdown", ".txt")

    def read(self, data: bytes, name: str) -> str:
        """The text with `\\n` line ends. Raises `InputError` for another encoding, NUL bytes, nothing, or over 2 MB."""
        if len(data) > MOST_BYTES:
            raise InputError(f"The file has {len(data):,} bytes; {MOST_BYTES:,} is the most.", where=name, mend="Split it.")
        text = plain_text(data, name, InputError)
        if not text.strip():
            raise InputError("The file is empty.", where=name, mend="Pick a file that holds text.")
        return text


FORMATS: tuple[DocumentFormat, ...] = (TextFormat(),)


def format_of(name: str, formats: tuple[DocumentFormat, ...] = FORMATS) -> DocumentFormat:
    """The format for a file's name. Raises `InputError` that names those there are."""
    suffix = PurePath(name).suffix.lower()
    found = next((one for one in formats if suffix in one.suffixes), None)
    if found is None:
        known = ", ".join(suffix for one in formats for suffix in one.suffixes)
        raise InputError(f"Files of kind '{suffix or 'none'}' cannot be read.", where=name, mend=f"Upload one of: {known}.")
    return found
