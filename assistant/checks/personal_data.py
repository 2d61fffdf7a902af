"""Criterion 11 and law 6: masks left over, other customers' data, personal data in public."""

import re
from collections.abc import Iterable

from assistant.checks import grounds
from assistant.checks.parts import is_public, parts
from assistant.checks.words import compiled, language_of, pattern, unquoted
from assistant.language import masking, sentences
from assistant.language.identifiers import Found
from assistant.records.finding import Finding, Kind, Level
from assistant.records.review import Review

_THERE = re.compile(r"\b(?:daar|dan|hier naartoe|there)\b", re.IGNORECASE)
_WE = re.compile(r"\b(?:ik|wij|we|I)\b", re.IGNORECASE)
_SECRET = frozenset({"BSN", "IBAN", "ADRES"})  # law 6: never in public
ROOT = 6  # letters that two forms of a word share: "hartpatiënt", "hartpatiënte"
_OWN_TO_PERSON = frozenset({"BSN", "IBAN", "KAART"})  # never anybody's but this customer's


def check_masks(review: Review) -> Iterable[Finding]:
    """A placeholder or template field that the customer would read."""
    for part, text in parts(review):
        for quote in masking.leftovers(text):
            yield Finding("mask_left", Level.BLOCK, Kind.NEVER, "mask_left", {"value": quote}, quote, part)


def check_others(review: Review) -> Iterable[Finding]:
    """Data known to be another customer's."""
    for part, text in parts(review):
        for other in review.others:
            match = compiled((re.escape(other),)).search(text) if other.strip() else None
            if match:
                yield Finding("other_customer", Level.BLOCK, Kind.NEVER, "other_customer", {"value": match.group()}, match.group(), part)


def check_foreign(review: Review) -> Iterable[Finding]:
    """A number of a person that stands nowhere in this case: whose is it?"""
    for part, text in parts(review):
        for found in masking.find(text):
            quote = text[found.start : found.end]
            if found.kind in ("NAAM", "TEL", "EMAIL", "ADRES") or _stands(
                found, grounds.official(review)
            ):  # those are looked up as statements
                continue
            if _stands(found, grounds.thread_sources(review)):
                if found.kind in _OWN_TO_PERSON and not _paid_to(found, text):  # the customer knows it: whole it is not needed
                    yield Finding("foreign_data", Level.BLOCK, Kind.OWN_REASON, "said_back", {"value": quote}, quote, part, 11)
                continue
            kind = Kind.NEVER if found.kind in _OWN_TO_PERSON else Kind.OWN_REASON
            yield Finding("foreign_data", Level.BLOCK, kind, "foreign_data", {"value": quote}, quote, part, 11)


def _paid_to(found: Found, text: str) -> bool:
    """The customer's own account as the place where we pay to; never where the customer would pay to."""
    sentence = next((text[start:end] for start, end in sentences.spans(text) if start <= found.start < end), "")
    return found.kind == "IBAN" and bool(_WE.search(sentence))


def _stands(found: Found, texts: Iterable[grounds.Source]) -> bool:
    return any(found.key in re.sub(r"[^A-Za-z0-9]", "", source.text).upper() for source in texts)


def check_public(review: Review) -> Iterable[Finding]:
    """Personal data repeated or asked for where everybody reads along."""
    for part, text in parts(review):
        if is_public(review, part):
            yield from _repeated(review, text)
            yield from _asked(review, text)
            yield from _health(review, text)


def _repeated(review: Review, text: str) -> Iterable[Finding]:
    ours = re.sub(
        r"[^A-Za-z0-9]", "", " ".join(source.text for source in grounds.official(review) if not source.id.startswith("fact:"))
    ).upper()
    for found in masking.find(text):
        quote = text[found.start : found.end]
        plain = re.sub(r"[^A-Za-z0-9]", "", quote).upper()
        if found.kind != "NAAM" and plain not in ours and plain.lstrip("0") not in ours:
            kind = Kind.NEVER if found.kind in _SECRET else Kind.OWN_REASON
            yield Finding("public_data", Level.BLOCK, kind, "public_repeated", {"value": quote}, quote, criterion=11)


def _asked(review: Review, text: str) -> Iterable[Finding]:
    """Asking is right only with the private route in the same sentence, or in the next one that says where to send it."""
    language = language_of(review, text)
    ask, data = pattern(review, "checks.ask", language), pattern(review, "checks.personal", language)
    route = _route(review, language)
    lines = sentences.split(text)
    for index, line in enumerate(lines):
        plain = unquoted(line)
        match = data.search(plain)
        following = lines[index + 1] if index + 1 < len(lines) else ""
        there = index > 0 and bool(_THERE.search(plain)) and bool(route.search(lines[index - 1]))
        if match and ask.search(plain) and not route.search(line) and not there and not (route.search(following) and ask.search(following)):
            yield Finding("public_data", Level.BLOCK, Kind.OWN_REASON, "public_asked", {"value": match.group()}, line, criterion=11)


def _route(review: Review, language: str) -> re.Pattern[str]:
    own = tuple(re.escape(text) for text in review.channel.private_route.values())
    mails = tuple(re.escape(contact.value) for contact in review.brand.contacts if contact.kind == "email")
    return compiled((*review.lists.words.get(language, {}).get("checks.private_route", ()), *own, *mails))


def _health(review: Review, text: str) -> Iterable[Finding]:
    """An illness or a debt that the customer named, repeated in public: name the consequence instead. Another person's blocks."""
    language = language_of(review, text)
    told = " ".join(source.text for source in grounds.thread_sources(review)).casefold()
    words, kin = pattern(review, "checks.private_matter", language), pattern(review, "checks.kin", language)
    for sentence in sentences.split(unquoted(text)):
        for match in words.finditer(sentence):
            if match.group().casefold()[:ROOT] in told:
                level = Level.BLOCK if kin.search(sentence) else Level.WARN
                yield Finding(
                    "public_data", level, Kind.OWN_REASON, "public_private_matter", {"value": match.group()}, match.group(), criterion=11
                )
                return
