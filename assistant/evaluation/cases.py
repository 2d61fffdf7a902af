"""One case of a suite: drafted or given, checked and scored."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from assistant.errors import ModelError
from assistant.evaluation.coverage import Coverage, coverage_of
from assistant.evaluation.criteria import Quality, quality, read_reply
from assistant.evaluation.fields import rights
from assistant.evaluation.judge import Judge, Verdict
from assistant.evaluation.suites import Given, SuiteCase, to_case
from assistant.records.brand import Brand
from assistant.records.case import Case
from assistant.records.draft import Draft, Reply
from assistant.records.finding import Finding
from assistant.records.review import WordLists
from assistant.records.triage import Route


@dataclass(frozen=True)
class Bench:
    """What scoring works with. `draft` writes a draft; `check` finds what is wrong with a reply, in the light of the draft.

    `now` is aware, in the brand's time zone; `judge` is None without a model.
    """

    brands: Mapping[str, Brand]
    draft: Callable[[Case], Draft]
    check: Callable[[Case, Reply, Draft], Sequence[Finding]]
    lists: WordLists
    now: Callable[[str], datetime]
    judge: Judge | None = None
    progress: Callable[[int, int, str], None] = field(default=lambda _done, _total, _id: None)


@dataclass(frozen=True, slots=True)
class CaseScore:
    """One case of the suite. `quality` is None where a person rightly writes; `rights` are the triage fields that were right."""

    row: SuiteCase
    draft: Draft
    reply: Reply
    quality: Quality | None
    findings: tuple[Finding, ...]
    rights: Mapping[str, bool]
    coverage: Coverage
    verdict: Verdict | None = None

    @property
    def route_right(self) -> bool:
        return self.row.route is (Route.DRAFT if self.reply.text.strip() else Route.PERSON)

    @property
    def seconds(self) -> float:
        return sum(self.draft.provenance.seconds.values())


def score_case(row: SuiteCase, bench: Bench, *, given: Given | None = None) -> CaseScore:
    """Draft (or take the given text), check, and score one case."""
    now = bench.now(row.brand)
    case = to_case(row, now, given.facts if given else ())
    draft = bench.draft(case)
    reply = draft.reply if given is None else Reply(given.text, given.private_text)
    right = rights(row.expected, draft.triage, row.language)
    coverage = coverage_of(row, f"{reply.text}\n{reply.private_text}")
    to_person = not reply.text.strip()
    if row.route is Route.PERSON:
        # A draft where a person must write is the worst that can happen; none is right and no text to score.
        wrong = None if to_person else Quality(0.0, (), (), ("route",))
        return CaseScore(row, draft, reply, wrong, (), right, coverage)
    findings = tuple(bench.check(case, reply, draft)) if not to_person else ()
    verdict = _judged(row, reply, draft, bench)
    measured = measure(row, reply, draft, findings, bench, verdict)
    return CaseScore(row, draft, reply, measured, findings, right, coverage, verdict)


def measure(
    row: SuiteCase, reply: Reply, draft: Draft, findings: Sequence[Finding], bench: Bench, verdict: Verdict | None = None
) -> Quality:
    """The quality of `reply` to the case of `row`, in the light of the draft's triage."""
    cliches = tuple(re.compile(pattern, re.IGNORECASE) for pattern, _, _ in bench.lists.cliches.get(draft.language, ()))
    rules = bench.brands[row.brand].channels[row.channel]
    reading = read_reply(reply, row.complaint, draft.triage, rules, draft.language, bench.now(row.brand), cliches)
    return quality(reading, findings, verdict.criteria if verdict else None)


def _judged(row: SuiteCase, reply: Reply, draft: Draft, bench: Bench) -> Verdict | None:
    """The judge's verdict; without an answer from the model the criteria stay unscored, as without a judge."""
    if bench.judge is None or not reply.text.strip():
        return None
    try:
        return bench.judge(row, reply, draft)
    except ModelError:
        return None
