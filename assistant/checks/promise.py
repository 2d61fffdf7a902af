"""Criteria 9 and 15: what we give must stand in policy or in an agent fact, and within the mandate."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from assistant.checks import grounds
from assistant.checks.parts import parts
from assistant.checks.words import as_we, compiled, language_of, shared, stems
from assistant.language import sentences, statements, undertakings
from assistant.records.finding import Finding, Kind, Level, Part
from assistant.records.review import Review
from assistant.records.statement import StatementKind
from assistant.records.triage import Urgency

_AGREED = re.compile(
    r"\b(?:akkoord|toestemming|goedgekeurd|besloten|mag|mogen|teamleider|leidinggevende|approved|agreed|allowed|may|manager)\b", re.I
)
_SWEEPING = re.compile(r"\b(?:alles|alle|volledig|levenslang|altijd|nooit|everything|all|fully|full|lifetime|always|never)\b", re.I)
_EMPTY = frozenset({"hoef", "hoeft", "regel", "zorg", "maak", "owe", "charg"})  # a clause of these alone: its matter stands before it
_KIN = {"pay": ("refund", "discount"), "refund": ("pay",), "approve": ("refund", "pay", "waive")}  # what supports one supports the other


def check(review: Review) -> Iterable[Finding]:
    """A grant without a source blocks; one above the mandate needs a second reader. Both languages are looked for in every text."""
    sources = tuple(grounds.official(review))
    for part, text in parts(review):
        language = language_of(review, text)
        before = ""
        for sentence in sentences.split(text):
            for clause in undertakings.clauses(sentence, language):
                for family in undertakings.grants_either(clause) or undertakings.grants_either(as_we(clause, review)):
                    found = _judge(review, sources, family, Told(clause, sentence, before, language), part)
                    if found:
                        yield found
            before = sentence


@dataclass(frozen=True, slots=True)
class Told:
    """A clause that grants, with its sentence, the sentence before it and the language of the text."""

    clause: str
    sentence: str
    before: str
    language: str


def _judge(review: Review, sources: tuple[grounds.Source, ...], family: str, told: Told, part: Part) -> Finding | None:
    clause = told.clause
    sentence = as_we(told.sentence, review)
    source = _support(sources, family, told, _matter(sentence, told.language) or _matter(told.before, told.language))
    if source is None and family == "waive" and not _matter(clause, told.language) - _EMPTY:
        source = _support(sources, family, told, _matter(told.before, told.language))
    amount = max((Decimal(value) for value in _amounts(clause, review, told.language)), default=None)
    if family == "gift" and source is None:
        gestures = compiled(tuple(re.escape(gesture) for gesture in review.brand.mandate.gestures))
        if gestures.search(clause) and (amount or 0) <= review.brand.mandate.gesture:
            return None
        return _finding(review, "gesture_not_allowed", clause, part, 15, beyond=True)
    if source is None:
        return _finding(review, f"promise_{family}", clause, part, 9, beyond=amount is None or amount > review.brand.mandate.amount)
    if source.id.startswith("fact:") and amount is not None and amount > review.brand.mandate.amount and not _AGREED.search(source.text):
        return _finding(review, "above_mandate", clause, part, 9, beyond=True, amount=f"{review.brand.mandate.amount:.2f}")
    return None


def _finding(review: Review, reason: str, clause: str, part: Part, criterion: int, *, beyond: bool, **params: str) -> Finding:
    # urgency 3 never waits for a second reader
    second = beyond and review.triage.urgency.value < Urgency.NOW
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
        if not wanted & named or any(word not in source.text.lower() for word in sweeping):
            continue
        if source.id.startswith("fact:") or not mine or shared(mine, stems(source.text, told.language)):  # a fact is about this case
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


def _matter(text: str, language: str) -> frozenset[str]:
    return frozenset(stem for stem in stems(text, language) if not stem[0].isdigit())
