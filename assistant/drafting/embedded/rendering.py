"""What a Dutch rule says in figures, said in English: who acts within what time, what it costs or pays, and what number to call.

Only what the word list knows is said; a sentence with a "not", an "only" or an "unless" stays unsaid.
"""

import re

from assistant.drafting.conditions import condition, fulfilled, with_own_terms
from assistant.drafting.embedded.fitting import applies
from assistant.drafting.embedded.voice import Voice
from assistant.drafting.terms import due
from assistant.language import sentences
from assistant.language.numerals import value_of

_LIMITED = re.compile(
    r"\b(?:niet|geen|nooit|alleen|uitsluitend|tenzij|mits|behalve|zonder|boete|naheffing|aanslag|verboden)\b", re.IGNORECASE
)
_TERM = re.compile(
    r"\b(?P<how>binnen|uiterlijk|na|duurt|duren)(?: (?:uiterlijk|hooguit|ten hoogste|maximaal|ongeveer|daarna))* "
    r"(?P<n>\d+|[a-zé]+) (?P<unit>minuten|uur|werkdagen|werkdag|dagen|dag|weken|week|maanden|maand)\b|\b(?P<same>dezelfde (?:werk)?dag)\b",
    re.IGNORECASE,
)
_AMOUNT = re.compile(
    r"(?P<most>(?:tot(?: en met)?|hooguit|hoogstens|maximaal|ten hoogste)(?: een bedrag van)? )?"
    r"€ ?(?P<n>\d{1,3}(?:\.\d{3})+|\d+)(?:,(?P<cents>\d\d))?(?P<per> per (?:uur|dag|week|maand|jaar|persoon|keer|nacht))?",
    re.IGNORECASE,
)
_PHONE = re.compile(r"(?<![\d€])(?:\+?\d[\d ]{7,15}\d|112)(?!\d)")
_FIGURE = re.compile(r"\b(?:within|after) \d|€|\bthe same day\b")
_NAME = re.compile(r"(?<!^)\b[A-Z][a-zë]+ (?:(?:de|van|van der|van den) )?[A-Z][a-zë]+\b")
_UNITS = {"minuten": "minute", "uur": "hour", "werkdag": "working day", "dag": "day", "week": "week", "wek": "week", "maand": "month"}
_PER = {
    "uur": "hour",
    "dag": "day",
    "week": "week",
    "maand": "month",
    "jaar": "year",
    "persoon": "person",
    "keer": "time",
    "nacht": "night",
}


def rendered(rule: str, asked: str, voice: Voice) -> tuple[str, ...]:
    """The rule's figures as English sentences; () when the list knows no time or amount in it.

    What holds for everybody comes before what holds under a condition; a condition that is not met leaves its sentence out.
    """
    lines = [
        line
        for line in with_own_terms((" ".join(line.split()) for line in sentences.split(rule)), asked, rule)
        if fulfilled(condition(line), asked, rule) is not False
    ]
    own = [line for line in lines if due(line) and applies(line, lines, asked, rule)]
    lines = [line for line in lines if not own or line in own or not due(line)]
    said = [text for line in sorted(lines, key=lambda line: line not in own and bool(condition(line))) for text in _said(line, voice)]
    return tuple(dict.fromkeys(said)) if any(_FIGURE.search(text) for text in said) else ()


def _said(line: str, voice: Voice) -> list[str]:
    found = _PHONE.search(line)
    if found and re.search(r"\bbel|telefo|bereikba", line, re.IGNORECASE):
        return [voice.say("rendered.emergency" if found[0] == "112" else "rendered.call", number=found[0].strip())]
    if _LIMITED.search(line):
        return []
    who = next((name[0] for name in [_NAME.search(line)] if name), "") or _first(voice, "who", line)
    term, amount = _TERM.search(line), _AMOUNT.search(line)
    said = [_first(voice, "term", _part(line, term)).replace("{when}", _when(term))] if term else []
    said += [_first(voice, "amount", _part(line, amount)).replace("{amount}", _amount(amount))] if amount else []
    return [voice.spell(text, who=who) for text in said if text]


def _part(line: str, found: re.Match[str]) -> str:
    """What stands with a figure between two commas, without the figure: the act it belongs to."""
    before, after = line[: found.start()].rpartition(","), line[found.end() :].partition(",")
    return before[2] + after[0]


def _first(voice: Voice, rows: str, line: str) -> str:
    """The English of the first row ("Dutch pattern => English") that fits, or ""."""
    pairs = (row.partition(" => ") for row in voice.words(f"rendered.{rows}"))
    return next((english for dutch, _, english in pairs if re.search(dutch, line, re.IGNORECASE)), "")


def _when(term: re.Match[str]) -> str:
    if term["same"]:
        return "the same day"
    number = int(term["n"]) if term["n"].isdecimal() else value_of(term["n"].lower(), "nl") or 0
    unit = term["unit"].lower()
    name = next((english for dutch, english in _UNITS.items() if unit.startswith(dutch)), unit)
    how = "after" if term["how"].lower() == "na" else "within"
    return f"{how} {number} {name}{'' if number == 1 else 's'}" if number else ""


def _amount(found: re.Match[str]) -> str:
    number = found["n"].replace(".", ",") + (f".{found['cents']}" if found["cents"] else "")
    per = f" per {_PER[found['per'].split()[-1].lower()]}" if found["per"] else ""
    return f"{'up to ' if found['most'] else ''}€ {number}{per}"
