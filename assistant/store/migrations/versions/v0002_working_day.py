"""A working day: what waits, who is at work, second readings, hidings, standard texts, alarms."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from assistant.store.columns import Moment

revision = "0002"
down_revision = "0001"

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    _columns()
    _people()
    _replies()
    _texts()


def _text(name: str, default: str = "") -> sa.Column[Any]:
    return sa.Column(name, sa.Text(), server_default=default, nullable=False)


def _id(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.String(length=80), nullable=False)


def _flag(name: str, default: Any = None) -> sa.Column[Any]:
    return sa.Column(name, sa.Boolean(), server_default=sa.false() if default is None else default, nullable=False)


def _columns() -> None:
    for column in (
        _text("handed_to"),
        _text("handed_by"),
        _flag("returned"),
        _flag("tagged", sa.true()),
        _text("private_channel"),
        _text("private_recipient"),
    ):
        op.add_column("cases", column)
    op.add_column("messages", _flag("private"))
    for column in (_text("kind", "reply"), sa.Column("cents", sa.Integer(), server_default="0", nullable=False), _flag("withdrawn")):
        op.add_column("promises", column)


def _people() -> None:
    op.create_table(
        "shifts",
        _id("person"),
        sa.Column("since", Moment(), nullable=False),
        sa.Column("until", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["person"], ["people.id"], name=op.f("fk_shifts_person")),
        sa.PrimaryKeyConstraint("person", name=op.f("pk_shifts")),
    )
    op.create_table(
        "alarms",
        _id("id"),
        _id("case"),
        _id("brand"),
        _text("kind"),
        sa.Column("raised_at", Moment(), nullable=False),
        sa.Column("told_at", Moment(), nullable=True),
        _text("error"),
        _text("state", "open"),
        _text("by"),
        sa.Column("at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(["case"], ["cases.id"], name=op.f("fk_alarms_case")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alarms")),
    )
    op.create_index(op.f("ix_alarms_case"), "alarms", ["case"])
    op.create_index("ix_alarms_state", "alarms", ["state", "raised_at"])


def _replies() -> None:
    op.create_table(
        "readings",
        _id("case"),
        sa.Column("turn", sa.Integer(), autoincrement=False, nullable=False),
        _text("text"),
        _text("private_text"),
        _text("hash"),
        _text("checks"),
        _text("note"),
        _text("asked_by"),
        sa.Column("asked_at", Moment(), nullable=False),
        _text("state", "asked"),
        _text("read_by"),
        sa.Column("read_at", Moment(), nullable=True),
        _text("answer"),
        sa.ForeignKeyConstraint(["case"], ["cases.id"], name=op.f("fk_readings_case")),
        sa.PrimaryKeyConstraint("case", "turn", name=op.f("pk_readings")),
    )
    op.create_index("ix_readings_state", "readings", ["state", "asked_at"])
    op.create_table(
        "hidings",
        _id("message"),
        _id("case"),
        _text("asked_by"),
        sa.Column("asked_at", Moment(), nullable=False),
        _text("done_by"),
        sa.Column("done_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(["message"], ["messages.id"], name=op.f("fk_hidings_message")),
        sa.ForeignKeyConstraint(["case"], ["cases.id"], name=op.f("fk_hidings_case")),
        sa.PrimaryKeyConstraint("message", name=op.f("pk_hidings")),
    )
    op.create_index(op.f("ix_hidings_case"), "hidings", ["case"])
    op.create_index("ix_parts_state", "parts", ["state"])


def _texts() -> None:
    op.create_table(
        "standard_texts",
        _id("brand"),
        _id("shortcut"),
        _text("language", "nl"),
        _text("title"),
        _text("text"),
        sa.Column("retired_at", Moment(), nullable=True),
        sa.PrimaryKeyConstraint("brand", "shortcut", name=op.f("pk_standard_texts")),
    )
    op.create_table(
        "text_uses",
        sa.Column("id", NUMBER, nullable=False),
        _id("brand"),
        _id("shortcut"),
        _id("case"),
        sa.Column("turn", sa.Integer(), nullable=False),
        _text("text"),
        _text("person"),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["case"], ["cases.id"], name=op.f("fk_text_uses_case")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_text_uses")),
    )
    op.create_index("ix_text_uses_text", "text_uses", ["brand", "shortcut"])
    op.create_index("ix_text_uses_case", "text_uses", ["case", "turn"])
