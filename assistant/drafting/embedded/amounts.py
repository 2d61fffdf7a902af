"""Amounts in a rule against the amount that a customer names."""

import re

_EURO = r"€ ?(\d[\d.]*(?:,\d\d)?)"
_AMOUNT = re.compile(rf"{_EURO}|(?<!\w)(\d[\d.]*(?:,\d\d)?) ?(?:euro|EUR)\b")
_UP_TO = re.compile(rf"\b(?:tot(?: en met)?|hooguit|hoogstens|onder|up to|at most|below|under) {_EURO}", re.IGNORECASE)
_ABOVE = re.compile(rf"\b(?:boven|meer dan|vanaf|above|over|more than) {_EURO}", re.IGNORECASE)


def amounts_fit(text: str, asked: str) -> bool:
    """Whether a limit in the sentence ("tot en met € 10", "above € 150") can hold for an amount in the complaint."""
    amounts = [_euro(found[1] or found[2]) for found in _AMOUNT.finditer(asked)]
    if not amounts or ";" in text:
        return True
    upper = [_euro(found[1]) for found in _UP_TO.finditer(text)]
    lower = [_euro(found[1]) for found in _ABOVE.finditer(text)]
    return not ((upper and min(amounts) > max(upper)) or (lower and max(amounts) <= min(lower)))


def within_amount(line: str, asked: str) -> str:
    """A sentence of two halves without the one whose limit the customer's amount is past."""
    halves = line.split("; ")
    kept = [half for half in halves if amounts_fit(half, asked)]
    if not kept or len(kept) == len(halves):
        return line
    past = next((found[1] for half in halves if half not in kept and (found := _UP_TO.search(half))), "")
    text = "; ".join(kept).rstrip(".")
    return f"{re.sub(r'^daarboven', f'Boven € {past}', text) if past else text}."


def _euro(text: str) -> float:
    whole, _, cents = text.replace(".", "").partition(",")
    return float(f"{whole}.{cents.strip('-') or 0}")
