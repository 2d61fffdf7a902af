"""This room's store: on SQLite alone, since the store's own tests hold the two databases together."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from desk_kit import new_store

from assistant.store import Store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = new_store(tmp_path)
    yield made
    made.close()
