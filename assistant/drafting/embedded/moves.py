"""The moves of a reply in their order, each as lines with their source and weight. A move with nothing true to say says nothing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from assistant.drafting.embedded.lines import Line
from assistant.drafting.embedded.person import PERSON, SORRY, THANKED, Person
from assistant.drafting.embedded.reading import Reading
from assistant.drafting.embedded.steps import Steps
from assistant.drafting.embedded.told import say_fact
from assistant.drafting.embedded.voice import Voice
from assistant.drafting.embedded.wording import Clause
from assistant.drafting.embedded.worth import Sentence
from assistant.drafting.kit import WritingTask
from assistant.records.triage import Risk

SOLVE, CLOSE = 2, 11
"""Paragraphs: what settles it, and the end; each further clause has one of its own between SOLVE and STEP."""
SKIPPED = "\0"


@dataclass(frozen=True, slots=True)
class Moves:
    """Turns a reading into lines; what a public line may hold and what only the private message may."""

    task: WritingTask
    voice: Voice
    reading: Reading

    @property
    def person(self) -> Person:
        return Person(self.task, self.voice, self.reading)

    @property
    def steps(self) -> Steps:
        return Steps(self.task, self.voice, self.reading)

    def private(self) -> list[Line]:
        """The whole reply for a channel that only the customer reads."""
        long = self.task.channel.words > 120
        wording = list(self._wording(self.reading.clauses if long else self.reading.clauses[:1]))
        lines = [*self.person.greeting(), *self.person.met(wording), *self.person.happened(wording), *self.person.failing(wording)]
        lines += [
            *_settled(wording),
            *self._facts(),
            *self.steps.step(),
            *self.steps.call(wording),
            *self.steps.further(),
            *self.steps.ask(),
            *self._closing(),
        ]
        return _apologise_once(_in_blocks(lines))

    def public(self, *, short: bool) -> list[Line]:
        """The line that everybody may read: it helps already and invites to a private message."""
        wording = list(self._wording(self.reading.clauses[:1]))
        lines = [
            *self.person.greeting(),
            *self.person.exposed(),
            *self.person.met(wording),
            *(replace(line, weight=70) if short and wording else line for line in self.person.happened(wording)),
        ]
        lines += [
            *self.person.failing(wording),
            *_settled(wording),
            *self._facts(),
            *self.steps.step(public=short),
            *self.steps.call(wording),
            *self.steps.invite(short=short),
        ]
        return _apologise_once(_in_blocks(lines))

    def after(self, public: Sequence[Line]) -> list[Line]:
        """The private message: what the public line had no room or no right to say, and the question."""
        said = {line.text for line in public}
        more = [*_settled(list(self._wording(self.reading.clauses))), *self._facts(), *self.steps.step(), *self.steps.further()]
        rest = [replace(line, after="" if line.after in said else line.after) for line in more if line.text not in said]
        rest = [line for line in rest if not SORRY.search(line.text) and line.source != "report_back"]
        if self.reading.praised or not rest:
            return []
        wording = list(self._wording(self.reading.clauses))
        person = [line for line in (*self.person.met([]), *self.person.happened(wording)) if line.text not in said]
        met = any(line.block == PERSON for line in public)
        return _in_blocks([*self.person.greeting(always=True), *([] if met else person), *rest, *self.steps.ask()])

    def _facts(self) -> Iterable[Line]:
        for place, fact in enumerate(self.task.case.facts):
            yield Line(say_fact(fact, self.voice), 95 - place, SOLVE, f"fact:{fact.id}")

    def _wording(self, clauses: Sequence[Clause]) -> Iterable[Line]:
        for order, clause in enumerate(clauses):
            ranked = sorted((s for s in clause.sentences if not s.opening), key=lambda s: s.worth, reverse=True)
            before = ""
            for sentence in clause.sentences:
                leans, thanks = sentence.tied and before == SKIPPED, self.reading.praised and bool(THANKED.search(sentence.text))
                if sentence not in clause.said or leans or thanks:
                    before = SKIPPED
                    continue
                line = self._worded(clause, sentence, ranked, order)
                yield replace(line, after=before if sentence.tied else "")
                before = sentence.text

    def _worded(self, clause: Clause, sentence: Sentence, ranked: list[Sentence], order: int) -> Line:
        passage = clause.passage
        block = PERSON if sentence.opening and not order and not self.reading.praised else SOLVE + order
        place = ranked.index(sentence) if sentence in ranked else 0
        first = 82 if self.reading.care else 89
        weight = (
            (30 if order else first)
            if sentence.opening
            else 90 - 11 * bool(place) - 4 * place - 12 * order - (20 if sentence.worth < 0 else 0)
        )
        return Line(sentence.text, weight, block, passage.id, passage.document)

    def _closing(self) -> Iterable[Line]:
        invitation = self.task.brand.critic.invitation.get(self.task.language, "")
        if invitation and (self.reading.thanks == "feedback" or self.task.triage.risk is Risk.PRESS):
            yield Line(invitation, 70, CLOSE)
        if self.task.channel.name == "email":
            yield Line(self.voice.say("closing"), 45, CLOSE)


def _settled(wording: list[Line]) -> list[Line]:
    """The wording with its opening at the head of the solution, where it was not said to the person already."""
    return [replace(line, block=SOLVE) if line.block == PERSON else line for line in wording]


def _in_blocks(lines: list[Line]) -> list[Line]:
    """In paragraphs; a text that comes twice keeps its first place."""
    first: dict[str, Line] = {}
    for line in lines:
        first.setdefault(line.text, line)
    return sorted(first.values(), key=lambda line: line.block)


def _apologise_once(lines: list[Line]) -> list[Line]:
    seen = False
    kept = []
    for line in lines:
        if SORRY.search(line.text):
            if seen:
                continue
            seen = True
        kept.append(line)
    return kept
