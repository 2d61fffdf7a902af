"""The reply quality score: which of the 23 criteria apply to a reply, which it passes, and the weighted share.

Nothing is earned by silence: a criterion that forbids something applies only where the reply holds what could break it, and a
text that is no reply (empty, no sentences, the complaint copied) scores 0.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from assistant.language import sentences, statements, undertakings
from assistant.records.brand import ChannelRules
from assistant.records.draft import Reply
from assistant.records.finding import Finding, Level
from assistant.records.statement import StatementKind
from assistant.records.triage import Risk, Sentiment, Triage, Urgency

GROUPS: Mapping[str, tuple[int, tuple[int, ...]]] = {
    "outcome": (40, (4, 9, 12, 15, 22)),
    "interactional": (35, (1, 2, 3, 13, 20, 21, 23)),
    "process": (15, (6, 7, 8, 10, 14)),
    "form": (10, (5, 11, 16, 17, 18, 19)),
}
NUMBERS = range(1, 24)
JUDGED = frozenset({2, 15, 22})  # never scored without a judge; of 13 and 21 the half that text decides
ADVICE = frozenset({"press"})  # says what to do beside the reply, nothing about the reply
UNSCORED = frozenset({17, 20})  # 17 is advice; 20 is added at approval
_SMALL_WORDS = """
de het een en van ik je jij jou jouw u uw wij we ons onze niet is dat die dit voor met mijn jullie op te er maar ook nog wel
geen naar bij om aan als heb hebben heeft ben zijn wordt al hoe wat waar wanneer nu dan daar hier of uit over tot in zo want
door kan kunt kunnen wil zal hem haar hen the a an and of i you your our not that this for with my it to at on but are have
has had been was be do does did how what where when now if from by as or so can could would will us me them they he she its
"""
_SMALL = frozenset(_SMALL_WORDS.split())
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_ASKS = re.compile(
    r"\?|\b(?:stuur|geef|laat|mail|app|deel|vul|neem|bel|graag|kun je|kunt u|wilt u|wil je|dm"
    r"|send|share|give|tell|let us|let me|please|could you|can you)\b",
    re.I,
)
_VERB = re.compile(
    r"\b(?:is|zijn|was|waren|wordt|worden|heb|hebt|heeft|hebben|had|hadden|kan|kunt|kun|kunnen|mag|moet|moeten|hoeft|hoef|krijgt?|krijgen|stuur\w*"
    r"|bel\w?|bellen|laat|laten|gaat?|gaan|doet?|doen|komt?|komen|staat?|neem\w?|nemen|zien?|ziet|weet|weten|wil|wilt|willen|zorg\w?|geef\w?|geven"
    r"|blij[fv]\w*|ligt|zoek\w?|vraag\w?|regel\w?|brengt?|brengen|hoort?|horen|houd\w?|ben|bent|zal|zullen|zou"
    r"|are|were|am|has|have|can|will|do|does|did|gets?|sends?|calls?|know|let|take|make|go|come|ask|give|need|may|i'm|we're|i'll|we'll|you'll|that's|it's)\b",
    re.I,
)
_SORRY = re.compile(r"\b(?:sorry|excus\w*|spijt\w*|apolog\w*|onze fout|our (?:fault|mistake))\b", re.I)
_FORM = re.compile(r"\b(?:je|jij|jou|jouw|u|uw)\b", re.I)
_ROUTE = re.compile(
    r"\b(?:dm|messenger|whatsapp|chat|antwoord\w*|bel\w*|mail\w*|e-mail|sms\w*|app\w*|contactpersoon|reply|call|email|text)\b|\d{3,}", re.I
)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reply holds, seen apart from what is wrong with it."""

    text: str  # both parts, without the sentences that hold a cliché: these do, ask and tell nothing
    triage: Triage
    channel: ChannelRules
    acts: bool
    grants: bool
    states: bool
    no_reply: str  # why this is no reply at all: empty, no_sentences, copied; "" when it is one

    @property
    def thanks_only(self) -> bool:
        return set(self.triage.intents.value) == {"praise"} and self.triage.sentiment.value is Sentiment.POS


@dataclass(frozen=True, slots=True)
class Quality:
    """The score of one reply (0-100) with the criteria it passes and fails; what does not apply is in neither."""

    rqs: float
    passed: tuple[int, ...]
    failed: tuple[int, ...]
    blocks: tuple[str, ...]
    no_reply: str = ""


def read_reply(
    reply: Reply,
    complaint: str,
    triage: Triage,
    channel: ChannelRules,
    language: str,
    now: datetime,
    cliches: Iterable[re.Pattern[str]] = (),
) -> Reading:
    """What `reply` does, gives and states. A sentence with a cliché in it counts for nothing: "wij nemen uw klacht serieus"."""
    text = f"{reply.text}\n{reply.private_text}".strip()
    patterns = tuple(cliches)
    own = [sentence for sentence in sentences.split(text) if not any(pattern.search(sentence) for pattern in patterns)]
    families = [family for sentence in own for _, family in undertakings.find(sentence, language)]
    said = "\n".join(own)
    return Reading(
        text=said,
        triage=triage,
        channel=channel,
        acts=bool(families),
        grants=any(family in undertakings.GRANTS for family in families),
        states=any(statement.kind is not StatementKind.UNDERTAKING for statement in statements.find(said, language, now)),
        no_reply=_no_reply(text, complaint),
    )


def quality(reading: Reading, findings: Sequence[Finding], judged: Mapping[int, bool] | None = None) -> Quality:
    """0 where a block stands or the text is no reply; else the weighted share of applicable criteria that pass.

    `judged` holds the judge's verdicts by criterion; without it those criteria are not scored.
    """
    wrong = {f.criterion for f in findings if f.level is not Level.INFO and f.reason != "not_checked" and f.check not in ADVICE}
    unseen = {finding.criterion for finding in findings if finding.reason == "not_checked"}
    blocks = tuple(finding.check for finding in findings if finding.level is Level.BLOCK)
    verdicts = {number: _verdict(number, reading, wrong) for number in NUMBERS if number not in unseen}
    for number, holds in (judged or {}).items():
        verdicts[number] = holds and verdicts.get(number) is not False
    passed = tuple(number for number in NUMBERS if verdicts.get(number) is True)
    failed = tuple(number for number in NUMBERS if verdicts.get(number) is False)
    if reading.no_reply or blocks:
        return Quality(0.0, passed, failed, blocks, reading.no_reply)
    return Quality(round(_share(passed, failed), 1), passed, failed, blocks)


def _share(passed: Sequence[int], failed: Sequence[int]) -> float:
    earned = total = 0.0
    for weight, numbers in GROUPS.values():
        good, bad = sum(number in passed for number in numbers), sum(number in failed for number in numbers)
        if good + bad:
            earned += weight * good / (good + bad)
            total += weight
    return 100 * earned / total if total else 0.0


def _verdict(number: int, reading: Reading, wrong: set[int]) -> bool | None:
    """Whether the reply passes a criterion; None where it does not apply or only a judge can tell."""
    if number in UNSCORED or number in JUDGED:
        return None
    if number in wrong:
        return False
    if number == 1:  # clichés name nothing, whatever word they share with the complaint
        return bool(reading.text)
    if number == 4:  # ownership is more than the absence of a referral
        return None if reading.thanks_only else reading.acts
    return True if _APPLIES[number](reading) else None


def _delicate(reading: Reading) -> bool:
    return reading.triage.vulnerable.value or reading.triage.risk is Risk.SAFETY


_APPLIES: Mapping[int, Callable[[Reading], bool]] = {
    3: _delicate,
    5: lambda _: True,
    6: lambda reading: bool(_ASKS.search(reading.text)),
    7: lambda reading: bool(_ROUTE.search(reading.text)),
    8: lambda reading: reading.acts and not reading.thanks_only,  # no step at all is for the check to miss
    9: lambda reading: reading.grants,
    10: lambda reading: bool(_ASKS.search(reading.text)),
    11: lambda reading: reading.channel.public,
    12: lambda reading: reading.states,
    13: lambda reading: bool(_SORRY.search(reading.text)),
    14: lambda reading: reading.triage.repeat.value or "feedback" in reading.triage.intents.value,
    16: lambda reading: bool(_FORM.search(reading.text)),
    18: lambda _: True,
    19: lambda _: True,
    21: lambda reading: reading.acts and reading.triage.sentiment.value in (Sentiment.NEG, Sentiment.MIX),
    23: lambda reading: reading.acts and (reading.triage.urgency.value >= Urgency.SOON or _delicate(reading)),
}


def _no_reply(text: str, complaint: str) -> str:
    words = [word.lower() for word in _WORD.findall(text)]
    if len(words) < 3:
        return "empty"
    if len(words) >= 8 and not _runs_on(text, words):
        return "no_sentences"
    theirs = _runs([word.lower() for word in _WORD.findall(complaint)])
    ours = _runs(words)
    return "copied" if ours and len(ours & theirs) / len(ours) > 0.4 else ""


def _runs_on(text: str, words: Sequence[str]) -> bool:
    """Whether the text is made of sentences: small words in between, a verb in most of it, more than a word or two between commas."""
    pieces = [piece for piece in re.split(r"[,;.!?\n]", text) if _WORD.search(piece)]
    said = sum(len(_WORD.findall(sentence)) for sentence in sentences.split(text) if _VERB.search(sentence))
    small = sum(word in _SMALL for word in words)
    return small >= 0.2 * len(words) and said >= 0.5 * len(words) and len(words) >= 2.2 * len(pieces)


def _runs(words: Sequence[str]) -> set[tuple[str, ...]]:
    return {tuple(words[at : at + 4]) for at in range(len(words) - 3)}
