"""What a language model reads where there is one: emotion and intent are its own, an alarm it may only raise."""

from collections.abc import Mapping
from dataclasses import replace

from assistant.records.triage import CORRECTED, Judged, Risk, Route, Sentiment, Triage, Urgency

EMOTIONS = frozenset({"anger", "fear", "sadness", "disappointment", "despair", "frustration", "joy", "neutral"})
INTENTS = ("fix", "money", "info", "feedback", "vent", "praise", "threat")


def refine(triage: Triage, answer: Mapping[str, str]) -> Triage:
    """`triage` with the model's sentiment, emotion, cause and intents (comma separated), and its urgency where that is higher.

    A value that is none of ours is passed over, and so is a field that an agent corrected: a model may be wrong, not strange.
    """
    changes: dict[str, Judged[Sentiment] | Judged[Urgency] | Judged[str] | Judged[tuple[str, ...]]] = {}
    if answer.get("sentiment") in {sentiment.value for sentiment in Sentiment}:
        changes["sentiment"] = Judged(Sentiment(answer["sentiment"]), "model")
    if answer.get("emotion") in EMOTIONS:
        cause = answer.get("cause", "").strip()
        changes["emotion"] = Judged(answer["emotion"], "model", (cause,) if cause else triage.emotion.words)
    named = {intent.strip() for intent in answer.get("intents", "").split(",")}
    if intents := tuple(intent for intent in INTENTS if intent in named):
        changes["intents"] = Judged(intents, "model")
    if answer.get("urgency", "")[-1:] in ("1", "2", "3") and int(answer["urgency"][-1]) > triage.urgency.value:
        changes["urgency"] = Judged(Urgency(int(answer["urgency"][-1])), "model")
    open_ = {field: value for field, value in changes.items() if getattr(triage, field).reason != CORRECTED}
    return replace(triage, **open_)  # type: ignore[arg-type]  # each field gets its own kind of value above


def raised(triage: Triage, alarm: str, words: str = "") -> Triage:
    """`triage` with the danger that a model saw and the rules did not: `self_harm` (to a person, no draft) or `safety`.

    Never the other way round, and not against an agent who said that it is not so.
    """
    if alarm not in (Risk.SELF_HARM, Risk.SAFETY) or triage.route.reason == CORRECTED or any(r.value is alarm for r in triage.risks):
        return triage
    seen = (words,) if words else ()
    risks = tuple(sorted((*triage.risks, Judged(Risk(alarm), "model", seen)), key=lambda risk: list(Risk).index(risk.value)))
    now = (
        triage.urgency if triage.urgency.value is Urgency.NOW or triage.urgency.reason == CORRECTED else Judged(Urgency.NOW, "model", seen)
    )
    route = Judged(Route.PERSON, "model", seen) if alarm == Risk.SELF_HARM else triage.route
    return replace(triage, risks=risks, urgency=now, route=route, vulnerable=_exposed(triage, alarm, seen))


def _exposed(triage: Triage, alarm: str, seen: tuple[str, ...]) -> Judged[bool]:
    return Judged(True, "model", seen) if alarm == Risk.SELF_HARM and not triage.vulnerable.value else triage.vulnerable
