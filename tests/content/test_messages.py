"""Files of messages: which posts name us, which are private, and that the same file again changes nothing."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from desk_kit import new_desk

from assistant.casework.intake import receive_all
from assistant.content.messages import read_messages
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


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("m.csv", b"channel,text,author\nemail,Er is geen water,Jan\nx,Slecht!,\nx,Slecht!,\n"),
        ("m.jsonl", b'{"channel": "x", "text": "Slecht!", "minutes_ago": 5}\n' * 2 + b'{"channel": "chat", "text": "Hallo"}'),
    ],
)
def test_the_same_file_again_changes_nothing_though_it_gives_no_times(tmp_path: Path, name: str, data: bytes) -> None:
    desk = new_desk(tmp_path)
    taken = []
    for _ in range(2):
        taken.append(receive_all(desk.work, read_messages(data, name, brand="molen", now=desk.clock.now)))
        desk.clock.pass_(minutes=5)
    assert [(len(batch.received), batch.repeated) for batch in taken] == [(3, 0), (0, 3)]


@pytest.mark.parametrize(("said", "tagged"), [("", True), ("nee", False), ("Ja", True), ("0", False), ("TRUE", True)])
def test_csv_as_people_write_it(said: str, tagged: bool) -> None:
    [found] = read_messages(f"channel;text;tagged\nx;Dag;{said}\n".encode(), "m.csv", brand="molen", now=NOW)
    assert isinstance(found, Incoming) and found.tagged is tagged
