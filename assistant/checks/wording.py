"""Criteria 5, 13, 16, 17, 19, 20, 21 and 23: how it is said."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from assistant.checks.parts import parts
from assistant.checks.words import language_of, pattern, unquoted
from assistant.language import detect, readability, register, sentences, statements
from assistant.records.case import Author
from assistant.records.finding import Finding, Kind, Level
from assistant.records.review import Review
from assistant.records.triage import Urgency

_EMOJI = re.compile("[\U0001f300-\U0001faff\u2600-\u27bf\U0001f1e6-\U0001f1ff]|(?<!\\w)[:;]-?[)DPp](?!\\w)")

_OTHER_SCRIPT = re.compile(r"(?:(?![A-Za-z\u00aa-\u024f\u02b0-\u036f\u1e00-\u1eff\u2000-\u2bff\ufb00-\ufb06])[^\W\d_]){4,}")
"""A word in letters that are not Latin: brands write Latin ones."""


def check_cliche(review: Review) -> Iterable[Finding]:
    """All clichés in one warning; what the customer said first is no cliché of ours."""
    for part, text in parts(review):
        hits = [match for match, weight in _cliches(review, text) if weight > 1]
        light = [match for match, weight in _cliches(review, text) if weight == 1]
        found = hits + (light if hits or len(light) > 1 else [match for match in light if _alone(match, text)])
        if found:
            quotes = ", ".join(f"“{quote.strip()}”" for quote in dict.fromkeys(found))
            yield Finding("cliche", Level.WARN, Kind.OWN_REASON, "cliche", {"value": quotes}, found[0], part, 5)


def _cliches(review: Review, text: str) -> Iterator[tuple[str, int]]:
    told = " ".join(message.text for message in review.thread if message.author is Author.CUSTOMER).casefold()
    language = language_of(review, text)
    for sentence in sentences.split(unquoted(text)):
        dated: bool | None = None
        for source, weight, _ in review.lists.cliches.get(language, ()):
            match = _cliche(source).search(sentence)
            if match is None or match.group().strip().casefold() in told:
                continue
            if dated is None:
                dated = any(found.kind.value in ("date", "time", "term") for found in statements.find(sentence, language, review.now))
            if weight == 3 or not dated:  # "ik neem dit mee en bel je vrijdag" says what follows
                yield match.group(), weight


@lru_cache(maxsize=1024)
def _cliche(source: str) -> re.Pattern[str]:
    return re.compile(source, re.IGNORECASE)


def _alone(quote: str, text: str) -> bool:
    """Whether the words are nearly all of their sentence."""
    sentence = next((sentence for sentence in sentences.split(text) if quote in sentence), "")
    return readability.words(sentence) <= readability.words(quote) + 2


def check_apology(review: Review) -> Iterable[Finding]:
    """Once, unconditional, and no "maar" after it."""
    for part, text in parts(review):
        language, plain = language_of(review, text), unquoted(text)
        non = pattern(review, "checks.non_apology", language).search(plain)
        if non:
            yield Finding("apology", Level.WARN, Kind.OWN_REASON, "non_apology", {}, non.group(), part, 13)
            continue
        sorry = pattern(review, "checks.apology", language)
        said = [sentence for sentence in sentences.split(plain) if sorry.search(sentence)]
        if len(said) > 1:
            yield Finding("apology", Level.WARN, Kind.OWN_REASON, "apology_twice", {"count": str(len(said))}, said[1].strip(), part, 13)
        but = next((sentence for sentence in said if re.search(r",? (?:maar|but) ", sentence[sorry.search(sentence).end() :], re.I)), "")  # type: ignore[union-attr]
        if but:
            yield Finding("apology", Level.WARN, Kind.OWN_REASON, "apology_but", {}, but.strip(), part, 13)


def check_form(review: Review) -> Iterable[Finding]:
    """One form of address in a part: ours in this thread, else the brand's; or the customer's own."""
    wanted = register.form_in(review.thread, review.brand.form_on(review.channel.name))
    told = register.form_of(" ".join(message.text for message in review.thread if message.author is Author.CUSTOMER))
    for part, text in parts(review):
        if language_of(review, text) != "nl":
            continue
        form = register.form_of(text)
        if form == "mixed":
            yield Finding("form", Level.WARN, Kind.OWN_REASON, "form_mixed", {"form": wanted}, "", part, 16)
        elif form and wanted and form not in (wanted, told):
            yield Finding("form", Level.WARN, Kind.OWN_REASON, "form_other", {"form": wanted, "found": form}, "", part, 16)


def check_plain(review: Review) -> Iterable[Finding]:
    """Hints only, three at most."""
    for part, text in parts(review):
        language = language_of(review, text)
        official = review.lists.words.get(language, {}).get("checks.official", ())
        for hint in readability.hints(text, language, official)[:3]:
            yield Finding("plain", Level.INFO, Kind.OWN_REASON, f"plain_{hint.key}", {"value": hint.quote}, hint.quote, part, 17)


def check_language(review: Review) -> Iterable[Finding]:
    """The customer's language, where the brand writes it."""
    wanted = review.triage.language.value
    for part, text in parts(review):
        strange = _OTHER_SCRIPT.search(unquoted(text))
        if strange:  # nobody here can read what it says
            yield Finding("language", Level.BLOCK, Kind.OWN_REASON, "other_script", {"value": strange.group()}, strange.group(), part, 19)
        if wanted not in review.brand.languages:
            continue
        found = detect.language_of(unquoted(" ".join(sentences.body(text))), review.brand.languages)
        if found and found != wanted:
            yield Finding("language", Level.WARN, Kind.OWN_REASON, "other_language", {"wanted": wanted, "found": found}, "", part, 19)


def check_sign_off(review: Review) -> Iterable[Finding]:
    """A team cannot sign: a person does. No name at all is right, approval adds it."""
    for part, text in parts(review):
        team = pattern(review, "checks.team_sign_off", language_of(review, text))
        lines = [line.strip(" ,.!") for line in text.strip().split("\n") if line.strip()]
        signed = next((line for line in lines[1:][-3:] if len(line.split()) <= 5 and team.fullmatch(line)), "")
        if signed:
            yield Finding("sign_off", Level.WARN, Kind.OWN_REASON, "team_sign_off", {}, signed, part, 20)


def check_defensive(review: Review) -> Iterable[Finding]:
    """Crowds as an excuse, making it small, telling the customer what they should have done."""
    for part, text in parts(review):
        match = pattern(review, "checks.defensive", language_of(review, text)).search(unquoted(text))
        if match:
            yield Finding("defensive", Level.WARN, Kind.OWN_REASON, "defensive", {}, match.group(), part, 21)


def check_tone(review: Review) -> Iterable[Finding]:
    """No emoji and no exclamation mark where it is urgent or somebody is vulnerable."""
    if review.triage.urgency.value < Urgency.SOON and not review.triage.vulnerable.value:
        return
    for part, text in parts(review):
        match = _EMOJI.search(text) or re.search(r"!", unquoted(text))
        if match:
            yield Finding("tone", Level.WARN, Kind.OWN_REASON, "tone", {}, match.group(), part, 23)
