"""What waits for a knowledge manager: settled cases to take in, and what the knowledge lacks; trees of plain nodes. Pure; no Streamlit."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from assistant.content.words import Words
from assistant.records.knowledge import ResolvedCase
from assistant.store.gaps import Gap
from assistant.ui.tree import Node, line, node, paragraph, stack, text

MOST = 20
"""Settled cases shown at once, the oldest first."""

ARTICLES = 4
"""Articles offered as what settled a case: those the reply cites first, then what the search had found."""


def proposals(proposed: Sequence[ResolvedCase], titles: Mapping[str, str], words: Words) -> Node:
    """Complaint and reply as they would be kept, masked, with the articles that the reply rested on."""
    if not proposed:
        return paragraph(words.say("lessons.no_cases"), "wc-quiet")
    return stack(*(_proposal(each, titles, words) for each in proposed[:MOST]))


def _proposal(settled: ResolvedCase, titles: Mapping[str, str], words: Words) -> Node:
    rests_on = ", ".join(titles.get(id, id) for id in settled.policies) or words.say("lessons.no_source")
    return node(
        "div",
        paragraph(words.say("lessons.complaint"), "wc-small wc-quiet"),
        paragraph(settled.complaint),
        paragraph(words.say("lessons.reply"), "wc-small wc-quiet"),
        paragraph(settled.reply),
        paragraph(words.say("lessons.rests_on", titles=rests_on), "wc-small wc-quiet"),
        line(
            *(_settled_by(settled.id, article, titles[article], words) for article in _articles(settled, titles)),
            node("button", text=words.say("lessons.take_in"), cls="wc-button wc-link", on=("take_in", settled.id)),
            node("button", text=words.say("lessons.leave_out"), cls="wc-button wc-link", on=("leave_out", settled.id)),
        ),
        cls="wc-source",
        key=settled.id,
    )


def _articles(settled: ResolvedCase, titles: Mapping[str, str]) -> Sequence[str]:
    return [id for id in dict.fromkeys((*settled.policies, *settled.drafted_from)) if id in titles][:ARTICLES]


def _settled_by(case: str, article: str, title: str, words: Words) -> Node:
    label = words.say("lessons.settled_by", title=title)
    return node("button", text=label, cls="wc-button", on=("take_in", {"case": case, "article": article}), key=article)


def gaps(missing: Sequence[Gap], words: Words) -> Node:
    """Cases without a source, by topic, the topic with most of them first."""
    if not missing:
        return paragraph(words.say("lessons.no_gaps"), "wc-quiet")
    by_topic: dict[str, list[Gap]] = defaultdict(list)
    for gap in missing:
        by_topic[gap.topic].append(gap)
    ordered = sorted(by_topic.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    return stack(*(_topic(topic or words.say("lessons.no_topic"), found, words) for topic, found in ordered))


def _topic(name: str, found: Sequence[Gap], words: Words) -> Node:
    rows = (
        line(
            text(gap.snippet),
            node("button", text=words.say("lessons.gap_done"), cls="wc-button wc-link wc-small", on=("gap_done", gap.case)),
            cls="wc-spread",
        )
        for gap in found
    )
    head = node("summary", text(name), text(str(len(found)), "wc-num wc-quiet"))
    return node("details", head, *rows, cls="wc-source", key=f"gap-{name}")
