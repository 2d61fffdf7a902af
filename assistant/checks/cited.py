"""Criterion 12: what a sentence gives or promises stands in the very clause it cites, and the clause's condition is not left out."""

import re
from collections.abc import Iterable, Iterator

from assistant.checks import grounds
from assistant.checks.parts import parts
from assistant.checks.words import language_of, matter_of, shared
from assistant.language import sentences, statements, undertakings
from assistant.records.finding import Finding, Kind, Level, Part
from assistant.records.review import Review
from assistant.records.statement import Statement, StatementKind

K = StatementKind
_AHEAD = re.compile(r"\b(?:binnen|within|over|in|uiterlijk(?: binnen)?|nog|another)\s*(?:de |het |een |the )?$", re.I)
_IF = re.compile(
    r"^\W*(?:alleen |pas |enkel |only )?(?:als|indien|wanneer|zodra|mocht|tenzij|if|when|once|should|unless)\b(?P<first>[^,]+)"
    r"|^(?P<turned>[A-Z]\w+ [^,]+), (?:dan|then)\b"
    r"|^(?:bij|voor wie|in case of|for anyone who)\b(?P<at>.+?)(?:,|\s(?=\w+ (?:wij|we|je|u|de klant|you)\b))"
    r"|\b(?:als|indien|mits|tenzij|wanneer|if|unless|provided that)\b(?P<last>[^.]+)$",
    re.I,
)
_WEIGHED = re.compile(  # the writer says on what it hangs, or that it is so
    r"\b(?:als|indien|wanneer|zodra|mocht|blijkt|tenzij|mits|omdat|want|dus|daarom|doordat|nu|of|if|when|once|should|unless|because|since|so"
    r"|as|whether)\b|^(?:is|was|heb|hebt|heeft|komt|kom|lukt|duurt|staat|gaat|wordt|werkt|zit|kan|kunt|kun|blijft)\b[^?]*,"
    r"|, (?:dan|then)\b|^(?:bij|in case of)\b",
    re.I,
)
_UNIT = re.compile(r"\b(dag|dage|week|wek|maand|uur|ure|minuut|minut|keer|day|week|month|hour|minute|time)(?:en|n|s)?\b")


def check(review: Review) -> Iterable[Finding]:
    """Warns of an amount or a term out of another clause than the sentence cites, and of a condition that was dropped."""
    sources = tuple(grounds.official(review))
    if not review.citations or not sources:
        return
    for part, text in parts(review):
        language = language_of(review, text)
        found = statements.find(text, language, review.now)
        lines = ("", *sentences.split(text), "")
        for beside in zip(lines, lines[1:], lines[2:], strict=False):
            sentence = beside[1]
            marks = {one.passage for one in review.citations if one.sentence == sentence}
            cited = tuple(source for source in sources if source.id in marks)
            if any(source.tongues and language in source.tongues for source in cited):  # else the words cannot be compared
                mine = tuple(one for one in found if one.sentence == sentence and _counts(one, text))
                yield from _elsewhere(review, sources, cited, mine, marks, part)
                yield from _dropped(review, cited, mine, beside, language, part)


def _counts(statement: Statement, text: str) -> bool:
    """An amount, or a term that lies ahead."""
    if statement.kind is K.TERM:
        return bool(_AHEAD.search(text, max(statement.start - 30, 0), statement.start))
    return statement.kind is K.AMOUNT


def _elsewhere(
    review: Review,
    sources: tuple[grounds.Source, ...],
    cited: tuple[grounds.Source, ...],
    mine: tuple[Statement, ...],
    marks: set[str],
    part: Part,
) -> Iterator[Finding]:
    own = (*cited, *(source for source in sources if not source.tongues), *grounds.thread_sources(review))  # facts, contacts, the customer
    for one in mine:
        if _stated(one, own) or ("report_back" in marks and undertakings.is_own_act(one.sentence, review.language)):
            continue
        other = next((source for source in sources if source.tongues and _stated(one, (source,)) and not _nearer(one, source, cited)), None)
        if other:
            params = {"value": one.quote, "clause": cited[0].heading, "other": other.heading}
            yield Finding("cited", Level.WARN, Kind.OWN_REASON, "other_clause", params, one.quote, part, 12, cited[0].id)


def _stated(wanted: Statement, sources: tuple[grounds.Source, ...]) -> tuple[str, ...]:
    """The sentences of the sources that state the same."""
    every = (other for source in sources for other in grounds.stated(source.text, source.on) if other.kind is wanted.kind)
    return tuple(
        other.sentence
        for other in every
        if other.value == wanted.value or (wanted.kind is K.TERM and grounds.same_term(other.value, wanted.value))
    )


def _nearer(one: Statement, other: grounds.Source, cited: tuple[grounds.Source, ...]) -> bool:
    """Whether the sentence is more about the other clause: then only its mark is wrong."""
    language = next(iter(sorted(other.tongues)), "nl")
    mine = matter_of(one.sentence, language)
    theirs = matter_of(" ".join((other.heading, *_stated(one, (other,)))), language)
    own = frozenset(stem for source in cited for stem in matter_of(f"{source.heading}\n{source.text}", language))
    return len(shared(mine, theirs)) > len(shared(mine, own))


def _dropped(
    review: Review,
    cited: tuple[grounds.Source, ...],
    mine: tuple[Statement, ...],
    beside: tuple[str, str, str],
    language: str,
    part: Part,
) -> Iterator[Finding]:
    """What the clause gives only on a condition of which neither reply nor customer nor facts say anything."""
    sentence = beside[1]
    given = undertakings.grants_either(sentence)
    rules = {rule: source for source in cited for rule in _rules(source, mine, given)}
    hangs = {rule: _condition(rule) for rule in rules}
    if not rules or not all(hangs.values()) or any(_WEIGHED.search(line) for line in beside):
        return
    told = {rule: matter_of(on, language) - matter_of(f"{rule.replace(on, ' ')} {sentence}", language) for rule, on in hangs.items()}
    known = " ".join((review.reply.text, review.reply.private_text, *(fact.text for fact in review.facts)))
    known += " ".join(source.text for source in grounds.thread_sources(review))
    lengths = set(_UNIT.findall(known.lower()))
    if not any(shared(told[rule], matter_of(known, language)) or lengths & set(_UNIT.findall(on.lower())) for rule, on in hangs.items()):
        rule, on = next(iter(hangs.items()))
        params = {"value": on.strip(), "clause": rules[rule].heading}
        yield Finding("cited", Level.WARN, Kind.OWN_REASON, "condition_dropped", params, sentence, part, 12, rules[rule].id)


def _rules(source: grounds.Source, mine: tuple[Statement, ...], given: tuple[str, ...]) -> tuple[str, ...]:
    """The sentences of a clause by which the reply gives or promises what it does."""
    stated = tuple(rule for one in mine for rule in _stated(one, (source,)))
    if stated or not given:
        return stated
    lines = (line for paragraph in source.text.split("\n") for line in sentences.split(paragraph))
    return tuple(
        line for line in lines if {name for tongue in ("nl", "en") for name in undertakings.families_in(line, tongue)} & set(given)
    )


def _condition(rule: str) -> str:
    """The words on which a rule hangs; "" when on none."""
    found = _IF.search(rule)
    return next((words for words in found.groups() if words), "") if found else ""
