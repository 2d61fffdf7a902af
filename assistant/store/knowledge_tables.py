"""The tables of what the organisation knows: documents with their versions, resolved cases, what an index must know of them, gaps.

Customers' words, masked, stand in `resolved` (body) and what `vectors` were made of; erasing reads that too.
"""

from sqlalchemy import Column, Index, Integer, LargeBinary, String, Table

from assistant.store.columns import Number, count, flag, key, metadata, when, words

documents = Table(
    "documents",
    metadata,
    key("id", primary_key=True),
    key("brand", index=True),
    count("version"),
    words("body"),  # the live version, as JSON
    words("file_hash"),  # the file as last read by ingest or written by export
    flag("edited"),  # on screen since then
    when("retired_at"),
)

document_versions = Table(
    "document_versions",
    metadata,
    key("document", "documents.id", primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    words("body"),
    words("origin"),  # file | screen | upload | restore
    words("person"),
    when("at", must=True),
)

resolved = Table(
    "resolved",
    metadata,
    key("id", primary_key=True),
    key("brand"),
    words("state", "live"),  # live | proposed | dropped
    words("body"),
    words("hash"),
    words("case"),  # the case it came from, where it was approved here
    when("at", must=True),
    Index("ix_resolved_brand", "brand", "state", "id"),
)

changes = Table(  # what happened to a brand's sources, for whoever keeps an index of them
    "changes",
    metadata,
    Column("mark", Number, primary_key=True),
    key("brand"),
    key("source"),
    Index("ix_changes_brand", "brand", "mark"),
)

files = Table(  # content files as ingest last read them: an unchanged one is skipped
    "files",
    metadata,
    key("brand", primary_key=True),
    Column("path", String(300), primary_key=True),
    words("hash"),
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
    key("brand", index=True),
    key("case", "cases.id", unique=True),
    words("topic"),
    when("at", must=True),
    when("closed_at"),
)
