"""Drafts every complaint of a suite and shows what the agent would see; with a relay, a person or a program answers the prompts.

    python benchmarks/drafts.py SUITE.yaml [--writer embedded|model] [--today 2026-05-28] [--facts REPLIES.yaml] [--out FILE.jsonl]
    python benchmarks/drafts.py SUITE.yaml --relay llm_relay.py --spool FOLDER

With `--relay` each prompt waits in FOLDER as NNNN.prompt.txt for an answer in NNNN.reply.txt; which scenario a number belongs to
is printed. `--out` writes {"id", "text", "private_text", "agent_facts"} lines, ready for `webcare evaluate replies --replies`.
"""

import argparse
import json
import os
import socket
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import yaml

from assistant.drafting.flow import draft_reply
from assistant.records.case import AgentFact, Author, Case, CaseState, Message
from assistant.records.draft import Draft
from assistant.settings import read_settings
from assistant.wiring import Assistant, build, prepare


def case_of(row: dict[str, Any], facts: list[str], at: datetime) -> Case:
    """A scenario as a case of one message."""
    message = Message("m1", Author.CUSTOMER, str(row.get("author", "")), str(row["complaint"]), at)
    known = tuple(AgentFact(f"f{n}", text, "agent", at) for n, text in enumerate(facts, start=1))
    brand = str(row["org"]).lower()
    return Case(str(row["id"]), brand, str(row["channel"]), "c1", message.name, (message,), CaseState.NEW, at, None, 1, known)


def facts_of(row: dict[str, Any], extra: dict[str, list[str]]) -> list[str]:
    return [str(fact) for fact in row.get("agent_facts") or extra.get(str(row["id"]), [])]


def show(id: str, draft: Draft) -> None:
    made = draft.provenance
    print(f"\n===== {id}  {draft.route}  {made.writer}  {made.error}{'  repaired' if made.repaired else ''}")
    print(draft.reply.text)
    if draft.reply.private_text:
        print(f"--- private\n{draft.reply.private_text}")
    print(f"    {len(draft.reply.text)} characters, {len(draft.reply.text.split())} words, {len(draft.citations)} citations {draft.gap}")
    for finding in draft.findings:
        print(f"    {finding.level}  {finding.check}  {finding.reason} {dict(finding.params)}  {finding.quote[:90]!r}")


def start_relay(relay: Path, spool: Path, wait: float) -> subprocess.Popen[bytes]:
    """The relay on a free port of loopback, and the environment that points a model at it."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    os.environ |= {"OPENAI_BASE_URL": f"http://127.0.0.1:{port}/v1", "OPENAI_API_KEY": "relay", "WEBCARE_MODEL": "openai:relay"}
    os.environ["WEBCARE_DEADLINE_SECONDS"] = str(wait)
    command = [sys.executable, str(relay), "--spool", str(spool), "--port", str(port), "--wait", str(wait)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    for _ in range(100):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return server
        time.sleep(0.1)
    raise SystemExit("the relay did not start")


def draft_all(
    assistant: Assistant, rows: list[dict[str, Any]], extra: dict[str, list[str]], writer: str, spool: Path | None
) -> dict[str, Draft]:
    """All drafts by scenario. With a spool they wait side by side, started one by one so that a number can be told."""
    drafts: dict[str, Draft] = {}
    threads = []

    def one(row: dict[str, Any]) -> None:
        kit = assistant.kits.kit(str(row["org"]).lower(), writer=writer)
        at = assistant.now(kit.brand.id)
        kit = replace(kit, now=lambda: at)
        drafts[str(row["id"])] = draft_reply(case_of(row, facts_of(row, extra), at), kit)

    for row in rows:
        if spool is None:
            one(row)
            continue
        before = len(list(spool.glob("*.prompt.txt")))
        threads.append(threading.Thread(target=one, args=(row,)))
        threads[-1].start()
        while threads[-1].is_alive() and len(list(spool.glob("*.prompt.txt"))) == before:
            time.sleep(0.05)
        print(f"{row['id']}: {'prompt ' + format(before + 1, '04d') if threads[-1].is_alive() else 'no prompt'}", flush=True)
    for thread in threads:
        thread.join()
    return drafts


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("suite", type=Path)
    parser.add_argument("--writer", default="embedded", choices=["embedded", "model"])
    parser.add_argument("--today", type=date.fromisoformat)
    parser.add_argument("--facts", type=Path, help="a YAML file with id and agent_facts")
    parser.add_argument("--only", nargs="*", default=[])
    parser.add_argument("--out", type=Path)
    parser.add_argument("--relay", type=Path, default=os.environ.get("WEBCARE_RELAY"))
    parser.add_argument("--spool", type=Path, default=Path("spool"))
    parser.add_argument("--wait", type=float, default=3600.0)
    given = parser.parse_args()
    rows = [row for row in yaml.safe_load(given.suite.read_text(encoding="utf-8")) if not given.only or row["id"] in given.only]
    extra = (
        {row["id"]: row.get("agent_facts", []) for row in yaml.safe_load(given.facts.read_text(encoding="utf-8"))} if given.facts else {}
    )
    server = None
    if given.relay:
        given.spool.mkdir(parents=True, exist_ok=True)
        server, given.writer = start_relay(Path(given.relay), given.spool, given.wait), "model"
    try:
        with tempfile.TemporaryDirectory() as home:
            settings = replace(read_settings(), home=Path(home))
            assistant = prepare(build(settings, today=given.today or datetime.now(UTC).date()))
            drafts = draft_all(assistant, rows, extra, given.writer, given.spool if given.relay else None)
    finally:
        if server is not None:
            server.terminate()
    for row in rows:
        show(str(row["id"]), drafts[str(row["id"])])
    blocked = sum(any(f.level == "block" for f in draft.findings) for draft in drafts.values())
    print(f"\n{len(drafts)} cases, {blocked} with a block, {sum(draft.route == 'person' for draft in drafts.values())} for a person")
    if given.out:
        lines = [
            {"id": id, "text": d.reply.text, "private_text": d.reply.private_text, "agent_facts": facts_of(row, extra)}
            for row in rows
            if (d := drafts[id := str(row["id"])]).route == "draft"
        ]
        given.out.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")


if __name__ == "__main__":
    main()
