"""Rewrites what stands in an agent's editor. With a model it is a job: it grows in the store, can be stopped, and outlives the tab.
Nothing of the text changes until a difference is taken."""

from dataclasses import dataclass, replace
from datetime import datetime

from assistant.casework import claims
from assistant.casework.edits import sound
from assistant.casework.growing import Growing, Unwanted
from assistant.casework.work import DESK, Work
from assistant.drafting.rewrite import Change, Rewriting, Rewritten, Wish, apply, by_rules, differences
from assistant.errors import InputError
from assistant.language import sentences
from assistant.records.day import Wished
from assistant.records.draft import Draft
from assistant.records.people import Person
from assistant.records.work import JobKind
from assistant.store import Tx, cases, drafts, jobs, people, rewritings
from assistant.store.codec import dump, load
from assistant.store.jobs import Lease

PARTS = ("text", "private_text")


@dataclass(frozen=True, slots=True)
class Proposal:
    """A rewriting as its agent sees it: while `writing`, the `partial` text; then what would change in `before`, the part of the reply
    as it stood when it was asked for. `version` rises with every difference that is taken or left; `by`, `note`, `error` and `moved`
    as in `Rewritten`."""

    part: str
    wish: str
    before: str
    version: int
    writing: bool = False
    partial: str = ""
    changes: tuple[Change, ...] = ()
    by: str = ""
    note: str = ""
    error: str = ""
    moved: tuple[str, ...] = ()


def ask(work: Work, person: Person, case_id: str, part: str, text: str, wish: str, span: tuple[int, int] | None = None) -> None:
    """Asks for `text` (one part of the reply, as it stands on the screen) in other words; `span` selects characters, None: all.

    `wish` as in `drafting.rewrite.Wish`. What is asked takes the place of an earlier rewriting of this case. Raises `Conflict` when a
    colleague holds the case.
    """
    if part not in PARTS:
        raise InputError(f"'{part}' is no part of a reply.", where="part", mend=f"Use one of: {', '.join(PARTS)}.")
    try:
        Wish(wish)
    except ValueError:
        raise InputError(f"'{wish}' is no way to rewrite.", where="wish", mend=f"Use one of: {', '.join(Wish)}.") from None
    with work.store.write() as tx:
        who, head, now = people.require(tx, person, DESK), cases.head(tx, case_id), work.now("")
        claims.hold(tx, work, who, head)
        wished = Wished(case_id, head.turn, part, sound(text), wish, span, who.id, now)
        if work.rewrite:
            rewritings.ask(tx, wished)
            jobs.owe(tx, JobKind.REWRITE, rewrite_key(case_id), now, brand=head.brand, case=case_id)
        else:
            rewritings.ask(tx, replace(wished, result=dump(by_rules(_rewriting(tx, work, wished)))))


def make(work: Work, lease: Lease) -> None:
    """Does a rewrite job; what was stopped or asked anew meanwhile leaves nothing."""
    with work.store.read() as tx:
        wished = rewritings.of_case(tx, lease.job.case)
        asked = _rewriting(tx, work, wished) if wished and not wished.result else None

    def keep(tx: Tx, text: str, _now: datetime) -> bool:
        return wished is not None and rewritings.grow(tx, wished, text)

    try:
        found = work.rewrite(asked, Growing(work, lease, keep)) if asked and work.rewrite else None
    except Unwanted:
        found = None
    with work.store.write() as tx:
        if wished and found:
            rewritings.change(tx, wished, wished.text, dump(found))
        jobs.finish(tx, lease)


def failed(work: Work, lease: Lease, reason: str) -> None:
    """After the third failure the agent sees why there is nothing."""
    with work.store.write() as tx:
        wished = rewritings.of_case(tx, lease.job.case)
        if jobs.fail(tx, lease, reason, work.now("")) and wished:
            rewritings.change(tx, wished, wished.text, dump(Rewritten((), "model", "failed", reason)))
            jobs.drop(tx, lease.job.key)


def proposal(wished: Wished | None, person: Person, turn: int) -> Proposal | None:
    """What somebody asked for in this turn of a case, as they see it; None for others."""
    if wished is None or (wished.person, wished.turn) != (person.id, turn):
        return None
    if not wished.result:
        return Proposal(wished.part, wished.wish, wished.text, wished.version, writing=True, partial=wished.partial)
    found = load(Rewritten, wished.result)
    note = found.note or ("" if found.changes else "nothing")
    shown = Proposal(wished.part, wished.wish, wished.text, wished.version, changes=found.changes, by=found.by, note=note)
    return replace(shown, error=found.error, moved=found.moved)


def settle(work: Work, person: Person, case_id: str, version: int, number: int, *, taken: bool) -> None:
    """One difference of the rewriting that was seen as `version` was taken or left; with the last one it is done."""
    with work.store.write() as tx:
        who = people.require(tx, person, DESK)
        wished = rewritings.of_case(tx, case_id)
        seen = proposal(wished, who, wished.turn) if wished else None
        if wished is None or seen is None or wished.version != version or not 0 <= number < len(seen.changes):
            return  # a second click, or another text is being asked for
        before, rest = without(seen.before, seen.changes, number, taken=taken)
        if rest:
            rewritings.change(tx, wished, before, dump(Rewritten(rest, seen.by)))
        else:
            rewritings.drop(tx, case_id)


def stop(work: Work, person: Person, case_id: str) -> None:
    """The rewriting is no longer wanted, done or not; who writes it finds that out at the next words."""
    with work.store.write() as tx:
        people.require(tx, person, DESK)
        rewritings.drop(tx, case_id)
        jobs.drop(tx, rewrite_key(case_id))


def without(before: str, changes: tuple[Change, ...], number: int, *, taken: bool) -> tuple[str, tuple[Change, ...]]:
    """The text after one difference was taken or left, and what is left to choose: looked for anew in the text as it became."""
    change = changes[number]
    rest = tuple(other for place, other in enumerate(changes) if place != number)
    if not taken or not rest:
        return before, rest
    became = apply(before, [change])
    return became, differences(became, apply(before, changes))


def rewrite_key(case_id: str) -> str:
    return f"rewrite:{case_id}"


def _rewriting(tx: Tx, work: Work, wished: Wished) -> Rewriting:
    """What drafting needs to know of it."""
    case = cases.load_case(tx, wished.case)
    kept = drafts.latest(tx, wished.case, wished.turn)
    brand = work.brands[case.brand]
    language = (kept.draft.language if kept else case.triage.language.value if case.triage else "") or brand.languages[0]
    needed = _needed(kept.draft, wished.text) if kept else frozenset()
    return Rewriting(case, brand, wished.text, Wish(wished.wish), language, work.now(case.brand), wished.span, needed)


def _needed(draft: Draft, text: str) -> frozenset[str]:
    """Sentences that rules may not drop: those that rest on a source, and those that answer what makes this customer vulnerable."""
    cared = [word.casefold() for word in draft.triage.vulnerable.words if draft.triage.vulnerable.value]
    seen = (sentence for sentence in sentences.split(text) if any(word in sentence.casefold() for word in cared))
    return frozenset({*seen, *(citation.sentence for citation in draft.citations)})
