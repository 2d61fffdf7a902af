"""How a customer wants to be addressed: from what they signed with, else the name the channel gives. Gender is never guessed."""

import re

from assistant.records.case import Author, Case

_INITIALS = r"(?:[A-Z]\.\s?){1,4}"
_PREFIX = r"(?:(?:[Vv]an|[Dd]e|der|den|het|ten|ter|te|el|al|von|la|le|'t)\s){0,3}"
_WORD = r"[A-ZÀ-Þ][\w'’-]+"
_TITLE = r"(?P<title>(?:mw|mevr|mevrouw|mej|dhr|de heer|hr|meneer|fam|familie|mr|mrs|ms|miss|mx|dr)\b\.?\s+)?"
_NAME = rf"{_TITLE}(?P<name>{_INITIALS}{_PREFIX}{_WORD}(?:[ -]{_WORD})?|{_WORD}(?:\s{_PREFIX}{_WORD}){{0,2}})"
_GREET = (
    r"(?:(?:met\s+)?(?:hartelijke|vriendelijke|beste|lieve)?\s*(?:groet(?:jes|en)?|gr)\b\.?(?:\s+van)?|m\.?v\.?g\b\.?|hoogachtend|"
    r"(?:kind|best|warm)?\s*regards|cheers|thanks|thank you|yours(?:\s+\w+)?|bedankt|dank(?:\s?je)?\s?(?:wel)?|alvast bedankt)"
)
_SIGNED = re.compile(rf"(?i:{_GREET})[,!.\s]+{_NAME}[.!\s]*$".replace(_TITLE, rf"(?i:{_TITLE})"))
_INITIALLED = re.compile(rf"(?:^|[.!?…,)\n]\s*)(?i:{_TITLE})(?P<name>{_INITIALS}{_PREFIX}{_WORD}(?:[ -]{_WORD})?)[.!\s]*$")
_TITLED = re.compile(rf"(?:^|[.!?…,)\n]\s*)(?i:{_TITLE.replace(')?', ')', 1)})(?P<name>{_PREFIX}{_WORD}(?:\s{_WORD})?)[.!\s]*$")
_ALONE = re.compile(rf"\n\s*{_NAME}[.!\s]*$".replace(_TITLE, rf"(?i:{_TITLE})"))
_REAL = re.compile(rf"^(?i:{_TITLE})(?P<name>{_INITIALS}{_PREFIX}{_WORD}(?:[ -]{_WORD})?|{_WORD}(?:\s{_PREFIX}{_WORD}){{0,3}})$")
_NOT_NAMES = re.compile(
    r"(?i)^(klant|customer|anoniem|anonymous|onbekend|unknown|gast|guest|bezoeker|visitor|gebruiker|user|groet\w*|verstuurd|sent)\b"
)
_PARTICLES = frozenset(("van", "de", "der", "den", "ter", "ten", "te", "el", "al", "von"))
_TITLES = {
    "nl": {
        "mw": "mevrouw",
        "mevr": "mevrouw",
        "mevrouw": "mevrouw",
        "mej": "mevrouw",
        "dhr": "meneer",
        "hr": "meneer",
        "de heer": "meneer",
        "meneer": "meneer",
        "fam": "familie",
        "familie": "familie",
        "mr": "meneer",
        "mrs": "mevrouw",
        "ms": "mevrouw",
        "dr": "dr.",
    },
    "en": {
        "mw": "Ms",
        "mevr": "Ms",
        "mevrouw": "Ms",
        "mej": "Ms",
        "dhr": "Mr",
        "hr": "Mr",
        "de heer": "Mr",
        "meneer": "Mr",
        "mr": "Mr",
        "mrs": "Mrs",
        "ms": "Ms",
        "miss": "Miss",
        "mx": "Mx",
        "dr": "Dr",
    },
}


def greeting_name(case: Case, language: str, form: str) -> str:
    """What stands after the greeting word: "Inge", "H. Postma", "mevrouw Verhagen"; "" when no name is known."""
    title, name = _known(case)
    if not name:
        return ""
    told = _TITLES.get(language, {}).get(title.lower().strip(" ."), "")
    if told:
        return f"{told} {_surname(name)}"
    if re.match(_INITIALS, name):
        return name
    return name if form == "u" else name.split()[0]


def known_names(case: Case) -> tuple[str, ...]:
    """Every name of the customer to mask: whole and in parts of three letters or more, longest first."""
    names = {case.customer_name.strip(), _known(case)[1]}
    names |= {message.name.strip() for message in case.thread if message.author is Author.CUSTOMER}
    parts = {part for name in names for part in re.split(r"[\s.]+", name) if len(part) > 2 and part[0].isupper()}
    return tuple(sorted((n for n in names | parts if len(n.strip("@ ")) > 1), key=len, reverse=True))


def _known(case: Case) -> tuple[str, str]:
    """Title and name as the customer wrote them, the last signature first."""
    for message in reversed(case.thread):
        if message.author is Author.CUSTOMER and (found := _signature(message.text)):
            return found
    given = _REAL.match(case.customer_name.strip())
    if given and not _NOT_NAMES.match(case.customer_name):
        return given["title"] or "", given["name"].strip()
    return "", ""


def _signature(text: str) -> tuple[str, str] | None:
    tail = text.rstrip()[-120:]
    for pattern in (_SIGNED, _INITIALLED, _TITLED, _ALONE):
        found = pattern.search(tail)
        if found and not _NOT_NAMES.match(found["name"]):
            return found["title"] or "", found["name"].strip()
    return None


def _surname(name: str) -> str:
    """The name without initials; a first name stays out too, since a title goes with the surname."""
    bare = re.sub(rf"^{_INITIALS}", "", name).strip()
    first, _, rest = bare.partition(" ")
    given = rest and first[0].isupper() and first.lower() not in _PARTICLES and not re.match(_INITIALS, name)
    surname = rest if given else bare
    return surname[0].upper() + surname[1:] if surname else name
