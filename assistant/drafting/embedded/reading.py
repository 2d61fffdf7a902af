"""What the embedded writer sees in a case before it writes: the facts to say back, the care that is due, whose failing it is."""

import re
from dataclasses import dataclass

from assistant.drafting.clauses import LED, SURE, led
from assistant.drafting.embedded.naming import matter, questions, situation
from assistant.drafting.embedded.voice import Voice
from assistant.drafting.embedded.wording import Clause, choose
from assistant.drafting.kit import WritingTask
from assistant.drafting.terms import broken
from assistant.records.triage import Risk, Sentiment

_RARE = re.compile(r"overl(?:eden|ijden)|nabestaand|gestorven|uitvaart|begraf|\bgraf|death|deceased|bereave", re.IGNORECASE)
_HEALING = re.compile(r"ziekenhuis|klinie|\barts|apothe|\bzorg|thuiszorg|hospital|clinic|\bcare\b|doctor", re.IGNORECASE)
ASKING = 0.55
"""The part of a message that must be question for it to be a plain question."""
CALM = 0.3
"""The same where nothing in the tone is against us."""
EXPOSED = ("BSN", "IBAN", "KAART", "ADRES", "TEL", "EMAIL", "KENTEKEN")
"""Kinds of data that a customer should not leave in public, gravest first."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A case as the writer sees it. `care` and `fault` name phrases; "" where none is due. `relation`: "zoontje", "wife".

    `situation` is our own sentence for what happens to the customer, `matter` the thing it is about ("uw jaarafrekening").
    `unworded`: a clause answers, but it has no words in the language of the reply. `asks`: a plain question, nothing is wrong.
    `overdue`: a term that we gave is over. `grounded`: something may be stated. `again`: we answered this customer before, so that
    another remedy is due, and no second copy of the same apology.
    """

    clauses: tuple[Clause, ...]
    unworded: bool
    situation: str
    matter: str
    asks: bool
    care: str
    relation: str
    fault: str
    thanks: str
    exposed: tuple[str, ...]
    urgent: bool
    overdue: bool
    grounded: bool
    again: bool

    @property
    def praised(self) -> bool:
        """Nothing is asked of us: thanks are the whole reply."""
        return self.thanks.startswith(("praise", "post"))


def read(task: WritingTask, voice: Voice, also: str = "") -> Reading:
    """Reads the masked complaint with the triage and the passages that were found. `also`: its matter in the words of policy."""
    complaint, leads = task.case.complaint, voice.words("patterns.leads")
    honest = _any(voice.words("cues.honest"), complaint)
    praise = _praises(task, voice) and not honest
    post = not praise and _post(task, voice)
    happy = honest or praise or post or task.triage.sentiment.value is Sentiment.POS
    if praise:  # only a clause on praise has something to say
        leads = tuple(f". => {heading}" for heading in voice.words("cues.praise"))
    soon = int(task.triage.urgency.value) >= 2
    calm = task.triage.sentiment.value is not Sentiment.NEG or (task.triage.intents.value == ("info",) and not soon)
    pressed = task.triage.vulnerable.value and not (calm and not soon)
    asks = not (pressed or honest) and _only_asks(complaint, voice, CALM if calm else ASKING)
    chosen = () if post else choose(task, f"{complaint}\n{task.hint}\n{also}".strip(), voice, leads, asks=asks)
    unworded = not happy and any(clause.empty for clause in chosen)
    clauses = tuple(clause for clause in chosen if not clause.empty)
    if honest or praise:
        clauses = tuple(clause for clause in clauses[:1] if honest or led(clause.passage, complaint, leads) == LED)
    care = "" if praise or post else _care(task, voice, " ".join(clause.passage.text for clause in clauses[:1]))
    hushed = care == "grief" or praise or post or task.triage.risk in (Risk.PRESS, Risk.LEGAL)
    if care == "grief":
        sure = task.triage.topic.words and clauses and clauses[0].score >= SURE  # a death that is not the matter itself
        clauses = (
            clauses if sure else tuple(c for c in clauses if led(c.passage, complaint, leads) or _RARE.search(" ".join(c.passage.path)))
        )
    repeat = task.triage.repeat.value and not happy and _any(voice.words("cues.repeated"), complaint)
    named = "" if hushed or happy or asks else situation(complaint, voice)
    fault = (
        ""
        if happy or task.triage.risk in (Risk.PRESS, Risk.LEGAL)
        else _fault(complaint, voice, repeat=repeat, bad=task.triage.sentiment.value is Sentiment.NEG)
    )
    return Reading(
        clauses=clauses,
        unworded=unworded,
        situation=named,
        matter=matter(complaint, voice, _own_words(task)),
        asks=not fault and asks,
        care=care,
        relation=_relation(complaint, voice),
        fault="" if care == "grief" and fault == "tone" else fault,
        thanks="honest" if honest else _praise(complaint, voice) if praise else "post" if post else _feedback(task),
        exposed=_exposed(complaint) if task.channel.public else (),
        urgent=int(task.triage.urgency.value) >= 3,
        overdue=not happy and any(broken(complaint)),
        grounded=bool(clauses or task.case.facts or praise or post),
        again=bool(task.triage.repeat.value and task.case.earlier and task.case.earlier[-1].last_reply),
    )


def _only_asks(complaint: str, voice: Voice, part: float) -> bool:
    """Whether a message is a plain question: `part` of it or more asks, and nothing in it went wrong for the second time."""
    if _any(voice.words("cues.wrong"), complaint):
        return False
    return sum(map(len, questions(complaint, voice))) > part * len(complaint)


def _own_words(task: WritingTask) -> str:
    """The brand's own words for what it does: its topics and the headings of what was found."""
    topics = " ".join(word for words in task.brand.topics.values() for word in words)
    return f"{topics} {' '.join(passage.path[-1] if passage.path else passage.title for passage in task.policies)}"


def _care(task: WritingTask, voice: Voice, clause: str) -> str:
    """Which care is due: for safety first, else by what makes the customer vulnerable. `clause` is the text that answers."""
    if task.triage.risk is Risk.SAFETY:
        return "safety"
    if _any(voice.words("cues.death"), task.case.complaint):
        return "grief"
    if not task.triage.vulnerable.value or task.triage.risk is Risk.LEGAL:
        return "ill" if _any(voice.words("cues.sick_now"), task.case.complaint) else ""
    kind = task.triage.vulnerable.reason.rsplit(".", 1)[-1]
    if kind == "health" and _HEALING.search(" ".join(task.brand.sector.values())) and int(task.triage.urgency.value) < 3:
        return ""  # to a hospital everybody writes about health
    if kind in ("health", "grief", "age") and _any((*voice.words("cues.hospital"), *voice.words("cues.dying")), task.case.complaint):
        return "hospital"
    bodily = kind in ("health", "child") and (
        _any(voice.words("cues.bodily"), task.case.complaint) or bool(_relation(task.case.complaint, voice))
    )
    if int(task.triage.urgency.value) >= 3:
        return "now" if bodily else ""
    if kind == "health" and _any(voice.words("cues.recovering"), task.case.complaint):
        return "recovering"
    care = _care_for(kind, task.case.complaint, voice)
    at_stake = int(task.triage.urgency.value) >= 2 or _any(voice.words("patterns.private")[:1], clause)
    return care if care != "health" or at_stake else ""  # told in passing: nothing of it is ours to put first


def _care_for(kind: str, text: str, voice: Voice) -> str:
    """The care for one kind of vulnerability where nothing is pressing; "" where our words would only be a formula."""
    owing = _any(voice.words("cues.owing"), text)
    if kind == "child" and _any(voice.words("cues.sick_now"), text):
        return "health"
    if kind in ("child", "age") or (kind == "money" and not owing):
        return ""
    if kind == "health":
        seen = [("money", owing), ("ill", _any(voice.words("cues.ill"), text)), ("health", _any(voice.words("patterns.private")[:1], text))]
        return next((care for care, found in seen if found), "other" if _relation(text, voice) else "")
    return kind if voice.options(f"care.{kind}") or voice.options(f"care.{kind}_of") else ""


def _relation(complaint: str, voice: Voice) -> str:
    for pattern in voice.words("cues.relation"):
        if found := re.search(pattern, complaint, re.IGNORECASE):
            return found.group(1).lower()
    return ""


def _fault(complaint: str, voice: Voice, *, repeat: bool, bad: bool) -> str:
    """Which failing of ours the complaint names, the gravest first."""
    for kind in ("promise", "referral", "removed", "silence", "tone", "staff"):
        if _any(voice.words(f"cues.{kind}"), complaint):
            return kind
    if repeat:
        return "repeat"
    ours = _any(voice.words("cues.error"), complaint) and not _any(voice.words("cues.own_mistake"), complaint)
    return "error" if bad and ours else ""


def _praises(task: WritingTask, voice: Voice) -> bool:
    """Praise of us: glad, or in words that are only praise, and with nothing that asks, denies or comes back."""
    triage, complaint = task.triage, re.sub(r"\ber niet meer (?:is|was|zijn)\b", "", task.case.complaint)
    intents, happy = set(triage.intents.value), triage.sentiment.value is Sentiment.POS
    if triage.repeat.value or "?" in complaint or _any(voice.words("cues.asks_act"), re.sub(r"\bgraag\b", "", complaint)):
        return False
    if happy and "praise" in intents and not intents & {"money", "info"}:  # "fix" may come from the mere word for who did it
        return True
    if _any(voice.words("cues.bad"), complaint):
        return False
    wants = bool(intents & {"money", "info"})
    meant = happy and not wants and ("praise" in intents or _any(voice.words("cues.helped"), complaint) or not intents)
    return meant or _any(voice.words("cues.pleased"), complaint)


def _post(task: WritingTask, voice: Voice) -> bool:
    """News or chatter that mentions us, where everybody reads it: nothing in it asks, counts, denies or blames."""
    triage, complaint = task.triage, task.case.complaint
    quiet = int(triage.urgency.value) < 2 and not triage.repeat.value and not _any(voice.words("cues.no_post"), complaint)
    quiet = quiet and "feedback" not in triage.intents.value  # a tip is for somebody
    glad = triage.sentiment.value is not Sentiment.NEG or _any(voice.words("cues.glad"), complaint)
    return task.channel.public and triage.vulnerable.reason == "post" and quiet and glad


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
