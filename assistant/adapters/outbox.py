"""A channel that leaves each reply as a file: for whoever picks them up, and to see the whole way work."""

import json
import os
import re
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from threading import get_ident

from assistant.errors import ChannelError
from assistant.records.work import Outgoing


class OutboxChannel:
    """Writes one JSON file a part, named by its key: written aside, synced, renamed. Repeating it gives the same file."""

    name = "outbox"
    repeatable = True

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def deliver(self, outgoing: Outgoing) -> None:
        """Raises `ChannelError` where the folder cannot be written; then there is no file under that name."""
        target = self._file(outgoing.key)
        aside = target.with_suffix(f".{os.getpid()}-{get_ident()}.tmp")
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with aside.open("wb") as file:
                file.write(_json(outgoing))
                file.flush()
                os.fsync(file.fileno())
            aside.replace(target)
            _sync_folder(self._folder)
        except OSError as error:
            with suppress(OSError):
                aside.unlink(missing_ok=True)
            mend = f"Free space or give write permission, then send it again ({error.strerror})."
            raise ChannelError("The reply could not be written to the outbox.", where=str(self._folder), mend=mend) from error

    def erase(self, keys: Sequence[str]) -> None:
        """Deletes what was left here under these keys; what somebody picked up is theirs to erase. Raises `ChannelError`."""
        try:
            for key in keys:
                self._file(key).unlink(missing_ok=True)
        except OSError as error:
            mend = f"Give write permission on the folder ({error.strerror})."
            raise ChannelError("A reply could not be erased from the outbox.", where=str(self._folder), mend=mend) from error

    def _file(self, key: str) -> Path:
        return self._folder / f"{re.sub(r'[^A-Za-z0-9._-]', '-', key)}.json"


def _json(outgoing: Outgoing) -> bytes:
    fields = {
        "key": outgoing.key,
        "case": outgoing.case,
        "brand": outgoing.brand,
        "channel": outgoing.channel,
        "recipient": outgoing.recipient,
        "private": outgoing.private,
        "text": outgoing.text,
        "text_hash": outgoing.text_hash,
        "approved_by": outgoing.approved_by,
        "approved_at": outgoing.approved_at.isoformat(),
    }
    return json.dumps(fields, ensure_ascii=False, indent=2).encode() + b"\n"


def _sync_folder(folder: Path) -> None:
    """Makes the rename itself last (POSIX: a name is data of its folder)."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
