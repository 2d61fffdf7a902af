"""`knowledge/<brand>/brand.toml` to `Brand`."""

from collections.abc import Mapping
from datetime import datetime, time
from pathlib import Path
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import TypeAdapter, ValidationError

from assistant.content.files import read_toml
from assistant.errors import ContentError, WebcareError
from assistant.records.brand import Brand, ReportBack

BRAND = TypeAdapter(Brand)
MEND = "knowledge/README.md has the fields."
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
SIGNED = {"first_name": "", "name": "", "initials": "", "brand": ""}
"""What a sign-off may name."""

DEFAULT_CHANNELS: Mapping[str, Mapping[str, Any]] = MappingProxyType(
    {  # platform limits and word targets: reference/webcare.md, criterion 18
        "x": {"public": True, "limit": 280, "words": 45, "target_minutes": 60, "greeting": False, "sign_off": "^{initials}"},
        "facebook": {"public": True, "limit": 8000, "words": 100, "target_minutes": 120, "sign_off": "^{first_name}"},
        "instagram": {"public": True, "limit": 2200, "words": 80, "target_minutes": 120, "sign_off": "^{first_name}"},
        "whatsapp": {"public": False, "limit": 4096, "words": 80, "target_minutes": 60, "answer_within_hours": 24},
        "email": {"public": False, "limit": 10000, "words": 180, "target_minutes": 480},
        "chat": {"public": False, "limit": 1000, "words": 60, "target_minutes": 5},
        "review": {"public": True, "limit": 4096, "words": 120, "target_minutes": 1440},
    }
)
PRIVATE_ROUTES = {"x": "DM", "facebook": "Messenger", "instagram": "DM"}


def load_brands(content: Path) -> Mapping[str, Brand]:
    """Every brand below `content/knowledge`, by id. Raises `ContentError` at the first that cannot be read."""
    return {folder.name: load_brand(folder) for folder in brand_folders(content)}


def brand_folders(content: Path) -> tuple[Path, ...]:
    """The folders that hold a `brand.toml`, in order of name."""
    return tuple(sorted(path.parent for path in (content / "knowledge").glob("*/brand.toml")))


def load_brand(folder: Path) -> Brand:
    """One brand. What the file leaves out gets a sensible default; a field nobody knows is left out (`brand_faults` names it)."""
    return _read(folder)[0]


def brand_faults(content: Path) -> tuple[WebcareError, ...]:
    """What is wrong with each brand's file, unknown fields included; empty when all is well."""
    faults: list[WebcareError] = []
    for folder in brand_folders(content):
        try:
            faults += _read(folder)[1]
        except ContentError as error:
            faults.append(error)
    return tuple(faults)


def _read(folder: Path) -> tuple[Brand, list[ContentError]]:
    path = folder / "brand.toml"
    raw = read_toml(path)
    raw.setdefault("id", folder.name)
    raw.setdefault("name", folder.name.capitalize())
    if raw["id"] != folder.name:
        raise ContentError(f"The id '{raw['id']}' is not the folder's name.", where=str(path), mend=f'Write id = "{folder.name}".')
    raw["channels"] = _channels(raw.get("channels"))
    unknown: list[ContentError] = []
    try:
        brand = BRAND.validate_python(raw)
    except ValidationError as error:
        for fault in error.errors():
            field = ".".join(str(part) for part in fault["loc"])
            if fault["type"] != "extra_forbidden" and fault["type"] != "unexpected_keyword_argument":
                raise ContentError(f"'{field}': {fault['msg']}.", where=str(path), mend=MEND) from error
            unknown.append(ContentError(f"Nobody reads the field '{field}'.", where=str(path), mend=MEND))
            _drop(raw, fault["loc"])
        brand = BRAND.validate_python(raw)
    _check(brand, path)
    return brand, unknown


def _drop(raw: Any, loc: tuple[int | str, ...]) -> None:
    for part in loc[:-1]:
        raw = raw[part]
    del raw[loc[-1]]


def _channels(given: Any) -> dict[str, dict[str, Any]]:
    names = given if isinstance(given, dict) and given else DEFAULT_CHANNELS
    channels: dict[str, dict[str, Any]] = {}
    for name, rules in names.items():
        own = dict(rules) if isinstance(rules, Mapping) else {}
        defaults = DEFAULT_CHANNELS.get(name, DEFAULT_CHANNELS["email"])
        merged = {**defaults, **own, "name": name}
        if merged["public"] and name in PRIVATE_ROUTES and not merged.get("private_route"):
            merged["private_route"] = {"nl": PRIVATE_ROUTES[name], "en": PRIVATE_ROUTES[name]}
        channels[name] = merged
    return channels


def _check(brand: Brand, path: Path) -> None:
    """What types cannot say: forms, days, clock times, time zone."""

    def fault(what: str, mend: str) -> ContentError:
        return ContentError(what, where=str(path), mend=mend)

    forms = {brand.form, *(rules.form for rules in brand.channels.values() if rules.form)}
    if forms - {"je", "u"}:
        raise fault(f"The form of address is '{', '.join(sorted(forms - {'je', 'u'}))}'.", 'Write form = "je" or form = "u".')
    _check_sign_offs(brand, path)
    if not brand.languages:
        raise fault("The brand writes no language.", 'Write languages = ["nl"].')
    try:
        ZoneInfo(brand.timezone)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise fault(f"There is no time zone '{brand.timezone}'.", 'Write timezone = "Europe/Amsterdam".') from error
    for day, hours in brand.hours.items():
        if day not in DAYS or not _span(hours):
            raise fault(f"The hours {day} = '{hours}' cannot be read, or end before they begin.", 'Write mon = "08:00-20:00".')
    for urgency, back in brand.report_back.items():
        if urgency not in ("0", "1", "2", "3") or not _can_report(back):
            raise fault(f"report_back.{urgency} names no time.", 'Write { minutes = 30 } or { working_days = 1, at = "12:00" }.')


def _check_sign_offs(brand: Brand, path: Path) -> None:
    for rules in brand.channels.values():
        try:
            rules.sign_off.format(**SIGNED)
        except (KeyError, ValueError, IndexError) as error:
            what = f"The sign-off '{rules.sign_off}' of {rules.name} cannot be filled in."
            mend = f"Write only {', '.join('{' + name + '}' for name in SIGNED)}."
            raise ContentError(what, where=str(path), mend=mend) from error


def _can_report(back: ReportBack) -> bool:
    return back.minutes > 0 if not back.at else _clock(back.at)


def _span(text: str) -> bool:
    """Whether this is an opening and a later closing time."""
    opens, _, closes = text.partition("-")
    return _clock(opens) and _clock(closes) and _time(opens) < _time(closes)


def _clock(text: str) -> bool:
    try:
        _time(text)
    except ValueError:
        return False
    return True


def _time(text: str) -> time:
    return datetime.strptime(text.strip(), "%H:%M").time()  # noqa: DTZ007 - a time of day
