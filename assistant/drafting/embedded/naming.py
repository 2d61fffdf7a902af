"""Names the customer's own case without turning his sentences: the situation in our words, and the thing it is about."""

import re

from assistant.drafting.embedded.voice import Voice
from assistant.language.likeness import held
from assistant.language.sentences import capital

_OWN = {"mijn": "(je|uw)", "m'n": "(je|uw)", "mn": "(je|uw)", "my": "your", "our": "your"}
_VAGUE = frozenset(("een", "a", "an"))
SHORTEST = 2
"""Words that are no question yet: "wat nu?"."""


def situation(text: str, voice: Voice) -> str:
    """What happens to the customer, in a sentence of ours that is true when its pattern fits; "" when none does."""
    for row in voice.words("situation"):
        pattern, _, said = row.partition(" => ")
        if found := re.search(pattern, text, re.IGNORECASE):
            groups = [group.lower() for group in found.groups() if group]
            said = said.replace(r"\0", found[0].lower())
            for number, group in enumerate(groups, start=1):
                said = said.replace(rf"\{number}", group)
            return "" if re.search(r"\\\d", said) else capital(voice.spell(said))
    return ""


def matter(text: str, voice: Voice, known: str) -> str:
    """The thing it is about as a phrase with its article ("uw jaarafrekening", "de lift"), or "".

    Only what is surely a noun (after an article or "mijn", before a word that can follow one) and in `known`, the brand's own words.
    """
    best, worth = "", 0.0
    for pattern in voice.words("patterns.matter"):
        for found in re.finditer(pattern, text, re.IGNORECASE):
            article, noun = found[1].lower(), found[2]
            if article in _VAGUE or voice.found("patterns.no_matter", noun) or (noun[:1].isupper() and not text[: found.start()].strip()):
                continue
            value = 1.0 + (article in _OWN) if held(noun, known) else 0.0
            if value > worth:
                best, worth = f"{_OWN.get(article, article)} {noun.lower()}", value
    return voice.spell_inside(best)


def questions(text: str, voice: Voice, *, opened: bool = False) -> tuple[str, ...]:
    """The customer's questions, one by one: sentences that ask, cut where a new question begins.

    `opened`: only those that begin as a question does, so that "zo ga je toch niet met klanten om?" is none.
    """
    opener = next(iter(voice.words("patterns.asks")), r"\b\B")
    parts: list[str] = []
    for line in re.split(r"(?<=[.?!])\s+|\n+", text):
        line = re.sub(r"^(?:en|and) ", "", line, flags=re.IGNORECASE)
        asks = line.rstrip().endswith("?") or re.match(opener, line, re.IGNORECASE)
        parts += [part.strip() for part in re.split(rf",? (?:en|and) (?={opener})", line, flags=re.IGNORECASE)] if asks else []
    parts = [part for part in parts if len(part.split()) > SHORTEST]
    return tuple(part for part in parts if (part.endswith("?") and not opened) or re.match(opener, part, re.IGNORECASE))
