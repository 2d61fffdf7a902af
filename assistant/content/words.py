"""Screen words: `knowledge/screens/<lang>.toml` and `<name>_<lang>.toml`, merged, looked up by dotted key."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from string import Formatter
from typing import Any

from assistant.content.files import read_toml
from assistant.errors import ContentError
from assistant.settings import CHECKOUT

LANGUAGES = ("nl", "en")


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language. A key that is missing shows as itself, so that a gap is seen and nothing breaks."""

    language: str
    texts: Mapping[str, str]

    def say(self, key: str, **params: object) -> str:
        """The text at `key` with `{name}` filled in; an unfilled name stays as it stands."""
        text = self.texts.get(key, key)
        return Formatter().vformat(text, (), _Open(params)) if "{" in text else text

    def has(self, key: str) -> bool:
        return key in self.texts


class _Open(dict[str, object]):
    def __missing__(self, key: str) -> str:
        return "{" + key + "}"


def load_words(content: Path, language: str) -> Words:
    """All screen words of `language`. Raises `ContentError` for a broken file or a key given twice."""
    texts: dict[str, str] = {}
    origin: dict[str, Path] = {}
    for path in _files(content, language):
        for key, text in _flat(read_toml(path), path):
            if key in texts:
                raise ContentError(f"The key '{key}' stands in {origin[key].name} too.", where=str(path), mend="Keep one of the two.")
            texts[key], origin[key] = text, path
    return Words(language, texts)


def word_gaps(content: Path) -> tuple[str, ...]:
    """Keys that one language has and another lacks, as `language: key`."""
    keys = {language: set(load_words(content, language).texts) for language in LANGUAGES}
    everything = set().union(*keys.values())
    return tuple(f"{language}: {key}" for language in LANGUAGES for key in sorted(everything - keys[language]))


def _files(content: Path, language: str) -> tuple[Path, ...]:
    own = content / "knowledge" / "screens"
    folder = own if own.is_dir() else CHECKOUT / "knowledge" / "screens"
    return tuple(sorted([*folder.glob(f"{language}.toml"), *folder.glob(f"*_{language}.toml")]))


def _flat(table: Mapping[str, Any], path: Path, prefix: str = "") -> Iterator[tuple[str, str]]:
    for name, value in table.items():
        key = f"{prefix}{name}"
        if isinstance(value, Mapping):
            yield from _flat(value, path, f"{key}.")
        elif isinstance(value, str):
            yield key, value
        else:
            raise ContentError(f"'{key}' is no text.", where=str(path), mend='Write key = "words".')
