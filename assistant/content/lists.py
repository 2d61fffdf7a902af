"""Word lists that people edit: `knowledge/words/cliches_<lang>.txt` and `*.toml`, by language."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from assistant.content.files import read_text, read_toml
from assistant.errors import ContentError
from assistant.records.review import WordLists
from assistant.settings import CHECKOUT

LANGUAGES = ("nl", "en")
PATTERNS = ("checks.", "guard.", "say.cues.", "say.patterns.")
"""Lists of regular expressions; those of `triage.` and `search.` are phrases in a small language of their own."""
PHRASES = ("triage.", "search.gloss")


def load_lists(content: Path) -> WordLists:
    """Every list. Raises `ContentError` with file and line where a pattern or a weight cannot be read."""
    own = content / "knowledge" / "words"
    folder = own if own.is_dir() else CHECKOUT / "knowledge" / "words"
    cliches = {language: read_cliches(folder / f"cliches_{language}.txt") for language in LANGUAGES}
    words = {language: _words(folder, language) for language in LANGUAGES}
    return WordLists(cliches=cliches, words=words)


def read_cliches(path: Path) -> tuple[tuple[str, int, str], ...]:
    """Lines `pattern TAB weight TAB note`; a line that starts with # is a remark."""
    if not path.exists():
        return ()
    rows: list[tuple[str, int, str]] = []
    for number, line in enumerate(read_text(path).split("\n"), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        pattern, _, rest = line.partition("\t")
        weight, _, note = rest.partition("\t")
        where = f"{path}:{number}"
        if weight.strip() not in ("1", "2", "3"):
            raise ContentError(f"The weight '{weight.strip()}' is unknown.", where=where, mend="Write pattern, tab, 1, 2 or 3, tab, note.")
        _compile(pattern, where)
        rows.append((pattern, int(weight), note.strip()))
    return tuple(rows)


def unreadable(lists: WordLists, content: Path) -> Iterator[ContentError]:
    """The patterns and phrases that cannot be read, each with its list. `load_lists` leaves them: thousands take a second to try."""
    folder = content / "knowledge" / "words"
    every = ((language, name, entry) for language, own in lists.words.items() for name, entries in own.items() for entry in entries)
    for language, name, entry in every:
        where = f"{folder} ({language}): {name}: {entry}"
        try:
            if name.startswith(PATTERNS):
                _compile(entry, where)
            elif name.startswith(PHRASES) and any(map(str.isalpha, entry)):  # an emoji is no phrase
                _balanced(entry, where)
        except ContentError as error:
            yield error


def _balanced(phrase: str, where: str) -> None:
    if any(phrase.count(opens) != phrase.count(closes) for opens, closes in ("()", "[]")):
        raise ContentError("A bracket stands alone.", where=where, mend="Close the bracket, or take it away.")


def _words(folder: Path, language: str) -> dict[str, tuple[str, ...]]:
    lists: dict[str, tuple[str, ...]] = {}
    for path in sorted([*folder.glob(f"{language}.toml"), *folder.glob(f"*_{language}.toml")]):
        for name, value in _flat(read_toml(path)):
            if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
                raise ContentError(f"'{name}' is no list of words.", where=str(path), mend='Write name = ["word", "word"].')
            if name in lists:
                raise ContentError(f"The list '{name}' stands in two files.", where=str(path), mend="Keep one of the two.")
            lists[name] = tuple(value)
    return lists


def _flat(table: dict[str, Any], prefix: str = "") -> list[tuple[str, Any]]:
    rows: list[tuple[str, Any]] = []
    for name, value in table.items():
        rows += _flat(value, f"{prefix}{name}.") if isinstance(value, dict) else [(f"{prefix}{name}", value)]
    return rows


def _compile(pattern: str, where: str) -> None:
    try:
        re.compile(pattern, re.IGNORECASE)
    except re.error as error:
        raise ContentError(f"The pattern cannot be read: {error}.", where=where, mend="Mend the brackets or remove the line.") from error
