"""A short run of `benchmarks/kills.py`: killed at random points, nothing approved is lost or sent twice."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from store_kit import Cluster

PROGRAM = Path(__file__).resolve().parents[2] / "benchmarks" / "kills.py"
ZERO = ("lost", "lost_messages", "twice", "taken_back", "half", "unsent_files", "left")


def run(*arguments: str) -> dict[str, object]:
    done = subprocess.run([sys.executable, str(PROGRAM), "--json", *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return json.loads(done.stdout)


@pytest.mark.slow
def test_ten_kills_lose_nothing_and_send_nothing_twice(tmp_path: Path) -> None:
    found = run("--kills", "10", "--home", str(tmp_path))
    assert found["received"]
    assert found["journal"] == "whole"
    assert [found[name] for name in ZERO] == [0] * len(ZERO)


@pytest.mark.slow
@pytest.mark.postgres
def test_five_kills_on_postgresql(cluster: Cluster, tmp_path: Path) -> None:
    found = run("--kills", "5", "--home", str(tmp_path), "--url", cluster.new_database())
    assert found["journal"] == "whole"
    assert [found[name] for name in ZERO] == [0] * len(ZERO)


def test_the_audit_sees_a_reply_sent_twice_and_one_that_is_gone(tmp_path: Path) -> None:
    """The measure itself: a run that is tampered with does not pass."""
    run("--kills", "0", "--home", str(tmp_path))
    (tmp_path / "outbox").mkdir(exist_ok=True)
    for round_ in (1, 2):
        path = tmp_path / "outbox" / f"c1.0.{round_}.public.json"
        path.write_text(json.dumps({"case": "c1", "text": "Dag", "text_hash": "wrong"}))
    done = subprocess.run(
        [sys.executable, str(PROGRAM), "--json", "--kills", "0", "--home", str(tmp_path)], capture_output=True, text=True, check=False
    )
    found = json.loads(done.stdout)
    assert done.returncode == 1
    assert (found["twice"], found["half"], found["unsent_files"]) == (1, 2, 1)
