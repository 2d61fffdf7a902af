"""Criteria 8 and 12: a reply agrees with itself, and comes before what the customer waits for."""

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from itertools import combinations

from assistant.checks import grounds
from assistant.checks.parts import parts
from assistant.checks.words import language_of, matter_of, stems
from assistant.language import sentences, statements, undertakings
from assistant.records.case import Author
from assistant.records.finding import Finding, Kind, Level
from assistant.records.review import Review
from assistant.records.statement import Statement, StatementKind

K = StatementKind
_MONEY = re.compile(
    r"\b(?:\w*geld|bedrag|rekening|terugbeta\w*|teruggestort|vergoeding|vergoed\w*|refund\w*|money|amount|reimburse\w*|account)\b", re.I
)
_AHEAD = re.compile(
    r"\b(?:binnen|duurt|uiterlijk(?: binnen)?|within|takes?|in)\s*(?:ongeveer |maximaal |hooguit |about |up to |at most )?$", re.I
)
_APART = re.compile(  # two cases, two steps or two things: two terms are right
    r"\b(?:als|indien|anders|daarna|eerst|spoed|normaal|meestal|gebruikelijk|ook|daarnaast|samen|totaal|tweede|sinds"
    r"|if|otherwise|then|after|first|usually|normally|also|urgent|total|another|second|extra)\b",
    re.I,
)
_UNITS = {
    "nl": stems("werkdag werkdagen maand maanden kwartier minuut minuten binnen vandaag dezelfde zelf", "nl"),
    "en": stems("work working business month months minute minutes within today same", "en"),
}


def check_two_terms(review: Review) -> Iterable[Finding]:
    """Two terms, or two amounts we give, for the same thing in one reply."""
    for part, text in parts(review):
        language = language_of(review, text)
        found = statements.find(text, language, review.now)
        terms = [one for one in found if one.kind is K.TERM and _AHEAD.search(text, max(one.start - 30, 0), one.start)]
        given = [
            one for one in found if one.kind is K.AMOUNT and undertakings.grants_either(undertakings.clause_at(text, one.start, language))
        ]
        for one, other in (*combinations(terms, 2), *combinations(given, 2)):
            if _differ(one, other) and _about(one, text, language) & _about(other, text, language):
                params = {"value": one.quote, "other": other.quote}
                yield Finding("two_terms", Level.WARN, Kind.OWN_REASON, "two_terms", params, other.quote, part, 12)
                break


def _differ(one: Statement, other: Statement) -> bool:
    same = one.value == other.value or (one.kind is K.TERM and grounds.same_term(one.value, other.value))
    return not same and one.sentence != other.sentence and not _APART.search(f"{one.sentence} {other.sentence}")


def _about(statement: Statement, text: str, language: str) -> frozenset[str]:
    """What a term or an amount is said of: the content words of its clause, all words for money as one."""
    clause = undertakings.clause_at(text, statement.start, language)
    words = frozenset(stem for stem in matter_of(clause, language) if len(stem) > 3)
    words -= _UNITS["en" if language == "en" else "nl"]
    money = bool(_MONEY.search(clause)) or bool({"refund", "pay"} & set(undertakings.grants_either(clause)))
    return words | ({"€"} if money else frozenset())


_WITHIN = re.compile(r"\b(?:over|binnen|nog|within|in)\s*(?:de |een |maar |the )?$", re.I)
_EVENT = re.compile(
    r"\b(?:vertrek\w*|gaat|begint|start|sluit|vlucht|vlieg\w*|boot|trein|bus|feest|concert|uiterlijk|vóór|nodig"
    r"|leaves?|departs?|starts?|begins?|closes?|flight|train|ferry|boat|party|need\w*|before)\b",
    re.I,
)
_EVENING = re.compile(r"\b(?:vanavond|vannacht|tonight|this evening)\b", re.I)
_AT_ONCE = re.compile(r"\b(?:nu|meteen|direct|zo|nú|now|right away|immediately|straight away)\b", re.I)


def check_deadline(review: Review) -> Iterable[Finding]:
    """Our own moment, where it is later than the one the customer names ("de boot vertrekt om 18.10")."""
    ends = [end for end in _deadlines(review) if end > review.now]
    for part, text in parts(review):
        own = list(_own_moments(text, language_of(review, text), review.now))
        if ends and own and min(own)[0] > min(ends):
            quote = min(own)[1]
            params = {"value": quote, "by": f"{min(ends):%H.%M}"}
            yield Finding("deadline", Level.WARN, Kind.OWN_REASON, "after_deadline", params, quote, part, 8)


def _deadlines(review: Review) -> Iterator[datetime]:
    """The moments of today that the customer's last message says something ends or begins."""
    message = next((message for message in reversed(review.thread) if message.author is Author.CUSTOMER), None)
    if message is None or not message.at.tzinfo or message.at.astimezone(review.now.tzinfo).date() != review.now.date():
        return
    sent, text = message.at.astimezone(review.now.tzinfo), message.text
    language = language_of(review, text)
    for statement in statements.find(text, language, sent):
        clause = undertakings.clause_at(text, statement.start, language)
        if statement.kind is K.TERM and statement.value[-1] in "mh" and _WITHIN.search(text, max(statement.start - 20, 0), statement.start):
            if _EVENT.search(clause):
                yield grounds.moment_after(statement.value, sent, review.brand)
        elif statement.kind is K.TIME and "/" not in statement.value and _EVENT.search(clause) and not _other_day(clause, language, sent):
            yield datetime.combine(sent.date(), datetime.strptime(statement.value, "%H:%M").time(), sent.tzinfo)  # noqa: DTZ007
    if _EVENING.search(text) and _EVENT.search(text):
        yield sent.replace(hour=23, minute=0, second=0)


def _other_day(clause: str, language: str, sent: datetime) -> bool:
    return any(one.kind is K.DATE and one.value != sent.date().isoformat() for one in statements.find(clause, language, sent))


def _own_moments(text: str, language: str, now: datetime) -> Iterator[tuple[datetime, str]]:
    """When we do or say something, at the earliest; a day without a time from its beginning on."""
    for sentence in sentences.split(text):
        for clause in undertakings.clauses(sentence, language):
            if not undertakings.is_own_act(clause, language):
                continue
            found = statements.find(clause, language, now)
            if _AT_ONCE.search(clause):
                yield now, clause
            day = next((date.fromisoformat(one.value) for one in found if one.kind is K.DATE and "/" not in one.value), None)
            for one in found:
                if one.kind is K.TIME:
                    clock = datetime.strptime(one.value.split("/")[0], "%H:%M").time()  # noqa: DTZ007
                    yield datetime.combine(day or now.date(), clock, now.tzinfo), one.quote
                elif one.kind is K.DATE and day and not any(other.kind is K.TIME for other in found):
                    yield max(now, datetime.combine(day, datetime.min.time(), now.tzinfo)), one.quote
                elif one.kind is K.TERM and one.value[-1] in "mh":
                    size = timedelta(minutes=int(one.value[:-1])) if one.value[-1] == "m" else timedelta(hours=int(one.value[:-1]))
                    yield now + size, one.quote
