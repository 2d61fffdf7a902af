"""Drafts are jobs: made in the background, written to the store as they grow, remade while nobody touched them."""

from datetime import datetime

from assistant.casework import claims
from assistant.casework.growing import Growing, Unwanted
from assistant.casework.intake import draft_key, note_reading
from assistant.casework.work import DESK, Work
from assistant.records.case import Case, CaseState
from assistant.records.desk import CaseHead
from assistant.records.draft import Draft
from assistant.records.people import Person
from assistant.records.triage import Route
from assistant.store import Tx, cases, drafts, gaps, jobs, journal, people
from assistant.store.jobs import Lease


def make_draft(work: Work, lease: Lease) -> None:
    """Does a draft job: the draft is kept, unless the customer wrote again meanwhile (then the job is owed once more) or somebody
    stopped it."""
    with work.store.read() as tx:
        head, case = cases.head(tx, lease.job.case), cases.load_case(tx, lease.job.case)
    if not wanted(head):
        with work.store.write() as tx:
            jobs.finish(tx, lease)
        return

    def keep(tx: Tx, text: str, now: datetime) -> bool:
        drafts.write_partial(tx, case.id, text, now)
        return True

    try:
        draft = work.draft(case, Growing(work, lease, keep), lease.payload)
    except Unwanted:
        return
    with work.store.write() as tx:
        now_head = cases.head(tx, case.id)
        if jobs.find(tx, lease.job.key) is None:
            return
        if now_head.last_in <= case.version and now_head.turn == head.turn and wanted(now_head):
            _keep(tx, work, now_head, case, draft)
        drafts.end_partial(tx, case.id)
        jobs.finish(tx, lease)


def stop(work: Work, person: Person, case_id: str) -> None:
    """The draft that is being written is no longer wanted; who writes it finds that out at the next words. What stood there before
    stays; without that, the person writes. Raises `Conflict` when a colleague holds the case."""
    with work.store.write() as tx:
        who, head = people.require(tx, person, DESK), cases.head(tx, case_id)
        if jobs.find(tx, draft_key(case_id)) is None:
            return
        claims.hold(tx, work, who, head)
        jobs.drop(tx, draft_key(case_id))
        drafts.end_partial(tx, case_id)
        journal.note(tx, work.now(""), who.id, "draft stopped", case_id)


def give_up(tx: Tx, work: Work, case_id: str, reason: str) -> None:
    """After three failures a person writes, and sees why."""
    head = cases.head(tx, case_id)
    drafts.end_partial(tx, case_id)
    if wanted(head):
        cases.move(tx, head, state=CaseState.FOR_PERSON, reason=reason)
        journal.note(tx, work.now(head.brand), "", "draft given up", case_id)


def wanted(head: CaseHead) -> bool:
    """Whether a draft is of use: the case waits for us and no reply is under way."""
    return head.state in cases.TO_DO and head.reply_state not in cases.UNDER_WAY


def _keep(tx: Tx, work: Work, head: CaseHead, case: Case, draft: Draft) -> None:
    now = work.now(head.brand)
    drafts.keep(tx, case.id, head.turn, case.version, draft, now)
    note_reading(tx, work, head, case, draft.triage)  # a model may have seen what the first reading did not
    person = draft.route is Route.PERSON
    came_back = "" if head.state is CaseState.FOR_PERSON else head.reason  # why a case is in the queue again outlives its draft
    state, reason = (CaseState.FOR_PERSON, draft.triage.route.reason) if person else (CaseState.DRAFTED, came_back)
    cases.move(tx, head, state=state, reason=reason)
    if draft.gap:
        gaps.note(tx, head.brand, case.id, draft.triage.topic.value, now)
    journal.note(tx, now, "", "drafted", case.id, draft.reply.hash)
