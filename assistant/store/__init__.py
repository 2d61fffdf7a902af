"""The database: tables, migrations, queries, jobs. Records in, records out; nobody above sees a row.

`open_store(url)` gives a `Store`. `store.read()` and `store.write()` open a transaction (`Tx`) that the verbs of the other
modules take as their first argument, so that what belongs together is kept together or not at all:

    with store.write() as tx:
        replies.approve(tx, ...)
        jobs.owe(tx, ...)
        journal.note(tx, ...)

One writer at a time, on SQLite (`BEGIN IMMEDIATE`) and on PostgreSQL (an advisory lock) alike.
"""

from assistant.store import day_tables as day_tables  # their tables belong to the same metadata
from assistant.store import knowledge_tables as knowledge_tables
from assistant.store.engine import Tx
from assistant.store.opening import Store, open_store

__all__ = ["Store", "Tx", "open_store"]
