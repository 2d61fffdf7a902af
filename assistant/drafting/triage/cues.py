"""The small pattern language of the triage lists, and where its phrases stand in a text.

A phrase is words as people write them. `*` is the rest of a word, `..` is up to five words in between, `[word]` may be absent,
`(a|b)` is one of these, `#` is a number in digits or words. Case, accents and the shape of quotes do not matter. A phrase
without letters (an emoji) is taken as it stands.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from assistant.records.review import WordLists

LONGEST = 20_000  # characters of a complaint that triage reads; the rest repeats
NUMBER = (
    r"(?:\d+(?:[.,]\d+)?|een|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf|dertien|veertien|twintig|dertig|zoveel|paar|half"
    r"|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|several)"
)
SPACE = r"[\s,;:'\"/_-]+"
GAP = r"(?:[^\s.!?\n]+" + SPACE + r"){0,5}?"
_SIGNS = {"‘": "'", "’": "'", "`": "'", "´": "'", "“": '"', "”": '"', "„": '"', "–": "-", "—": "-"}


@dataclass(frozen=True, slots=True)
class Span:
    """Words of the text that a phrase matched, as the customer wrote them."""

    start: int
    end: int
    words: str

    def touches(self, other: "Span") -> bool:
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True)
class Cues:
    """The word lists of the languages that a text may be in. A list `x_not` names what looks like `x` and is not."""

    lists: WordLists
    languages: tuple[str, ...]

    def find(self, text: str, name: str) -> tuple[Span, ...]:
        """Where phrases of list `triage.<name>` stand in `text`, in order, without what `<name>_not` covers."""
        found = _search(text, self._phrases(name))
        if not found:
            return ()
        excused = _search(text, self._phrases(f"{name}_not"))
        return tuple(span for span in found if not any(span.touches(other) for other in excused))

    def words(self, text: str, name: str) -> tuple[str, ...]:
        """The matched words themselves, each once."""
        return tuple(dict.fromkeys(span.words for span in self.find(text, name)))

    def _phrases(self, name: str) -> tuple[str, ...]:
        return tuple(phrase for language in self.languages for phrase in self.lists.words.get(language, {}).get(f"triage.{name}", ()))


def _search(text: str, phrases: tuple[str, ...]) -> tuple[Span, ...]:
    if not phrases:
        return ()
    return tuple(Span(match.start(), match.end(), text[match.start() : match.end()]) for match in compiled(phrases).finditer(plain(text)))


@lru_cache(maxsize=64)
def plain(text: str) -> str:
    """Lower case without accents and with straight quotes, each character at its own place."""
    return "".join(_plain_character(character) for character in text)


def _plain_character(character: str) -> str:
    if character in _SIGNS:
        return _SIGNS[character]
    base = unicodedata.normalize("NFKD", character)[:1].lower()
    return base if len(base) == 1 else character


@lru_cache(maxsize=512)
def compiled(phrases: tuple[str, ...]) -> re.Pattern[str]:
    """One pattern for a whole list; longer phrases first, so that the quote is the fullest one."""
    ordered = sorted(set(phrases), key=len, reverse=True)
    return re.compile(r"(?<!\w)(?:" + "|".join(pattern_of(phrase) for phrase in ordered) + r")(?!\w)")


_SYNTAX = {"(": "(?:", ")": ")", "|": "|", "[": "(?:(?:", "]": "))?", "*": r"\w*", "#": NUMBER, " ": SPACE}


def pattern_of(phrase: str) -> str:
    """The regular expression of one phrase (without its word bounds)."""
    source = plain(" ".join(phrase.split()))
    if not any(character.isalpha() for character in source):
        return re.escape(source)
    made, at = "", 0
    while at < len(source):
        if source.startswith(".. ", at):
            made, at = made + GAP, at + 3
        elif source.startswith("] ", at):
            made, at = made + f"){SPACE})?", at + 2
        else:
            made, at = made + _SYNTAX.get(source[at], re.escape(source[at])), at + 1
    return made
