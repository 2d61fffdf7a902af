"""How much two texts are about the same: shared word stems, compounds included, the rare ones counting most."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache
from math import fsum, log

_WORD = re.compile(r"[^\W\d_]{3,}")
_ENDINGS = re.compile(r"(?:ingen|ing|heden|heid|tjes|tje|jes|je|eren|en|es|s|e|ed|t|d)$")
_COMMON_WORDS = (
    "een het dat die dit met voor van niet maar ook nog wel zijn haar hun ons onze jullie mijn jou jouw deze door naar bij aan als "
    "dan dus toch nou heb hebt heeft hebben had ben bent was waren wordt worden kan kunt kunnen wil moet moeten gaat gaan doen "
    "doet zal zou mag alle alles iets niets iemand niemand hier daar waar wat wie hoe waarom wanneer weer meer mee over onder tot "
    "tegen sinds zonder maar omdat uur uren dag dagen week weken maand maanden jaar jaren vandaag morgen gisteren nu steeds altijd "
    "nooit graag gewoon echt even heel veel eerste twee drie vier keer krijg krijgt krijgen komt komen staat staan zit zitten "
    "binnen uit werkdagen werkdag gratis the and for you your our with that this have has had was were are not but can could will "
    "would from they them there here what when why how who which about after before been being into just more most over than then "
    "very all any some one two three get got day days week weeks month months year years hour hours today tomorrow yesterday now "
    "still always never please working within "
    "geen elk elke ieder iedere wij hij zij zelf terug beste volgens neem nemen nam stuur stuurt sturen laatste nieuw nieuwe opnieuw "
    "zeg zegt zeggen zei helemaal misschien lang langs goed goede hallo groet groeten via mogen vraag vragen weet weten denk vind zie "
    "ziet zien kijk kijken maak maakt maken geef geeft geven gehad gedaan gezegd blijkt blijft blijven allemaal gelijk eigenlijk best "
    "meteen direct anders ander andere waarom terwijl tijdens zulke beetje paar heel hele vorige volgende vanaf dezelfde zouden geweest "
    "ging gingen stond liet laat laten hoor horen hoort eens mens mensen soort manier moment minuut minuten jij iemands elkaar nergens "
    "datum naam namen gebeld kenteken klantnummer ordernummer adres postcode huisnummer "
    "every until another new take took taking tell told say said back first come came went want need know like make made thanks hello "
    "nacht nachten nachts ochtend ochtends middag middags avond avonds night morning afternoon evening "
    "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag weekend monday tuesday wednesday thursday friday saturday sunday "
    "tweede derde vierde vijfde zesde half halve second third fourth fifth sixth "
    "per tussen zat zaten ervan erin erop eraan erbij eraf ding net pas bijna ruim alleen zelfs sommige sinds daarom daarna "
    "dear much many anything something nothing someone own also only again "
)
_COMMON = frozenset(_COMMON_WORDS.split())
_CLAUSE = re.compile(r"[.!?;:,\n]|\b(?:en|maar|want|and|but)\b")
_WORD_ANY = re.compile(r"[^\W\d_]+")
_PARTICLES = frozenset(
    [
        "terug",
        "op",
        "af",
        "aan",
        "uit",
        "in",
        "om",
        "over",
        "door",
        "mee",
        "weg",
        "na",
        "voor",
        "bij",
        "toe",
        "vast",
        "los",
        "neer",
        "stop",
        "open",
        "dicht",
        "vooruit",
    ]
)
"""What a Dutch verb may leave at the end of the sentence."""


_PARTICIPLE = re.compile(r"^(aan|af|op|uit|in|door|mee|terug|over|voor|na|toe|bij|weg|om)ge(\w{3,}(?:de?|te?|en))$")
"""A verb with its particle: "aangemeld" is of "aanmelden"."""
PART = 6
"""Letters that two compounds must begin with alike to share their first part ("parkeerapp", "parkeerbelasting")."""


@lru_cache(maxsize=8192)
def stems(text: str) -> frozenset[str]:
    """The stems of the words that carry meaning."""
    return frozenset(_stem(word) for word in (found.lower() for found in _WORD.findall(text)) if word not in _COMMON)


@lru_cache(maxsize=8192)
def joined(text: str) -> frozenset[str]:
    """The stems of Dutch verbs that stand apart in a sentence ("stuur ik ... terug" is "terugsturen")."""
    found: set[str] = set()
    for clause in _CLAUSE.split(text.lower()):
        names = _WORD_ANY.findall(clause)
        for particle in _PARTICLES.intersection(names):
            found.update(_stem(particle + word) for word in names[: names.index(particle)] if len(word) > 2)
    return frozenset(found)


def weights(texts: Iterable[str]) -> Mapping[str, float]:
    """How telling each stem is among `texts`: rare is telling."""
    known = [stems(text) for text in texts]
    counted = Counter(stem for text in known for stem in text)
    return {stem: log(1 + len(known) / count) for stem, count in counted.items()}


def shared(a: str, b: str, telling: Mapping[str, float], *, without: frozenset[str] = frozenset()) -> float:
    """Weight of the stems of `a` that `b` holds too, those in `without` left out; a part of a compound counts half."""
    theirs = stems(b)
    ours = (stems(a) | joined(a) & theirs) - without
    return fsum(telling.get(stem, 1.0) * _match(stem, theirs) for stem in ours)  # exact: a set has another order in each process


def held(a: str, b: str) -> frozenset[str]:
    """The stems of `a` that `b` holds too, also as part of a compound."""
    theirs = stems(b)
    return frozenset(stem for stem in stems(a) if _match(stem, theirs)) | joined(a) & theirs


def _match(stem: str, others: frozenset[str]) -> float:
    if stem in others:
        return 1.0
    if len(stem) < 4:
        return 0.0
    if any(len(other) > 3 and (stem in other or other in stem) for other in others):
        return 0.5
    return 0.4 if len(stem) > PART and any(other.startswith(stem[:PART]) for other in others) else 0.0


def _stem(word: str) -> str:
    word = _PARTICIPLE.sub(r"\1\2", word)
    bare = _ENDINGS.sub("", word) if len(word) > 4 else word
    bare = bare if len(bare) > 2 else word
    return re.sub(r"(.)\1", r"\1", bare).replace("v", "f").replace("z", "s")
