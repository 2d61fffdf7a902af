"""What a reply may not do. Every check is a pure function of a `Review`; word lists come in with it."""

from collections.abc import Iterable

from assistant.checks import length, personal_data
from assistant.ports import Check
from assistant.records.finding import Finding, Kind, Level
from assistant.records.review import Review

CHECKS: tuple[tuple[str, int, Check], ...] = (
    ("mask_left", 0, personal_data.check_masks),
    ("other_customer", 0, personal_data.check_others),
    ("length", 18, length.check),
)
_STRICT = frozenset({"mask_left", "other_customer", "length"})  # their findings are of the kinds that a crash must block
_ORDER = {Level.BLOCK: 0, Level.WARN: 1, Level.INFO: 2}


def check_reply(review: Review) -> tuple[Finding, ...]:
    """What all checks say of a reply, worst first. A check that crashes says that it did not look (law 6)."""
    found = [finding for name, criterion, check in CHECKS for finding in _run(name, criterion, check, review)]
    return tuple(sorted(dict.fromkeys(found), key=lambda finding: _ORDER[finding.level]))


def _run(name: str, criterion: int, check: Check, review: Review) -> Iterable[Finding]:
    try:
        return tuple(check(review))
    except Exception as error:  # noqa: BLE001  law 6: one bug must not stop all sending, and must not go unseen
        strict = name in _STRICT
        return (
            Finding(
                name, Level.BLOCK if strict else Level.WARN, Kind.SECOND_READER if strict else Kind.OWN_REASON,
                "not_checked", {"check": name, "error": type(error).__name__}, criterion=criterion,
            ),
        )  # fmt: skip
