"""Writes a reply with a language model: fills the prompt, reads the answer, maps its source marks to citations."""

import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from assistant.content.prompts import FilledPrompt, Prompts
from assistant.drafting.answer import Answer, Shown, read_answer, text_of
from assistant.drafting.clauses import telling_words
from assistant.drafting.guard import misuses_data, recites
from assistant.drafting.kit import WritingTask, Written
from assistant.drafting.sources import Source, cited, report_back, sources_for
from assistant.errors import ModelRefused, ModelUnavailable
from assistant.language import register
from assistant.language.likeness import shared
from assistant.language.timing import say_day
from assistant.ports import ChatModel, OnToken
from assistant.records.case import Author
from assistant.records.draft import Reply
from assistant.records.finding import Finding
from assistant.records.triage import Risk

THREAD = 6000
"""Characters of a thread that a prompt shows, the newest kept."""
EXAMPLE = 600
"""Characters of a past reply that shows the tone."""
ALIKE = 4.0
"""Weight of the telling words that a past complaint shares with this one to be of the same kind of matter."""
_TONGUES = {"nl": "Nederlands", "en": "Engels"}
_OPENING, _CLOSING = "⟦", "⟧"


def plainly(finding: Finding) -> str:
    """A finding in words that a model can work with, where no screen words are at hand."""
    return " ".join([finding.reason.replace("_", " "), *(f"{name}: {value}" for name, value in finding.params.items())])


@dataclass(frozen=True, slots=True)
class ModelWriter:
    """A `Writer` over a `ChatModel`. `tokens` counts what a text costs, for the budget; `explain` puts a finding in words."""

    model: ChatModel
    prompts: Prompts
    tokens: Callable[[str], int]
    explain: Callable[[Finding], str] = plainly

    def write(self, task: WritingTask, on_token: OnToken) -> Written:
        """One reply, or the blocked one mended. Raises `ModelError` when the model gives no usable answer."""
        sources = sources_for(task, self.tokens)
        fence = secrets.token_hex(5)
        prompt = self._prompt(task, sources, fence)
        done = self.model.write([("system", prompt.system), ("user", prompt.user)], Shown(on_token).take)
        if recites(done.text, prompt.system, fence):
            raise ModelRefused("The model repeated its instructions.", where=self.model.name, mend="Write this reply yourself.")
        answer = read_answer(done.text).without(misuses_data)
        if not answer.lines and answer.alarm[0] != Risk.SELF_HARM:
            raise ModelUnavailable(
                "The model wrote nothing that can be sent.", where=self.model.name, mend="Try again, or write this reply yourself."
            )
        return Written(
            reply=_reply(answer, public=task.channel.public),
            citations=tuple(citation for said in answer.lines for citation in cited(said.marks, said.text, sources)),
            ask=task.triage.missing.value,
            gap=answer.gap,
            writer="model",
            prompt=prompt.label,
            model=done.model,
            tokens_in=done.tokens_in,
            tokens_out=done.tokens_out,
            alarm=answer.alarm,
            reading=answer.reading,
            read=tuple(source.id for source in sources),
        )

    def _prompt(self, task: WritingTask, sources: tuple[Source, ...], fence: str) -> FilledPrompt:
        shown = _case(task) | {
            "fence": fence,
            "missing": "zie 'nodig' bij de bron die je gebruikt" if any(" nodig: " in source.text for source in sources) else "niets",
            "thread": _data(_thread(task), fence),
            "sources": _data("\n".join(f"{source.mark}: {source.text}" for source in sources), fence),
        }
        if task.blocked is not None:
            blocked = "\n\n".join(part for part in (task.blocked.text, task.blocked.private_text) if part)
            wrong = "\n".join(f'- {self.explain(finding)} "{finding.quote}"' for finding in task.findings)
            return self.prompts.fill("repair", **shown, blocked=_data(blocked, fence), findings=_data(wrong, fence))
        return self.prompts.fill("reply", **shown, **_situation(task), example=_data(_example(task, sources), fence))


def _case(task: WritingTask) -> dict[str, str]:
    """What both prompts say of the case, in the prompts' language (Dutch)."""
    brand, channel = task.brand, task.channel
    route = channel.private_route.get(task.language) or channel.private_route.get("nl", "DM")
    form = f", {task.form}-vorm" if task.form else ""
    name = task.case.customer_name
    return {
        "brand": brand.name,
        "sector": brand.sector.get("nl", ""),
        "now": f"{say_day(task.now.date(), date.min, 'nl')} {task.now.year}, {task.now.hour}.{task.now.minute:02d} uur",
        "channel": f"{channel.name}, openbaar, privéroute: {route}" if channel.public else f"{channel.name}, privé",
        "language": f"{_TONGUES.get(task.language, task.language)}{form}",
        "greeting": _greeting(name, greets=channel.greeting, public=channel.public),
        "length": _length(task),
        "report_back": report_back(task),
    }


def _greeting(name: str, *, greets: bool, public: bool) -> str:
    how = f"met {name}" if name else "zonder naam; raad geen geslacht"
    if greets:
        return f"ja, {how}"
    return f"geen in het openbare deel; in het privédeel {how}" if public else "geen"


def _situation(task: WritingTask) -> dict[str, str]:
    triage = task.triage
    care = triage.vulnerable
    critic = task.brand.critic.invitation.get(task.language, "") if "feedback" in triage.intents.value or triage.risk == "press" else ""
    return {
        "urgency": str(int(triage.urgency.value)),
        "care": f"ja, {care.reason.rsplit('.', 1)[-1]} ({', '.join(care.words)})" if care.value else "nee",
        "risk": ", ".join(risk.value for risk in triage.risks) or "geen",
        "repeat": _repeat(task),
        "invitation": critic or "geen",
        "hint": task.hint or "geen",
    }


def _repeat(task: WritingTask) -> str:
    if not task.triage.repeat.value:
        return "nee"
    before = task.case.earlier[-1].last_reply if task.case.earlier else ""
    return f"ja; vorige keer schreven wij: {before[:300]}" if before else "ja"


def _length(task: WritingTask) -> str:
    words = f"ongeveer {task.channel.words} woorden"
    if not task.channel.limit or task.channel.limit > 3000:
        return words
    room = task.channel.limit - 24  # the sign-off that approval adds
    part = "openbaar deel " if task.channel.public else ""
    return f"{words}; {part}nooit meer dan {room} tekens, spaties meegeteld"


def _thread(task: WritingTask) -> str:
    who = {Author.CUSTOMER: "klant", Author.AGENT: "wij"}
    return "\n".join(f"{who[message.author]}: {message.text}" for message in task.case.thread)[-THREAD:]


def _example(task: WritingTask, sources: tuple[Source, ...]) -> str:
    """A past reply to the same kind of matter (the first of these clauses, and words in common), its placeholders blanked so that
    none is taken for this customer's; "geen" without one. Condolences are an example only to who lost somebody."""
    near = {source.document for source in sources[:2] if source.document}
    mine, telling = task.case.complaint, telling_words(task)
    alike = [
        (shared(case.complaint, mine, telling), case.reply)
        for case in task.cases
        if case.language == task.language and near & set(case.policies) and register.form_of(case.reply) in ("", task.form)
    ]
    grieving = task.triage.vulnerable.reason == "grief"
    fit = [(worth, reply) for worth, reply in alike if reply and (grieving or not _GRIEF.search(reply))]
    worth, reply = max(fit, key=lambda row: row[0], default=(0.0, ""))
    return re.sub(r"\[[A-Z]+_\d+\]", "…", reply)[:EXAMPLE] if worth >= ALIKE else "geen"


_GRIEF = re.compile(r"\b(?:gecondoleerd|condoleanc\w*|condolence\w*|sorry for your loss|verlies van)\b", re.IGNORECASE)


def _data(text: str, fence: str) -> str:
    """Text from outside, unable to close the fence it stands in."""
    return text.replace(fence, "").replace(_OPENING, "[").replace(_CLOSING, "]")


def _reply(answer: Answer, *, public: bool) -> Reply:
    if public:
        return Reply(text_of(answer.public), text_of(answer.private))
    return Reply(text_of((*answer.public, *answer.private)))
