"""What others wrote never becomes an instruction: sentences that speak to a machine are taken out of sources, recited prompts refused.

The last word is with the checks, which look at the final text; this keeps an attack from ever being a source that grounds it.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import lru_cache

from assistant.language import sentences
from assistant.records.knowledge import Audience, Passage
from assistant.records.review import WordLists

LIST = "guard.instructions"
RECITED = 9
"""Words in a row that a reply and our instructions may not share."""
_NEVER_SAID = re.compile(r"\[(?:BSN|IBAN|KAART)_\d+\]")
_AS_OURS = re.compile(
    r"\b(?:ons|onze|our) (?:\w+ ){0,2}(?:\w*nummer|\S*mailadres|adres|number|address|email)\b[^.]*\[(?:TEL|EMAIL|ADRES)_"
    r"|^(?!.*\b(?:ik|wij|we|I)\b).*"
    r"\b(?:bel|app|mail|sms|whatsapp|schrijf|betaal|call|text|email|write|message|pay)t?\b[^.]*\[(?:TEL|EMAIL)_",
    re.IGNORECASE,
)
_WORD = re.compile(r"\w+")


def disarmed(passages: Iterable[Passage], lists: WordLists) -> tuple[Passage, ...]:
    """The passages without the sentences that give a machine orders; one that holds none is returned as it is.

    Internal ones stay whole: they ground nothing and no writer sees them, and telling colleagues what to write is their purpose.
    """
    pattern = _pattern(tuple(p for language in sorted(lists.words) for p in lists.words[language].get(LIST, ())))
    return tuple(passage if passage.audience is Audience.INTERNAL else _disarmed(passage, pattern) for passage in passages)


def speaks_to_machine(text: str, lists: WordLists) -> bool:
    """Whether a sentence of `text` gives orders to whoever writes the reply by machine."""
    pattern = _pattern(tuple(p for language in sorted(lists.words) for p in lists.words[language].get(LIST, ())))
    return any(pattern.search(sentence) for sentence in sentences.split(text))


def misuses_data(masked: str) -> bool:
    """Whether a sentence, still masked, says back what never needs saying back, or passes the customer's own data off as ours."""
    return bool(_NEVER_SAID.search(masked) or _AS_OURS.search(masked))


def recites(answer: str, system: str, fence: str) -> bool:
    """Whether an answer repeats its own instructions or the marks of the prompt."""
    if fence in answer:
        return True
    given, said = _WORD.findall(system.lower()), _WORD.findall(answer.lower())
    runs = {tuple(given[i : i + RECITED]) for i in range(len(given) - RECITED + 1)}
    return any(tuple(said[i : i + RECITED]) in runs for i in range(len(said) - RECITED + 1))


def _disarmed(passage: Passage, pattern: re.Pattern[str]) -> Passage:
    clean = replace(
        passage,
        text=_clean(passage.text, pattern),
        rule=_clean(passage.rule, pattern),
        complaint=_clean(passage.complaint, pattern),
        reply=_clean(passage.reply, pattern),
        wording=_cleaned(passage.wording, pattern),
        steps=_cleaned(passage.steps, pattern),
    )
    return passage if clean == passage else clean


def _cleaned(texts: Mapping[str, str], pattern: re.Pattern[str]) -> Mapping[str, str]:
    return {key: clean for key, text in texts.items() if (clean := _clean(text, pattern))}


@lru_cache(maxsize=4096)
def _clean(text: str, pattern: re.Pattern[str]) -> str:
    """The text as it is, or its lines without the sentences that match."""
    if not text or not any(pattern.search(sentence) for sentence in sentences.split(text)):
        return text
    lines = (" ".join(s for s in sentences.split(line) if not pattern.search(s)) for line in text.split("\n"))
    return "\n".join(lines).strip()


@lru_cache(maxsize=8)
def _pattern(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{p})" for p in patterns) if patterns else r"(?!)", re.IGNORECASE)
