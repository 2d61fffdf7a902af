"""Cuts documents and resolved cases into passages: the piece that search returns and a reply cites. Pure."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from hashlib import sha256
from types import MappingProxyType

from assistant.records.knowledge import Audience, Document, Passage, PassageKind, ResolvedCase

MAX_TOKENS = 480
"""Upper bound of a passage's text, in `tokens`."""

_HEADING = re.compile(r"^ {0,3}(#{1,6})[ \t]+(.*?)[ \t]*#*[ \t]*$")
_FENCE = re.compile(r"^ {0,3}(```|~~~)")
_SETEXT = re.compile(r"^ {0,3}(=+|-{3,})[ \t]*$")
_PART = re.compile(r"^(klant|customer|wij doen|we do|nodig|needed|intern|internal)(?:[ \t]*\((je|u)\))?[ \t]*:?$", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<=[.!?])[\"'”’)]*\s+(?=[\"'“‘(]?[A-ZÀ-Þ0-9•–-])|\n+")
_PIECE = re.compile(r"\w+|[^\w\s]")
_NOTHING = frozenset({"niets", "geen", "nothing", "none", "-"})
_WORDING = {"klant": "nl", "customer": "en"}
_STEPS = {"wij doen": "nl", "we do": "en"}


@dataclass(slots=True)
class _Clause:
    """One headed clause while it is being read."""

    path: tuple[str, ...]
    rule: list[str] = field(default_factory=list)
    parts: dict[str, list[str]] = field(default_factory=dict)  # "klant", "klant-u", "intern", ... -> lines


@lru_cache(maxsize=4096)  # the organisation's own words; a new version is another document to the cache
def split_document(document: Document) -> tuple[Passage, ...]:
    """The passages of a policy, in reading order; a clause's `Intern` part is an internal passage of its own.

    Any heading levels will do, and none: what has no headings is one clause, cut at sentences where it is longer than
    `MAX_TOKENS`. Ids are `<document>#<heading>`, with `~n` for a repeated heading and `/n` for the further parts of a long clause.
    """
    seen: dict[str, int] = {}
    passages: list[Passage] = []
    for clause in _clauses(document.body):
        slug = _slug(clause.path[-1]) if clause.path else "tekst"
        seen[slug] = seen.get(slug, 0) + 1
        name = slug if seen[slug] == 1 else f"{slug}~{seen[slug]}"
        passages += _clause_passages(document, clause, f"{document.id}#{name}")
    return tuple(passages)


def case_passage(resolved: ResolvedCase) -> Passage:
    """The one passage of a resolved case: complaint and reply, cut to the bound at a sentence."""
    text = next(iter(_bounded(f"{resolved.complaint.strip()}\n\n{resolved.reply.strip()}".strip())), "")
    return Passage(
        id=resolved.id, document=resolved.id, brand=resolved.brand, kind=PassageKind.CASE, title="", path=(), text=text,
        language=resolved.language, complaint=resolved.complaint, reply=resolved.reply, policies=resolved.policies, hash=_hash(text),
    )  # fmt: skip


def searched(passage: Passage) -> str:
    """The text that a search looks through: title, heading path, topics and the text itself."""
    return "\n".join(part for part in (passage.title, *passage.path, " ".join(passage.topics), passage.text) if part)


def tokens(text: str) -> int:
    """An upper estimate of a text's tokens without a tokenizer: a word of n characters counts as ceil(n / 4), a mark as one."""
    return sum((len(piece) + 3) // 4 for piece in _PIECE.findall(text))


def _clause_passages(document: Document, clause: _Clause, name: str) -> Iterator[Passage]:
    rule = _joined(clause.rule)
    wording, steps = _by_language(clause.parts, _WORDING), _by_language(clause.parts, _STEPS)
    base = Passage(
        id=name, document=document.id, brand=document.brand, kind=PassageKind.POLICY, title=document.title, path=clause.path, text="",
        audience=document.audience, valid_from=document.valid_from, valid_until=document.valid_until, language=document.language,
        topics=document.topics, needs=_needs(clause.parts, document.needs), version=document.version,
    )  # fmt: skip
    public = "\n\n".join(part for part in (rule, *wording.values(), *steps.values()) if part)
    for passage in _pieces(base, public):
        yield replace(passage, wording=wording, steps=steps, rule=rule)
    inside = replace(base, id=f"{name}/intern", audience=Audience.INTERNAL)
    for passage in _pieces(inside, _joined(clause.parts.get("intern", []))):
        yield replace(passage, rule=passage.text)


def _pieces(base: Passage, text: str) -> Iterator[Passage]:
    for number, piece in enumerate(_bounded(text), start=1):
        id = base.id if number == 1 else f"{base.id}/{number}"
        yield replace(base, id=id, text=piece, hash=_hash(base.title, *base.path, *base.topics, piece))


def _clauses(body: str) -> Iterator[_Clause]:
    """Clauses in reading order; a heading without any text of its own only adds to the path of those below it."""
    clause = _Clause(())
    trail: list[tuple[int, str]] = []
    lines = clause.rule
    for line, level in _lines(body):
        if level == 0:
            lines.append(line)
            continue
        if (part := _PART.match(line)) and trail:
            lines = clause.parts.setdefault(_part_name(part), [])
            continue
        yield from _filled(clause)
        trail = [(depth, title) for depth, title in trail if depth < level] + [(level, line)]
        clause = _Clause(tuple(title for _, title in trail))
        lines = clause.rule
    yield from _filled(clause)


def _lines(body: str) -> Iterator[tuple[str, int]]:
    """Every line with its heading level; 0 is text. Fenced blocks are text, underlined headings are headings."""
    fenced = False
    lines = body.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    skip = False
    for line, after in zip(lines, [*lines[1:], ""], strict=True):
        if skip:
            skip = False
            continue
        fenced ^= bool(_FENCE.match(line))
        heading = None if fenced else _HEADING.match(line)
        if heading:
            yield heading[2].strip(), len(heading[1])
        elif not fenced and line.strip() and _SETEXT.match(after) and not line.lstrip().startswith(("-", "*", "|", ">")):
            skip = True
            yield line.strip(), 1 if "=" in after else 2
        else:
            yield line, 0


def _filled(clause: _Clause) -> Iterator[_Clause]:
    if _joined(clause.rule) or any(_joined(lines) for lines in clause.parts.values()):
        yield clause


def _part_name(part: re.Match[str]) -> str:
    name = {"internal": "intern", "needed": "nodig"}.get(part[1].lower(), part[1].lower())
    return f"{name}-{part[2].lower()}" if part[2] else name


def _by_language(parts: Mapping[str, list[str]], names: Mapping[str, str]) -> Mapping[str, str]:
    """{"nl": ..., "nl-u": ..., "en": ...} of the parts under one of `names`."""
    found = {}
    for part, lines in parts.items():
        name, _, form = part.partition("-")
        if name in names and _joined(lines):
            found[names[name] + (f"-{form}" if form else "")] = _joined(lines)
    return MappingProxyType(found)


def _needs(parts: Mapping[str, list[str]], default: tuple[str, ...]) -> tuple[str, ...]:
    if "nodig" not in parts:
        return default
    words = (word.strip(" \t-*.") for word in re.split(r"[,\n]", _joined(parts["nodig"])))
    return tuple(word for word in words if word and word.lower() not in _NOTHING)


def _bounded(text: str) -> Iterator[str]:
    """The text in pieces of at most `MAX_TOKENS`, cut between sentences; an endless sentence is cut between words."""
    if len(text) <= MAX_TOKENS or tokens(text) <= MAX_TOKENS:  # a token has at least one character
        if text:
            yield text
        return
    piece: list[str] = []
    size = 0
    for sentence in _sentences(text):
        length = tokens(sentence)
        if piece and size + length > MAX_TOKENS:
            yield " ".join(piece)
            piece, size = [], 0
        piece.append(sentence)
        size += length
    if piece:
        yield " ".join(piece)


def _sentences(text: str) -> Iterator[str]:
    for sentence in _SENTENCE.split(text):
        if not sentence or not sentence.strip():
            continue
        if tokens(sentence) <= MAX_TOKENS:
            yield sentence.strip()
            continue
        part = ""
        for word in _words(sentence):
            if part and tokens(f"{part} {word}") > MAX_TOKENS:
                yield part
                part = word
            else:
                part = f"{part} {word}".strip()
        yield part


def _words(sentence: str) -> Iterator[str]:
    longest = MAX_TOKENS * 2
    for word in sentence.split():
        yield from (word[start : start + longest] for start in range(0, len(word), longest))


def _joined(lines: list[str]) -> str:
    return "\n".join(lines).strip()


def _slug(heading: str) -> str:
    plain = unicodedata.normalize("NFKD", heading).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:80] or "clausule"


def _hash(*parts: str) -> str:
    return sha256("\x00".join(parts).encode()).hexdigest()[:32]
