"""Criterion 12: every statement of the final text stands in a source, or is computed from one (law 4)."""

from collections.abc import Iterable

from assistant.checks import grounds
from assistant.checks.bench import Bench, clause_of, numbers_in, own_act
from assistant.checks.dated import is_promised, soon
from assistant.checks.parts import parts
from assistant.checks.traces import holds
from assistant.checks.words import language_of, shared, stems
from assistant.language import statements, timing, undertakings
from assistant.records.finding import Finding, Kind, Level, Part
from assistant.records.review import Review
from assistant.records.statement import Statement, StatementKind
from assistant.records.triage import Urgency

K = StatementKind


def check(review: Review) -> Iterable[Finding]:
    """What stands nowhere blocks; our own later moment than the brand's report-back time warns."""
    sources = tuple(grounds.official(review))
    talk = grounds.thread_sources(review)
    known, told = grounds.values(sources), grounds.values(talk)
    numbers = numbers_in(" ".join(source.text for source in talk))
    back = timing.report_back_time(review.brand, int(review.triage.urgency.value), review.now)
    for part, text in parts(review):
        language = language_of(review, text)
        found = statements.find(text, language, review.now)
        bench = Bench(review, sources, known, told, numbers, back, language, text, found)
        yield from _unlimited(bench, part)
        for statement in found:
            if statement.kind is not K.UNDERTAKING and not holds(statement, bench):
                late = own_act(clause_of(statement, bench), language) and (
                    statement.kind in (K.DATE, K.TIME) or (statement.kind is K.TERM and is_promised(statement, bench))
                )
                yield _finding(statement, bench, part, late=late and review.triage.urgency.value < Urgency.NOW and soon(statement, bench))


def _unlimited(bench: Bench, part: Part) -> Iterable[Finding]:
    """ "U krijgt € 750" where every source says "up to": the limit is no sum that is given."""
    for one in bench.stated:
        if one.kind is not K.AMOUNT or one.value in bench.thread[K.AMOUNT] or grounds.BOUND.search(bench.text, 0, one.start):
            continue
        if not undertakings.grants_either(clause_of(one, bench)):
            continue
        same = [
            bool(grounds.BOUND.search(source.text, 0, other.start))
            for source in bench.sources
            for other in grounds.stated(source.text, source.on)
            if other.kind is K.AMOUNT and other.value == one.value
        ]
        if same and all(same):
            params = {"value": one.quote}
            yield Finding("grounded", Level.BLOCK, Kind.OWN_REASON, "limit_dropped", params, one.quote, part, 12)


def _finding(statement: Statement, bench: Bench, part: Part, *, late: bool) -> Finding:
    params = {"value": statement.quote}
    if late:
        params["by"] = timing.say_by(bench.report_back, bench.review.now, bench.language)
    return Finding(
        check="grounded",
        criterion=12,
        quote=statement.quote,
        part=part,
        params=params,
        kind=Kind.OWN_REASON,
        level=Level.WARN if late else Level.BLOCK,
        reason="later_than_report_back" if late else f"grounded_{statement.kind.value}",
        source="" if late else _says_otherwise(statement, bench),
    )


def _says_otherwise(statement: Statement, bench: Bench) -> str:
    """The passage about the same matter that states something of this kind."""
    mine = stems(statement.sentence, bench.language)
    for source in bench.sources:
        about = source.id != "contacts" and len(shared(mine, stems(source.text, bench.language))) >= 2
        if about and any(other.kind is statement.kind for other in grounds.stated(source.text, source.on)):
            return source.id
    return ""
