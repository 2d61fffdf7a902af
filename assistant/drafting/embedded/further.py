"""What a message brings up besides the matter that the clause answers: it is never passed over."""

import re

from assistant.drafting.embedded.naming import matter, questions
from assistant.drafting.embedded.voice import Voice
from assistant.drafting.embedded.wording import FURTHER, Clause
from assistant.drafting.embedded.worth import answers
from assistant.drafting.kit import WritingTask
from assistant.language import sentences
from assistant.language.likeness import held, stems

_MONEY = re.compile(r"€|\d,\d\d\b|\b\d+ ?euro\b|rekening|afgeschreven|charged|refund|\bbill\b", re.IGNORECASE)


def lead(task: WritingTask, voice: Voice) -> str:
    """Who decides what an agent may not, by role and name where the brand gives them."""
    return task.brand.escalation.lead if task.language == "nl" and task.brand.escalation.lead else voice.words("lead")[0]


def further(task: WritingTask, clauses: tuple[Clause, ...], voice: Voice) -> str:
    """Our own sentence for what the chosen clauses leave open: how a colleague behaved, an amount, a thing, a question; "" for nothing."""
    if not clauses:
        return ""
    complaint, said = task.case.complaint, " ".join(f"{' '.join(clause.passage.path)} {clause.passage.text}" for clause in clauses)
    if voice.found("cues.rude", complaint) and not voice.found("cues.manners", " ".join(clause.passage.path[-1] for clause in clauses)):
        return voice.say("second.staff", who=lead(task, voice))
    added = next((line for line in sentences.split(complaint) if FURTHER.search(line)), "")
    if added and len(held(added, said)) < 2:
        if _MONEY.search(added):
            return voice.say("second.money")
        if about := matter(added, voice, added):
            return voice.say("other_matter", matter=about)
    parts = questions(complaint, voice, opened=True)
    answer = " ".join(line.text for clause in clauses for line in clause.said)
    open_ones = (part for part in parts if len(stems(part)) > 1 and not held(part, said) and not answers(part, answer))
    other = next(open_ones, "") if len(parts) > 1 else ""
    about = matter(other, voice, other)
    return voice.say("other_matter", matter=about) if about else voice.say("other_question") if other else ""
