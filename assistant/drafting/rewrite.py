"""Rewrites selected sentences as an agent asks: by a model, or by what rules can do honestly; always as differences to take or leave."""

import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher
from enum import StrEnum

from assistant.content.prompts import Prompts
from assistant.drafting.answer import Shown, read_answer, text_of
from assistant.drafting.masked import restoring
from assistant.drafting.names import known_names
from assistant.errors import ModelError
from assistant.language import masking, register, sentences, statements
from assistant.ports import ChatModel, OnToken
from assistant.records.brand import Brand
from assistant.records.case import Author, Case, Message
from assistant.records.statement import StatementKind


class Wish(StrEnum):
    SHORTER = "shorter"
    WARMER = "warmer"
    MORE_FORMAL = "more_formal"
    TO_JE = "to_je"
    TO_U = "to_u"
    TO_NL = "to_nl"
    TO_EN = "to_en"


@dataclass(frozen=True, slots=True)
class Rewriting:
    """What an agent asks. `case` and `text` are unmasked; `span` selects characters of `text` (None: all), widened to whole sentences.

    `needed` are sentences that rest on a source: rules never drop them. `now` is aware: what "morgen" is.
    """

    case: Case
    brand: Brand
    text: str
    wish: Wish
    language: str
    now: datetime
    span: tuple[int, int] | None = None
    needed: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """One difference: `old` stands in the text from `start` to `end`; `new` is "" where a sentence goes."""

    start: int
    end: int
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Rewritten:
    """The differences, to take or leave one by one. `by`: model or rules. `note`: nothing, needs_model, failed (`error`), or "".

    `moved` are the statements (amounts, dates, numbers, ...) that the model brought in or left out: to be looked at first.
    """

    changes: tuple[Change, ...]
    by: str = "rules"
    note: str = ""
    error: str = ""
    moved: tuple[str, ...] = ()


HINTS = {
    Wish.SHORTER: "Korter: laat weg wat de klant niet nodig heeft. Feiten, tijden en wat wij doen blijven staan.",
    Wish.WARMER: "Warmer: laat merken dat je deze klant gelezen hebt. Geen extra beloften, niet langer dan een zin erbij.",
    Wish.MORE_FORMAL: "Formeler: rustige, verzorgde zinnen in de u-vorm, zonder ambtelijke woorden.",
    Wish.TO_JE: "Zet dit in de je-vorm. Verander verder niets.",
    Wish.TO_U: "Zet dit in de u-vorm. Verander verder niets.",
    Wish.TO_NL: "Vertaal naar gewoon Nederlands. Namen, bedragen, tijden en links blijven gelijk.",
    Wish.TO_EN: "Vertaal naar gewoon Engels (Brits). Namen, bedragen, tijden en links blijven gelijk.",
}
"""The wish as the prompt's colleague says it, in the prompt's language."""

FORMS = {Wish.TO_JE: "je", Wish.TO_U: "u", Wish.MORE_FORMAL: "u"}
TONGUES = {"nl": "Nederlands", "en": "Engels"}


def rewrite(
    asked: Rewriting, on_token: OnToken = lambda _piece: None, *, model: ChatModel | None = None, prompts: Prompts | None = None
) -> Rewritten:
    """The differences that fulfil the wish: the model's when there is one, else (or when it fails) what rules can do.

    `on_token` receives the model's text as it grows, names restored; what it raises stops the model and comes through.
    """
    if model and prompts:
        try:
            return _by_model(asked, on_token, model, prompts)
        except ModelError as error:
            ruled = by_rules(asked)
            return Rewritten(ruled.changes, "rules", "failed", str(error))
    return by_rules(asked)


def by_rules(asked: Rewriting) -> Rewritten:
    """je and u in Dutch, and the sentence that is least needed out; anything else takes a model."""
    spans = _selected(asked)
    if asked.wish in (Wish.TO_JE, Wish.TO_U) and asked.language == "nl":
        turned = [(span, register.to_form(asked.text[slice(*span)], FORMS[asked.wish])) for span in spans]
        found = tuple(Change(*span, asked.text[slice(*span)], new) for span, new in turned if new != asked.text[slice(*span)])
    elif asked.wish is Wish.SHORTER:
        least = _least_needed(asked, spans)
        found = (Change(*least, asked.text[slice(*least)], ""),) if least else ()
    else:
        return Rewritten((), note="needs_model")
    return Rewritten(found, note="" if found else "nothing")


def apply(text: str, changes: Sequence[Change]) -> str:
    """The text with the changes that were taken; a sentence that goes takes the space before it along."""
    for change in sorted(changes, key=lambda change: change.start, reverse=True):
        before, after = text[: change.start], text[change.end :]
        if not change.new:
            alone = before[-1:] in ("", "\n") and after[:1] in ("", "\n")
            before, after = (before.rstrip("\n"), after) if alone else (before.rstrip(" "), after)
        text = before + change.new + after
    return text.strip()


def _selected(asked: Rewriting) -> tuple[tuple[int, int], ...]:
    """The sentences that the selection touches."""
    start, end = asked.span or (0, len(asked.text))
    return tuple(span for span in sentences.spans(asked.text) if span[0] < max(end, start + 1) and span[1] > start)


def _least_needed(asked: Rewriting, spans: Sequence[tuple[int, int]]) -> tuple[int, int] | None:
    """The selected sentence that says least that nothing else says; never one with a fact, a source, a promise or a question."""
    body = sentences.body(asked.text)
    needed = {" ".join(sentence.split()) for sentence in asked.needed}
    stated = {statement.sentence for statement in statements.find(asked.text, asked.language, asked.now)}
    words = {sentence: _words(sentence) for sentence in body}
    best: tuple[float, int] | None = None
    chosen: tuple[int, int] | None = None
    for span in spans:
        sentence = asked.text[slice(*span)]
        spare = sentence in body[1:] and sentence not in stated and "?" not in sentence and " ".join(sentence.split()) not in needed
        if not spare:
            continue
        others = set().union(*(found for other, found in words.items() if other != sentence))
        own = len(words[sentence] - others)
        if best is None or (own, -len(sentence)) < best:
            best, chosen = (own, -len(sentence)), span
    return chosen


def _words(sentence: str) -> set[str]:
    return {word.strip(".,;:!?()'\"").casefold() for word in sentence.split() if len(word) > 3}


def _by_model(asked: Rewriting, on_token: OnToken, model: ChatModel, prompts: Prompts) -> Rewritten:
    """The selection, masked, through the prompt `rewrite`. Raises `ModelError`."""
    spans = _selected(asked)
    if not spans:
        return Rewritten((), "model", "nothing")
    start, end = spans[0][0], spans[-1][1]
    old = asked.text[start:end]
    thread = (*asked.case.thread, Message("rewrite", Author.AGENT, "", old, asked.now))
    safe, masks = masking.mask(thread, known_names(asked.case), (asked.brand.id, asked.brand.name))
    fence = secrets.token_hex(5)
    language = {Wish.TO_NL: "nl", Wish.TO_EN: "en"}.get(asked.wish, asked.language)
    form = FORMS.get(asked.wish) or register.form_in(asked.case.thread, asked.brand.form_on(asked.case.channel))
    prompt = prompts.fill(
        "rewrite",
        brand=asked.brand.name,
        sector=asked.brand.sector.get("nl", ""),
        language=TONGUES.get(language, language) + (f", {form}-vorm" if language == "nl" else ""),
        length=f"hoogstens {len(old.split())} woorden" if asked.wish is Wish.SHORTER else f"ongeveer {len(old.split())} woorden",
        fence=fence,
        hint=HINTS[asked.wish],
        reply=safe[-1].text.replace(fence, "").replace("⟦", "[").replace("⟧", "]"),
    )
    done = model.write([("system", prompt.system), ("user", prompt.user)], Shown(restoring(on_token, masks)).take)
    answer = read_answer(done.text)
    new = masking.restore(text_of((*answer.public, *answer.private)), masks)
    changes = differences(old, new, start) if new else ()
    return Rewritten(changes, "model", "" if changes else "nothing", moved=_moved(old, new, asked, language) if changes else ())


def differences(old: str, new: str, offset: int = 0) -> tuple[Change, ...]:
    """Old against new, sentence by sentence; what stands beside each other and changed is one difference. `offset`: where `old` begins."""
    before, after = sentences.spans(old), sentences.spans(new)
    matcher = SequenceMatcher(None, [old[slice(*span)] for span in before], [new[slice(*span)] for span in after], autojunk=False)
    found: list[Change] = []
    for tag, i, j, k, m in matcher.get_opcodes():
        if tag == "equal":
            continue
        said = new[after[k][0] : after[m - 1][1]] if m > k else ""
        if j > i:
            start, end = before[i][0], before[j - 1][1]
            found.append(Change(offset + start, offset + end, old[start:end], said))
        else:
            found.append(_come(before, after, said, (i, k, m), new, offset))
    return tuple(found)


def _come(
    before: Sequence[tuple[int, int]],
    after: Sequence[tuple[int, int]],
    said: str,
    at: tuple[int, int, int],
    new: str,
    offset: int,
) -> Change:
    """Only new words: they follow the sentence before, or lead the next one where they open its paragraph."""
    i, k, m = at
    gap = new[after[k - 1][1] : after[k][0]] if k else ""
    behind = new[after[m - 1][1] : after[m][0]] if m < len(after) else ""
    if i < len(before) and (not i or ("\n" in gap and "\n" not in behind)):
        place, words = before[i][0], said + (behind or " ")
    else:
        place, words = before[i - 1][1] if i else 0, (gap or " ") + said
    return Change(offset + place, offset + place, "", words)


def _moved(old: str, new: str, asked: Rewriting, language: str) -> tuple[str, ...]:
    """Statements that stand in one of the two only."""
    before = statements.find(old, asked.language, asked.now)
    after = statements.find(new, language, asked.now)
    values = [{(one.kind, one.value) for one in found} for found in (before, after)]
    both = values[0] & values[1]
    apart = [one.quote for one in (*before, *after) if one.kind is not StatementKind.UNDERTAKING and (one.kind, one.value) not in both]
    return tuple(dict.fromkeys(apart))
