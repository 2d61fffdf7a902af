"""How soon a message asks for something: its dangers, what is out, and the moment by which the customer needs it."""

import re

from assistant.drafting.triage.cues import NUMBER, Cues, Span, plain
from assistant.records.triage import Judged, Risk, Sentiment, Urgency

_HALF = r"(?:een )?half uur|(?:een )?kwartier|half an hour|an hour|een uurtje?|een uur"
# The moment is within a few hours: "over 2 uur", "in 40 minutes", "voor twaalven", "is at 2 today".
_HOURS = re.compile(
    rf"\b(?:over|in|nog) (?:nog )?(?:{NUMBER}[ -]?(?:uur|uurtjes|min\w*|hours?|hrs?)|{_HALF})\b"
    r"|\b(?:voor|tegen|om|at|by) (?:\w+en|\d+(?:[.:]\d\d)?(?: ?uur| ?u|am|pm)?) (?:vandaag|vanmiddag|vanavond|vannacht|today|tonight)\b"
    r"|\b(?:om|at) \w+ (?:uur )?(?:sluit|begint|vertrekt|gaat)\b|\b(?:leaves|closes|starts|departs) (?:at|in) \w+\b"
    r"|\b(?:vanavond|vanmiddag|vannacht|vandaag|straks|tonight|today|this (?:afternoon|evening)) (?:om|begint|at|starts)\b"
    r"|\b(?:voor|tegen) (?:enen|tweeen|drieen|vieren|vijven|zessen|zevenen|achten|negenen|tienen|elven|twaalven)\b"
)
_TODAY = re.compile(
    r"\b(?:vandaag|vanavond|vanmiddag|vannacht|vanochtend|today|tonight|this (?:afternoon|evening|morning))\b"
    r"|\b(?:moet|moeten|uiterlijk|need|needs) (?:\w+ ){0,4}(?:om|voor|by|before|at) (?:\w+ uur|\d+|noon|half)"
    r"|\b(?:open|begin\w*|starts?|leaves?|closes?) (?:om|at|in) \d"
)
_TOMORROW = re.compile(r"\b(?:morgen\w*|tomorrow|overmorgen|day after tomorrow)\b")
# It is over: what happened weeks ago, last month, in March.
_OLD = re.compile(
    rf"\b{NUMBER} (?:weken|maanden|jaar|weeks?|months?|years?) (?:geleden|terug|ago|back)\b"
    r"|\bvorig(?:e|) (?:week|maand|jaar|zomer|winter)\b"
    r"|\blast (?:week|month|year|summer|winter)\b|\b(?:destijds|indertijd|toentertijd|een tijd(?:je)? (?:terug|geleden)|a while ago)\b"
    r"|^in (?:januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december)\b"
)
_STILL = re.compile(
    r"\b(?:nog steeds|nog altijd|sinds|inmiddels|al (?:\w+ )?(?:dagen|weken|maanden|uren|uur)|opnieuw|still|since|again|morgen\w*|vanavond"
    r"|vandaag|nu|vannacht|tomorrow|tonight|today|now|is het zover)\b"
)

# Another's words ("u wordt vandaag teruggebeld"), and a day on which something came or happened: no moment by which it must be mended.
_TOLD = re.compile(
    r"(?<!\w)['\"][^'\"\n]{2,60}['\"](?!\w)|\b(?:vandaag|vanochtend|vannacht) (?:kreeg|krijg|ontving|las|zag|hoorde|kwam|viel|lag)\b"
    r"|\b(?:kreeg|ontving|geland|aangekomen|geleverd|gekregen|ontvangen|landed|received|arrived) (?:\S+ ){0,4}?"
    r"(?:vandaag|vanochtend|vannacht|today|this morning|tonight)\b"
)

_ASKED_OF = frozenset({"health", "child", "disability", "age"})  # a plain question that names these is a question still
_DAWN = re.compile(r"\b(?:morgenochtend|morgenvroeg|tomorrow morning|early tomorrow)\b")


def moment(text: str) -> tuple[Urgency, tuple[str, ...]]:
    """How near the moment is that the customer names, with its words: NOW hours, SOON today or tomorrow, CAN_WAIT none."""
    read = _TOLD.sub(lambda told: " " * len(told.group()), plain(text))
    for level, pattern in ((Urgency.NOW, _HOURS), (Urgency.SOON, _TODAY), (Urgency.SOON, _TOMORROW)):
        if seen := pattern.search(read):
            return level, (text[seen.start() : seen.end()],)
    return Urgency.CAN_WAIT, ()


def _next_day(words: str) -> bool:
    """Whether the words name tomorrow, and not its first hours."""
    return bool(_TOMORROW.search(plain(words))) and not _DAWN.search(plain(words))


def is_old(text: str) -> bool:
    """Whether it tells of something weeks past, and of nothing that goes on."""
    read = plain(text)
    return bool(_OLD.search(read)) and not _STILL.search(read)


def urgency_of(
    text: str,
    cues: Cues,
    vulnerable: Judged[bool],
    risks: tuple[Judged[Risk], ...],
    repeat: Judged[bool],
    sentiment: Sentiment,
    intents: tuple[str, ...],
) -> Judged[Urgency]:
    """The highest of all cues; what is out, or a moment near, weighs more where somebody is vulnerable. Old matters can wait."""
    called = [] if sentiment is Sentiment.POS else _cues(text, cues, vulnerable)  # who praises tells what is over
    found = [*_dangers(risks), *called, *_deadline(text, cues, sentiment, intents)]
    asking = sentiment is Sentiment.NEU and set(intents) == {"info"} and vulnerable.reason in _ASKED_OF
    if vulnerable.value and sentiment is not Sentiment.POS and not asking:
        heavy = repeat.value or bool(cues.words(text, "vulnerable_money"))
        found.append(Judged(Urgency.SOON if heavy else Urgency.TODAY, "vulnerable", vulnerable.words))
    if found:
        highest = max(found, key=lambda judged: judged.value)
        if highest.reason != Risk.SELF_HARM and highest.value > Urgency.TODAY and is_old(text):
            return Judged(Urgency.TODAY, "complaint", highest.words)
        return highest
    calm = cues.words(text, "can_wait")
    asks = set(intents) <= {"info", "feedback", "praise"} and (bool(calm) or "?" in text or not intents)
    if sentiment is Sentiment.POS or (sentiment is not Sentiment.NEG and asks):
        return Judged(Urgency.CAN_WAIT, "can_wait", calm)
    return Judged(Urgency.TODAY, "complaint")


def _dangers(risks: tuple[Judged[Risk], ...]) -> list[Judged[Urgency]]:
    found = []
    for risk in risks:
        if risk.value in (Risk.SELF_HARM, Risk.SAFETY):
            found.append(Judged(Urgency.NOW, risk.reason, risk.words))
        elif risk.reason == "exposed":
            found.append(Judged(Urgency.SOON, risk.reason, risk.words))
        elif risk.value is Risk.PRIVACY and any(word.startswith("[") for word in risk.words):
            found.append(Judged(Urgency.SOON, "privacy", risk.words))
    return found


def _cues(text: str, cues: Cues, vulnerable: Judged[bool]) -> list[Judged[Urgency]]:
    levels = (("now", Urgency.NOW), ("departure", Urgency.NOW), ("soon", Urgency.SOON))
    seen = [(level, name, words) for name, level in levels if (words := cues.words(text, name))]
    found = [Judged(min(level, Urgency.SOON) if _next_day(words[0]) else level, name, words) for level, name, words in seen]
    for name in ("essential", "standing"):
        if words := cues.words(text, name):
            found.append(Judged(Urgency.NOW if vulnerable.value else Urgency.SOON, name, words + vulnerable.words))
    return found


def _deadline(text: str, cues: Cues, sentiment: Sentiment, intents: tuple[str, ...]) -> list[Judged[Urgency]]:
    """A moment is a deadline only where something is amiss or needed; a concert tonight to look forward to is none."""
    level, words = moment(text)
    amiss: tuple[Span, ...] = cues.find(text, "amiss") if level else ()
    if not level or sentiment is Sentiment.POS or not (amiss or {"fix", "money"} & set(intents)):
        return []
    raised = bool(cues.find(text, "lifeline"))  # a life or a meal hangs on it
    return [Judged(Urgency.NOW if raised else level, "deadline", words)]
