"""Records to JSON text and back, through pydantic: a record that does not fit its type never comes out."""

from collections.abc import Mapping
from functools import cache
from typing import Any, TypeVar

from pydantic import TypeAdapter

Record = TypeVar("Record")


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


def dump(record: object) -> str:
    """JSON text of a frozen record, or of a tuple of them."""
    kind: Any = type(record)
    return _adapter(kind).dump_json(record, fallback=_plain, warnings=False).decode()


def _plain(value: object) -> dict[object, object]:
    """A read-only mapping as JSON knows it."""
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"a record holds a {type(value).__name__}")


def load(kind: type[Record], text: str) -> Record:
    """The record that `dump` wrote. Raises pydantic's `ValidationError` for text of another shape."""
    hashable: Any = kind
    record: Record = _adapter(hashable).validate_json(text)
    return record
