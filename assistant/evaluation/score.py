"""`webcare evaluate replies`: drafts of a fixed set, scored; the same code scores replies from outside."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random
from statistics import fmean

from assistant.errors import NotFound
from assistant.evaluation.cases import Bench, CaseScore, score_case
from assistant.evaluation.controls import run_controls
from assistant.evaluation.criteria import NUMBERS, Quality
from assistant.evaluation.fields import shown
from assistant.evaluation.suites import Given, Suite
from assistant.records.triage import Route

RESAMPLES = 2000


@dataclass(frozen=True, slots=True)
class Score:
    """All cases with the controls: texts whose score is known beforehand. `judged` names the judge, "" without one."""

    cases: tuple[CaseScore, ...]
    controls: Mapping[str, float]
    judged: str = ""

    @property
    def qualities(self) -> tuple[Quality, ...]:
        return tuple(case.quality for case in self.cases if case.quality is not None)

    @property
    def rqs(self) -> float:
        return round(fmean(quality.rqs for quality in self.qualities), 1) if self.qualities else 0.0

    @property
    def block_fail_rate(self) -> float:
        return round(fmean(bool(quality.blocks) for quality in self.qualities), 4) if self.qualities else 0.0

    @property
    def route(self) -> float:
        return round(fmean(case.route_right for case in self.cases), 4) if self.cases else 0.0

    @property
    def scored(self) -> tuple[int, ...]:
        """The criteria that at least one case was scored on: n of 23."""
        return tuple(n for n in NUMBERS if any(n in quality.passed or n in quality.failed for quality in self.qualities))

    def interval(self) -> tuple[float, float]:
        """The middle 95% of the means of resampled scenarios; the same for the same cases."""
        return bootstrap([quality.rqs for quality in self.qualities])

    def triage(self) -> Mapping[str, float]:
        """Share right per field, over the cases that say what is right."""
        fields = dict.fromkeys(name for case in self.cases for name in case.rights)
        return {name: round(fmean(case.rights[name] for case in self.cases if name in case.rights), 4) for name in fields}

    def criteria(self) -> Mapping[int, tuple[int, int]]:
        """Per scored criterion: how many replies pass and how many it applies to."""
        counts = {n: (sum(n in q.passed for q in self.qualities), sum(n in q.failed for q in self.qualities)) for n in self.scored}
        return {n: (passed, passed + failed) for n, (passed, failed) in counts.items()}


def score_suite(suite: Suite, bench: Bench, *, replies: Mapping[str, Given] | None = None, good: Sequence[Given] = ()) -> Score:
    """Score a suite.

    Args:
        suite: the cases.
        bench: what writes and checks.
        replies: texts from outside, by case id, in the place of our drafts; a case that has none counts as empty.
        good: replies known to be good, for the controls.

    Returns:
        The score with its controls. Raises `NotFound` for a reply to a case that the suite does not have.
    """
    ids = [row.id for row in suite.cases]
    if strange := sorted(set(replies or ()) - set(ids)):
        raise NotFound(f"The suite has no case '{strange[0]}'.", where="--replies", mend=f"Its cases: {', '.join(ids[:20])}.")
    scores = []
    for number, row in enumerate(suite.cases, start=1):
        bench.progress(number, len(suite.cases), row.id)
        scores.append(score_case(row, bench, given=replies.get(row.id, Given(row.id, "")) if replies is not None else None))
    controls = run_controls(tuple(scores), bench, good)
    return Score(tuple(scores), controls, bench.judge.name if bench.judge else "")


def bootstrap(values: Sequence[float], *, seed: int = 5) -> tuple[float, float]:
    """95% interval of the mean by resampling; (0, 0) without values."""
    if not values:
        return (0.0, 0.0)
    chance = Random(seed)  # noqa: S311  a repeatable figure, no secret
    means = sorted(fmean(chance.choices(values, k=len(values))) for _ in range(RESAMPLES))
    return (round(means[int(0.025 * RESAMPLES)], 1), round(means[int(0.975 * RESAMPLES) - 1], 1))


def to_json(score: Score) -> dict[str, object]:
    """The score as the `--json` form of `webcare evaluate replies`."""
    low, high = score.interval()
    return {
        "summary": {
            "n": len(score.qualities),
            "rqs": score.rqs,
            "rqs_low": low,
            "rqs_high": high,
            "block_fail_rate": score.block_fail_rate,
            "route": score.route,
            "triage": score.triage(),
            "scored": f"{len(score.scored)} of {len(NUMBERS)}",
            "judge": score.judged,
            "criteria": {str(number): {"passed": passed, "n": n} for number, (passed, n) in score.criteria().items()},
        },
        "cases": [_case_json(case) for case in score.cases],
        "controls": dict(score.controls),
    }


def _case_json(case: CaseScore) -> dict[str, object]:
    return {
        "id": case.row.id,
        "route": (Route.DRAFT if case.reply.text.strip() else Route.PERSON).value,
        "text": case.reply.text,
        "private_text": case.reply.private_text,
        "rqs": case.quality.rqs if case.quality else None,
        "blocks": list(case.quality.blocks) if case.quality else [],
        "findings": [
            {"check": f.check, "level": f.level.value, "kind": f.kind.value, "reason": f.reason, "quote": f.quote, "criterion": f.criterion}
            for f in case.findings
        ],
        "triage": shown(case.draft.triage),
        "tokens_in": case.draft.provenance.tokens_in,
        "tokens_out": case.draft.provenance.tokens_out,
        "seconds": round(case.seconds, 4),
        "triage_right": dict(case.rights),
        "failed": list(case.quality.failed) if case.quality else [],
        "no_reply": case.quality.no_reply if case.quality else "",
        "automatic": {"must": dict(case.coverage.must), "avoid": dict(case.coverage.avoid), "share": case.coverage.share},
        "judged": case.verdict.as_json() if case.verdict else None,
    }
