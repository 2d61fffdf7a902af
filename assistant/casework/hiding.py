"""Personal data that a customer posted in public: asked to be hidden, then hidden, before we answer below it."""

from dataclasses import replace

from assistant.casework.work import DESK, Work
from assistant.errors import Conflict, InputError
from assistant.language import masking
from assistant.records.case import Author, Case
from assistant.records.day import Exposed
from assistant.records.desk import CaseHead
from assistant.records.finding import Finding, Kind, Level
from assistant.records.people import Person
from assistant.store import Tx, cases, hidings, journal, people

SHOWN = frozenset({"NAAM", "ORDER", "KLANT"})
"""What may stand in public: a name is the customer's own, and a number says nothing to others."""

CHECK = "hide_first"


def exposed(work: Work, case_id: str) -> tuple[Exposed, ...]:
    """The public messages of a case that hold personal data, with what was done about each. Holds no word of the data itself."""
    with work.store.read() as tx:
        return _exposed(tx, work, *cases.whole(tx, case_id))


def ask(work: Work, person: Person, case_id: str, message_id: str) -> None:
    """Hiding was asked of the platform, or of the customer; asked once, logged. Raises `InputError` for a message without need."""
    with work.store.write() as tx:
        who, now = people.require(tx, person, DESK), work.now("")
        if message_id not in {one.message for one in _exposed(tx, work, *cases.whole(tx, case_id))}:
            raise InputError("This message holds nothing that must be hidden.", where="message", mend="Pick the message that does.")
        if hidings.ask(tx, message_id, case_id, who.id, now):
            cases.move(tx, cases.head(tx, case_id))
            journal.note(tx, now, who.id, "hiding asked", case_id)


def done(work: Work, person: Person, case_id: str, message_id: str) -> None:
    """The message is hidden. Raises `Conflict` when that was never asked, or is known."""
    with work.store.write() as tx:
        who, now = people.require(tx, person, DESK), work.now("")
        if message_id not in hidings.of_case(tx, case_id) or not hidings.done(tx, message_id, who.id, now):
            raise Conflict("Hiding this message was not asked, or it is hidden already.", where=case_id, mend="Open the case again.")
        cases.move(tx, cases.head(tx, case_id))
        journal.note(tx, now, who.id, "hidden", case_id)


def owed(tx: Tx, work: Work, head: CaseHead, case: Case) -> tuple[Finding, ...]:
    """A finding while personal data stands in public and nobody asked to hide it: the reply comes after."""
    open_ = [one for one in _exposed(tx, work, head, case) if not one.asked_by]
    kinds = ", ".join(dict.fromkeys(kind for one in open_ for kind in one.kinds))
    return (Finding(CHECK, Level.BLOCK, Kind.OWN_REASON, CHECK, {"kinds": kinds}),) if open_ else ()


def _exposed(tx: Tx, work: Work, head: CaseHead, case: Case) -> tuple[Exposed, ...]:
    if not head.public:
        return ()
    known, brand = hidings.of_case(tx, head.id), work.brands[head.brand]
    found = []
    for message in case.thread:
        if message.author is Author.CUSTOMER and not message.private:
            seen = masking.find(message.text, (), (brand.id, brand.name))
            kinds = tuple(dict.fromkeys(one.kind for one in seen if one.kind not in SHOWN))
            if kinds:
                found.append(replace(known.get(message.id, Exposed(message.id, ())), kinds=kinds))
    return tuple(found)
