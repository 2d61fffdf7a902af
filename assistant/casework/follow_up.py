"""What comes back by itself: a case that waited until now, a promise that falls due."""

from assistant.casework import set_aside
from assistant.casework.intake import ask_draft
from assistant.casework.promises import OPEN
from assistant.casework.work import Work
from assistant.records.work import Promise
from assistant.store import cases, jobs, journal, ledger
from assistant.store.jobs import Lease

PROMISE_DUE = "promise_due"
"""Why a case is back: a reason key of the screen words."""

HINTS = {
    "nl": "Kom terug op wat we deze klant toezegden: “{text}”. Zeg hoe het er nu mee staat.",
    "en": "Come back to what we promised this customer: “{text}”. Say how things stand now.",
}
"""What the writer of a follow-up is asked, by language."""


def wake(work: Work, lease: Lease) -> None:
    """Does a wake job: of a promise when it carries one, else of the case itself."""
    if not lease.payload:
        set_aside.wake(work, lease)
        return
    with work.store.write() as tx:
        promise, head, now = ledger.get(tx, lease.payload), cases.current(tx, lease.job.case), work.now("")
        if promise and promise.state == OPEN:
            if head.state not in cases.TO_DO and head.reply_state not in cases.UNDER_WAY:
                set_aside.to_do(tx, head, now, due_at=promise.due_at, handed_to=promise.owner, reason=PROMISE_DUE)
                ask_draft(tx, head, now, hint_for(promise, work.brands[head.brand].languages[0]))
            journal.note(tx, now, "", "promise due", head.id)
        jobs.finish(tx, lease)


def hint_for(promise: Promise, language: str) -> str:
    return HINTS.get(language, HINTS["nl"]).format(text=promise.text)
