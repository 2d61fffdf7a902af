"""The `webcare` command as people and programs use it: output, JSON, exit codes, and one clear message for bad input."""

import io
import json
import os
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import sqlalchemy as sa

from assistant.casework import approval, intake
from assistant.casework.cases import open_case
from assistant.cli import app, main
from assistant.records.intake import Incoming
from assistant.records.people import Person, Role
from assistant.store import journal, people
from assistant.wiring import build, prepare
from assistant.worker import Worker

COMMANDS = (
    ["init"],
    ["serve"],
    ["check"],
    ["ingest"],
    ["import"],
    ["export"],
    ["erase"],
    ["draft"],
    ["search"],
    ["index", "rebuild"],
    ["index", "verify"],
    ["index", "status"],
    ["evaluate", "retrieval"],
    ["evaluate", "replies"],
    ["evaluate", "daily"],
    ["journal"],
)

BRAND = 'name = "Proef"\nform = "je"\n'
POLICY = """---
title: Retour
owner: Iris Blom
---

## Terugsturen
Een klant stuurt een artikel binnen veertien dagen gratis terug. Het geld staat binnen vijf werkdagen op de rekening.
"""


@pytest.fixture
def content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small brand of its own, so that a test does not wait for the demo."""
    folder = tmp_path / "content" / "knowledge" / "proef"
    (folder / "policies").mkdir(parents=True)
    (folder / "brand.toml").write_text(BRAND, encoding="utf-8")
    (folder / "policies" / "retour.md").write_text(POLICY, encoding="utf-8")
    monkeypatch.setenv("WEBCARE_CONTENT", str(tmp_path / "content"))
    return tmp_path / "content"


def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *args: str, stdin: bytes = b"") -> Any:
    monkeypatch.setattr(sys, "argv", ["webcare", *args])
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(stdin), isatty=lambda: False))
    code = 0
    try:
        main()
    except SystemExit as stop:
        code = int(stop.code or 0)
    said = capsys.readouterr()
    return SimpleNamespace(code=code, out=said.out, err=said.err)


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_every_command_has_help_with_an_example(
    command: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    said = run(monkeypatch, capsys, *command, "--help")
    assert said.code == 0 and "Example: webcare" in " ".join(said.out.split())


def test_an_empty_home_drafts_at_the_first_command(
    content: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "Hoi, hoe stuur ik mijn nieuwe schoenen terug en wanneer krijg ik mijn geld?"
    said = run(monkeypatch, capsys, "draft", "--brand", "proef", "--channel", "email", "--author", "Inge Bos", "--json", text)
    assert said.code == 0, said.err
    draft = json.loads(said.out)
    assert draft["route"] == "draft" and draft["language"] == "nl" and draft["writer"] == "embedded"
    assert "veertien dagen" in draft["text"] or "14 dagen" in draft["text"]
    assert {"text", "private_text", "triage", "citations", "findings", "passages", "prompt", "model", "tokens_in", "seconds"} <= set(draft)
    assert any(citation["document"] == "proef/retour" for citation in draft["citations"])
    assert all({"check", "level", "kind", "reason", "quote"} <= set(finding) for finding in draft["findings"])


def test_a_message_comes_from_an_argument_a_file_or_standard_input(
    content: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "bericht.txt"
    file.write_text("Hoe stuur ik iets terug?", encoding="utf-8")
    base = ("draft", "--brand", "proef", "--channel", "email", "--json")
    texts = [
        json.loads(run(monkeypatch, capsys, *base, *how, stdin=b"Hoe stuur ik iets terug?").out)["text"]
        for how in (["Hoe stuur ik iets terug?"], ["--file", str(file)], ["-"])
    ]
    assert texts[0] and len(set(texts)) == 1


HUGE = "a" * 100_000


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (("draft", "-b", "nergens", "-c", "email", "Hallo daar"), "proef"),
        (("draft", "-b", "proef", "-c", "fax", "Hallo daar"), "email"),
        (("draft", "-b", "proef", "-c", "email", ""), "message"),
        (("draft", "-b", "proef", "-c", "email", " \n "), "empty"),
        (("draft", "-b", "proef", "-c", "email", HUGE), "100,000"),
        (("draft", "-b", "proef", "-c", "email", "--file", "/nergens/x.txt"), "x.txt"),
        (("draft", "-b", "proef", "-c", "email", "--today", "morgen", "Hallo daar"), "2026-01-31"),
        (("draft", "-b", "proef", "-c", "email", "--writer", "duif", "Hallo daar"), "embedded or model"),
        (("draft", "-b", "proef", "-c", "email", "--writer", "model", "Hallo daar"), "WEBCARE_MODEL"),
        (("search", "-b", "nergens", "retour"), "proef"),
        (("import", "-b", "proef", "-c", "email", "/nergens/x.csv"), "x.csv"),
        (("init", "--brand", "../weg"), "--brand"),
    ],
)
def test_bad_input_gets_one_message_that_names_the_mend_and_exit_code_2(
    args: tuple[str, ...], says: str, content: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    said = run(monkeypatch, capsys, *args)
    assert said.code == 2
    assert said.err.startswith("webcare: ") and says in said.err and said.err.count("\n") == 1


@pytest.mark.parametrize("text", ["🎉🎉🎉", "안녕하세요 주문이 오지 않았어요", "مرحبا أين طلبي", "Waar\x00is mijn pakket?", "x" * 19_999])
def test_unusual_text_is_drafted_all_the_same(
    text: str, content: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    said = run(monkeypatch, capsys, "draft", "-b", "proef", "-c", "email", "--json", "-", stdin=text.encode())
    assert said.code == 0, said.err
    assert json.loads(said.out)["route"] in ("draft", "person")


def test_bytes_that_are_no_utf8_are_refused(content: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    said = run(monkeypatch, capsys, "draft", "-b", "proef", "-c", "email", "-", stdin=b"caf\xe9 dicht")
    assert said.code == 2 and "UTF-8" in said.err


def test_a_home_that_cannot_be_written_is_named(
    content: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    blocker = tmp_path / "bestand"
    blocker.write_text("", encoding="utf-8")
    monkeypatch.setenv("WEBCARE_HOME", str(blocker / "home"))
    said = run(monkeypatch, capsys, "draft", "-b", "proef", "-c", "email", "Hallo daar")
    assert said.code == 2 and "bestand" in said.err and said.err.count("\n") == 1


def test_import_reports_each_bad_line_and_takes_the_rest(
    content: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    good = {"id": "a", "channel": "email", "author": "Jan", "text": "Waar blijft mijn retour?"}
    file = tmp_path / "berichten.jsonl"
    file.write_text(json.dumps(good) + "\n{kapot\n" + json.dumps({**good, "id": "b", "channel": "fax"}) + "\n", encoding="utf-8")
    said = run(monkeypatch, capsys, "import", "--brand", "proef", "--json", str(file))
    report = json.loads(said.out)
    assert said.code == 2 and len(report["received"]) == 1
    first, second = (fault["where"] for fault in report["failed"])
    assert first.endswith("berichten.jsonl:2") and "3" in second
    again = json.loads(run(monkeypatch, capsys, "import", "--brand", "proef", "--json", str(file)).out)
    assert again["received"] == [] and again["repeated"] == 1


def test_a_journal_line_that_was_changed_is_named(
    content: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assistant = prepare(build())
    with assistant.store.write() as tx:
        for subject in ("a", "b"):
            journal.note(tx, assistant.work.now(""), "sam", "tried", subject)
        lines = journal.entries(tx)[0].number
    assert json.loads(run(monkeypatch, capsys, "journal", "--json").out) == {"lines": lines, "broken_at": None}
    with assistant.store.write() as tx:
        tx.execute(sa.text("UPDATE journal SET subject = 'c' WHERE number = :number"), {"number": lines - 1})
    said = run(monkeypatch, capsys, "journal")
    assert said.code == 1 and f"Line {lines - 1} " in said.out


def test_a_customer_is_erased_by_a_lead_and_by_nobody_else(
    content: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    people = [("lea", '["lead"]'), ("sam", '["agent"]')]
    rows = "".join(f'[[people]]\nid = "{id}"\nname = "{id.title()}"\ninitials = "X"\nroles = {roles}\n' for id, roles in people)
    (content / "knowledge" / "people.toml").write_text(rows, encoding="utf-8")
    file = tmp_path / "berichten.jsonl"
    row = {"id": "a", "channel": "email", "author": "Zwanet", "text": "Waar blijft mijn poedersuiker?"}
    file.write_text(json.dumps(row), encoding="utf-8")
    case = json.loads(run(monkeypatch, capsys, "import", "--brand", "proef", "--json", str(file)).out)["received"][0]
    refused = run(monkeypatch, capsys, "erase", case, "--person", "sam", "--yes")
    assert refused.code == 2 and "Sam" in refused.err
    gone = run(monkeypatch, capsys, "erase", case, "--person", "lea", "--yes", "--json")
    assert (gone.code, json.loads(gone.out)["cases"]) == (0, [case])
    database = b"".join(path.read_bytes() for path in Path(os.environ["WEBCARE_HOME"]).glob("webcare.db*"))
    assert b"poedersuiker" not in database


def test_a_csv_without_its_columns_is_one_error(
    content: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "berichten.csv"
    file.write_text("datum;onderwerp\n2026-01-01;Hallo\n", encoding="utf-8")
    said = run(monkeypatch, capsys, "import", "--brand", "proef", "--channel", "email", "--json", str(file))
    report = json.loads(said.out)
    assert said.code == 2 and len(report["failed"]) == 1 and "text" in str(report["failed"][0])


def test_ingest_names_a_bad_policy_and_takes_the_rest(
    content: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = content / "knowledge" / "proef" / "policies"
    run(monkeypatch, capsys, "init")
    (folder / "fout.md").write_text("---\ntitle: Fout\nvalid_from: 2026-05-01\nvalid_until: 2026-04-01\n---\n## A\nB.\n", encoding="utf-8")
    (folder / "nieuw.md").write_text("## Ruilen\nRuilen kan binnen dertig dagen.\n", encoding="utf-8")
    said = run(monkeypatch, capsys, "ingest", "--json")
    report = json.loads(said.out)
    assert said.code == 1 and report["new"] == 1 and len(report["errors"]) == 1
    assert report["errors"][0]["where"].endswith("fout.md:4") and report["errors"][0]["mend"]


def test_search_finds_the_clause_and_export_writes_it_back(
    content: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    found = json.loads(run(monkeypatch, capsys, "search", "--brand", "proef", "--json", "schoenen terug sturen").out)
    assert found["hits"][0]["document"] == "proef/retour"
    said = run(monkeypatch, capsys, "export", "--brand", "proef", "--to", str(tmp_path / "copy"), "--json")
    written = json.loads(said.out)["written"]
    assert len(written) == 1
    assert "veertien dagen" in Path(written[0]).read_text(encoding="utf-8")


def test_init_makes_a_brand_that_can_be_used_at_once(
    content: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    said = json.loads(run(monkeypatch, capsys, "init", "--brand", "helpdesk", "--name", "Helpdesk", "--json").out)
    assert set(said["brands"]) == {"proef", "helpdesk"} and len(said["made"]) == 1
    draft = run(monkeypatch, capsys, "draft", "-b", "helpdesk", "-c", "chat", "--json", "Hoe zet ik mijn handtekening in een mail?")
    assert draft.code == 0 and json.loads(draft.out)["gap"]


def test_the_command_is_what_the_package_installs() -> None:
    assert app.info.name == "webcare"


def test_daily_figures_are_those_of_what_was_sent(
    content: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assistant = prepare(build())
    at = assistant.now("proef")
    lea = Person("lea", "Lea", "L", frozenset({Role.LEAD}))
    with assistant.store.write() as tx:
        people.save(tx, lea)
    case = intake.receive(assistant.work, Incoming("proef", "email", "Jan", "Hoe stuur ik mijn schoenen terug?", at))
    worker = Worker(assistant)
    while worker.step():
        pass
    view = open_case(assistant.work, lea, case)
    assert view.reply
    approval.mark_sent(assistant.work, lea, case, view.reply.hash, reasons={finding.check: "elsewhere" for finding in view.findings})
    (row,) = json.loads(run(monkeypatch, capsys, "evaluate", "daily", "--json").out)["rows"]
    assert (row["brand"], row["cases"], row["unchanged"], row["own"]) == ("proef", 1, 1, 0)
    later = json.loads(run(monkeypatch, capsys, "evaluate", "daily", "--since", "2999-01-01", "--json").out)
    assert later == {"rows": []}
