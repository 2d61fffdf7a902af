"""What was merged into a case is found by an index of its own: each look at a case read all of them, closed ones too."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    merged = sa.text("merged_into <> ''")
    op.create_index("ix_cases_merged", "cases", ["merged_into"], sqlite_where=merged, postgresql_where=merged)
