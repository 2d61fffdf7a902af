"""The sentences of a clause that are for this customer, and what each is worth for the complaint."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.drafting.conditions import (
    CONDITION,
    as_done,
    as_reason,
    broken,
    condition,
    counted,
    due,
    gives_again,
    met,
    named_only,
    nth,
    plainly_met,
)
from assistant.drafting.embedded.voice import capital
from assistant.language.likeness import held, shared, stems

REASON = "Omdat "
POINT = 3.0
"""What it adds that a sentence speaks of the circumstance at hand."""

_ROW = " geldt: "
_TIED = re.compile(
    r"^(?:die|dat|dit|deze|daarna|daarvoor|zij|hij|ze|zo|dan|ook|met de echte|in (?:alle )?andere gevallen|aanvragen|het (?:geld|bedrag)|"
    r"that|this|it|he|she|they|then|otherwise|also)\b"
    r"|^\w+(?: (?:wij|u|je|ik|men|zij|we))? (?:dat|dit|het niet)\b(?! \w+en\b)|^bij overschrijding\b|^[^,]*\bdan (?:niet|nog|wel)\b[^,]*,"
    r"|\b(?:deze|die) (?:termijn|periode|beslissing|les|rit)\b|\b(?:zij|hij|hem|daarop|daarvan|daarmee|daarbij|daarvoor|she|he)\b"
    r"|\b(?:het|it)\b(?=[.,]| (?:gratis|dan|ook|niet|weer|later|binnen|op|bij|aan|met|naar|to|free|with|within)\b)",
    re.IGNORECASE,
)
_OTHERWISE = re.compile(r"^(?:in (?:alle )?andere gevallen|in all other cases|in other cases|otherwise|anders)\b", re.IGNORECASE)
_OTHERS = re.compile(r"^(?:andere|other) \w+", re.IGNORECASE)
"""At urgency 3: what holds for whom it is less bad."""
_DEFINES = re.compile(
    r"^(?:het is|dit is|dat is) (?:ook )?spoed\b|\bis (?:ook |altijd )?spoed\.|\bcounts? as (?:an )?emergency|\bis (?:also )?urgent\.",
    re.IGNORECASE,
)
_ITEM = re.compile(r"^[^:.!?]{2,40}: [^:!?]{2,40}\.$")
"""A row of a list in a rule; also a sentence with a colon, which is kept when the complaint speaks of it."""
_SIDES = (("rechts", "links"), ("links", "rechts"), ("left", "right"), ("right", "left"))
"""What a sentence says against what the customer says."""
_ORDINAL = re.compile(
    r"\b(?:tweede|derde|vierde|vijfde|second|third|fourth|fifth)(?= (?:keer|maal|time|mail|bericht|melding))", re.IGNORECASE
)
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
_CALL = re.compile(r"\b(?:bel|belt u|call)\b", re.IGNORECASE)
_COSTS = re.compile(r"^(?:de|het|een) [^,]*\b(?:toeslag|tarief|kost|kosten|prijs)\b", re.IGNORECASE)
"""What it costs is no answer to who did not ask for it."""
_LIMITS = re.compile(r"\b(?:uitsluitend|alleen|niet|geen|slechts)\b", re.IGNORECASE)
_RARE = re.compile(r"\boverl(?:eden|ijden)\b|\bbegrafenis|\bbevalling|\bdeath\b|\bfuneral", re.IGNORECASE)
_INFANT = re.compile(r"\bbaby|flesvoeding|\binfant", re.IGNORECASE)
_FAMILY = re.compile(
    r"\bbaby|kind|fles(?:je|voeding)|\bfles\b|zoon|dochter|zwanger|weken oud|\bkid|child|son\b|daughter|infant", re.IGNORECASE
)
_SAFETY = re.compile(r"\b112\b|\bhuisarts|\bdoctor\b", re.IGNORECASE)
"""Never left out as a condition of another customer."""
_PRESSING = re.compile(r"^(?:bij (?:spoed|gevaar|nood)|in an emergency|in danger)\b", re.IGNORECASE)
_MONEY = re.compile(r"€|\b(?:euro|geld|kosten|kost|betal\w*|vergoed\w*|refund|money|pay|cost)\b", re.IGNORECASE)
_PHONE = re.compile(r"\b0\d{2,3}[ -]?\d{2,3}[ -]?\d{2}[ -]?\d{2}\b")
_EURO = r"€ ?(\d[\d.]*(?:,\d\d)?)"
_AMOUNT = re.compile(rf"{_EURO}|(?<!\w)(\d[\d.]*(?:,\d\d)?) ?(?:euro|EUR)\b")
_UP_TO = re.compile(rf"\b(?:tot(?: en met)?|hooguit|hoogstens|onder|up to|at most|below|under) {_EURO}", re.IGNORECASE)
_ABOVE = re.compile(rf"\b(?:boven|meer dan|vanaf|above|over|more than) {_EURO}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence to the customer and what it is worth for this complaint.

    `opening`: speaks to the person, states nothing. `tied`: leans on the sentence before it ("Dan regelt zij ...").
    """

    text: str
    worth: float
    opening: bool
    tied: bool


def fitted(
    lines: tuple[str, ...],
    asked: str,
    telling: Mapping[str, float],
    point: tuple[str, ...],
    seen: tuple[str, ...],
    *,
    asks: bool,
    pressing: bool,
    ready: bool,
    rule: str,
) -> tuple[Sentence, ...]:
    """The sentences of a clause for this complaint. `seen`: patterns of what the circumstances ask for; `point`: those
    that only the inside of the clause speaks of. `rule`: the whole clause.

    `ready`: written for customers, in the order to read; a rule's sentences come with what helps most first.
    """
    own, late = set(re.findall(r"\w+", asked.lower())), broken(asked)
    fit = _with_their_ground(lines, [line for line in lines if _holds(line, asked, own, rule, pressing=pressing)])
    fit = [_within_amount(line, asked) for line in fit]
    fit = [line for line in fit if not any(late) or _PHONE.search(line) or not gives_again(line, late)]
    fit = _sooner(fit, asked, rule)
    fit = _own_first(fit, asked, rule)
    fit = [text for line in fit if (text := line if pressing or _SAFETY.search(line) else named_only(line, asked, seen))] or fit
    fit = [line for line in fit if not _RARE.search(line) or _RARE.search(asked)] or fit
    fit = [line for line in fit if not _INFANT.search(line) or _FAMILY.search(asked)] or fit
    items = [] if ready else [line for line in fit if _ITEM.match(line)]
    rows = [line for line in items if held(asked, line.partition(":")[0])] or [line for line in items if _pointed(line, seen)]
    if rows:  # a row that answers stands for the whole list
        fit = [line for line in fit if line in rows or (not _ITEM.match(line) and held(asked, line))]
    elif not ready:
        fit = [line for line in fit if not _ITEM.match(line) or held(asked, line.partition(":")[0])]
    said = _reasoned(fit if ready else [_as_sentence(line) for line in fit], asked, point, rule)
    reasons = [text for text in said if text.startswith(REASON)]
    if reasons and not ready:  # a condition that is met leaves the definitions behind
        said = tuple(text for text in said if text in reasons or _helps(text, ready=False))
    if asks:  # a plain question: nobody needs comforting, and the order is that of what answers
        said = tuple(text for place, text in enumerate(said) if place or held(text, asked) or not (ready and _is_opening(text))) or said
    kept = tuple(
        Sentence(
            text,
            _worth(text, place, asked, telling, pressing=pressing, ready=ready and not asks)
            + POINT * any(re.search(p, text, re.IGNORECASE) for p in point),
            opening=place == 0 and ready and _is_opening(text),
            tied=place > 0 and bool(_TIED.search(text)),
        )
        for place, text in enumerate(said)
    )
    return _answering(kept) if asks else kept if ready else _best_first(kept)


def _answering(said: tuple[Sentence, ...]) -> tuple[Sentence, ...]:
    """The sentences that answer a plain question: the best ones, in their order, with what they lean on."""
    best = sorted(said, key=lambda sentence: sentence.worth, reverse=True)[:ANSWER]
    best = [sentence for sentence in best if sentence.worth >= NEARLY * best[0].worth]
    kept = [place for place, sentence in enumerate(said) if sentence in best]
    kept += [place - 1 for place in kept if said[place].tied and place - 1 not in kept]
    return tuple(said[place] for place in sorted(kept))


def _holds(line: str, asked: str, own: set[str], rule: str, *, pressing: bool) -> bool:
    """Whether a sentence can be this customer's: nothing in the complaint speaks against it."""
    if _OTHERWISE.match(line) or (pressing and (_DEFINES.search(line) or _OTHERS.match(line))):
        return False
    if any(re.search(rf"\b{side}\b", line) and other in own - {side} for side, other in _SIDES):
        return False
    return met(condition(line), asked, rule) is not False and not _done_already(line, asked)


def applies(line: str, lines: Sequence[str], asked: str, rule: str) -> bool:
    """Whether a sentence has a condition that is this customer's: met, or with a word of his that no other sentence has."""
    limit = condition(line)
    others = stems(" ".join(other for other in lines if other != line))
    return bool(limit) and (met(limit, asked, rule) is True or bool(held(limit, asked) - others))


def _own_first(fit: list[str], asked: str, rule: str) -> list[str]:
    """Without a condition of somebody else in front of the sentence that holds for everybody."""
    at = next((place for place, line in enumerate(fit) if not _is_opening(line)), len(fit))
    if at + 1 >= len(fit) or not condition(fit[at]) or condition(fit[at + 1]) or _TIED.search(fit[at + 1]):
        return fit
    strange = not applies(fit[at], fit, asked, rule) and not _SAFETY.search(fit[at]) and not _CALL.search(fit[at])
    return [*fit[:at], *fit[at + 1 :]] if strange else fit


def _sooner(fit: list[str], asked: str, rule: str) -> list[str]:
    """Without the term for everybody where a shorter one holds for this customer ("is er een baby, dan binnen 8 uur")."""
    own = [due(line) for line in fit if applies(line, fit, asked, rule)]
    soonest = min((hours for hours in own if hours), default=0.0)
    return [line for line in fit if not soonest or condition(line) or due(line) <= soonest]


def _with_their_ground(lines: tuple[str, ...], kept: list[str]) -> list[str]:
    """Without the sentences that lean on one that was left out ("Gebeurt dat niet, ...")."""
    stands: list[str] = []
    for place, line in enumerate(lines):
        leans = place > 0 and bool(_TIED.search(line)) and lines[place - 1] not in stands
        if line in kept and not leans:
            stands.append(line)
    return stands


def _reasoned(fit: list[str], asked: str, point: tuple[str, ...], rule: str) -> tuple[str, ...]:
    """Conditions that are met said as reasons; the sentence for the circumstance at hand takes the place of those before it."""
    times = nth(asked)
    for place, line in enumerate(fit):
        again = bool(CONDITION.match(line)) and bool(_ORDINAL.search(line)) and 0 < nth(line) <= times
        if again or counted(condition(line), asked):
            return (as_reason(line), *fit[place + 1 :])
        if any(re.search(pattern, line, re.IGNORECASE) for pattern in point):
            return tuple(capital(later) for later in fit[place:])
    return tuple(_settled(line, asked, rule) for line in fit)


def _settled(line: str, asked: str, rule: str) -> str:
    """A sentence without the doubt of its condition where the customer tells that it is met."""
    limit = condition(line)
    if limit and plainly_met(limit, asked):
        return capital(as_done(line))
    return as_reason(line) if met(limit, asked, rule) else capital(line)


def _pointed(line: str, patterns: tuple[str, ...]) -> bool:
    return any(re.search(pattern, line.partition(":")[0], re.IGNORECASE) for pattern in patterns)


def _helps(text: str, *, ready: bool) -> bool:
    return bool(_GAIN.search(text) or (not ready and _ACT.search(text)))


def _best_first(said: tuple[Sentence, ...]) -> tuple[Sentence, ...]:
    """A rule defines before it helps; to the customer the sentence that helps most comes first, with what leans on it."""
    groups: list[list[Sentence]] = []
    for sentence in said:
        if sentence.tied and groups:
            groups[-1].append(sentence)
        else:
            groups.append([sentence])
    groups.sort(key=lambda group: max(sentence.worth for sentence in group), reverse=True)
    return tuple(sentence for group in groups for sentence in group)


def _done_already(line: str, asked: str) -> bool:
    """Whether a sentence tells the customer to do what he says he did: "Meld ..." to who wrote "gemeld"."""
    verb = line.split(" ", 1)[0].lower()
    return (
        not _SAFETY.search(line)
        and len(verb) > 2
        and line[:1].isupper()
        and bool(re.search(rf"\b\w{{0,4}}ge{re.escape(verb)}(?:d|t|en)\b", asked, re.IGNORECASE))
    )


def _as_sentence(line: str) -> str:
    """A row of a list said as a sentence: "röntgen, echo: 5 werkdagen." to "Voor röntgen of echo geldt: 5 werkdagen."."""
    label, colon, value = line.partition(": ")
    return f"Voor {label[:1].lower()}{label[1:].replace(', ', ' of ')}{_ROW}{value}" if colon and _ITEM.match(line) else line


def _worth(text: str, place: int, asked: str, telling: Mapping[str, float], *, pressing: bool, ready: bool) -> float:
    """`ready`: written for customers, who read the first sentence first. A rule begins with what things are; its gains count more.

    A condition that nothing in the complaint speaks of is another customer's, but in a rule it may be this one's: it says "if" itself.
    """
    likeness, gain = shared(text, asked, telling), _helps(text, ready=ready)
    limit = condition(text) or (text if CONDITION.match(text) else "")
    soon = pressing and bool(_HOURS.search(text))  # at urgency 3 the sentence with the short term is this customer's
    holds = soon or text.startswith(REASON) or _ROW in text or (pressing and bool(_PRESSING.match(text))) or bool(_SAFETY.search(text))
    aside = bool(limit) and not holds and not shared(limit, asked, telling)
    first = (3.0 / (1 + place) if ready else 1.2 + 0.8 / (1 + place)) + 2.0 * text.startswith(REASON)
    first += ANSWERS * any(re.search(wants, asked, re.IGNORECASE) and re.search(gives, text, re.IGNORECASE) for wants, gives in _ANSWERS)
    first += 1.0 * (pressing and bool(_PHONE.search(text)))
    if pressing and "€" in text and not _MONEY.search(asked):
        first -= 2.0  # what somebody gets for the wait comes after what is done about it
    if not ready and not likeness and not soon and _LIMITS.search(text):
        first -= 2.0  # what a rule keeps from others
    if not ready and _COSTS.search(text) and "€" in text:
        first -= 1.0
    if not amounts_fit(text, asked) or (aside and not (gain or _CALL.search(text))):
        return likeness + first - 3.0
    return likeness + first + (2.0 if ready else 2.5) * gain - 1.5 * (aside and not _CALL.search(text))


def amounts_fit(text: str, asked: str) -> bool:
    """Whether a limit in the sentence ("tot en met € 10", "above € 150") can hold for an amount in the complaint."""
    amounts = [_euro(found[1] or found[2]) for found in _AMOUNT.finditer(asked)]
    if not amounts or ";" in text:
        return True
    upper = [_euro(found[1]) for found in _UP_TO.finditer(text)]
    lower = [_euro(found[1]) for found in _ABOVE.finditer(text)]
    return not ((upper and min(amounts) > max(upper)) or (lower and max(amounts) <= min(lower)))


def _within_amount(line: str, asked: str) -> str:
    """A sentence of two halves without the one whose limit the customer's amount is past."""
    halves = line.split("; ")
    kept = [half for half in halves if amounts_fit(half, asked)]
    return line if not kept or len(kept) == len(halves) else f"{'; '.join(kept).rstrip('.')}."


def _euro(text: str) -> float:
    whole, _, cents = text.replace(".", "").partition(",")
    return float(f"{whole}.{cents.strip('-') or 0}")


def _is_opening(text: str) -> bool:
    """Speaks to the person: no figure, no act of ours, no contact."""
    return not re.search(r"\d|\b(?:wij|we|ik|onze|ons|our)\b|@|https?:", text, re.IGNORECASE)
