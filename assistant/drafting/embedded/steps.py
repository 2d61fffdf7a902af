"""What we do next: our act, when we report back, what to call, what we ask for and by which way."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from assistant.drafting.calling import label_of, number_to_call
from assistant.drafting.clauses import SURE
from assistant.drafting.embedded.asking import TOLD, listed, needs, small, usual, worded
from assistant.drafting.embedded.further import further, lead
from assistant.drafting.embedded.lines import MUST, Line
from assistant.drafting.embedded.reading import Reading
from assistant.drafting.embedded.rules import role
from assistant.drafting.embedded.told import reports
from assistant.drafting.embedded.voice import Voice
from assistant.drafting.embedded.wording import Clause
from assistant.drafting.embedded.worth import PHONE
from assistant.drafting.kit import WritingTask
from assistant.language.likeness import held
from assistant.language.timing import report_back_time, say_by

STEP = 10
"""The paragraph of our next act, after those of the clauses."""
ASKED = "ask"
"""Source of the line that asks for what is missing."""
_TO_CALL = re.compile(rf"{PHONE.pattern}|\b112\b")


@dataclass(frozen=True, slots=True)
class Steps:
    """The lines of what follows: who does what by when, and the question that is missing."""

    task: WritingTask
    voice: Voice
    reading: Reading

    @property
    def needs(self) -> tuple[str, ...]:
        """What to ask for."""
        return needs(self.task, self.reading, self.voice, grounded=self.reading.grounded)

    def step(self, *, public: bool = False) -> Iterable[Line]:
        """Our next act, and when we report back where nobody gave a time."""
        timed = any(reports(fact.text) for fact in self.task.case.facts)
        if self.reading.praised:
            return
        first = next((clause for clause in self.reading.clauses if clause.step and self._wanted(clause.step)), None)
        if self.reading.overdue and not self.reading.urgent:
            yield Line(self.voice.say("step_overdue", who=lead(self.task, self.voice)), 94, STEP, "escalation")
        elif first:
            yield Line(first.step, 90.5 if public else 94, STEP, first.passage.id, first.passage.document)
        elif self.reading.thanks == "feedback":
            yield Line(self.voice.say("feedback.step"), 94, STEP)
        elif not timed and not self._acting:
            yield Line(self._own_step(), 80 if public else 94, STEP)
        if not timed and not self._answered and self._sooner and not self.reading.overdue:
            yield Line(self.voice.say("report.watch"), 94, STEP)
        elif not timed and not self._answered:
            yield Line(self._report(), MUST, STEP, "report_back")

    @property
    def _acting(self) -> bool:
        """Whether the clause's own words say already what I do."""
        return any(self.voice.found("cues.acting", line.text) for clause in self.reading.clauses[:1] for line in clause.said)

    @property
    def _answered(self) -> bool:
        """A plain question that a clause answers: nothing is left to report or to ask."""
        best = next(iter(self.reading.clauses), None)
        done = self.reading.asks and best is not None and not (best.step and self._wanted(best.step))
        return done and not self.reading.urgent and not further(self.task, self.reading.clauses, self.voice)

    def _wanted(self, step: str) -> bool:
        """Whether an act of ours may be undertaken: a plain question asks for none, a lasting act must be asked for."""
        asked = self.task.case.complaint
        if self.reading.asks and not self.voice.found("cues.asks_act", asked):
            return False
        lasting, doubts = self.voice.found("cues.lasting", step), self.voice.found("cues.doubts", asked)
        return not lasting or (bool(held(step, asked)) and not doubts)

    @property
    def _sooner(self) -> bool:
        """Whether the clause itself says that we act within hours, before we would report back."""
        moment = report_back_time(self.task.brand, int(self.task.triage.urgency.value), self.task.now)
        said = [line.text for clause in self.reading.clauses[:1] for line in clause.said]
        return moment.date() > self.task.now.date() and any(self.voice.found("cues.within_hours", text) for text in said)

    def _own_step(self) -> str:
        """What we do where no policy says it: named by the thing it is about, without a promise of the outcome."""
        if self._answered:
            return self.voice.say("step_answered")
        if self.reading.again:
            return self.voice.say("again.step")
        if self.reading.care == "grief" and not (self.reading.clauses and self.task.triage.topic.words):
            return self.voice.say("step_grief")
        if self.reading.urgent and not self.reading.clauses:
            return self.voice.say("step_urgent")
        if self.reading.unworded:
            return self.voice.say("step_unworded")
        if self.reading.clauses:
            return self._clause_step(self.reading.clauses[0])
        if self.reading.asks:
            return f"{self.voice.say('no_half_answer')} {self.voice.say('step_question')}"
        return self.voice.say("step_matter", matter=self.reading.matter) if self.reading.matter else self.voice.say("step_unknown")

    def _clause_step(self, clause: Clause) -> str:
        """Our act where the clause gives none: to whom of ours we take it, or that we look whether it is meant for this customer."""
        who = role(" ".join(line.text for line in clause.said)) if self.task.language == "nl" else ""
        if self.reading.urgent and self.reading.care != "grief":
            return self.voice.say("step_urgent")
        if clause.score < SURE and not self.task.triage.vulnerable.value:
            return self.voice.say("step_check")
        return self.voice.say("step_role", who=who) if who else self.voice.say("step")

    def call(self, wording: list[Line]) -> Iterable[Line]:
        """Where it cannot wait and the clause names no number: ours for this matter."""
        clause = " ".join(f"{' '.join(clause.passage.path)} {clause.passage.text}" for clause in self.reading.clauses[:1])
        phone = number_to_call(self.task, clause, self.voice.words("cues.always_open"), self.voice.words("cues.call_plain"))
        due = self.reading.urgent and not self.task.case.facts and not any(_TO_CALL.search(line.text) for line in wording)
        due = due and self.reading.care != "grief"
        alone = self.task.triage.vulnerable.value and not self.voice.found("cues.no_call", self.task.case.complaint)
        if phone and due and (alone or not self.reading.clauses):
            yield Line(
                self.voice.say("call", number=phone.value, label=label_of(phone, self.task.language)), 78, STEP, f"contact:{phone.id}"
            )

    def further(self) -> Iterable[Line]:
        """What else was written is not forgotten."""
        if text := further(self.task, self.reading.clauses, self.voice):
            yield Line(text, 85, STEP)

    def _report(self) -> str:
        """When we report back; without a time where ours would come after the customer's own deadline."""
        urgency, now = int(self.task.triage.urgency.value), self.task.now
        moment = report_back_time(self.task.brand, urgency, now)
        weekend = self.task.triage.vulnerable.value and (moment.date() - now.date()).days > 1
        if weekend or (moment.date() > now.date() and self.voice.found("cues.today", self.task.case.complaint)):
            moment = report_back_time(self.task.brand, 2, now)
            if moment.date() > now.date():
                return self.voice.say("report.soon")
        own = f"report.{self.task.channel.name}" if self.reading.thanks != "feedback" else "report.feedback"
        brief = "_short" if 0 < self.task.channel.limit <= 400 else ""
        own = f"report.how_long{brief}" if urgency >= 2 and self.voice.found("cues.how_long", self.task.case.complaint) else own
        by = say_by(moment, now, self.task.language)
        return self.voice.say(own if self.voice.options(own) else "report.any", by=by, route=self._route())

    def ask(self) -> Iterable[Line]:
        asked = self.needs
        if not asked or self.reading.praised or self._answered or (self.reading.care == "grief" and not self.reading.urgent):
            return
        single = f"ask.{asked[0]}"
        key = (
            "ask.tell"
            if any(TOLD.match(need) for need in asked)
            else single
            if len(asked) == 1 and self.voice.options(single)
            else "ask.any"
        )
        yield Line(self.voice.say(key, needs=listed(asked, self.voice, self.task)), MUST, STEP, ASKED)

    def invite(self, *, short: bool) -> Iterable[Line]:
        """The question by the private way, so that nobody leaves personal data in public."""
        if self.reading.thanks or self._answered:
            return
        if self.needs:
            key = "invite_tell" if any(TOLD.match(need) for need in self.needs) else "invite_short" if short else "invite"
            yield Line(self.voice.say(key, needs=listed(self.needs, self.voice, self.task), route=self._route()), MUST, STEP, ASKED)
        elif not self.reading.grounded and self.reading.care != "grief" and (need := usual(self.task, self.voice)):
            yield Line(self.voice.say("invite_short", needs=small(worded(need, self.voice, self.task)), route=self._route()), 50, STEP)

    def _route(self) -> str:
        return self.task.channel.private_route.get(self.task.language) or self.task.channel.private_route.get("nl") or "DM"
