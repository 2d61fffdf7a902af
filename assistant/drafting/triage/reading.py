"""`triage_case`: every field of a `Triage`, each with its reason and the words it saw."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from assistant.drafting.triage import feeling
from assistant.drafting.triage.corrections import corrected
from assistant.drafting.triage.cues import LONGEST, Cues
from assistant.drafting.triage.danger import bereft, exposed, self_harm, worry
from assistant.drafting.triage.haste import is_old, urgency_of
from assistant.drafting.triage.resembling import SURE, Resemblance, resembles
from assistant.drafting.triage.topics import topic_of
from assistant.language.detect import language_of
from assistant.records.brand import Brand
from assistant.records.case import Author, Case
from assistant.records.review import WordLists
from assistant.records.triage import Judged, Risk, Route, Sentiment, Triage, Urgency

Similar = Callable[[str], Iterable[tuple[str, float]]]
"""Masked text -> votes (topic, weight 0..1) of the nearest resolved cases and policies."""

KNOWN = ("nl", "en")  # languages that have triage lists
KINDS = ("health", "child", "grief", "disability", "age", "alone", "money")  # of vulnerability, the one to name first
INTENTS = ("fix", "money", "info", "feedback", "praise", "threat")
# Placeholders of masked data that nobody should post in public.
_PERSONAL = re.compile(r"\[(BSN|ADRES|IBAN|KAART)_\d+\]")
_AGED = re.compile(
    r"(?<![\d.,€])(?:7[0-9]|8[0-9]|9[0-9]|10[0-5])[ -]?(?:jaar|jr|jarige?|years? old|year-old|yo)\b|\((?:7[0-9]|8[0-9]|9[0-9])\)", re.I
)
_OLD_PERSON = re.compile(
    r"\b(?:moeder|vader|oma|opa|buurvrouw|buurman|tante|oom|mevrouw|meneer|mother|mum|mom|father|dad|gran\w*|neighbou?r|ben|i'm|i am|is) "
    r"(?:is |van |of |aged )?(7[0-9]|8[0-9]|9[0-9])\b(?!\s*(?:euro|%|cent|keer|minuten|dagen|days|minutes|times|km))",
    re.I,
)
_YOUNG = re.compile(r"(?<![\d.,€])\b([1-9]|1[0-7])[ -](?:jarige?|year-old|maanden oud|weken oud|months old|weeks old)\b", re.I)

_YEARS = re.compile(r"(?<![\d.,€])\b(?:[1-9]|1[0-7])[ -](?:jarige?|year-old)\b", re.I)
_CHILD = re.compile(
    r"\b(?:bab\w+|zoon\w*|dochter\w*|kind\w*|kleine|meisje|jongen\w*|tweeling|peuter|son|daughter|kids?|child\w*|girl|boy|twins"
    r"|toddler|(?:hij|zij|ze|he|she) is)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Reading:
    """The text under reading with what every rule looks at."""

    text: str
    cues: Cues
    case: Case
    brand: Brand

    def words(self, name: str) -> tuple[str, ...]:
        return self.cues.words(self.text, name)


def triage_case(case: Case, brand: Brand, lists: WordLists, *, similar: Similar | None = None) -> Triage:
    """Read a masked case.

    Args:
        case: the case with its thread masked; earlier cases and corrections as they are.
        brand: the case's brand: languages, channels and topics.
        lists: the word lists; those that triage reads are called `triage.<name>`.
        similar: votes for a topic by what resembles the text; None: the brand's own words alone.

    Returns:
        All fields; `missing` is empty until `with_missing` has seen the passages.
    """
    text = case.complaint[:LONGEST]
    language = _language(text, brand)
    danger = Reading(text, Cues(lists, KNOWN), case, brand)
    reading = Reading(text, Cues(lists, (language.value,) if language.value in KNOWN and not language.reason else KNOWN), case, brand)
    public = _public(case, brand)
    repeat = _repeat(reading)
    seen = {intent: reading.words(f"intent_{intent}") for intent in INTENTS}
    owed = bool(seen["fix"] or seen["money"]) and not seen["praise"] and "?" not in text
    owed = owed and not reading.words("resolved")
    sentiment = feeling.sentiment_of(text, reading.cues, complains=repeat.value or owed)
    harm = resembles(text, "harm", lists)
    over = sentiment.value is Sentiment.POS or is_old(text)  # who is glad, or tells of long ago, is not in danger now
    peril = Resemblance() if over else resembles(text, "danger", lists)
    risks = _risks(danger, public.value, harm, peril)
    vulnerable = _vulnerable(reading, risks)
    intents = _intents(reading, seen, sentiment.value)
    urgency = urgency_of(text, danger.cues, vulnerable, risks, repeat, sentiment.value, intents.value)
    sentiment = _settled(sentiment, risks, urgency, vulnerable)
    if peril.level:
        urgency = max(urgency, Judged(Urgency.SOON, "resembles", peril.words), key=lambda judged: judged.value)
    concern = _concern(danger, risks, harm)
    if concern:
        urgency = max(urgency, Judged(Urgency.SOON, "worry", concern), key=lambda judged: judged.value)
        sentiment = Judged(Sentiment.NEG, "worry", concern)
    triage = Triage(
        language=language,
        sentiment=sentiment,
        emotion=feeling.emotion_of(text, reading.cues, sentiment, urgency, vulnerable, risks),
        urgency=urgency,
        vulnerable=vulnerable,
        risks=risks,
        repeat=repeat,
        intents=intents,
        topic=topic_of(text, brand, similar(text) if similar and text.strip() else ()),
        public=public,
        missing=Judged(()),
        route=Judged(Route.PERSON, "worry", concern) if concern else _route(risks),
    )
    return corrected(triage, case.corrections)


def sentence_around(text: str, at: int) -> tuple[int, int]:
    """Where the sentence of the character `at` starts and ends."""
    start = max(text.rfind(mark, 0, at) for mark in ".!?\n") + 1
    ends = [end for mark in ".!?\n" if (end := text.find(mark, at)) >= 0]
    return start, min(ends, default=len(text))


def _language(text: str, brand: Brand) -> Judged[str]:
    found = language_of(text, brand.languages)
    return Judged(found) if found else Judged(brand.languages[0], "language_unknown")


def _public(case: Case, brand: Brand) -> Judged[bool]:
    rules = brand.channels.get(case.channel)
    # A channel nobody described is treated as public: the careful side.
    return Judged(rules.public, "channel", (case.channel,)) if rules else Judged(True, "channel_unknown", (case.channel,))


def _concern(reading: Reading, risks: tuple[Judged[Risk], ...], harm: Resemblance) -> tuple[str, ...]:
    """Words by which a person should read first, by the lists or by what the message resembles; () where an alarm is raised anyway."""
    if any(risk.value in (Risk.SELF_HARM, Risk.SAFETY) for risk in risks):
        return ()
    resembled = harm.words if harm.level and not reading.words("worry_excuse") else ()
    return worry(reading.text, reading.cues) or resembled


def _risks(reading: Reading, public: bool, harm: Resemblance, peril: Resemblance) -> tuple[Judged[Risk], ...]:
    """What the lists see, and of self-harm and danger also what a message surely resembles."""
    learned = {Risk.SELF_HARM: harm, Risk.SAFETY: peril}
    found = []
    for risk in Risk:
        words = () if risk is Risk.NONE else self_harm(reading.text, reading.cues) if risk is Risk.SELF_HARM else reading.words(risk.value)
        if risk is Risk.PRIVACY and public:
            words += tuple(dict.fromkeys(match.group() for match in _PERSONAL.finditer(reading.text)))
        if risk is Risk.SAFETY and not is_old(reading.text):
            words += bereft(reading.text, reading.cues)
        lured = exposed(reading.text, reading.cues) if risk is Risk.PRIVACY else ()
        if words or lured:
            found.append(Judged(risk, "exposed" if lured else risk.value, lured or words))
        elif risk in learned and learned[risk].level == SURE:
            found.append(Judged(risk, "resembles", learned[risk].words))
    return tuple(found)


def _vulnerable(reading: Reading, risks: tuple[Judged[Risk], ...]) -> Judged[bool]:
    kinds = {kind: reading.words(f"vulnerable_{kind}") for kind in KINDS}
    kinds["age"] += tuple(match.group() for pattern in (_AGED, _OLD_PERSON) for match in pattern.finditer(reading.text))
    young = _YOUNG if _CHILD.search(reading.text) else _YEARS  # a suitcase is two months old as well
    kinds["child"] += tuple(match.group() for match in young.finditer(reading.text))
    seen = [kind for kind in KINDS if kinds[kind]]
    if set(seen) <= {"health", "age", "child"} and is_post(reading):
        return Judged(False, "post")
    if not seen:
        harm = next((risk for risk in risks if risk.value is Risk.SELF_HARM), None)
        return Judged(True, harm.reason, harm.words) if harm else Judged(False)
    return Judged(True, seen[0], tuple(dict.fromkeys(word for kind in seen for word in kinds[kind])))


def is_post(reading: Reading) -> bool:
    """News or chatter: nobody speaks of himself or to us, asks anything or says that something is wrong."""
    personal = re.search(r"\b(?:ik|mij|mijn|mn|me|wij|we|ons|onze|jullie|jij|je|u|uw|i|my|our|us|you|your)\b|\?", reading.text, re.I)
    return not personal and not any(reading.words(name) for name in ("negative", "now", "essential", "soon", "safety", "self_harm"))


def _repeat(reading: Reading) -> Judged[bool]:
    for name in ("promise_broken", "repeat", "sent_around"):
        if words := reading.words(name):
            return Judged(True, name, words)
    if words := _again(reading):
        return Judged(True, "repeat", words)
    thread = reading.case.thread
    answered = [index for index, message in enumerate(thread) if message.author is Author.AGENT]
    if answered and any(message.author is Author.CUSTOMER for message in thread[: answered[-1]]) and len(answered) > 1:
        return Judged(True, "answered_before")
    if reading.case.earlier:
        return Judged(True, "earlier_case", tuple(earlier.id for earlier in reading.case.earlier))
    return Judged(False)


def _again(reading: Reading) -> tuple[str, ...]:
    """ "Weer" and its like, where its own sentence tells of something amiss: "weer stroom" is good news."""
    amiss = [*reading.cues.find(reading.text, "negative"), *reading.cues.find(reading.text, "feeling_frustration")]
    for seen in reading.cues.find(reading.text, "maybe_repeat"):
        start, end = sentence_around(reading.text, seen.start)
        if any(start <= span.start < end and not seen.covers(span) for span in amiss):
            return (seen.words,)
    return ()


def _intents(reading: Reading, seen: Mapping[str, tuple[str, ...]], sentiment: Sentiment) -> Judged[tuple[str, ...]]:
    found = tuple(intent for intent in INTENTS if seen[intent])
    if sentiment is Sentiment.POS and (lauds := reading.words("lauds") or seen["praise"]):
        return Judged(("praise",) if "?" not in reading.text else ("praise", *(i for i in found if i != "praise")), "words", lauds)
    if not found:
        found = ("vent",) if sentiment is Sentiment.NEG else ("info",) if "?" in reading.text else ()
    elif sentiment is Sentiment.NEG:
        found = tuple(intent for intent in found if intent != "praise") or ("vent",)
    return Judged(found, "words" if any(seen.values()) else "no_words", tuple(words[0] for words in seen.values() if words))


def _settled(
    sentiment: Judged[Sentiment], risks: tuple[Judged[Risk], ...], urgency: Judged[Urgency], vulnerable: Judged[bool]
) -> Judged[Sentiment]:
    """Nobody in danger is neutral, however plainly they write, and one kind word does not outweigh a hard circumstance."""
    if sentiment.value in (Sentiment.NEG, Sentiment.MIX):
        return sentiment
    if urgency.value is Urgency.NOW:
        return replace(sentiment, value=Sentiment.NEG, reason="danger", words=urgency.words)
    weighty = next((risk for risk in risks if risk.value is not Risk.NONE), None)
    if weighty and sentiment.value is Sentiment.NEU:
        return replace(sentiment, value=Sentiment.NEG, reason=weighty.reason, words=weighty.words)
    if vulnerable.reason == "money" and len(sentiment.words) <= 1:
        return replace(sentiment, value=Sentiment.NEG, reason=vulnerable.reason, words=vulnerable.words)
    return sentiment


def _route(risks: tuple[Judged[Risk], ...]) -> Judged[Route]:
    for risk in risks:
        if risk.value is Risk.SELF_HARM:
            return Judged(Route.PERSON, risk.reason, risk.words)
    return Judged(Route.DRAFT)
