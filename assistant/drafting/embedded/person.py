"""What is said to the person before the matter: the greeting, thanks or care, what happened, our failing, data left in public."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from assistant.drafting.embedded.asking import small
from assistant.drafting.embedded.lines import MUST, Line
from assistant.drafting.embedded.reading import Reading
from assistant.drafting.embedded.voice import Voice
from assistant.drafting.kit import WritingTask
from assistant.records.triage import Risk, Sentiment

GREET, PERSON = 0, 1
"""The first paragraphs."""
SORRY = re.compile(r"\b(?:sorry|excuus|excuses|spijt|apolog\w+)\b", re.IGNORECASE)
WEAK = ("disability", "other", "alone")
"""Care that our sentence for the situation says better."""
OWN_WORDS = ("hospital", "grief", "ill")
"""Care that no policy's opening can take the place of."""
_TAKEN_OVER = re.compile(r"\b(?:neem|nemen) (?:ik |wij )?(?:het|dit|dat) (?:\w+ )*over\b|\btake (?:it|this|that) over\b", re.IGNORECASE)
_PERSONAL = re.compile(r"\?|\b(?:dank|dankjewel|bedankt|thanks?|thank you|netjes|honest|leuk|fijn|lovely)\b", re.IGNORECASE)
_BLAMES = re.compile(r"\b(?:hoort|horen|had|te lang|ons nodig|should|too long|not right|for nothing)\b", re.IGNORECASE)
"""A situation that says itself that it went wrong with us: what follows is only the apology."""
_LASTING = ("promise", "referral", "removed", "tone")
"""Failings that are named in their own words, whatever the situation."""
THANKED = re.compile(r"\b(?:dank|dankjewel|dankuwel|bedankt|thanks?|thank you|netjes|honest|leuk|fijn|lovely)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Person:
    """The lines that speak to the person. `wording` is what the clause says: its own opening, care or apology goes before ours."""

    task: WritingTask
    voice: Voice
    reading: Reading

    def greeting(self, *, always: bool = False) -> Iterable[Line]:
        if not self.task.channel.greeting and not always:
            return
        form = self.task.form or "you"
        name = self.task.case.customer_name
        text = self.voice.say(f"greeting.{form}", name=name) if name else self.voice.say(f"greeting.{form}_unknown")
        yield Line(text, MUST + 5, GREET)

    def met(self, wording: list[Line]) -> Iterable[Line]:
        """Thanks, or care for the person, before anything else. The policy's own opening does where it has one."""
        if self.reading.thanks and not any(THANKED.search(line.text) for line in wording):
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
        weak = mourned or (self.reading.care in WEAK and (self._situation(wording) or bool(self.reading.fault)))
        if weak and self.reading.relation and not mourned and not opening:
            yield Line(self.voice.say("regret.of", who=self.reading.relation), 93, PERSON)
        elif self.reading.care and not first and not weak:
            yield from self._care()

    def _thanks(self) -> str:
        """Thanks; praise is passed on to who is named, by the clause that says who hears of it where there is one."""
        kind, who = self.reading.thanks, self.voice.first("cues.praised_person", self.task.case.complaint)
        if " " in who and not who.startswith("M"):  # "Steward Milan" began his sentence; Mr and Mrs keep theirs
            who = who[:1].lower() + who[1:]
        if kind.startswith("praise") and self.reading.clauses:
            return self.voice.say("thanks.praise_of" if who else "thanks.praise_plain", who=who)
        return self.voice.say("thanks.praise_named", who=who) if kind.startswith("praise") and who else self.voice.say(f"thanks.{kind}")

    def _care(self) -> Iterable[Line]:
        """Care in words; in public a person's health is not named, only who it is hard on."""
        key = f"care.{self.reading.care}"
        if self.task.channel.public and self.reading.care == "health":
            if self.reading.relation:
                yield Line(self.voice.say("regret.of", who=self.reading.relation), 93, PERSON)
            return
        if self.task.channel.public and self.voice.options(f"{key}_public"):
            key = f"{key}_public"
        whom = self.voice.say(f"{key}_of", who=self.reading.relation) if self.reading.relation and self.voice.options(f"{key}_of") else ""
        text = whom or self.voice.say(key)
        yield Line(text, 93, PERSON, "help" if "112" in text else "")

    def happened(self, wording: list[Line]) -> Iterable[Line]:
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
        reading, spoken = self.reading, any(line.block == PERSON or SORRY.search(line.text) for line in wording)
        bad = self.task.triage.sentiment.value is Sentiment.NEG and self.task.triage.risk not in (Risk.PRESS, Risk.LEGAL)
        return bad and not (
            spoken or reading.care or reading.fault or reading.thanks or reading.asks or reading.exposed or self.reading.again
        )

    def _situation(self, wording: list[Line]) -> bool:
        """Whether our sentence for the situation is said: where neither the policy's own opening nor an apology says it already."""
        spoken = any(line.block == PERSON or SORRY.search(line.text) for line in wording)
        said = spoken or self.reading.fault == "removed" or self.reading.care in ("safety", "money", "now")
        return bool(self.reading.situation) and not said

    def failing(self, wording: list[Line]) -> Iterable[Line]:
        """Our failing, named once; the policy's own apology, or its taking over, goes before ours."""
        own, fault = _TAKEN_OVER if self.reading.fault == "referral" else SORRY, self.reading.fault
        if self.reading.again and SORRY.search(self.task.case.earlier[-1].last_reply):
            yield Line(self.voice.say("again.fault"), 88, PERSON)
        elif fault and not any(own.search(line.text) for line in wording):
            blamed = self._situation(wording) and bool(_BLAMES.search(self.reading.situation)) and fault not in _LASTING
            yield Line(
                self.voice.say("fault.short" if blamed else f"fault.{fault}"), 88, PERSON, after=self.reading.situation if blamed else ""
            )

    def exposed(self) -> Iterable[Line]:
        """A warning for personal data that stands in public; never repeats it."""
        if self.reading.exposed and self.voice.found("cues.someone", self.task.case.complaint):
            yield Line(self.voice.say("exposed.other"), 96, PERSON)
        elif self.reading.exposed:
            kinds = [small(self.voice.say(f"kind.{kind}")) for kind in self.reading.exposed[:2]]
            both = small(self.voice.say("and", a=kinds[0], b=kinds[-1])) if len(kinds) > 1 else kinds[0]
            yield Line(self.voice.say("exposed.many" if len(kinds) > 1 else "exposed.one", data=both), 96, PERSON)
