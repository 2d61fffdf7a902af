"""The sources of one reply, numbered for a prompt and cut to what this complaint needs."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from assistant.drafting.embedded.likeness import shared, stems
from assistant.drafting.embedded.wording import ranked, telling_words
from assistant.drafting.kit import WritingTask
from assistant.language import sentences
from assistant.language.timing import report_back_time, say_by
from assistant.records.brand import Contact
from assistant.records.draft import Citation
from assistant.records.knowledge import Passage
from assistant.records.triage import Risk

BUDGET = 560
"""Tokens for policy: half of what four chunks of a thousand characters cost."""
MOST = 5
"""Clauses at most; the first ones whole, the later ones in the sentences that are about the complaint."""
WHOLE = 2
NEAR = 0.5
"""How near a later clause must come to the best one."""
CONTACTS = 3
EMERGENCY = "112 bij direct gevaar; 0900-8844 politie zonder spoed; 113 of 0800-0113 bij gedachten aan zelfdoding"


@dataclass(frozen=True, slots=True)
class Source:
    """One numbered source: its mark in the prompt, what the model reads, and what a citation of it names."""

    mark: str
    text: str
    id: str
    document: str = ""


def sources_for(task: WritingTask, tokens: Callable[[str], int]) -> tuple[Source, ...]:
    """Policy clauses (B), contacts (C), agent facts (F), the report-back time (T) and, in danger, the help numbers (H)."""
    asked = f"{task.case.complaint}\n{task.hint}"
    facts = (Source(f"F{n}", fact.text, f"fact:{fact.id}") for n, fact in enumerate(task.case.facts, start=1))
    contacts = (Source(f"C{n}", _contact(c, task), f"contact:{c.id}") for n, c in enumerate(_contacts(task, asked), start=1))
    danger = (Source("H", EMERGENCY, "help"),) if task.triage.risk is Risk.SAFETY or int(task.triage.urgency.value) >= 3 else ()
    return (*_policies(task, asked, tokens), *facts, *contacts, Source("T", report_back(task), "report_back"), *danger)


def report_back(task: WritingTask) -> str:
    """When we report back, in the reply's language."""
    moment = report_back_time(task.brand, int(task.triage.urgency.value), task.now)
    return say_by(moment, task.now, task.language)


def cited(marks: Iterable[str], sentence: str, sources: Iterable[Source]) -> tuple[Citation, ...]:
    """Citations for the marks that name a source; others are dropped."""
    known = {source.mark: source for source in sources}
    return tuple(Citation(sentence, known[mark].id, known[mark].document) for mark in dict.fromkeys(marks) if mark in known)


def _policies(task: WritingTask, asked: str, tokens: Callable[[str], int]) -> Iterable[Source]:
    telling, left = telling_words(task), BUDGET
    best = ranked(task, asked)[:MOST]
    for number, (score, passage) in enumerate(best, start=1):
        if number > WHOLE and score < NEAR * best[0][0]:
            return
        text = _clause(passage, task, asked if number > WHOLE else "", telling)
        cost = tokens(text)
        if text and cost <= left:
            left -= cost
            yield Source(f"B{number}", text, passage.id, passage.document)


def _clause(passage: Passage, task: WritingTask, asked: str, telling: Mapping[str, float]) -> str:
    """A clause as the model reads it: the customer's own wording where there is one, else the rule; with our next act.

    With `asked` only the sentences that are about it.
    """
    wording = passage.wording.get(f"nl-{task.form}") if task.form else None
    body = wording or passage.wording.get(task.language) or passage.wording.get("nl") or passage.rule or passage.text
    lines = sentences.split(body)
    if asked:
        lines = tuple(line for line in lines if shared(line, asked, telling) >= 1.0)
    step = passage.steps.get(task.language) or passage.steps.get("nl", "")
    if not lines:
        return ""
    act = f" wij doen: {step}" if step else ""
    return f"({' > '.join(passage.path) or passage.title}) {' '.join(lines)}{act}"


def _contacts(task: WritingTask, asked: str) -> list[Contact]:
    """Public contacts that the complaint or the case calls for; else the first phone number."""
    public = [contact for contact in task.brand.contacts if contact.public]
    telling = telling_words(task)
    own = stems(task.brand.name)
    worth = {c.id: shared(f"{c.id} {' '.join(c.label.values())}", asked, telling, without=own) for c in public}
    near = sorted((c for c in public if worth[c.id] > 0), key=lambda c: worth[c.id], reverse=True)[:CONTACTS]
    return near or [contact for contact in public if contact.kind == "phone"][:1]


def _contact(contact: Contact, task: WritingTask) -> str:
    label = contact.label.get(task.language) or contact.label.get("nl", "")
    return f"{contact.value} ({label})" if label else contact.value
