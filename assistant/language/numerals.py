"""Numbers written as words, Dutch and English, up to 9999."""

from functools import cache

_NL_UNITS = [
    "nul",
    "een",
    "twee",
    "drie",
    "vier",
    "vijf",
    "zes",
    "zeven",
    "acht",
    "negen",
    "tien",
    "elf",
    "twaalf",
    "dertien",
    "veertien",
    "vijftien",
    "zestien",
    "zeventien",
    "achttien",
    "negentien",
]
_NL_TENS = {20: "twintig", 30: "dertig", 40: "veertig", 50: "vijftig", 60: "zestig", 70: "zeventig", 80: "tachtig", 90: "negentig"}
_EN_UNITS = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_EN_TENS = {20: "twenty", 30: "thirty", 40: "forty", 50: "fifty", 60: "sixty", 70: "seventy", 80: "eighty", 90: "ninety"}


@cache
def words(language: str) -> dict[str, float]:
    """Every number word of a language with its value; compounds are written as one word, English also with a hyphen."""
    return _english() if language == "en" else _dutch()


def value_of(word: str, language: str) -> float | None:
    """The value of a number word or of digits ("12"); None when it is neither."""
    plain = word.strip().lower()
    if plain.isdecimal():
        return float(plain)
    return words(language).get(plain.replace("’", "'"))


def _below_hundred(number: int, units: list[str], tens: dict[int, str], joint: str) -> str:
    if number < 20:
        return units[number]
    ten, unit = number - number % 10, number % 10
    if not unit:
        return tens[ten]
    if joint != "-":
        return f"{units[unit]}{'ën' if units[unit].endswith('e') else 'en'}{tens[ten]}"
    return f"{tens[ten]}-{units[unit]}"


def _dutch() -> dict[str, float]:
    table: dict[str, float] = {}
    for number in range(100):
        table[_below_hundred(number, _NL_UNITS, _NL_TENS, "")] = number
    small = dict(table)
    for hundreds in range(1, 100):
        if hundreds % 10 == 0 and hundreds > 9:
            continue
        head = ("" if hundreds == 1 else _below_hundred(hundreds, _NL_UNITS, _NL_TENS, "")) + "honderd"
        table[head] = hundreds * 100
        if hundreds < 10:
            table |= {f"{head}{join}{word}": hundreds * 100 + rest for word, rest in small.items() if rest for join in ("", "en")}
    for thousands in range(1, 10):
        head = ("" if thousands == 1 else _NL_UNITS[thousands]) + "duizend"
        table[head] = thousands * 1000
    table |= {word.replace("ë", "e"): number for word, number in list(table.items()) if "ë" in word}
    return table | {"één": 1, "eén": 1, "anderhalf": 1.5, "anderhalve": 1.5, "half": 0.5, "halve": 0.5}


def _english() -> dict[str, float]:
    table: dict[str, float] = {}
    for number in range(100):
        word = _below_hundred(number, _EN_UNITS, _EN_TENS, "-")
        table[word] = table[word.replace("-", " ")] = number
    for hundreds in range(1, 10):
        head = f"{_EN_UNITS[hundreds]} hundred"
        table[head] = hundreds * 100
        table[f"{_EN_UNITS[hundreds]} thousand"] = hundreds * 1000
    return table | {"a": 1, "an": 1, "a hundred": 100, "a thousand": 1000, "half": 0.5}
