"""`webcare evaluate retrieval`, `replies` and `daily`: numbers that anybody can repeat with one command."""

from dataclasses import asdict
from datetime import datetime, time
from pathlib import Path
from typing import Annotated

import typer

from assistant.cli.options import AnyBrand, Json, Today, print_json, read_day, ready, say, tell
from assistant.errors import InputError
from assistant.evaluation.controls import wrong_controls
from assistant.evaluation.criteria import NUMBERS
from assistant.evaluation.daily import daily
from assistant.evaluation.score import Score, score_suite, to_json
from assistant.evaluation.suites import read_good, read_replies, read_suite
from assistant.store import replies as stored

evaluate_app = typer.Typer(help="Measure search and replies on a fixed set.", no_args_is_help=True)
GOOD = "good_replies.yaml"  # beside the suite, where there is one


def add_to(app: typer.Typer) -> None:
    evaluate_app.command("retrieval", epilog="Example: webcare evaluate retrieval data/nl_faq --split dev --past dev --json")(retrieval)
    evaluate_app.command("replies", epilog="Example: webcare evaluate replies suite.yaml --writer embedded --json")(replies)
    evaluate_app.command("daily", epilog="Example: webcare evaluate daily --brand waterhuis --since 2026-11-01")(in_daily_use)
    app.add_typer(evaluate_app, name="evaluate")


def retrieval(
    folder: Annotated[Path, typer.Argument(help="A folder with corpus.jsonl and SPLIT/queries.jsonl, SPLIT/qrels.tsv.")],
    split: Annotated[str, typer.Option("--split", help="Which queries.")] = "dev",
    past: Annotated[str, typer.Option("--past", help="Take this split's queries and labels as resolved cases.")] = "",
    queries: Annotated[str, typer.Option("--queries", help="A variant of the query files, such as en_queries.")] = "",
    json: Json = False,
) -> None:
    """Measure search on a set with known answers: per view and fused, with bootstrap intervals."""
    from assistant.evaluation.retrieval import evaluate_retrieval  # a second of imports for this command alone

    report = evaluate_retrieval(folder, split=split, past=past, queries=queries)
    print_json(report.json()) if json else say("\n".join(report.lines()))


def replies(
    suite: Annotated[Path, typer.Argument(help="A YAML file of complaints with what a good reply holds and avoids.")],
    writer: Annotated[str, typer.Option("--writer", help="embedded or model; without it the model when one is set.")] = "",
    given: Annotated[Path | None, typer.Option("--replies", help="Score these texts instead: JSONL with id, text, agent_facts.")] = None,
    today: Today = "",
    json: Json = False,
) -> None:
    """Score replies on a suite: RQS 0-100, blocks, routes, triage. Exit code 1 when a control comes out wrong."""
    assistant = ready(today)
    bench = assistant.bench(writer, progress=lambda done, total, id: tell(f"{done}/{total} {id}"))
    if not suite.exists():
        raise InputError("There is no such file.", where=str(suite), mend="Give the path of a suite.")
    good = suite.parent / GOOD
    score = score_suite(
        read_suite(suite, assistant.brands),
        bench,
        replies=read_replies(given) if given else None,
        good=read_good(good) if good.exists() else (),
    )
    if json:
        print_json(to_json(score))
    else:
        show(score)
    if wrong := wrong_controls(score.controls):
        say(f"controls that came out wrong: {', '.join(wrong)}", "red") if not json else None
        raise typer.Exit(1)


def in_daily_use(
    brand: AnyBrand = "",
    since: Annotated[str, typer.Option("--since", help="Only replies approved from this day on (2026-01-31).")] = "",
    json: Json = False,
) -> None:
    """What became of drafts: sent unchanged, edited, thrown away, and the time to approve; the figures of the quality desk."""
    assistant = ready()
    day = read_day(since, "--since")
    start = datetime.combine(day, time.min, tzinfo=assistant.work.now(brand).tzinfo) if day else None
    with assistant.store.read() as tx:
        rows = daily(stored.outcomes(tx, start, brands=assistant.which(brand)))
    if json:
        print_json({"rows": [asdict(row) for row in rows]})
        return
    words = assistant.words()
    for row in rows:
        spent = f"{row.seconds:.0f} s" if row.seconds is not None else "-"
        counts = {"cases": row.cases, "unchanged": row.unchanged, "edited": row.edited, "discarded": row.discarded, "own": row.own}
        named = ", ".join(f"{words.say(f'quality.{name}').lower()} {count}" for name, count in counts.items())
        say(f"{row.brand} {row.channel}: {named}, {row.changed:.0%}, {spent}")
    if not rows:
        say(words.say("quality.no_replies"))


def show(score: Score) -> None:
    """The score as a table for a person."""
    low, high = score.interval()
    kind = f"judged by {score.judged}" if score.judged else "automatic, uncalibrated"
    say(f"RQS {score.rqs} ({low} to {high}), n {len(score.qualities)}, {len(score.scored)} of {len(NUMBERS)} criteria, {kind}", "bold")
    say(f"blocked {score.block_fail_rate:.0%}, route {score.route:.0%}")
    say("triage " + ", ".join(f"{field} {share:.0%}" for field, share in score.triage().items()))
    for case in score.cases:
        blocks = ", ".join(str(block) for block in case.quality.blocks) if case.quality else "to a person"
        say(f"  {case.row.id:8} {case.quality.rqs if case.quality else '-':>6}  {blocks}")
    say("per criterion " + ", ".join(f"{number}: {passed}/{n}" for number, (passed, n) in score.criteria().items()))
    say("controls " + ", ".join(f"{name} {rqs:g}" for name, rqs in score.controls.items()))
