"""The sentences of a clause that are for this customer, said as they hold for him."""

import re
from collections.abc import Mapping, Sequence
from itertools import takewhile

from assistant.drafting.conditions import condition, conditional, fulfilled, met, named_only, settled, spoken_of, with_own_terms
from assistant.drafting.embedded.amounts import within_amount
from assistant.drafting.embedded.worth import CALL, PHONE, POINT, ROW, SAFETY, Sentence, answering, best_first, helps, worth
from assistant.drafting.terms import broken, counted, due, gives_again, ordinal
from assistant.language.likeness import held, stems
from assistant.language.sentences import capital

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
_BESIDES = re.compile(r"\b(?:ook|also)\b", re.IGNORECASE)
"""What comes on top of the rest."""
_NUMBER = re.compile(r"\d+")
_RARE = re.compile(r"\boverl(?:eden|ijden)\b|\bbegrafenis|\bbevalling|\bdeath\b|\bfuneral", re.IGNORECASE)
_INFANT = re.compile(r"\bbaby|flesvoeding|\binfant", re.IGNORECASE)
_FAMILY = re.compile(
    r"\bbaby|kind|fles(?:je|voeding)|\bfles\b|zoon|dochter|zwanger|weken oud|\bkid|child|son\b|daughter|infant", re.IGNORECASE
)


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
    fit = _of_this_customer(lines, asked, rule, pressing=pressing)
    fit = [text for line in fit if (text := line if SAFETY.search(line) else named_only(line, asked, seen))] or fit
    fit = fit if ready else _rows(fit, asked, seen)
    fit = _from_the_point(fit, asked, rule, point)
    said = [(capital(text), own) for text, own in (settled(line, asked, rule) for line in fit)]
    if not ready and any(own for _, own in said):  # a condition that is met leaves the definitions behind
        said = [(text, own) for text, own in said if own or helps(text, ready=False)]
    if asks and ready and len(said) > 1 and _is_opening(said[0][0]) and not held(said[0][0], asked):
        said = said[1:]  # a plain question: nobody needs comforting
    kept = [
        Sentence(
            text,
            worth(text, place, asked, telling, own=own, pressing=pressing, ready=ready and not asks)
            + POINT * any(re.search(p, text, re.IGNORECASE) for p in point),
            opening=place == 0 and ready and _is_opening(text),
            tied=place > 0 and bool(_TIED.search(text)),
        )
        for place, (text, own) in enumerate(said)
    ]
    return answering(kept) if asks else tuple(kept) if ready else best_first(kept)


def _of_this_customer(lines: Sequence[str], asked: str, rule: str, *, pressing: bool) -> list[str]:
    """Without what is for others: the other side of a condition, another amount, a term that is broken already, another circumstance."""
    sides, late = set(re.findall(r"\w+", asked.lower())), broken(asked)
    lines = with_own_terms(lines, asked, rule)
    fit = [line for line in lines if _holds(line, asked, sides, rule, pressing=pressing)]
    fit = [within_amount(line, asked) for line in _with_their_ground(lines, fit)]
    fit = [line for line in fit if not any(late) or PHONE.search(line) or not gives_again(line, late)]
    fit = _without_strangers(_sooner(fit, asked, rule), asked, rule)
    fit = [line for line in fit if not _RARE.search(line) or _RARE.search(asked)] or fit
    return [line for line in fit if not _INFANT.search(line) or _FAMILY.search(asked)] or fit


def _holds(line: str, asked: str, sides: set[str], rule: str, *, pressing: bool) -> bool:
    """Whether a sentence can be this customer's: nothing in the complaint speaks against it."""
    if _OTHERWISE.match(line) or (pressing and (_DEFINES.search(line) or _OTHERS.match(line))):
        return False
    if any(re.search(rf"\b{side}\b", line) and other in sides - {side} for side, other in _SIDES):
        return False
    limit = condition(line) or (line if conditional(line) else "")
    return fulfilled(limit, asked, rule) is not False and not _done_already(line, asked)


def _without_strangers(fit: list[str], asked: str, rule: str) -> list[str]:
    """Without the conditions that are not this customer's, where something else is left to say.

    Conditions that open a clause one after another are its cases ("Is het te maken, ... Duurt het langer, ..."): all stay, or the
    customer's own.
    """
    own = [line for line in fit if applies(line, fit, asked, rule)]
    cases = list(takewhile(condition, (line for line in fit if not _is_opening(line))))
    stays = [*own, *(cases if len(cases) > 1 and not set(cases) & set(own) else ())]
    left: list[str] = []
    for place, line in enumerate(fit):
        goes_on = (
            place > 0 and fit[place - 1] in left and bool(set(_NUMBER.findall(condition(line))) & set(_NUMBER.findall(fit[place - 1])))
        )
        if not condition(line) or line in stays or goes_on or SAFETY.search(line) or CALL.search(line):
            left.append(line)
    named = [line for line in fit if line in left or spoken_of(condition(line), asked)]
    for kept in (left, named):  # a clause of conditions only: what the customer speaks of at all
        stands = _with_their_ground(fit, kept)
        if any(not _is_opening(line) for line in stands):
            return stands
    return fit


def applies(line: str, lines: Sequence[str], asked: str, rule: str) -> bool:
    """Whether a sentence has a condition that is this customer's: met, or with a word of his that no other sentence has."""
    limit = condition(line)
    others = stems(" ".join(other for other in lines if other != line))
    return bool(limit) and (fulfilled(limit, asked, rule) is True or bool(spoken_of(limit, asked) - others))


def _sooner(fit: list[str], asked: str, rule: str) -> list[str]:
    """Without the term for everybody where a shorter one holds for this customer ("is er een baby, dan binnen 8 uur")."""
    own = [due(line) for line in fit if applies(line, fit, asked, rule)]
    soonest = min((hours for hours in own if hours), default=0.0)
    return [line for line in fit if not soonest or condition(line) or due(line) <= soonest]


def _with_their_ground(lines: Sequence[str], kept: list[str]) -> list[str]:
    """Without the sentences that lean on one that was left out ("Gebeurt dat niet, ...")."""
    stands: list[str] = []
    for place, line in enumerate(lines):
        leans = place > 0 and bool(_TIED.search(line)) and lines[place - 1] not in stands
        if line in kept and not leans:
            stands.append(line)
    return stands


def _rows(fit: list[str], asked: str, seen: tuple[str, ...]) -> list[str]:
    """The rows of a list in a rule that are about the complaint, said as sentences; a row that answers stands for the whole list."""
    items = [line for line in fit if _ITEM.match(line)]
    rows = [line for line in items if held(asked, line.partition(":")[0])] or [line for line in items if _pointed(line, seen)]
    kept = [line for line in fit if line in rows or (line not in items and (not rows or held(asked, line)))]
    return [_as_sentence(line) for line in kept]


def _from_the_point(fit: list[str], asked: str, rule: str, point: tuple[str, ...]) -> list[str]:
    """The sentence for the circumstance at hand, or for this many times, takes the place of those before it."""
    for place, line in enumerate(fit):
        often = counted(condition(line), asked) or (conditional(line) and ordinal(line) and met(condition(line) or line, asked, rule))
        if (often and not _BESIDES.search(line)) or any(re.search(pattern, line, re.IGNORECASE) for pattern in point):
            return fit[place:]
    return fit


def _pointed(line: str, patterns: tuple[str, ...]) -> bool:
    return any(re.search(pattern, line.partition(":")[0], re.IGNORECASE) for pattern in patterns)


def _done_already(line: str, asked: str) -> bool:
    """Whether a sentence tells the customer to do what he says he did: "Meld ..." to who wrote "gemeld"."""
    verb = line.split(" ", 1)[0].lower()
    return (
        not SAFETY.search(line)
        and len(verb) > 2
        and line[:1].isupper()
        and bool(re.search(rf"\b\w{{0,4}}ge{re.escape(verb)}(?:d|t|en)\b", asked, re.IGNORECASE))
    )


def _as_sentence(line: str) -> str:
    """A row of a list said as a sentence: "röntgen, echo: 5 werkdagen." to "Voor röntgen of echo geldt: 5 werkdagen."."""
    label, colon, value = line.partition(": ")
    return f"Voor {label[:1].lower()}{label[1:].replace(', ', ' of ')}{ROW}{value}" if colon and _ITEM.match(line) else line


def _is_opening(text: str) -> bool:
    """Speaks to the person: no figure, no act of ours, no contact."""
    return not re.search(r"\d|\b(?:wij|we|ik|onze|ons|our)\b|@|https?:", text, re.IGNORECASE)
