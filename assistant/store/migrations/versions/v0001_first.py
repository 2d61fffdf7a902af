"""The first form of the database."""

import sqlalchemy as sa
from alembic import op

from assistant.store.columns import Moment

revision = "0001"
down_revision = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    _knowledge()
    _cases()
    _drafts_and_replies()
    _jobs_and_journal()


def _knowledge() -> None:
    op.create_table(
        "documents",
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("brand", sa.String(length=80), nullable=False),
        sa.Column("version", sa.Integer(), server_default="0", nullable=False),
        sa.Column("body", sa.Text(), server_default="", nullable=False),
        sa.Column("file_hash", sa.Text(), server_default="", nullable=False),
        sa.Column("edited", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("retired_at", Moment(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_documents")),
    )
    op.create_index(op.f("ix_documents_brand"), "documents", ["brand"])
    op.create_table(
        "document_versions",
        sa.Column("document", sa.String(length=80), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("body", sa.Text(), server_default="", nullable=False),
        sa.Column("origin", sa.Text(), server_default="", nullable=False),
        sa.Column("person", sa.Text(), server_default="", nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["document"], ["documents.id"], name=op.f("fk_document_versions_document")),
        sa.PrimaryKeyConstraint("document", "version", name=op.f("pk_document_versions")),
    )
    op.create_table(
        "resolved",
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("brand", sa.String(length=80), nullable=False),
        sa.Column("state", sa.Text(), server_default="live", nullable=False),
        sa.Column("body", sa.Text(), server_default="", nullable=False),
        sa.Column("hash", sa.Text(), server_default="", nullable=False),
        sa.Column("case", sa.Text(), server_default="", nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_resolved")),
    )
    op.create_index("ix_resolved_brand", "resolved", ["brand", "state", "id"])
    op.create_table(
        "changes",
        sa.Column("mark", NUMBER, nullable=False),
        sa.Column("brand", sa.String(length=80), nullable=False),
        sa.Column("source", sa.String(length=80), nullable=False),
        sa.PrimaryKeyConstraint("mark", name=op.f("pk_changes")),
    )
    op.create_index("ix_changes_brand", "changes", ["brand", "mark"])
    op.create_table(
        "files",
        sa.Column("brand", sa.String(length=80), nullable=False),
        sa.Column("path", sa.String(length=300), nullable=False),
        sa.Column("hash", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("brand", "path", name=op.f("pk_files")),
    )
    op.create_table(
        "vectors",
        sa.Column("embedder", sa.String(length=200), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("vector", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("embedder", "hash", name=op.f("pk_vectors")),
    )


def _cases() -> None:
    op.create_table(
        "people",
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("name", sa.Text(), server_default="", nullable=False),
        sa.Column("initials", sa.Text(), server_default="", nullable=False),
        sa.Column("roles", sa.Text(), server_default="", nullable=False),
        sa.Column("active", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_people")),
    )
    op.create_table(
        "customers",
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("brand", sa.String(length=80), nullable=False),
        sa.Column("name", sa.Text(), server_default="", nullable=False),
        sa.Column("since", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_customers")),
    )
    op.create_table(
        "handles",
        sa.Column("brand", sa.String(length=80), nullable=False),
        sa.Column("channel", sa.String(length=80), nullable=False),
        sa.Column("handle", sa.Text(), nullable=False),
        sa.Column("customer", sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(["customer"], ["customers.id"], name=op.f("fk_handles_customer")),
        sa.PrimaryKeyConstraint("brand", "channel", "handle", name=op.f("pk_handles")),
    )
    op.create_index(op.f("ix_handles_customer"), "handles", ["customer"])
    op.create_table(
        "cases",
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("brand", sa.String(length=80), nullable=False),
        sa.Column("channel", sa.String(length=80), nullable=False),
        sa.Column("customer", sa.String(length=80), nullable=False),
        sa.Column("customer_name", sa.Text(), server_default="", nullable=False),
        sa.Column("recipient", sa.Text(), server_default="", nullable=False),
        sa.Column("thread_key", sa.Text(), server_default="", nullable=False),
        sa.Column("state", sa.Text(), server_default="", nullable=False),
        sa.Column("reply_state", sa.Text(), server_default="", nullable=False),
        sa.Column("is_open", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("turn", sa.Integer(), server_default="0", nullable=False),
        sa.Column("version", sa.Integer(), server_default="0", nullable=False),
        sa.Column("last_in", sa.Integer(), server_default="0", nullable=False),
        sa.Column("opened_at", Moment(), nullable=False),
        sa.Column("last_at", Moment(), nullable=False),
        sa.Column("due_at", Moment(), nullable=True),
        sa.Column("seen_at", Moment(), nullable=True),
        sa.Column("triage", sa.Text(), server_default="", nullable=False),
        sa.Column("urgency", sa.Integer(), server_default="1", nullable=False),
        sa.Column("vulnerable", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("risk", sa.Text(), server_default="none", nullable=False),
        sa.Column("public", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("repeat", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("topic", sa.Text(), server_default="", nullable=False),
        sa.Column("snippet", sa.Text(), server_default="", nullable=False),
        sa.Column("has_draft", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("blocks", sa.Integer(), server_default="0", nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("holder", sa.Text(), server_default="", nullable=False),
        sa.Column("held_until", Moment(), nullable=True),
        sa.Column("last_sender", sa.Text(), server_default="", nullable=False),
        sa.Column("waiting_for", sa.Text(), server_default="", nullable=False),
        sa.Column("waiting_with", sa.Text(), server_default="", nullable=False),
        sa.Column("waiting_question", sa.Text(), server_default="", nullable=False),
        sa.Column("waiting_until", Moment(), nullable=True),
        sa.Column("closed_as", sa.Text(), server_default="", nullable=False),
        sa.Column("closed_note", sa.Text(), server_default="", nullable=False),
        sa.Column("closed_at", Moment(), nullable=True),
        sa.Column("merged_into", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["customer"], ["customers.id"], name=op.f("fk_cases_customer")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cases")),
    )
    op.create_index(op.f("ix_cases_customer"), "cases", ["customer"])
    op.create_index("ix_cases_queue", "cases", ["is_open", "urgency", "due_at"])
    op.create_index("ix_cases_thread", "cases", ["brand", "channel", "thread_key"])
    op.create_index("ix_cases_waiting", "cases", ["state", "waiting_until"])
    op.create_table(
        "messages",
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("case", sa.String(length=80), nullable=False),
        sa.Column("brand", sa.String(length=80), nullable=False),
        sa.Column("channel", sa.String(length=80), nullable=False),
        sa.Column("external_id", sa.String(length=200), nullable=False),
        sa.Column("author", sa.Text(), server_default="", nullable=False),
        sa.Column("name", sa.Text(), server_default="", nullable=False),
        sa.Column("text", sa.Text(), server_default="", nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("attachments", sa.Text(), server_default="[]", nullable=False),
        sa.Column("version", sa.Integer(), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(["case"], ["cases.id"], name=op.f("fk_messages_case")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_messages")),
        sa.UniqueConstraint("brand", "channel", "external_id", name=op.f("uq_messages_brand_channel_external_id")),
    )
    op.create_index(op.f("ix_messages_case"), "messages", ["case"])
    op.create_table(
        "facts",
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("case", sa.String(length=80), nullable=False),
        sa.Column("text", sa.Text(), server_default="", nullable=False),
        sa.Column("by", sa.String(length=80), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(["case"], ["cases.id"], name=op.f("fk_facts_case")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_facts")),
    )
    op.create_index(op.f("ix_facts_case"), "facts", ["case"])
    op.create_table(
        "corrections",
        sa.Column("case", sa.String(length=80), nullable=False),
        sa.Column("field", sa.String(length=80), nullable=False),
        sa.Column("value", sa.Text(), server_default="", nullable=False),
        sa.Column("by", sa.String(length=80), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["case"], ["cases.id"], name=op.f("fk_corrections_case")),
        sa.PrimaryKeyConstraint("case", "field", name=op.f("pk_corrections")),
    )
    op.create_table(
        "gaps",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("brand", sa.String(length=80), nullable=False),
        sa.Column("case", sa.String(length=80), nullable=False),
        sa.Column("topic", sa.Text(), server_default="", nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("closed_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(["case"], ["cases.id"], name=op.f("fk_gaps_case")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gaps")),
        sa.UniqueConstraint("case", name=op.f("uq_gaps_case")),
    )
    op.create_index(op.f("ix_gaps_brand"), "gaps", ["brand"])


def _drafts_and_replies() -> None:
    op.create_table(
        "drafts",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("case", sa.String(length=80), nullable=False),
        sa.Column("turn", sa.Integer(), server_default="0", nullable=False),
        sa.Column("version", sa.Integer(), server_default="0", nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("body", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["case"], ["cases.id"], name=op.f("fk_drafts_case")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_drafts")),
    )
    op.create_index("ix_drafts_case", "drafts", ["case", "turn", "id"])
    op.create_table(
        "draft_sources",
        sa.Column("draft", NUMBER, nullable=False),
        sa.Column("document", sa.String(length=80), nullable=False),
        sa.Column("version", sa.Integer(), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(["draft"], ["drafts.id"], name=op.f("fk_draft_sources_draft")),
        sa.PrimaryKeyConstraint("draft", "document", name=op.f("pk_draft_sources")),
    )
    op.create_index(op.f("ix_draft_sources_document"), "draft_sources", ["document"])
    op.create_table(
        "partials",
        sa.Column("case", sa.String(length=80), nullable=False),
        sa.Column("text", sa.Text(), server_default="", nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["case"], ["cases.id"], name=op.f("fk_partials_case")),
        sa.PrimaryKeyConstraint("case", name=op.f("pk_partials")),
    )
    op.create_table(
        "edits",
        sa.Column("case", sa.String(length=80), nullable=False),
        sa.Column("turn", sa.Integer(), server_default="0", nullable=False),
        sa.Column("text", sa.Text(), server_default="", nullable=False),
        sa.Column("private_text", sa.Text(), server_default="", nullable=False),
        sa.Column("version", sa.Integer(), server_default="0", nullable=False),
        sa.Column("person", sa.String(length=80), nullable=False),
        sa.Column("draft", NUMBER, server_default="0", nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("findings", sa.Text(), server_default="", nullable=False),
        sa.Column("reviewed", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["case"], ["cases.id"], name=op.f("fk_edits_case")),
        sa.PrimaryKeyConstraint("case", name=op.f("pk_edits")),
    )
    op.create_table(
        "replies",
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("case", sa.String(length=80), nullable=False),
        sa.Column("brand", sa.String(length=80), nullable=False),
        sa.Column("channel", sa.String(length=80), nullable=False),
        sa.Column("turn", sa.Integer(), server_default="0", nullable=False),
        sa.Column("round", sa.Integer(), server_default="0", nullable=False),
        sa.Column("seen_in", sa.Integer(), server_default="0", nullable=False),
        sa.Column("state", sa.Text(), server_default="", nullable=False),
        sa.Column("text", sa.Text(), server_default="", nullable=False),
        sa.Column("private_text", sa.Text(), server_default="", nullable=False),
        sa.Column("hash", sa.Text(), server_default="", nullable=False),
        sa.Column("draft", NUMBER, server_default="0", nullable=False),
        sa.Column("likeness", sa.Float(), server_default="0", nullable=False),
        sa.Column("overrides", sa.Text(), server_default="[]", nullable=False),
        sa.Column("copied", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("approved_by", sa.Text(), server_default="", nullable=False),
        sa.Column("approved_at", Moment(), nullable=True),
        sa.Column("due_at", Moment(), nullable=True),
        sa.Column("sent_at", Moment(), nullable=True),
        sa.Column("seen_at", Moment(), nullable=True),
        sa.Column("error", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["case"], ["cases.id"], name=op.f("fk_replies_case")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_replies")),
        sa.UniqueConstraint("case", "turn", name=op.f("uq_replies_case_turn")),
    )
    op.create_index("ix_replies_brand", "replies", ["brand", "channel", "sent_at"])
    op.create_index("ix_replies_state", "replies", ["state", "due_at"])
    op.create_table(
        "parts",
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("reply", sa.String(length=80), nullable=False),
        sa.Column("round", sa.Integer(), server_default="0", nullable=False),
        sa.Column("part", sa.Text(), server_default="", nullable=False),
        sa.Column("channel", sa.Text(), server_default="", nullable=False),
        sa.Column("recipient", sa.Text(), server_default="", nullable=False),
        sa.Column("text", sa.Text(), server_default="", nullable=False),
        sa.Column("text_hash", sa.Text(), server_default="", nullable=False),
        sa.Column("state", sa.Text(), server_default="", nullable=False),
        sa.Column("sent_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(["reply"], ["replies.id"], name=op.f("fk_parts_reply")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_parts")),
    )
    op.create_index(op.f("ix_parts_reply"), "parts", ["reply"])
    op.create_table(
        "promises",
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("case", sa.String(length=80), nullable=False),
        sa.Column("reply", sa.Text(), server_default="", nullable=False),
        sa.Column("brand", sa.String(length=80), nullable=False),
        sa.Column("text", sa.Text(), server_default="", nullable=False),
        sa.Column("owner", sa.String(length=80), nullable=False),
        sa.Column("due_at", Moment(), nullable=True),
        sa.Column("state", sa.Text(), server_default="open", nullable=False),
        sa.Column("made_at", Moment(), nullable=False),
        sa.Column("settled_at", Moment(), nullable=True),
        sa.Column("settled_by", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["case"], ["cases.id"], name=op.f("fk_promises_case")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_promises")),
    )
    op.create_index(op.f("ix_promises_case"), "promises", ["case"])
    op.create_index("ix_promises_owner", "promises", ["state", "owner", "due_at"])


def _jobs_and_journal() -> None:
    op.create_table(
        "jobs",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("kind", sa.Text(), server_default="", nullable=False),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("brand", sa.Text(), server_default="", nullable=False),
        sa.Column("case", sa.Text(), server_default="", nullable=False),
        sa.Column("payload", sa.Text(), server_default="", nullable=False),
        sa.Column("due_at", Moment(), nullable=False),
        sa.Column("asked", sa.Integer(), server_default="0", nullable=False),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("lease", sa.Text(), server_default="", nullable=False),
        sa.Column("leased_until", Moment(), nullable=True),
        sa.Column("failed_at", Moment(), nullable=True),
        sa.Column("error", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_jobs")),
        sa.UniqueConstraint("key", name=op.f("uq_jobs_key")),
    )
    op.create_index("ix_jobs_due", "jobs", ["failed_at", "due_at"])
    op.create_table(
        "journal",
        sa.Column("number", NUMBER, autoincrement=False, nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("person", sa.Text(), server_default="", nullable=False),
        sa.Column("action", sa.Text(), server_default="", nullable=False),
        sa.Column("subject", sa.Text(), server_default="", nullable=False),
        sa.Column("text_hash", sa.Text(), server_default="", nullable=False),
        sa.Column("previous", sa.Text(), server_default="", nullable=False),
        sa.Column("hash", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_journal")),
    )
