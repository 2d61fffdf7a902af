"""What columns are made of: the same words for text, ids, counts, flags and moments in every table."""

from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import BigInteger, Boolean, Column, Dialect, ForeignKey, Integer, MetaData, String, Text

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class Moment(sa.types.TypeDecorator[datetime]):
    """An aware datetime, kept in UTC on every database."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - SQLAlchemy's signature
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        if value is None:
            return None
        moment: datetime = value
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


Number = BigInteger().with_variant(Integer, "sqlite")  # SQLite counts up only in INTEGER keys


def words(name: str, default: str = "") -> Column[Any]:
    """Text, empty unless given."""
    return Column(name, Text, nullable=False, server_default=default)


def key(name: str, target: str = "", **more: Any) -> Column[Any]:
    """An id; `target` is the column whose rows it names."""
    return Column(name, String(80), *([ForeignKey(target)] if target else []), nullable=False, **more)


def count(name: str, default: int = 0) -> Column[Any]:
    return Column(name, Integer, nullable=False, server_default=str(default))


def flag(name: str, *, default: bool = False) -> Column[Any]:
    return Column(name, Boolean, nullable=False, server_default=sa.true() if default else sa.false())


def when(name: str, *, must: bool = False) -> Column[Any]:
    return Column(name, Moment, nullable=not must)
