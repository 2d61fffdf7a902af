"""The tables of a working day: shifts, who looks, second readings, rewritings, hidings, standard texts, alarms.

Customers' words stand in `readings` (text, private_text), `rewritings` and `text_uses` (text); erasing reads that too.
"""

from typing import Any

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table, Text

from assistant.store.tables import Moment, Number, metadata


def _words(name: str, default: str = "") -> Column[Any]:
    return Column(name, Text, nullable=False, server_default=default)


def _key(name: str, *target: str, **more: Any) -> Column[Any]:
    return Column(name, String(80), *(ForeignKey(one) for one in target), nullable=False, **more)


shifts = Table(  # who said that they are at work, and until when
    "shifts",
    metadata,
    _key("person", "people.id", primary_key=True),
    Column("since", Moment, nullable=False),
    Column("until", Moment, nullable=False),
)

readings = Table(  # texts that a second reader must see, one a turn
    "readings",
    metadata,
    _key("case", "cases.id", primary_key=True),
    Column("turn", Integer, primary_key=True, autoincrement=False),
    _words("text"),
    _words("private_text"),
    _words("hash"),
    _words("checks"),  # comma separated: the checks that ask for it
    _words("note"),  # of who asks
    _words("asked_by"),
    Column("asked_at", Moment, nullable=False),
    _words("state", "asked"),  # asked | approved | returned
    _words("read_by"),
    Column("read_at", Moment),
    _words("answer"),  # of the second reader
    Index("ix_readings_state", "state", "asked_at"),
)

rewritings = Table(  # asked for by an agent, one a case: what was to be rewritten, and what came of it
    "rewritings",
    metadata,
    _key("case", "cases.id", primary_key=True),
    Column("turn", Integer, nullable=False),
    _words("part"),  # text | private_text
    _words("text"),
    _words("wish"),
    Column("start", Integer),
    Column("end", Integer),
    _words("person"),
    Column("asked_at", Moment, nullable=False),
    Column("version", Integer, nullable=False),
    _words("partial"),
    _words("result"),
)

lookers = Table(  # who has which case open now; the row of who went on, or said nothing for a while, is deleted
    "lookers",
    metadata,
    _key("case", "cases.id", primary_key=True),
    _key("person", "people.id", primary_key=True),
    Column("at", Moment, nullable=False),
)

hidings = Table(  # public messages with personal data: asked to be hidden, and hidden
    "hidings",
    metadata,
    _key("message", "messages.id", primary_key=True),
    _key("case", "cases.id", index=True),
    _words("asked_by"),
    Column("asked_at", Moment, nullable=False),
    _words("done_by"),
    Column("done_at", Moment),
)

standard_texts = Table(
    "standard_texts",
    metadata,
    _key("brand", primary_key=True),
    _key("shortcut", primary_key=True),
    _words("language", "nl"),
    _words("title"),
    _words("text"),
    Column("retired_at", Moment),
)

text_uses = Table(  # what was inserted where, to count what became of it
    "text_uses",
    metadata,
    Column("id", Number, primary_key=True),
    _key("brand"),
    _key("shortcut"),
    _key("case", "cases.id"),
    Column("turn", Integer, nullable=False),
    _words("text"),  # as inserted
    _words("person"),
    Column("at", Moment, nullable=False),
    Index("ix_text_uses_text", "brand", "shortcut"),
    Index("ix_text_uses_case", "case", "turn"),
)

alarms = Table(
    "alarms",
    metadata,
    _key("id", primary_key=True),
    _key("case", "cases.id", index=True),
    _key("brand"),
    _words("kind"),  # self_harm | safety
    Column("raised_at", Moment, nullable=False),
    Column("told_at", Moment),  # the duty lead's address took it
    _words("error"),
    _words("state", "open"),  # open | acknowledged | not_so
    _words("by"),
    Column("at", Moment),
    _words("caller"),  # who said "I call", and when
    Column("called_at", Moment),
    Index("ix_alarms_state", "state", "raised_at"),
)
