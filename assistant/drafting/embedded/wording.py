"""Chooses the policy clauses that answer this complaint, and from them the sentences that are for this customer."""

import re
from dataclasses import dataclass

from assistant.drafting.clauses import ENOUGH, LED_INSIDE, SURE, about, least, led, led_by, ranked, seen, telling_words
from assistant.drafting.embedded.amounts import amounts_fit
from assistant.drafting.embedded.fitting import fitted
from assistant.drafting.embedded.rendering import rendered
from assistant.drafting.embedded.rules import addressed, from_rule
from assistant.drafting.embedded.voice import Voice
from assistant.drafting.embedded.worth import Sentence
from assistant.drafting.kit import WritingTask
from assistant.language import register, sentences
from assistant.language.likeness import stems
from assistant.records.knowledge import Passage

NEAR = 0.55
"""A further clause's score must come this near to the best one's."""
WORTH = 0.7
"""A sentence of a clause that is worth less for this complaint is left out."""
SAME = 0.45
"""Share of words from which two clauses say the same."""

FURTHER = re.compile(
    r"^(?:en )?(?:ook|daarnaast|bovendien|daarbij|verder|nu|and|also|now|besides)\b|[,.] (?:ook|daarnaast|bovendien|also) |"
    r"\b(?:ik vroeg (?:alleen|gewoon)|het (?:gaat|ging) (?:alleen|maar|eigenlijk) om|all I asked)\b",
    re.IGNORECASE,
)
"""How a sentence begins that brings up something more."""
_SOON = re.compile(r"\b(?:vandaag|vanavond|vanmiddag|morgen|straks|today|tonight|tomorrow)\b", re.IGNORECASE)
_BEFOREHAND = re.compile(
    r"\b(?:uur|uren|dagen|werkdagen|hours|days) (?:vooraf|van tevoren|ervoor|voor (?:de|het)|before|in advance)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Clause:
    """A policy clause in the customer's form and language. `step` is our next act, or ""."""

    passage: Passage
    sentences: tuple[Sentence, ...]
    step: str
    score: float

    @property
    def said(self) -> tuple[Sentence, ...]:
        """The sentences that are worth saying, with the opening."""
        return tuple(line for line in self.sentences if line.worth >= WORTH or line.opening)

    @property
    def empty(self) -> bool:
        return not self.sentences and not self.step


def choose(task: WritingTask, asked: str, voice: Voice, leads: tuple[str, ...] = (), *, asks: bool = False) -> tuple[Clause, ...]:
    """The clause that settles `asked` (complaint and hint), and one more where a further question has its own clause.

    `leads` are pairs "circumstance => clause". None when nothing is likely enough; a clause that has no words in the language
    of the reply comes alone and empty, since its neighbour would answer something else. `asks`: a plain question.
    """
    rows = ranked(task, asked, leads, voice.words("patterns.elsewhere"))
    if not rows or rows[0][0] < least(rows[0][1], task, asked, leads):
        return ()
    clauses = [_clause(passage, score, task, asked, voice, leads, asks=asks) for score, passage in rows]
    useful = [clause for clause in clauses if not clause.empty]
    if clauses[0].empty or task.channel.public:
        return (clauses[0],)
    return _covering(useful, asked, task.language, leads)


def _covering(useful: list[Clause], asked: str, language: str, leads: tuple[str, ...]) -> tuple[Clause, ...]:
    """The first clause, and the first other one for what it leaves open: a circumstance, or a question that names the heading."""
    best, rest = useful[0], useful[1:]
    covered = stems(about(best.passage, language))
    questions = [stems(line) - covered for line in sentences.split(asked) if line.rstrip().endswith("?") or FURTHER.search(line)]
    for clause in rest:
        heading = stems(" ".join(clause.passage.path[-1:]))
        second = bool(led_by(clause.passage, asked, leads) - led_by(best.passage, asked, leads))
        second = second or any(heading & question for question in questions)
        if second and clause.score >= max(ENOUGH, NEAR * best.score) and not _alike(clause, best):
            return best, clause
    return (best,)


def _alike(clause: Clause, other: Clause) -> bool:
    """Whether two clauses say much the same."""
    ours, theirs = (stems(" ".join(sentence.text for sentence in one.sentences)) for one in (clause, other))
    return len(ours & theirs) > SAME * max(min(len(ours), len(theirs)), 1)


def _clause(passage: Passage, score: float, task: WritingTask, asked: str, voice: Voice, leads: tuple[str, ...], *, asks: bool) -> Clause:
    circumstances = seen(asked, leads)
    said = fitted(
        _lines(passage, task, asked, voice) if score >= SURE or passage.wording.get(task.language) or task.language == "nl" else (),
        asked,
        telling_words(task),
        circumstances if led(passage, asked, leads) == LED_INSIDE else (),
        circumstances,
        asks=asks,
        pressing=int(task.triage.urgency.value) >= 3,
        ready=bool(passage.wording) or task.language != "nl",
        rule=passage.rule or passage.text,
    )
    return Clause(passage, said, _step(passage, task) if score >= SURE else "", score)


def _lines(passage: Passage, task: WritingTask, asked: str, voice: Voice) -> tuple[str, ...]:
    """The clause's sentences in the reply's language and form, each on one line; turned from the rule where it has no customer wording."""
    return tuple(" ".join(line.split()) for line in _worded(passage, task, asked, voice))


def _worded(passage: Passage, task: WritingTask, asked: str, voice: Voice) -> tuple[str, ...]:
    wording, rule = passage.wording, passage.rule or passage.text
    if text := wording.get(f"{task.language}-{task.form}", "" if task.language == "nl" else wording.get(task.language, "")):
        return sentences.split(text)
    if task.language != "nl":
        return rendered(rule, asked, voice) if passage.language == "nl" else ()
    if text := wording.get("nl", ""):
        return sentences.split(text if task.form == task.brand.form else register.to_form(text, task.form))
    return tuple(addressed(line, task.form) for line in from_rule(rule, task.form)) if passage.language == "nl" else ()


def _step(passage: Passage, task: WritingTask) -> str:
    """Our next act, or "" where the clause has a limit that this customer may be past: then nothing is undertaken."""
    asked = task.case.complaint
    if (_SOON.search(asked) and _BEFOREHAND.search(passage.rule)) or not amounts_fit(passage.rule.replace(";", ","), asked):
        return ""
    step = passage.steps.get(f"{task.language}-{task.form}" if task.form else task.language) or passage.steps.get(task.language, "")
    first = next(iter(sentences.split(step)), "")
    return register.to_form(first, task.form) if first and task.language == "nl" else first
