"""Chooses the policy clauses that answer this complaint, and from them the sentences that are for this customer."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from math import log

from assistant.drafting.embedded.conditions import met
from assistant.drafting.embedded.fitting import Sentence, amounts_fit, condition, fitted
from assistant.drafting.embedded.likeness import held, joined, shared, stems, weights
from assistant.drafting.embedded.rules import from_rule
from assistant.drafting.kit import WritingTask
from assistant.language import register, sentences
from assistant.records.knowledge import Passage

NEAR = 0.55
"""A further clause's score must come this near to the best one's."""
ENOUGH = 1.6
"""Below this the best clause is not about the complaint: nothing factual is said."""
CLEAR = 4.0
"""From here search, shared words, topic and past cases agree: no further proof is asked."""
SURE = 3.8
"""From here the clause's own next act is undertaken; below it only where the heading or the circumstances are the complaint's own."""
TRIED, CLOSE = 4, 0.6
"""Where the best clause is not about the complaint, so many may be tried, when they come this near to it."""
FLOOR = 1.6
"""How many telling words' weight a clause off the topic must share with the complaint; half of it on the topic."""
PROOF = 0.6
"""How many telling words' weight a clause on the topic that search puts first or second must share."""
NEARLY = 1.5
"""How many telling words' weight the clause that search puts first must share: the agent sees the source and judges."""
SAME = 0.45
"""Share of words from which two clauses say the same."""
MOST = 2
"""Clauses in one reply: the one that settles the problem, and one for a further question."""
HEADING = 0.25
"""What the weight of a word that the heading shares with the complaint counts for: a heading says what its clause is about."""
LASTED = 1.0
"""What it adds that how long or how often it happened meets a condition of the clause."""
LATE = 4
"""A clause that search ranks after this place needs a word of the complaint in its heading."""
LED, LED_INSIDE = 2.5, 1.5
"""What it adds that a circumstance of the complaint (a death, a proof, a place) is in a clause's heading, or in its text."""

_QUOTED = re.compile(
    r"\b(?:zei(?:den)?|zegt|zeggen|riep|vroeg|antwoord\w*|noemde|said|says|asked|told)\b[^.!?'\"‘“]{0,30}"
    r"(?:'[^'\n]{5,120}'|\"[^\"\n]{5,120}\"|[‘“][^’”\n]{5,120}[’”])(?!\w)",
    re.IGNORECASE,
)
_SOON = re.compile(r"\b(?:vandaag|vanavond|vanmiddag|morgen|straks|today|tonight|tomorrow)\b", re.IGNORECASE)
_BEFOREHAND = re.compile(
    r"\b(?:uur|uren|dagen|werkdagen|hours|days) (?:vooraf|van tevoren|ervoor|voor (?:de|het)|before|in advance)\b", re.IGNORECASE
)
_AGAIN = re.compile(
    r"\b(?:derde|tweede|vierde|vaker|opnieuw|steeds|nog steeds|herhaald\w*|niet klaar|voorbij|third|second time|again|still|repeat\w*)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Clause:
    """A policy clause in the customer's form and language. `step` is our next act, or ""."""

    passage: Passage
    sentences: tuple[Sentence, ...]
    step: str
    score: float


def choose(task: WritingTask, asked: str, elsewhere: tuple[str, ...] = (), leads: tuple[str, ...] = ()) -> tuple[Clause, ...]:
    """The clause that settles `asked` (complaint and hint), and one more where a further question has its own clause.

    `elsewhere` are patterns of places: a clause headed by one is left out unless the complaint names it too. `leads` are
    pairs "circumstance => clause". None when nothing is near enough.
    """
    telling = telling_words(task)
    near = [
        (score, passage)
        for score, passage in ranked(task, asked, leads)
        if led(passage, asked, leads) or not _elsewhere(passage, asked, elsewhere)
    ]
    best = next((row for row in near[:TRIED] if _fits(row, near[0][0], task, asked, telling, leads)), None)
    if best is None:
        return ()
    rest = near[near.index(best) :]
    clauses = [_clause(passage, score, task, asked, telling, leads) for score, passage in rest]
    useful = [clause for clause in clauses if clause.sentences or clause.step]
    if not useful or useful[0].passage is not best[1]:
        return ()  # the clause that answers has no words in this language: its neighbour would answer something else
    return (useful[0],) if task.channel.public else _covering(useful, asked, task.language)


def _fits(
    row: tuple[float, Passage], best: float, task: WritingTask, asked: str, telling: Mapping[str, float], leads: tuple[str, ...]
) -> bool:
    """Whether a ranked clause may answer: near enough to the best, and clear or about the complaint."""
    score, passage = row
    own = task.policies.index(passage) == 0 or led(passage, asked, leads) or named(asked, _heading(passage))
    if score < best and not own:
        return False
    return score >= max(ENOUGH, CLOSE * best) and (score >= CLEAR or _matches(passage, task, asked, telling, leads))


def _matches(passage: Passage, task: WritingTask, asked: str, telling: Mapping[str, float], leads: tuple[str, ...]) -> bool:
    """Whether a clause is about what is asked at all: the best of a bad lot answers nothing."""
    about, own = _about(passage, task.language), stems(task.brand.name)
    on_topic = bool(task.triage.topic.words) and task.triage.topic.value in passage.topics
    held_words = held(asked, about) - own
    in_heading = named(asked, _heading(passage)) - own
    rank = task.policies.index(passage) + 1
    if led(passage, asked, leads) == LED and (held_words or on_topic or rank <= LATE):
        return True
    if rank == 1 and shared(asked, about, telling, without=own) >= log(1 + len(task.passages)) * NEARLY:
        return True
    said = any(re.search(rf"\b{re.escape(word)}\b", asked, re.IGNORECASE) for word in task.triage.topic.words)
    telling_word, same = log(1 + len(task.passages)), shared(asked, about, telling, without=own)
    agreed = bool(in_heading) or (on_topic and (same >= PROOF * telling_word or (rank == 1 and said)))
    if rank <= 2 and agreed:  # search and topic agree, or search and the heading
        return True
    if in_heading and rank <= LATE and same >= telling_word * PROOF:
        return True
    if (rank > LATE and not in_heading) or (not on_topic and not in_heading and task.brand.topics):
        return False  # a brand that names no topics is judged by its words alone
    return same >= telling_word * (FLOOR / 2 if on_topic else FLOOR) and len(held_words) >= 2


def named(asked: str, heading: str) -> frozenset[str]:
    """The customer's words in a heading, also as the first part of a compound there ("water" in "watertemperatuur")."""
    theirs = stems(heading)
    return joined(asked) & theirs | frozenset(
        stem for stem in stems(asked) if stem in theirs or (len(stem) > 4 and any(t.startswith(stem) for t in theirs))
    )


def led(passage: Passage, asked: str, leads: tuple[str, ...]) -> float:
    """What the circumstances of the complaint add for this clause."""
    worth = 0.0
    for lead in leads:
        circumstance, _, clause = lead.partition(" => ")
        if re.search(circumstance, asked, re.IGNORECASE):
            if re.search(clause, " ".join(passage.path), re.IGNORECASE):
                return LED
            if re.search(clause, passage.rule or passage.text, re.IGNORECASE):
                worth = LED_INSIDE
    return worth


def unquoted(text: str) -> str:
    """Without what others said: a quoted answer or insult is not what the customer asks. Other quotes are the customer's own."""
    bare = _QUOTED.sub(" ", text)
    return bare if len(bare.split()) > 5 else text


def ranked(task: WritingTask, asked: str, leads: tuple[str, ...] = ()) -> list[tuple[float, Passage]]:
    """The public policies in force, the one that answers `asked` best first.

    What search thinks, what the words share, the topic of the triage, the circumstances and what similar past cases used all count.
    """
    telling, own, whole = telling_words(task), stems(task.brand.name), asked
    asked = unquoted(asked)
    votes, room = _votes(task, asked, telling), 3 + len(stems(asked)) ** 0.5
    found: dict[str, tuple[float, Passage]] = {}
    for rank, passage in enumerate(task.policies, start=1):
        same = shared(asked, _about(passage, task.language), telling, without=own)
        heading = min(0.8, HEADING * shared(asked, _heading(passage), telling, without=own))
        on_topic = bool(task.triage.topic.value) and task.triage.topic.value in passage.topics
        again = on_topic and bool(same) and task.triage.repeat.value and bool(_AGAIN.search(" ".join(passage.path)))
        vote = min(0.9, votes.get(passage.document.rsplit("/", 1)[-1], 0.0) / room)
        holds = LASTED * any(met(condition(line), whole, passage.rule) for line in sentences.split(passage.rule))
        score = 2 * same / room + heading + 1.5 / rank**0.5 + on_topic + again + vote + holds
        found.setdefault(f"{passage.document}{passage.path}", (score + led(passage, whole, leads), passage))
    return sorted(found.values(), key=lambda row: row[0], reverse=True)


def _elsewhere(passage: Passage, asked: str, places: tuple[str, ...]) -> bool:
    heading = " ".join(passage.path)
    if named(asked, heading):
        return False
    return any(re.search(place, heading, re.IGNORECASE) and not re.search(place, asked, re.IGNORECASE) for place in places)


def _covering(useful: list[Clause], asked: str, language: str) -> tuple[Clause, ...]:
    """The first clause, and the first other one whose heading is named in a question that the first leaves open."""
    best, rest = useful[0], useful[1:]
    covered = stems(_about(best.passage, language))
    questions = [stems(line) - covered for line in sentences.split(asked) if line.rstrip().endswith("?")]
    for clause in rest:
        heading = stems(" ".join(clause.passage.path[-1:]))
        if clause.score >= NEAR * best.score and not _alike(clause, best) and any(heading & question for question in questions):
            return best, clause
    return (best,)


def _alike(clause: Clause, other: Clause) -> bool:
    """Whether two clauses say much the same."""
    ours, theirs = (stems(" ".join(sentence.text for sentence in one.sentences)) for one in (clause, other))
    return len(ours & theirs) > SAME * max(min(len(ours), len(theirs)), 1)


def _heading(passage: Passage) -> str:
    return passage.path[-1] if passage.path else passage.title


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


def _clause(passage: Passage, score: float, task: WritingTask, asked: str, telling: Mapping[str, float], leads: tuple[str, ...]) -> Clause:
    seen = _seen(asked, leads)
    said = fitted(
        _lines(passage, task),
        asked,
        telling,
        seen if led(passage, asked, leads) == LED_INSIDE else (),
        seen,
        pressing=int(task.triage.urgency.value) >= 3,
        ready=bool(passage.wording),
        rule=passage.rule or passage.text,
    )
    same = shared(asked, _about(passage, task.language), telling, without=stems(task.brand.name)) >= NEARLY * log(1 + len(task.passages))
    sure = score >= SURE or same or led(passage, asked, leads) or bool(stems(asked) & stems(_heading(passage)))
    return Clause(passage, said, _step(passage, task) if sure else "", score)


def _seen(asked: str, leads: tuple[str, ...]) -> tuple[str, ...]:
    """What the circumstances of the complaint look for in a clause."""
    pairs = (lead.partition(" => ") for lead in leads)
    return tuple(clause for circumstance, _, clause in pairs if re.search(circumstance, asked, re.IGNORECASE))


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
    """Our next act, or "" where the clause has a limit that this customer may be past: then nothing is undertaken."""
    asked = task.case.complaint
    if (_SOON.search(asked) and _BEFOREHAND.search(passage.rule)) or not amounts_fit(passage.rule.replace(";", ","), asked):
        return ""
    step = passage.steps.get(f"{task.language}-{task.form}" if task.form else task.language) or passage.steps.get(task.language, "")
    first = next(iter(sentences.split(step)), "")
    return register.to_form(first, task.form) if first and task.language == "nl" else first
