"""Writes a reply without a language model: from the triage, the policy's own customer wording and the case."""

from assistant.drafting.kit import WritingTask, Written
from assistant.ports import OnToken
from assistant.records.draft import Citation, Reply
from assistant.records.review import WordLists


class EmbeddedWriter:
    """A `Writer` that composes and never invents: what no source says stays unsaid."""

    def __init__(self, lists: WordLists) -> None:
        self._lists = lists

    def write(self, task: WritingTask, on_token: OnToken) -> Written:
        best = next((p for p in task.policies if p.wording.get(task.language)), None)
        greeting = f"{'Beste' if task.language == 'nl' else 'Dear'} {task.case.customer_name}," if task.channel.greeting else ""
        wording = best.wording[task.language] if best else ""
        step = best.steps.get(task.language, "") if best else ""
        text = "\n\n".join(part for part in (greeting, wording, step) if part)
        on_token(text)
        cited = (Citation(wording, best.id, best.document),) if best else ()
        return Written(Reply(text), cited, gap="" if best else "gap.no_source")
