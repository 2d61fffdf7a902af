"""Criteria 9 and 15: what we give must stand in policy or in an agent fact, and within the mandate."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from assistant.checks import grounds
from assistant.checks.parts import parts
from assistant.checks.words import as_we, compiled, language_of, matter_of, pattern, shared, stems
from assistant.language import sentences, statements, undertakings
from assistant.records.finding import Finding, Kind, Level, Part
from assistant.records.review import Review
from assistant.records.statement import StatementKind

_AGREED = re.compile(
    r"\b(?:akkoord|toestemming|goedgekeurd|besloten|mag|mogen|teamleider|leidinggevende|approved|agreed|allowed|may|manager)\b", re.I
)
_BY_LEAVE = re.compile(
    r"\b(?:na|met|in|alleen na|after|with) (?:schriftelijk |vooraf )?(?:akkoord|toestemming|goedkeuring|overleg"
    r"|approval|permission|consent)\b"
    r"|\b(?:beslist|beslissen|bepaalt) (?:de|een|het)? ?(?:teamleider|leidinggevende|manager|\w*manager)\b",
    re.I,
)
_BACK = re.compile(
    r"^\W*(?:en )?(?:daar\w*|hier(?:voor|mee|van)|dat|dit|die|deze|zo|for (?:that|this)|that|this)\b|\bfor (?:that|this)\W*$", re.I
)
_NO_CALM = re.compile(  # asked, left open, about money or about us
    r"\?\s*$|^\W*(?:of|whether|als|if|is|bent|ben)\b|\b(?:kosten|rekening|betal\w*|bewijs|bon|costs?|pay|bill|antwoord|afspraak|appointment)\b",
    re.I,
)
_SWEEPING = re.compile(r"\b(?:alles|alle|volledig|levenslang|altijd|nooit|everything|all|fully|full|lifetime|always|never)\b", re.I)
_EMPTY = frozenset({"hoef", "hoeft", "regel", "zorg", "maak", "owe", "charg"})  # a clause of these alone: its matter stands before it
_KIN = {
    "cover": ("refund", "pay"),
    "pay": ("refund", "discount"),
    "refund": ("pay",),
    "approve": ("refund", "pay", "waive"),
}  # what supports one supports the other


def check(review: Review) -> Iterable[Finding]:
    """A grant without a source blocks; one above the mandate needs a second reader. Both languages are looked for in every text."""
    sources = tuple(grounds.official(review))
    for part, text in parts(review):
        language = language_of(review, text)
        reassuring = _reassuring(review, language)
        lines = ("", *sentences.split(text), "")
        for before, sentence, after in zip(lines, lines[1:], lines[2:], strict=False):
            cited = frozenset(one.passage for one in review.citations if one.sentence == sentence)
            for clause in undertakings.clauses(sentence, language):
                granted = undertakings.grants_either(clause) or undertakings.grants_either(as_we(clause, review))
                for family in granted or reassuring(clause):
                    found = _judge(review, sources, family, Told(clause, sentence, f"{before} {after}", language, cited), part)
                    if found:
                        yield found


def _reassuring(review: Review, language: str) -> Callable[[str], tuple[str, ...]]:
    """Where somebody may fall ill or be hurt, plainer words reassure too: "niets aan de hand", "one bite is fine"."""
    told = " ".join(source.text for source in grounds.thread_sources(review))
    at_risk = any(pattern(review, "checks.health", tongue).search(told) for tongue in ("nl", "en"))
    words = pattern(review, "checks.reassure", language)

    def families(clause: str) -> tuple[str, ...]:
        calms = at_risk and words.search(clause) and not _NO_CALM.search(clause) and not undertakings.is_own_act(clause, language)
        return ("assure",) if calms else ()

    return families


@dataclass(frozen=True, slots=True)
class Told:
    """A clause that grants, with its sentence, the sentences beside it, the language of the text and the passages it cites."""

    clause: str
    sentence: str
    beside: str
    language: str
    cited: frozenset[str]


def _judge(review: Review, sources: tuple[grounds.Source, ...], family: str, told: Told, part: Part) -> Finding | None:
    clause = told.clause
    sentence = as_we(told.sentence, review)
    amounts = tuple(Decimal(value) for value in _amounts(clause, review, told.language))
    amount = max(amounts, default=None)
    beside = matter_of(told.beside, told.language)
    source = _support(sources, family, told, matter_of(sentence, told.language) or beside)
    if source is None and (amounts or _BACK.search(clause) or not matter_of(clause, told.language) - _EMPTY):
        stating = tuple(source for source in sources if all(_states(source, amount) for amount in amounts))
        source = _support(stating, family, told, beside) if beside else None
        cited = tuple(source for source in stating if source.id in told.cited)
        source = source or (_support(cited, family, told, frozenset()) if amounts else None)
    if family == "gift" and source is None:
        gestures = compiled(tuple(re.escape(gesture) for gesture in review.brand.mandate.gestures))
        if gestures.search(clause) and (amount or 0) <= review.brand.mandate.gesture:
            return None
        return _finding(review, "gesture_not_allowed", clause, part, 15, beyond=True)
    if source is None:
        return _finding(review, f"promise_{family}", clause, part, 9, beyond=amount is None or amount > review.brand.mandate.amount)
    if source.id.startswith("fact:") and amount is not None and amount > review.brand.mandate.amount and not _AGREED.search(source.text):
        return _finding(review, "above_mandate", clause, part, 9, beyond=True, amount=f"{review.brand.mandate.amount:.2f}")
    if _needs_leave(source, family) and not any(one.id.startswith("fact:") and _AGREED.search(one.text) for one in sources):
        return _finding(review, "needs_leave", clause, part, 9, beyond=True)
    return None


def _states(source: grounds.Source, amount: Decimal) -> bool:
    """Whether a source names this amount, or gives up to at least as much."""
    return any(
        Decimal(one.value) == amount or (Decimal(one.value) > amount and bool(grounds.BOUND.search(source.text, 0, one.start)))
        for one in grounds.stated(source.text, source.on)
        if one.kind is StatementKind.AMOUNT
    )


@lru_cache(maxsize=2048)
def _needs_leave(source: grounds.Source, family: str) -> bool:
    """Whether every sentence of the source that grants this kind of thing wants somebody's leave first."""
    wanted = {family, *_KIN.get(family, ())}
    giving = [
        one
        for one in sentences.split(source.text)
        if wanted & {name for tongue in ("nl", "en") for name in undertakings.families_in(_to_customer(one), tongue)}
    ]
    return bool(giving) and all(_BY_LEAVE.search(one) for one in giving)


def _finding(review: Review, reason: str, clause: str, part: Part, criterion: int, *, beyond: bool, **params: str) -> Finding:
    # urgency 3 never waits for a second reader
    second = beyond and not review.triage.cannot_wait
    return Finding(
        "promise",
        Level.BLOCK,
        Kind.SECOND_READER if second else Kind.OWN_REASON,
        reason,
        {"value": clause.strip(), **params},
        clause.strip(),
        part,
        criterion,
    )


def _amounts(clause: str, review: Review, language: str) -> tuple[str, ...]:
    return tuple(found.value for found in statements.find(clause, language, review.now) if found.kind is StatementKind.AMOUNT)


def _support(sources: tuple[grounds.Source, ...], family: str, told: Told, mine: frozenset[str]) -> grounds.Source | None:
    """A source that grants the same kind of thing about the same matter: policies first, then facts."""
    wanted = {family, *_KIN.get(family, ())}
    sweeping = {match.group().lower() for match in _SWEEPING.finditer(told.clause)}
    for source in sorted(sources, key=lambda one: one.id.startswith("fact:")):
        text = _to_customer(source.text)
        named = {name for tongue in ("nl", "en") for name in undertakings.families_in(text, tongue)}
        if grounds.NOT_CHARGED.search(source.text) and grounds.NEED_NOT_PAY.search(told.clause):
            named |= {"forgive", "waive"}
        if not wanted & named or any(word not in source.text.lower() for word in sweeping):
            continue
        foreign = source.id in told.cited and told.language not in source.tongues  # their words cannot be compared
        if (
            source.id.startswith("fact:") or foreign or not mine or shared(mine, stems(f"{source.heading}\n{source.text}", told.language))
        ):  # a fact is about this case
            return source
    return None


_VERBS = "krijgt|ontvangt|betaalt|hoeft|heeft|mag|gets|receives|pays|has"
_THIRD_AFTER = re.compile(rf"\b({_VERBS}) (?:de|het|een|elke|iedere|the|a|an|every) \w+", re.I)
_PASSIVE = re.compile(r"\b(hoeft) ((?:de|het|een|dit|dat) (?:\w+ ){1,4}?)niet (?:meer )?betaald te worden\b", re.I)
_THIRD_BEFORE = re.compile(rf"\b(?:de|het|een|elke|iedere|the|a|an|every) \w+ (?=(?:{_VERBS})\b)", re.I)


@lru_cache(maxsize=2048)
def _to_customer(text: str) -> str:
    """A rule of the third person ("dan krijgt de huurder ...") as it is said to the customer, beside its own words."""
    turned = _PASSIVE.sub(r"\1 u \2niet te betalen", text)
    turned = _THIRD_BEFORE.sub("u ", _THIRD_AFTER.sub(r"\1 u", turned))
    return text if turned == text else f"{text}\n{turned}"
