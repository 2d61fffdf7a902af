"""Holds a reply against the checks, with the passages that its own words find."""

from collections.abc import Sequence

from assistant.drafting.guard import disarmed
from assistant.drafting.kit import Kit
from assistant.drafting.names import known_names
from assistant.errors import NotFound
from assistant.language import masking
from assistant.records.brand import Brand, ChannelRules
from assistant.records.case import Case
from assistant.records.draft import Citation, Reply
from assistant.records.finding import Finding
from assistant.records.knowledge import Passage
from assistant.records.review import Review
from assistant.records.triage import Triage


def review_reply(
    case: Case,
    reply: Reply,
    kit: Kit,
    *,
    triage: Triage,
    language: str,
    passages: Sequence[Passage] = (),
    citations: Sequence[Citation] = (),
    drafted: str | None = None,
) -> tuple[Finding, ...]:
    """What the checks say of `reply` as the customer would read it, worst first.

    `case` and `reply` are unmasked. Searches once more with the reply's own words (masked): what an agent typed is held
    against the policy it speaks of, not only against what the draft rested on. `citations` (unmasked) count for the sentences
    that still stand as they were drafted. `drafted` is the text that a person edited ("": written by hand; None: nobody did).
    """
    now, names = kit.now(), known_names(case)
    text = f"{reply.text}\n{reply.private_text}".strip()
    safe, _ = masking.mask_text(text, names, (kit.brand.id, kit.brand.name))
    found = disarmed(kit.search(safe, on=now.date(), language="").passages, kit.lists) if safe else ()
    own = {passage.id: passage for passage in (*passages, *found)}
    review = Review(
        reply=reply,
        language=language,
        brand=kit.brand,
        channel=channel_rules(kit.brand, case.channel),
        thread=case.thread,
        triage=triage,
        passages=tuple(own.values()),
        facts=case.facts,
        now=now,
        lists=kit.lists,
        drafted=drafted,
        names=names,
        citations=tuple(citations),
    )
    return kit.check(review)


def channel_rules(brand: Brand, channel: str) -> ChannelRules:
    """The rules of a channel. Raises `NotFound` when the brand does not answer there."""
    rules = brand.channels.get(channel)
    if rules is None:
        known = ", ".join(sorted(brand.channels))
        raise NotFound(f"{brand.name} has no channel '{channel}'.", where="channel", mend=f"Use one of: {known}.")
    return rules
