"""How a case was read, with what an agent may say otherwise, and what of it would leave the machine. Pure; no Streamlit."""

from collections.abc import Mapping, Sequence
from typing import Any

from assistant.content.words import Words
from assistant.records.brand import Brand
from assistant.records.case import Case, Message
from assistant.records.triage import Judged, Risk, Triage, Urgency
from assistant.ui.tree import Node, line, node, paragraph, stack, text


def reading(case: Case, triage: Triage, brand: Brand, words: Words) -> Node:
    """The triage, why each is so, and what it saw of it in the customer's own words; a choice where the agent may say otherwise."""
    urgency = [(str(level), words.say(f"urgency.{level}")) for level in sorted(map(int, Urgency), reverse=True)]
    topics = [("", "–"), *((topic, topic) for topic in brand.topics)]
    languages = [(language, words.say(f"language.{language}")) for language in brand.languages]
    care = [("true", words.say("triage_ui.yes")), ("false", words.say("triage_ui.no"))]
    also = (
        *((f"risk.{risk.value.value}", risk) for risk in triage.risks if risk.value is not Risk.NONE),
        *((("flags.repeat", triage.repeat),) if triage.repeat.value else ()),
    )
    emotion = triage.emotion.value
    return node(
        "div",
        _row(words, "urgency", _pick(case, "urgency", urgency, str(int(Urgency(triage.urgency.value))), words), triage.urgency),
        _row(words, "topic", _pick(case, "topic", topics, triage.topic.value, words), triage.topic),
        _row(words, "language", _pick(case, "language", languages, triage.language.value, words), triage.language),
        _row(words, "vulnerable", _pick(case, "vulnerable", care, str(triage.vulnerable.value).lower(), words), triage.vulnerable),
        _row(words, "emotion", text(words.say(f"emotion.{emotion}")), triage.emotion) if emotion else None,
        *(_row(words, "also", text(words.say(said)), judged) for said, judged in also),
        cls="wc-triage",
    )


def _row(words: Words, label: str, value: Node, judged: Judged[Any]) -> Node:
    return node("div", text(words.say(f"triage_ui.{label}"), "wc-small wc-quiet"), value, _why(judged, words), cls="wc-triage-row")


def _pick(case: Case, field: str, options: Sequence[tuple[str, str]], chosen: str, words: Words) -> Node:
    """A choice: {of: {case, field}, chosen}; ours, since the browser sends the widgets of a case that left once more."""
    known = options if chosen in dict(options) else [*options, (chosen, chosen)]
    made = (
        node("option", text=label, value=value, attributes={"selected": "selected"} if value == chosen else None) for value, label in known
    )
    of = {"case": case.id, "field": field}
    return node("select", *made, on=("correct", of), key=f"{field}-{case.id}-{chosen}", aria_label=words.say(f"triage_ui.{field}"))


def _why(judged: Judged[Any], words: Words) -> Node | None:
    """The reason in words, and the customer's words behind it (of an earlier case there is only an id)."""
    seen = judged.words if judged.reason != "earlier_case" else ()
    reason = words.say(f"triage.{judged.reason}") if words.has(f"triage.{judged.reason}") else ""
    quoted = "“" + "”, “".join(seen) + "”" if seen else ""
    return text(": ".join(part for part in (reason, quoted) if part), "wc-small wc-quiet") if reason or quoted else None


def masked(thread: Sequence[Message], values: Mapping[str, str], words: Words) -> Node:
    """The thread with its placeholders, and what each stands for (seen here only)."""
    lines = [node("div", text=message.text, cls="wc-rule") for message in thread]
    legend = [line(text(name, "wc-num wc-small"), text(original, "wc-small wc-quiet")) for name, original in values.items()]
    return stack(paragraph(words.say("masked.explain"), "wc-small wc-quiet"), *lines, *legend)
