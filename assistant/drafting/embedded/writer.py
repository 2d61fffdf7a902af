"""Composes a reply: greeting, person, what happened, our failing, the policy's words, our step with its time, one question."""

from dataclasses import dataclass, replace

from assistant.drafting.embedded.lines import MUST, Line, citations, fit, joined
from assistant.drafting.embedded.moves import Moves
from assistant.drafting.embedded.reading import read
from assistant.drafting.embedded.voice import Voice
from assistant.drafting.expansion import glossed
from assistant.drafting.kit import WritingTask, Written
from assistant.ports import OnToken
from assistant.records.draft import Reply
from assistant.records.review import WordLists

SHORT = 400
"""A public limit below this leaves room for one line."""
PRIVATE_WORDS = 110
PRIVATE_LIMIT = 5000
LONGEST_SIGN_OFF = {"first_name": "Christiaan", "name": "Christiaan van Leeuwen", "initials": "CvL"}


@dataclass(frozen=True, slots=True)
class EmbeddedWriter:
    """A `Writer` that composes and never invents: what no source says stays unsaid."""

    lists: WordLists

    def write(self, task: WritingTask, on_token: OnToken) -> Written:
        """A whole reply at once; `on_token` gets it in one piece."""
        seed = f"{task.case.id}|{task.case.complaint}|{task.hint}|{len(task.findings)}"
        voice = Voice(self.lists.words.get(task.language, {}), task.form, seed)
        also = " ".join(glossed(task.case.complaint, task.language, self.lists))
        moves = Moves(task, voice, read(task, voice, also))
        written = _two_parts(moves, task) if task.channel.public else _one_part(moves, task)
        on_token("\n\n".join(part for part in (written.reply.text, written.reply.private_text) if part))
        return written


def _one_part(moves: Moves, task: WritingTask) -> Written:
    lines = _mended(moves.private(), task)
    kept = fit(lines, task.channel, limit=_room(task), words=_words(task))
    return _written(moves, Reply(joined(kept)), kept)


def _two_parts(moves: Moves, task: WritingTask) -> Written:
    """The line that everybody reads, and the message for the customer alone that it invites to."""
    short = 0 < task.channel.limit <= SHORT
    public = fit(_mended(moves.public(short=short), task), task.channel, limit=_room(task), words=_words(task))
    private = fit(
        _mended(moves.after(public), task),
        replace(task.channel, name="private"),
        limit=PRIVATE_LIMIT,
        words=min(PRIVATE_WORDS, 2 * task.channel.words),
    )
    reply = Reply(joined(public, flat=short), joined(private) if len(private) > 1 else "")
    return _written(moves, reply, (*public, *(private if reply.private_text else ())))


def _written(moves: Moves, reply: Reply, lines: tuple[Line, ...]) -> Written:
    asked = moves.steps.needs if any(line.source == "ask" for line in lines) else ()
    sources = tuple(replace(line, source="") if line.source == "ask" else line for line in lines)
    return Written(reply, citations(sources), ask=asked, gap="" if moves.reading.grounded else "no_source")


def _mended(lines: list[Line], task: WritingTask) -> list[Line]:
    """Without what a check blocked in the attempt before."""
    quotes = [finding.quote.strip() for finding in task.findings if finding.quote.strip()]
    return [line for line in lines if line.weight > MUST or not any(quote in line.text or line.text in quote for quote in quotes)]


def _room(task: WritingTask) -> int:
    sign_off = task.channel.sign_off.format(brand=task.brand.name, **LONGEST_SIGN_OFF)
    return (task.channel.limit or 10_000) - len(sign_off) - 2


def _words(task: WritingTask) -> int:
    short = any(word in task.hint.lower() for word in ("kort", "short", "brief"))
    pressing = int(task.triage.urgency.value) >= 3
    return int(task.channel.words * (0.6 if short else 1.35 if pressing else 1.1))
