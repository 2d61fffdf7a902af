"""Triage on fixed sets: python -m benchmarks.triage [--data DATA] [--suite SUITE.yaml] [--brands CONTENT]

DATA holds triage/*/messages.jsonl and replies/*/messages.jsonl: no customer in them is known to be in danger, so every alarm of
self-harm is counted as false and shown by its words. SUITE is scored per field. Own messages are read from tests/drafting.
"""

import argparse
import json
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

import yaml

from assistant.content.brands import load_brands
from assistant.content.lists import load_lists
from assistant.drafting.masked import mask_case
from assistant.drafting.triage import triage_case
from assistant.evaluation.fields import rights
from assistant.evaluation.suites import read_suite, to_case
from assistant.records.brand import Brand, ChannelRules
from assistant.records.case import Author, Case, CaseState, Message
from assistant.records.review import WordLists
from assistant.records.triage import Risk, Triage
from assistant.settings import CHECKOUT

NOW = datetime(2026, 3, 4, 10, tzinfo=UTC)
EMAIL = ChannelRules("email", public=False, limit=10000, words=180, target_minutes=480)
ANY = Brand(id="any", name="Any", languages=("nl", "en"), channels={"email": EMAIL})
OWN = ("triage_messages", "triage_held_out", "triage_second", "triage_third", "triage_fourth", "triage_fifth")


def read_message(text: str, lists: WordLists, *, languages: tuple[str, ...] = ANY.languages) -> Triage:
    """The triage of one text by itself, masked, for no brand in particular."""
    thread = (Message("m", Author.CUSTOMER, "", text, NOW),)
    case = Case("c", ANY.id, "email", "", "", thread, CaseState.NEW, NOW, None, 1)
    return triage_case(mask_case(case, ANY)[0], replace(ANY, languages=languages), lists)


def alarms(data: Path, lists: WordLists) -> None:
    for path in sorted([*data.glob("triage/*/messages.jsonl"), *data.glob("replies/*/messages.jsonl")]):
        rows = [json.loads(line)["message"] for line in path.read_text(encoding="utf-8").splitlines()]
        found = [read_message(row, lists) for row in rows]
        risks = Counter(risk.value.value for triage in found for risk in triage.risks)
        false = [triage.risks[0].words for triage in found if triage.risk is Risk.SELF_HARM]
        print(f"{path.parent.name:24} n {len(rows):5}  self-harm {len(false)} ({500 * len(false) / len(rows):.2f} in 500)  {dict(risks)}")
        for words in false:
            print(f"    {' + '.join(words)}")


def suite_fields(path: Path, content: Path, lists: WordLists) -> None:
    brands = load_brands(content)
    counts: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for row in read_suite(path, brands).cases:
        brand = brands[row.brand]
        triage = triage_case(mask_case(to_case(row, NOW), brand)[0], brand, lists)
        for field, good in rights({k: v for k, v in row.expected.items() if k != "missing"}, triage, row.language).items():
            counts[field] += 1
            right[field] += good
            if not good:
                print(f"    {row.id}: {field}")
    print(f"{path.name}  " + "  ".join(f"{field} {right[field]}/{counts[field]}" for field in counts))


def own_messages(lists: WordLists) -> None:
    for name in OWN:
        rows = yaml.safe_load((CHECKOUT / "tests" / "drafting" / f"{name}.yaml").read_text(encoding="utf-8"))
        start = perf_counter()
        found = [(row, rights({k: v for k, v in row.items() if v != "any"}, read_message(row["text"], lists))) for row in rows]
        took = (perf_counter() - start) / len(rows)
        fields = dict.fromkeys(field for _, good in found for field in good)
        shares = {field: [good[field] for _, good in found if field in good] for field in fields}
        print(
            f"{name}  "
            + "  ".join(f"{field} {sum(values)}/{len(values)}" for field, values in shares.items())
            + f"  {1000 * took:.1f} ms each"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--suite", type=Path)
    parser.add_argument("--brands", type=Path, default=CHECKOUT)
    given, lists = parser.parse_args(), load_lists(CHECKOUT)
    own_messages(lists)
    if given.suite:
        suite_fields(given.suite, given.brands, lists)
    if given.data:
        alarms(given.data, lists)


if __name__ == "__main__":
    main()
