"""Names of people that a thread itself gives away: authors, greetings, sign-offs, "mijn naam is", "Mw. S. Verhagen"."""

import re
from collections.abc import Iterable, Iterator

from assistant.language.wordset import wordset

_CAP = r"[A-ZÀ-Þ][a-zà-ÿ'’]+(?:-[A-ZÀ-Þ][a-zà-ÿ]+)?"
_INITIALS = r"(?:[A-Z]\.\s?){1,4}"
_PREFIX = r"(?:(?:van der|van den|van de|van 't|van|de la|de|der|den|ter|ten|el|al|in 't|op de)\s)"
_NAME = rf"(?:{_INITIALS}{_PREFIX}?{_CAP}|{_CAP}(?:\s(?:{_INITIALS})?{_PREFIX}?{_CAP}){{0,2}})"
_SIGN = (
    r"(?:m(?:et )?(?:vriendelijke|hartelijke|warme|vr\.?) gr(?:oet(?:en|jes)?|\.)?|m\.?v\.?g\.?|groet(?:en|jes)?|gr\.?|grtz?"
    r"|liefs|hoogachtend|"
    r"(?:kind |best |warm )?regards|best wishes|best|cheers|yours sincerely|sincerely|thanks|thank you|bedankt|alvast bedankt"
    r"|dank(?: je| u)?(?: wel)?|dankjewel)"
)
_TITLE = (
    r"(?:[Mm]w\.?|[Mm]evr\.?|[Mm]evrouw|[Dd]hr\.?|[Mm]eneer|[Dd]e heer|[Hh]eer|[Ff]am\.?|[Ff]amilie|Mr\.?|Mrs\.?|Ms\.?|Miss|Dr\.?"
    r"|[Dd]rs\.?)"
)
_AFTER_SIGN = re.compile(
    rf"(?:^|[\n.!?,]\s*)(?i:{_SIGN})[,.!]?\s*\n?\s*(?:(?i:van) )?(?P<v>{_NAME}|[a-zà-ÿ]{{3,15}}(?=\s*$))(?=\s*(?:$|[\n,.!]))", re.M
)
_AFTER_GREETING = re.compile(
    rf"(?:^|\n|[.!?]\s)\s*(?i:beste|geachte|dag|hoi|hallo|hey|hai|lieve|goede(?:morgen|middag|navond)|dear|hi"
    rf"|hello)\s+(?P<v>{_NAME})(?=\s*[,!.\n]|\s*$)"
)
_TITLED = re.compile(rf"(?<!\w){_TITLE}\s+(?P<v>(?:{_INITIALS})?{_PREFIX}?{_CAP}(?:[- ]{_CAP})?)")
_SAID = re.compile(
    rf"(?i:mijn naam is|ik heet|naam\s?:|my name is|name\s?:|op naam van|t\.?n\.?v\.?|ten name van|in the name of|this is"
    rf"|u spreekt met|je spreekt met)\s+(?P<v>(?:{_TITLE}\s)?{_NAME})"
)
_LAST_LINE = re.compile(rf"\n\s*(?P<v>{_INITIALS}{_PREFIX}?{_CAP}|{_CAP} (?:{_PREFIX}?{_CAP}))\s*$")
_INITIALED = re.compile(rf"(?<![\w.])(?P<v>{_INITIALS}{_PREFIX}?{_CAP})")
_TO_READER = re.compile(r"\A\s*L\.\s?S\.?,?(?=\s)")  # "lectori salutem", no initials
_NOT_NAMES = wordset(
    """
    klantenservice webcare team allemaal iedereen mensen mevrouw meneer heer dames heren mij jou jullie wel alvast groet vast
    klant redactie service all there everyone support sir madam customer again you so much for your the a hoor daar en ik het de
    bedankt dank thanks regards wel
    """
)
_PARTICLES = wordset(
    """
    van de der den ter ten 't het la el al in op mw mw. mevr mevr. mevrouw dhr dhr. meneer heer familie fam mr mrs ms dr drs
    """
)


def in_text(text: str) -> Iterator[str]:
    """Names that the text introduces as names."""
    text = _TO_READER.sub("", text)
    for pattern in (_AFTER_SIGN, _AFTER_GREETING, _TITLED, _SAID, _INITIALED, _LAST_LINE):
        for match in pattern.finditer(text):
            name = match["v"].strip(" .,")
            if _is_name(name):
                yield name


def _is_name(name: str) -> bool:
    first = next((word for word in name.lower().split() if word not in _PARTICLES), "")
    return bool(first) and first not in _NOT_NAMES


def patterns(names: Iterable[str]) -> Iterator[tuple[str, re.Pattern[str]]]:
    """(whole name, pattern) for every known name and, with a capital, for each of its own parts; longest first."""
    known = sorted({name.strip() for name in names if len(name.strip()) > 1}, key=len, reverse=True)
    for name in known:
        bare = name.lstrip("@")
        flags = re.IGNORECASE if " " in name or name.startswith("@") or name.islower() else 0
        yield name, re.compile(rf"(?<![\w@])@?{re.escape(bare)}(?!\w)", flags)
    for name in known:
        if not name.startswith("@"):
            for part in name.split():
                if len(part.strip(".")) > 2 and part.lower() not in _PARTICLES and part[0].isupper() and part != name:
                    yield name, re.compile(rf"(?<!\w){re.escape(part)}(?!\w)")
