"""The promises of a reply are found by it: an approval read them all."""

from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_index("ix_promises_reply", "promises", ["reply"])
