"""What each sentence of a clause is worth for one complaint: how much it is about it, what it gives, whom it is for."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.drafting.embedded.amounts import amounts_fit
from assistant.drafting.terms import DUE
from assistant.language.likeness import shared

POINT = 3.0
"""What it adds that a sentence speaks of the circumstance at hand."""
MET = 2.0
"""What it adds that its condition is this customer's."""
ROW = " geldt: "
"""How a row of a list begins once it is a sentence."""
_GAIN = re.compile(
    r"\b(?:krijgt?|krijgen|ontvang\w*|gratis|kosteloos|regelt?|haalt? [^.]* op|belt|bellen|refund|free|we (?:pay|bring))\b|112|"
    r"\bhoeft? niet\b|\bwordt niet\b|\bworden niet\b|\bvervalt\b|\bzolang\b|"
    r"\b(?:betalen|vergoeden|brengen) wij\b|\bwij (?:betalen|vergoeden|brengen|sturen|halen)\b",
    re.IGNORECASE,
)
_ACT = re.compile(
    r"\b(?:maakt|neemt|zoekt|spreekt|vervangt|herstelt|onderzoekt|beslist|brengt|nieuwe afspraak|dezelfde (?:werk)?dag|"
    r"gezocht|onderzocht|hersteld|gehaald|geleegd|bezorgd)\b",
    re.IGNORECASE,
)
"""In a rule: what somebody of ours does."""
_HOURS = re.compile(
    r"\b(?:binnen|within) (?:\d+|een|één|twee|drie|vier|an?|one|two|three|four) (?:uur|minuten|hours?|minutes)\b", re.IGNORECASE
)
_ANSWERS = (
    (
        r"\bhoe ?lang\b|\bhow long\b|\bwanneer\b|\bwhen\b|hoe snel",
        r"\b(?:werk)?dag(?:en)?\b|\bweken\b|\buur\b|\bmaanden\b|\bdays?\b|\bweeks?\b|\bhours?\b",
    ),
    (r"\bwat kost\b|\bhoeveel kost|\bkosten\b[^.!?]*\?|\bhow much\b|\bwhat does it cost", r"€|\bgratis\b|kosteloos|\bfree\b"),
)
"""What a question word asks for and what answers it."""
ANSWERS = 2.0
ANSWER, NEARLY = 2, 0.7
"""Sentences that answer a plain question, and the share of the best one's worth that the second must have."""
CALL = re.compile(r"\b(?:bel|belt u|call)\b", re.IGNORECASE)
_COSTS = re.compile(r"^(?:de|het|een) [^,]*\b(?:toeslag|tarief|kost|kosten|prijs)\b", re.IGNORECASE)
"""What it costs is no answer to who did not ask for it."""
_LIMITS = re.compile(r"\b(?:uitsluitend|alleen|niet(?! (?:ouder|later|eerder|meer|langer|verder) dan)|geen|slechts)\b", re.IGNORECASE)
SAFETY = re.compile(r"\b112\b|\bhuisarts|\bdoctor\b", re.IGNORECASE)
"""Never left out as a condition of another customer."""
_OURS = re.compile(r"\d|\b(?i:wij|we|ik|onze|ons|our|us)\b|\b[A-Z]\w+ (?:(?:van|de|der|den) )*[A-Z]\w+")
"""A figure, an act of ours or a colleague by name: said to each customer of the clause."""
_MONEY = re.compile(r"€|\b(?:euro|geld|kosten|kost|betal\w*|vergoed\w*|refund|money|pay|cost)\b", re.IGNORECASE)
PHONE = re.compile(r"\b0\d{2,3}[ -]?\d{2,3}[ -]?\d{2}[ -]?\d{2}\b")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence to the customer and what it is worth for this complaint.

    `opening`: speaks to the person, states nothing. `tied`: leans on the sentence before it ("Dan regelt zij ...").
    """

    text: str
    worth: float
    opening: bool
    tied: bool


def worth(text: str, place: int, asked: str, telling: Mapping[str, float], *, own: bool, pressing: bool, ready: bool) -> float:
    """The worth of the sentence at `place`. `own`: its condition is this customer's. `ready`: written for customers, who read the first
    sentence first; a rule begins with what things are, and its gains count more."""
    likeness, gain = shared(text, asked, telling), helps(text, ready=ready)
    soon = pressing and bool(_HOURS.search(text))  # at urgency 3 the sentence with the short term is this customer's
    if ready and place and not (likeness or gain or own or soon or _OURS.search(text)):
        return 0.0
    first = (3.0 / (1 + place) if ready else 1.2 + 0.8 / (1 + place)) + MET * (own or ROW in text)
    first += ANSWERS * answers(asked, text) + 1.0 * (pressing and bool(PHONE.search(text)))
    if pressing and "€" in text and not _MONEY.search(asked):
        first -= 2.0  # what somebody gets for the wait comes after what is done about it
    if not ready and not likeness and not soon and _LIMITS.search(text):
        first -= 2.0  # what a rule keeps from others
    if not ready and _COSTS.search(text) and "€" in text:
        first -= 1.0
    if not amounts_fit(text, asked):
        return likeness + first - 3.0
    return likeness + first + (2.0 if ready else 2.5) * gain


def answers(asked: str, text: str) -> bool:
    """Whether a text gives what a question word in `asked` asks for: how long, how much."""
    return any(re.search(wants, asked, re.IGNORECASE) and re.search(gives, text, re.IGNORECASE) for wants, gives in _ANSWERS)


def helps(text: str, *, ready: bool) -> bool:
    """Whether a sentence gives something or has somebody of ours act."""
    return bool(_GAIN.search(text) or (not ready and (_ACT.search(text) or DUE.search(text))))


def answering(said: Sequence[Sentence]) -> tuple[Sentence, ...]:
    """The sentences that answer a plain question: the best ones, in their order, with what they lean on."""
    best = sorted(said, key=lambda sentence: sentence.worth, reverse=True)[:ANSWER]
    best = [sentence for sentence in best if sentence.worth >= NEARLY * best[0].worth]
    kept = [place for place, sentence in enumerate(said) if sentence in best]
    kept += [place - 1 for place in kept if said[place].tied and place - 1 not in kept]
    return tuple(said[place] for place in sorted(kept))


def best_first(said: Sequence[Sentence]) -> tuple[Sentence, ...]:
    """A rule defines before it helps; to the customer the sentence that helps most comes first, with what leans on it."""
    groups: list[list[Sentence]] = []
    for sentence in said:
        if sentence.tied and groups:
            groups[-1].append(sentence)
        else:
            groups.append([sentence])
    groups.sort(key=lambda group: max(sentence.worth for sentence in group), reverse=True)
    return tuple(sentence for group in groups for sentence in group)
