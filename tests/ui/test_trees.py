"""What the pure drawing says: times, quality figures, our own sentences in Dutch, a fault on a screen."""

from datetime import UTC, datetime, timedelta

import pytest

from assistant.content.words import Words, load_words
from assistant.errors import Blocked, Conflict, InputError
from assistant.evaluation.daily import daily
from assistant.records.desk import Outcome
from assistant.ui import quality_trees, times
from assistant.ui.sentences import in_words
from assistant.ui.tree import plain
from tests.ui.conftest import CHECKOUT

NOW = datetime(2026, 3, 14, 12, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def nl() -> Words:
    return load_words(CHECKOUT, "nl")


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        (35, "nog 35 min"),
        (59, "nog 59 min"),
        (60, "nog 1 u"),
        (60 * 25, "nog 1 d"),
        (0, "nu"),
        (-18, "18 min te laat"),
        (-60 * 3, "3 u te laat"),
    ],
)
def test_time_left_is_said_in_its_largest_unit(minutes: int, said: str, nl: Words) -> None:
    assert times.left(NOW + timedelta(minutes=minutes), NOW, nl) == said


def test_a_case_without_a_target_has_no_clock(nl: Words) -> None:
    assert times.left(None, NOW, nl) == ""


def outcome(likeness: float, *, drafted: bool = True, seconds: int | None = 60, channel: str = "x") -> Outcome:
    seen = NOW - timedelta(seconds=seconds) if seconds is not None else None
    return Outcome("c", "waterhuis", channel, drafted, likeness, (), seen, NOW, copied=False)


def test_the_daily_table_never_shows_a_share_without_its_number(nl: Words) -> None:
    rows = daily([outcome(1.0), outcome(0.8), outcome(0.1), outcome(0.0, drafted=False)])
    shown = plain(quality_trees.daily_table(rows, {"waterhuis": "Waterhuis"}, nl))
    assert "Waterhuis" in shown
    assert "1 (25%)" in shown
    assert "60 s" in shown


def test_without_replies_the_page_says_so(nl: Words) -> None:
    assert "nog niets verstuurd" in plain(quality_trees.daily_table((), {}, nl))


def test_refusals_are_said_in_the_language_of_the_screen(nl: Words) -> None:
    blocked = Blocked("Something in the text must be solved first.", where="grounded", mend="Change the text, or approve it with a reason.")
    assert (
        in_words(blocked, nl)
        == "Er staat nog iets in de tekst dat eerst opgelost moet worden. Pas de tekst aan, of kies erbij waarom het toch klopt."
    )
    assert in_words(Conflict("Sanne Kuiper is working on this case."), nl) == "Sanne Kuiper is met dit gesprek bezig."
    assert in_words(InputError("Nobody translated this.", mend="Nor this."), nl) == "Nobody translated this. Nor this."
