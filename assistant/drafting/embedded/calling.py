"""Which number of the brand goes along where it cannot wait."""

import re
from collections.abc import Sequence

from assistant.drafting.embedded.voice import Voice
from assistant.drafting.embedded.wording import Clause
from assistant.drafting.kit import WritingTask
from assistant.records.brand import Contact

SHORTEST = 4
"""Letters of a word that can tell what a number is for."""


def number_to_call(task: WritingTask, clauses: Sequence[Clause], voice: Voice) -> Contact | None:
    """The number that is always open and meant for this matter; without a clause else the brand's first one."""
    phones = [contact for contact in task.brand.contacts if contact.public and contact.kind == "phone"]
    text = " ".join([task.case.complaint, *(clause.passage.text for clause in clauses[:1])]).lower()
    always = [contact for contact in phones if voice.found("cues.always_open", " ".join(contact.label.values()))]
    meant = [contact for contact in always if _meant(contact.label.get(task.language) or contact.label.get("nl", ""), text, voice)]
    return next(iter(meant or (() if clauses else phones)), None)


def _meant(label: str, text: str, voice: Voice) -> bool:
    """Whether what a number's name says beside being open ("urgent baggage line") stands in the message or the clause."""
    name = label.partition(",")[0].lower()
    for pattern in voice.words("cues.always_open") + voice.words("cues.call_plain"):
        name = re.sub(pattern, " ", name)
    own = _words(name)
    return not own or any(word in mine or mine in word for mine in own for word in _words(text))


def _words(text: str) -> set[str]:
    return {word for word in re.findall(r"[^\W\d_]+", text) if len(word) >= SHORTEST}
