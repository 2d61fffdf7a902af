"""Chooses the policy clauses that answer this complaint, and from them the sentences that are for this customer."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from assistant.drafting.embedded.likeness import shared, stems, weights
from assistant.drafting.embedded.rules import from_rule
from assistant.drafting.kit import WritingTask
from assistant.language import register, sentences
from assistant.records.knowledge import Passage

NEAR = 0.62
"""How near a second clause must come to the best one to be used as well."""
ENOUGH = 1.6
"""Below this the best clause is not about the complaint: nothing factual is said."""

_CONDITION = re.compile(
    r"^(?:voor|bij|met|duurt|is|heeft|kwam|komt|kunt?|kan|daalt|boven|tot|onder|als|wil|heb|hebt|ben|bent|staat|zit|wordt|krijgt?|meld|na|"
    r"mist|gaat|lukt|woont?|durf|durft|voelt|ontbreekt|"
    r"if|for|with|when|above|up to|below|over|under|is|are|after|without)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence to the customer and what it is worth for this complaint. `opening`: speaks to the person, states nothing."""

    text: str
    worth: float
    opening: bool


@dataclass(frozen=True, slots=True)
class Clause:
    """A policy clause in the customer's form and language. `step` is our next act, or ""."""

    passage: Passage
    sentences: tuple[Sentence, ...]
    step: str
    score: float


def choose(task: WritingTask, asked: str) -> tuple[Clause, ...]:
    """The clauses that answer `asked` (complaint and hint), best first; none when nothing is near enough."""
    telling = weights(passage.text for passage in task.passages)
    votes = _votes(task)
    found = []
    for rank, passage in enumerate(task.policies, start=1):
        own = f"{passage.title} {' '.join(passage.path)} {passage.rule or passage.text}"
        likeness = shared(asked, own, telling) / (3 + len(stems(asked)) ** 0.5) * 2
        on_topic = bool(task.triage.topic.value) and task.triage.topic.value in passage.topics
        score = likeness + 1.2 / rank + 0.8 * on_topic + votes.get(passage.document.rsplit("/", 1)[-1], 0.0)
        found.append((score, -rank, passage))
    ranked = sorted(found, key=lambda row: (row[0], row[1]), reverse=True)
    clauses = (_clause(passage, score, task, asked, telling) for score, _, passage in ranked)
    good = [clause for clause in clauses if clause.sentences or clause.step]
    if not good or good[0].score < ENOUGH:
        return ()
    return tuple(clause for clause in good[:3] if clause.score >= NEAR * good[0].score)


def telling_words(task: WritingTask) -> Mapping[str, float]:
    return weights(passage.text for passage in task.passages)


def _votes(task: WritingTask) -> Mapping[str, float]:
    """What similar past cases used, by the policy's short name."""
    votes: dict[str, float] = {}
    for rank, case in enumerate(task.cases, start=1):
        for policy in case.policies:
            name = policy.rsplit("/", 1)[-1]
            votes[name] = max(votes.get(name, 0.0), 0.9 / rank)
    return votes


def _clause(passage: Passage, score: float, task: WritingTask, asked: str, telling: Mapping[str, float]) -> Clause:
    lines = _lines(passage, task)
    said = tuple(Sentence(text, _worth(text, place, asked, telling), place == 0 and _is_opening(text)) for place, text in enumerate(lines))
    return Clause(passage, said, _step(passage, task), score)


def _lines(passage: Passage, task: WritingTask) -> tuple[str, ...]:
    """The clause's sentences in the reply's language and form; turned from the rule where it has no customer wording."""
    wording = passage.wording
    if task.language != "nl":
        return sentences.split(wording.get(task.language, ""))
    if text := wording.get(f"nl-{task.form}"):
        return sentences.split(text)
    if text := wording.get("nl", ""):
        return sentences.split(text if task.form == task.brand.form else register.to_form(text, task.form))
    return from_rule(passage.rule or passage.text, task.form) if passage.language == "nl" else ()


def _step(passage: Passage, task: WritingTask) -> str:
    step = passage.steps.get(f"{task.language}-{task.form}" if task.form else task.language) or passage.steps.get(task.language, "")
    first = next(iter(sentences.split(step)), "")
    return register.to_form(first, task.form) if first and task.language == "nl" else first


def _worth(text: str, place: int, asked: str, telling: Mapping[str, float]) -> float:
    likeness = shared(text, asked, telling)
    condition = text.split(",", 1)[0] if _CONDITION.match(text) else ""
    aside = bool(condition) and not shared(condition, asked, telling)
    return likeness + 2.0 / (1 + place) - 2.5 * aside


def _is_opening(text: str) -> bool:
    """Speaks to the person: no figure, no act of ours, no contact."""
    return not re.search(r"\d|\b(?:wij|we|ik|onze|ons|our)\b|@|https?:", text, re.IGNORECASE)
