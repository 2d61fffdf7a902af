"""Criteria 1 and 3: the complaint is named, and the person comes first."""

import re
from collections.abc import Iterable

from assistant.checks import grounds
from assistant.checks.parts import parts
from assistant.checks.words import language_of, pattern, shared, stems, unquoted
from assistant.language import sentences
from assistant.records.case import Author
from assistant.records.finding import Finding, Kind, Level
from assistant.records.review import Review
from assistant.records.triage import Risk, Sentiment

_ENOUGH = 3  # content words that a message needs before one can expect to see one back

_RETOLD = 2  # words of the customer's own story by which a sentence tells it back
_EMERGENCY = re.compile(r"(?<!\d)112(?!\d)")
_TO_THEM = re.compile(r"\b(?:u|uw|je|jij|jou|jouw|jullie|you|your)\b", re.I)


def check_named(review: Review) -> Iterable[Finding]:
    """Nothing of what the customer told comes back in the reply."""
    if review.triage.sentiment.value is Sentiment.POS:
        return
    told = _complaint(review)
    language = language_of(review, told) if told else review.language
    wanted = stems(told, language)
    answer = " ".join(unquoted(sentence) for _, text in parts(review) for sentence in sentences.body(text))
    if (
        len(wanted) >= _ENOUGH
        and answer.strip()
        and language == language_of(review, answer)
        and not shared(wanted, stems(answer, language))
    ):
        yield Finding("specific_ack", Level.WARN, Kind.OWN_REASON, "not_specific", criterion=1)


def _complaint(review: Review) -> str:
    waiting: list[str] = []
    for message in review.thread:
        waiting = [] if message.author is Author.AGENT else [*waiting, message.text]
    return "\n".join(waiting)


def check_person_first(review: Review) -> Iterable[Finding]:
    """Where somebody is vulnerable or in danger, the first two sentences speak to this person's situation."""
    danger = any(risk.value is Risk.SAFETY for risk in review.triage.risks)
    glad = review.triage.sentiment.value is Sentiment.POS  # a compliment is answered with thanks
    if not danger and (glad or not review.triage.vulnerable.value):
        return
    openings = [(sentences.body(text)[:2], text) for _, text in parts(review) if sentences.body(text)]
    if not openings or any(_speaks_to_person(review, sentence, text) for opening, text in openings for sentence in opening):
        return
    level = Level.BLOCK if danger else Level.WARN
    yield Finding("person_first", level, Kind.OWN_REASON, "person_first", quote=openings[0][0][0], criterion=3)


def check_emergency(review: Review) -> Iterable[Finding]:
    """In danger, a reply that rests on a rule with the emergency number names that number."""
    if all(risk.value is not Risk.SAFETY for risk in review.triage.risks) or any(_EMERGENCY.search(text) for _, text in parts(review)):
        return
    cited = {citation.passage for citation in review.citations}
    left_out = next((source for source in grounds.official(review) if source.id in cited and _EMERGENCY.search(source.text)), None)
    if left_out:
        yield Finding("person_first", Level.BLOCK, Kind.OWN_REASON, "no_112", {"clause": left_out.heading}, criterion=3, source=left_out.id)


def _speaks_to_person(review: Review, sentence: str, text: str) -> bool:
    language = language_of(review, text)
    if pattern(review, "checks.care", language).search(sentence):
        return True
    if pattern(review, "checks.procedure", language).search(sentence):
        return False
    triage = review.triage
    cues = " ".join([*triage.vulnerable.words, *(word for risk in triage.risks for word in risk.words)])
    words = stems(sentence, language)
    return (
        bool(pattern(review, "checks.people", language).search(sentence))
        or bool(shared(stems(cues, language), words))
        or len(shared(words, stems(_complaint(review), language))) >= (_RETOLD if _TO_THEM.search(sentence) else _RETOLD + 1)
    )
