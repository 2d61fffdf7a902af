"""The small pattern language of the triage lists, and where its phrases stand in a text.

A phrase is words as people write them. `*` is the rest of a word, `..` is up to five words in between, `[word]` may be absent,
`(a|b)` is one of these, `#` is a number in digits or words, `$` is the end of a clause. Case, accents and the shape of quotes do
not matter. A phrase without letters (an emoji) is taken as it stands. The list `spellings` names words that people spell in
several ways ("niet nie ni"): where a phrase has the first, the others match too.
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
SPACE_WITHIN = r"[\s'\"/_-]+"  # an exception stays within its clause: "zie het niet zitten, voor mij ..." is none
END = r"(?=\W*(?:[.!?,;:()\n]|$))"
_SIGNS = {"‘": "'", "’": "'", "`": "'", "´": "'", "“": '"', "”": '"', "„": '"', "–": "-", "—": "-"}


@dataclass(frozen=True, slots=True)
class Span:
    """Words of the text that a phrase matched, as the customer wrote them."""

    start: int
    end: int
    words: str

    def covers(self, other: "Span") -> bool:
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True)
class Cues:
    """The word lists of the languages that a text may be in. A list `x_not` names what looks like `x` and is not."""

    lists: WordLists
    languages: tuple[str, ...]

    def find(self, text: str, name: str) -> tuple[Span, ...]:
        """Where phrases of list `triage.<name>` stand in `text`, in order, without what `<name>_not` covers wholly."""
        found = _search(text, self._phrases(name))
        if not found:
            return ()
        excused = _search(text, self._phrases(f"{name}_not"), SPACE_WITHIN)
        return tuple(span for span in found if not any(other.covers(span) for other in excused))

    def words(self, text: str, name: str) -> tuple[str, ...]:
        """The matched words themselves, each once."""
        return tuple(dict.fromkeys(span.words for span in self.find(text, name)))

    def _phrases(self, name: str) -> tuple[str, ...]:
        return tuple(phrase for language in self.languages for phrase in self._spelled(language, name))

    def _spelled(self, language: str, name: str) -> tuple[str, ...]:
        words = self.lists.words.get(language, {})
        return spelled(words.get(f"triage.{name}", ()), words.get("triage.spellings", ()))


def _search(text: str, phrases: tuple[str, ...], space: str = SPACE) -> tuple[Span, ...]:
    if not phrases:
        return ()
    matches = compiled(phrases, space).finditer(plain(text))
    return tuple(Span(match.start(), match.end(), text[match.start() : match.end()]) for match in matches)


@lru_cache(maxsize=64)
def plain(text: str) -> str:
    """Lower case without accents and with straight quotes, each character at its own place."""
    return "".join(_plain_character(character) for character in text)


def _plain_character(character: str) -> str:
    if character in _SIGNS:
        return _SIGNS[character]
    base = unicodedata.normalize("NFKD", character)[:1].lower()
    return base if len(base) == 1 else character


@lru_cache(maxsize=2048)
def spelled(phrases: tuple[str, ...], spellings: tuple[str, ...]) -> tuple[str, ...]:
    """The phrases with every word that has several spellings written as one of these."""
    for group in spellings:
        first, *others = group.split()
        word = re.compile(rf"(?<![\w*']){re.escape(first)}(?![\w*'])")
        phrases = tuple(word.sub(f"({'|'.join((first, *others))})", phrase) for phrase in phrases)
    return phrases


@lru_cache(maxsize=2048)  # lists times languages; a pattern costs milliseconds to make
def compiled(phrases: tuple[str, ...], space: str = SPACE) -> re.Pattern[str]:
    """One pattern for a whole list; longer phrases first, so that the quote is the fullest one."""
    ordered = sorted(set(phrases), key=len, reverse=True)
    return re.compile(r"(?<!\w)(?:" + "|".join(pattern_of(phrase, space) for phrase in ordered) + r")(?!\w)")


_SYNTAX = {"(": "(?:", ")": ")", "|": "|", "*": r"\w*", "#": NUMBER, "$": END}


def pattern_of(phrase: str, space: str = SPACE) -> str:
    """The regular expression of one phrase (without its word bounds); `space` is what may stand between two words."""
    source = plain(" ".join(phrase.split()))
    if not any(character.isalpha() for character in source):
        return re.escape(source)
    made, at, closing = "", 0, []  # closing: how each open bracket ends
    while at < len(source):
        piece = next(token for token in (*_TOKENS, source[at]) if source.startswith(token, at))
        if piece in (" [", "["):  # the space belongs to what may be absent
            after = f"){space})?" if piece == "[" and (at == 0 or source[at - 1] in "(|") else "))?"
            made += f"(?:{space}(?:" if piece == " [" else "(?:(?:"
            closing.append(after)
        elif piece == "]":
            ending = closing.pop()
            made += ending
            at += 1 if space in ending and source.startswith("] ", at) else 0
        elif piece == ".. ":
            made += rf"(?:[^\s.!?]+{space}){{0,5}}?"
        elif piece == " $":
            made += END
        else:
            made += space if piece == " " else _SYNTAX.get(piece, re.escape(piece))
        at += len(piece)
    return made


_TOKENS = (".. ", " [", " $")
