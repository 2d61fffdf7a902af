"""Personal data out of a thread, numbered placeholders in, and back."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from assistant.language import identifiers
from assistant.language import names as known_names
from assistant.language.identifiers import Found
from assistant.records.case import Author, Message

KINDS = ("NAAM", "EMAIL", "TEL", "IBAN", "BSN", "KAART", "ADRES", "KENTEKEN", "ORDER", "KLANT")
_PLACEHOLDER = re.compile(rf"\[\s?(?P<kind>{'|'.join(KINDS)})[ _-]?(?P<number>\d+)\s?\]", re.I)
_LEFTOVER = re.compile(
    rf"\[\s?(?:{'|'.join(KINDS)}|NAME|PHONE|ADDRESS|PLATE|CARD|CUSTOMER)(?:[ _-]?\d+)?\s?\]|(?<!\w)(?:{'|'.join(KINDS)})_\d+(?!\w)"
    r"|\{\{?\s?\w+\s?\}?\}|\[(?:(?:uw|je|jouw|your|the|de|het|vul|naam|voornaam|achternaam|datum|tijd|bedrag|name|date|time|amount|insert)\b[^\]\n]{0,30})\]"
    r"|<(?:naam|name|datum|date|bedrag|amount|klant|customer)>|\bX{3,}\b",
    re.I,
)
_HANDLE = re.compile(r"(?<![\w.@])@[\w.]*\w")


@dataclass(frozen=True, slots=True)
class Masks:
    """What each placeholder stands for: {"[NAAM_1]": "H. Postma"}. Lives only while one draft is made; never stored."""

    values: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


def mask(thread: tuple[Message, ...], names: Iterable[str] = (), keep: Iterable[str] = ()) -> tuple[tuple[Message, ...], Masks]:
    """A thread without personal data, and what was taken out. Equal data get the same placeholder in all messages.

    `names` are known names and handles; those that the thread itself gives away are added. `keep` are the brand's own names
    and handles: with it, every other @handle is masked; without, only the handles among the names.
    """
    texts = tuple(message.text for message in thread)
    authors = [message.name for message in thread if message.author is Author.CUSTOMER]
    masked, masks = _mask_texts((*texts, *(message.name for message in thread)), (*names, *authors), tuple(keep))
    return tuple(
        replace(message, text=text, name=name) for message, text, name in zip(thread, masked, masked[len(thread) :], strict=False)
    ), masks


def mask_text(text: str, names: Iterable[str] = (), keep: Iterable[str] = ()) -> tuple[str, Masks]:
    """One text without personal data, and what was taken out; arguments as in `mask`."""
    masked, masks = _mask_texts((text,), tuple(names), tuple(keep))
    return masked[0], masks


_NOTHING = "\0"  # stands where a placeholder stood for nothing
_SPACED = re.compile(rf" ?{_NOTHING}")


def restore(text: str, masks: Masks) -> str:
    """The text with every known placeholder (also one that a model bent: "[naam 1]") back to what it stands for."""

    def original(match: re.Match[str]) -> str:
        value = masks.values.get(f"[{match['kind'].upper()}_{match['number']}]", match.group())
        return value or _NOTHING

    return _SPACED.sub("", _PLACEHOLDER.sub(original, text))


def hide(text: str, masks: Masks) -> str:
    """The inverse of `restore`: what the masks know, however it is spaced or pointed, as its placeholder again."""
    for placeholder, original in sorted(masks.values.items(), key=lambda pair: len(pair[1]), reverse=True):
        if not original:
            continue
        letters = [re.escape(letter) for letter in original if letter.isalnum()]
        loosely = r"[\W_]*".join(letters) if letters else re.escape(original)
        caseless = 0 if placeholder.startswith("[NAAM") else re.I
        text = re.sub(rf"(?<!\w){loosely}(?!\w)", placeholder, text, flags=caseless)
    return text


def leftovers(text: str) -> tuple[str, ...]:
    """Placeholders and template fields that no customer may read."""
    return tuple(match.group() for match in _LEFTOVER.finditer(text))


def kinds(text: str, names: Iterable[str] = ()) -> Counter[str]:
    """How many pieces of personal data of each kind stand in `text`."""
    return Counter(found.kind for found in find(text, names))


def find(text: str, names: Iterable[str] = (), keep: Iterable[str] = ()) -> tuple[Found, ...]:
    """Personal data in `text`, in order, without overlap."""
    kept = {_handle(name) for name in keep}
    known = {name for name in names if _handle(name) not in kept}
    return _find(text, known | {name for name in known_names.in_text(text) if _handle(name) not in kept}, kept)


def _mask_texts(texts: tuple[str, ...], names: tuple[str, ...], keep: tuple[str, ...]) -> tuple[tuple[str, ...], Masks]:
    kept = {_handle(name) for name in keep}
    known = {name for name in (*names, *(name for text in texts for name in known_names.in_text(text))) if _handle(name) not in kept}
    placeholders: dict[tuple[str, str], str] = {}
    values: dict[str, str] = {}
    masked: list[str] = []
    for text in texts:
        pieces, begin = [], 0
        for found in _find(text, known, kept):
            key = (found.kind, found.key)
            if key not in placeholders:
                number = 1 + sum(kind == found.kind for kind, _ in placeholders)
                placeholders[key] = f"[{found.kind}_{number}]"
                values[placeholders[key]] = text[found.start : found.end]
            pieces += [text[begin : found.start], placeholders[key]]
            begin = found.end
        masked.append("".join(pieces) + text[begin:])
    return tuple(masked), Masks(MappingProxyType(values))


def _find(text: str, names: set[str], kept: set[str]) -> tuple[Found, ...]:
    chosen: list[Found] = []
    for found in (*identifiers.find(text), *_names(text, names), *_handles(text, kept)):
        if all(found.end <= other.start or other.end <= found.start for other in chosen):
            chosen.append(found)
    return tuple(sorted(chosen, key=lambda found: found.start))


def _names(text: str, names: set[str]) -> list[Found]:
    return [
        Found("NAAM", match.start(), match.end(), match.group().lower().lstrip("@"))
        for _, pattern in known_names.patterns(names)
        for match in pattern.finditer(text)
    ]


def _handles(text: str, kept: set[str]) -> list[Found]:
    """Other people's handles; only where we know which are ours."""
    if not kept:
        return []
    handles = [match for match in _HANDLE.finditer(text) if not any(_handle(match.group()).startswith(name) for name in kept if name)]
    return [Found("NAAM", match.start(), match.end(), match.group().lower().lstrip("@")) for match in handles]


def _handle(name: str) -> str:
    return re.sub(r"[\W_]", "", name).lower()
