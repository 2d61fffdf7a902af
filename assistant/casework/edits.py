"""What an agent makes of a draft: kept as it is typed, reviewed as it stands."""

from dataclasses import dataclass, replace
from datetime import datetime

from assistant.casework import alarms, claims, hiding
from assistant.casework.intake import ask_draft, look
from assistant.casework.work import DESK, Work
from assistant.drafting.triage.corrections import readable
from assistant.errors import Conflict, InputError
from assistant.records.case import Case, CaseState
from assistant.records.desk import CaseHead, Edit, KeptDraft
from assistant.records.draft import Reply
from assistant.records.finding import Finding
from assistant.records.people import Person
from assistant.store import Tx, cases, changes, drafts, journal, people, readings

MOST_CHARACTERS = 20_000
REPORT_BACK = "report_back"
"""The kind of a fact that names when we report back."""

CORRECTABLE = frozenset(
    {"language", "sentiment", "emotion", "urgency", "vulnerable", "risk", "repeat", "intents", "topic", "public", "missing", "route"}
)
"""Triage fields that an agent may set, as values of the field's own type in text."""


@dataclass(frozen=True, slots=True)
class Stand:
    """How a case stands, in one reading: `newest` draft, touched text (`edit`) and the draft it came from (`base`), what is `owed` to
    the thread before a reply; `reviewed` says of what text and knowledge (`mark`) the kept `findings` speak."""

    head: CaseHead
    case: Case
    newest: KeptDraft | None
    edit: Edit | None
    base: KeptDraft | None
    owed: tuple[Finding, ...]
    mark: int
    reviewed: str
    findings: tuple[Finding, ...]


def save_edit(work: Work, person: Person, case_id: str, reply: Reply, *, seen: int) -> int:
    """Keeps what the agent typed; gives the edit's new version. `seen` is the version on the screen (0: none yet).

    The same text again changes nothing. Raises `Conflict` when a colleague holds the case or changed the text, or when
    the reply is under way.
    """
    reply = Reply(sound(reply.text), sound(reply.private_text))
    with work.store.write() as tx:
        who, head = people.require(tx, person, DESK), cases.head(tx, case_id)
        there = drafts.edit_of(tx, case_id)
        if there and there.reply == reply:
            return there.version
        _may_write(head, who, there, seen)
        if head.holder == who.id or (head.state in cases.TO_DO and head.handed_to in ("", who.id)):
            claims.hold(tx, work, who, head)
        else:  # a text that comes late does not take back what was handed over or set aside
            claims.not_held(tx, work, who, head)
        newest = drafts.latest(tx, case_id, head.turn)
        base = there.draft if there else newest.id if newest else 0
        edit = Edit(case_id, reply, there.version if there else 0, who.id, base, work.now(head.brand))
        return drafts.save_edit(tx, edit, head.turn)


def keep_mine(work: Work, person: Person, case_id: str) -> None:
    """The touched text has seen what changed since: from now on it counts as made from the newest draft. Nothing without an edit."""
    with work.store.write() as tx:
        who, head = people.require(tx, person, DESK), cases.head(tx, case_id)
        edit, newest = drafts.edit_of(tx, case_id), drafts.latest(tx, case_id, head.turn)
        if edit is None or newest is None or newest.id == edit.draft:
            return
        _may_write(head, who, edit, edit.version)
        claims.hold(tx, work, who, head)
        drafts.save_edit(tx, replace(edit, draft=newest.id), head.turn)


def review(work: Work, case_id: str, reply: Reply) -> tuple[Finding, ...]:
    """What the checks say of a text for this case. The review of the edit itself is kept until text, case or knowledge move."""
    with work.store.read() as tx:
        stand = how_it_stands(tx, work, case_id)
    return reviewed(work, stand, reply)


def how_it_stands(tx: Tx, work: Work, case_id: str) -> Stand:
    """A case with what was made of it so far. Raises `NotFound`."""
    head, case = cases.whole(tx, case_id)
    newest, edit = drafts.latest(tx, case_id, head.turn), drafts.edit_of(tx, case_id)
    base = newest if edit is None or (newest and newest.id == edit.draft) else drafts.get(tx, edit.draft) or newest
    kept = drafts.findings_of(tx, case_id) if edit else ("", ())
    return Stand(head, case, newest, edit, base, hiding.owed(tx, work, head, case), changes.mark(tx, head.brand), *kept)


def reviewed(work: Work, stand: Stand, reply: Reply) -> tuple[Finding, ...]:
    """As `review`, of a case that was read already."""
    head, edit, draft = stand.head, stand.edit, stand.base
    of = f"{reply.hash}:{head.version}:{stand.mark}:{work.now(head.brand).date()}"
    if of == stand.reviewed:
        return stand.findings
    findings = (*stand.owed, *work.review(stand.case, reply, draft.draft if draft else None))
    if edit and edit.reply == reply:
        with work.store.write() as tx:
            drafts.keep_findings(tx, head.id, edit.version, of, findings)
    return findings


def correct(work: Work, person: Person, case_id: str, field: str, value: str) -> None:
    """Sets a triage field by hand ("" takes that back), reads the case again and asks for a new draft. Raises `InputError`."""
    if field not in CORRECTABLE:
        raise InputError(f"'{field}' is no field of the triage.", where="field", mend=f"Use one of: {', '.join(sorted(CORRECTABLE))}.")
    if value:
        readable(field, value)
    with work.store.write() as tx:
        who, head, now = people.require(tx, person, DESK), cases.head(tx, case_id), work.now("")
        claims.hold(tx, work, who, head)
        cases.correct(tx, case_id, field, value, who.id, now)
        cases.move(tx, head)
        ask_draft(tx, head, now)
        journal.note(tx, now, who.id, f"corrected {field}", case_id)
    look(work, case_id)


def not_so(work: Work, person: Person, case_id: str) -> None:
    """There is no danger here: the alarm ends, the reading is set right, and a draft follows. Raises `Conflict` without an alarm."""
    with work.store.write() as tx:
        who, head, now = people.require(tx, person, DESK), cases.head(tx, case_id), work.now("")
        claims.hold(tx, work, who, head)
        alarms.call_off(tx, who, case_id, now)
        cases.move(tx, head, reason="")
        ask_draft(tx, head, now)
    look(work, case_id)


def add_fact(work: Work, person: Person, case_id: str, text: str, *, kind: str = "") -> str:
    """Keeps what the agent knows, with name and time, and asks for a draft that knows it too; gives the fact's id.

    The same words again in this case are the same fact: a slow connection may bring them twice. Of one `kind` (`REPORT_BACK`) only
    the last one stands.
    """
    known = sound(text).strip()
    if not known:
        raise InputError("The fact is empty.", where="fact", mend="Write what you know, in one sentence.")
    with work.store.write() as tx:
        who, head, now = people.require(tx, person, DESK), cases.head(tx, case_id), work.now("")
        there = next((fact.id for fact in cases.load_case(tx, case_id).facts if fact.text == known), None)
        if there:
            return there
        claims.hold(tx, work, who, head)
        version = cases.move(tx, head)
        for earlier in cases.facts_of_kind(tx, case_id, kind) if kind else ():
            _end_fact(tx, who, case_id, earlier, now, version)
        fact = cases.add_fact(tx, case_id, known, who.id, now, version, kind)
        ask_draft(tx, head, now)
        journal.note(tx, now, who.id, f"fact {fact}", case_id)
        return fact


def take_back_fact(work: Work, person: Person, case_id: str, fact: str) -> None:
    """Takes back what somebody knew: from now on it grounds nothing, and a draft follows that does not know it.

    The journal keeps its id and who took it back. Raises `Conflict` while a reply is on its way. Taken back already: nothing.
    """
    with work.store.write() as tx:
        who, head, now = people.require(tx, person, DESK), cases.head(tx, case_id), work.now("")
        if head.reply_state in cases.UNDER_WAY:
            raise Conflict("The reply is on its way.", where=case_id, mend="Undo the approval first.")
        claims.hold(tx, work, who, head)
        if _end_fact(tx, who, case_id, fact, now, head.version + 1):
            cases.move(tx, head)
            ask_draft(tx, head, now)


def _end_fact(tx: Tx, who: Person, case_id: str, fact: str, now: datetime, version: int) -> bool:
    ended = cases.end_fact(tx, case_id, fact, who.id, now, version)
    if ended:
        journal.note(tx, now, who.id, f"fact {fact} taken back", case_id)
    return ended


def regenerate(work: Work, person: Person, case_id: str, hint: str = "") -> None:
    """Asks for another draft, with a hint for its writer. A touched text stays; the new draft is offered beside it."""
    with work.store.write() as tx:
        who, head = people.require(tx, person, DESK), cases.head(tx, case_id)
        _may_write(head, who, None, 0)
        claims.hold(tx, work, who, head)
        ask_draft(tx, head, work.now(""), sound(hint).strip()[:500])


def _may_write(head: CaseHead, who: Person, there: Edit | None, seen: int) -> None:
    if head.reply_state in cases.UNDER_WAY:
        raise Conflict("The reply is on its way.", where=head.id, mend="Undo the approval first, then change the text.")
    claims.workable(head)
    if head.state is CaseState.WAITING and head.waiting_for == readings.WAITS_FOR:
        raise Conflict("This text lies with a second reader.", where=head.id, mend="Take it back before you change it.")
    if there and there.person != who.id and there.version != seen:
        raise Conflict("A colleague changed this text.", where=head.id, mend="Look at that text before you go on.")
    if not there and seen:
        raise Conflict("The text you were changing is gone: it was sent or replaced.", where=head.id, mend="Open the case again.")


def sound(text: str) -> str:
    """Text that every database and channel can hold: no NUL, no half characters, one kind of line end."""
    whole = text.replace("\r\n", "\n").replace("\x00", "").encode("utf-8", "replace").decode()
    if len(whole) > MOST_CHARACTERS:
        raise InputError(f"The text has {len(whole):,} characters; {MOST_CHARACTERS:,} is the most.", where="text", mend="Shorten it.")
    return whole


def standing(tx: Tx, head: CaseHead) -> tuple[Reply, int, str]:
    """The text in the editor as the store holds it, the draft it came from (0: none), and who changed it ("": nobody)."""
    edit, newest = drafts.edit_of(tx, head.id), drafts.latest(tx, head.id, head.turn)
    if edit:
        return edit.reply, edit.draft, edit.person
    return (newest.draft.reply, newest.id, "") if newest else (Reply(""), 0, "")
