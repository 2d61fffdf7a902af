"""Real Dutch threads: 500 become resolved cases of a brand made with `webcare init`, 50 others come in and are all drafted."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from assistant.casework.cases import open_case
from assistant.casework.intake import receive_all
from assistant.content.messages import read_messages
from assistant.content.skeleton import make_brand
from assistant.language import masking
from assistant.records.triage import Route
from assistant.settings import Settings
from assistant.store import people
from assistant.wiring import Assistant, build, prepare
from assistant.worker import Worker


def rows_of(data: Path) -> list[dict[str, Any]]:
    text = (data / "replies" / "nl_sumo_replies" / "messages.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines() if line.strip()]


def masked(text: str) -> str:
    return masking.mask_text(text)[0]


def personal(text: str) -> set[str]:
    """What masking finds in a text, long enough to be recognised in another."""
    return {value.casefold() for value in masking.mask_text(text)[1].values.values() if len(value) >= 5}


@pytest.fixture
def helpdesk(tmp_path: Path, eval_data: Path) -> tuple[Assistant, list[dict[str, Any]]]:
    rows = rows_of(eval_data)
    content = tmp_path / "content"
    make_brand(content, "helpdesk", "Helpdesk")
    cases = [
        {"id": row["id"], "channel": "email", "complaint": masked(row["message"]), "reply": masked(row["reply"])} for row in rows[:500]
    ]
    folder = content / "knowledge" / "helpdesk" / "cases"
    (folder / "cases.jsonl").write_text("\n".join(json.dumps(case) for case in cases), encoding="utf-8")
    assistant = prepare(build(Settings(home=tmp_path / "home", content=content)))
    return assistant, rows[500:550]


@pytest.mark.data
def test_fifty_real_messages_are_all_drafted_and_none_holds_another_customers_data(
    helpdesk: tuple[Assistant, list[dict[str, Any]]], eval_data: Path
) -> None:
    assistant, rows = helpdesk
    lines = [{"id": row["id"], "channel": "email", "author": row["meta"]["customer"], "text": row["message"]} for row in rows]
    data = "\n".join(json.dumps(line) for line in lines).encode()
    report = receive_all(assistant.work, read_messages(data, "messages.jsonl", brand="helpdesk", now=datetime.now(UTC)))
    assert report.failed == () and len(report.received) == 50

    worker = Worker(assistant)
    while worker.step():
        pass
    with assistant.store.read() as tx:
        person = next(one for one in people.everyone(tx) if "agent" in one.roles)
    everyone = {row["id"]: personal(row["message"]) for row in rows_of(eval_data)}
    leaks = []
    for case_id, row in zip(report.received, rows, strict=True):
        view = open_case(assistant.work, person, case_id)
        assert view.draft is not None and not view.job_error, (row["id"], view.job_error)
        if view.draft.route is Route.PERSON:
            continue
        text = f"{view.draft.reply.text}\n{view.draft.reply.private_text}"
        assert view.draft.reply.text.strip(), row["id"]
        own = row["message"].casefold()
        others = set().union(*(values for id, values in everyone.items() if id != row["id"]))
        leaks += [(row["id"], value) for value in others if value in text.casefold() and value not in own]
    assert leaks == []
