"""The tables of a working day: shifts, who looks, second readings, rewritings, hidings, standard texts, alarms.

Customers' words stand in `readings` (text, private_text), `rewritings` and `text_uses` (text); erasing reads that too.
"""

from sqlalchemy import Column, Index, Integer, Table

from assistant.store.columns import Number, key, metadata, when, words

shifts = Table(  # who said that they are at work, and until when
    "shifts",
    metadata,
    key("person", "people.id", primary_key=True),
    when("since", must=True),
    when("until", must=True),
)

readings = Table(  # texts that a second reader must see, one a turn
    "readings",
    metadata,
    key("case", "cases.id", primary_key=True),
    Column("turn", Integer, primary_key=True, autoincrement=False),
    words("text"),
    words("private_text"),
    words("hash"),
    words("note"),  # of who asks
    words("asked_by"),
    when("asked_at", must=True),
    words("state", "asked"),  # asked | approved | returned
    words("read_by"),
    when("read_at"),
    words("answer"),  # of the second reader
    Index("ix_readings_state", "state", "asked_at"),
)

rewritings = Table(  # asked for by an agent, one a case: what was to be rewritten, and what came of it
    "rewritings",
    metadata,
    key("case", "cases.id", primary_key=True),
    Column("turn", Integer, nullable=False),
    words("part"),  # text | private_text
    words("text"),
    words("wish"),
    Column("start", Integer),
    Column("end", Integer),
    words("person"),
    when("asked_at", must=True),
    Column("version", Integer, nullable=False),
    words("partial"),
    words("result"),
)

lookers = Table(  # who has which case open now; the row of who went on, or said nothing for a while, is deleted
    "lookers",
    metadata,
    key("case", "cases.id", primary_key=True),
    key("person", "people.id", primary_key=True),
    when("at", must=True),
)

hidings = Table(  # public messages with personal data: asked to be hidden, and hidden
    "hidings",
    metadata,
    key("message", "messages.id", primary_key=True),
    key("case", "cases.id", index=True),
    words("asked_by"),
    when("asked_at", must=True),
    words("done_by"),
    when("done_at"),
)

standard_texts = Table(
    "standard_texts",
    metadata,
    key("brand", primary_key=True),
    key("shortcut", primary_key=True),
    words("language", "nl"),
    words("title"),
    words("text"),
    when("retired_at"),
)

text_uses = Table(  # what was inserted where, to count what became of it
    "text_uses",
    metadata,
    Column("id", Number, primary_key=True),
    key("brand"),
    key("shortcut"),
    key("case", "cases.id"),
    Column("turn", Integer, nullable=False),
    words("text"),  # as inserted
    words("person"),
    when("at", must=True),
    Index("ix_text_uses_text", "brand", "shortcut"),
    Index("ix_text_uses_case", "case", "turn"),
)

alarms = Table(
    "alarms",
    metadata,
    key("id", primary_key=True),
    key("case", "cases.id", index=True),
    key("brand"),
    words("kind"),  # self_harm | safety
    when("raised_at", must=True),
    when("told_at"),  # the duty lead's address took it
    words("error"),
    words("state", "open"),  # open | acknowledged | not_so | past
    words("by"),
    when("at"),
    words("caller"),  # who said "I call", and when
    when("called_at"),
    Index("ix_alarms_state", "state", "raised_at"),
)
