"""Criterion 10: only what is missing is asked, once, all of it at the same time."""

import re
from collections.abc import Iterable

from assistant.checks.parts import parts
from assistant.checks.words import compiled, language_of, pattern, unquoted
from assistant.language import masking, sentences
from assistant.records.case import Author
from assistant.records.finding import Finding, Kind, Level
from assistant.records.review import Review
from assistant.records.triage import Urgency

_KIND_OF = {
    "e-mailadres": "EMAIL",
    "telefoonnummer": "TEL",
    "adres": "ADRES",
    "postcode": "ADRES",
    "kenteken": "KENTEKEN",
    "klantnummer": "KLANT",
    "ordernummer": "ORDER",
    "trackingnummer": "ORDER",
}

_ANSWERED = frozenset({"info", "feedback", "praise"})
_TO_REACH = frozenset({"adres", "postcode en huisnummer", "locatie", "telefoonnummer"})
_TELLS = re.compile(
    r"(?:ik|wij|we|i) (?!heb|hebben|hoor|horen|mis|missen|wil|need|have|still)[^?]+$", re.I
)  # says what we do, asks nothing


def check(review: Review) -> Iterable[Finding]:
    """Asks for what the customer gave already, or for the same thing twice."""
    told = masking.kinds("\n".join(message.text for message in review.thread if message.author is Author.CUSTOMER))
    for part, text in parts(review):
        language = language_of(review, text)
        asked: dict[str, str] = {}
        for sentence in sentences.split(unquoted(text)):
            if not pattern(review, "checks.ask", language).search(sentence) or _TELLS.match(sentence):
                continue
            for slot, words in _slots(review, language):
                match = compiled(words).search(sentence)
                if not match:
                    continue
                if slot in _KIND_OF and told[_KIND_OF[slot]]:
                    yield Finding("ask_once", Level.WARN, Kind.OWN_REASON, "asked_known", {"value": match.group()}, sentence, part, 10)
                elif slot in asked and asked[slot] != sentence:
                    yield Finding("ask_once", Level.WARN, Kind.OWN_REASON, "asked_twice", {"value": match.group()}, sentence, part, 10)
                asked[slot] = sentence


def _slots(review: Review, language: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    lists = review.lists.words.get(language, {})
    return tuple((name.removeprefix("checks.slots."), words) for name, words in lists.items() if name.startswith("checks.slots."))


def check_missing(review: Review) -> Iterable[Finding]:
    """Something is missing and the reply asks nothing at all. A plain question needs nothing to be answered; in danger help comes first,
    and only where to go or whom to call is asked."""
    triage = review.triage
    missing = triage.missing.value
    if triage.intents.value and set(triage.intents.value) <= _ANSWERED and not triage.vulnerable.value:
        return
    if triage.urgency.value >= Urgency.NOW:
        missing = tuple(need for need in missing if need in _TO_REACH)
    if not missing:
        return
    for _, text in parts(review):
        language = language_of(review, text)
        asks = pattern(review, "checks.ask", language)
        if "?" in unquoted(text) or any(asks.search(line) and not _TELLS.match(line) for line in sentences.split(text)):
            return
    yield Finding("ask_once", Level.WARN, Kind.OWN_REASON, "not_asked", {"value": ", ".join(missing)}, criterion=10)
