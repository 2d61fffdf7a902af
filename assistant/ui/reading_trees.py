"""What lies with a second reader as trees of plain nodes: who asks and why, what was changed in the draft, what a check says. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from difflib import SequenceMatcher

from assistant.content.words import Words
from assistant.language.sentences import split
from assistant.records.day import ReadingView
from assistant.records.draft import Reply
from assistant.records.finding import Finding, Level
from assistant.ui import times
from assistant.ui.case_bits import SMALL, field, form
from assistant.ui.case_trees import REASONS
from assistant.ui.tree import Node, line, node, paragraph, stack, text

NOTE = 500
"""Characters of a note to who asked."""

REASON = "reason-"
"""How the fields begin that say why a check is passed by."""


def head(view: ReadingView, now: datetime, words: Words, brands: Mapping[str, str], people: Mapping[str, str]) -> Node:
    """Whose text it is, for whom, and how long the customer still waits."""
    late = bool(view.due_at and view.due_at < now)
    asker = people.get(view.reading.asked_by, view.reading.asked_by)
    return stack(
        line(
            text(view.customer_name, "wc-title"),
            text(f"{words.say(f'channel.{view.channel}')} · {brands.get(view.brand, view.brand)}", "wc-quiet wc-small"),
            text(times.left(view.due_at, now, words), "wc-num wc-small wc-late" if late else "wc-num wc-small wc-quiet"),
            node("button", text=words.say("reading.open"), cls="wc-button wc-link wc-small", on=("open", view.reading.case)),
        ),
        paragraph(words.say("second.asked", name=asker, time=times.clock(view.reading.asked_at, now, words)), "wc-small wc-quiet"),
        paragraph(f"“{view.reading.note}”") if view.reading.note else None,
    )


def change(view: ReadingView, words: Words) -> Node:
    """The draft as it was, and what was made of it: each sentence that went or came is marked with a sign and a colour."""
    before = view.draft.reply if view.draft else Reply("")
    now = view.reading.reply
    if before == now:
        return stack(
            node("div", text=words.say("second.text"), cls="wc-head"),
            *(node("div", text=part, cls="wc-rule") for part in (now.text, now.private_text) if part),
            paragraph(words.say("reading.unchanged"), "wc-small wc-quiet"),
        )
    parts = [
        node("div", text=words.say("second.text"), cls="wc-head"),
        _difference(before.text, now.text, words),
        node("div", text=words.say("reading.private"), cls="wc-head") if now.private_text or before.private_text else None,
        _difference(before.private_text, now.private_text, words) if now.private_text or before.private_text else None,
    ]
    return stack(*parts)


def _difference(old: str, new: str, words: Words) -> Node:
    return node("div", *(_sentence(kind, sentence, words) for kind, sentence in difference(old, new)), cls="wc-rule")


def difference(old: str, new: str) -> Iterator[tuple[str, str]]:
    """Sentences as (same | removed | added, sentence), in order of reading."""
    before, after = list(split(old)), list(split(new))
    for tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            yield from (("same", sentence) for sentence in before[a:b])
        else:
            yield from (("removed", sentence) for sentence in before[a:b])
            yield from (("added", sentence) for sentence in after[c:d])


def _sentence(kind: str, sentence: str, words: Words) -> Node:
    if kind == "same":
        return node("p", text=sentence)
    sign = "−" if kind == "removed" else "+"
    return node("p", text(f"{sign} ", "wc-sign-of"), text(sentence), cls=f"wc-{kind}", title=words.say(f"reading.{kind}"))


def agree(view: ReadingView, words: Words) -> Node:
    """What stands in the way of the text, each with the question why it may go after all, and the agreement: one form.

    What was chosen is the browser's until it is sent, whole: a slow server loses none of it.
    """
    found = [each for each in view.findings if each.level is Level.BLOCK]
    asked = {each.check: number for number, each in reversed(list(enumerate(found)))}
    shown = [_finding(each, words, asks=asked[each.check] == number) for number, each in enumerate(found)]
    return node(
        "form",
        node("div", *shown, cls="wc-findings") if shown else None,
        node("button", text=words.say("second.agree"), cls=f"{SMALL} wc-go", type="submit"),
        cls="wc-stack",
        on=("agree", {"case": view.reading.case, "hash": view.reading.reply.hash}),
    )


def send_back(view: ReadingView, words: Words) -> Node:
    """Back to who asked, with a note."""
    note = field("note", words.say("second.return_note"), grow=True, maxlength=str(NOTE))
    return form("return", view.reading.case, words.say("second.return"), note)


def _finding(finding: Finding, words: Words, *, asks: bool) -> Node:
    """One block; a check that blocks twice is asked for once."""
    options = [("", words.say("reading.why")), *((reason, words.say(f"override.{reason}")) for reason in REASONS)]
    select = node(
        "select",
        *(node("option", text=label, value=value) for value, label in options),
        name=f"{REASON}{finding.check}",
        aria_label=words.say("reading.why"),
    )
    return node(
        "div",
        text(words.say(f"level.{finding.level.value}"), "wc-level"),
        text(words.say(f"findings.{finding.reason}", **finding.params), "wc-pre"),
        select if asks else None,
        cls=f"wc-finding wc-{finding.level.value}",
        key=f"{finding.check}-{finding.part}-{finding.quote}",
    )


def reasons(fields: Mapping[str, object]) -> dict[str, str]:
    """What the form of `agree` says, by check."""
    return {name.removeprefix(REASON): str(value) for name, value in fields.items() if name.startswith(REASON) and value}


def blocks(found: Sequence[Finding]) -> tuple[str, ...]:
    """The checks for which a reason must be given."""
    return tuple(dict.fromkeys(each.check for each in found if each.level is Level.BLOCK))
