"""How an amount is traced to a source, or computed from what source and customer name (law 4)."""

import re
from decimal import Decimal

from assistant.checks import grounds
from assistant.checks.bench import Bench, clause_of, near, numbers_in
from assistant.checks.words import as_we
from assistant.language import undertakings
from assistant.records.statement import Statement, StatementKind

K = StatementKind
_EACH = re.compile(r" per (?!dag|week|maand|jaar|keer|day|month|year)\w+", re.I)
_HALF = re.compile(r"\b(?:helft|half of|half the|50 ?%)", re.I)


def amount_holds(statement: Statement, bench: Bench) -> bool:
    """Whether an amount stands in a source (of its own matter, where it is given), or is computed from what source and customer name."""
    families = undertakings.grants_either(as_we(clause_of(statement, bench), bench.review))
    if _given_by(statement, bench) if families else statement.value in bench.official[K.AMOUNT]:
        return True
    if _computed(statement, bench):
        return True
    if statement.value not in bench.thread[K.AMOUNT]:
        return not families and _told_otherwise(Decimal(statement.value), bench)
    return not families or _not_owed(families, statement, bench) or _within_bound(Decimal(statement.value), families, bench)


def _not_owed(families: tuple[str, ...], statement: Statement, bench: Bench) -> bool:
    """The customer's amount that a rule of this matter says is not charged: nothing is given but what the rule gives."""
    said = set(families) <= {"forgive", "waive"} and grounds.NEED_NOT_PAY.search(clause_of(statement, bench))
    return bool(said) and any(grounds.NOT_CHARGED.search(source.text) for source in bench.about(statement))


def _given_by(statement: Statement, bench: Bench) -> bool:
    """Whether a source of the same matter gives this amount; where the sentences beside it tell no matter, any source."""
    marks = {one.passage for one in bench.review.citations if one.sentence == statement.sentence}
    told = near(statement, bench)
    sources = bench.about(statement) if told else bench.sources
    return statement.value in bench.known(K.AMOUNT, (*sources, *(source for source in bench.sources if source.id in marks)))


def _told_otherwise(amount: Decimal, bench: Bench) -> bool:
    """The customer's amount without its sign ("vorig jaar 290"), or the difference of two of the customer's amounts."""
    told = [Decimal(value) for value in bench.thread[K.AMOUNT]]
    return float(amount) in bench.numbers or any(amount == one - other for one in told for other in told)


def _computed(statement: Statement, bench: Bench) -> bool:
    """A sum, a difference, a half or a multiple of amounts that the sources or the thread hold."""
    wanted, known = Decimal(statement.value), bench.official[K.AMOUNT] | bench.thread[K.AMOUNT]
    named = [Decimal(other.value) for other in bench.stated if other.kind is K.AMOUNT and other is not statement and other.value in known]
    if any(wanted in (one + other, one - other) for one in named for other in named if one is not other):
        return True
    if any(wanted * 2 == Decimal(amount) for amount in known) and _HALF.search(bench.text):
        return True
    told = [Decimal(value) for value in bench.thread[K.AMOUNT]]  # "twee keer € 38" is € 76, also when only the sum is said
    counted = numbers_in(bench.text) | bench.numbers
    return any(one * times == wanted for one in (*named, *told) for times in range(2, 13) if float(times) in counted)


def _within_bound(amount: Decimal, families: tuple[str, ...], bench: Bench) -> bool:
    """Whether a source grants this kind of thing "up to" at least this amount."""
    for source in bench.sources:
        for other in grounds.stated(source.text, source.on):
            each = _EACH.match(source.text, other.start + len(other.quote))  # "per kamer", for as many as are named
            most = max((Decimal(int(one)) for one in bench.numbers if each and one in range(2, 13)), default=Decimal(1))
            bound = other.kind is K.AMOUNT and Decimal(other.value) * most >= amount and grounds.BOUND.search(source.text, 0, other.start)
            if bound and any(set(families) & set(undertakings.families_in(other.sentence, language)) for language in ("nl", "en")):
                return True
    return False
