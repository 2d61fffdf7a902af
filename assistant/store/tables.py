"""The tables of cases and of work. Customers' words stand only in columns named here as such: `cases` (customer_name, recipient,
private_recipient, thread_key, triage, snippet, reason, waiting_with, waiting_question, closed_note), `customers`, `handles`, `messages`,
`facts`, `corrections`, `drafts`, `partials`, `edits`, `replies`, `parts`, `promises`, and those that `day_tables` and `knowledge_tables`
name; erasing reads that list.
"""

import sqlalchemy as sa
from sqlalchemy import Column, ForeignKey, Index, String, Table, Text

from assistant.store.columns import Number, count, flag, key, metadata, when, words

people = Table(
    "people",
    metadata,
    key("id", primary_key=True),
    words("name"),
    words("initials"),
    words("roles"),  # comma separated
    flag("active", default=True),
)

customers = Table("customers", metadata, key("id", primary_key=True), key("brand"), words("name"), when("since", must=True))

handles = Table(  # how a customer is known on a channel; merging two customers moves these
    "handles",
    metadata,
    key("brand", primary_key=True),
    key("channel", primary_key=True),
    Column("handle", Text, primary_key=True),
    key("customer", "customers.id", index=True),
)

MERGED = sa.text("merged_into <> ''")
"""Of all cases, the few that were merged: an index of these alone."""

cases = Table(
    "cases",
    metadata,
    key("id", primary_key=True),
    key("brand"),
    key("channel"),
    key("customer", "customers.id", index=True),
    words("customer_name"),
    words("recipient"),
    words("thread_key"),
    words("state"),
    words("reply_state"),
    flag("is_open"),  # somebody has something to do: the queue reads only these, whatever the number of closed cases
    count("turn"),  # replies sent so far
    count("version"),
    count("last_in"),  # version at which the newest customer message came in
    when("opened_at", must=True),
    when("last_at", must=True),
    when("due_at"),
    when("seen_at"),  # first look of a person in this turn
    # triage, whole and as the queue sorts and shows it
    words("triage"),
    count("urgency", 1),
    flag("vulnerable"),
    words("risk", "none"),
    flag("public"),
    flag("repeat"),
    words("topic"),
    words("snippet"),
    words("reason"),  # why it is for a person
    # who has it
    words("holder"),
    when("held_until"),
    words("last_sender"),
    words("handed_to"),  # person id: whose turn it is
    words("handed_by"),  # person id: who gave it to them
    flag("returned"),  # the customer answered, and who wrote last is not at work: on top of the queue
    flag("tagged", default=True),  # a post that names us; another has no clock
    words("private_channel"),  # of a public case: where the customer's private thread is open
    words("private_recipient"),
    # what it waits for, and how it ended
    words("waiting_for"),  # customer | colleague | second_reader
    words("waiting_with"),
    words("waiting_question"),
    when("waiting_until"),
    words("closed_as"),  # no_reply | called | merged | erased
    words("closed_note"),  # of a call: what was said
    words("merged_into"),
    Index("ix_cases_queue", "is_open", "urgency", "due_at"),
    Index("ix_cases_thread", "brand", "channel", "thread_key"),
    Index("ix_cases_waiting", "state", "waiting_until"),
    Index("ix_cases_merged", "merged_into", sqlite_where=MERGED, postgresql_where=MERGED),
)

messages = Table(
    "messages",
    metadata,
    key("id", primary_key=True),
    key("case", "cases.id", index=True),
    key("brand"),
    key("channel"),
    Column("external_id", String(200), nullable=False),
    words("author"),
    words("name"),
    words("text"),
    when("at", must=True),
    words("attachments", "[]"),
    flag("private"),  # in the private thread of a public case
    count("version"),  # the case's version once this was in
    sa.UniqueConstraint("brand", "channel", "external_id"),
)

facts = Table(
    "facts",
    metadata,
    key("id", primary_key=True),
    key("case", "cases.id", index=True),
    words("text"),
    key("by"),
    when("at", must=True),
    count("version"),
    words("kind"),  # report_back: the time that the agent named; of such facts the last one counts
    words("gone_by"),  # who took it back; its words are gone then
    when("gone_at"),
)

corrections = Table(
    "corrections",
    metadata,
    key("case", "cases.id", primary_key=True),
    key("field", primary_key=True),
    words("value"),
    key("by"),
    when("at", must=True),
)

drafts = Table(
    "drafts",
    metadata,
    Column("id", Number, primary_key=True),
    key("case", "cases.id"),
    count("turn"),
    count("version"),  # the case version it saw
    when("at", must=True),
    words("body"),  # the whole Draft with its provenance, as JSON
    Index("ix_drafts_case", "case", "turn", "id"),
)

draft_sources = Table(  # which documents a draft rests on, and in which version
    "draft_sources",
    metadata,
    Column("draft", Number, ForeignKey("drafts.id"), primary_key=True),
    key("document", primary_key=True, index=True),
    count("version"),
)

partials = Table("partials", metadata, key("case", "cases.id", primary_key=True), words("text"), when("at", must=True))

edits = Table(
    "edits",
    metadata,
    key("case", "cases.id", primary_key=True),
    count("turn"),
    words("text"),
    words("private_text"),
    count("version"),
    key("person"),
    Column("draft", Number, nullable=False, server_default="0"),
    when("at", must=True),
    words("findings"),
    words("reviewed"),  # of what the findings speak: text hash, case version, knowledge mark
)

replies = Table(
    "replies",
    metadata,
    key("id", primary_key=True),  # <case>.<turn>: one reply a turn, whatever happens
    key("case", "cases.id"),
    key("brand"),
    key("channel"),
    count("turn"),
    count("round"),
    count("seen_in"),  # the newest customer message it answers, as the case version at which that came in
    words("state"),
    words("text"),
    words("private_text"),
    words("hash"),
    Column("draft", Number, nullable=False, server_default="0"),
    Column("likeness", sa.Float, nullable=False, server_default="0"),  # 1: the draft unchanged, 0: nothing of it
    words("overrides", "[]"),
    flag("copied"),
    words("approved_by"),
    when("approved_at"),
    when("due_at"),
    when("sent_at"),
    when("seen_at"),  # when a person first looked at the case in this turn
    words("error"),
    sa.UniqueConstraint("case", "turn"),
    Index("ix_replies_state", "state", "due_at"),
    Index("ix_replies_brand", "brand", "channel", "sent_at"),
)

parts = Table(
    "parts",
    metadata,
    key("key", primary_key=True),  # <reply>.<round>.<part>: what makes a repeat harmless
    key("reply", "replies.id", index=True),
    count("round"),
    words("part"),  # public | private
    words("channel"),
    words("recipient"),
    words("text"),  # with sign-off: what the customer reads
    words("text_hash"),
    words("state"),  # approved | held | sent
    when("sent_at"),
    Index("ix_parts_state", "state"),
)

promises = Table(
    "promises",
    metadata,
    key("id", primary_key=True),
    key("case", "cases.id", index=True),
    words("reply"),
    key("brand"),
    words("text"),
    key("owner"),
    when("due_at"),
    words("state", "open"),  # proposed | open | kept | broken
    words("kind", "reply"),  # reply | gesture | feedback
    count("cents"),  # of a gesture
    flag("withdrawn"),  # its reply was taken back
    when("made_at", must=True),
    Index("ix_promises_owner", "state", "owner", "due_at"),
    Index("ix_promises_reply", "reply"),
)

jobs = Table(
    "jobs",
    metadata,
    Column("id", Number, primary_key=True),
    words("kind"),
    Column("key", String(200), nullable=False, unique=True),
    words("brand"),
    words("case"),
    words("payload"),
    when("due_at", must=True),
    count("asked"),  # rises when the work is owed again while somebody does it
    count("attempts"),
    words("lease"),
    when("leased_until"),
    when("failed_at"),
    words("error"),
    Index("ix_jobs_due", "failed_at", "due_at"),
)

journal = Table(
    "journal",
    metadata,
    Column("number", Number, primary_key=True, autoincrement=False),
    when("at", must=True),
    words("person"),
    words("action"),
    words("subject"),
    words("text_hash"),
    words("previous"),
    words("hash"),
)
