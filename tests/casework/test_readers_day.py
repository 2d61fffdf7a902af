"""Files that say which posts name us and which messages are private."""

from datetime import UTC, datetime

import pytest

from assistant.casework.readers import read_messages
from assistant.records.intake import Incoming

NOW = datetime(2026, 3, 10, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("line", "tagged", "private"),
    [
        ("", True, False),
        (', "tagged": false', False, False),
        (', "tagged": true, "private": true', True, True),
        (', "private": null', True, False),
    ],
)
def test_json_lines(line: str, tagged: bool, private: bool) -> None:
    [found] = read_messages(f'{{"channel": "x", "text": "Dag"{line}}}'.encode(), "m.jsonl", brand="molen", now=NOW)
    assert isinstance(found, Incoming) and (found.tagged, found.private) == (tagged, private)


@pytest.mark.parametrize(("said", "tagged"), [("", True), ("nee", False), ("Ja", True), ("0", False), ("TRUE", True)])
def test_csv_as_people_write_it(said: str, tagged: bool) -> None:
    [found] = read_messages(f"channel;text;tagged\nx;Dag;{said}\n".encode(), "m.csv", brand="molen", now=NOW)
    assert isinstance(found, Incoming) and found.tagged is tagged
