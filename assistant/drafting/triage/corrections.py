"""What an agent corrected goes before what the rules saw."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from assistant.errors import InputError
from assistant.records.triage import CORRECTED, Judged, Risk, Route, Sentiment, Triage, Urgency

_YES = {"true": True, "yes": True, "ja": True, "1": True, "false": False, "no": False, "nee": False, "0": False}


def _several(value: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in value.split(",") if part.strip())


_READ: dict[str, Callable[[str], Any]] = {
    "language": str,
    "sentiment": Sentiment,
    "emotion": str,
    "urgency": lambda value: Urgency(int(value)),
    "vulnerable": lambda value: _YES[value.lower()],
    "repeat": lambda value: _YES[value.lower()],
    "public": lambda value: _YES[value.lower()],
    "intents": _several,
    "missing": _several,
    "topic": str,
    "route": Route,
}


def corrected(triage: Triage, corrections: Iterable[tuple[str, str]]) -> Triage:
    """`triage` with the agent's values, reason "corrected"; the last correction of a field counts.

    Raises `InputError` for a field that does not exist or a value that it cannot have.
    """
    for field, value in corrections:
        triage = replace(triage, **_change(field, value.strip()))
    return triage


def readable(field: str, value: str) -> None:
    """Raises `InputError` for a field that does not exist or a value that it cannot have."""
    _change(field, value.strip())


def _change(field: str, value: str) -> dict[str, Any]:
    try:
        if field == "risk":
            return _risk(Risk(value))
        return {field: Judged(_READ[field](value), CORRECTED)}
    except (KeyError, ValueError) as error:
        fields = ", ".join(sorted((*_READ, "risk")))
        raise InputError(f"'{field}' cannot be '{value}'.", where="triage", mend=f"Fields: {fields}.") from error


def _risk(risk: Risk) -> dict[str, Any]:
    """A corrected risk settles the route too: only self-harm keeps the draft away."""
    risks = () if risk is Risk.NONE else (Judged(risk, CORRECTED),)
    return {"risks": risks, "route": Judged(Route.PERSON if risk is Risk.SELF_HARM else Route.DRAFT, CORRECTED)}
