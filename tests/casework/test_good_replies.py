"""The six good replies of the shared scenarios, typed at the desk with what their agents knew, meet no block."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.casework import edits, hiding, intake
from assistant.evaluation.suites import read_suite
from assistant.records.draft import Reply
from assistant.records.finding import Level
from assistant.records.intake import Incoming
from assistant.settings import Settings
from assistant.store import people
from assistant.wiring import Assistant, build, prepare
from tests.ui.conftest import CHECKOUT

pytestmark = pytest.mark.data


@pytest.fixture
def scenarios(eval_data: Path) -> Path:
    """The scenarios beside the public data, or a skip."""
    folder = eval_data.parent / "scenarios"
    if not (folder / "good_replies.yaml").is_file():
        pytest.skip("no scenarios stand beside WEBCARE_EVAL_DATA: their replies are not typed")
    return folder


@pytest.fixture
def house(tmp_path: Path) -> Iterator[Assistant]:
    """The demo on the Monday before the day that one of the replies names."""
    made = prepare(build(Settings(home=tmp_path / "home", content=CHECKOUT), today=date(2026, 6, 1)))
    yield made
    made.store.close()


def test_good_replies_meet_no_block(house: Assistant, scenarios: Path) -> None:
    good: list[dict[str, Any]] = yaml.safe_load((scenarios / "good_replies.yaml").read_text(encoding="utf-8"))
    suite = {row.id: row for row in read_suite(scenarios / "dev.yaml", house.brands).cases}
    with house.store.read() as tx:
        sanne = people.get(tx, "sanne")
    blocked = {}
    for reply in good:
        row = suite[reply["id"]]
        message = Incoming(
            brand=row.brand, channel=row.channel, author=row.customer_name or row.id, text=row.complaint, at=house.now(row.brand)
        )
        case = intake.receive(house.work, message)
        for fact in reply["agent_facts"]:
            edits.add_fact(house.work, sanne, case, fact)
        for exposed in hiding.exposed(house.work, case):
            hiding.ask(house.work, sanne, case, exposed.message)
        text = Reply(reply["text"])
        edits.save_edit(house.work, sanne, case, text, seen=0)
        blocks = [finding for finding in edits.review(house.work, case, text) if finding.level is Level.BLOCK]
        if blocks:
            blocked[reply["id"]] = [(finding.check, finding.reason, finding.quote) for finding in blocks]
    assert len(good) == 6
    assert blocked == {}
