"""A case as it may leave the machine: placeholders for what identifies a customer, one numbering for all its texts."""

from dataclasses import replace

from assistant.drafting.names import greeting_name, known_names
from assistant.language import masking
from assistant.language.masking import Masks
from assistant.ports import OnToken
from assistant.records.brand import Brand
from assistant.records.case import Author, Case, Message
from assistant.records.finding import Finding

GREETED = "[NAAM_0]"
"""Stands for the name as it comes after the greeting word."""


def mask_case(case: Case, brand: Brand, hint: str = "") -> tuple[Case, Masks, str]:
    """The case with every text masked, the masks to restore a reply with, and the masked hint. Masks are never stored.

    Agent facts, earlier replies and the hint are masked with the thread, so that one person has one placeholder everywhere.
    """
    before = [text for past in case.earlier for text in (past.last_reply, *past.promises)]
    extra = [*(fact.text for fact in case.facts), *before, hint]
    texts = (*case.thread, *(Message(f"extra-{i}", Author.AGENT, "", text, case.opened_at) for i, text in enumerate(extra)))
    safe, masks = masking.mask(texts, known_names(case), (brand.id, brand.name))
    rest = iter(message.text for message in safe[len(case.thread) :])
    facts = tuple(replace(fact, text=next(rest)) for fact in case.facts)
    earlier = tuple(replace(past, last_reply=next(rest), promises=tuple(next(rest) for _ in past.promises)) for past in case.earlier)
    thread = tuple(replace(message, name="") for message in safe[: len(case.thread)])
    return replace(case, customer="", customer_name="", thread=thread, facts=facts, earlier=earlier), masks, next(rest)


def mask_finding(finding: Finding, masks: Masks) -> Finding:
    """What a check says of the restored reply, as it may go to a model for a repair."""
    params = {key: masking.hide(value, masks) for key, value in finding.params.items()}
    return replace(finding, params=params, quote=masking.hide(finding.quote, masks))


def restoring(on_token: OnToken, masks: Masks) -> OnToken:
    """Passes text on with its placeholders restored; holds back what may be the start of one."""
    held = ""

    def take(piece: str) -> None:
        nonlocal held
        held += piece
        start = held.rfind("[")
        open_ = start >= 0 and "]" not in held[start:] and len(held) - start < 24
        ready, held = (held[:start], held[start:]) if open_ else (held, "")
        if ready:
            on_token(masking.restore(ready, masks))

    return take


def with_greeting(safe: Case, masks: Masks, case: Case, language: str, form: str) -> tuple[Case, Masks]:
    """The masked case with `GREETED` as the customer's name, where the thread or the channel tells one.

    Where none is told, a model that greets by name all the same greets without.
    """
    name = greeting_name(case, language, form)
    known = Masks(values={**masks.values, GREETED: name})
    return (replace(safe, customer_name=GREETED) if name else safe), known
