"""Two texts beside each other, sentence by sentence, each difference to take or leave by one key. Pure."""

from collections.abc import Iterator, Sequence

from assistant.casework.rewriting import PARTS, Proposal
from assistant.content.words import Words
from assistant.drafting.rewrite import Change, apply, differences
from assistant.language import sentences
from assistant.records.desk import CaseView
from assistant.records.draft import Reply
from assistant.ui.case_bits import act, reached
from assistant.ui.tree import Node, line, node, paragraph, stack, text


def changed(view: CaseView, words: Words) -> Node | None:
    """What a touched text does not know yet, and the newer draft beside it by sentence."""
    if not view.changed and view.offer is None:
        return None
    what = ", ".join(words.say(f"changed.{name}") for name in view.changed)
    said = text(words.say("case.changed", what=what)) if what else None
    if view.offer is None:
        return node("div", said, cls="wc-note", role="status")
    offer = view.offer.reply
    both = ((part, getattr(view.reply, part), getattr(offer, part)) for part in PARTS)
    found = [(part, change) for part, mine, newer in both for change in by_sentence(differences(mine, newer))]
    rows = (_difference(view.reply, part, change, words, last=len(found) == 1) for part, change in found)
    keep = act("keep_mine", words.say("case.keep_mine"), view.case.id, here=("back", "text"))
    whole = node(
        "button",
        text=words.say("case.take_offer"),
        cls="wc-button wc-small",
        on=("take_all", view.case.id),
        here=("fill", {"text": offer.text, "private_text": offer.private_text}),
        attributes=reached("take_all"),
    )
    head = line(text(words.say("case.offer"), "wc-level"), whole if found else None, keep, cls="wc-even")
    same = None if found else paragraph(words.say("case.offer_same"), "wc-small wc-quiet")
    return node("div", said, head, same, *rows, cls="wc-note wc-stack wc-compare", role="status")


def by_sentence(changes: Sequence[Change]) -> tuple[Change, ...]:
    """Differences of several sentences as differences of one: the first against the first, and so on; what is left over goes or comes."""
    return tuple(single for change in changes for single in _singles(change))


def _singles(change: Change) -> Iterator[Change]:
    old, new = sentences.spans(change.old), sentences.spans(change.new)
    if len(old) < 2 or not new:
        yield change
        return
    both = min(len(old), len(new))
    for place, (start, end) in enumerate(old[:both]):
        last = place == both - 1
        said = change.new[new[place][0] : new[-1][1] if last else new[place][1]]
        if said != change.old[start:end]:
            yield Change(change.start + start, change.start + end, change.old[start:end], said)
    for start, end in old[both:]:
        yield Change(change.start + start, change.start + end, change.old[start:end], "")


def _difference(mine: Reply, part: str, change: Change, words: Words, *, last: bool) -> Node:
    before = getattr(mine, part)
    take = node(
        "button",
        text=words.say("rewrite.take"),
        cls="wc-button wc-small",
        on=("taken", part),
        here=_put(part, before, change, back=last),
    )
    return node("div", _both(change, words), take, cls="wc-difference", key=f"{part}-{change.old}-{change.new}")


def _put(part: str, before: str, change: Change, *, back: bool = False) -> tuple[str, dict[str, str | bool]]:
    """What tells the editor to take one difference; `back`: the focus comes along."""
    return "put", {"part": part, "before": before, "after": apply(before, [change]), "old": change.old, "new": change.new, "back": back}


def _both(change: Change, words: Words) -> Node:
    """The old words struck through and the new ones beside them; said in words too, for who sees no stripes."""
    old = node("del", text=change.old.strip(), aria_label=words.say("rewrite.old")) if change.old.strip() else None
    new = node("ins", text=change.new.strip(), aria_label=words.say("rewrite.new")) if change.new.strip() else None
    return node("div", old, new, cls="wc-both")


def rewriting(seen: Proposal, case: str, reply: Reply, words: Words) -> Node:
    """A rewriting: while it is written with the way to stop it, then what it would change. Enter takes the one in hand, Escape leaves
    it; `reply` is the text as it stands now."""
    if seen.writing:
        stop = act("rewrite_stop", words.say("rewrite.stop"), case, also="stop")
        head = line(text(words.say("rewrite.writing", wish=words.say(f"rewrite.{seen.wish}")), "wc-level"), stop, cls="wc-even")
        return stack(head, node("div", text=seen.partial or "…", cls="wc-streaming wc-pre", aria_live="off"), cls="wc-note")
    now = getattr(reply, seen.part)
    said = [words.say(f"rewrite.{seen.note}", error=seen.error)] if seen.note else []
    if seen.changes and now != seen.before:
        said.append(words.say("rewrite.text_changed"))
    if seen.moved:
        said.append(words.say("rewrite.moved", what=", ".join(seen.moved)))
    notes = [paragraph(each, "wc-small") for each in said]
    if not seen.changes:
        close = act("rewrite_stop", words.say("rewrite.close"), case, also="stop")
        return node("div", *notes, close, cls="wc-note wc-line wc-even", role="status", key="proposal-none")
    rows = (_proposed(seen, number, change, now, case, words) for number, change in enumerate(seen.changes))
    everything = node(
        "button",
        text=words.say("rewrite.take_all"),
        cls="wc-button wc-small",
        on=("rewrite_stop", case),
        here=("put", {"part": seen.part, "before": seen.before, "after": apply(seen.before, seen.changes), "back": True}),
    )
    title, keys = text(words.say("rewrite.title"), "wc-level"), text(words.say("rewrite.keys"), "wc-small wc-quiet")
    head = line(title, keys, everything if len(seen.changes) > 1 and now == seen.before else None, cls="wc-even")
    return stack(head, *notes, *rows, cls="wc-note wc-compare")


def _proposed(seen: Proposal, number: int, change: Change, now: str, case: str, words: Words) -> Node:
    last = len(seen.changes) == 1  # then the focus goes back to the text
    of = {"of": {"case": case, "version": seen.version, "number": number}}
    fits = now == seen.before or (change.old and change.old in now)
    take = node(
        "button",
        text=words.say("rewrite.take"),
        cls="wc-button wc-small",
        on=("rewrite_take", of),
        here=_put(seen.part, seen.before, change, back=last),
        focus=f"{seen.version}" if number == 0 else "",
        data_escape="leave",
    )
    leave = node(
        "button",
        text=words.say("rewrite.leave"),
        cls="wc-button wc-small",
        on=("rewrite_leave", of),
        here=("back", seen.part) if last else None,
        data_leave="1",
    )
    place = take if fits else text(words.say("rewrite.no_place"), "wc-small wc-late")
    return node("div", _both(change, words), line(place, leave), cls="wc-difference", key=f"{seen.version}-{number}")
