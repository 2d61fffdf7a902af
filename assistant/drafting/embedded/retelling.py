"""What happened, in the customer's own facts: the clauses of the complaint that can be said back, in the second person."""

import re
from dataclasses import dataclass

from assistant.drafting.embedded.likeness import shared
from assistant.drafting.embedded.turning import starts_as_first, to_second
from assistant.drafting.embedded.voice import Voice
from assistant.language import sentences

_CUT = re.compile(r"\s*(?:[;:…]|\.{2,}|\s[-–—]\s|,)\s+|\s+(?=(?:en|maar|want|dus|anders|and|but|so)\s)")
_JOIN = re.compile(r"^(?:en|maar|want|dus|and|but|so)\s+", re.IGNORECASE)
_NUMBER = re.compile(
    r"\d|€|\b(?:twee|drie|vier|vijf|zes|zeven|acht|negen|tien|tweede|derde|vierde|vijfde|second|third|fourth|two|three|four|five|"
    r"weeks?|weken|maanden|jaar|uur|dagen)\b",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"(?<!\w)['‘\"“][^'’\"”]{2,}['’\"”](?!\w)")
_VERB_FIRST = re.compile(
    r"^(?:kan|kon|gaat|ging|is|was|waren|zijn|heeft|hebben|had|zit|zat|moet|moest|wordt|werd|komt|kwam|staat|stond|krijg\w*|zo|weg|"
    r"is|are|was|were|has|have|had|can|could|will|would|do|does|did)\b",
    re.IGNORECASE,
)
_SHOUTED = re.compile(r"\b[A-ZÀ-Þ]{4,}\b")
MOST, LEAST = 20, 3
"""Words in a clause that is looked at."""
SHORTEST, SENTENCE = 4, 14
"""Words in what is said back."""


@dataclass(frozen=True, slots=True)
class Retold:
    """A sentence of the customer's own facts, said back, without its full stop.

    `private`: holds what must not be repeated in public.
    """

    text: str
    worth: float
    private: bool


def retell(complaint: str, voice: Voice, language: str, about: str, weights: dict[str, float]) -> tuple[Retold, ...]:
    """Sentences in the order of the complaint. `about` is what the policies speak of; `weights` say which words are telling."""
    told = []
    for sentence in sentences.body(_plain(complaint)):
        if sentence.rstrip(" \"'").endswith("?") or len(sentence) > 400:
            continue
        clauses = _clauses(sentence)
        said = [_said(clause, voice, language, first=place == 0) for place, clause in enumerate(clauses)]
        whole = _joined([one for one in said if one]) if all(said) else ""
        for text in [whole] if _sure(whole, voice) else [one[1] for one in said if one]:
            text = _mended(text, voice)
            if _sure(text, voice):
                told.append(Retold(text, _worth(text, voice, about, weights), _hits(text, voice.words("patterns.private"))))
    return tuple(told)


def _sure(text: str, voice: Voice) -> bool:
    """Whether a text can stand as one short sentence: a subject with its verb, or how long something has lasted already."""
    words = len(text.split())
    if not SHORTEST <= words <= SENTENCE or _hits(text, voice.words("patterns.unsure")) or "?" in text:
        return False
    if voice.form == "u" and re.search(r"\b(?:je|jij|jou|jouw)\b", text):
        return False
    return bool(_NUMBER.search(text)) and _hits(text, voice.words("patterns.sure"))


def _plain(complaint: str) -> str:
    """Without handles, tags, shouting and rows of marks."""
    text = re.sub(r"(?:^|\s)[@#]\w+:?", " ", complaint)
    text = _SHOUTED.sub(lambda found: found[0].lower(), text)
    text = re.sub(r"([!?.])\1+", r"\1", text)
    return re.sub(r"[^\S\n]+", " ", re.sub(r"[\U0001F000-\U0001FAFF☀-➿️]", " ", text)).strip()


def _clauses(sentence: str) -> list[tuple[str, str]]:
    """(what stood before it, clause) for each part of the sentence; quoted words stay whole."""
    pieces, last = [], 0
    joint = ""
    for cut in _CUT.finditer(sentence):
        if sentence[: cut.start()].count("'") % 2 or sentence[: cut.start()].count('"') % 2:
            continue
        pieces.append((joint, sentence[last : cut.start()]))
        joint, last = cut[0].strip(), cut.end()
    return [*pieces, (joint, sentence[last:])]


def _said(clause: tuple[str, str], voice: Voice, language: str, *, first: bool) -> tuple[str, str] | None:
    joint, text = clause
    conjunction = _JOIN.match(text)
    bare = _JOIN.sub("", text).strip(' .!,;:…"')
    if not bare or len(bare.split()) > MOST:
        return None
    if _hits(bare, voice.words("patterns.not_facts")) or _hits(bare, voice.words("patterns.feelings")):
        return None
    missing = language == "nl" and starts_as_first(bare)
    turned = _turned(f"ik {bare}" if missing else bare, language, voice.form)
    if not turned:
        return None
    if missing and not first:
        turned = turned.split(" ", 1)[-1]
    word = conjunction[0].strip().lower() if conjunction else ""
    return (word if word in ("en", "maar", "and", "but") else joint if joint in (",", ":") else ""), _mended(turned, voice)


def _turned(clause: str, language: str, form: str) -> str:
    """The clause in the second person, its quoted words as they were; "" when it cannot be, or when it is all quotation."""
    quoted = [found[0] for found in _QUOTED.finditer(clause)]
    bare = _QUOTED.sub("QQ", clause)
    if quoted and len(bare.split()) < LEAST + 1:
        return ""
    turned = to_second(_lowered(bare), language, form)
    for quote in quoted:
        turned = turned and turned.replace("QQ", quote, 1)
    return turned or ""


def _lowered(clause: str) -> str:
    """Without the capital of a sentence's start; "I" and abbreviations keep theirs."""
    return clause[:1].lower() + clause[1:] if clause[1:2].islower() or (clause[1:2] == " " and clause[:1] != "I") else clause


def _joined(kept: list[tuple[str, str]]) -> str:
    """The clauses as one sentence; a loose short one alone is no sentence."""
    text = ""
    for joint, clause in kept:
        if not text:
            text = clause
        elif joint in (",", ":"):
            text += f"{joint} {clause}"
        else:
            text += f" {joint or 'en'} {clause}" if joint else f", {clause}"
    text = re.sub(r"\s+([,.:])", r"\1", re.sub(r"\s{2,}", " ", text))
    return text.strip(" ,:.")


def _mended(text: str, voice: Voice) -> str:
    """Small mends of hasty writing: missing articles, run-together words; the list is content."""
    for pair in voice.words("patterns.mends"):
        wrong, _, right = pair.partition(" => ")
        text = re.sub(wrong, voice.spell_inside(right), text, flags=re.IGNORECASE)
    return text


def _worth(text: str, voice: Voice, about: str, weights: dict[str, float]) -> float:
    worth = shared(text, about, weights) + 1.5 * bool(_NUMBER.search(text)) + 2.0 * _hits(text, voice.words("patterns.circumstances"))
    return worth - 0.05 * max(0, len(text) - 110)


def _hits(text: str, patterns: tuple[str, ...]) -> bool:
    return any(re.search(pattern, text, re.IGNORECASE) for pattern in patterns)
