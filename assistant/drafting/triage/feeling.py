"""Sentiment and emotion by words: the light reading that stands in where no language model reads."""

import re

from assistant.drafting.triage.cues import Cues
from assistant.records.triage import Judged, Risk, Sentiment, Urgency

TOLD = 8  # words; who tells an organisation this much of "my" and "you" without asking anything is seldom just chatting
_PERSONAL = re.compile(r"\b(?:ik|mij|mijn|mn|me|wij|we|ons|onze|jullie|jij|je|u|uw|i|my|our|us|you|your)\b", re.I)
EMOTIONS = ("despair", "fear", "sadness", "anger", "disappointment", "frustration")
_SHOUTED = re.compile(r"(?<![\w@#])[A-ZÀ-Þ]{4,}(?![\w])")
# A thank-you that only closes the message: "... from my account. Thanks, Ann".
_CLOSING = re.compile(
    r"(?<=[.!?\n])\s*(?:alvast )?(?:thanks?(?: you)?|thx|cheers|bedankt|dank(?: ?je| ?u)?(?: ?wel)?|groet\w*"
    r"|(?:kind|best|warm) regards|best)"
    r"(?: alvast| in advance)?[,!.\s]*(?:(?:[A-Z][\w.]*|\[\w+\])[ .]*){0,3}\s*$"  # a name, or what stands for it
)
_BUT = re.compile(r"\b(?:maar (?!daarna|toen)|echter|helaas|toch|alleen jammer|but|however|although|unfortunately|except)\b", re.I)
_ASKS = re.compile(
    r"\?|\b(?:wanneer (?:moet|kan|mag|krijg) (?:ik|we|wij|dat|het)|tot wanneer|(?:kost|kosten) (?:het|dat) (?:wat|iets|geld)"
    r"|what should i do)\b"
    r"|^\W*(?:(?:hallo|hoi|hey|hi|hello|goede\w+|vraagje|vraag)\W+)?(?:wat kost|wat kosten|hoe (?:laat|lang|duur|vaak|groot|ver)"
    r"|waar (?:kan|vind)|"
    r"wanneer (?:is|zijn|gaat|gaan)|welke|kan ik|kunnen we|mag ik|mag mijn|hebben jullie|heeft u|is er|zijn er|do you|can i|may i|"
    r"how (?:late|long|much|many)|what time|is there|are there)\b",
    re.I,
)
_QUOTED = re.compile(r"(?<!\w)['‘’\"“”„][^'‘’\"“”„\n]{2,40}['’\"”](?!\w)")  # another's word is no praise of the writer's
_CLAUSE = re.compile(r"[^.!?\n]+[.!?]*")


def sentiment_of(text: str, cues: Cues, *, complains: bool = False) -> Judged[Sentiment]:
    """neg, mix, neu or pos by the words for and against; shouting and sarcasm count against.

    `complains`: something is broken, owed or was reported before, so that plain words are no calm, and one kind word no joy.
    """
    said = _CLOSING.sub("", text)
    good, bad, biting = cues.words(_QUOTED.sub(" ", said), "positive"), cues.words(said, "negative"), cues.words(text, "sarcasm")
    lauds, resolved = cues.words(text, "lauds"), cues.words(said, "resolved")
    praise = cues.words(said, "praise") + lauds
    for feeling in EMOTIONS:
        bad += cues.words(said, f"feeling_{feeling}")
    bad = tuple(dict.fromkeys(bad)) + 2 * biting
    good = () if biting else good + praise + resolved
    if (lauds or resolved) and not biting and len(bad) <= len(good) and not is_complaint(text, cues):
        return Judged(Sentiment.POS, "words" if lauds else "resolved", good)
    if bad and (_SHOUTED.search(text) or re.search(r"[!?]{2,}", text)):
        bad += ("!!",)
    if complains and len(good) <= 1 and not praise:
        return Judged(Sentiment.NEG, "words" if bad else "complaint", bad)
    if not good and not bad:
        told = len(text.split()) >= TOLD and not _ASKS.search(text) and _PERSONAL.search(text)
        return Judged(Sentiment.NEG, "told") if told else Judged(Sentiment.NEU, "no_words")
    if good and bad and min(len(good), len(bad)) >= 2 and abs(len(good) - len(bad)) <= 1:
        return Judged(Sentiment.MIX, "words", good + bad)
    value = Sentiment.POS if len(good) > len(bad) else Sentiment.NEG
    return Judged(value, "words", good if value is Sentiment.POS else bad)


def is_complaint(text: str, cues: Cues) -> bool:
    """Whether praise has a "but": asks for something, or goes on about what is wrong."""
    return bool("?" in text or _BUT.search(text) or cues.words(text, "intent_money") or cues.words(text, "intent_threat"))


def emotion_of(
    text: str,
    cues: Cues,
    sentiment: Judged[Sentiment],
    urgency: Judged[Urgency],
    vulnerable: Judged[bool],
    risks: tuple[Judged[Risk], ...],
) -> Judged[str]:
    """The strongest emotion with the words that show it; the last of `words` is the clause that names the circumstance."""
    seen = {name: cues.words(text, f"feeling_{name}") for name in EMOTIONS}
    named = [name for name in EMOTIONS if seen[name]]
    cause = _cause(text, urgency, vulnerable)
    if any(risk.value is Risk.SELF_HARM for risk in risks):
        return Judged("despair", "self_harm", (*seen["despair"], *cause))
    if sentiment.value is Sentiment.POS:
        glad = cues.words(text, "lauds") + cues.words(text, "feeling_joy")
        return Judged("joy", "words", glad) if glad else Judged("neutral", "no_words")
    if named:
        name = max(named, key=lambda name: (len(seen[name]), -EMOTIONS.index(name)))
        return Judged(name, "words", (*seen[name], *cause))
    if urgency.value is Urgency.NOW:
        return Judged("fear", "danger", cause or urgency.words)
    if sentiment.value is Sentiment.NEG:
        sharp = cues.words(text, "sarcasm") + cues.words(text, "intent_threat")
        return Judged("anger" if sharp or "!" in text else "frustration", "tone", (*sharp, *cause))
    return Judged("neutral", "no_words")


def _cause(text: str, urgency: Judged[Urgency], vulnerable: Judged[bool]) -> tuple[str, ...]:
    """The clause in the customer's own words that holds most of what makes it urgent or delicate."""
    cues = (*urgency.words, *vulnerable.words)
    if not cues:
        return ()
    clauses = [match.group().strip() for match in _CLAUSE.finditer(text)]
    best = max(clauses, key=lambda clause: sum(cue in clause for cue in cues), default="")
    return (best,) if any(cue in best for cue in cues) else ()
