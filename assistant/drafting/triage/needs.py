"""What must still be asked: the needs of the policy that matches, minus what the thread already holds."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache

from assistant.records.case import Case
from assistant.records.knowledge import Passage, PassageKind
from assistant.records.triage import Judged, Risk, Triage

NOTHING = frozenset({"niets", "nothing", "geen", "none"})
# What tells that a need is met: placeholders of masking, words of the thread.
_HELD: dict[str, re.Pattern[str]] = {
    need: re.compile(pattern, re.I)
    for need, pattern in {
        "adres": r"\[ADRES_\d+\]",
        "postcode en huisnummer": r"\[ADRES_\d+\]",
        "postcode": r"\[ADRES_\d+\]",
        "klantnummer": r"\[KLANT_\d+\]",
        "ordernummer": r"\[ORDER_\d+\]",
        "trackingnummer": r"\[ORDER_\d+\]|\b(?:track\w*|3S[A-Z0-9]{8,}|JVGL\w+|JJD\w+)\s*:?\s*[A-Z0-9]{8,}",
        "kenteken": r"\[KENTEKEN_\d+\]",
        "telefoonnummer": r"\[TEL_\d+\]",
        "e-mailadres": r"\[EMAIL_\d+\]",
        "naam": r"\[NAAM_\d+\]",
        "iban": r"\[IBAN_\d+\]",
        "locatie": r"\[ADRES_\d+\]|\b[AN]\d{1,3}\b.{0,40}(?:hm|hmp|km|paal|afrit|exit|richting)|hectometer\w*",
        "meternummer": r"meter(?:nummer| number)\D{0,12}\d{4,}",
        "datum": r"\b\d{1,2}[-/ ](?:\d{1,2}|jan\w*|feb\w*|ma\w*|apr\w*|jun\w*|jul\w*|aug\w*|sep\w*|okt\w*|oct\w*|nov\w*|dec\w*)\b",
    }.items()
}


def with_missing(triage: Triage, passages: Sequence[Passage], case: Case) -> Triage:
    """`triage` with what the best policy clause needs and the masked thread of `case` does not hold.

    `passages` are best first: the first policy clause counts. A correction by the agent stays; a person in danger of self-harm is
    asked nothing.
    """
    if triage.missing.reason == "corrected" or triage.risk is Risk.SELF_HARM:
        return triage
    policy = next((passage for passage in passages if passage.kind is PassageKind.POLICY), None)
    if policy is None:
        return triage
    missing = tuple(need for need in wanted(policy.needs) if not held(need, case))
    return replace(triage, missing=Judged(missing, "policy_needs" if missing else "all_known", (policy.title,)))


def wanted(needs: Iterable[str]) -> tuple[str, ...]:
    """The needs of a clause as words, each once; () where it says "niets"."""
    cleaned = tuple(dict.fromkeys(need.strip().lower() for need in needs if need.strip()))
    return () if NOTHING & set(cleaned) else cleaned


def held(need: str, case: Case) -> bool:
    """Whether the masked thread already holds what `need` asks for."""
    if need == "foto":
        return any(message.attachments for message in case.thread)
    if need == "naam" and case.customer_name:
        return True
    pattern = _HELD.get(need) or _named(need)
    return any(pattern.search(message.text) for message in case.thread)


@lru_cache(maxsize=512)
def _named(need: str) -> re.Pattern[str]:
    """The thing that a need asks for with its name or number after it: "halte Broekstraat", "lijn 64"; a ward also by its code."""
    thing = re.sub(r"^(?:het|de|je|uw|welke?|op welke?) ", "", need).split(" ")[0]
    code = r"|(?<=\bop )[A-Z]\d{1,2}\b" if thing in ("afdeling", "kamer") else ""
    return re.compile(rf"\b(?i:{re.escape(thing)})(?:nummer|nr\.?)?:? (?:[A-Z0-9][\w-]*\d[\w-]*|\d+|[A-Z][a-z]+)\b{code}")
