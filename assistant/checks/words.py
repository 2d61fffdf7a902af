"""Lists into patterns, quotes out of texts, words into stems: what several checks need."""

import re
from functools import lru_cache

import Stemmer

from assistant.language import detect
from assistant.language.numerals import value_of
from assistant.language.wordset import wordset
from assistant.records.review import Review

_QUOTED = re.compile(r"[\"“”„«][^\"“”„«»\n]{1,300}[\"“”»]|(?<!\w)['‘’][^'‘’\n]{1,300}['’](?!\w)")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*|\d+(?:[.,]\d+)?")
_NEVER = re.compile(r"(?!)")


def pattern(review: Review, name: str, language: str = "") -> re.Pattern[str]:
    """The list `name` of the reply's language as one pattern; one that never matches when the list is empty."""
    return compiled(review.lists.words.get(language or review.language, {}).get(name, ()))


@lru_cache(maxsize=512)
def compiled(words: tuple[str, ...]) -> re.Pattern[str]:
    """Words and regexes as one pattern, whole words, capitals not told apart."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)", re.IGNORECASE) if words else _NEVER


@lru_cache(maxsize=4096)
def unquoted(text: str) -> str:
    """The text with what stands between quotation marks blanked out, at the same length."""
    return _QUOTED.sub(lambda match: " " * len(match.group()), text)


def as_we(text: str, review: Review) -> str:
    """ "Merk betaalt je € 50" read as what it is: we pay. Sites and addresses keep the name."""
    name = re.escape(review.brand.name)
    return re.sub(rf"(?<![\w@.-]){name}(?![\w@-]|\.\w)", "wij", text, flags=re.IGNORECASE) if name else text


def language_of(review: Review, text: str) -> str:
    """The language the text is in, as far as it can be told; else the review's."""
    return detect.language_of(text, review.brand.languages) or review.language


@lru_cache(maxsize=4096)
def stems(text: str, language: str) -> frozenset[str]:
    """Stems of the content words of `text`, and its numbers as digits; words every text has are left out."""
    stemmer = _stemmer("english" if language == "en" else "dutch")
    found = set()
    for word in _WORD.findall(unquoted_marks(text).lower()):
        number = float(word.replace(",", ".")) if word[0].isdecimal() else value_of(word, language)
        if number is not None and (number > 1 or word[0].isdecimal()):
            found.add(f"{number:g}")
        elif word not in _SMALL and len(word) > 2:
            found.add(stemmer.stemWord(word))
    return frozenset(found)


def matter_of(text: str, language: str) -> frozenset[str]:
    """What `text` is about: its stems without the numbers."""
    return frozenset(stem for stem in stems(text, language) if not stem[0].isdigit())


def unquoted_marks(text: str) -> str:
    """The text without links, handles and addresses of mail, which are no words."""
    return re.sub(r"https?://\S+|\S+@\S+|@\w+", " ", text)


@lru_cache(maxsize=16384)
def shared(one: frozenset[str], other: frozenset[str]) -> frozenset[str]:
    """Stems in both, also where one is part of a compound in the other ("rit" is too short, "kosten" in "bezorgkosten" not)."""
    long = [whole for whole in other if len(whole) >= 5]
    return (one & other) | {word for word in one - other if len(word) >= 5 and any(word in whole or whole in word for whole in long)}


@lru_cache(maxsize=2)
def _stemmer(name: str) -> "Stemmer.Stemmer":
    return Stemmer.Stemmer(name)


# words of both languages: a text may quote the other
_SMALL = wordset(
    """
    de het een en van ik je jij jou jouw u uw uzelf wij we ons onze zij ze hij haar zijn hun hen is dat die dit deze voor met mijn
    mij me jullie op te er maar ook nog wel geen niet naar bij om aan als heb hebben heeft had hadden ben bent was waren wordt
    worden werd al alle alles hoe wat waar wie wanneer waarom welke nu dan daar hier in uit over onder door tot toen toch want of
    omdat zodat dus zo kan kun kunt kunnen kon zal zullen zult zou zouden wil wilt willen wilde moet moeten moest mag mogen doe doet
    doen deed ga gaat gaan ging kom komt komen kwam krijg krijgt krijgen kreeg geef geeft geven zeg zegt zeggen zei weet weten laat
    laten maak maakt maken zie ziet zien even heel erg zeer meer veel weer steeds altijd nooit iets niets iemand niemand graag beste
    hoi hallo dag groet groeten hartelijke vriendelijke mvg bedankt dank sorry excuses goed gewoon echt eens keer via per vandaag
    morgen bel belt bellen mail mailt mailen stuur stuurt sturen hoor hoort horen bericht antwoord na sinds tegen tussen zelf elkaar
    ander andere eerste jaar dagen uur uren week weken ja nee men eigen hem zich hierover daarover hiervan ervan eraan kost kosten
    geld bedrag euro rekening betaal betaalt betalen betaling terug vergoeden vergoeding gratis nieuw nieuwe binnen verder net staat
    staan ligt liggen past volgende mevrouw meneer straks nodig the a an and i you your yours our us they them he she his her its it
    are were be been being am to for with my mine on at by into from out about under as if so but or not no nor yes that this these
    those there here what when where who why which how do does did done have has having will would can could shall should may might
    must get gets got getting go goes going went come comes came make makes made take takes took give gives gave say says said tell
    tells told know knows let just very much more most all any some one once again still now then than too also only own same other
    another dear hi hello regards kind best thanks thank please call email message send sent hear today tomorrow day days hour hours
    weeks year time back pay happen happens happened next within ahead first need needs keep keeps pays paid payment money amount
    euros cost costs refund free new like don doesn isn nothing anything everything something iedereen everyone
    """
)
