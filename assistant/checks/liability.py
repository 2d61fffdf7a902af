"""Criterion 21: a position on liability or law needs a second reader; the press contact is told of press."""

import re
from collections.abc import Iterable

from assistant.checks import grounds
from assistant.checks.parts import parts
from assistant.checks.words import language_of, pattern, unquoted
from assistant.language import sentences, statements
from assistant.records.finding import Finding, Kind, Level
from assistant.records.review import Review
from assistant.records.statement import Statement, StatementKind
from assistant.records.triage import Risk

_WHETHER = re.compile(
    r"(?:^\s*of|[.,:!?\n]\s*of)\b[^.!?;\n]{0,40}$"
    r"|\b(?:of (?:wij|we|ik|er|het|dit|dat|u|je|iemand)|whether|(?<=vraag )of|vraag over|claim over)\b[^.!?;\n]{0,40}$",
    re.I,
)
"""What comes after this is left open, or is only what is talked about."""

_THEIR_WORDS = re.compile(
    r"\b(?:u|je|cli[eë]nte?|zij|hij) (?:stelt|schrijft|schreef|zegt|vindt|meldt|noemt|geeft|vertelt|houdt)\b"
    r"|\b(?:stelt|schrijft|zegt|vindt|meldt) (?:u|je)\b|\b(?:you|your client) (?:say|state|write|wrote|mention|told|claim)s?\b",
    re.I,
)
_CONDUCT = re.compile(  # what our people or things did or failed to do, told as a fact
    r"\b(?:onze|ons) (?!jurist|advocaat|brief|mail|antwoord|excuses|woordvoerder|verzekeraar|kant)\w+ (?:\S+ ){0,2}?(?:reed|liep|viel"
    r"|liet|gaf|kwam|vergat|brak|stond|deed|was|waren|had|hadden|ging|sloeg|raakte|zat|heeft|hebben|veroorzaakte)\b"
    r"|\b(?:wij|we) (?:\S+ ){0,6}?(?:niet|geen) (?:\S+ ){0,2}?(?:had|hadden|hebben) (?:ge\w+|ver\w+|be\w+)"
    r"|\b(?:wij|we) (?:\S+ ){0,4}?niet (?:\S+ ){0,2}?(?:ge\w+|ver\w+) (?:had|hadden|hebben)"
    r"|\bour (?!lawyer|solicitor|letter|answer|apolog|spokes|insurer)\w+ (?:hit|drove|was|were"
    r"|had|did|didn['’]t|failed|fell|broke|left|forgot|missed|caused)\b",
    re.I,
)


def check(review: Review) -> Iterable[Finding]:
    """Words that take a position, unless a public policy or a fact says precisely that."""
    second = not review.triage.cannot_wait  # urgency 3 never waits for a reader
    for part, text in parts(review):
        plain = unquoted(text)
        for match in (match for language in ("nl", "en") for match in pattern(review, "checks.liability", language).finditer(plain)):
            if not _WHETHER.search(plain, 0, match.start()) and not any(
                match.group().casefold() in source.text.casefold() for source in grounds.official(review)
            ):
                kind = Kind.SECOND_READER if second else Kind.OWN_REASON
                yield Finding("liability", Level.BLOCK, kind, "liability", {"who": review.brand.escalation.legal}, match.group(), part, 21)


def check_claim(review: Review) -> Iterable[Finding]:
    """Where a claim or a lawyer is at hand: an admission in any wording, and an amount that only the customer named and we would pay."""
    if not any(risk.value is Risk.LEGAL for risk in review.triage.risks) and not _harmed(review):
        return
    kind = Kind.OWN_REASON if review.triage.cannot_wait else Kind.SECOND_READER
    who = {"who": review.brand.escalation.legal}
    sources = tuple(grounds.official(review))
    for part, text in parts(review):
        plain = unquoted(text)
        words = (_CONDUCT, *(pattern(review, "checks.admission", language) for language in ("nl", "en")))
        for match in (match for one in words for match in one.finditer(plain)):
            if _is_said(plain, match) and not any(match.group().casefold() in source.text.casefold() for source in sources):
                params = {"value": match.group(), **who}
                yield Finding("liability", Level.BLOCK, kind, "liability_admits", params, match.group(), part, 21)
        yield from (
            Finding("liability", Level.BLOCK, kind, "liability_amount", {"value": one.quote, **who}, one.quote, part, 21)
            for one in _only_theirs(review, text, sources)
        )


def _harmed(review: Review) -> bool:
    """Whether a body may have been harmed, for a brand whose agents may never accept liability: an admission is one there too."""
    told = " ".join(source.text for source in grounds.thread_sources(review))
    bound = any(_LIABLE.search(words) for words in review.brand.mandate.never)
    return bound and any(pattern(review, "checks.health", language).search(told) for language in ("nl", "en"))


_LIABLE = re.compile(r"aansprakelijk|schuld|liab|fault", re.I)


def _is_said(text: str, match: re.Match[str]) -> bool:
    """Whether the words are ours: not what the customer writes, and not what is left open."""
    sentence = next((text[start:end] for start, end in sentences.spans(text) if start <= match.start() < end), "")
    return not _WHETHER.search(text, 0, match.start()) and not _THEIR_WORDS.search(sentence)


def _only_theirs(review: Review, text: str, sources: tuple[grounds.Source, ...]) -> Iterable[Statement]:
    """Amounts that stand in no source, where the sentence pays them out or does not merely tell what the customer wrote."""
    known = grounds.values(sources)[StatementKind.AMOUNT]
    language = language_of(review, text)
    for one in statements.find(text, language, review.now):
        if one.kind is StatementKind.AMOUNT and one.value not in known:
            about = one.sentence.replace(one.quote, " ")
            pays, told = (pattern(review, f"checks.legal_{name}", language).search(about) for name in ("pay", "told"))
            if pays or not told:
                yield one


def check_press(review: Review) -> Iterable[Finding]:
    """A message that names the press: the press contact hears of it."""
    if any(risk.value is Risk.PRESS for risk in review.triage.risks):
        yield Finding("press", Level.WARN, Kind.OWN_REASON, "press", {"who": review.brand.escalation.press}, criterion=21)
