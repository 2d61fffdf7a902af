"""Which of the brand's contacts belong to a matter: those that its message or its clause names."""

import re
from collections.abc import Mapping

from assistant.drafting.kit import WritingTask
from assistant.language.likeness import shared, stems
from assistant.records.brand import Contact

SHORTEST = 4
"""Letters of a word that can tell what a number is for."""


def contacts_for(task: WritingTask, text: str, telling: Mapping[str, float]) -> list[Contact]:
    """Public contacts whose name stands in `text` (a message with its clause), the nearest first."""
    own = stems(task.brand.name)
    public = [contact for contact in task.brand.contacts if contact.public]
    worth = {c.id: shared(f"{c.id} {' '.join(c.label.values())}", text, telling, without=own) for c in public}
    return sorted((c for c in public if worth[c.id] > 0), key=lambda c: worth[c.id], reverse=True)


def number_to_call(task: WritingTask, clause: str, always_open: tuple[str, ...], plain: tuple[str, ...]) -> Contact | None:
    """The number that is always open and meant for this matter; without a clause else the brand's first one.

    `clause` is the text that answers, "" for none; `always_open` and `plain` are patterns of what a label says of being open, and of
    being a number at all: what is left tells what it is for ("storingsdienst huurketels").
    """
    phones = [contact for contact in task.brand.contacts if contact.public and contact.kind == "phone"]
    always = [contact for contact in phones if _found(always_open, " ".join(contact.label.values()))]
    text = f"{task.case.complaint} {clause}"
    meant = [contact for contact in always if _meant(label_of(contact, task.language), text, (*always_open, *plain))]
    return next(iter(meant or (() if clause else phones)), None)


def label_of(contact: Contact, language: str) -> str:
    return contact.label.get(language) or contact.label.get("nl", "")


def _meant(label: str, text: str, general: tuple[str, ...]) -> bool:
    """Whether a label's own words ("bagagespoed") stand in the text; true for one that has none ("spoednummer")."""
    own = [word for word in re.findall(r"[^\W\d_]+", label.partition(",")[0].lower()) if len(_left(word, general)) >= SHORTEST]
    return not own or bool(stems(" ".join(own)) & stems(text))


def _left(word: str, general: tuple[str, ...]) -> str:
    for pattern in general:
        word = re.sub(pattern, "", word, flags=re.IGNORECASE)
    return word


def _found(patterns: tuple[str, ...], text: str) -> bool:
    return any(re.search(pattern, text, re.IGNORECASE) for pattern in patterns)
