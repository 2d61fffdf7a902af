"""The desk: rewritings as jobs, who looks, who calls, facts that are taken back."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from assistant.store.columns import Moment

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    for column in (_text("kind"), _text("gone_by"), sa.Column("gone_at", Moment(), nullable=True)):
        op.add_column("facts", column)
    for column in (_text("caller"), sa.Column("called_at", Moment(), nullable=True)):
        op.add_column("alarms", column)
    op.create_table(
        "rewritings",
        _id("case"),
        sa.Column("turn", sa.Integer(), nullable=False),
        _text("part"),
        _text("text"),
        _text("wish"),
        sa.Column("start", sa.Integer(), nullable=True),
        sa.Column("end", sa.Integer(), nullable=True),
        _text("person"),
        sa.Column("asked_at", Moment(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        _text("partial"),
        _text("result"),
        sa.ForeignKeyConstraint(["case"], ["cases.id"], name=op.f("fk_rewritings_case")),
        sa.PrimaryKeyConstraint("case", name=op.f("pk_rewritings")),
    )
    op.create_table(
        "lookers",
        _id("case"),
        _id("person"),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["case"], ["cases.id"], name=op.f("fk_lookers_case")),
        sa.ForeignKeyConstraint(["person"], ["people.id"], name=op.f("fk_lookers_person")),
        sa.PrimaryKeyConstraint("case", "person", name=op.f("pk_lookers")),
    )


def _text(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Text(), server_default="", nullable=False)


def _id(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.String(length=80), nullable=False)
