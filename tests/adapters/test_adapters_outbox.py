"""The outbox: one file a part, whole or not there."""

import json
import os
import resource
import signal
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from assistant.adapters.outbox import OutboxChannel
from assistant.errors import ChannelError
from assistant.records.work import Outgoing

REPLY = Outgoing(
    "c1.0.1.public", "c1", "molen", "email", "Jan de Wit", "Dag Jan 👋\nGroet", "ab", "sanne", datetime(2026, 3, 10, tzinfo=UTC)
)


def test_a_reply_is_one_file_that_says_it_all(tmp_path: Path) -> None:
    OutboxChannel(tmp_path / "new" / "outbox").deliver(REPLY)
    [path] = (tmp_path / "new" / "outbox").iterdir()
    found = json.loads(path.read_text(encoding="utf-8"))
    assert (path.name, found["text"], found["recipient"]) == ("c1.0.1.public.json", REPLY.text, "Jan de Wit")
    assert datetime.fromisoformat(found["approved_at"]) == REPLY.approved_at


def test_repeating_it_leaves_one_file(tmp_path: Path) -> None:
    for _ in range(3):
        OutboxChannel(tmp_path).deliver(REPLY)
    OutboxChannel(tmp_path).deliver(replace(REPLY, key="c1.0.1.private"))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["c1.0.1.private.json", "c1.0.1.public.json"]


def test_a_key_cannot_leave_the_folder(tmp_path: Path) -> None:
    OutboxChannel(tmp_path / "outbox").deliver(replace(REPLY, key="../../etc/passwd\x00"))
    assert [path.name for path in (tmp_path / "outbox").iterdir()] == ["..-..-etc-passwd-.json"]
    assert [path.name for path in tmp_path.iterdir()] == ["outbox"]


def test_a_folder_that_cannot_be_made_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(ChannelError, match="could not be written") as refused:
        OutboxChannel(tmp_path / "file" / "outbox").deliver(REPLY)
    assert refused.value.where.endswith("outbox")
    assert "send it again" in refused.value.mend


def test_a_full_disk_leaves_no_half_file(tmp_path: Path) -> None:
    """In a child process, with the largest file this system lets it write set to 100 bytes."""
    child = os.fork()
    if child == 0:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))
        try:
            OutboxChannel(tmp_path).deliver(REPLY)
        except ChannelError:
            os._exit(7)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == 7
    assert list(tmp_path.iterdir()) == []
