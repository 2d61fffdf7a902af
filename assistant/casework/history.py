"""This customer before, in three lines: earlier cases, what was promised and kept, how we speak to them."""

from collections import Counter
from collections.abc import Iterable
from datetime import tzinfo

from assistant.casework.promises import BROKEN, KEPT, OPEN
from assistant.casework.work import EVERYONE, Work
from assistant.language import detect, register
from assistant.records.case import Author, Case
from assistant.records.day import Line
from assistant.records.people import Person
from assistant.store import cases, ledger, people, threads

MOST = 200
"""Messages of a customer that are looked at for language and form of address, the newest."""


def before(work: Work, person: Person, case_id: str) -> tuple[Line, ...]:
    """What is known of the customer of a case: at most three lines, none for somebody who never wrote before.

    Keys stand in the screen words under `before.`; parameters are numbers, dates (ISO) and words of the program, no text of theirs.
    """
    with work.store.read() as tx:
        people.require(tx, person, EVERYONE)
        case = cases.load_case(tx, case_id)
        others = cases.of_customer(tx, case.customer, without=case_id)
        promised = ledger.find(tx, customer_cases=others) if others else ()
        written = threads.of_cases(tx, (case_id, *others), limit=MOST)
    lines: list[Line] = []
    if case.earlier:
        lines.append(_cases(case, len(others), work.now(case.brand).tzinfo))
    if promised:
        states = Counter(promise.state for promise in promised)
        late = sum(promise.state == OPEN and promise.due_at is not None and promise.due_at < work.now(case.brand) for promise in promised)
        shown = {"promised": len(promised), "kept": states[KEPT], "broken": states[BROKEN], "open": states[OPEN], "late": late}
        lines.append(Line("promises", tuple((name, str(count)) for name, count in shown.items())))
    theirs = [message.text for message in written if message.author is Author.CUSTOMER]
    ours = [message.text for message in written if message.author is Author.AGENT]
    if others or ours:
        language = _most(detect.language_of(text, work.brands[case.brand].languages) for text in theirs)
        forms = (("we", _most(map(register.form_of, ours))), ("they", _most(map(register.form_of, theirs))))
        lines.append(Line("speech", (("language", language), *forms)))
    return tuple(lines)


def _cases(case: Case, count: int, zone: tzinfo | None) -> Line:
    newest = case.earlier[0]
    channels = ",".join(sorted({earlier.channel for earlier in case.earlier}))
    last = (
        ("topic", newest.topic),
        ("channel", newest.channel),
        ("state", newest.state.value),
        ("on", newest.opened_at.astimezone(zone).date().isoformat()),
    )
    return Line("cases", (("count", str(count)), ("channels", channels), *last))


def _most(values: Iterable[str]) -> str:
    """The value seen most often, the empty one not counted."""
    found = Counter(value for value in values if value and value != "mixed")
    return found.most_common(1)[0][0] if found else ""
