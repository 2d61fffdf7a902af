"""The tables. Customers' words stand only in columns named here as such: `cases` (customer_name, snippet), `customers`,
`handles`, `messages`, `facts`, `drafts`, `partials`, `edits`, `replies`, `parts`, `promises`, and those that `day_tables` names;
erasing reads that list.
"""

from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import BigInteger, Boolean, Column, Dialect, ForeignKey, Index, Integer, LargeBinary, MetaData, String, Table, Text

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


def _text(name: str, default: str = "") -> Column[Any]:
    return Column(name, Text, nullable=False, server_default=default)


def _id(name: str, target: str = "", **more: Any) -> Column[Any]:
    return Column(name, String(80), *([ForeignKey(target)] if target else []), nullable=False, **more)


def _count(name: str, default: int = 0) -> Column[Any]:
    return Column(name, Integer, nullable=False, server_default=str(default))


def _flag(name: str) -> Column[Any]:
    return Column(name, Boolean, nullable=False, server_default=sa.false())


def _when(name: str, *, must: bool = False) -> Column[Any]:
    return Column(name, Moment, nullable=not must)


people = Table(
    "people",
    metadata,
    _id("id", primary_key=True),
    _text("name"),
    _text("initials"),
    _text("roles"),  # comma separated
    Column("active", Boolean, nullable=False, server_default=sa.true()),
)

customers = Table("customers", metadata, _id("id", primary_key=True), _id("brand"), _text("name"), _when("since", must=True))

handles = Table(  # how a customer is known on a channel; merging two customers moves these
    "handles",
    metadata,
    _id("brand", primary_key=True),
    _id("channel", primary_key=True),
    Column("handle", Text, primary_key=True),
    _id("customer", "customers.id", index=True),
)

cases = Table(
    "cases",
    metadata,
    _id("id", primary_key=True),
    _id("brand"),
    _id("channel"),
    _id("customer", "customers.id", index=True),
    _text("customer_name"),
    _text("recipient"),
    _text("thread_key"),
    _text("state"),
    _text("reply_state"),
    _flag("is_open"),  # somebody has something to do: the queue reads only these, whatever the number of closed cases
    _count("turn"),  # replies sent so far
    _count("version"),
    _count("last_in"),  # version at which the newest customer message came in
    _when("opened_at", must=True),
    _when("last_at", must=True),
    _when("due_at"),
    _when("seen_at"),  # first look of a person in this turn
    # triage, whole and as the queue sorts and shows it
    _text("triage"),
    _count("urgency", 1),
    _flag("vulnerable"),
    _text("risk", "none"),
    _flag("public"),
    _flag("repeat"),
    _text("topic"),
    _text("snippet"),
    _flag("has_draft"),
    _count("blocks"),
    _text("reason"),  # why it is for a person
    # who has it
    _text("holder"),
    _when("held_until"),
    _text("last_sender"),
    _text("handed_to"),  # person id: whose turn it is
    _text("handed_by"),
    _flag("returned"),  # the customer answered, and who wrote last is not at work: on top of the queue
    Column("tagged", Boolean, nullable=False, server_default=sa.true()),  # a post that names us; another has no clock
    _text("private_channel"),  # of a public case: where the customer's private thread is open
    _text("private_recipient"),
    # what it waits for, and how it ended
    _text("waiting_for"),  # customer | colleague
    _text("waiting_with"),
    _text("waiting_question"),
    _when("waiting_until"),
    _text("closed_as"),  # sent | no_reply | called | merged
    _text("closed_note"),
    _when("closed_at"),
    _text("merged_into"),
    Index("ix_cases_queue", "is_open", "urgency", "due_at"),
    Index("ix_cases_thread", "brand", "channel", "thread_key"),
    Index("ix_cases_waiting", "state", "waiting_until"),
)

messages = Table(
    "messages",
    metadata,
    _id("id", primary_key=True),
    _id("case", "cases.id", index=True),
    _id("brand"),
    _id("channel"),
    Column("external_id", String(200), nullable=False),
    _text("author"),
    _text("name"),
    _text("text"),
    _when("at", must=True),
    _text("attachments", "[]"),
    _flag("private"),  # in the private thread of a public case
    _count("version"),  # the case's version once this was in
    sa.UniqueConstraint("brand", "channel", "external_id"),
)

facts = Table(
    "facts",
    metadata,
    _id("id", primary_key=True),
    _id("case", "cases.id", index=True),
    _text("text"),
    _id("by"),
    _when("at", must=True),
    _count("version"),
    _text("kind"),  # report_back: the time that the agent named; of such facts the last one counts
    _text("gone_by"),  # who took it back; its words are gone then
    _when("gone_at"),
)

corrections = Table(
    "corrections",
    metadata,
    _id("case", "cases.id", primary_key=True),
    _id("field", primary_key=True),
    _text("value"),
    _id("by"),
    _when("at", must=True),
)

drafts = Table(
    "drafts",
    metadata,
    Column("id", Number, primary_key=True),
    _id("case", "cases.id"),
    _count("turn"),
    _count("version"),  # the case version it saw
    _when("at", must=True),
    _text("body"),  # the whole Draft with its provenance, as JSON
    Index("ix_drafts_case", "case", "turn", "id"),
)

draft_sources = Table(  # which documents a draft rests on, and in which version
    "draft_sources",
    metadata,
    Column("draft", Number, ForeignKey("drafts.id"), primary_key=True),
    _id("document", primary_key=True, index=True),
    _count("version"),
)

partials = Table("partials", metadata, _id("case", "cases.id", primary_key=True), _text("text"), _when("at", must=True))

edits = Table(
    "edits",
    metadata,
    _id("case", "cases.id", primary_key=True),
    _count("turn"),
    _text("text"),
    _text("private_text"),
    _count("version"),
    _id("person"),
    Column("draft", Number, nullable=False, server_default="0"),
    _when("at", must=True),
    _text("findings"),
    _text("reviewed"),  # of what the findings speak: text hash, case version, knowledge mark
)

replies = Table(
    "replies",
    metadata,
    _id("id", primary_key=True),  # <case>.<turn>: one reply a turn, whatever happens
    _id("case", "cases.id"),
    _id("brand"),
    _id("channel"),
    _count("turn"),
    _count("round"),
    _count("seen_in"),  # the newest customer message it answers, as the case version at which that came in
    _text("state"),
    _text("text"),
    _text("private_text"),
    _text("hash"),
    Column("draft", Number, nullable=False, server_default="0"),
    Column("likeness", sa.Float, nullable=False, server_default="0"),  # 1: the draft unchanged, 0: nothing of it
    _text("overrides", "[]"),
    _flag("copied"),
    _text("approved_by"),
    _when("approved_at"),
    _when("due_at"),
    _when("sent_at"),
    _when("seen_at"),  # when a person first looked at the case in this turn
    _text("error"),
    sa.UniqueConstraint("case", "turn"),
    Index("ix_replies_state", "state", "due_at"),
    Index("ix_replies_brand", "brand", "channel", "sent_at"),
)

parts = Table(
    "parts",
    metadata,
    _id("key", primary_key=True),  # <reply>.<round>.<part>: what makes a repeat harmless
    _id("reply", "replies.id", index=True),
    _count("round"),
    _text("part"),  # public | private
    _text("channel"),
    _text("recipient"),
    _text("text"),  # with sign-off: what the customer reads
    _text("text_hash"),
    _text("state"),  # approved | held | sent
    _when("sent_at"),
    Index("ix_parts_state", "state"),
)

promises = Table(
    "promises",
    metadata,
    _id("id", primary_key=True),
    _id("case", "cases.id", index=True),
    _text("reply"),
    _id("brand"),
    _text("text"),
    _id("owner"),
    _when("due_at"),
    _text("state", "open"),  # proposed | open | kept | broken
    _text("kind", "reply"),  # reply | gesture | feedback
    _count("cents"),  # of a gesture
    _flag("withdrawn"),  # its reply was taken back
    _when("made_at", must=True),
    _when("settled_at"),
    _text("settled_by"),
    Index("ix_promises_owner", "state", "owner", "due_at"),
    Index("ix_promises_reply", "reply"),
)

jobs = Table(
    "jobs",
    metadata,
    Column("id", Number, primary_key=True),
    _text("kind"),
    Column("key", String(200), nullable=False, unique=True),
    _text("brand"),
    _text("case"),
    _text("payload"),
    _when("due_at", must=True),
    _count("asked"),  # rises when the work is owed again while somebody does it
    _count("attempts"),
    _text("lease"),
    _when("leased_until"),
    _when("failed_at"),
    _text("error"),
    Index("ix_jobs_due", "failed_at", "due_at"),
)

documents = Table(
    "documents",
    metadata,
    _id("id", primary_key=True),
    _id("brand", index=True),
    _count("version"),
    _text("body"),  # the live version, as JSON
    _text("file_hash"),  # the file as last read by ingest or written by export
    _flag("edited"),  # on screen since then
    _when("retired_at"),
)

document_versions = Table(
    "document_versions",
    metadata,
    _id("document", "documents.id", primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    _text("body"),
    _text("origin"),  # file | screen | upload | restore
    _text("person"),
    _when("at", must=True),
)

resolved = Table(
    "resolved",
    metadata,
    _id("id", primary_key=True),
    _id("brand"),
    _text("state", "live"),  # live | proposed | dropped
    _text("body"),
    _text("hash"),
    _text("case"),  # the case it came from, where it was approved here
    _when("at", must=True),
    Index("ix_resolved_brand", "brand", "state", "id"),
)

changes = Table(  # what happened to a brand's sources, for whoever keeps an index of them
    "changes",
    metadata,
    Column("mark", Number, primary_key=True),
    _id("brand"),
    _id("source"),
    Index("ix_changes_brand", "brand", "mark"),
)

files = Table(  # content files as ingest last read them: an unchanged one is skipped
    "files",
    metadata,
    _id("brand", primary_key=True),
    Column("path", String(300), primary_key=True),
    _text("hash"),
)

vectors = Table(
    "vectors",
    metadata,
    Column("embedder", String(200), primary_key=True),
    Column("hash", String(64), primary_key=True),
    Column("vector", LargeBinary, nullable=False),
)

gaps = Table(  # no source was found: what the knowledge lacks, by case; the words stay in the case
    "gaps",
    metadata,
    Column("id", Number, primary_key=True),
    _id("brand", index=True),
    _id("case", "cases.id", unique=True),
    _text("topic"),
    _text("reason"),
    _when("at", must=True),
    _when("closed_at"),
)

journal = Table(
    "journal",
    metadata,
    Column("number", Number, primary_key=True, autoincrement=False),
    _when("at", must=True),
    _text("person"),
    _text("action"),
    _text("subject"),
    _text("text_hash"),
    _text("previous"),
    _text("hash"),
)
