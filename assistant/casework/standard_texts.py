"""Standard texts: read from a CSV, inserted with their places filled, and counted; checked like anything else an agent writes."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from string import Formatter

from assistant.casework.work import DESK, EVERYONE, Work
from assistant.content.rows import csv_rows
from assistant.errors import InputError, NotFound, WebcareError
from assistant.language import timing
from assistant.records.brand import Brand
from assistant.records.case import Case
from assistant.records.day import StandardText, TextCount
from assistant.records.people import Person, Role
from assistant.store import cases, journal, people, texts

COLUMNS = ("shortcut", "text")
FORM = "shortcut,title,text,language"
PLACES = ("first_name", "name", "initials", "brand", "customer", "channel", "report_back")
"""What may stand between braces: the agent (as in sign-offs), the brand, the customer, when we report back; and `contact.<id>`."""

MOST_CHARACTERS = 5_000
KEEPERS = frozenset({Role.KNOWLEDGE_MANAGER, Role.LEAD})
STILL = 0.3
"""From this share of its words in order, a reply still holds a standard text, changed; below, it was thrown out."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did; a line that cannot be used stands in `errors` and stops no other."""

    new: int
    changed: int
    unchanged: int
    errors: tuple[InputError, ...]


def import_csv(work: Work, person: Person, brand: str, data: bytes, name: str = "texts.csv") -> Imported:
    """Takes standard texts from a CSV with the columns shortcut, text and, where wanted, title and language (comma, semicolon or tab).

    A shortcut that is known gets the new text. Raises `InputError` for a file that is no such CSV, `NotFound` for an unknown brand.
    """
    known = work.brands.get(brand)
    if known is None:
        raise NotFound(f"There is no brand '{brand}'.", where="brand", mend=f"Use one of: {', '.join(sorted(work.brands))}.")
    rows = tuple(_rows(known, data, name))
    counts = {"new": 0, "changed": 0, "unchanged": 0}
    with work.store.write() as tx:
        who = people.require(tx, person, KEEPERS)
        for text in rows:
            if isinstance(text, StandardText):
                there = texts.get(tx, brand, text.shortcut) is not None
                counts["unchanged" if not texts.save(tx, text) else "changed" if there else "new"] += 1
        journal.note(tx, work.now(brand), who.id, "standard texts", brand)
    return Imported(**counts, errors=tuple(row for row in rows if isinstance(row, InputError)))


def retire(work: Work, person: Person, brand: str, shortcut: str) -> None:
    """Nobody is offered this text any more."""
    with work.store.write() as tx:
        who = people.require(tx, person, KEEPERS)
        texts.retire(tx, brand, shortcut, work.now(brand))
        journal.note(tx, work.now(brand), who.id, "standard text retired", brand)


def texts_for(work: Work, brand: str, typed: str = "") -> tuple[StandardText, ...]:
    """What `/` offers: texts whose shortcut starts with what was typed, then those that hold it anywhere."""
    with work.store.read() as tx:
        found = texts.of_brand(tx, brand)
    wanted = typed.casefold().lstrip("/")
    first = [text for text in found if text.shortcut.casefold().startswith(wanted)]
    return (*first, *(text for text in found if text not in first and wanted in f"{text.title} {text.text}".casefold()))


def insert(work: Work, person: Person, case_id: str, shortcut: str) -> str:
    """The text as it goes into the reply, its places filled; what the case does not tell stays between braces, which a check shows."""
    with work.store.write() as tx:
        who, head, case = people.require(tx, person, DESK), cases.head(tx, case_id), cases.load_case(tx, case_id)
        text = texts.get(tx, head.brand, shortcut.lstrip("/"))
        if text is None:
            raise NotFound(f"There is no standard text '{shortcut}'.", where="shortcut", mend="Pick one from the list.")
        filled = Formatter().vformat(text.text, (), _Places(_fill(work, who, case, text.language)))
        texts.note_use(tx, text, case_id, head.turn, filled, who.id, work.now(head.brand))
        return filled


def counts(work: Work, person: Person, brand: str) -> tuple[TextCount, ...]:
    """How often each text was used, and sent unchanged or changed: the most used first, unused ones too."""
    with work.store.read() as tx:
        people.require(tx, person, EVERYONE)
        uses, known = texts.uses(tx, brand), texts.of_brand(tx, brand)
    shortcuts = dict.fromkeys([*(shortcut for shortcut, _, _ in uses), *(text.shortcut for text in known)])
    found = [_count(shortcut, [(text, sent) for one, text, sent in uses if one == shortcut]) for shortcut in shortcuts]
    return tuple(sorted(found, key=lambda count: (-count.used, count.shortcut)))


def _count(shortcut: str, uses: list[tuple[str, str | None]]) -> TextCount:
    sent = [(text, reply) for text, reply in uses if reply is not None]
    kept = sum(_plain(text) in _plain(reply) for text, reply in sent)
    edited = sum(_plain(text) not in _plain(reply) and _held(text, reply) >= STILL for text, reply in sent)
    return TextCount(shortcut, len(uses), kept, edited)


def _held(text: str, reply: str) -> float:
    """The share of a text's words that a reply holds in order."""
    words = text.split()
    matches = SequenceMatcher(None, words, reply.split(), autojunk=False).get_matching_blocks()
    return sum(match.size for match in matches) / len(words) if words else 0.0


def _plain(text: str) -> str:
    return " ".join(text.split())


class _Places(dict[str, object]):
    def __missing__(self, key: str) -> str:
        return "{" + key + "}"


class _Contacts:
    """Contacts by id, as `{contact.klantenservice}` reads them."""

    def __init__(self, brand: Brand) -> None:
        self._by_id = {contact.id: contact.value for contact in brand.contacts if contact.public}

    def __getattr__(self, name: str) -> str:
        return self._by_id.get(name, "{contact." + name + "}")


def _fill(work: Work, who: Person, case: Case, language: str) -> dict[str, object]:
    brand, now = work.brands[case.brand], work.now(case.brand)
    urgency = int(case.triage.urgency.value) if case.triage else 1
    known = {
        "first_name": who.first_name,
        "name": who.name,
        "initials": who.initials,
        "brand": brand.name,
        "customer": case.customer_name,
        "channel": case.channel,
        "report_back": timing.say_by(timing.report_back_time(brand, urgency, now), now, language),
    }
    return {name: value for name, value in known.items() if value} | {"contact": _Contacts(brand)}


def _rows(brand: Brand, data: bytes, name: str) -> Iterator[StandardText | InputError]:
    """Raises `InputError` for a file that lacks the columns."""
    seen: set[str] = set()
    for where, row in csv_rows(data, name, COLUMNS):
        if not isinstance(row, WebcareError):
            yield _row(brand, row, seen, where)
        elif where == f"{name}:1":
            raise InputError(row.what, where=where, mend=f"The first line must read {FORM}.")
        else:
            yield InputError(row.what, where=where, mend=row.mend)


def _row(brand: Brand, row: Mapping[str, str], seen: set[str], where: str) -> StandardText | InputError:
    shortcut, text = row["shortcut"].strip().lstrip("/"), row["text"].strip()
    language = row.get("language", "").strip() or brand.languages[0]
    if not re.fullmatch(r"[\w-]{1,40}", shortcut):
        return InputError(f"'{shortcut}' is no shortcut.", where=where, mend="Use letters, digits and hyphens, 40 at most.")
    if shortcut in seen:
        return InputError(f"The shortcut '{shortcut}' stands in this file twice.", where=where, mend="Give one of them another.")
    seen.add(shortcut)
    if not text or len(text) > MOST_CHARACTERS:
        return InputError("The text is empty or too long.", where=where, mend=f"Give a text of at most {MOST_CHARACTERS:,} characters.")
    if language not in brand.languages:
        return InputError(f"'{language}' is no language of this brand.", where=where, mend=f"Use one of: {', '.join(brand.languages)}.")
    if wrong := _unknown_places(brand, text):
        public = ", ".join(f"contact.{contact.id}" for contact in brand.contacts if contact.public)
        mend = f"Between braces may stand: {', '.join(PLACES)}{', ' if public else ''}{public}."
        return InputError(f"Nobody can fill {{{wrong}}}.", where=where, mend=mend)
    return StandardText(brand.id, shortcut, row.get("title", "").strip() or shortcut, text, language)


def _unknown_places(brand: Brand, text: str) -> str:
    """The first place that nothing fills; "" when all are known."""
    allowed = {*PLACES, *(f"contact.{contact.id}" for contact in brand.contacts if contact.public)}
    try:
        places = [(field, spec, conversion) for _, field, spec, conversion in Formatter().parse(text) if field is not None]
    except ValueError as error:
        return str(error)
    return next((field or " " for field, spec, conversion in places if field not in allowed or spec or conversion), "")
