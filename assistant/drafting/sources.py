"""The sources of one reply, numbered for a prompt and cut to what this complaint needs."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from assistant.drafting.calling import contacts_for, label_of
from assistant.drafting.clauses import ranked, telling_words
from assistant.drafting.kit import WritingTask
from assistant.drafting.triage.needs import held, wanted
from assistant.language import sentences
from assistant.language.likeness import shared
from assistant.language.timing import report_back_time, say_by
from assistant.records.brand import Contact
from assistant.records.draft import Citation
from assistant.records.knowledge import Passage
from assistant.records.triage import Risk

BUDGET = 560
"""Tokens for policy: less than half of what four chunks of a thousand characters cost."""
WHOLE = 3
"""The clauses nearest to the customer's words stand whole, others in short: to be seen, in case search was wrong about the first."""
CORE = 2
"""Sentences of a clause in short."""
SAVING = 3.0
"""What it is worth that a sentence says what to do at danger or need, or, where it went wrong before, at a second or third time."""
_DANGER = re.compile(r"\b(?:112|direct|acute?|nood|spoed|weer niet|zit iemand|emergency|at once|urgent)\b", re.IGNORECASE)
_AGAIN = re.compile(
    r"\b(?:(?:tweede|derde|vierde) (?:keer|maal|bericht)|opnieuw|herhaal\w*|nogmaals|weer|second|third|again)\b", re.IGNORECASE
)
CONTACTS = 2
EMERGENCY = "112 gevaar; 0900-8844 politie; 113 of 0800-0113 zelfdoding"


@dataclass(frozen=True, slots=True)
class Source:
    """One numbered source: its mark in the prompt, what the model reads, and what a citation of it names."""

    mark: str
    text: str
    id: str
    document: str = ""


def sources_for(task: WritingTask, tokens: Callable[[str], int]) -> tuple[Source, ...]:
    """Policy clauses (B), agent facts (F), contacts (C), who takes over (O), our report-back time (T),
    what is never granted (N) and the help numbers (H)."""
    asked = f"{task.case.complaint}\n{task.hint}"
    facts = (Source(f"F{n}", fact.text, f"fact:{fact.id}") for n, fact in enumerate(task.case.facts, start=1))
    policies = tuple(_policies(task, asked, tokens))
    contacts = (Source(f"C{n}", _contact(c, task), f"contact:{c.id}") for n, c in enumerate(_contacts(task, asked, policies), start=1))
    owner = (Source("O", who, "escalation") for who in (_owner(task),) if who)
    never = (Source("N", f"nooit toezeggen: {', '.join(words)}", "mandate") for words in (task.brand.mandate.never,) if words)
    help_ = Source("H", EMERGENCY, "help")
    return (*policies, *facts, *contacts, *owner, *never, *_report_backs(task), help_)


def _report_backs(task: WritingTask) -> Iterator[Source]:
    """T as the first reading has it, and the earlier ones for a writer who finds the message more urgent."""
    own = int(task.triage.urgency.value)
    told = {"T": report_back(task)} | {f"T{n}": report_back(task, n) for n in range(max(own + 1, 2), 4)}
    return (Source(mark, text, "report_back") for mark, text in told.items())


def _owner(task: WritingTask) -> str:
    """The colleague who decides what an agent may not: for press, law or privacy their own, else the lead; "" when none is named."""
    named, risks = task.brand.escalation, {risk.value for risk in task.triage.risks}
    special = [(Risk.PRESS, named.press), (Risk.LEGAL, named.legal), (Risk.PRIVACY, named.privacy)]
    return next((who for risk, who in special if risk in risks and who), named.lead)


def report_back(task: WritingTask, urgency: int | None = None) -> str:
    """When we report back, in the reply's language; at the urgency of the triage when none is given."""
    moment = report_back_time(task.brand, int(task.triage.urgency.value) if urgency is None else urgency, task.now)
    return say_by(moment, task.now, task.language)


def cited(marks: Iterable[str], sentence: str, sources: Iterable[Source]) -> tuple[Citation, ...]:
    """Citations for the marks that name a source; others are dropped."""
    known = {source.mark: source for source in sources}
    return tuple(Citation(sentence, known[mark].id, known[mark].document) for mark in dict.fromkeys(marks) if mark in known)


def _policies(task: WritingTask, asked: str, tokens: Callable[[str], int]) -> Iterable[Source]:
    """The clauses that may answer, best first, until the budget is spent.

    One clause too many costs the writer a glance; the right one left out costs the reply. So the budget is used, not saved. Whole
    are the clauses that the customer's own words rank highest: one fetched for a risk (press, a lawyer) stays short.
    """
    telling, left = telling_words(task), BUDGET
    wider = f"{asked}\n{task.also}".strip()
    whole = {*task.first, *(passage.id for _, passage in ranked(task, asked, task.leads)[:WHOLE])}
    for number, passage in enumerate(_best(task, asked, wider), start=1):
        lines = _lines(passage, task)
        text = _clause(passage, task, lines if passage.id in whole else _core(lines, wider, telling, again=task.triage.repeat.value))
        cost = tokens(text)
        if text and cost <= left:
            left -= cost
            yield Source(f"B{number}", text, passage.id, passage.document)


def _best(task: WritingTask, asked: str, wider: str) -> list[Passage]:
    """The clauses as the customer's words rank them, and as policy's words for the same matter do: both count. What a model asked for
    goes first."""
    scores: dict[str, float] = {}
    passages = {passage.id: passage for passage in task.policies}
    for words in dict.fromkeys((asked, wider)):
        for score, passage in ranked(task, words, task.leads):
            scores[passage.id] = scores.get(passage.id, 0.0) + score
    return [passages[id] for id in sorted(scores, key=lambda id: (id in task.first, scores[id]), reverse=True)]


def _lines(passage: Passage, task: WritingTask) -> tuple[str, ...]:
    """The sentences of a clause as the organisation holds it: the rule says all that the customer wording says, and the limits."""
    own = passage.wording.get(f"nl-{task.form}") if task.form else None
    return sentences.split(passage.rule or own or passage.wording.get(task.language) or passage.wording.get("nl") or passage.text)


def _core(lines: tuple[str, ...], asked: str, telling: Mapping[str, float], *, again: bool) -> tuple[str, ...]:
    """A clause in short: its first sentence, which is the rule, and the one that is most about the complaint, or meant for danger or,
    with `again`, for a second time."""
    saving = [bool(_DANGER.search(line) or (again and _AGAIN.search(line))) for line in lines]
    worth = {place: shared(line, asked, telling) + SAVING * saving[place] for place, line in enumerate(lines)}
    best = sorted(range(1, len(lines)), key=lambda place: (-worth[place], place))[: CORE - 1]
    return tuple(lines[place] for place in sorted({0, *best}) if lines)


def _clause(passage: Passage, task: WritingTask, lines: tuple[str, ...]) -> str:
    """A clause as the model reads it, with our next act and what it needs of the customer; "" without lines."""
    step = passage.steps.get(task.language) or passage.steps.get("nl", "")
    needs = [need for need in wanted(passage.needs) if not held(need, task.case)]
    act = f" wij doen: {step}" if step else ""
    need = f" nodig: {', '.join(needs)}" if needs else ""
    return f"({passage.path[-1] if passage.path else passage.title}) {' '.join(lines)}{act}{need}" if lines else ""


def _contacts(task: WritingTask, asked: str, policies: Sequence[Source]) -> list[Contact]:
    """Public contacts that the complaint or the first clause names; else the first phone number."""
    text = " ".join([asked, *(source.text for source in policies[:1])])
    near = contacts_for(task, text, telling_words(task))[:CONTACTS]
    return near or [contact for contact in task.brand.contacts if contact.public and contact.kind == "phone"][:1]


def _contact(contact: Contact, task: WritingTask) -> str:
    label = label_of(contact, task.language)
    return f"{contact.value} ({label})" if label else contact.value
