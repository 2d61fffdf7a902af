"""Columns that were written and never read go; so do index jobs, since search follows the store by itself."""

from alembic import op

revision = "0005"
down_revision = "0004"

GONE = {
    "cases": ("has_draft", "blocks", "closed_at"),
    "promises": ("settled_at", "settled_by"),
    "readings": ("checks",),
    "gaps": ("reason",),
}


def upgrade() -> None:
    for table, columns in GONE.items():
        for column in columns:
            op.drop_column(table, column)
    op.execute("DELETE FROM jobs WHERE kind = 'index'")
