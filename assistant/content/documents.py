"""A policy file to `Document` and back: flat front matter, then headed clauses."""

import re
from datetime import date
from pathlib import Path

from assistant.content.files import read_text
from assistant.errors import ContentError
from assistant.records.knowledge import Audience, Document

FIELDS = ("title", "owner", "audience", "valid_from", "valid_until", "topics", "needs", "language")
FENCE = "---"


def read_document(path: Path, brand: str) -> Document:
    """One policy file. The id is `<brand>/<file stem>`. Raises `ContentError` with file and line."""
    return parse_document(read_text(path), id=f"{brand}/{path.stem}", brand=brand, where=str(path))


def parse_document(text: str, *, id: str, brand: str, where: str, language: str = "nl") -> Document:
    """The text of a policy file as a `Document`.

    Without front matter it is read as a whole, public, with its first heading as title. Dates are ISO days, both included.
    """
    fields, body = _front_matter(text, where)
    if not body.strip():
        raise ContentError("The policy holds no text.", where=where, mend="Write at least one headed clause below the front matter.")

    def day(name: str) -> date | None:
        value, line = fields.get(name, ("", 0))
        try:
            return date.fromisoformat(value) if value else None
        except ValueError:
            raise ContentError(f"{name} '{value}' is not a date.", where=f"{where}:{line}", mend="Write it as 2026-01-31.") from None

    valid_from, valid_until = day("valid_from"), day("valid_until")
    if valid_from and valid_until and valid_until < valid_from:
        raise ContentError(
            f"valid_until {valid_until} lies before valid_from {valid_from}.",
            where=f"{where}:{fields['valid_until'][1]}",
            mend="Exchange the two dates or leave one empty.",
        )
    audience, line = fields.get("audience", ("public", 0))
    if audience not in ("public", "internal"):
        raise ContentError(f"The audience '{audience}' is unknown.", where=f"{where}:{line}", mend="Write public or internal.")
    title = fields.get("title", ("", 0))[0] or _first_heading(body) or id.rsplit("/", 1)[-1].replace("-", " ").capitalize()
    return Document(
        id=id,
        brand=brand,
        title=title,
        body=body.strip() + "\n",
        owner=fields.get("owner", ("", 0))[0],
        audience=Audience(audience),
        valid_from=valid_from,
        valid_until=valid_until,
        topics=_listed(fields.get("topics", ("", 0))[0]),
        needs=_listed(fields.get("needs", ("", 0))[0]),
        language=fields.get("language", ("", 0))[0] or language,
    )


def write_document(document: Document) -> str:
    """The file's text for a document: what `parse_document` reads back the same."""
    values = {
        "title": document.title,
        "owner": document.owner,
        "audience": str(document.audience),
        "valid_from": document.valid_from.isoformat() if document.valid_from else "",
        "valid_until": document.valid_until.isoformat() if document.valid_until else "",
        "topics": ", ".join(document.topics),
        "needs": ", ".join(document.needs),
        "language": document.language,
    }
    lines = [f"{name}: {value}".rstrip() for name, value in values.items()]
    return "\n".join([FENCE, *lines, FENCE, "", document.body.strip(), ""])


def _front_matter(text: str, where: str) -> tuple[dict[str, tuple[str, int]], str]:
    """Fields as name -> (value, line), and the body."""
    lines = text.split("\n")
    if not lines or lines[0].strip() != FENCE:
        return {}, text
    fields: dict[str, tuple[str, int]] = {}
    for number, line in enumerate(lines[1:], start=2):
        if line.strip() == FENCE:
            return fields, "\n".join(lines[number:])
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        name, colon, value = line.partition(":")
        name = name.strip().lower()
        if not colon or name not in FIELDS:
            known = ", ".join(FIELDS)
            raise ContentError(f"'{line.strip()}' is no field of a policy.", where=f"{where}:{number}", mend=f"The fields are {known}.")
        fields[name] = (value.strip().strip("\"'"), number)
    raise ContentError("The front matter has no end.", where=f"{where}:1", mend="Close it with a line of three dashes.")


def _first_heading(body: str) -> str:
    found = re.search(r"^#{1,3}\s+(.+)$", body, re.MULTILINE)
    return found[1].strip() if found else ""


def _listed(value: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in value.strip("[]").split(",") if part.strip())
