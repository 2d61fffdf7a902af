"""What the prompt holds beside what the usual recipe puts in one: python -m benchmarks.prompts [SUITE.yaml ...] [--content FOLDER]

Each row of a suite is a complaint with `holds`: patterns of the facts that a right answer needs (term, amount, owner). Ours are the
sources of the prompt that the model would get; the usual recipe is the four chunks of a thousand characters (overlap 200) that are
nearest by embedding, over the same files. Tokens are those of policy (contacts, report-back time, help numbers and who decides come
on top of ours: the recipe has none), counted by the same counter. The last line gives the smallest budget at which ours hold at
least as many facts as the recipe does. Without a suite: benchmarks/prompts.yaml.
"""

import argparse
import re
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from assistant.adapters.tokens import counter
from assistant.drafting import sources
from assistant.drafting.flow import draft_reply
from assistant.errors import ModelUnavailable
from assistant.ports import Completion, OnToken
from assistant.retrieval.fitted import Fitted
from assistant.settings import read_settings
from assistant.wiring import Assistant, build, prepare
from benchmarks.drafts import case_of

HERE = Path(__file__).parent
CHUNK, OVERLAP, CHUNKS = 1000, 200, 4
BUDGETS = (180, 240, 320, 400, 480, 560, 640, 720)
_POLICY = re.compile(r"B\d+: ")


@dataclass
class Recorder:
    """A model that keeps the prompt and answers nothing."""

    prompt: str = ""
    name: str = "recorder"

    def write(self, messages: Sequence[tuple[str, str]], on_token: OnToken) -> Completion:
        del on_token
        self.prompt = messages[-1][1]
        raise ModelUnavailable("Only the prompt was wanted.", where=self.name, mend="")


def ours(assistant: Assistant, rows: list[dict[str, Any]]) -> dict[str, str]:
    """The sources of each prompt, by complaint; "" where it goes to a person."""
    found = {}
    for row in rows:
        model, at = Recorder(), assistant.now(str(row["org"]))
        kit = replace(assistant.kits, model=model).kit(str(row["org"]), writer="model")
        draft_reply(case_of(row, [], at), replace(kit, now=lambda at=at: at))
        found[str(row["id"])] = model.prompt.split("⟦bronnen ")[-1].split("⟦einde")[0].split("\n", 1)[-1] if model.prompt else ""
    return found


def recipe(content: Path, rows: list[dict[str, Any]]) -> dict[str, str]:
    """Four chunks by embedding, per brand."""
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    splitter, found = RecursiveCharacterTextSplitter(chunk_size=CHUNK, chunk_overlap=OVERLAP), {}
    for brand in sorted({str(row["org"]) for row in rows}):
        texts = [path.read_text(encoding="utf-8") for path in sorted((content / "knowledge" / brand / "policies").glob("*.md"))]
        chunks = splitter.split_text("\n\n".join(texts))
        embedder = Fitted.fit(chunks)
        vectors = np.array(embedder.embed_documents(chunks))
        for row in (row for row in rows if row["org"] == brand):
            near = np.argsort(-(vectors @ np.array(embedder.embed_query(str(row["complaint"])))))[:CHUNKS]
            found[str(row["id"])] = "\n\n".join(chunks[int(at)] for at in near)
    return found


def measured(texts: dict[str, str], rows: list[dict[str, Any]], tokens: Callable[[str], int]) -> tuple[int, int, int, float, list[str]]:
    """Facts held, facts wanted, complaints with all of theirs, mean tokens, and what is missing."""
    held = wanted = complete = 0
    missing = []
    for row in rows:
        lacks = [pattern for pattern in row["holds"] if not re.search(pattern, texts[str(row["id"])])]
        held, wanted, complete = held + len(row["holds"]) - len(lacks), wanted + len(row["holds"]), complete + (not lacks)
        missing += [f"{row['id']}: {pattern}" for pattern in lacks]
    return held, wanted, complete, float(np.mean([tokens(_policy(texts[str(row["id"])])) for row in rows])), missing


def _policy(text: str) -> str:
    """The policy lines of our sources; a recipe's text is all policy."""
    lines = [line for line in text.split("\n") if _POLICY.match(line)]
    return "\n".join(lines) or text


def read_rows(suites: list[Path]) -> list[dict[str, Any]]:
    rows = [row for path in suites for row in yaml.safe_load(path.read_text(encoding="utf-8")) if row.get("holds")]
    return [row | {"org": str(row["org"]).lower()} for row in rows]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("suites", type=Path, nargs="*", default=[HERE / "prompts.yaml"])
    parser.add_argument("--content", type=Path)
    parser.add_argument("--today", type=date.fromisoformat, default=datetime.now(UTC).date())
    given = parser.parse_args()
    rows, tokens = read_rows(given.suites), counter()
    with tempfile.TemporaryDirectory() as home:
        settings = replace(read_settings(), home=Path(home))
        settings = replace(settings, content=given.content) if given.content else settings
        assistant = prepare(build(settings, today=given.today))
        drafted = ours(assistant, rows)
        kept = [row for row in rows if drafted[str(row["id"])]]
        usual = recipe(settings.content, kept)
        by_budget = {}
        for budget in BUDGETS:
            sources.BUDGET = budget
            by_budget[budget] = measured(ours(assistant, kept), kept, tokens)
    for name, texts in (("usual recipe", usual), ("ours", drafted)):
        held, wanted, complete, cost, missing = measured(texts, kept, tokens)
        print(
            f"{name:13} facts {held}/{wanted}  complaints with all {complete}/{len(kept)}  tokens {cost:.0f}  missing: {'; '.join(missing)}"
        )
    usual_held, _, _, usual_cost, _ = measured(usual, kept, tokens)
    for budget, (held, wanted, complete, cost, _) in by_budget.items():
        print(f"ours at {budget:4}  facts {held}/{wanted}  complaints with all {complete}/{len(kept)}  tokens {cost:.0f}")
    least = next((cost for held, _, _, cost, _ in by_budget.values() if held >= usual_held), None)
    share = f"{least:.0f} of {usual_cost:.0f} tokens = {least / usual_cost:.2f}" if least else "not reached"
    print(f"at the recipe's own number of facts: {share} (bar: 0.50); for a person at once: {len(rows) - len(kept)}")


if __name__ == "__main__":
    main()
