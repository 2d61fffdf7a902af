"""How the checks do on our own good and planted replies, on real replies, and how long they take.

    python -m benchmarks.checks [--show] [--data FOLDER]

`--data` (or WEBCARE_EVAL_DATA) points to the public data; without it the real replies are left out.
"""

import argparse
import json
import os
import statistics
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path

from assistant.checks import check_reply
from assistant.content.lists import load_lists
from assistant.records.case import Message
from assistant.records.draft import Reply
from assistant.records.finding import Level
from assistant.records.review import Review, WordLists
from benchmarks.replies import Sample, good, planted

NEED_A_SOURCE = frozenset({"grounded", "promise", "foreign_data"})


def run_good(samples: tuple[Sample, ...], *, show: bool) -> tuple[int, int]:
    """Good replies blocked, and warned."""
    blocked = warned = 0
    reasons: Counter[str] = Counter()
    for sample in samples:
        found = [finding for finding in check_reply(sample.review) if finding.level is not Level.INFO]
        blocked += any(finding.level is Level.BLOCK for finding in found)
        warned += any(finding.level is Level.WARN for finding in found)
        reasons.update({f"{finding.level} {finding.check}" for finding in found})
        if show:
            for finding in found:
                print(f"  {sample.id} {finding.level} {finding.check}/{finding.reason}: {finding.quote!r}")
    print(dict(reasons))
    return blocked, warned


def run_planted(samples: tuple[Sample, ...], *, show: bool) -> tuple[int, int]:
    """Planted faults that any check blocks, and that the named check blocks."""
    caught = named = 0
    for sample in samples:
        blocks = {finding.check for finding in check_reply(sample.review) if finding.level is Level.BLOCK}
        caught += bool(blocks)
        named += sample.check in blocks
        if show and sample.check not in blocks:
            print(f"  {sample.id} wants {sample.check}, got {sorted(blocks)}: {sample.review.reply.text!r}")
    return caught, named


def run_real(data: Path, model: Review, *, show: bool) -> tuple[int, int]:
    """Real replies, and how many of them the checks that need no source block."""
    total = blocked = 0
    for line in (data / "replies/nl_sumo_replies/messages.jsonl").open(encoding="utf-8"):
        row = json.loads(line)
        if not (row.get("reply") or "").strip():
            continue
        thread = (Message("m", model.thread[0].author, "", row["message"], model.now),)
        found = check_reply(replace(model, reply=Reply(row["reply"]), thread=thread))
        blocks = [finding for finding in found if finding.level is Level.BLOCK and finding.check not in NEED_A_SOURCE]
        total, blocked = total + 1, blocked + bool(blocks)
        if show:
            for finding in blocks:
                print(f"  {row['id']} {finding.check}/{finding.reason}: {finding.quote!r}")
    return total, blocked


def run_time(samples: tuple[Sample, ...], factor: int) -> float:
    """Median milliseconds of processor time for all checks on one reply that was not seen before, with `factor` times the passages."""
    took = []
    for number, sample in enumerate(samples):
        fresh = Reply(f"{sample.review.reply.text} Regel {number * factor}.", sample.review.reply.private_text)
        review = replace(sample.review, reply=fresh, passages=sample.review.passages * factor)
        start = time.thread_time()
        check_reply(review)
        took.append(1000 * (time.thread_time() - start))
    return statistics.median(took)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--show", action="store_true")
    parser.add_argument("--data", default=os.environ.get("WEBCARE_EVAL_DATA", ""))
    options = parser.parse_args()
    lists: WordLists = load_lists(Path(__file__).parents[1])
    fine, faulty = good(lists), planted(lists)
    blocked, warned = run_good(fine, show=options.show)
    print(f"good replies: {len(fine)}, blocked {blocked} (bar: {len(fine) // 50}), warned {warned} (bar: {len(fine) // 4})")
    caught, named = run_planted(faulty, show=options.show)
    print(f"planted faults: {len(faulty)}, blocked {caught} = {caught / len(faulty):.3f} (bar: 0.95), by the check meant {named}")
    if options.data:
        total, stopped = run_real(Path(options.data), next(s.review for s in fine if s.review.channel.name == "email"), show=options.show)
        print(f"real replies: {total}, blocked without a source {stopped} = {stopped / total:.4f} (bar: 0.02)")
    once, five = run_time(fine, 1), run_time(fine, 5)
    print(f"all checks on one reply: median {once:.1f} ms of processor time; with five times the passages {five:.1f} ms (bar: 20)")


if __name__ == "__main__":
    main()
