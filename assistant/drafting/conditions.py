"""What a policy's condition says against the complaint: met, not met, or not spoken of; and which terms are broken already."""

import re

from assistant.language.likeness import held, stems
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
_OR_MORE = re.compile(r"\b(\d+|[a-zé]+) (?:of|or) (?:meer|more)\b", re.IGNORECASE)
_TIMES = re.compile(r"\b(\d+|[a-zé]+) ?(?:keer|maal|x|times)\b", re.IGNORECASE)
_ONCE_MORE = re.compile(r"\b(?:weer|opnieuw|nogmaals|again)\b", re.IGNORECASE)
_REPEATED = re.compile(r"\b(?:derde|vierde|vijfde|zesde|[3-9]e|third|fourth|fifth) (?:keer|maal|time)\b", re.IGNORECASE)
_NTH = {
    "tweede": 2, "derde": 3, "vierde": 4, "vijfde": 5, "zesde": 6, "second": 2, "third": 3, "fourth": 4, "fifth": 5,
} | {f"{n}e": n for n in range(2, 10)}  # fmt: skip
_ORDINAL = re.compile(rf"\b({'|'.join(_NTH)})(?= (?:keer|maal|time|mail|bericht|melding|email|message))", re.IGNORECASE)
_DEGREES = re.compile(r"(\d+(?:[.,]\d)?) ?(?:graden|°|degrees)", re.IGNORECASE)
_LIMIT_DEGREES = re.compile(
    r"\b(?P<how>kouder|onder|lager|boven|warmer|hoger|below|colder|above)(?: dan| than)? (?P<n>\d+(?:[.,]\d)?) ?(?:graden|°|degrees)",
    re.IGNORECASE,
)
_HOURS = {
    "min": 1 / 60, "minuten": 1 / 60, "minuut": 1 / 60, "minute": 1 / 60, "kwartier": 0.25, "uur": 1, "uren": 1, "hour": 1, "dag": 24,
    "dagen": 24, "day": 24, "werkdag": 24, "werkdagen": 24, "week": 168, "weken": 168, "maand": 730, "maanden": 730, "month": 730,
    "jaar": 8760, "year": 8760,
}  # fmt: skip
_HALVES = {"anderhalf": 1.5, "anderhalve": 1.5, "een half": 0.5, "half": 0.5}
_INVERTED = re.compile(r"^(?P<verb>[A-Z]\w+) (?P<rest>[^,;]+), dan (?P<then>.+)$")
_APART = frozenset(("uit", "op", "aan", "af", "stil", "door", "in", "mee", "terug", "over", "weg", "vast", "leeg", "dicht"))
"""Parts of a verb that stand apart in a main clause and before it in a subordinate one ("loopt ... uit", "uitloopt")."""
_VERBS = (
    r"kan|kun(?:nen|t)?|is|zijn|ben|bent|gaat|gaan|krijgt?|krijgen|mag|mogen|moet|moeten|wordt|worden|belt?|bellen|betaalt|betalen|vergoeden|geeft|"
    r"komt|komen|hoeft?|geldt|helpt|stopt|vervalt|loopt|duurt|begint|neemt|brengt|brengen|zorgt|regelt|zoekt|zoeken|staat|heb|hebt|heeft"
)
_LIST = re.compile(
    r"^(?P<with>Bij|Met|Na|Voor) (?P<items>[^.:;()]+?, [^.:;()]+? (?:of|en) [^.:;(),]+?)"
    rf"(?P<rest>,? (?:{_VERBS})\b.*|, .*)$"
)
"""A sentence that begins with a list of circumstances, in front of its verb."""
_TERM = re.compile(rf"(?<!voor )(?<!for )\b{_NUMBER} {_UNIT}\b(?! (?:geleden|ago|oud|old))", re.IGNORECASE)
_DUE = re.compile(rf"\b(?:binnen|uiterlijk|duurt|duren|within|takes?)\b[^.,;]{{0,20}}? {_NUMBER} {_UNIT}\b", re.IGNORECASE)
_TOLD = re.compile(
    r"[^.!?\n]{0,25}\b(?:zei(?:den)?|gezegd|beloof\w*|belofte|toegezegd|zou(?:den)?|afgesproken|schree?f\w*|geschreven|said|told|wrote|promised|supposed)\b[^.!?\n]{0,60}",
    re.IGNORECASE,
)
_OVER = re.compile(
    r"\b(?:om|voorbij|verstreken|verlopen|over|up|nog (?:steeds )?(?:niets|niks|niet|geen)|(?:still|heard) nothing|"
    r"het is (?:nu|inmiddels|al))\b",
    re.IGNORECASE,
)
_YOURS = {"heb": "hebt", "ben": "bent", "kun": "kunt", "wil": "wilt", "zul": "zult"}

CONDITION = re.compile(
    r"^(?:voor|bij|met|duurt|is|heeft|kwam|komt|kunt?|kan|daalt|boven|tot(?! (?:die|dan|dat))|onder|"
    r"als|wil|heb|hebt|ben|bent|staat|zit|wordt|krijgt?|meld|na|"
    r"mist|gaat|lukt|arriveert|vallen|valt|staan|meent|loopt|blijft|werkt|ligt|stopt|woont?|durf|durft|voelt|ontbreekt|"
    r"if|for|with|when|above|up to|below|over|under|is|are|after|without)\b",
    re.IGNORECASE,
)


def condition(line: str) -> str:
    """What stands before the first comma of a sentence with a condition; "" of another."""
    return line.partition(",")[0] if "," in line and CONDITION.match(line) else ""


def met(condition: str, asked: str, terms: str = "") -> bool | None:
    """Whether the durations and counts in `asked` meet those that `condition` asks for; None when one of the two names none.

    `terms`: the clause that the condition stands in, whose own term ("binnen 8 weken") may be what is overdue.
    """
    said = [hours for found in _LASTED.finditer(asked) if (hours := _hours(found))]
    longer = [hours for found in _AT_LEAST.finditer(condition) if (hours := _hours(found))]
    if _OVERDUE.search(condition):
        longer += [hours for found in _WITHIN.finditer(terms) if (hours := _hours(found))][:1]
    if (degrees := _warmth(condition, asked)) is not None:
        return degrees
    shorter = [hours for found in _AT_MOST.finditer(condition) if (hours := _hours(found))]
    if said and (longer or shorter):
        return all(max(said) >= hours for hours in longer) and all(min(said) < hours for hours in shorter)
    return counted(condition, asked) or bool(_ONCE_MORE.search(condition) and _REPEATED.search(asked)) or None


def broken(asked: str) -> tuple[float, float]:
    """The hours of the term that we gave and how long it really lasts, as the customer says; (0, 0) where no term is broken.

    "Jullie zeiden 7 werkdagen, het zijn er nu 15"; "de 5 werkdagen zijn om".
    """
    told = [found for part in _TOLD.finditer(asked) for found in _TERM.finditer(part[0])]
    over = [
        found for found in _TERM.finditer(asked) if re.match(r"[^.!?]{0,12}\b(?:om|voorbij|verstreken|verlopen)\b", asked[found.end() :])
    ]
    terms = [hours for found in (*told, *over) if (hours := _hours(found))]
    if not terms:
        return 0.0, 0.0
    unit = min(_HOURS.get(found[2].lower(), 1.0) for found in (*told, *over))
    bare = [float(number) * unit for number in re.findall(r"\b(?:nu|inmiddels|now)(?: al)? (\d+)\b(?! ?[€:x]|\.\d)", asked)]
    lasted = [hours for hours in (*(_hours(found) for found in _TERM.finditer(asked)), *bare) if hours > min(terms)]
    return (min(terms), max((*lasted, *terms))) if over or lasted or _OVER.search(asked) else (0.0, 0.0)


def gives_again(line: str, term: tuple[float, float]) -> bool:
    """Whether a sentence names the broken term, or a longer one that is over too; a shorter one is a new remedy."""
    return any(term[0] <= hours <= term[1] for found in _DUE.finditer(line) if (hours := _hours(found)))


def named_only(line: str, asked: str, seen: tuple[str, ...]) -> str:
    """A sentence that begins with a list of circumstances, with only those that are this customer's; "" when none of them is."""
    found = _LIST.match(line)
    if not found:
        return line
    items = re.split(r", | of | en ", found["items"])
    own = [item for item in items if held(item, asked) or any(re.search(pattern, item, re.IGNORECASE) for pattern in seen)]
    return f"{found['with']} {' of '.join(own)}{found['rest']}" if own else ""


def plainly_met(condition: str, asked: str) -> bool:
    """Whether the customer tells all that a condition asks for: every word of it that carries meaning, at least two."""
    words = stems(condition)
    doubt = re.search(r"\b(?:wil|als|stel|if|zou)\b", condition, re.IGNORECASE)
    denied = [bool(re.search(r"\b(?:niet|geen|niks|nooit|niemand)\b", text, re.IGNORECASE)) for text in (condition, asked)]
    told = held(condition, asked) | {stem for stem in words if f"ge{stem}" in asked.lower()}
    return len(words) > 1 and told == words and not doubt and denied[0] <= denied[1]


def as_done(sentence: str) -> str:
    """A condition that is met left out: "Mis je de laatste trein, dan brengt een taxi je" to "Daarom brengt een taxi je"."""
    found = _INVERTED.match(sentence)
    return f"Daarom {found['then']}" if found else sentence


def _warmth(condition: str, asked: str) -> bool | None:
    """Whether it is as cold or as warm as a condition asks for; None where one of the two names no degrees."""
    limit, felt = _LIMIT_DEGREES.search(condition), [float(found[1].replace(",", ".")) for found in _DEGREES.finditer(asked)]
    if not limit or not felt:
        return None
    least = float(limit["n"].replace(",", "."))
    return min(felt) < least if limit["how"].lower() in ("kouder", "onder", "lager", "below", "colder") else max(felt) > least


def due(line: str) -> float:
    """The hours of the term that a sentence gives; 0 where it gives none."""
    return next((hours for found in _DUE.finditer(line) if (hours := _hours(found))), 0.0)


def nth(text: str) -> int:
    """The highest "third time" or "4 keer" that a text names; 0 for none."""
    named = [_NTH[found[1].lower()] for found in _ORDINAL.finditer(text)]
    return max((*named, *(int(_value(found[1])) for found in _TIMES.finditer(text))), default=0)


def counted(condition: str, asked: str) -> bool:
    """Whether `asked` names at least as many times as the condition's "drie of meer"."""
    least = [_value(found[1]) for found in _OR_MORE.finditer(condition)]
    times = [_value(found[1]) for found in _TIMES.finditer(asked)]
    return bool(least and times) and max(times) >= max(least) > 0


def as_reason(sentence: str) -> str:
    """A condition that is met, said as the reason: "Staat uw dossier stil, dan belt X." to "Omdat uw dossier stilstaat, belt X."."""
    found = _INVERTED.match(sentence)
    if not found:
        return sentence
    verb, rest = found["verb"].lower(), found["rest"].split()
    if rest[0] in ("je", "jij"):
        verb = _YOURS.get(verb, verb if verb.endswith("t") else f"{verb}t")
    verb = f"{rest.pop()}{verb}" if len(rest) > 1 and rest[-1] in _APART else verb
    return f"Omdat {' '.join(rest)} {verb}, {found['then']}"


def _hours(found: re.Match[str]) -> float:
    """A duration in hours; 0 when its number is no number."""
    number, unit = [group.lower() for group in found.groups() if group][:2]
    return _value(number) * _HOURS.get(unit, _HOURS.get(unit.rstrip("s"), 0.0))


def _value(number: str) -> float:
    word = number.lower()
    if word in _HALVES:
        return _HALVES[word]
    return float(word.replace(",", ".")) if word[0].isdigit() else float(value_of(word, "nl") or value_of(word, "en") or 0)
