"""Statements in a text: amounts, dates, times, terms, numbers, phones, e-mail, links, addresses and undertakings."""

import re
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache

from assistant.language import moments, numerals, sentences, undertakings
from assistant.records.statement import Statement, StatementKind

Found = tuple[int, int, str]

_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.I)
_TLD = r"(?:nl|com|org|net|eu|be|de|info|io|uk|example|test|gov|edu|app|shop|online|site|xyz|biz|ru|cn|me|co)"
_REST = r"[^\s<>\"')\]]"
_NO_COUNTRY = (  # small words that follow a full stop without its space
    r"(?!(?:al|am|an|as|at|by|de|do|dr|dt|en|er|go|he|ik|in|is|it|ja|je|ma|mw|my|na|no|nr|nu|of|om|on|op|or|so|st|te|to|up|us|uw|we|ze"
    r"|zo)\b)"
)
_LINK = re.compile(
    rf"(?<![\w@.])(?:[a-z][a-z0-9+]{{1,9}}://{_REST}+|www\.{_REST}+|(?:[a-z0-9-]+[.。．․])+{_TLD}(?![\w@-])(?:/{_REST}*)?"
    rf"|(?:[a-z0-9-]+[.。．․])+[a-z]{{2,24}}/{_REST}+|(?:\d{{1,3}}\.){{3}}\d{{1,3}}[/:]{_REST}+"  # any name or number with a path
    rf"|(?:[a-z0-9-]{{2,}}\.)+{_NO_COUNTRY}(?-i:[a-z]{{2}})(?![\w@.-]))",  # any country
    re.I,
)
_SPELLED_LINK = re.compile(  # "naam punt nl", "naam[.]com", "naam (dot) com"
    r"(?<!\w)(?!(?:dat|dit|het|een|één|elk|the|this|that) )[a-z0-9-]{2,}\s?"
    r"(?:(?:[\[({]\s?(?:dot|punt|\.)\s?[\])}]\s?[a-z]{2,12}|\s(?:dot|punt)\s(?:nl|com|org|net|eu|info|io|ly|example|be|online|shop)))\b",
    re.I,
)
_PHONE = re.compile(
    r"(?<![\w.,/€-])(?:(?:\+|00)\d{1,3}[\s.-]{0,3}(?:\(0\))?[\s.-]?\d(?:[\s.-]?\d){6,10}|0(?:800|900|906|909"
    r"|88)[\s.-]{0,3}\d(?:[\s.-]?\d){3,6}"
    r"|\(?0[1-9]\d{0,2}\)?[\s./-]{0,3}\d(?:[\s.-]{0,3}\d){5,8}"
    r"|(?:\+?\d{1,4}[\s.-]?)?\(\d{2,5}\)[\s.-]?\d(?:[\s.-]?\d){4,9}|(?:\+?1[\s.-])?\d{3}[\s.-]\d{3}[\s.-]\d{4})(?![\d-])"  # other lands
)
_SPOKEN_PHONE = re.compile(
    r"(?<!\w)(?:(?:nul|een|één|twee|drie|vier|vijf|zes|zeven|acht|negen|zero|oh|one|two|three|four|five|six|seven|eight|nine)"
    r"(?:[\s,-]+|\b)){7,}",
    re.I,
)
_SHORT = re.compile(r"(?<![\w.,/€+-])(?:112|113|144|999|911|14\s?0\d{1,3})(?![\w%]|[.,:-]\d)")
_AMOUNT = re.compile(
    r"(?:€|\bEUR|\beuro(?=\s?\d)|£|\$)\s?(?P<a>\d{1,3}(?:[.\s]\d{3})+(?!\d)|\d+)(?:[.,](?P<ac>\d{2}(?!\d)|-+))?"
    r"|(?<![\w.,€])(?P<b>\d{1,3}(?:\.\d{3})+|\d+)(?:[.,](?P<bc>\d{1,2}|-+))?\s?(?:euro(?:'?s)?\b|eur\b|€|pounds?\b|dollars?\b)"
    r"|(?<![\w.,€])(?P<c>\d+),(?P<cc>-+|\d{2}(?!\d))(?!\s?(?:%|procent|km|meter|cm|mm|m\b|kg|gram|liter|l\b|m³|m3|kuub|graden|°"
    r"|uur|kWh|GB|MB))",
    re.I,
)
_AMOUNT_WORDS = re.compile(r"(?<!\w)(?P<w>[a-zéëï]+(?:[ -][a-z]+)?) (?:euro(?:'?s)?|eurootjes|pounds?|dollars?)\b", re.I)
_CENTS = re.compile(r"(?<![\w.,])(?P<n>\d{1,2}) ?cent\b", re.I)
_PERCENT = re.compile(r"(?<![\w.,])(?P<n>\d{1,3}(?:[.,]\d+)?)\s?(?:%|procent\b|percent\b)", re.I)
_NUMBER = re.compile(r"(?<![\w.,:/€#&;-])#?(?P<n>\d+(?:[.\s]?\d{3})*)(?![\w]|[.,:/]\d|-\d)")
_POSTCODE = re.compile(r"(?<!\w)[1-9]\d{3} ?(?!SA|SD|SS)[A-Z]{2}(?![A-Za-z])(?:,? ?(?:nr\.? ?)?\d{1,5} ?[a-zA-Z]?(?!\w))?")
_STREET_END = (
    "straat|laan|weg|plein|kade|dijk|singel|gracht|hof|steeg|dreef|park|plantsoen|markt|pad|ring|baan|haven|poort|burg|veld|akker|wal|"
    "erf|oord|brink|allee|boulevard"
)
_STREET = re.compile(
    rf"(?<!\w)(?:(?:[A-Z][\w'’.-]+ ){{0,2}}(?:[A-Z][\w'’-]*(?:{_STREET_END})|(?:Straat|Laan|Weg|Plein|Kade))|Postbus"
    rf"|Antwoordnummer) \d{{1,5}}(?: ?[a-zA-Z]\b|-\d+)?(?![\d.,:]\d)"
    r"|(?<!\w)\d{1,4}[a-z]? (?:[A-Z][\w'’]+ ){1,3}(?:Street|Road|Avenue|Lane|Drive|Square|Close|Way)\b|\bP\.?O\.? Box \d+"
)


def find(text: str, language: str, now: datetime) -> tuple[Statement, ...]:
    """The statements of `text` in order. `now` decides what "morgen" is; unknown languages are read as Dutch."""
    return _find(text, "en" if language == "en" else "nl", now.date())


@lru_cache(maxsize=4096)
def _find(text: str, language: str, today: date) -> tuple[Statement, ...]:
    spans = sentences.spans(text)
    taken: list[tuple[int, int]] = []
    found: list[Statement] = []
    for kind, finder in _finders(text, language, today):
        for start, end, value in finder:
            if any(start < stop and begin < end for begin, stop in taken):
                continue
            taken.append((start, end))
            found.append(Statement(kind, text[start:end].strip(), value, start, _sentence(text, spans, start)))
    for start, end in spans:
        for quote, act in undertakings.find(text[start:end], language):
            found.append(Statement(StatementKind.UNDERTAKING, quote, act, start + text[start:end].find(quote), text[start:end]))
    return tuple(sorted(found, key=lambda statement: statement.start))


def _sentence(text: str, spans: tuple[tuple[int, int], ...], start: int) -> str:
    return next((text[begin:end] for begin, end in spans if begin <= start < end), "")


def _finders(text: str, language: str, today: date) -> Iterator[tuple[StatementKind, Iterator[Found]]]:
    """In this order: what an earlier one takes, a later one does not see."""
    yield StatementKind.EMAIL, ((m.start(), m.end(), m.group().lower().rstrip(".")) for m in _EMAIL.finditer(text))
    yield StatementKind.LINK, _links(text)
    yield StatementKind.AMOUNT, _amounts(text, language)
    yield StatementKind.ADDRESS, ((m.start(), m.end(), plain_address(m.group())) for m in _POSTCODE.finditer(text))
    yield StatementKind.ADDRESS, ((m.start(), m.end(), plain_address(m.group())) for m in _STREET.finditer(text))
    yield (
        StatementKind.DATE,
        (found for found in moments.dates(text, language, today) if text[found[0]].isdigit() or " " in text[found[0] : found[1]]),
    )
    yield StatementKind.PHONE, _phones(text)
    yield StatementKind.TIME, moments.times(text)
    yield StatementKind.TERM, moments.terms(text, language)
    yield StatementKind.DATE, moments.dates(text, language, today)
    yield StatementKind.NUMBER, _numbers(text)


def _links(text: str) -> Iterator[Found]:
    for match in _LINK.finditer(text):
        quote = match.group().rstrip(".,;:!?")
        yield match.start(), match.start() + len(quote), plain_link(re.sub("[。．․]", ".", quote))
    for match in _SPELLED_LINK.finditer(text):
        yield match.start(), match.end(), plain_link(re.sub(r"[\s\[({]*(?:\bdot\b|\bpunt\b|\.)[\s\])}]*", ".", match.group(), flags=re.I))


def plain_link(link: str) -> str:
    """A link as it is compared: lower case, no scheme, no "www.", no slash at the end."""
    return re.sub(r"^(?:https?://)?(?:www\.)?", "", link.strip().lower()).rstrip("/")


def plain_address(address: str) -> str:
    """An address as it is compared: lower case, no spaces or commas."""
    return re.sub(r"[\s,.]", "", address.lower())


def plain_phone(phone: str) -> str:
    """A phone number as it is compared: digits, the Dutch country code as a leading zero."""
    digits = re.sub(r"\(0\)|\D", "", phone)
    plus = phone.strip().startswith("+")
    if plus and digits.startswith("31"):
        return "0" + digits[2:]
    return "0" + digits[4:] if digits.startswith("0031") else digits


def _phones(text: str) -> Iterator[Found]:
    for match in _PHONE.finditer(text):
        if 8 <= len(plain_phone(match.group())) <= 14:
            yield match.start(), match.end(), plain_phone(match.group())
    for match in _SPOKEN_PHONE.finditer(text):
        yield match.start(), match.end(), match.group().strip().lower()
    for match in _SHORT.finditer(text):
        yield match.start(), match.end(), re.sub(r"\s", "", match.group())


def _amounts(text: str, language: str) -> Iterator[Found]:
    for match in _AMOUNT.finditer(text):
        for whole, cents in (("a", "ac"), ("b", "bc"), ("c", "cc")):
            if match[whole] and not (whole == "c" and language == "en" and "-" not in (match[cents] or "")):
                yield match.start(), match.end(), _euro(match[whole], match[cents])
    for match in _CENTS.finditer(text):
        yield match.start(), match.end(), str(Decimal(match["n"]).scaleb(-2).quantize(Decimal("0.01")))
    for match in _AMOUNT_WORDS.finditer(text):
        words = match["w"].lower()
        for phrase in (words, words.split()[-1]):
            value = numerals.value_of(phrase, language)
            if value and not phrase.isdigit():
                yield match.end() - len(match.group()) + len(words) - len(phrase), match.end(), f"{value:.2f}"
                break
    for match in re.finditer(r"\btientje\b", text, re.I):
        yield match.start(), match.end(), "10.00"


def _euro(whole: str, cents: str | None) -> str:
    number = Decimal(re.sub(r"[.\s]", "", whole))
    part = Decimal(cents.ljust(2, "0")) if cents and cents.isdecimal() else Decimal(0)
    return str((number + part / 100).quantize(Decimal("0.01")))


def _numbers(text: str) -> Iterator[Found]:
    for match in _PERCENT.finditer(text):
        yield match.start(), match.end(), match["n"].replace(",", ".") + "%"
    for match in _NUMBER.finditer(text):
        yield match.start(), match.end(), re.sub(r"\D", "", match["n"])
