"""How each kind of statement is traced to a source, or computed from one (law 4)."""

import re

from assistant.checks import grounds
from assistant.checks.bench import Bench, clause_of, own_act
from assistant.checks.dated import date_holds, term_holds, time_holds
from assistant.checks.money import amount_holds
from assistant.language import statements, undertakings
from assistant.records.statement import Statement, StatementKind

K = StatementKind
_OURS = re.compile(
    r"\b(?:ons|onze|our)\s+(?:[\w'’-]+\s+){0,3}(?:is|zijn|luidt|wordt|are)\b|\b(?:bel|mail|app|whatsapp|bereikt?|bereiken|call|reach|text|phone)"
    r"\s+(?:\w+\s+)?(?:ons|us|our|onze)\b|\b(?:kom|komt|langskomen|terecht|visit us)\b(?!.*\b(?:monteur|ik|wij|we)\b)",
    re.I,
)
_REACH = re.compile(
    r"\b(?:bel|belt|bellen|mail|mailt|mailen|app|whatsapp|sms|stuur|stuurt|maak|contact|call|email|e-mail|text|write|send|phone)\b", re.I
)
_GETS = re.compile(
    r"\b(?:(?:u|je|jij) (?:krijgt?|ontvangt?)|(?:krijgt?|ontvangt?) (?:u|je|jij)|you(?:['’]ll| will) (?:get|receive))\b", re.I
)


def holds(statement: Statement, bench: Bench) -> bool:
    """Whether a statement may stand: by the rule of its kind."""
    rule = {
        K.AMOUNT: amount_holds,
        K.DATE: date_holds,
        K.TIME: time_holds,
        K.TERM: term_holds,
        K.NUMBER: _number_holds,
        K.PHONE: _phone_holds,
        K.EMAIL: _email_holds,
        K.LINK: _link_holds,
        K.ADDRESS: _address_holds,
    }
    return rule[statement.kind](statement, bench)


def _turned_on_customer(statement: Statement, bench: Bench) -> bool:
    """ "Bel 06 ...", "ons nummer is 06 ..." with what only the customer's message holds: we never send a customer there."""
    clause = clause_of(statement, bench)
    return bool(_OURS.search(clause)) or (bool(_REACH.search(clause)) and not own_act(clause, bench.language))


def _email_holds(statement: Statement, bench: Bench) -> bool:
    if statement.value in bench.official[K.EMAIL]:
        return True
    return statement.value in bench.thread[K.EMAIL] and not _turned_on_customer(statement, bench)


def _told_or_official(statement: Statement, bench: Bench) -> bool:
    return statement.value in bench.official[statement.kind] or statement.value in bench.thread[statement.kind]


def _number_holds(statement: Statement, bench: Bench) -> bool:
    number = statement.value.rstrip("%").replace(".", "")
    if not statement.value.endswith("%") and len(number) < 2:
        return True  # "2 foto's", "stap 3": too small to mislead
    if statement.value in bench.official[K.NUMBER]:
        return True
    if statement.value.endswith("%") and undertakings.grants_either(clause_of(statement, bench)):
        return False
    if len(number) >= 7 and _turned_on_customer(statement, bench) and "rekening" in clause_of(statement, bench).lower():
        return False
    if number != "1" and _GETS.search(clause_of(statement, bench)) and not _in_official(number, bench):
        return False  # "u krijgt elke dag 200 liter": what only the customer counts, we do not give
    if statement.value in bench.thread[K.NUMBER]:
        return True
    every = {re.sub(r"\D", "", value) for kind in (bench.official, bench.thread) for values in kind.values() for value in values}
    return number in every or float(number or 0) in bench.numbers or _in_sources(number, bench)


def _in_official(number: str, bench: Bench) -> bool:
    return any(number in {re.sub(r"\D", "", value) for value in values} for values in bench.official.values())


def _in_sources(number: str, bench: Bench) -> bool:
    """A number inside a longer code ("A31", an order number with letters) of a source or the thread."""
    texts = (*bench.sources, *grounds.thread_sources(bench.review))
    return len(number) >= 2 and any(
        re.search(rf"(?<!\d){number}(?!\d)", re.sub(r"(?<=\d)[ .-](?=\d)", "", source.text)) for source in texts
    )


def _phone_holds(statement: Statement, bench: Bench) -> bool:
    if statement.value in grounds.HELP_NUMBERS:
        return True
    if statement.value not in bench.official[K.PHONE] and _turned_on_customer(statement, bench):
        return False
    if _told_or_official(statement, bench):
        return True
    digits = {re.sub(r"\D", "", value) for kind in (bench.official, bench.thread) for value in (*kind[K.PHONE], *kind[K.NUMBER])}
    return statement.value in digits


def _link_holds(statement: Statement, bench: Bench) -> bool:
    """A link of a source, or the bare site of one. The customer's own links are not ours to pass on (law 2)."""
    known = bench.official[K.LINK]
    sites = {link.split("/")[0] for link in known} | {mail.split("@")[-1] for mail in bench.official[K.EMAIL]}
    return statement.value in known or statement.value in sites


def _address_holds(statement: Statement, bench: Bench) -> bool:
    official = statements.plain_address(" ".join(source.text for source in bench.sources))
    told = statements.plain_address(" ".join(source.text for source in grounds.thread_sources(bench.review)))
    return statement.value in official or (statement.value in told and not _OURS.search(clause_of(statement, bench)))
