"""The moves of a reply, each as lines with their source and weight. A move with nothing true to say says nothing."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from assistant.drafting.clauses import SURE
from assistant.drafting.embedded.asking import TOLD, listed, needs, small, usual, worded
from assistant.drafting.embedded.calling import number_to_call
from assistant.drafting.embedded.further import further, lead
from assistant.drafting.embedded.lines import MUST, Line
from assistant.drafting.embedded.reading import Reading
from assistant.drafting.embedded.rules import role
from assistant.drafting.embedded.told import reports, say_fact
from assistant.drafting.embedded.voice import Voice
from assistant.drafting.embedded.wording import Clause
from assistant.drafting.embedded.worth import Sentence
from assistant.drafting.kit import WritingTask
from assistant.language.likeness import held
from assistant.language.timing import report_back_time, say_by
from assistant.records.triage import Risk, Sentiment

GREET, PERSON, SOLVE, STEP, CLOSE = 0, 1, 2, 10, 11
"""Paragraphs, in order; each further clause has one of its own between SOLVE and STEP."""
WEAK = ("disability", "other", "age", "alone")
"""Care that our sentence for the situation says better."""
OWN_WORDS = ("hospital", "grief", "ill")
"""Care that no policy's opening can take the place of."""
WORTH = 0.7
"""A sentence of a clause that is worth less for this complaint is left out."""
SKIPPED = "\0"
ASKED = "ask"
"""Source of the line that asks for what is missing."""
_SORRY = re.compile(r"\b(?:sorry|excuus|excuses|spijt|apolog\w+)\b", re.IGNORECASE)
_TAKEN_OVER = re.compile(r"\b(?:neem|nemen) (?:ik |wij )?(?:het|dit|dat) (?:\w+ )*over\b|\btake (?:it|this|that) over\b", re.IGNORECASE)
_PERSONAL = re.compile(r"\?|\b(?:dank|dankjewel|bedankt|thanks?|thank you|netjes|honest)\b", re.IGNORECASE)
_BLAMES = re.compile(r"\b(?:hoort|horen|had|te lang|ons nodig|should|too long|not right|for nothing)\b", re.IGNORECASE)
"""A situation that says itself that it went wrong with us: what follows is only the apology."""
_PHONE = re.compile(r"\b0\d{2,3}[ -]?\d{2,3}[ -]?\d{2}[ -]?\d{2}\b|\b112\b")
_LASTING = ("promise", "referral", "removed", "tone")
"""Failings that are named in their own words, whatever the situation."""
_THANKED = re.compile(r"\b(?:dank|dankjewel|dankuwel|bedankt|thanks?|thank you|netjes|honest)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Moves:
    """Turns a reading into lines; what a public line may hold and what only the private message may."""

    task: WritingTask
    voice: Voice
    reading: Reading

    @property
    def grounded(self) -> bool:
        return bool(self.reading.clauses or self.task.case.facts or self.praised)

    @property
    def praised(self) -> bool:
        """Nothing is asked of us: thanks are the whole reply."""
        return self.reading.thanks.startswith(("praise", "post"))

    @property
    def _again(self) -> bool:
        """We answered this customer before: another remedy is due, and no second copy of the same apology."""
        return bool(self.task.triage.repeat.value and self.task.case.earlier and self.task.case.earlier[-1].last_reply)

    @property
    def needs(self) -> tuple[str, ...]:
        """What to ask for."""
        return needs(self.task, self.reading, self.voice, grounded=self.grounded)

    def private(self) -> list[Line]:
        """The whole reply for a channel that only the customer reads."""
        long = self.task.channel.words > 120
        wording = list(self._wording(self.reading.clauses if long else self.reading.clauses[:1]))
        lines = [*self._greeting(), *self._person(wording), *self._happened(wording), *self._failing(wording)]
        lines += [*_settled(wording), *self._facts(), *self._step(), *self._call(wording), *self._further(), *self._ask(), *self._closing()]
        return _apologise_once(_in_blocks(lines))

    def public(self, *, short: bool) -> list[Line]:
        """The line that everybody may read: it helps already and invites to a private message."""
        wording = list(self._wording(self.reading.clauses[:1]))
        lines = [
            *self._greeting(),
            *self._exposed(),
            *self._person(wording),
            *(replace(line, weight=70) if short and wording else line for line in self._happened(wording)),
        ]
        lines += [
            *self._failing(wording),
            *_settled(wording),
            *self._facts(),
            *self._step(public=short),
            *self._call(wording),
            *self._invite(short=short),
        ]
        return _apologise_once(_in_blocks(lines))

    def after(self, public: Sequence[Line]) -> list[Line]:
        """The private message: what the public line had no room or no right to say, and the question."""
        said = {line.text for line in public}
        more = [*_settled(list(self._wording(self.reading.clauses))), *self._facts(), *self._step(), *self._further()]
        rest = [replace(line, after="" if line.after in said else line.after) for line in more if line.text not in said]
        rest = [line for line in rest if not _SORRY.search(line.text) and line.source != "report_back"]
        if self.praised or not rest:
            return []
        wording = list(self._wording(self.reading.clauses))
        person = [line for line in (*self._person([]), *self._happened(wording)) if line.text not in said]
        met = any(line.block == PERSON for line in public)
        return _in_blocks([*self._greeting(always=True), *([] if met else person), *rest, *self._ask()])

    def _greeting(self, *, always: bool = False) -> Iterable[Line]:
        if not self.task.channel.greeting and not always:
            return
        form = self.task.form or "you"
        name = self.task.case.customer_name
        name = "" if self.voice.found("cues.nobody", name) else name
        text = self.voice.say(f"greeting.{form}", name=name) if name else self.voice.say(f"greeting.{form}_unknown")
        yield Line(text, MUST + 5, GREET)

    def _person(self, wording: list[Line]) -> Iterable[Line]:
        """Thanks, or care for the person, before anything else. The policy's own opening does where it has one."""
        if self.reading.thanks and not any(_THANKED.search(line.text) for line in wording):
            yield Line(self._thanks(), 92, PERSON)
        opening = next((line for line in wording if line.block == PERSON), None)
        ill = self.reading.care == "health" and bool(self.reading.relation)  # somebody's health is named before the matter
        first = opening is not None and (
            bool(_PERSONAL.search(opening.text))
            or self.reading.care == "safety"
            or (self.reading.care not in ("", *OWN_WORDS) and not ill and self.voice.found("patterns.caring", opening.text))
        )
        if opening and first:
            yield replace(opening, weight=97 if self.reading.care == "safety" else 93)
            if self.reading.care == "safety" and not any("112" in line.text for line in wording):
                yield Line(self.voice.say("emergency"), 86, PERSON, "help")
        mourned = self.reading.care == "grief" and any(self.voice.found("cues.mourned", line.text) for line in wording)
        weak = mourned or (self.reading.care in WEAK and self._situation(wording))
        if weak and self.reading.relation and not mourned and not opening:
            yield Line(self.voice.say("regret.of", who=self.reading.relation), 93, PERSON)
        elif self.reading.care and not first and not weak:
            yield self._care()

    def _thanks(self) -> str:
        """Thanks; praise is passed on to who is named, by the clause that says who hears of it where there is one."""
        kind, who = self.reading.thanks, self.voice.first("cues.praised_person", self.task.case.complaint)
        if kind.startswith("praise") and self.reading.clauses:
            return self.voice.say("thanks.praise_plain")
        who = who if who.startswith("M") else who[:1].lower() + who[1:]  # "Steward Milan" began his sentence; Mr and Mrs keep theirs
        return self.voice.say("thanks.praise_named", who=who) if kind.startswith("praise") and who else self.voice.say(f"thanks.{kind}")

    def _care(self) -> Line:
        key = f"care.{self.reading.care}"
        if self.task.channel.public and self.voice.options(f"{key}_public"):
            key = f"{key}_public"
        whom = self.voice.say(f"{key}_of", who=self.reading.relation) if self.reading.relation else ""
        text = whom or self.voice.say(key)
        return Line(text, 93, PERSON, "help" if "112" in text else "")

    def _happened(self, wording: list[Line]) -> Iterable[Line]:
        """What happened, in our sentence for the situation; where nothing else speaks of who it happens to, a word for them."""
        if self._situation(wording):
            yield Line(self.reading.situation, 91, PERSON)
        elif self.reading.relation and self._unmet(wording):
            yield Line(self.voice.say("regret.of", who=self.reading.relation), 85, PERSON)

    def _unmet(self, wording: list[Line]) -> bool:
        """Whether a complaint about what happens to somebody close would be answered with the matter only."""
        complaint = self.task.case.complaint
        if not self.voice.found("cues.suffers", complaint) or self.voice.found("cues.buried", complaint):
            return False
        reading, spoken = self.reading, any(line.block == PERSON or _SORRY.search(line.text) for line in wording)
        bad = self.task.triage.sentiment.value is Sentiment.NEG and self.task.triage.risk not in (Risk.PRESS, Risk.LEGAL)
        return bad and not (spoken or reading.care or reading.fault or reading.thanks or reading.asks or reading.exposed or self._again)

    def _situation(self, wording: list[Line]) -> bool:
        """Whether our sentence for the situation is said: where neither the policy's own opening nor an apology says it already."""
        spoken = any(line.block == PERSON or _SORRY.search(line.text) for line in wording)
        said = spoken or self.reading.fault == "removed" or self.reading.care in ("safety", "money", "now")
        return bool(self.reading.situation) and not said

    def _failing(self, wording: list[Line]) -> Iterable[Line]:
        """Our failing, named once; the policy's own apology, or its taking over, goes before ours."""
        own, fault = _TAKEN_OVER if self.reading.fault == "referral" else _SORRY, self.reading.fault
        if self._again and _SORRY.search(self.task.case.earlier[-1].last_reply):
            yield Line(self.voice.say("again.fault"), 88, PERSON)
        elif fault and not any(own.search(line.text) for line in wording):
            named = self._situation(wording) and _BLAMES.search(self.reading.situation)
            yield Line(self.voice.say("fault.short" if named and fault not in _LASTING else f"fault.{fault}"), 88, PERSON)

    def _exposed(self) -> Iterable[Line]:
        """A warning for personal data that stands in public; never repeats it."""
        if self.reading.exposed and self.voice.found("cues.someone", self.task.case.complaint):
            yield Line(self.voice.say("exposed.other"), 96, PERSON)
        elif self.reading.exposed:
            kinds = [small(self.voice.say(f"kind.{kind}")) for kind in self.reading.exposed[:2]]
            both = small(self.voice.say("and", a=kinds[0], b=kinds[-1])) if len(kinds) > 1 else kinds[0]
            yield Line(self.voice.say("exposed.many" if len(kinds) > 1 else "exposed.one", data=both), 96, PERSON)

    def _facts(self) -> Iterable[Line]:
        for place, fact in enumerate(self.task.case.facts):
            yield Line(say_fact(fact, self.voice), 95 - place, SOLVE, f"fact:{fact.id}")

    def _wording(self, clauses: Sequence[Clause]) -> Iterable[Line]:
        for order, clause in enumerate(clauses):
            ranked = sorted((s for s in clause.sentences if not s.opening), key=lambda s: s.worth, reverse=True)
            before = ""
            for sentence in clause.sentences:
                if (
                    (sentence.worth < WORTH and not sentence.opening)
                    or (self.praised and sentence.opening)
                    or (sentence.tied and before == SKIPPED)
                ):
                    before = SKIPPED
                    continue
                line = self._worded(clause, sentence, ranked, order)
                yield replace(line, after=before if sentence.tied else "")
                before = sentence.text

    def _worded(self, clause: Clause, sentence: Sentence, ranked: list[Sentence], order: int) -> Line:
        passage = clause.passage
        block = PERSON if sentence.opening and not order else SOLVE + order
        place = ranked.index(sentence) if sentence in ranked else 0
        first = 82 if self.reading.care else 89
        weight = (
            (30 if order else first)
            if sentence.opening
            else 90 - 11 * bool(place) - 4 * place - 12 * order - (20 if sentence.worth < 0 else 0)
        )
        return Line(sentence.text, weight, block, passage.id, passage.document)

    def _step(self, *, public: bool = False) -> Iterable[Line]:
        """Our next act, and when we report back where nobody gave a time."""
        timed = any(reports(fact.text) for fact in self.task.case.facts)
        if self.praised:
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
        said = [line.text for clause in self.reading.clauses[:1] for line in clause.sentences if line.worth >= WORTH]
        return any(self.voice.found("cues.acting", text) for text in said)

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
        said = [line for clause in self.reading.clauses[:1] for line in clause.sentences if line.worth >= WORTH]
        return moment.date() > self.task.now.date() and any(self.voice.found("cues.within_hours", line.text) for line in said)

    def _own_step(self) -> str:
        """What we do where no policy says it: named by the thing it is about, without a promise of the outcome."""
        if self._answered:
            return self.voice.say("step_answered")
        if self._again:
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
        who = role(clause.passage.rule or clause.passage.text) if self.task.language == "nl" else ""
        if self.reading.urgent:
            return self.voice.say("step_urgent")
        if clause.score < SURE:
            return self.voice.say("step_check")
        return self.voice.say("step_role", who=who) if who else self.voice.say("step")

    def _call(self, wording: list[Line]) -> Iterable[Line]:
        """Where it cannot wait and the clause names no number: ours for this matter."""
        phone = number_to_call(self.task, self.reading.clauses, self.voice)
        due = self.reading.urgent and not self.task.case.facts and not any(_PHONE.search(line.text) for line in wording)
        alone = self.task.triage.vulnerable.value and not self.voice.found("cues.no_call", self.task.case.complaint)
        if phone and due and (alone or not self.reading.clauses):
            label = phone.label.get(self.task.language) or phone.label.get("nl", "")
            yield Line(self.voice.say("call", number=phone.value, label=label), 78, STEP, f"contact:{phone.id}")

    def _further(self) -> Iterable[Line]:
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

    def _ask(self) -> Iterable[Line]:
        asked = self.needs
        if not asked or self.praised or self._answered or (self.reading.care == "grief" and not self.reading.urgent):
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

    def _invite(self, *, short: bool) -> Iterable[Line]:
        """The question by the private way, so that nobody leaves personal data in public."""
        if self.reading.thanks or self._answered:
            return
        if self.needs:
            key = "invite_tell" if any(TOLD.match(need) for need in self.needs) else "invite_short" if short else "invite"
            yield Line(self.voice.say(key, needs=listed(self.needs, self.voice, self.task), route=self._route()), MUST, STEP, ASKED)
        elif not self.grounded and self.reading.care != "grief" and (need := usual(self.task, self.voice)):
            yield Line(self.voice.say("invite_short", needs=small(worded(need, self.voice, self.task)), route=self._route()), 50, STEP)

    def _closing(self) -> Iterable[Line]:
        invitation = self.task.brand.critic.invitation.get(self.task.language, "")
        if invitation and (self.reading.thanks == "feedback" or self.task.triage.risk is Risk.PRESS):
            yield Line(invitation, 70, CLOSE)
        if self.task.channel.name == "email":
            yield Line(self.voice.say("closing"), 45, CLOSE)

    def _route(self) -> str:
        return self.task.channel.private_route.get(self.task.language) or self.task.channel.private_route.get("nl") or "DM"


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
        if _SORRY.search(line.text):
            if seen:
                continue
            seen = True
        kept.append(line)
    return kept
