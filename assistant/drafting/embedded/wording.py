"""Chooses the policy clauses that answer this complaint, and from them the sentences that are for this customer."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from math import log

from assistant.drafting.embedded.likeness import held, shared, stems, weights
from assistant.drafting.embedded.rules import from_rule
from assistant.drafting.kit import WritingTask
from assistant.language import register, sentences
from assistant.records.knowledge import Passage

MORE = 0.5
"""A further clause must answer at least this share of what the best one answers, in words of the complaint not yet answered."""
NEAR = 0.55
"""And its own score must come this near to the best one's."""
ENOUGH = 1.6
"""Below this the best clause is not about the complaint: nothing factual is said."""
FLOOR = 1.6
"""How many telling words' weight a clause off the topic must share with the complaint; half of it on the topic."""
SAME = 0.45
"""Share of words from which two clauses say the same."""
MOST = 3
"""Clauses in one reply."""

_TIED = re.compile(
    r"^(?:die|dat|dit|deze|daarna|daarvoor|zij|hij|ze|zo|dan|ook|met de echte|in (?:alle )?andere gevallen|aanvragen|het (?:geld|bedrag)|"
    r"that|this|it|he|she|they|then|otherwise|also)\b"
    r"|\b(?:zij|hij|hem|daarop|daarvan|daarmee|daarbij|daarvoor|she|he)\b"
    r"|\b(?:het|it)\b(?=[.,]| (?:gratis|dan|ook|niet|weer|later|binnen|op|bij|aan|met|naar|to|free|with|within)\b)",
    re.IGNORECASE,
)
_OTHERWISE = re.compile(r"^(?:in (?:alle )?andere gevallen|in all other cases|in other cases|otherwise|anders)\b", re.IGNORECASE)
_PRESSING = re.compile(r"^(?:bij (?:spoed|gevaar|nood)|in an emergency|in danger)\b", re.IGNORECASE)
_AGAIN = re.compile(
    r"\b(?:derde|tweede|vierde|vaker|opnieuw|steeds|nog steeds|herhaald\w*|niet klaar|voorbij|third|second time|again|still|repeat\w*)\b",
    re.IGNORECASE,
)
_EURO = r"€ ?(\d[\d.]*(?:,\d\d)?)"
_AMOUNT = re.compile(rf"{_EURO}|(?<!\w)(\d[\d.]*(?:,\d\d)?) ?(?:euro|EUR)\b")
_UP_TO = re.compile(rf"\b(?:tot(?: en met)?|hooguit|hoogstens|onder|up to|at most|below|under) {_EURO}", re.IGNORECASE)
_ABOVE = re.compile(rf"\b(?:boven|meer dan|vanaf|above|over|more than) {_EURO}", re.IGNORECASE)
_CONDITION = re.compile(
    r"^(?:voor|bij|met|duurt|is|heeft|kwam|komt|kunt?|kan|daalt|boven|tot|onder|als|wil|heb|hebt|ben|bent|staat|zit|wordt|krijgt?|meld|na|"
    r"mist|gaat|lukt|woont?|durf|durft|voelt|ontbreekt|"
    r"if|for|with|when|above|up to|below|over|under|is|are|after|without)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence to the customer and what it is worth for this complaint.

    `opening`: speaks to the person, states nothing. `tied`: leans on the sentence before it ("Dan regelt zij ...").
    """

    text: str
    worth: float
    opening: bool
    tied: bool


@dataclass(frozen=True, slots=True)
class Clause:
    """A policy clause in the customer's form and language. `step` is our next act, or ""."""

    passage: Passage
    sentences: tuple[Sentence, ...]
    step: str
    score: float


def choose(task: WritingTask, asked: str, elsewhere: tuple[str, ...] = ()) -> tuple[Clause, ...]:
    """The clauses that answer `asked` (complaint and hint): the best, and those that answer what it leaves open.

    `elsewhere` are patterns of places: a clause headed by one is left out unless the complaint names it too. None when
    nothing is near enough.
    """
    telling = telling_words(task)
    clauses = [
        _clause(passage, score, task, asked, telling) for score, passage in ranked(task, asked) if not _elsewhere(passage, asked, elsewhere)
    ]
    useful = [clause for clause in clauses if clause.sentences or clause.step]
    if not useful or useful[0].score < ENOUGH or not _matches(useful[0].passage, task, asked, telling):
        return ()
    return _covering(useful, asked, telling, task.language)


def _matches(passage: Passage, task: WritingTask, asked: str, telling: Mapping[str, float]) -> bool:
    """Whether a clause is about what is asked at all: the best of a bad lot answers nothing."""
    about = _about(passage, task.language)
    on_topic = bool(task.triage.topic.value) and task.triage.topic.value in passage.topics
    telling_word = log(1 + len(task.passages))
    enough = shared(asked, about, telling) >= telling_word * (FLOOR / 2 if on_topic else FLOOR)
    if len(held(asked, about)) >= 2 and enough:
        return True
    return on_topic and bool(held(asked, " ".join(passage.path)))


def ranked(task: WritingTask, asked: str) -> list[tuple[float, Passage]]:
    """The public policies in force, the one that answers `asked` best first.

    What search thinks, what the words share, the topic of the triage and what similar past cases used all count.
    """
    telling = telling_words(task)
    votes, room = _votes(task, asked, telling), 3 + len(stems(asked)) ** 0.5
    found: dict[str, tuple[float, Passage]] = {}
    for rank, passage in enumerate(task.policies, start=1):
        likeness = 2 * shared(asked, _about(passage, task.language), telling) / room
        on_topic = bool(task.triage.topic.value) and task.triage.topic.value in passage.topics
        again = on_topic and task.triage.repeat.value and bool(_AGAIN.search(" ".join(passage.path)))
        score = likeness + 1.5 / rank**0.5 + on_topic + again + min(0.9, votes.get(passage.document.rsplit("/", 1)[-1], 0.0) / room)
        found.setdefault(f"{passage.document}{passage.path}", (score, passage))
    return sorted(found.values(), key=lambda row: row[0], reverse=True)


def _elsewhere(passage: Passage, asked: str, places: tuple[str, ...]) -> bool:
    heading = " ".join(passage.path)
    return any(re.search(place, heading, re.IGNORECASE) and not re.search(place, asked, re.IGNORECASE) for place in places)


def _covering(useful: list[Clause], asked: str, telling: Mapping[str, float], language: str) -> tuple[Clause, ...]:
    """The first clause, then those that answer words of the complaint which none before them answers."""
    chosen, rest = [useful[0]], useful[1:]
    covered = held(asked, _about(useful[0].passage, language))
    first = max(_gain(useful[0].passage, asked, telling, frozenset(), language), 1.0)
    while rest and len(chosen) < MOST:
        near = [clause for clause in rest if clause.score >= NEAR * useful[0].score]
        near = [clause for clause in near if shared(asked, " ".join(clause.passage.path), telling, without=covered)]
        near = [clause for clause in near if not any(_alike(clause, other) for other in chosen)]
        gains = [_gain(clause.passage, asked, telling, covered, language) for clause in near]
        best = max(range(len(near)), key=lambda i: gains[i], default=-1)
        if best < 0 or gains[best] < MORE * first:
            break
        clause = near[best]
        rest.remove(clause)
        chosen.append(clause)
        covered |= held(asked, _about(clause.passage, language))
    return tuple(chosen)


def _alike(clause: Clause, other: Clause) -> bool:
    """Whether two clauses say much the same."""
    ours, theirs = (stems(" ".join(sentence.text for sentence in one.sentences)) for one in (clause, other))
    return len(ours & theirs) > SAME * max(min(len(ours), len(theirs)), 1)


def _gain(passage: Passage, asked: str, telling: Mapping[str, float], covered: frozenset[str], language: str) -> float:
    """What the clause answers of the complaint beyond `covered`; what its heading names counts double."""
    heading = " ".join(passage.path)
    return shared(asked, _about(passage, language), telling, without=covered) + shared(asked, heading, telling, without=covered)


def _about(passage: Passage, language: str) -> str:
    """What a passage is about, in the words of the language that is asked in."""
    own = passage.wording.get(language, "") if language != passage.language else ""
    return f"{passage.title} {' '.join(passage.path)} {own or passage.rule or passage.text}"


def telling_words(task: WritingTask) -> Mapping[str, float]:
    return weights(passage.text for passage in task.passages)


def _votes(task: WritingTask, asked: str, telling: Mapping[str, float]) -> Mapping[str, float]:
    """What similar past cases used, by the policy's short name: as much as the case is like this one."""
    votes: dict[str, float] = {}
    for case in task.cases:
        likeness = shared(asked, case.complaint, telling)
        for policy in case.policies:
            name = policy.rsplit("/", 1)[-1]
            votes[name] = max(votes.get(name, 0.0), likeness)
    return votes


def _clause(passage: Passage, score: float, task: WritingTask, asked: str, telling: Mapping[str, float]) -> Clause:
    lines = tuple(line for line in _lines(passage, task) if not _OTHERWISE.match(line))
    pressing = int(task.triage.urgency.value) >= 3
    said = tuple(
        Sentence(
            text,
            _worth(text, place, asked, telling, pressing=pressing),
            opening=place == 0 and _is_opening(text),
            tied=place > 0 and bool(_TIED.search(text)),
        )
        for place, text in enumerate(lines)
    )
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


def _worth(text: str, place: int, asked: str, telling: Mapping[str, float], *, pressing: bool = False) -> float:
    likeness = shared(text, asked, telling)
    condition = text.split(",", 1)[0] if _CONDITION.match(text) else ""
    holds = pressing and bool(_PRESSING.match(text))
    aside = bool(condition) and not holds and not shared(condition, asked, telling)
    return likeness + 4.0 / (1 + place) - 2.5 * (aside or not _amounts_fit(text, asked))


def _amounts_fit(text: str, asked: str) -> bool:
    """Whether a limit in the sentence ("tot en met € 10", "above € 150") can hold for an amount in the complaint."""
    amounts = [_euro(found[1] or found[2]) for found in _AMOUNT.finditer(asked)]
    if not amounts or ";" in text:
        return True
    upper = [_euro(found[1]) for found in _UP_TO.finditer(text)]
    lower = [_euro(found[1]) for found in _ABOVE.finditer(text)]
    return not ((upper and min(amounts) > max(upper)) or (lower and max(amounts) <= min(lower)))


def _euro(text: str) -> float:
    whole, _, cents = text.replace(".", "").partition(",")
    return float(f"{whole}.{cents.strip('-') or 0}")


def _is_opening(text: str) -> bool:
    """Speaks to the person: no figure, no act of ours, no contact."""
    return not re.search(r"\d|\b(?:wij|we|ik|onze|ons|our)\b|@|https?:", text, re.IGNORECASE)
