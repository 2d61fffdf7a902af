"""What a reply may not do. Every check is a pure function of a `Review`; word lists come in with it."""

from collections.abc import Iterable

from assistant.checks import (
    agreement,
    asking,
    asserted,
    cited,
    contact_route,
    contrary,
    grounded,
    length,
    liability,
    markup,
    next_step,
    person,
    personal_data,
    promise,
    wording,
)
from assistant.ports import Check
from assistant.records.finding import Finding, Kind, Level
from assistant.records.review import Review

CHECKS: tuple[tuple[str, int, Check], ...] = (
    ("mask_left", 0, personal_data.check_masks),
    ("other_customer", 0, personal_data.check_others),
    ("foreign_data", 11, personal_data.check_foreign),
    ("public_data", 11, personal_data.check_public),
    ("length", 18, length.check),
    ("markup", 0, markup.check),
    ("machine", 0, markup.check_machine),
    ("grounded", 12, grounded.check),
    ("promise", 9, promise.check),
    ("liability", 21, liability.check),
    ("liability", 21, liability.check_claim),
    ("cited", 12, cited.check),
    ("asserted", 12, asserted.check),
    ("contrary", 12, contrary.check),
    ("two_terms", 12, agreement.check_two_terms),
    ("deadline", 8, agreement.check_deadline),
    ("person_first", 3, person.check_person_first),
    ("person_first", 3, person.check_emergency),
    ("next_step", 8, next_step.check),
    ("ownership", 4, contact_route.check_ownership),
    ("demand", 6, contact_route.check_demand),
    ("reachable", 7, contact_route.check_reachable),
    ("press", 21, liability.check_press),
    ("specific_ack", 1, person.check_named),
    ("closed_loop", 14, next_step.check_loop),
    ("ask_once", 10, asking.check),
    ("ask_missing", 10, asking.check_missing),
    ("apology", 13, wording.check_apology),
    ("cliche", 5, wording.check_cliche),
    ("form", 16, wording.check_form),
    ("language", 19, wording.check_language),
    ("sign_off", 20, wording.check_sign_off),
    ("defensive", 21, wording.check_defensive),
    ("tone", 23, wording.check_tone),
    ("plain", 17, wording.check_plain),
)
STRICT = frozenset({"mask_left", "other_customer", "foreign_data", "public_data", "length", "grounded", "promise", "liability"})
"""What these look for is never fine or needs a second reader, so a crash of theirs blocks, and a second reader looks instead (law 6)."""
_ORDER = {Level.BLOCK: 0, Level.WARN: 1, Level.INFO: 2}


def check_reply(review: Review, checks: tuple[tuple[str, int, Check], ...] = CHECKS) -> tuple[Finding, ...]:
    """What all checks say of a reply, worst first. A check that crashes says that it did not look (law 6)."""
    found = [finding for name, criterion, check in checks for finding in _run(name, criterion, check, review)]
    unique = {(finding.check, finding.reason, finding.quote, finding.part): finding for finding in found}
    return tuple(sorted(unique.values(), key=lambda finding: _ORDER[finding.level]))


def _run(name: str, criterion: int, check: Check, review: Review) -> Iterable[Finding]:
    try:
        return tuple(check(review))
    except Exception as error:  # noqa: BLE001  law 6: one bug must not stop all sending, and must not go unseen
        level, kind = (Level.BLOCK, Kind.SECOND_READER) if name in STRICT else (Level.WARN, Kind.OWN_REASON)
        return (Finding(name, level, kind, "not_checked", {"check": name, "error": type(error).__name__}, criterion=criterion),)
