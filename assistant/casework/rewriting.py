"""Rewrites what stands in an agent's editor; nothing is kept until they take it."""

from assistant.casework.work import DESK, Work
from assistant.drafting.rewrite import Rewriting, Rewritten, Wish
from assistant.errors import InputError
from assistant.language import sentences
from assistant.records.draft import Draft
from assistant.records.people import Person
from assistant.store import cases, drafts, people


def rewrite(work: Work, person: Person, case_id: str, text: str, wish: str, span: tuple[int, int] | None = None) -> Rewritten:
    """Differences for `text` (one part of the reply, as it stands on the screen); `span` selects characters, None: all.

    `wish` as in `drafting.rewrite.Wish`. Apply what is taken with `drafting.rewrite.apply` and keep it with `save_edit`.
    """
    try:
        wanted = Wish(wish)
    except ValueError:
        raise InputError(f"'{wish}' is no way to rewrite.", where="wish", mend=f"Use one of: {', '.join(Wish)}.") from None
    with work.store.read() as tx:
        people.require(tx, person, DESK)
        head, case = cases.head(tx, case_id), cases.load_case(tx, case_id)
        kept = drafts.latest(tx, case_id, head.turn)
    language = kept.draft.language if kept else case.triage.language.value if case.triage else ""
    needed = _needed(kept.draft, text) if kept else frozenset()
    brand = work.brands[case.brand]
    return work.rewrite(Rewriting(case, brand, text, wanted, language or brand.languages[0], work.now(case.brand), span, needed))


def _needed(draft: Draft, text: str) -> frozenset[str]:
    """Sentences that rules may not drop: those that rest on a source, and those that answer what makes this customer vulnerable."""
    cared = [word.casefold() for word in draft.triage.vulnerable.words if draft.triage.vulnerable.value]
    seen = (sentence for sentence in sentences.split(text) if any(word in sentence.casefold() for word in cared))
    return frozenset({*seen, *(citation.sentence for citation in draft.citations)})
