"""Triage fields as suites write them (sent, emo, urg, vuln, public, risk, repeat, missing) held against a triage."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from assistant.records.triage import Triage

EMOTIONS = {
    "boos": "anger",
    "boosheid": "anger",
    "angst": "fear",
    "bang": "fear",
    "verdriet": "sadness",
    "verdrietig": "sadness",
    "teleurgesteld": "disappointment",
    "teleurstelling": "disappointment",
    "wanhoop": "despair",
    "wanhopig": "despair",
    "frustratie": "frustration",
    "gefrustreerd": "frustration",
    "neutraal": "neutral",
    "blij": "joy",
    "opgelucht": "joy",
}
_SAME = {
    "tracking": "trackingnummer",
    "ordernr": "ordernummer",
    "bestelnummer": "ordernummer",
    "telefoon": "telefoonnummer",
    "email": "e-mailadres",
}
_FILLERS = frozenset({"en", "de", "het", "van", "naam", "je", "uw", "jouw"})
_PLACE = frozenset({"adres", "postcode", "huisnummer", "locatie"})  # one tells the other


def shown(triage: Triage) -> dict[str, Any]:
    """The triage in a suite's own field names."""
    return {
        "lang": triage.language.value,
        "sent": triage.sentiment.value.value,
        "emo": triage.emotion.value,
        "urg": int(triage.urgency.value),
        "vuln": triage.vulnerable.value,
        "public": triage.public.value,
        "risk": triage.risk.value,
        "risks": [risk.value.value for risk in triage.risks],
        "repeat": triage.repeat.value,
        "intents": list(triage.intents.value),
        "topic": triage.topic.value,
        "missing": list(triage.missing.value),
    }


def rights(expected: Mapping[str, Any], triage: Triage, language: str = "") -> dict[str, bool]:
    """Which of the expected fields the triage has right. `urg` within 1; `urg_exact` to the point; `missing` the same needs."""
    got = shown(triage)
    wanted = {**({"lang": language} if language else {}), **expected}
    if "urg" in wanted:
        wanted["urg_exact"], got["urg_exact"] = wanted["urg"], got["urg"]
    return {name: _COMPARE.get(name, _same)(wanted[name], got[name]) for name in wanted if name in got}


def _same(wanted: Any, got: Any) -> bool:
    return bool(wanted == got)


def _missing(wanted: Any, got: Any) -> bool:
    """Whether all that is wanted is asked for, with at most one thing more; nothing where nothing is wanted."""
    want, have = _kinds(wanted or ()), _kinds(got or ())
    return want <= have and len(have - want) <= (1 if want else 0)


def _kinds(needs: Iterable[str]) -> frozenset[str]:
    kinds: set[str] = set()
    for need in needs:
        words = re.findall(r"[\w-]+", re.sub(r"\b(?:via|per|by|in)\b.*", "", need.lower()))
        words = [_SAME.get(word, word) for word in words if len(words) == 1 or word not in _FILLERS]
        kinds |= {"place"} if _PLACE & set(words) else set(words)
    return frozenset(kinds)


_COMPARE: Mapping[str, Callable[[Any, Any], bool]] = {
    "urg": lambda wanted, got: abs(int(wanted) - int(got)) <= 1,
    "emo": lambda wanted, got: EMOTIONS.get(str(wanted), str(wanted)) == got,
    "missing": _missing,
}
