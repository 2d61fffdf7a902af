"""What a message brings up besides the matter that the clause answers: it is never passed over."""

import re

from assistant.drafting.embedded.likeness import held
from assistant.drafting.embedded.naming import matter, questions
from assistant.drafting.embedded.voice import Voice
from assistant.drafting.embedded.wording import FURTHER, Clause
from assistant.drafting.kit import WritingTask
from assistant.language import sentences

_AMOUNT = re.compile(r"€ ?(\d[\d.]*(?:,\d\d)?)|\b(\d[\d.]*(?:,\d\d)?) ?euro\b|\b(\d+,\d\d)\b", re.IGNORECASE)


def further(task: WritingTask, clauses: tuple[Clause, ...], voice: Voice) -> str:
    """Our own sentence for what the chosen clauses leave open: how a colleague behaved, an amount, a thing, a question; "" for nothing."""
    if not clauses:
        return ""
    complaint, said = task.case.complaint, " ".join(f"{' '.join(clause.passage.path)} {clause.passage.text}" for clause in clauses)
    if voice.found("cues.rude", complaint) and not voice.found("cues.manners", " ".join(clause.passage.path[-1] for clause in clauses)):
        return voice.say("second.staff", who=task.brand.escalation.lead)
    added = next((line for line in sentences.split(complaint) if FURTHER.search(line)), "")
    if added and len(held(added, said)) < 2:
        if amount := _AMOUNT.search(added):
            return voice.say("second.amount", amount=f"€ {next(filter(None, amount.groups()))}")
        if about := matter(added, voice, added):
            return voice.say("other_matter", matter=about)
    parts = questions(complaint, voice, opened=True)
    other = next((part for part in parts if not held(part, said)), "") if len(parts) > 1 else ""
    about = matter(other, voice, other)
    return voice.say("other_matter", matter=about) if about else voice.say("other_question") if other else ""
