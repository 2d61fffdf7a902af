"""What a language model makes of emotion and intent, where there is one; danger stays with the rules."""

from collections.abc import Mapping
from dataclasses import replace

from assistant.drafting.triage.corrections import REASON
from assistant.records.triage import Judged, Sentiment, Triage

EMOTIONS = frozenset({"anger", "fear", "sadness", "disappointment", "despair", "frustration", "joy", "neutral"})
INTENTS = ("fix", "money", "info", "feedback", "vent", "praise", "threat")


def refine(triage: Triage, answer: Mapping[str, str]) -> Triage:
    """`triage` with the model's sentiment, emotion, cause and intents (comma separated); all else as the rules have it.

    A value that is none of ours is passed over, and so is a field that an agent corrected: a model may be wrong, not strange.
    """
    changes: dict[str, Judged[Sentiment] | Judged[str] | Judged[tuple[str, ...]]] = {}
    if answer.get("sentiment") in {sentiment.value for sentiment in Sentiment}:
        changes["sentiment"] = Judged(Sentiment(answer["sentiment"]), "model")
    if answer.get("emotion") in EMOTIONS:
        cause = answer.get("cause", "").strip()
        changes["emotion"] = Judged(answer["emotion"], "model", (cause,) if cause else triage.emotion.words)
    named = {intent.strip() for intent in answer.get("intents", "").split(",")}
    if intents := tuple(intent for intent in INTENTS if intent in named):
        changes["intents"] = Judged(intents, "model")
    open_ = {field: value for field, value in changes.items() if getattr(triage, field).reason != REASON}
    return replace(triage, **open_)  # type: ignore[arg-type]  # each field gets its own kind of value above
