"""`webcare evaluate retrieval` on a small set made here: its form, its views, and that no question finds its own label."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from assistant.cli import app
from assistant.errors import InputError
from assistant.evaluation.retrieval import evaluate_retrieval

DOCUMENTS = {
    "lek": ("Lekkage", "Een lek in huis is voor rekening van de bewoner. Draai de hoofdkraan dicht."),
    "stand": ("Meterstand", "Zonder meterstand schatten wij het verbruik. Geef de stand door."),
    "storing": ("Storing", "Bij een storing herstellen wij de leiding binnen 8 uur."),
    "kalk": ("Kalk", "Kalk in het water is niet schadelijk."),
}
QUESTIONS = {
    "q1": ("er is een lek bij de hoofdkraan", "lek"),
    "q2": ("hoe geef ik de meterstand door", "stand"),
    "q3": ("alles sputtert hier", "storing"),
    "q4": ("het sputtert alweer, alles", "storing"),
}
MEASURES = {"hit@1", "hit@5", "hit@10", "mrr@10", "ndcg@10", "recall@10"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "dev").mkdir()
    rows = [{"id": id, "title": title, "text": text} for id, (title, text) in DOCUMENTS.items()]
    (tmp_path / "corpus.jsonl").write_text("\n".join(map(json.dumps, rows)), "utf-8")
    queries = [{"id": id, "text": text} for id, (text, _) in QUESTIONS.items()]
    (tmp_path / "dev" / "queries.jsonl").write_text("\n".join(map(json.dumps, queries)), "utf-8")
    labels = ["query\tdocument\tgrade", *(f"{id}\t{document}\t1" for id, (_, document) in QUESTIONS.items())]
    (tmp_path / "dev" / "qrels.tsv").write_text("\n".join(labels), "utf-8")
    return tmp_path


def test_the_command_prints_the_agreed_form(folder: Path) -> None:
    done = CliRunner().invoke(app, ["evaluate", "retrieval", str(folder), "--split", "dev", "--json"])
    assert done.exit_code == 0, done.output
    found = json.loads(done.stdout)
    assert (found["split"], found["queries"], found["documents"]) == ("dev", 4, 4)
    assert {"fused", "lexical", "dense", "learned"} <= found["views"].keys()
    assert all(view.keys() == MEASURES for view in found["views"].values())
    assert found["views"]["lexical"]["hit@5"] >= 0.5
    low, high = found["intervals"]["fused"]["hit@1"]
    assert 0 <= low <= found["views"]["fused"]["hit@1"] <= high <= 1


def test_past_labels_teach_and_a_question_never_finds_its_own(folder: Path) -> None:
    plain, taught = evaluate_retrieval(folder, "dev"), evaluate_retrieval(folder, "dev", past="dev")
    assert plain.views["learned"]["hit@1"] == 0
    assert "never among them" in taught.note
    assert taught.views["learned"]["hit@1"] >= 0.5  # q3 and q4 teach each other; q1 and q2 have nobody to learn from


def test_a_broken_line_is_named(folder: Path) -> None:
    (folder / "dev" / "qrels.tsv").write_text("h\nq1 lek 1\n", "utf-8")
    with pytest.raises(InputError, match="query, document, grade") as caught:
        evaluate_retrieval(folder, "dev")
    assert "qrels.tsv:2" in str(caught.value.where)
