"""Dates, times and terms in a text, computed from the day on which it is read."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from assistant.language import numerals

Found = tuple[int, int, str]  # start, end, value

_MONTHS = {
    name: number
    for number, names in enumerate(
        [
            "januari jan january",
            "februari feb february",
            "maart mrt march mar",
            "april apr",
            "mei may",
            "juni jun june",
            "juli jul july",
            "augustus aug august",
            "september sep sept",
            "oktober okt october oct",
            "november nov",
            "december dec",
        ],
        start=1,
    )
    for name in names.split()
}
_WEEKDAYS = {
    name: number
    for number, names in enumerate(
        [
            "maandag monday mon",
            "dinsdag tuesday tue",
            "woensdag wednesday wed",
            "donderdag thursday thu",
            "vrijdag friday fri",
            "zaterdag saturday sat",
            "zondag sunday sun",
        ]
    )
    for name in names.split()
    if len(name) > 3
}
_RELATIVE = {
    "nl": {
        "vandaag": 0, "vanavond": 0, "vanmiddag": 0, "vanochtend": 0, "vanmorgen": 0, "vannacht": 0,
        "morgen": 1, "morgenochtend": 1, "morgenmiddag": 1, "morgenavond": 1, "overmorgen": 2, "gisteren": -1,
        "gister": -1, "gisteravond": -1, "gistermiddag": -1, "gisterochtend": -1, "eergisteren": -2,
    },
    "en": {
        "today": 0, "tonight": 0, "this morning": 0, "this afternoon": 0, "this evening": 0, "tomorrow": 1,
        "the day after tomorrow": 2, "yesterday": -1, "last night": -1,
    },
}  # fmt: skip
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_DAY = "|".join(_WEEKDAYS)
_DATE = {
    "nl": re.compile(
        rf"(?<![\w-])(?:(?P<name>{_DAY}),? )?(?P<day>[0-3]?\d)(?:e|ste|de)? ?(?P<month>{_MONTH})\b\.?(?: (?P<year>20\d\d))?", re.I
    ),
    "en": re.compile(
        rf"(?<![\w-])(?:(?P<name>{_DAY}),? )?(?:the )?(?:(?P<day>[0-3]?\d)(?:st|nd|rd|th)? ?(?:of )?(?P<month>{_MONTH})\b\.?|"
        rf"(?P<month2>{_MONTH})\.? (?P<day2>[0-3]?\d)(?:st|nd|rd|th)?\b(?!:))(?:,? (?P<year>20\d\d))?",
        re.I,
    ),
}
_NUMERIC = re.compile(
    r"(?<![\d.,/-])(?:(?P<d>[0-3]?\d)(?P<s>[-/])(?P<m>[01]?\d)(?P=s)(?P<y>(?:20)?\d\d)"
    r"|(?P<Y>20\d\d)-(?P<M>[01]\d)-(?P<D>[0-3]\d))(?![\d/-])"
)
_LAST = r"(?P<last>afgelopen|vorige|voorbije|last)\s+"
_NEXT = r"(?P<next>volgende week|komende week|next week|aanstaande|komende|volgende|next|this|coming)\s+"
_WEEKDAY = re.compile(
    rf"(?<![\w'’])(?:(?:{_LAST})|(?:{_NEXT}))?(?P<day>{_DAY})(?:ochtend|middag|avond|nacht)?(?:\s+(?P<after>over een week|week))?\b", re.I
)
_RELATIVES = {
    language: re.compile(rf"(?<![\w'’])(?<!goede )(?<!goeie )(?:{'|'.join(sorted(words, key=len, reverse=True))})\b", re.I)
    for language, words in _RELATIVE.items()
}
_WEEK = re.compile(r"(?<!\w)(?P<when>deze|volgende|komende|this|next|coming) week\b", re.I)

_CLOCK = r"(?:[01]?\d|2[0-4])[.:][0-5]\d"
_HOUR = r"(?:[01]?\d|2[0-4])"
_TAIL = r"(?:\s?(?:uur|u|hrs|hours|h)\b)"
_RANGE = re.compile(
    rf"(?<![\w.,€])(?P<a>{_CLOCK}|{_HOUR})(?P<am>\s?[ap]\.?m\b\.?)?{_TAIL}?\s?(?:en|tot en met|tot|t/m|and|to|until|till|-|–)\s?"
    rf"(?P<b>{_CLOCK}|{_HOUR})(?:(?P<pm>\s?[ap]\.?m\b\.?)|{_TAIL}|(?![\w,]))",
    re.I,
)
_BEFORE_RANGE = re.compile(r"\b(?:tussen|van|between|from|vanaf)(?: de| the)?\s*$", re.I)
_EXACT = re.compile(rf"(?<![\w.,€-])(?P<t>{_CLOCK})(?P<half>\s?[ap]\.?m\b\.?)?(?P<tail>{_TAIL})?(?![\d%]|[.,:]\d)", re.I)
_AMPM = re.compile(rf"(?<![\w.,€])(?P<t>{_HOUR})\s?(?P<half>[ap]\.?m\b)", re.I)
_NOON = re.compile(r"\b(?:12 )?(?P<w>noon|midnight)\b|\b(?P<nl>middernacht)\b", re.I)
_WHOLE = re.compile(
    rf"\b(?P<prep>om|vóór|voor|vòòr|tot|vanaf|tegen|rond|uiterlijk|na|by|before|at|until|around)\s(?P<t>{_HOUR})\s?(?P<tail>uur"
    rf"|u)(?![\w]| (?:wachten|vertraging|werk|lang|per))",
    re.I,
)
_SPOKEN = re.compile(
    r"\b(?:(?P<half>half)|(?P<kwart>kwart) (?P<side>voor|over)|(?P<prep>om|vóór|voor|tot|vanaf|tegen|rond|na)) "
    r"(?P<n>een|één|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf)(?P<tail> uur)?(?= |[.,!?)]|$)",
    re.I,
)
_TIME_WORDS = re.compile(
    r"\b(?:om|vóór|voor|tot|vanaf|tegen|rond|uiterlijk|na|tussen|van|by|before|at|until|around|between|from|is|was)\s*$", re.I
)
_LONG = (24, 36, 48, 72)

_UNITS = {
    "m": r"min(?:uut|uten|ute|utes|\.)?|minuutjes?",
    "h": r"uurtjes?|uren|uur|u|hours?|hrs?",
    "wd": r"werkdag(?:en)?|(?:working|business) days?",
    "d": r"dag(?:en)?|days?|etmaal",
    "w": r"we(?:ek|ken)|weeks?",
    "mo": r"maand(?:en)?|months?",
    "y": r"ja(?:ar|ren)|years?",
}
_UNIT = "|".join(f"(?P<{name}>{pattern})" for name, pattern in _UNITS.items())
_NUMBER_WORDS = {
    language: "|".join(sorted((word for word, value in numerals.words(language).items() if value <= 100), key=len, reverse=True))
    for language in ("nl", "en")
}
_TERM = {
    language: re.compile(
        rf"(?<![\w.,€-])(?P<n>\d{{1,3}}(?:,5)?|{words})(?P<plus>[ -](?:full |hele |volle |extra |lange )?)?(?:{_UNIT})(?!\w)", re.I
    )
    for language, words in _NUMBER_WORDS.items()
}


def dates(text: str, language: str, today: date) -> Iterator[Found]:
    """Dates as ISO; a week as "first/last". A day without a year is the nearest that fits its weekday, else the next."""
    for match in _DATE["en" if language == "en" else "nl"].finditer(text):
        group = match.groupdict()
        month = _MONTHS[(group["month"] or group.get("month2") or "").lower()]
        found = _day(int(group["day"] or group.get("day2") or 0), month, group["year"], group["name"], today)
        if found:
            yield match.start(), match.end(), found.isoformat()
    for match in _NUMERIC.finditer(text):
        group = match.groupdict()
        numbers = (
            (group["Y"], group["M"], group["D"]) if group["Y"] else (group["y"].zfill(4).replace("00", "20", 1), group["m"], group["d"])
        )
        found = _valid(*(int(number) for number in numbers))
        if found:
            yield match.start(), match.end(), found.isoformat()
    for match in _RELATIVES["en" if language == "en" else "nl"].finditer(text):
        offset = _RELATIVE["en" if language == "en" else "nl"][match.group().lower()]
        yield match.start(), match.end(), (today + timedelta(days=offset)).isoformat()
    for match in _WEEKDAY.finditer(text):
        yield match.start(), match.end(), _weekday(match, today).isoformat()
    for match in _WEEK.finditer(text):
        monday = today - timedelta(days=today.weekday()) + timedelta(days=0 if match["when"].lower() in ("deze", "this") else 7)
        yield match.start(), match.end(), f"{monday.isoformat()}/{(monday + timedelta(days=6)).isoformat()}"


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _day(day: int, month: int, year: str | None, name: str | None, today: date) -> date | None:
    if year:
        return _valid(int(year), month, day)
    near = [found for offset in (0, 1, -1) if (found := _valid(today.year + offset, month, day))]
    if name:
        near = [found for found in near if found.weekday() == _WEEKDAYS[name.lower()]] or near
    close = [found for found in near if -180 <= (found - today).days <= 185]
    return min(close or near, key=lambda found: abs((found - today).days), default=None)


def _weekday(match: re.Match[str], today: date) -> date:
    ahead = (_WEEKDAYS[match["day"].lower()] - today.weekday()) % 7
    if match["last"]:
        return today + timedelta(days=ahead - 7)
    if (match["next"] or "").lower() in ("volgende week", "komende week", "next week"):
        monday = today - timedelta(days=today.weekday()) + timedelta(days=7)
        return monday + timedelta(days=_WEEKDAYS[match["day"].lower()])
    return today + timedelta(days=ahead + (7 if match["after"] else 0))


def times(text: str) -> Iterator[Found]:
    """Clock times as "17:00", ranges as "16:00/18:00"."""
    for match in _RANGE.finditer(text):
        said = match["pm"] or re.search(_TAIL, match.group(), re.I)
        exact = all(re.search("[.:]", match[side]) for side in "ab")
        if (said or exact) and not _counts(match) and (exact or match["pm"] or _BEFORE_RANGE.search(text, 0, match.start())):
            half = match["pm"] or ""
            yield match.start(), match.end(), f"{_clock(match['a'], match['am'] or half)}/{_clock(match['b'], half)}"
    yield from _clock_times(text)
    for match in _WHOLE.finditer(text):
        hour = int(match["t"])
        if hour == 12 and _AT_NIGHT.match(text, match.end()):
            yield match.start("t"), match.end(), "00:00"
        elif hour not in _LONG and (match["prep"].lower() != "na" or hour >= 12):
            yield match.start("t"), match.end(), f"{hour:02d}:00"
    for match in _SPOKEN.finditer(text):
        if value := _spoken(match):
            yield match.start("n") if match["prep"] else match.start(), match.end(), value


_AT_NIGHT = re.compile(r"\s*(?:uur |u )?['’]?s nachts|\s*at night", re.I)


def _clock_times(text: str) -> Iterator[Found]:
    for match in _EXACT.finditer(text):
        if ":" in match["t"] or match["tail"] or match["half"] or _TIME_WORDS.search(text, 0, match.start()):
            yield match.start(), match.end(), _clock(match["t"], match["half"] or "")
    for match in _AMPM.finditer(text):
        yield match.start(), match.end(), _clock(match["t"], match["half"])
    for match in _NOON.finditer(text):
        yield match.start(), match.end(), "12:00" if (match["w"] or "").lower() == "noon" else "00:00"


def _counts(match: re.Match[str]) -> bool:
    """ "24 tot 48 uur" is a length, not a time of day."""
    return int(re.split("[.:]", match["b"])[0]) in _LONG and "." not in match["b"]


def _spoken(match: re.Match[str]) -> str:
    hour = int(numerals.value_of(match["n"], "nl") or 0)
    if match["prep"]:
        # "voor twee" is a number of people; only a stated hour is a time, and "na drie uur wachten" is a length
        return f"{hour:02d}:00" if match["tail"] and match["prep"].lower() not in ("na",) else ""
    minutes = hour * 60 + (-30 if match["half"] else 15 if match["side"].lower() == "over" else -15)
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def _clock(text: str, half: str) -> str:
    hour, _, minute = text.replace(":", ".").partition(".")
    number = int(hour)
    mark = half.replace(".", "").strip().lower()
    if mark == "pm" and number < 12:
        number += 12
    if mark == "am" and number == 12:
        number = 0
    return f"{number % 24:02d}:{minute or '00'}"


def terms(text: str, language: str) -> Iterator[Found]:
    """Lengths of time: "30m", "2h", "7d" (weeks as days), "10wd" (working days), "1mo", "2y"; halves in the smaller unit."""
    for match in _TERM["en" if language == "en" else "nl"].finditer(text):
        unit = next(name for name in _UNITS if match[name])
        if match["n"].lower() in ("a", "an") and (half := re.search(r"\bhalf $", text[: match.start()], re.I)):
            yield half.start(), match.end(), _length(0.5, unit)
            continue
        if unit in ("h", "m") and match[unit].lower() == "u" and not match["n"].isdecimal():
            continue
        number = numerals.value_of(match["n"].replace(",5", ""), language)
        if number is None or (match["n"].lower() in ("een", "a", "an") and not _measured(text, match)):
            continue
        if match["n"].endswith(",5"):
            number += 0.5
        yield match.start(), match.end(), _length(number, unit)
    for match in _THE.finditer(text):
        yield match.start("n"), match.end(), _ONE[match["unit"].lower()]
    for match in _QUARTER.finditer(text):
        if _measured(text, match):
            yield match.start(), match.end(), "15m"


_ONE = {"uur": "1h", "hour": "1h", "dag": "1d", "day": "1d", "week": "7d", "maand": "1mo", "month": "1mo", "kwartier": "15m"}
_THE = re.compile(rf"\b(?:binnen|within) (?P<n>(?:het|de|the) (?P<unit>{'|'.join(_ONE)}))\b", re.I)
_QUARTER = re.compile(r"\b(?:een |a )(?:kwartier(?:tje)?|quarter of an hour)\b", re.I)
_BEFORE_LENGTH = re.compile(r"\b(?:binnen|over|na|tot|minimaal|maximaal|hooguit|within|after|for|another|at least|up to|about)\s*$", re.I)
_AFTER_LENGTH = re.compile(
    r"\s*(?:de tijd|extra|langer|geldig|gratis|uitstel|bedenktijd|garantie|opzegtermijn|vooraf|van tevoren|later|eerder|beloofd"
    r"|notice|to |free|longer|valid|ahead)",
    re.I,
)


def _measured(text: str, match: re.Match[str]) -> bool:
    """Whether "een dag" is a length ("binnen een dag", "een dag extra") and no mere mention ("een dag waarop hij komt")."""
    return bool(_BEFORE_LENGTH.search(text, 0, match.start()) or _AFTER_LENGTH.match(text, match.end()))


def _length(number: float, unit: str) -> str:
    if unit == "w":
        number, unit = number * 7, "d"
    if number != int(number):
        smaller = {"h": ("m", 60), "d": ("h", 24), "mo": ("d", 30), "y": ("mo", 12)}.get(unit)
        if smaller:
            number, unit = number * smaller[1], smaller[0]
    return f"{int(number)}{unit}"
