"""Fixtures of the drafting tests."""

import pytest
from draft_kit import Desk


@pytest.fixture
def desk() -> Desk:
    """Kits for an invented brand, and what was searched with."""
    return Desk()
