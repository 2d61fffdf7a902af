"""The main flow: from a case to a draft that an agent can send, with what it rests on and what is wrong with it."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import zip_longest
from time import perf_counter

from assistant.drafting.clauses import ranked
from assistant.drafting.expansion import policy_words
from assistant.drafting.guard import disarmed
from assistant.drafting.kit import Kit, WritingTask, Written
from assistant.drafting.masked import mask_case, mask_finding, restoring, with_greeting
from assistant.drafting.review import channel_rules, review_reply
from assistant.drafting.triage import CORRECTED, raised, refine, with_missing
from assistant.errors import ContentError, ModelError
from assistant.language import register
from assistant.language.masking import Masks, restore
from assistant.ports import OnToken
from assistant.records.case import Case
from assistant.records.draft import Citation, Draft, Provenance, Reply
from assistant.records.finding import Finding, Level
from assistant.records.knowledge import Hit, Passage, SearchResult
from assistant.records.triage import Judged, Route, Triage

UNTRUE = frozenset({"asserted", "contrary", "cited"})
"""Checks whose warnings go along when a block is repaired: what a text says that nothing bears out."""
MISSED = 3
"""Clauses that a model is given for what it missed."""
SEARCHED = 4000
"""Characters of a complaint that are searched with: a person says what matters before that."""


def draft_reply(case: Case, kit: Kit, *, on_token: OnToken = lambda _piece: None, hint: str = "") -> Draft:
    """A draft for `case`: written, checked, and repaired once when a check blocks it. `hint` is what the agent asks for.

    `on_token` receives the reply as it grows, names restored. A model that fails leaves the embedded writer's draft with the
    error in its provenance. Raises `NotFound` for a channel the brand does not have; nothing else that a complaint can cause.
    """
    clock, rules = _Clock(), channel_rules(kit.brand, case.channel)
    safe, masks, hint = mask_case(case, kit.brand, hint)
    clock.lap("mask")
    triage = kit.triage(safe)
    language = triage.language.value or kit.brand.languages[0]
    clock.lap("triage")
    if triage.route.value is Route.PERSON:
        return _for_person(triage, language, clock)
    form = register.form_in(case.thread, kit.brand.form_on(case.channel)) if language == "nl" else ""
    safe, masks = with_greeting(safe, masks, case, language, form)
    task, notice = _looked_up(WritingTask(safe, kit.brand, rules, language, form, triage, (), kit.now(), hint), kit)
    clock.lap("search")
    spent, task, error = _attempts(task, kit, restoring(on_token, masks))
    written = spent[-1]
    clock.lap("write")
    triage = raised(refine(task.triage, written.reading), *written.alarm)
    task = replace(task, triage=_missing_of_cited(triage, written, task.passages, safe))
    if task.triage.route.value is Route.PERSON:
        return _for_person(task.triage, language, clock)

    def review(text: Written) -> tuple[Finding, ...]:
        reply, cited, read = _unmask(text.reply, masks), _citations(text, masks), task.passages
        return review_reply(case, reply, kit, triage=task.triage, language=language, passages=read, citations=cited)

    findings, repaired = review(written), False
    clock.lap("check")
    if _blocks(findings):
        again = replace(task, blocked=written.reply, findings=_to_mend(findings, masks))
        mended, error = _write(again, kit, restoring(on_token, masks), error)
        spent.append(mended)
        after = review(mended)
        if len(_blocks(after)) < len(_blocks(findings)):
            written, findings, repaired = mended, after, True
        clock.lap("repair")
    return Draft(
        route=Route.DRAFT,
        language=language,
        reply=_unmask(written.reply, masks),
        triage=task.triage,
        citations=_citations(written, masks),
        findings=findings,
        passages=task.passages,
        provenance=_provenance(written, spent, error, clock, repaired=repaired),
        ask=task.triage.missing.value if written.writer == "model" else written.ask,
        gap=written.gap,
        notice=notice,
    )


def _looked_up(task: WritingTask, kit: Kit) -> tuple[WritingTask, str]:
    """The task with what search finds for it and what is still missing, and what search has to say.

    For a writer that reads several clauses it is also searched in policy's own words for what the complaint is about.
    """
    lists, on, complaint = kit.lists, task.now.date(), task.case.complaint
    found = kit.search(complaint[:SEARCHED], on=on, language="")
    also = policy_words(task.case, task.triage, lists) if kit.wide else ""
    more = kit.search(also, on=on, language="") if also else SearchResult(())
    tongues = dict.fromkeys((task.language, "nl") if also else (task.language,))  # `also` is Dutch
    leads = tuple(lead for tongue in tongues for lead in lists.words.get(tongue, {}).get("say.patterns.leads", ()))
    passages = disarmed(_in_turn(found.passages, more.passages), lists)
    task = replace(task, passages=passages, leads=leads, also=also, near=_nearest((*found.hits, *more.hits)))
    best = tuple(passage for _, passage in ranked(task, complaint, leads))
    return replace(task, triage=with_missing(task.triage, best, task.case)), found.notice


def _write(task: WritingTask, kit: Kit, on_token: OnToken, failed: str = "") -> tuple[Written, str]:
    """The writer's reply; after a failure (now or in an earlier attempt) the fallback's, with the error."""
    if not failed:
        try:
            return kit.writer.write(task, on_token), ""
        except (ModelError, ContentError) as error:  # a prompt that cannot be filled in stops no draft
            failed = str(error)
    return replace(kit.fallback.write(task, on_token), writer="fallback"), failed


def _attempts(task: WritingTask, kit: Kit, on_token: OnToken) -> tuple[list[Written], WritingTask, str]:
    """What was written, the text to go on with last, the task it answers, and the error of a failure.

    A second attempt is made where search holds what a model missed, and kept where it rests on that.
    """
    written, error = _write(task, kit, on_token)
    wider = _with_what_it_missed(task, written, kit)
    if wider is None:
        return [written], task, error
    again, failed = _write(wider, kit, on_token)
    if failed or not {citation.passage for citation in again.citations} - set(written.read):
        return [again, written], task, error
    return [written, again], wider, error


def _with_what_it_missed(task: WritingTask, written: Written, kit: Kit) -> WritingTask | None:
    """The task with the clauses that search finds by the model's own words for what its sources lacked; None where it finds nothing new.

    A model names a gap in the words of policy ("rule on damage by a driver"), where the customer told of a garden gate.
    """
    if not written.gap or written.writer != "model" or written.alarm[0]:
        return None
    found = kit.search(written.gap[:SEARCHED], on=task.now.date(), language="")
    passages = disarmed(found.passages, kit.lists)
    policies = replace(task, passages=passages).policies[:MISSED]
    new = tuple(passage.id for passage in policies if passage.id not in written.read)
    if not new:
        return None
    used = tuple(citation.passage for citation in written.citations if citation.passage in {passage.id for passage in task.policies})
    near = _nearest(found.hits)
    together = tuple({passage.id: passage for passage in (*task.passages, *passages)}.values())
    return replace(task, passages=together, near={**near, **task.near}, first=(*new, *used))


def _missing_of_cited(triage: Triage, written: Written, passages: tuple[Passage, ...], safe: Case) -> Triage:
    """A model chose its clauses itself: what is missing is what they need, first of those that it asks about."""
    if written.writer != "model" or triage.missing.reason == CORRECTED:
        return triage
    by_id = {passage.id: passage for passage in passages}
    asking = sorted(written.citations, key=lambda citation: not citation.sentence.rstrip().endswith("?"))
    cited = tuple(by_id[citation.passage] for citation in asking if citation.passage in by_id)
    return with_missing(replace(triage, missing=Judged(())), cited, safe)


def _for_person(triage: Triage, language: str, clock: "_Clock") -> Draft:
    """No draft: the brand's protocol and a person, at once."""
    return Draft(Route.PERSON, language, Reply(""), triage, provenance=Provenance("none", seconds=clock.seconds))


def _in_turn(first: tuple[Passage, ...], second: tuple[Passage, ...]) -> tuple[Passage, ...]:
    """Both rankings as one, the first one's best in front, each passage once."""
    both = (passage for pair in zip_longest(first, second) for passage in pair if passage is not None)
    return tuple({passage.id: passage for passage in both}.values()) if second else first


def _nearest(hits: Iterable[Hit]) -> dict[str, dict[str, float]]:
    """Passage id -> how near it came in each view, in whichever search it came nearest."""
    near: dict[str, dict[str, float]] = {}
    for hit in hits:
        views = near.setdefault(hit.passage.id, {})
        views.update({view: max(share, views.get(view, 0.0)) for view, share in hit.near.items()})
    return near


def _unmask(reply: Reply, masks: Masks) -> Reply:
    return Reply(restore(reply.text, masks), restore(reply.private_text, masks))


def _citations(written: Written, masks: Masks) -> tuple[Citation, ...]:
    return tuple(replace(cited, sentence=restore(cited.sentence, masks)) for cited in written.citations)


def _to_mend(findings: tuple[Finding, ...], masks: Masks) -> tuple[Finding, ...]:
    """What a repair is told, masked: what blocks, and what nothing bears out."""
    blocks = _blocks(findings)
    return tuple(mask_finding(finding, masks) for finding in findings if finding in blocks or finding.check in UNTRUE)


def _blocks(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    return tuple(finding for finding in findings if finding.level is Level.BLOCK)


def _provenance(written: Written, spent: Sequence[Written], error: str, clock: "_Clock", *, repaired: bool) -> Provenance:
    """Of the text that was kept, with what every attempt cost."""
    return Provenance(
        writer=written.writer,
        prompt=written.prompt,
        model=written.model,
        tokens_in=sum(text.tokens_in for text in spent),
        tokens_out=sum(text.tokens_out for text in spent),
        seconds=clock.seconds,
        error=error,
        repaired=repaired,
    )


class _Clock:
    """Seconds by step, since the step before."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._last = perf_counter()

    def lap(self, step: str) -> None:
        now = perf_counter()
        self.seconds[step], self._last = round(now - self._last, 4), now
