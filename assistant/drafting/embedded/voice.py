"""The embedded writer's phrases: content in `knowledge/words/phrases_<lang>.toml`, several a move, picked by the case."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

from assistant.language.sentences import capital

_FORMS = re.compile(r"\(([^()|]*)\|([^()|]*)\)")


@dataclass(frozen=True, slots=True)
class Voice:
    """Says a move in the brand's form of address. The same case always says it the same way; another says it otherwise."""

    lists: Mapping[str, tuple[str, ...]]
    form: str
    seed: str

    def say(self, key: str, **params: str) -> str:
        """One phrasing of `key` with `{name}` filled in and "(je|u)" decided; "" where the list is missing or empty."""
        options = self.options(key)
        if not options:
            return ""
        text = options[int(sha256(f"{self.seed}|{key}".encode()).hexdigest(), 16) % len(options)]
        return self.spell(text, **params)

    def options(self, key: str) -> tuple[str, ...]:
        return self.lists.get(f"say.{key}", ())

    def words(self, key: str) -> tuple[str, ...]:
        """A plain list of words or patterns."""
        return self.lists.get(f"say.{key}", ())

    def found(self, key: str, text: str) -> bool:
        """Whether a pattern of the list `key` occurs in `text`."""
        return any(re.search(pattern, text, re.IGNORECASE) for pattern in self.words(key))

    def first(self, key: str, text: str) -> str:
        """What a case-sensitive pattern of the list `key` finds first in `text`: its first group; "" when none does."""
        return next((found[1] for pattern in self.words(key) if (found := re.search(pattern, text))), "")

    def spell_inside(self, text: str) -> str:
        """ "(je|u)" decided, nothing else changed."""
        return _FORMS.sub(lambda found: found[2 if self.form == "u" else 1], text)

    def spell(self, text: str, **params: str) -> str:
        """A phrase as it stands in a reply: form decided, names filled in, a capital first."""
        text = self.spell_inside(text)
        for name, value in params.items():
            text = text.replace(f"{{{name}}}", value)
        text = re.sub(r"\s+([.,!?])", r"\1", re.sub(r"  +", " ", text)).strip()
        return capital(text)
