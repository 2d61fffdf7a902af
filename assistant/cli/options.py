"""Options that several commands share, and how a command says its outcome."""

import json
import sys
from dataclasses import asdict, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.text import Text

from assistant.errors import InputError
from assistant.wiring import Assistant, build, prepare

Json = Annotated[bool, typer.Option("--json", help="Print JSON for a program instead of words for a person.")]
Brand = Annotated[str, typer.Option("--brand", "-b", help="The brand's id: the name of its folder in knowledge/.")]
AnyBrand = Annotated[str, typer.Option("--brand", "-b", help="One brand's id; all brands without it.")]
Today = Annotated[str, typer.Option("--today", help="Reckon as on this day (2026-01-31) instead of today.")]

console = Console(soft_wrap=True, highlight=False)
progress_console = Console(stderr=True, soft_wrap=True, highlight=False)


def ready(today: str = "") -> Assistant:
    """The assistant on a home that is migrated and filled; `today` (ISO day) moves its clock."""
    return prepare(build(today=read_day(today)), tell=tell)


def read_day(text: str, option: str = "--today") -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise InputError(f"'{text}' is not a day.", where=option, mend="Write it as 2026-01-31.") from None


def tell(line: str) -> None:
    """A line of progress, beside the output."""
    if sys.stderr.isatty():
        progress_console.print(Text(line, style="dim"))


def say(line: object = "", style: str = "") -> None:
    """A line for a person. What comes from outside is printed as it stands: no markup is read in it."""
    console.print(Text(str(line), style=style))


def print_json(value: Any) -> None:
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=1, default=_plain) + "\n")


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    if isinstance(value, (Decimal, Enum)):
        return str(value)
    if isinstance(value, (set, frozenset, tuple)):
        return list(value)
    raise TypeError(f"{type(value).__name__} is not for JSON")
