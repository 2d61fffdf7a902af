"""The moves of a reply, each as lines with their source and weight. A move with nothing true to say says nothing."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from assistant.drafting.embedded.lines import MUST, Line
from assistant.drafting.embedded.reading import Reading
from assistant.drafting.embedded.retelling import Retold
from assistant.drafting.embedded.told import reports, say_fact
from assistant.drafting.embedded.voice import Voice, capital
from assistant.drafting.embedded.wording import Clause, Sentence
from assistant.drafting.kit import WritingTask
from assistant.language.timing import report_back_time, say_by
from assistant.records.triage import Risk

GREET, PERSON, SOLVE, STEP, CLOSE = 0, 1, 2, 10, 11
"""Paragraphs, in order; each further clause has one of its own between SOLVE and STEP."""
OWN_WORDS = ("hospital", "grief")
"""Care that no policy's opening can take the place of."""
WORDS_RETOLD = 30
WORTH = 0.7
"""A sentence of a clause that is worth less for this complaint is left out."""
SKIPPED = "\0"
ASKED = "ask"
"""Source of the line that asks for what is missing."""
_SORRY = re.compile(r"\b(?:sorry|excuus|excuses|spijt|apolog\w+)\b", re.IGNORECASE)
_TAKEN_OVER = re.compile(r"\b(?:neem|nemen) (?:ik |wij )?(?:het|dit|dat) (?:\w+ )*over\b|\btake (?:it|this|that) over\b", re.IGNORECASE)
_PERSONAL = re.compile(r"\?|\b(?:dank|dankjewel|bedankt|thanks?|thank you|netjes|honest)\b", re.IGNORECASE)
_OWN_ARTICLE = re.compile(r"^(?:de|het|een|je|uw|wat|wie|welke?|hoe|waar|wanneer|of|foto's|naam en)\b", re.IGNORECASE)
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
        return self.reading.thanks.startswith("praise")

    @property
    def _again(self) -> bool:
        """We answered this customer before: another remedy is due, and no second copy of the same apology."""
        return bool(self.task.triage.repeat.value and self.task.case.earlier and self.task.case.earlier[-1].last_reply)

    @property
    def needs(self) -> tuple[str, ...]:
        """What to ask for, in words this language has; nothing where nobody knows yet what is needed."""
        if not self.grounded and int(self.task.triage.urgency.value) < 2:
            return ()
        return tuple(need for need in self.task.triage.missing.value if self._need(need))

    def private(self) -> list[Line]:
        """The whole reply for a channel that only the customer reads."""
        long = self.task.channel.words > 120
        wording = list(self._wording(self.reading.clauses if long else self.reading.clauses[:1]))
        lines = [*self._greeting(), *self._person(wording), *self._happened(wording, limit=1), *self._failing(wording)]
        lines += [*_settled(wording), *self._facts(), *self._step(), *self._ask(), *self._closing()]
        return _apologise_once(_in_blocks(lines))

    def public(self, *, short: bool) -> list[Line]:
        """The line that everybody may read: it helps already and invites to a private message."""
        wording = list(self._wording(self.reading.clauses[:1]))
        lines = [
            *self._greeting(),
            *self._exposed(),
            *self._person(wording),
            *(replace(line, weight=70) if short and wording else line for line in self._happened(wording, limit=1, public=True)),
        ]
        lines += [*self._failing(wording), *_settled(wording), *self._facts(), *self._step(public=short), *self._invite(short=short)]
        return _apologise_once(_in_blocks(lines))

    def after(self, public: Sequence[Line]) -> list[Line]:
        """The private message: what the public line had no room or no right to say, and the question."""
        said = {line.text for line in public}
        more = [*_settled(list(self._wording(self.reading.clauses))), *self._facts(), *self._step()]
        rest = [replace(line, after="" if line.after in said else line.after) for line in more if line.text not in said]
        rest = [line for line in rest if not _SORRY.search(line.text) and line.source != "report_back"]
        if self.praised or not rest:
            return []
        person = [line for line in (*self._person([]), *self._happened([], limit=1)) if line.text not in said and not said & {line.text}]
        known = any(line.block == PERSON for line in public)
        return _in_blocks([*self._greeting(always=True), *([] if known else person), *rest, *self._ask()])

    def _greeting(self, *, always: bool = False) -> Iterable[Line]:
        if not self.task.channel.greeting and not always:
            return
        form = self.task.form or "you"
        name = self.task.case.customer_name
        text = self.voice.say(f"greeting.{form}", name=name) if name else self.voice.say(f"greeting.{form}_unknown")
        yield Line(text, MUST + 5, GREET)

    def _person(self, wording: list[Line]) -> Iterable[Line]:
        """Thanks, or care for the person, before anything else. The policy's own opening does where it has one."""
        if self.reading.thanks and not any(_THANKED.search(line.text) for line in wording):
            yield Line(self.voice.say(f"thanks.{self.reading.thanks}"), 92, PERSON)
        opening = next((line for line in wording if line.block == PERSON), None)
        first = opening is not None and (
            "?" in opening.text or bool(_THANKED.search(opening.text)) or self.reading.care not in ("", *OWN_WORDS)
        )
        if opening and first:
            yield replace(opening, weight=97 if self.reading.care == "safety" else 93)
            if self.reading.care == "safety" and not any("112" in line.text for line in wording):
                yield Line(self.voice.say("emergency"), 86, PERSON, "help")
        if self.reading.care and not first:
            yield self._care()

    def _care(self) -> Line:
        key = f"care.{self.reading.care}"
        if self.task.channel.public and self.voice.options(f"{key}_public"):
            key = f"{key}_public"
        whom = self.voice.say(f"{key}_of", who=self.reading.relation) if self.reading.relation else ""
        text = whom or self.voice.say(key)
        return Line(text, 93, PERSON, "help" if "112" in text else "")

    def _happened(self, wording: list[Line], *, limit: int, public: bool = False) -> Iterable[Line]:
        if self.reading.thanks == "praise_plain":
            return
        told = [said for said in self.reading.retold if not (public and (said.private or "[" in said.text))]
        best = sorted(_best(told, limit), key=told.index)
        if best:
            yield Line(self._told([said.text for said in best], sorry=any(_SORRY.search(line.text) for line in wording)), 91, PERSON)

    def _told(self, facts: list[str], *, sorry: bool) -> str:
        """The facts as one sentence. What only the customer can know, an amount, is said as theirs."""
        whole = any(":" in fact or len(fact.split()) > 16 for fact in facts)
        claim = any("€" in fact or "euro" in fact for fact in facts)
        kind = "claim" if claim else "fault" if self.reading.fault and sorry and not self.reading.care else "plain"
        if len(facts) > 1 and whole:
            return " ".join([f"{capital(fact)}." for fact in facts[:-1]] + [self.voice.say(f"told.{kind}", facts=facts[-1])])
        return self.voice.say(f"told.{kind}", facts=_chained(facts, self.voice.say("told.and").lower()))

    def _failing(self, wording: list[Line]) -> Iterable[Line]:
        """Our failing, named once; the policy's own apology, or its taking over, goes before ours."""
        own = _TAKEN_OVER if self.reading.fault == "referral" else _SORRY
        if self._again and _SORRY.search(self.task.case.earlier[-1].last_reply):
            yield Line(self.voice.say("again.fault"), 88, PERSON)
        elif self.reading.fault and not any(own.search(line.text) for line in wording):
            yield Line(self.voice.say(f"fault.{self.reading.fault}"), 88, PERSON)

    def _exposed(self) -> Iterable[Line]:
        """A warning for personal data that stands in public; never repeats it."""
        if self.reading.exposed:
            kinds = [_small(self.voice.say(f"kind.{kind}")) for kind in self.reading.exposed[:2]]
            both = _small(self.voice.say("and", a=kinds[0], b=kinds[-1])) if len(kinds) > 1 else kinds[0]
            yield Line(self.voice.say("exposed.many" if len(kinds) > 1 else "exposed.one", data=both), 96, PERSON)

    def _facts(self) -> Iterable[Line]:
        for place, fact in enumerate(self.task.case.facts):
            yield Line(say_fact(fact, self.voice), 95 - place, SOLVE, f"fact:{fact.id}")

    def _wording(self, clauses: Sequence[Clause]) -> Iterable[Line]:
        for order, clause in enumerate(clauses):
            ranked = sorted((s for s in clause.sentences if not s.opening), key=lambda s: s.worth, reverse=True)
            before = ""
            for sentence in clause.sentences:
                if (sentence.worth < WORTH and not sentence.opening) or (sentence.tied and before == SKIPPED):
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
        first = next((clause for clause in self.reading.clauses if clause.step), None)
        if first:
            yield Line(first.step, 90.5 if public else 94, STEP, first.passage.id, first.passage.document)
        elif self.reading.thanks == "feedback":
            yield Line(self.voice.say("feedback.step"), 94, STEP)
        elif not timed:
            kind = "again.step" if self._again else "step" if self.reading.clauses or self.reading.urgent else "step_unknown"
            yield Line(self.voice.say(kind), 80 if public else 94, STEP)
        if not timed:
            yield Line(self._report(), MUST, STEP, "report_back")

    def _report(self) -> str:
        """When we report back; without a time where ours would come after the customer's own deadline."""
        urgency, now = int(self.task.triage.urgency.value), self.task.now
        moment = report_back_time(self.task.brand, urgency, now)
        if moment.date() > now.date() and self.voice.found("cues.today", self.task.case.complaint):
            return self.voice.say("report.soon")
        own = f"report.{self.task.channel.name}" if self.reading.thanks != "feedback" else "report.feedback"
        by = say_by(moment, now, self.task.language)
        return self.voice.say(own if self.voice.options(own) else "report.any", by=by, route=self._route())

    def _ask(self) -> Iterable[Line]:
        needs = self.needs
        if not needs or self.praised or (self.reading.care == "grief" and not self.reading.urgent):
            return
        single = f"ask.{needs[0]}"
        if len(needs) == 1 and self.voice.options(single):
            yield Line(self.voice.say(single), MUST, STEP, ASKED)
            return
        yield Line(self.voice.say("ask.any", needs=self._listed(needs)), MUST, STEP, ASKED)

    def _invite(self, *, short: bool) -> Iterable[Line]:
        """The question by the private way, so that nobody leaves personal data in public."""
        if self.reading.thanks:
            return
        if self.needs:
            key = "invite_short" if short else "invite"
            yield Line(self.voice.say(key, needs=self._listed(self.needs), route=self._route()), MUST, STEP, ASKED)
        elif not self.grounded:
            yield Line(self.voice.say("invite_open", route=self._route()), 50, STEP)

    def _closing(self) -> Iterable[Line]:
        invitation = self.task.brand.critic.invitation.get(self.task.language, "")
        if invitation and (self.reading.thanks == "feedback" or self.task.triage.risk is Risk.PRESS):
            yield Line(invitation, 70, CLOSE)
        if self.task.channel.name == "email":
            yield Line(self.voice.say("closing"), 45, CLOSE)

    def _route(self) -> str:
        return self.task.channel.private_route.get(self.task.language) or self.task.channel.private_route.get("nl") or "DM"

    def _need(self, need: str) -> str:
        if self.voice.options(f"need.{need}"):
            return self.voice.say(f"need.{need}")
        if self.task.language != "nl":
            return ""
        return need if _OWN_ARTICLE.match(need) else self.voice.spell(f"(je|uw) {need}")

    def _listed(self, needs: Iterable[str]) -> str:
        said = [_small(self._need(need)) for need in needs]
        if len(said) == 1:
            return said[0]
        return _small(self.voice.say("and", a=", ".join(said[:-1]), b=said[-1]))


def _chained(facts: list[str], word: str) -> str:
    if len(facts) == 1:
        return facts[0]
    comma = "," if any(f" {word} " in fact for fact in facts) else ""
    return f"{', '.join(facts[:-1])}{comma} {word} {facts[-1]}"


def _best(told: list[Retold], limit: int) -> list[Retold]:
    """The worthiest, no more words together than a reader takes for hearing his own story."""
    best: list[Retold] = []
    for said in sorted(told, key=lambda said: said.worth, reverse=True):
        words = sum(len(other.text.split()) for other in (*best, said))
        if len(best) < limit and (not best or words <= WORDS_RETOLD):
            best.append(said)
    return best


def _small(text: str) -> str:
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


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
