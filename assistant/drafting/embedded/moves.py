"""The moves of a reply, each as lines with their source and weight. A move with nothing true to say says nothing."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.drafting.embedded.lines import MUST, Line
from assistant.drafting.embedded.reading import Reading
from assistant.drafting.embedded.told import reports, say_fact
from assistant.drafting.embedded.voice import Voice
from assistant.drafting.embedded.wording import Clause, Sentence
from assistant.drafting.kit import WritingTask
from assistant.language.timing import report_back_time, say_by

GREET, PERSON, SOLVE, STEP, REST = range(5)
"""Paragraphs, in order."""
_SORRY = re.compile(r"\b(?:sorry|excuus|excuses|spijt|apolog\w+)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Moves:
    """Turns a reading into lines; what a public line may hold and what only the private message may."""

    task: WritingTask
    voice: Voice
    reading: Reading

    @property
    def grounded(self) -> bool:
        return bool(self.reading.clauses or self.task.case.facts)

    @property
    def needs(self) -> tuple[str, ...]:
        """What to ask for, in words this language has."""
        return tuple(need for need in self.task.triage.missing.value if self._need(need))

    def private(self) -> list[Line]:
        """The whole reply for a channel that only the customer reads."""
        wording = list(self._wording(self.reading.clauses))
        lines = [*self._greeting(), *self._person(wording), *self._happened(limit=3 if self.task.channel.words > 120 else 2)]
        lines += [*self._failing(wording), *self._facts(), *wording, *self._step(), *self._ask(), *self._closing()]
        return _apologise_once(lines)

    def public(self, *, short: bool) -> list[Line]:
        """The line that everybody may read: it helps already and invites to a private message."""
        wording = list(self._wording(self.reading.clauses[:1]))
        lines = [*self._greeting(), *self._exposed(), *self._person(wording), *self._happened(limit=1 if short else 2, public=True)]
        lines += [*self._failing(wording), *self._facts(), *wording, *self._step(public=True), *self._invite()]
        return _apologise_once(lines)

    def after(self, public: Sequence[Line]) -> list[Line]:
        """The private message: what the public line had no room or no right to say, and the question."""
        said = {line.text for line in public}
        rest = [
            line
            for line in (*self._facts(), *self._wording(self.reading.clauses))
            if line.text not in said and not _SORRY.search(line.text)
        ]
        lines = [*self._greeting(always=True), Line(self.voice.say("private.opening"), 40, PERSON), *rest, *self._step(), *self._ask()]
        return lines if self.needs or rest else []

    def _greeting(self, *, always: bool = False) -> Iterable[Line]:
        if not self.task.channel.greeting and not always:
            return
        form = self.task.form or "you"
        name = self.task.case.customer_name
        text = self.voice.say(f"greeting.{form}", name=name) if name else self.voice.say(f"greeting.{form}_unknown")
        yield Line(text, MUST + 5, GREET)

    def _person(self, wording: list[Line]) -> Iterable[Line]:
        """Thanks, or care for the person, before anything else. The policy's own opening does where it has one."""
        if self.reading.thanks and not any("dank" in line.text.lower() or "thank" in line.text.lower() for line in wording):
            yield Line(self.voice.say(f"thanks.{self.reading.thanks}"), 70, PERSON)
        opening = next((line for line in wording if line.block == PERSON), None)
        if not self.reading.care or (opening and "?" in opening.text):
            return
        key = f"care.{self.reading.care}"
        with_whom = self.voice.say(f"{key}_of", who=self.reading.relation) if self.reading.relation else ""
        yield Line(with_whom or self.voice.say(key), 92, PERSON, "help" if "112" in self.voice.say(key) else "")

    def _happened(self, *, limit: int, public: bool = False) -> Iterable[Line]:
        told = [said for said in self.reading.retold if not (public and (said.private or "[" in said.text))]
        best = sorted(told, key=lambda said: said.worth, reverse=True)[:limit]
        for place, said in enumerate(sorted(best, key=told.index)):
            yield Line(said.text, 85 - 12 * best.index(said) - place, PERSON)
        if not best and (words := self.task.triage.topic.words):
            yield Line(self.voice.say("about", topic=words[0].strip()), 60, PERSON)

    def _failing(self, wording: list[Line]) -> Iterable[Line]:
        """Our failing, named once; the policy's own apology goes before ours."""
        if self.reading.fault and not any(_SORRY.search(line.text) for line in wording):
            yield Line(self.voice.say(f"fault.{self.reading.fault}"), 72, PERSON)

    def _exposed(self) -> Iterable[Line]:
        """A warning for personal data that stands in public; never repeats it."""
        if self.reading.exposed:
            kinds = [self.voice.say(f"kind.{kind}").lower() for kind in self.reading.exposed[:2]]
            both = self.voice.say("and", a=kinds[0], b=kinds[-1]).lower() if len(kinds) > 1 else kinds[0]
            yield Line(self.voice.say("exposed.many" if len(kinds) > 1 else "exposed.one", data=both), 96, PERSON)

    def _facts(self) -> Iterable[Line]:
        for place, fact in enumerate(self.task.case.facts):
            yield Line(say_fact(fact, self.voice), 90 - place, SOLVE, f"fact:{fact.id}")

    def _wording(self, clauses: Sequence[Clause]) -> Iterable[Line]:
        for order, clause in enumerate(clauses):
            ranked = sorted((s for s in clause.sentences if not s.opening), key=lambda s: s.worth, reverse=True)
            for sentence in clause.sentences:
                if order and (sentence.opening or sentence.worth < 0.5):
                    continue
                yield self._worded(clause, sentence, ranked, order)

    def _worded(self, clause: Clause, sentence: Sentence, ranked: list[Sentence], order: int) -> Line:
        passage = clause.passage
        block = PERSON if sentence.opening and not order else SOLVE if not order else REST
        place = ranked.index(sentence) if sentence in ranked else 0
        weight = 74 if sentence.opening else 88 - 9 * place - 25 * order - (15 if sentence.worth < 0 else 0)
        return Line(sentence.text, weight, block, passage.id, passage.document)

    def _step(self, *, public: bool = False) -> Iterable[Line]:
        """Our next act, and when we report back where nobody gave a time."""
        first = next((clause for clause in self.reading.clauses if clause.step), None)
        if first:
            yield Line(first.step, 80 if public else 89, STEP, first.passage.id, first.passage.document)
        elif not any(reports(fact.text) for fact in self.task.case.facts):
            yield Line(self.voice.say("step"), 80, STEP)
        if not any(reports(fact.text) for fact in self.task.case.facts):
            yield Line(self._report(), MUST, STEP, "report_back")

    def _report(self) -> str:
        urgency = int(self.task.triage.urgency.value)
        by = say_by(report_back_time(self.task.brand, urgency, self.task.now), self.task.now, self.task.language)
        own = f"report.{self.task.channel.name}"
        return self.voice.say(own if self.voice.options(own) else "report.any", by=by, route=self._route())

    def _ask(self) -> Iterable[Line]:
        needs = self.needs
        if not needs:
            return
        single = f"ask.{needs[0]}"
        if len(needs) == 1 and self.voice.options(single):
            yield Line(self.voice.say(single), MUST, STEP, "ask")
            return
        yield Line(self.voice.say("ask.any", needs=self._listed(needs)), MUST, STEP, "ask")

    def _invite(self) -> Iterable[Line]:
        """The question by the private way, so that nobody leaves personal data in public."""
        if self.needs:
            yield Line(self.voice.say("invite", needs=self._listed(self.needs), route=self._route()), MUST, STEP, "ask")
        elif self.task.triage.sentiment.value != "pos":
            yield Line(self.voice.say("invite_open", route=self._route()), 50, STEP)

    def _closing(self) -> Iterable[Line]:
        if self.task.channel.name == "email":
            yield Line(self.voice.say("closing"), 30, REST)

    def _route(self) -> str:
        return self.task.channel.private_route.get(self.task.language) or self.task.channel.private_route.get("nl") or "DM"

    def _need(self, need: str) -> str:
        if self.voice.options(f"need.{need}"):
            return self.voice.say(f"need.{need}")
        return need if self.task.language == "nl" else ""

    def _listed(self, needs: Iterable[str]) -> str:
        said = [_small(self._need(need)) for need in needs]
        if len(said) == 1:
            return said[0]
        return _small(self.voice.say("and", a=", ".join(said[:-1]), b=said[-1]))


def _small(text: str) -> str:
    return text[:1].lower() + text[1:] if text[1:2].islower() else text


def _apologise_once(lines: list[Line]) -> list[Line]:
    seen = False
    kept = []
    for line in lines:
        if _SORRY.search(line.text):
            if seen:
                continue
            seen = True
        kept.append(line)
    return kept
