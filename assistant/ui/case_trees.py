"""The case as trees of plain nodes: head, thread, triage, sources, findings, the crisis card. Pure; no Streamlit."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from assistant.content.words import Words
from assistant.records.brand import Brand
from assistant.records.case import AgentFact, Author, Case, Message
from assistant.records.draft import Citation, Draft, Reply
from assistant.records.finding import Finding, Kind, Level
from assistant.records.knowledge import Audience, Passage, PassageKind
from assistant.records.triage import Risk, Triage
from assistant.ui import times
from assistant.ui.case_bits import LINK, act, reached
from assistant.ui.keys import BY_ACT
from assistant.ui.tree import Node, chip, line, node, paragraph, stack, text

AT_ONCE = 3
"""Findings a person reads at once (practice: three)."""

REASONS = ("elsewhere", "check_wrong", "agreed", "customer_asked", "other")


def urgency_chip(urgency: int, words: Words) -> Node:
    return chip(words.say(f"urgency.{urgency}"), f"wc-u{urgency}")


def flag_chips(triage: Triage | None, words: Words) -> list[Node]:
    """What must be seen at once: extra care, and every risk."""
    if triage is None:
        return []
    care = [chip(words.say("flags.vulnerable"), "wc-care", ", ".join(triage.vulnerable.words))] if triage.vulnerable.value else []
    risks = [
        chip(words.say(f"risk.{risk.value.value}"), "wc-risk", ", ".join(risk.words))
        for risk in triage.risks
        if risk.value is not Risk.NONE
    ]
    repeat = [chip(words.say("flags.repeat"), "", ", ".join(triage.repeat.words))] if triage.repeat.value else []
    return [*care, *risks, *repeat]


def case_head(case: Case, brand: Brand, words: Words, clock: Sequence[Node], address: Mapping[str, str]) -> Node:
    """Who writes where, how urgent it is and how long there is left; and what the address says then."""
    urgency = urgency_chip(case.triage.urgency.value, words) if case.triage else None
    return node(
        "div",
        line(
            urgency,
            text(case.customer_name, "wc-title"),
            text(f"{words.say(f'channel.{case.channel}')} · {brand.name}", "wc-quiet"),
            *flag_chips(case.triage, words),
            *clock,
        ),
        data_showing=case.id,
        tell=("address", dict(address)),
    )


def thread(case: Case, now: datetime, words: Words) -> Node:
    """All messages, oldest first; attachments are named."""
    return node(
        "div", *(_message(message, now, words) for message in case.thread), cls="wc-thread", role="log", aria_label=words.say("case.thread")
    )


def _message(message: Message, now: datetime, words: Words) -> Node:
    agent = message.author is Author.AGENT
    several, names = len(message.attachments) > 1, ", ".join(message.attachments)
    said = words.say("case.attached_more" if several else "case.attached", names=names)
    attached = paragraph(said, "wc-small wc-quiet") if message.attachments else None
    private = chip(words.say("private.mark")) if message.private else None
    at = text(times.clock(message.at, now, words), "wc-quiet wc-small wc-num")
    return node(
        "div",
        line(
            line(text(message.name, "wc-small"), private),
            at,
            cls="wc-spread",
        ),
        node("div", text=message.text, cls="wc-pre", dir="auto"),
        attached,
        cls="wc-message wc-agent" if agent else "wc-message",
        key=message.id,
    )


def asks(draft: Draft, words: Words) -> Node | None:
    """What must still be asked of the customer."""
    missing = draft.ask or draft.triage.missing.value
    return (
        paragraph(words.say("case.ask", needs=", ".join(need(item, words) for item in missing)), "wc-small wc-quiet") if missing else None
    )


def need(item: str, words: Words) -> str:
    key = f"needs.{item}"
    return words.say(key) if words.has(key) else item


def notices(draft: Draft, words: Words, *, following: bool) -> Node | None:
    """Why this draft may be poorer than usual: no model, a model that failed, no source, a search that says so. `following`: a new
    one is on its way."""
    told = [words.say("draft.following")] if following else []
    if draft.provenance.writer == "embedded":
        told.append(words.say("draft.embedded"))
    if draft.provenance.writer == "fallback":
        told.append(words.say("draft.fallback", error=draft.provenance.error))
    if draft.gap:
        told.append(words.say(draft.gap if words.has(draft.gap) else f"gap.{draft.gap}"))
    if draft.notice:
        told.append(words.say(draft.notice))
    return stack(*(paragraph(each, "wc-small wc-quiet") for each in told)) if told else None


def sources(draft: Draft, reply: Reply, facts: Iterable[AgentFact], brand: Brand, words: Words) -> Node:
    """Each factual sentence that still stands in the reply, with the source it rests on opened beside it; one source once."""
    whole = f"{reply.text}\n{reply.private_text}"
    by_source: dict[str, list[Citation]] = {}
    for citation in draft.citations:
        if citation.sentence in whole:
            by_source.setdefault(citation.passage, []).append(citation)
    if not by_source:
        return paragraph(words.say("sources.none"), "wc-small wc-quiet")
    passages = {passage.id: passage for passage in draft.passages}
    known = {fact.id: fact for fact in facts}
    return stack(*(_source(standing, passages, known, brand, words) for standing in by_source.values()))


def _source(
    standing: Sequence[Citation], passages: Mapping[str, Passage], facts: Mapping[str, AgentFact], brand: Brand, words: Words
) -> Node:
    title, body = _ground(standing[0], passages, facts, brand, words)
    shown = words.say("sources.show")
    sentences = (
        node(
            "button",
            text=citation.sentence,
            cls="wc-sentence",
            on=("show", citation.sentence),
            data_sentence=citation.sentence,
            title=shown,
        )
        for citation in standing
    )
    return node(
        "div",
        *sentences,
        node("details", node("summary", text=title), node("div", text=body, cls="wc-rule"), open="open", key="rule")
        if body
        else text(title, "wc-small wc-quiet"),
        cls="wc-source",
        key=standing[0].passage,
    )


def _ground(
    citation: Citation,
    passages: Mapping[str, Passage],
    facts: Mapping[str, AgentFact],
    brand: Brand,
    words: Words,
) -> tuple[str, str]:
    """A source's name and its words."""
    kind, _, rest = citation.passage.partition(":")
    if kind == "contact":
        contact = next((each for each in brand.contacts if each.id == rest), None)
        return words.say("sources.contact"), f"{contact.value} · {contact.label.get(words.language, '')}" if contact else rest
    if kind == "fact" and rest not in facts:
        return words.say("sources.fact_gone"), ""
    if kind == "fact":
        return words.say("sources.fact", name=facts[rest].by), facts[rest].text
    if citation.passage in {"report_back", "help"}:
        return words.say(f"sources.{citation.passage}"), ""
    passage = passages.get(citation.passage)
    if passage is None:
        return citation.document or citation.passage, ""
    valid = words.say("sources.until", day=passage.valid_until.isoformat()) if passage.valid_until else ""
    path = " › ".join(part for part in (passage.title, *passage.path) if part)
    return " · ".join(part for part in (path, valid) if part), passage.rule or passage.text


def other_passages(draft: Draft, words: Words) -> Node | None:
    """What search found besides: articles, colleagues-only ones marked, and past cases as examples."""
    cited = {citation.passage for citation in draft.citations}
    rest = [passage for passage in draft.passages if passage.id not in cited][:6]
    if not rest:
        return None
    return stack(*(_passage(passage, words) for passage in rest))


def _passage(passage: Passage, words: Words) -> Node:
    internal = chip(words.say("sources.internal")) if passage.audience is Audience.INTERNAL else None
    kind = chip(words.say("sources.past_case")) if passage.kind is PassageKind.CASE else None
    title = " › ".join(part for part in (passage.title, *passage.path) if part) or passage.complaint[:60]
    return node(
        "details",
        node("summary", text(title, "wc-small"), internal, kind),
        node("div", text=passage.rule or passage.text, cls="wc-rule"),
        cls="wc-source",
        key=passage.id,
    )


@dataclass(frozen=True, slots=True)
class Reasons:
    """What one person may approve in spite of, in one case: `chosen` reasons and what they are about (`quotes`), by check, and the
    kinds that `may` have one."""

    case: str
    chosen: Mapping[str, str]
    quotes: Mapping[str, str]
    may: Collection[Kind]

    def open_to(self, finding: Finding) -> bool:
        return finding.level is Level.BLOCK and finding.kind in self.may and finding.kind is not Kind.NEVER

    def of(self, check: str) -> dict[str, str]:
        """What a choice names, so that it can count for nothing else."""
        return {"case": self.case, "check": check, "quotes": self.quotes.get(check, "")}


def findings(found: Sequence[Finding], words: Words, reasons: Reasons, ask: Node | None) -> Node:
    """The worst three, each with its level, its sentence and what it takes to approve in spite of it; what has a reason comes last.

    `ask` is the way to a second reader.
    """
    ordered = sorted(found, key=lambda each: bool(reasons.chosen.get(each.check)))
    shown, more = ordered[:AT_ONCE], ordered[AT_ONCE:]
    numbered = next((each for each in shown if reasons.open_to(each) and not reasons.chosen.get(each.check)), None)
    to_ask = (each for each in shown if each.level is Level.BLOCK and each.kind is Kind.SECOND_READER and not reasons.open_to(each))
    asking = next(to_ask, None)
    drawn = [_finding(each, words, reasons, each is numbered, ask if each is asking else None) for each in shown]
    behind = node("summary", text=words.say("findings_ui.more", n=len(more)), cls="wc-small wc-quiet")
    rest = node("details", behind, *(_finding(each, words, reasons, False, None) for each in more), key="more") if more else None
    calm = paragraph(words.say("findings_ui.none"), "wc-small wc-quiet") if not found else None
    return node("div", *drawn, rest, calm, cls="wc-findings", role="status", aria_live="polite", aria_label=words.say("findings_ui.title"))


def _finding(finding: Finding, words: Words, reasons: Reasons, numbered: bool, ask: Node | None) -> Node:
    under, select = None, None
    if numbered:
        under = _numbered(finding, words, reasons)
    elif reasons.open_to(finding):
        select = _choice(finding, words, reasons)
    elif finding.level is Level.BLOCK:
        said = text(words.say(f"findings_ui.{finding.kind.value}"), "wc-small wc-quiet")
        under = node("div", said, ask, cls="wc-under wc-line wc-even")
    return node(
        "div",
        text(words.say(f"level.{finding.level.value}"), "wc-level"),
        node("span", text=words.say(f"findings.{finding.reason}", **finding.params), cls="wc-pre"),
        select,
        under,
        cls=f"wc-finding wc-{finding.level.value}",
        key=f"{finding.check}-{finding.part}-{finding.quote}",
    )


def _numbered(finding: Finding, words: Words, reasons: Reasons) -> Node:
    """Approve in spite of it: one of five reasons, one key each."""
    buttons = (
        node(
            "button",
            node("kbd", text=str(number)),
            text(words.say(f"override_short.{reason}")),
            cls="wc-button wc-small wc-reason",
            on=("reason", {"of": reasons.of(finding.check), "chosen": reason}),
            title=words.say(f"override.{reason}"),
            data_act=f"reason-{number}",
            aria_keyshortcuts=f"{number} Alt+{number}",
        )
        for number, reason in enumerate(REASONS, start=1)
    )
    return node("div", text(words.say("findings_ui.own_reason"), "wc-small wc-quiet"), *buttons, cls="wc-under wc-line wc-even")


def _choice(finding: Finding, words: Words, reasons: Reasons) -> Node:
    """The reason that was chosen, or a choice for a finding that is not first in line; kept with the approval."""
    chosen = reasons.chosen.get(finding.check, "")
    options = [("", words.say("override.choose")), *((reason, words.say(f"override.{reason}")) for reason in REASONS)]
    made = [
        node("option", text=label, value=value, attributes={"selected": "selected"} if value == chosen else None)
        for value, label in options
    ]
    return node("select", *made, on=("reason", reasons.of(finding.check)), aria_label=words.say("override.title"))


def facts(case: Case, now: datetime, words: Words) -> Node | None:
    """What colleagues know of this case, with name and time, and the way to take it back."""
    if not case.facts:
        return None
    return stack(
        *(
            node(
                "div",
                node("div", text=fact.text, cls="wc-pre"),
                line(
                    text(f"{fact.by} · {times.clock(fact.at, now, words)}", "wc-small wc-quiet"),
                    act("fact_back", words.say("facts.take_back"), {"of": {"case": case.id, "fact": fact.id}}, cls=LINK),
                    cls="wc-even",
                ),
                key=fact.id,
            )
            for fact in case.facts
        )
    )


def streaming(partial: str, case: str, words: Words) -> Node:
    """The draft as it is being written, and the way to stop that."""
    return stack(
        line(text(words.say("draft.writing"), "wc-label"), act("draft_stop", words.say("draft.stop"), case, also="stop"), cls="wc-even"),
        node("div", text=partial or "…", cls="wc-streaming wc-pre", aria_live="off"),
    )


def failed(error: str, words: Words) -> Node:
    return node("div", paragraph(words.say("draft.failed", error=error)), cls="wc-conflict", role="alert")


def nothing(words: Words, address: Mapping[str, str]) -> Node:
    """Nobody waits; what the address says then."""
    said = (paragraph(words.say("queue.done"), "wc-title"), paragraph(words.say("queue.done_more"), "wc-quiet"))
    return node("div", *said, cls="wc-empty", tell=("address", dict(address)))


def going_out(name: str, seconds: int, words: Words) -> Node:
    return node("div", text(words.say("undo.going_out", name=name, seconds=seconds), "wc-num"), role="status")


def keys(case: str, words: Words, *, ready: bool, busy: bool) -> Node:
    """Approve, skip, mark as sent. What is approved is the text in the editor as it stands at the press, so that goes along with it.

    `ready`: there is a text to approve; `busy`: one is on its way already.
    """
    off = {} if ready and not busy else {"disabled": "disabled"}
    help = {"title": words.say("actions.mark_sent_help")}
    by_hand = _pressed("mark", case, words.say("actions.mark_sent"), more=help | off, copy=1, seen=True)
    return line(
        _pressed("approve", case, words.say("actions.approve"), "wc-primary", off, shown=True, seen=True),
        _pressed("skip", case, words.say("actions.skip"), shown=True),
        by_hand if not busy else None,
        cls="wc-even wc-press",
    )


def onward(case: str, words: Words) -> Node:
    """The way on from a case that asks nothing, by the key that skips one that does."""
    return line(_pressed("onward", case, words.say("actions.onward"), "wc-primary", shown=True, by="skip"), cls="wc-even wc-press")


def _pressed(
    name: str,
    case: str,
    label: str,
    cls: str = "",
    more: Mapping[str, str] | None = None,
    *,
    shown: bool = False,
    by: str = "",
    copy: int = 0,
    seen: bool = False,
) -> Node:
    """A button at the foot of the case; `shown`: its key (that of the act `by`) stands in it."""
    key = node("kbd", text=BY_ACT[by or name].replace("+", " + ")) if shown else None
    attributes = reached(by or name) | dict(more or {})
    cls = f"wc-button wc-tall {cls}".strip()
    return node("button", text(label), key, cls=cls, key=f"{name}-{case}", on=(name, case), copy=copy, seen=seen, attributes=attributes)
