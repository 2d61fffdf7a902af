"""The judge: a language model says yes or no about a reply, with a quote as evidence; a quote that is not there does not count."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from secrets import token_hex
from typing import Protocol

from assistant.content.prompts import Prompts
from assistant.errors import ModelUnavailable
from assistant.evaluation.suites import SuiteCase
from assistant.language import masking
from assistant.ports import ChatModel
from assistant.records.draft import Draft, Reply
from assistant.records.knowledge import PassageKind

RUNS = 3
SOURCES = 6  # passages that the judge is shown
CRITERIA: Mapping[int, str] = {
    2: "Gaat het antwoord in op wat dit met de klant doet: op de omstandigheid, of op een gevoel dat de klant zelf noemde?",
    13: "Vermijdt het antwoord een excuus voor wat niet onze fout is, en een ontbrekend excuus voor wat wel onze fout is?",
    15: "Vermijdt het antwoord een gebaar dat deze klant niet helpt?",
    21: "Vermijdt het antwoord verwijten aan de klant of aan een ander, uitvluchten en verdediging?",
    22: "Beantwoordt het antwoord elke vraag van de klant, of zegt het wie dat wanneer doet?",
}
AVOIDS = "Vermijdt"
"""How a question starts of which yes needs no quote and no does."""
_LINE = re.compile(r"^\s*(\d+)\s*[|.):]\s*(ja|nee|yes|no)\b\s*\|?\s*[\"“„]?(.*?)[\"”]?\s*(?:\|.*)?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer as given: yes or no, with the quote when it stands in the reply, else ""."""

    yes: bool
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the judge says of one reply: criteria by number, `must` and `avoid` items by their text.

    A criterion is True when it passes; an item when the reply holds it, with the quote that shows it.
    """

    criteria: Mapping[int, bool] = field(default_factory=dict)
    must: Mapping[str, Answer] = field(default_factory=dict)
    avoid: Mapping[str, Answer] = field(default_factory=dict)
    runs: int = 0

    def as_json(self) -> dict[str, object]:
        return {
            "criteria": {str(number): passes for number, passes in self.criteria.items()},
            "must": {item: {"holds": answer.yes, "quote": answer.quote} for item, answer in self.must.items()},
            "avoid": {item: {"holds": answer.yes, "quote": answer.quote} for item, answer in self.avoid.items()},
            "runs": self.runs,
        }


class Judge(Protocol):
    """Reads one reply. Raises `ModelError` when the model gives no usable answer in any run."""

    @property
    def name(self) -> str: ...

    def __call__(self, row: SuiteCase, reply: Reply, draft: Draft) -> Verdict: ...


@dataclass(frozen=True)
class ModelJudge:
    """A judge by a language model: the prompt is `prompts/judge`, several runs, most votes. Sees only masked text."""

    model: ChatModel
    prompts: Prompts
    runs: int = RUNS

    @property
    def name(self) -> str:
        return f"{self.model.name}, judge@{self.prompts.template('judge').version}, {self.runs} runs"

    def __call__(self, row: SuiteCase, reply: Reply, draft: Draft) -> Verdict:
        questions = _questions(row)
        names = (row.customer_name,) if row.customer_name else ()
        text, _ = masking.mask_text(f"{reply.text}\n\n{reply.private_text}".strip(), names)
        prompt = self.prompts.fill(
            "judge",
            fence=token_hex(4),
            complaint=_data(masking.mask_text(row.complaint, names)[0]),
            reply=_data(text),
            sources=_data("\n\n".join(_sources(row, draft))),
            questions="\n".join(f"{number}. {question}" for number, (question, _, _) in enumerate(questions, start=1)),
        )
        messages = (("system", prompt.system), ("user", prompt.user))
        runs = [read_answers(self.model.write(messages, lambda _piece: None).text, text) for _ in range(self.runs)]
        usable = [answers for answers in runs if answers]
        if not usable:
            raise ModelUnavailable("The judge gave no answer that can be read.", where="judge", mend="Try again, or use another model.")
        return verdict_of(questions, usable)


def _data(text: str) -> str:
    """Text from outside, unable to close the fence it stands in."""
    return text.replace("⟦", "[").replace("⟧", "]")


def read_answers(written: str, reply: str) -> Mapping[int, Answer]:
    """The answers by question number, one `number | yes or no | "quote" | reason` a line; other lines are passed over."""
    found = (_LINE.match(line) for line in written.splitlines())
    return {int(line[1]): Answer(line[2].lower() in ("ja", "yes"), _standing(line[3], reply)) for line in found if line}


def _standing(quote: str, reply: str) -> str:
    plain = " ".join(quote.split()).lower()
    return quote if len(plain) >= 3 and plain in " ".join(reply.split()).lower() else ""


Question = tuple[str, str, str]
"""The question's text, what it is about (criterion, must, avoid) and the criterion's number or the item."""


def _questions(row: SuiteCase) -> tuple[Question, ...]:
    criteria = tuple((question, "criterion", str(number)) for number, question in CRITERIA.items())
    must = tuple((f"Staat dit in het antwoord: «{item}»?", "must", item) for item in row.must)
    avoid = tuple((f"{AVOIDS} het antwoord dit: «{item}»?", "avoid", item) for item in row.avoid)
    return (*criteria, *must, *avoid)


def _sources(row: SuiteCase, draft: Draft) -> tuple[str, ...]:
    policies = [passage.text for passage in draft.passages if passage.kind is PassageKind.POLICY]
    return (*(masking.mask_text(fact)[0] for fact in row.facts), *policies[:SOURCES])


def verdict_of(questions: Sequence[Question], runs: Sequence[Mapping[int, Answer]]) -> Verdict:
    """Most votes per question. A yes needs its quote, and so does the no to a question of what the reply avoids."""
    criteria: dict[int, bool] = {}
    items: dict[str, dict[str, Answer]] = {"must": {}, "avoid": {}}
    for number, (question, about, key) in enumerate(questions, start=1):
        answers = [run[number] for run in runs if number in run]
        if not answers:
            continue
        avoids = question.startswith(AVOIDS)
        votes = [answer for answer in answers if _speaks(answer, avoids, about)]
        shown = 2 * len(votes) > len(answers)  # the reply does what the question is about
        if about == "criterion":
            criteria[int(key)] = shown is not avoids
        else:
            items[about][key] = Answer(shown, votes[0].quote if shown else "")
    return Verdict(criteria, items["must"], items["avoid"], len(runs))


def _speaks(answer: Answer, avoids: bool, about: str) -> bool:
    """Whether an answer counts as: the reply does it. Only what is missing from a reply needs no quote."""
    return answer.yes is not avoids and bool(answer.quote or (avoids and about == "criterion"))
