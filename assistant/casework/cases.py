"""A case as one person sees it."""

from assistant.casework import claims
from assistant.casework.edits import how_it_stands, reviewed
from assistant.casework.intake import draft_key
from assistant.casework.work import EVERYONE, Work
from assistant.records.case import CaseState
from assistant.records.desk import CaseHead, CaseView, Edit, KeptDraft, KeptReply
from assistant.records.draft import Reply
from assistant.records.people import Person
from assistant.records.work import ReplyState
from assistant.store import Tx, cases, drafts, jobs, people, replies


def open_case(work: Work, person: Person, case_id: str, *, take: bool = True, left: str = "") -> CaseView:
    """The case with its draft, what was made of it, and what is wrong with that.

    With `take`, an agent claims it when nobody else holds it, and colleagues see who looks (`claims.look_in`); `claimed_by` tells who
    holds it. Without, nothing is written: for a page that looks again each second. Raises `NotFound`, `NotAllowed`.
    """
    if take:
        claims.look_in(work, person, case_id, left=left)
    with work.store.read() as tx:
        people.require(tx, person, EVERYONE)
        stand = how_it_stands(tx, work, case_id)
        head, case, edit, newest, base = stand.head, stand.case, stand.edit, stand.newest, stand.base
        sent = replies.find(tx, replies.reply_id(case_id, head.turn)) or (replies.last_sent(tx, case_id) if done(head) else None)
        job, partial = jobs.find(tx, draft_key(case_id)), drafts.partial(tx, case_id)
        changed = _changed(tx, head, edit, base)
    draft = base.draft if base else None
    reply = edit.reply if edit else draft.reply if draft else Reply("")
    findings = reviewed(work, stand, reply) if edit else (*stand.owed, *draft.findings) if draft else ()
    now = work.now(case.brand)
    return CaseView(
        head=head,
        case=case,
        draft=draft,
        reply=reply,
        edit=edit.reply if edit else None,
        edit_version=edit.version if edit else 0,
        edited_by=edit.person if edit else "",
        partial=partial,
        writing=bool(job and not job[2]),
        offer=newest.draft if newest and edit and newest.id > edit.draft else None,
        changed=changed,
        reply_state=_reply_state(head, sent),
        findings=findings,
        claimed_by=head.holder if head.held_until and head.held_until > now else "",
        job_error=(job[1] if job else "") or (sent.error if sent else ""),
    )


def done(head: CaseHead) -> bool:
    """Whether nothing is asked of us now."""
    return head.state in (CaseState.ANSWERED, CaseState.CLOSED, CaseState.WAITING)


def _changed(tx: Tx, head: CaseHead, edit: Edit | None, base: KeptDraft | None) -> tuple[str, ...]:
    """What a touched text does not know yet: message, fact, policy."""
    if edit is None or base is None:
        return ()
    since = {
        "message": head.last_in > base.version,
        "fact": cases.fact_since(tx, head.id, base.version),
        "policy": bool(drafts.moved_sources(tx, base.id)),
    }
    return tuple(name for name, happened in since.items() if happened)


def _reply_state(head: CaseHead, reply: KeptReply | None) -> ReplyState:
    return reply.state if reply else head.reply_state
