"""Texts whose score is known beforehand, run each time: a score that rates them wrongly is worth nothing."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from assistant.evaluation.cases import Bench, CaseScore, measure, score_case
from assistant.evaluation.suites import Given, SuiteCase, to_case
from assistant.records.draft import Draft, Reply
from assistant.records.triage import Route

MOST = 20  # cases that each control is run on
LOW = 20.0  # empty, cliché and stuffed texts must stay under it
HIGH = 85.0  # good replies must stay over it
CLICHES = {
    "nl": (
        "Wij hebben uw bericht in goede orde ontvangen. Onze excuses voor het ongemak. Wij begrijpen uw frustratie en nemen uw klacht "
        "serieus. Wij streven ernaar u zo spoedig mogelijk te helpen. Dank voor uw begrip en mocht u nog vragen hebben, neem gerust "
        "contact op."
    ),
    "en": (
        "Thanks for reaching out. We are sorry for any inconvenience and we understand your frustration. We take this seriously and your "
        "feedback is important to us. Rest assured that we will get back to you in due course. Please don't hesitate to contact us."
    ),
}
WRONG = {
    "nl": "Er komt € 487,63 terug op de rekening, binnen 2 werkdagen.",
    "en": "We will refund € 487.63 to your account within 2 working days.",
}


def run_controls(scores: Sequence[CaseScore], bench: Bench, good: Iterable[Given] = ()) -> Mapping[str, float]:
    """The highest score that each worthless text reaches on any case, and the score of every good reply by its case's id."""
    drafted = [score for score in scores if score.row.route is Route.DRAFT]
    some = drafted[:: max(1, len(drafted) // MOST)][:MOST]
    found = {
        "empty": _highest(some, bench, lambda _: ""),
        "cliche_only": _highest(some, bench, lambda score: CLICHES["en" if score.draft.language == "en" else "nl"]),
        "keyword_stuffed": _highest(some, bench, lambda score: stuffed(score.row)),
        "wrong_amount": _highest([score for score in some if score.reply.text.strip()], bench, _wrong),
    }
    rows = {score.row.id: score.row for score in drafted}
    for given in good:
        if given.id in rows:
            scored = score_case(rows[given.id], replace(bench, judge=None), given=given).quality
            found[f"good_{given.id}"] = scored.rqs if scored else 0.0
    return found


def wrong_controls(controls: Mapping[str, float]) -> tuple[str, ...]:
    """The controls that did not come out as they must."""
    wrong = [name for name in ("empty", "cliche_only", "keyword_stuffed") if controls.get(name, 0.0) >= LOW]
    wrong += ["wrong_amount"] if controls.get("wrong_amount") else []
    return (*wrong, *(name for name, rqs in controls.items() if name.startswith("good_") and rqs <= HIGH))


def stuffed(row: SuiteCase) -> str:
    """The words a good reply would hold, without one sentence."""
    words = [*row.must, *row.facts, *row.complaint.split()]
    return ", ".join(dict.fromkeys(word.strip(".,:;!?'\"()").lower() for item in words for word in item.split() if len(word) > 3))


def _wrong(score: CaseScore) -> str:
    return f"{score.reply.text}\n\n{WRONG['en' if score.draft.language == 'en' else 'nl']}"


def _highest(scores: Sequence[CaseScore], bench: Bench, text: Callable[[CaseScore], str]) -> float:
    return max((_score(score.row, Reply(text(score)), score.draft, bench) for score in scores), default=0.0)


def _score(row: SuiteCase, reply: Reply, draft: Draft, bench: Bench) -> float:
    findings = bench.check(to_case(row, bench.now(row.brand)), reply, draft) if reply.text else ()
    return measure(row, reply, draft, findings, bench).rqs
