"""Text into sentences, with the care that numbers, abbreviations and greeting lines ask for."""

import re
from functools import lru_cache

from assistant.language.wordset import wordset

_ABBREVIATIONS = wordset(
    """
    bijv bv nl nr nrs tel dhr mw mevr mr mrs ms dr drs ir ing prof ca circa enz e.d o.a m.b.t i.v.m d.w.z d.m.v t.a.v t.b.v z.o.z
    a.s jl st str pag art max min incl excl no approx e.g i.e a.m p.m vs jan feb mrt apr jun jul aug sep sept okt nov dec u
    """
)
_END = re.compile(r"[.!?…]+[\"'”’)\]]*(?=\s)|(?<=\s)(?=\^[A-Z]\w*\s*$)")
_LINE = re.compile(r"[^\n]+")
_LAST_WORD = re.compile(r"([\w.'’]+)$")
_GREETING = re.compile(
    r"^\W*(?:beste|geachte|dag|hoi|hallo|hey|hai|goedemorgen|goedemiddag|goedenavond|goedendag|lieve"
    r"|dear|hi|hello|good (?:morning|afternoon|evening))\b(?:[^.!?\n]|(?<=\b[A-Z])\.|(?<=mevr)\.|(?<=mw)\.|(?<=dhr)\."
    r"|(?<=fam)\.|(?<=mr)\.|(?<=mrs)\.|(?<=ms)\.|(?<=dr)\.){0,50}?[,!.]?$",
    re.IGNORECASE,
)
_SALUTATION = re.compile(  # "Geachte heer/mevrouw, de lift is stuk.": a message begun on the line of its salutation
    r"\s*(?:(?:[Bb]este|[Gg]eachte|[Ll]ieve|[Dd]ear)(?: [\w/.'’-]+){1,6}"
    r"|(?:[Dd]ag|[Hh]oi|[Hh]allo|[Hh]ey|[Hh]i|[Hh]ello|[Gg]oede(?:morgen|middag|navond|ndag)|[Gg]ood (?:morning|afternoon|evening))"
    r"(?: [A-Z][\w'’-]*){0,3}),(?=\s+\S+\s+\S+\s+\S)"
)
_SIGN_OFF = re.compile(
    r"^\W*(?:(?:met )?(?:vriendelijke|hartelijke|warme) groet(?:en)?|mvg|groet(?:en|jes)?|hartelijks?|"
    r"(?:kind|best|warm) regards|regards|best wishes|best|cheers|yours sincerely|sincerely|all the best)\b[^.!?\n]{0,40}$",
    re.IGNORECASE,
)
_SIGNATURE = re.compile(r"^\s*\^\w+\s*$|^\s*[A-ZÀ-Þ][\w'’.-]*(?: [\w'’.-]+){0,3}(?:, [A-ZÀ-Þ][\w'’ -]*)?\s*$")


def split(text: str) -> tuple[str, ...]:
    """The sentences of `text` in order, stripped; greeting and sign-off lines are sentences of their own."""
    return tuple(text[start:end] for start, end in spans(text))


def capital(text: str) -> str:
    """The text with its first letter a capital, behind an opening quote too."""
    if text.lower().startswith("'s "):  # "'s Nachts"
        return f"'s {text[3:4].upper()}{text[4:]}"
    if text.startswith("één"):
        return f"Eén{text[3:]}"
    at = next((i for i, sign in enumerate(text) if sign.isalnum()), -1)
    return text if at < 0 or at > 1 else text[:at] + text[at].upper() + text[at + 1 :]


@lru_cache(maxsize=4096)
def spans(text: str) -> tuple[tuple[int, int], ...]:
    """(start, end) of every sentence in `text`."""
    found: list[tuple[int, int]] = []
    for start, end in _lines(text):
        begin = start
        salutation = _SALUTATION.match(text, start, end)
        if salutation:
            found.append((begin, salutation.end()))
            begin = salutation.end()
        for match in _END.finditer(text, begin, end):
            if _ends_here(text, begin, match, end):
                found.append((begin, match.end()))
                begin = match.end()
        found.append((begin, end))
    return tuple(tight for span in found if (tight := _tight(text, *span)))


def _lines(text: str) -> list[tuple[int, int]]:
    """Lines, a wrapped line (long, unfinished, the next going on in lower case) joined with what follows."""
    lines: list[tuple[int, int]] = []
    for match in _LINE.finditer(text):
        wrapped = lines and match.start() == lines[-1][1] + 1 and text[match.start()].islower()
        if wrapped and lines[-1][1] - lines[-1][0] > 50 and text[lines[-1][1] - 1] not in ".!?:":
            lines[-1] = (lines[-1][0], match.end())
        else:
            lines.append(match.span())
    return lines


def _ends_here(text: str, begin: int, match: re.Match[str], end: int) -> bool:
    mark = match.group()
    if not mark:
        return True
    rest = text[match.end() : end].lstrip()
    if not rest:
        return True
    if not mark.startswith(".") or len(mark.rstrip("\"'”’)]")) > 1:
        return True
    word = _LAST_WORD.search(text, begin, match.start())
    raw = word.group(1).rstrip(".") if word else ""
    last = raw.lower()
    if raw in ("u", "h") and rest[:1].isupper():  # "tot 17.00 u. Daarna", not "H. Postma"
        return True
    if last in _ABBREVIATIONS or (len(last) == 1 and last.isalpha()):
        return False
    return not rest[:1].islower() or len(last) > 2


def _tight(text: str, start: int, end: int) -> tuple[int, int] | None:
    piece = text[start:end]
    stripped = piece.strip()
    if not stripped:
        return None
    offset = len(piece) - len(piece.lstrip())
    return start + offset, start + offset + len(stripped)


def is_greeting(sentence: str) -> bool:
    """Whether a line only greets ("Beste H. Postma,", "Hi Anna,")."""
    return bool(_GREETING.match(sentence.strip()))


def is_sign_off(sentence: str) -> bool:
    """Whether a line only takes leave ("Hartelijke groet,", "Kind regards")."""
    return bool(_SIGN_OFF.match(sentence.strip()))


def is_signature(sentence: str) -> bool:
    """Whether a line can only be a name under a message ("^SK", "Sanne Kuiper", "Sanne, Woonhaven")."""
    return bool(_SIGNATURE.match(sentence))


@lru_cache(maxsize=1024)
def body(text: str) -> tuple[str, ...]:
    """The sentences between salutation and leave: what the message says."""
    sentences = list(split(text))
    while sentences and is_greeting(sentences[0]):
        sentences.pop(0)
    for index, sentence in enumerate(sentences):
        if index and is_sign_off(sentence) and len(sentences) - index <= 6:
            sentences = sentences[:index]
            break
    while len(sentences) > 1 and is_signature(sentences[-1]) and len(sentences[-1].split()) <= 5:
        sentences.pop()
    return tuple(sentences)
