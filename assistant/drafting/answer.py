"""Reads what the model wrote: parts, sentences with their source marks, and the line that says what knowledge is missing."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from assistant.language import sentences

_PUBLIC = re.compile(r"^[\s#*_>-]*(?:OPENBAAR|PUBLIC|BERICHT|ANTWOORD|REPLY|MESSAGE)[\s*_:]*$", re.IGNORECASE)
_PRIVATE = re.compile(r"^[\s#*_>-]*(?:PRIV[EÉ](?:BERICHT)?|PRIVATE)[\s*_:]*$", re.IGNORECASE)
_GAP = re.compile(r"^[\s#*_>-]*(?:LEEMTE|GAP)\s*[:=]\s*(?P<gap>.+)$", re.IGNORECASE)
_NOTE = re.compile(r"^[\s#*_>-]*(?P<name>ALARM|ALERT|LEZING|READING)[\s*_]*[:=]\s*(?P<rest>.+)$", re.IGNORECASE)
_ASIDE = re.compile(r"[\s#*_>-]*(?:LEEMTE|GAP|ALARM|ALERT|LEZING|READING)\b", re.IGNORECASE)
_ALARMS = (("self_harm", re.compile(r"zelf|suic|self", re.IGNORECASE)), ("safety", re.compile(r"gevaar|danger|safety", re.IGNORECASE)))
_READINGS = ("sentiment", "emotion", "intents", "urgency")
_MARKS = re.compile(r"\s*\{(?P<marks>\s*[A-Z]\d*(?:\s*[,;+ ]\s*[A-Z]\d*)*\s*)\}")
_FENCE = re.compile(r"^\s*(?:```\w*|⟦.*⟧)\s*$")
DECIDED = 24
"""Characters after which a line can no longer be a heading."""
_BRACES = re.compile(r"\s*\{[^{}\n]{0,24}\}?")


@dataclass(frozen=True, slots=True)
class Said:
    """One line of the answer: its text and the marks of what it rests on."""

    text: str
    marks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What the model wrote, read. Paragraphs hold lines."""

    public: tuple[tuple[Said, ...], ...]
    private: tuple[tuple[Said, ...], ...]
    gap: str
    alarm: tuple[str, str] = ("", "")  # self_harm or safety, and the customer's words for it
    reading: Mapping[str, str] = field(default_factory=dict)  # how the model reads the message, by triage field

    def without(self, unfit: Callable[[str], bool]) -> "Answer":
        """The answer without the sentences that are unfit."""
        parts = ([[said for said in paragraph if not unfit(said.text)] for paragraph in part] for part in (self.public, self.private))
        public, private = (tuple(tuple(paragraph) for paragraph in part if paragraph) for part in parts)
        return replace(self, public=public, private=private)

    @property
    def lines(self) -> tuple[Said, ...]:
        return tuple(said for part in (self.public, self.private) for paragraph in part for said in paragraph)


def read_answer(text: str) -> Answer:
    """Reads any answer; one without headings is all public, one without marks cites nothing."""
    parts: dict[str, list[list[Said]]] = {"public": [[]], "private": [[]]}
    part, gap, alarm, reading = "public", "", ("", ""), dict[str, str]()
    for line in text.replace("\r\n", "\n").strip().split("\n"):
        if _PUBLIC.match(line) or _PRIVATE.match(line):
            part = "private" if _PRIVATE.match(line) else "public"
        elif found := _GAP.match(line):
            gap = found["gap"].strip()
        elif found := _NOTE.match(line):
            if found["name"].upper().startswith("AL"):
                alarm = _alarm(found["rest"])
            else:
                reading = dict(zip(_READINGS, (word.strip(" *_").lower() for word in found["rest"].split("|")), strict=False))
        elif not line.strip():
            parts[part].append([])
        elif not _FENCE.match(line):
            parts[part][-1] += _said(line)
    return Answer(_paragraphs(parts["public"]), _paragraphs(parts["private"]), gap, alarm, reading)


def _alarm(told: str) -> tuple[str, str]:
    kind, _, words = told.partition("|")
    return next(((name, words.strip(" *_\"'")) for name, pattern in _ALARMS if pattern.search(kind)), ("", ""))


def text_of(paragraphs: tuple[tuple[Said, ...], ...]) -> str:
    """The part as the customer reads it."""
    return "\n\n".join(" ".join(said.text for said in paragraph) for paragraph in paragraphs)


def _said(line: str) -> list[Said]:
    """The sentences of one line, each with the marks that follow it."""
    found, last = [], 0
    for marks in _MARKS.finditer(line):
        found.append((line[last : marks.start()], tuple(re.findall(r"[A-Z]\d*", marks["marks"]))))
        last = marks.end()
    found.append((line[last:], ()))
    told = [Said(_BRACES.sub("", text).strip(" \t"), marks) for text, marks in found]
    return _punctuated([said for said in told if said.text])


def _punctuated(told: list[Said]) -> list[Said]:
    """A full stop that came after the mark goes back to its sentence."""
    mended: list[Said] = []
    for said in told:
        if mended and re.match(r"^[.!?,;:]+$", said.text):
            mended[-1] = Said(mended[-1].text + said.text, mended[-1].marks)
        else:
            mended.append(said)
    return mended


def _paragraphs(part: list[list[Said]]) -> tuple[tuple[Said, ...], ...]:
    """Paragraphs that hold something, without a sign-off, which is added at approval."""
    kept = [paragraph for paragraph in part if paragraph]
    while kept and sentences.is_sign_off(kept[-1][0].text):
        kept.pop()
    for at, paragraph in enumerate(kept):
        if at and sentences.is_sign_off(paragraph[0].text) and len(kept) - at <= 3:
            kept = kept[:at]
            break
    return tuple(tuple(paragraph) for paragraph in kept)


class Shown:
    """Passes the growing answer on as the customer would read it: without marks, headings and the gap line."""

    def __init__(self, on_token: Callable[[str], None]) -> None:
        self._on_token = on_token
        self._line = ""  # what came of the line that is being written
        self._sent = 0  # how much of its visible text was passed on
        self._before = ""  # what goes before the next line: nothing, a space, an empty line

    def take(self, piece: str) -> None:
        *whole, rest = (self._line + piece).split("\n")
        for line in whole:
            self._line = line
            if not line.strip() or _is_frame(line):
                self._before = "\n\n" if self._before and not (_GAP.match(line) or _NOTE.match(line)) else self._before
            else:
                self._pass_on(_visible(line))
                self._before = " " if self._before != "\n\n" or self._sent else self._before
            self._sent = 0
        self._line = rest
        if len(rest) > DECIDED and not _is_frame(rest) and not _ASIDE.match(rest):
            self._pass_on(_visible(rest.rsplit("{", 1)[0] if "}" not in rest.rsplit("{", 1)[-1] else rest))

    def _pass_on(self, visible: str) -> None:
        if len(visible) > self._sent:
            self._on_token((self._before if not self._sent else "") + visible[self._sent :])
            self._sent = len(visible)


def _is_frame(line: str) -> bool:
    return bool(_PUBLIC.match(line) or _PRIVATE.match(line) or _GAP.match(line) or _NOTE.match(line) or _FENCE.match(line))


def _visible(line: str) -> str:
    return _BRACES.sub("", _MARKS.sub("", line)).strip()
