"""What the embedded writer sees in a case before it writes: the facts to say back, the care that is due, whose failing it is."""

import re
from dataclasses import dataclass

from assistant.drafting.embedded.retelling import Retold, retell
from assistant.drafting.embedded.voice import Voice
from assistant.drafting.embedded.wording import Clause, choose, led, telling_words
from assistant.drafting.kit import WritingTask
from assistant.records.triage import Risk, Sentiment

EXPOSED = ("BSN", "IBAN", "KAART", "ADRES", "TEL", "EMAIL", "KENTEKEN")
"""Kinds of data that a customer should not leave in public, gravest first."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A case as the writer sees it. `care` and `fault` name phrases; "" where none is due. `relation`: "zoontje", "wife"."""

    clauses: tuple[Clause, ...]
    retold: tuple[Retold, ...]
    care: str
    relation: str
    fault: str
    thanks: str
    exposed: tuple[str, ...]
    urgent: bool


def read(task: WritingTask, voice: Voice) -> Reading:
    """Reads the masked complaint with the triage and the passages that were found."""
    complaint = task.case.complaint
    honest = _any(voice.words("cues.honest"), complaint)
    praise = _praises(task, voice) and not honest
    happy = honest or praise or task.triage.sentiment.value is Sentiment.POS
    clauses = choose(task, f"{complaint}\n{task.hint}", voice.words("patterns.elsewhere"), voice.words("patterns.leads"))
    if honest or praise:
        clauses = tuple(clause for clause in clauses[:1] if honest or _any(voice.words("cues.praise"), " ".join(clause.passage.path)))
    about = " ".join(p.text for p in task.policies[:4]) + " " + " ".join(task.triage.topic.words)
    care = _care(task, voice)
    silent = care == "grief" or praise or task.triage.risk in (Risk.PRESS, Risk.LEGAL)
    if care == "grief" and not praise:
        clauses = tuple(clause for clause in clauses if led(clause.passage, complaint, voice.words("patterns.leads")))
    retold = () if silent else retell(complaint, voice, task.language, about, dict(telling_words(task)))
    repeat = task.triage.repeat.value and not happy and _any(voice.words("cues.repeated"), complaint)
    return Reading(
        clauses=clauses,
        retold=retold,
        care=care if not praise else "",
        relation=_relation(complaint, voice),
        fault="" if happy or task.triage.risk in (Risk.PRESS, Risk.LEGAL) else _fault(complaint, voice, repeat=repeat),
        thanks="honest" if honest else _praise(complaint, voice) if praise else _feedback(task),
        exposed=_exposed(complaint) if task.channel.public else (),
        urgent=int(task.triage.urgency.value) >= 3,
    )


def _care(task: WritingTask, voice: Voice) -> str:
    """Which care is due: for safety first, else by what makes the customer vulnerable."""
    if task.triage.risk is Risk.SAFETY:
        return "safety"
    if not task.triage.vulnerable.value and not _any(voice.words("cues.death"), task.case.complaint):
        return ""
    if _any(voice.words("cues.death"), task.case.complaint):
        return "grief"
    kind = task.triage.vulnerable.reason.rsplit(".", 1)[-1]
    text = task.case.complaint
    if kind in ("health", "grief") and _any(voice.words("cues.hospital"), text):
        return "hospital"
    if kind == "health" and not _any(voice.words("patterns.private")[:1], text):
        return "other"
    return kind if voice.options(f"care.{kind}") else "other"


def _relation(complaint: str, voice: Voice) -> str:
    for pattern in voice.words("cues.relation"):
        if found := re.search(pattern, complaint, re.IGNORECASE):
            return found.group(1).lower()
    return ""


def _fault(complaint: str, voice: Voice, *, repeat: bool) -> str:
    """Which failing of ours the complaint names, the gravest first."""
    for kind in ("promise", "referral", "removed", "silence", "tone", "staff"):
        if _any(voice.words(f"cues.{kind}"), complaint):
            return kind
    if repeat:
        return "repeat"
    return "error" if _any(voice.words("cues.error"), complaint) else ""


def _praises(task: WritingTask, voice: Voice) -> bool:
    """Praise of us is said by the intent and the tone, and by nothing that speaks against it."""
    bad = _any(voice.words("cues.bad"), task.case.complaint)
    if bad:
        return False
    meant = "praise" in task.triage.intents.value and task.triage.sentiment.value is Sentiment.POS
    return meant or _any(voice.words("cues.pleased"), task.case.complaint)


def _praise(complaint: str, voice: Voice) -> str:
    """Praise for somebody is passed on; praise for nobody in particular is only thanked for."""
    return "praise" if _any(voice.words("cues.helped"), complaint) else "praise_plain"


def _feedback(task: WritingTask) -> str:
    intents = task.triage.intents.value
    return "feedback" if "feedback" in intents and "fix" not in intents else ""


def _exposed(complaint: str) -> tuple[str, ...]:
    return tuple(kind for kind in EXPOSED if f"[{kind}_" in complaint)


def _any(patterns: tuple[str, ...], text: str) -> bool:
    return any(re.search(pattern, text, re.IGNORECASE) for pattern in patterns)
