"""Terms and counts as people write them: how long it lasted, which term was given and is over, how often it happened."""

import re

from assistant.language.numerals import value_of

_NUMBER = r"(\d+(?:[.,]\d+)?|anderhalf|anderhalve|een half|half|[a-zé]+)"
_UNIT = (
    r"(minuten|minuut|min|kwartier|uur|uren|dagen|dag|werkdagen|werkdag|weken|week|maanden|maand|jaar|"
    r"minutes?|hours?|days?|weeks?|months?|years?)"
)
_SINCE = r"(?:al|inmiddels|nu|ruim|wacht\w*|staat|zit|sta|for|already|waited|waiting)(?: (?:al|ruim|meer dan|over|more than|zo'n|bijna))?"
_LASTED = re.compile(
    rf"\b{_SINCE} {_NUMBER} {_UNIT}\b|\b{_NUMBER} {_UNIT} (?:oud|old|late|te laat|later|geleden|ago|gewacht|in de wacht)\b", re.IGNORECASE
)
"""How long it has lasted, as the customer says; a term that was promised ("binnen 24 uur") is none."""
_AT_LEAST = re.compile(rf"\b(?:langer dan|meer dan|ouder dan|longer than|more than) {_NUMBER} {_UNIT}\b", re.IGNORECASE)
_AT_MOST = re.compile(rf"\b(?:korter dan|minder dan|shorter than|less than) {_NUMBER} {_UNIT}\b", re.IGNORECASE)
_WITHIN = re.compile(rf"\b(?:binnen|within) {_NUMBER} {_UNIT}\b", re.IGNORECASE)
_OVERDUE = re.compile(r"\btermijn\b[^,]*\b(?:overschreden|voorbij|verstreken)|\boverdue\b", re.IGNORECASE)
_HOURS = {
    "min": 1 / 60, "minuten": 1 / 60, "minuut": 1 / 60, "minute": 1 / 60, "kwartier": 0.25, "uur": 1, "uren": 1, "hour": 1, "dag": 24,
    "dagen": 24, "day": 24, "werkdag": 24, "werkdagen": 24, "week": 168, "weken": 168, "maand": 730, "maanden": 730, "month": 730,
    "jaar": 8760, "year": 8760,
}  # fmt: skip
_HALVES = {"anderhalf": 1.5, "anderhalve": 1.5, "een half": 0.5, "half": 0.5}
_OR_MORE = re.compile(r"\b(\d+|[a-zé]+) (?:of|or) (?:meer|more)\b", re.IGNORECASE)
_TIMES = re.compile(r"\b(\d+|[a-zé]+) ?(?:keer|maal|x|times)\b", re.IGNORECASE)
_NTH = {
    "tweede": 2, "derde": 3, "vierde": 4, "vijfde": 5, "zesde": 6, "second": 2, "third": 3, "fourth": 4, "fifth": 5,
} | {f"{n}e": n for n in range(2, 10)}  # fmt: skip
_ORDINAL = re.compile(rf"\b({'|'.join(_NTH)})(?= (?:keer|maal|time|mail|bericht|melding|email|message))", re.IGNORECASE)
_TERM = re.compile(rf"(?<!voor )(?<!for )\b{_NUMBER} {_UNIT}\b(?! (?:geleden|ago|oud|old))", re.IGNORECASE)
DUE = re.compile(rf"\b(?:binnen|uiterlijk|duurt|duren|within|takes?)\b[^.,;]{{0,20}}? {_NUMBER} {_UNIT}\b", re.IGNORECASE)
_TOLD = re.compile(
    r"[^.!?\n]{0,25}\b(?:zei(?:den)?|gezegd|beloof\w*|belofte|toegezegd|zou(?:den)?|afgesproken|schree?f\w*|geschreven|said|told|wrote|promised|supposed)\b[^.!?\n]{0,60}"
    r"|['‘\"“](?:binnen|within) [^'’\"”\n]{1,40}",
    re.IGNORECASE,
)
_OVER = re.compile(
    r"\b(?:om|voorbij|verstreken|verlopen|over|up|nog (?:steeds )?(?:niets|niks|niet|geen)|(?:still|heard) nothing|"
    r"het is (?:nu|inmiddels|al))\b",
    re.IGNORECASE,
)


def broken(asked: str) -> tuple[float, float]:
    """The hours of the term that we gave and how long it really lasts, as the customer says; (0, 0) where no term is broken.

    "Jullie zeiden 7 werkdagen, het zijn er nu 15"; "de 5 werkdagen zijn om".
    """
    told = [found for part in _TOLD.finditer(asked) for found in _TERM.finditer(part[0])]
    over = [
        found for found in _TERM.finditer(asked) if re.match(r"[^.!?]{0,12}\b(?:om|voorbij|verstreken|verlopen)\b", asked[found.end() :])
    ]
    terms = [hours for found in (*told, *over) if (hours := hours_of(found))]
    if not terms:
        return 0.0, 0.0
    unit = min(_HOURS.get(found[2].lower(), 1.0) for found in (*told, *over))
    bare = [float(number) * unit for number in re.findall(r"\b(?:nu|inmiddels|now)(?: al)? (\d+)\b(?! ?[€:x]|\.\d)", asked)]
    lasted = [hours for hours in (*(hours_of(found) for found in _TERM.finditer(asked)), *bare) if hours > min(terms)]
    return (min(terms), max((*lasted, *terms))) if over or lasted or _OVER.search(asked) else (0.0, 0.0)


def told(asked: str) -> list[float]:
    """The hours of each duration that the customer says it has lasted."""
    return [hours for found in _LASTED.finditer(asked) if (hours := hours_of(found))]


def limits(condition: str, terms: str) -> tuple[list[float], list[float]]:
    """The hours that a condition asks for at least, and at most. "Deze termijn is voorbij" means the term in `terms`."""
    longer = [hours for found in _AT_LEAST.finditer(condition) if (hours := hours_of(found))]
    if _OVERDUE.search(condition):
        longer += [hours for found in _WITHIN.finditer(terms) if (hours := hours_of(found))][:1]
    return longer, [hours for found in _AT_MOST.finditer(condition) if (hours := hours_of(found))]


def gives_again(line: str, term: tuple[float, float]) -> bool:
    """Whether a sentence names the broken term, or a longer one that is over too; a shorter one is a new remedy."""
    return any(term[0] <= hours <= term[1] for found in DUE.finditer(line) if (hours := hours_of(found)))


def due(line: str) -> float:
    """The hours of the term that a sentence gives; 0 where it gives none."""
    return next((hours for found in DUE.finditer(line) if (hours := hours_of(found))), 0.0)


def ordinal(text: str) -> int:
    """The highest "third time" that a text names; 0 for none."""
    return max((_NTH[found[1].lower()] for found in _ORDINAL.finditer(text)), default=0)


def nth(text: str) -> int:
    """The highest "third time" or "4 keer" that a text names; 0 for none."""
    return max((ordinal(text), *(int(_value(found[1])) for found in _TIMES.finditer(text))))


def counted(condition: str, asked: str) -> bool:
    """Whether `asked` names at least as many times as the condition's "drie of meer"."""
    least = [_value(found[1]) for found in _OR_MORE.finditer(condition)]
    times = [_value(found[1]) for found in _TIMES.finditer(asked)]
    return bool(least and times) and max(times) >= max(least) > 0


def hours_of(found: re.Match[str]) -> float:
    """A duration in hours; 0 when its number is no number."""
    number, unit = [group.lower() for group in found.groups() if group][:2]
    return _value(number) * _HOURS.get(unit, _HOURS.get(unit.rstrip("s"), 0.0))


def _value(number: str) -> float:
    word = number.lower()
    if word in _HALVES:
        return _HALVES[word]
    return float(word.replace(",", ".")) if word[0].isdecimal() else float(value_of(word, "nl") or value_of(word, "en") or 0)
