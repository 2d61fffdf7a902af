"""Which of a brand's languages a text is in."""

import re
from functools import lru_cache

from lingua import IsoCode639_1, Language, LanguageDetector, LanguageDetectorBuilder

from assistant.language.wordset import wordset

_NOISE = re.compile(r"https?://\S+|www\.\S+|\S+@\S+|[@#]\w+|\[[A-Z]+_\d+\]|[\"“'‘«][^\"”'’»]{0,200}[\"”»]|\^\w+")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_ENOUGH = 4
_FIRST = 2000  # characters looked at: the detector's time grows with the square of a word
_MARKS = {
    "nl": wordset(
        """
    de het een en van ik je jij u uw wij we niet is dat die dit voor met mijn jullie op te er maar ook nog wel geen naar bij om
    aan als heb hebben heeft ben zijn wordt al hoe wat waar wanneer nu graag hoi dag beste bedankt
    """
    ),
    "en": wordset(
        """
    the a an and of i you your we our not is that this for with my it to at on but are have has had been was be do does did how
    what where when now please hi hello dear thanks thank can could would will still no
    """
    ),
}


@lru_cache(maxsize=4096)
def language_of(text: str, among: tuple[str, ...]) -> str:
    """The language of `text` among the given ISO codes; "" when it cannot be told (under four words, emoji only)."""
    plain = _NOISE.sub(" ", text[:_FIRST])
    words = [word.lower() for word in _WORD.findall(plain)]
    if len(words) < _ENOUGH:
        return ""
    if len(among) == 1:
        return among[0]
    marked = {code: sum(word in _MARKS[code] for word in words) for code in among if code in _MARKS}
    ranked = sorted(marked.items(), key=lambda item: -item[1])
    if len(ranked) == len(among) and ranked[0][1] >= 3 * ranked[1][1] + 2:
        return ranked[0][0]
    return _by_letters(plain, tuple(sorted(among)))


def _by_letters(text: str, among: tuple[str, ...]) -> str:
    detector = _detector(among)
    found = detector.detect_language_of(text) if detector else None
    return str(found.iso_code_639_1.name).lower() if found else ""


@lru_cache(maxsize=8)
def _detector(among: tuple[str, ...]) -> LanguageDetector | None:
    codes = {code.name.lower(): code for code in (language.iso_code_639_1 for language in Language.all())}
    known: list[IsoCode639_1] = [codes[code] for code in among if code in codes]
    return LanguageDetectorBuilder.from_iso_codes_639_1(*known).build() if len(known) > 1 else None
