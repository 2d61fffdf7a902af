"""Personal data that its own form gives away: e-mail, IBAN, card, BSN, phone, address, plate, order and customer numbers."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import phonenumbers
from stdnum import iban, luhn
from stdnum.nl import bsn

from assistant.language.wordset import wordset


@dataclass(frozen=True, slots=True)
class Found:
    """A personal datum in a text. `key` is its form for comparing (digits, capitals, no separators)."""

    kind: str
    start: int
    end: int
    key: str


_ORDER_WORDS = (
    r"bestel(?:ling(?:en)?)?(?:[- ]?(?:nummer|nr|num|id|code))?|order(?:[- ]?(?:nummer|number|nr|num|no|id|code))?"
    r"|track(?:ing)?(?:\s?(?:&|and|en|n)\s?trace)?(?:[- ]?(?:nummer|number|nr|code|no|id))?"
    r"|t&t|zending(?:[- ]?(?:nummer|nr|code))?|pakket(?:[- ]?(?:nummer|nr|code))?|parcel(?:[- ]?(?:number|no|id))?|barcode"
    r"|factuur(?:[- ]?(?:nummer|nr))?|invoice(?:[- ]?(?:number|no))?|nota(?:nummer|nr)"
    r"|zaak(?:nummer|nr)|ticket(?:[- ]?(?:nummer|number|nr|id))?|dossier(?:[- ]?(?:nummer|nr))?|referentie(?:[- ]?(?:nummer|nr"
    r"|code))?|reference(?:[- ]?(?:number|no|code))?|ref(?:[- ]?(?:nr|no))?"
    r"|reservering(?:s(?:nummer|code|nr))?|booking(?:[- ]?(?:number|reference|code|ref|no))?|meldings?(?:nummer|nr|code)"
    r"|melding(?=\s?(?:nr|nummer|#|\d))|retour(?:nummer|code)|shipment(?:[- ]?(?:number|no|id))?|consignment(?:[- ]?number)?"
    r"|case(?:[- ]?(?:number|no|id))"
)
_CUSTOMER_WORDS = (
    r"klant(?:[- ]?(?:nummer|nr|num|id|code))|customer(?:[- ]?(?:number|no|id|nr|code))|lid(?:[- ]?(?:nummer|nr))"
    r"|lidmaatschaps?(?:nummer|nr)|member(?:ship)?(?:[- ]?(?:number|no|id|nr))"
    r"|contract(?:[- ]?(?:nummer|number|nr|no))|debiteur(?:en)?(?:nummer|nr)|polis(?:[- ]?(?:nummer|nr))|policy (?:number|no)"
    r"|huurders?(?:nummer|nr)|account(?:[- ]?(?:number|no|id|nummer|nr))|meter(?:nummer|nr)|relatie(?:nummer|nr)"
    r"|abonnee?(?:nummer|nr)|passagiers?nummer"
)
_LINK_WORDS = (
    r"(?:\s+(?:van mij|mijn|dat|die|ik|kreeg|heb|had|hier|is|was|staat|zegt|it|which|that|i|got|have|my|the|says|nummer|nr\.?|no\.?"
    r"|number|code|met|with|is dus))"
)
_VALUE = r"(?P<v>(?=[A-Za-z0-9/-]*\d{2})[A-Za-z]{0,6}[-/ ]?\d[A-Za-z0-9]*(?:[-/ .]?[A-Za-z]?\d[A-Za-z0-9]*){0,5})"
_TLD = (
    r"(?:nl|com|org|net|eu|be|de|fr|es|it|uk|co\.uk|info|io|me|example|test|edu|gov|frl|amsterdam|online|shop|store|email|app|biz"
    r"|ch|at|se|dk|pl|pt)"
)
_EMAIL = re.compile(
    r"(?<![\w.+-])[\w+-](?:[\w.+-]*[\w+-])?\s?(?:@|\(at\)|\[at\])\s?[\w-]+(?:\s?[.,]\s?[\w-]+)*?\s?[.,]\s?[a-z]{2,9}(?![\w@-]|\.\w)", re.I
)
_SPOKEN_EMAIL = re.compile(
    rf"(?<![\w.+-])[\w+-](?:[\w.+-]*[\w+-])? (?:at|apenstaartje) [\w-]+(?:(?:\.| (?:punt|dot) )[\w-]+)*?(?:\.| (?:punt|dot) ){_TLD}"
    rf"(?: (?:punt|dot) {_TLD}|\.{_TLD})?(?![\w@-])",
    re.I,
)
_IBAN = re.compile(r"(?<![A-Za-z0-9])(?P<v>[A-Za-z]{2}[ .-]?\d{2}(?:[ .-]?[A-Za-z0-9]){11,30})(?![A-Za-z0-9])")
_NL_IBAN = re.compile(r"(?<![A-Za-z0-9])(?P<v>NL[ .-]?\d{2}[ .-]?[A-Z]{4}(?:[ .-]?\d){10})(?!\d)", re.I)
_CARD = re.compile(r"(?<![\w.,+-])(?:\d{13,19}|(?:\d{4}[ -]){3}\d{1,7}|\d{4}[ -]\d{6}[ -]\d{5})(?![\w-])")
_BSN = re.compile(r"(?<![\w.,+-])\d(?:[ .-]?\d){7,8}(?![\w]|[.,-]\d)")
_BSN_WORDS = re.compile(
    r"\b(?:bsn|burgerservice\s?nummer|burger service nummer|sofi(?:nummer)?|persoonsnummer|citizen service number|social security|ssn)\b",
    re.I,
)
_PHONE = re.compile(r"(?<![\w,/€+])(?<!\d[ .-])(?:(?:\+|00)\s?31[\s.-]{0,3}(?:\(0\)|0)?|\(?0)[\s.-]{0,3}[1-9](?:[\s./()-]{0,3}\d){8}(?!\d)")
_FOREIGN_PHONE = re.compile(r"(?<![\w+])(?:\+|00)[1-9]\d{0,2}[\s.-]?(?:\(0\)[\s.-]?)?\d(?:[\s.-]?\d){6,11}(?!\d)")
_DATE_LIKE = re.compile(r"^\(?[0-3]?\d[-./][01]?\d[-./](?:19|20)\d\d")
_PLATE_SHAPES = (
    "XX9999",
    "9999XX",
    "99XX99",
    "XX99XX",
    "XXXX99",
    "99XXXX",
    "99XXX9",
    "9XXX99",
    "XX999X",
    "X999XX",
    "XXX99X",
    "X99XXX",
    "9XX999",
    "999XX9",
)
_PLATE_NAMED = re.compile(r"(?:kenteken|plaat|plate|registration)\W.{0,20}$", re.I)
_PLATE_WORDS = re.compile(
    r"\b(?:kenteken|kentekenplaat|nummerplaat|auto|wagen|busje|bestelbus|motor|plate|licen[cs]e plate|registration|car)\b", re.I
)
_MONTHS = re.compile(r"(?:jan|feb|mrt|mar|apr|mei|may|jun|jul|aug|sep|okt|oct|nov|dec)", re.I)


def _plate_pattern(shape: str, gap: str) -> str:
    groups = re.findall(r"X+|9+", shape)
    if len(groups) == 2:  # XX9999 is written XX-99-99, XXXX99 as XX-XX-99
        groups = [part for group in groups for part in ([group[:2], group[2:]] if len(group) == 4 else [group])]
    return gap.join(f"[A-Za-z]{{{len(group)}}}" if group[0] == "X" else f"\\d{{{len(group)}}}" for group in groups)


_PLATE_DASHED = re.compile(rf"(?<![\w-])(?:{'|'.join(_plate_pattern(shape, '-') for shape in _PLATE_SHAPES)})(?![\w-])")
_PLATE_LOOSE = tuple(re.compile(rf"(?<![\w-]){_plate_pattern(shape, gap)}(?![\w-])") for shape in _PLATE_SHAPES for gap in ("", " ", r"\."))
_SMALL_WORDS = wordset(
    """
    is in en om op de er al te of we je ik ze no at on by am pm to do an as be go he hi if it me my so up us ja nu na ga km kg cm
    mm ml gb mb cl kb st nd rd th uw zo wo di ma za vr
    """
)
_NOT_A_COUNT = r"(?! ?(?:€|euro|keer|x\b|uur|u\b|dagen|weken|maanden|jaar|km|meter|procent|%|hours|days|weeks|times|[.,:]\d))"
_YEAR = r"(?!(?:19|20)\d\d(?!\d))"
_ADDITION = (
    r"(?:[a-zA-Z]{1,2}(?!\w)| ?[-/] ?[a-zA-Z0-9]{1,3}\b"
    r"| (?!(?:is|en|in|de|al|ik|er|om|op|te|of|we|je|nu|na|at|on|to|by|I|a)\b)[a-zA-Z]{1,2}(?!\w))?"
)
_MEASURES = frozenset({"MG", "KG", "ML", "CM", "MM", "GB", "MB", "KB", "KM", "TB", "CL", "DL"})
_UNITS = frozenset({"km", "kg", "cm", "mm", "ml", "gb", "mb", "cl", "kb", "st", "nd", "rd", "th", "pm", "am"})
_POSTCODE = re.compile(
    r"(?<![\w.,€-])(?P<d>[1-9]\d{3})(?P<g> {0,2})(?P<l>[A-Za-z]{2})(?![A-Za-z])"
    rf"(?P<n>[ ,]{{0,3}}(?:(?:huis)?(?:nummer|nr)\.?:? ?|no\.? ?|number |house number |hn )?{_YEAR}\d{{1,5}}{_NOT_A_COUNT}{_ADDITION})?"
)
_ADDRESS_WORDS = re.compile(
    r"\b(?:postcode|post code|postal code|zip(?:code)?|adres|address|woon|wonen|woont|wonend|live|living|huisnummer|house number|pc)\b",
    re.I,
)
_STREET_SURE = r"(?:straat|laan|plein|kade|gracht|singel|straatje|str\.|weg)"
_STREET_ALSO = r"(?:dijk|hof|steeg|dreef|park|plantsoen|markt|pad|ring|baan|haven|poort|akker|wal|erf|oord|brink|allee|boulevard)"
_NO_STREET = r"(?!(?:[Oo]nderweg|[Ss]nelweg|[Aa]utoweg|[Vv]anweg|[Ww]eg|[Hh]alverweg|[Vv]luchtstrook)\b)"
_TITLE_WORD = r"(?!(?:Goed\w+|Hallo|Hoi|Hi|Beste|Op|In|Mijn|Het|De|Een|Ik|Wij|We|My|The|I|Al|Er|Dit|Dat|Adres|Voor|Aan|Bij)\b)[A-Z][\w'’.]*"
_STREET = re.compile(
    rf"(?<!\w)(?:{_TITLE_WORD} ){{0,2}}{_NO_STREET}(?:[A-Za-z][\w'’-]*{_STREET_SURE}|[A-Z][\w'’-]*{_STREET_ALSO}) ?(?:nr\.? ?|nummer )?"
    rf"{_YEAR}\d{{1,4}}{_NOT_A_COUNT}{_ADDITION}(?!\w)(?:,? {{0,2}}(?:te |in )?[1-9]\d{{3}} ?(?!(?:is|in|en|om|op|de|er"
    rf"|al)\b)[A-Za-z]{{2}}(?![A-Za-z]))?"
    r"|(?<!\w)\d{1,4}[a-z]? (?:[A-Z][\w'’]+ ){1,3}(?:Street|Road|Avenue|Lane|Drive|Square|Close|Court|Way)\b"
)
_ORDER = re.compile(rf"\b(?:{_ORDER_WORDS})(?:\s?[:#=(]\s?#?|{_LINK_WORDS}{{0,4}}\s*[:#=]?\s*#?){_VALUE}", re.I)
_CUSTOMER = re.compile(rf"\b(?:{_CUSTOMER_WORDS})(?:\s?[:#=(]\s?#?|{_LINK_WORDS}{{0,4}}\s*[:#=]?\s*#?){_VALUE}", re.I)
_HASHED = re.compile(r"(?<![\w&/#])#(?P<v>[A-Z]{0,4}-?\d{4,}[\w-]*)")
_CARRIER = re.compile(r"(?<!\w)(?P<v>3S ?[A-Z]{2,6} ?\d{7,13}|JVGL ?\d{10,20}|JJD ?\d{10,20}|1Z[A-Z0-9]{16}|[A-Z]{2}\d{9}NL)(?!\w)", re.I)


def find(text: str) -> Iterator[Found]:
    """Every candidate, in order of trust: of two that overlap the first one counts."""
    yield from _emails(text)
    yield from _ibans(text)
    yield from _by_context(text)
    yield from _cards(text)
    yield from _plates(text)
    yield from _addresses(text)
    yield from _phones(text)
    yield from _bsns(text)


def _plain(text: str) -> str:
    return re.sub(r"[^A-Za-z0-9]", "", text).upper()


def _emails(text: str) -> Iterator[Found]:
    for match in (*_EMAIL.finditer(text), *_SPOKEN_EMAIL.finditer(text)):
        plain = re.sub(r"\(at\)|\[at\]|\s(?:at|apenstaartje)\s", "@", match.group().lower())
        plain = re.sub(r"\s(?:punt|dot)\s|,", ".", plain)
        loose = " " in match.group() and "@" in match.group()  # "kijk bij @merk. Mijn ..." is no address
        if not loose or re.search(rf"[.,]\s?{_TLD}$", match.group(), re.I):
            yield Found("EMAIL", match.start(), match.end(), plain.replace(" ", ""))


def _ibans(text: str) -> Iterator[Found]:
    for match in _NL_IBAN.finditer(text):
        yield Found("IBAN", *match.span("v"), _plain(match["v"]))
    for match in _IBAN.finditer(text):
        whole = match["v"]
        for length in range(len(whole), 14, -1):  # what follows an IBAN may look like more of it
            if (length == len(whole) or not whole[length].isalnum()) and iban.is_valid(_plain(whole[:length]), check_country=False):
                yield Found("IBAN", match.start("v"), match.start("v") + length, _plain(whole[:length]))
                break


_CARD_WORDS = re.compile(r"\b(?:credit ?card|card|kaart|visa|mastercard|amex|cc)\b\W{0,3}(?:\w+\W+){0,3}$", re.I)
_CALL_WORDS = re.compile(
    r"\b(?:tel(?:efoon)?|mobiel|mobile|phone|bel(?:len)?(?: me| mij)?|call(?: me)?|ring)\b\W{0,3}(?:(?:op|on|at|is|nummer"
    r"|number|nr)\W+){0,2}$",
    re.I,
)
_CALLED = re.compile(r"(?<![\w.,/€+-])\(?\d(?:[ .()-]{0,2}\d){6,11}(?![\w%]|[.,]\d)")


def _cards(text: str) -> Iterator[Found]:
    for match in re.finditer(r"(?<![\w.,+-])\d{12,19}(?![\w-])", text):
        if luhn.is_valid(match.group()) and _CARD_WORDS.search(text, 0, match.start()):
            yield Found("KAART", *match.span(), match.group())
    for match in _CARD.finditer(text):
        plain = _plain(match.group())
        if luhn.is_valid(plain) and re.match(r"4|5[0-8]|2[2-7]|3[47]|6", plain) and len(plain) in (13, 14, 15, 16, 18, 19):
            yield Found("KAART", *match.span(), plain)


def _by_context(text: str) -> Iterator[Found]:
    for kind, pattern in (("KLANT", _CUSTOMER), ("ORDER", _ORDER), ("ORDER", _CARRIER), ("ORDER", _HASHED)):
        for match in pattern.finditer(text):
            value = match["v"].rstrip(" .-/")
            if _is_number(value, text, match.start("v")):
                yield Found(kind, match.start("v"), match.start("v") + len(value), _plain(value))


def _is_number(value: str, text: str, start: int) -> bool:
    """Whether a value after "bestelnummer" is one: not a date, a year, an amount, a time or a count."""
    plain = _plain(value)
    digits = sum(letter.isdigit() for letter in plain)
    after = text[start + len(value) : start + len(value) + 12].lower()
    if digits < 4 or re.match(
        r"\s?(?:€|euro|,-|,\d\d|%|uur|u\b|dagen|dag\b|weken|cups|stuks|keer|hours|days|weeks|gram|kg|jan|feb|m(?:aa)?rt|apr|mei"
        r"|jun|jul|aug|sep|okt|nov|dec|mar|may|oct)",
        after,
    ):
        return False
    return not re.match(
        r"^(?:19|20)\d\d$|^[0-3]?\d[-/. ][01]?\d[-/. ](?:19|20)?\d\d$|^20\d\d[-/]\d\d[-/]\d\d$|^\d{1,3}(?:\.\d{3})+$", value
    )


def _phones(text: str) -> Iterator[Found]:
    if sum(letter.isdigit() for letter in text) < 7:
        return
    for match in (*_PHONE.finditer(text), *_FOREIGN_PHONE.finditer(text)):
        if not _DATE_LIKE.match(match.group()):
            yield Found("TEL", *match.span(), _phone_key(match.group()))
    for match in _CALLED.finditer(text):
        if _CALL_WORDS.search(text, 0, match.start()) and not _DATE_LIKE.match(match.group()):
            yield Found("TEL", *match.span(), _phone_key(match.group()))
    for number in phonenumbers.PhoneNumberMatcher(text, "NL", leniency=phonenumbers.Leniency.VALID):
        if not _DATE_LIKE.match(number.raw_string) and (number.raw_string.lstrip("(")[:1] in "+0"):
            yield Found("TEL", number.start, number.end, _phone_key(number.raw_string))


def _phone_key(raw: str) -> str:
    digits = re.sub(r"\(0\)|\D", "", raw)
    digits = digits[2:] if digits.startswith("00") else digits
    return "0" + digits[2:].lstrip("0") if digits.startswith("31") and len(digits) > 10 else digits


def _bsns(text: str) -> Iterator[Found]:
    named = [match.end() for match in _BSN_WORDS.finditer(text)]
    for match in _BSN.finditer(text):
        plain = _plain(match.group())
        close = any(0 <= match.start() - end <= 40 for end in named) or any(0 <= end - match.end() <= 30 for end in named)
        if _DATE_LIKE.match(match.group()):
            continue
        grouped = re.fullmatch(r"\d{8,9}|\d{3}([ .-])\d{3}\1\d{3}|\d{4}([ .-])\d{2}\2\d{3}", match.group())
        if close or (grouped and len(plain) == 9 and bsn.is_valid(plain)):
            yield Found("BSN", *match.span(), plain)


def _plates(text: str) -> Iterator[Found]:
    named = [match.span() for match in _PLATE_WORDS.finditer(text)]
    loose = [match for pattern in _PLATE_LOOSE for match in pattern.finditer(text)] if named else []
    for match in sorted((*_PLATE_DASHED.finditer(text), *loose), key=lambda match: match.start()):
        near = any(-25 <= match.start() - end <= 25 or 0 <= start - match.end() <= 15 for start, end in named)
        named_so = bool(_PLATE_NAMED.search(text, 0, match.start()))
        letters = re.findall(r"[A-Za-z]+", match.group())
        wordlike = any(part.islower() and part in _SMALL_WORDS and not (named_so and part in _UNITS) for part in letters)
        if (near or "-" in match.group()) and not wordlike and not any(_MONTHS.fullmatch(part) for part in letters):
            yield Found("KENTEKEN", *match.span(), _plain(match.group()))


def _addresses(text: str) -> Iterator[Found]:
    named = [match.span() for match in _ADDRESS_WORDS.finditer(text)]
    shouting = sum(letter.isupper() for letter in text) > 0.6 * max(1, sum(letter.isalpha() for letter in text))
    for match in _STREET.finditer(text):
        yield Found("ADRES", *match.span(), _plain(match.group()))
    for match in _POSTCODE.finditer(text):
        near = any(-5 <= match.start() - end <= 25 or 0 <= start - match.end() <= 15 for start, end in named)
        word = match["l"].lower() in _SMALL_WORDS
        numbered = match["n"] and (not match["g"] or re.search("n[ro]|num", match["n"], re.I))  # "1234ab 5", "1234 ab nr 5"
        housed = match["n"] and match["g"] and match["l"] in _MEASURES  # "1018 CM 19": no measure
        capitals = match["l"].isupper() and (housed or (not (shouting and word) and match["l"] not in _MEASURES))
        if match["l"].upper() not in ("SA", "SD", "SS") and (capitals or numbered or (not word and (near or match["n"]))):
            yield Found("ADRES", match.start(), match.end(), _plain(match.group()))
