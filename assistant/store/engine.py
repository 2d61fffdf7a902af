"""Connections and transactions: SQLite in WAL mode, or PostgreSQL; one writer at a time on both; errors mapped once."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection, Engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, IntegrityError, NoSuchModuleError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from assistant.errors import Conflict, StoreError, WebcareError

Tx = Connection
"""A transaction in progress, handed from `store.read()` or `store.write()` to the verbs of the store."""

WRITER_LOCK = 5_320_110
"""The advisory lock that makes PostgreSQL's writers queue as SQLite's do; any number, the same in every process."""

MENDS = {  # what the driver says of itself -> what happened, what to do
    "SQLITE_BUSY": ("The database is locked by another program.", "Close what else has it open, then try again; nothing was changed."),
    "SQLITE_LOCKED": ("The database is locked by another program.", "Close what else has it open, then try again; nothing was changed."),
    "SQLITE_FULL": ("The disk is full; nothing was changed.", "Free some space, then try again."),
    "SQLITE_READONLY": ("The database may not be written.", "Give this user write permission on the file and its folder."),
    "SQLITE_CANTOPEN": ("The database file cannot be opened.", "Check WEBCARE_HOME: the folder must exist and be writable."),
    "SQLITE_PERM": ("The database file cannot be opened.", "Give this user write permission on the file and its folder."),
    "SQLITE_IOERR": ("The disk refused to read or write the database.", "Check the disk and its free space, then try again."),
    "SQLITE_CORRUPT": ("The database file is damaged.", "Stop, keep the file, and restore the last backup."),
    "SQLITE_NOTADB": ("This file is not a database.", "Check WEBCARE_HOME or restore the last backup."),
    "53100": ("The database server's disk is full; nothing was changed.", "Free some space there, then try again."),
    "25006": ("The database server takes no writes now.", "Point WEBCARE_DATABASE_URL at the primary server."),
    "55P03": ("The database is locked by another program.", "Try again; nothing was changed."),
}


def make_engine(url: str, busy_seconds: float) -> Engine:
    """An engine for `url` (SQLAlchemy's form). Makes the folder of a SQLite file. Raises `StoreError`."""
    try:
        address = make_url(url)
        if address.get_backend_name() == "sqlite":
            return _sqlite(address, busy_seconds)
        if address.get_backend_name() == "postgresql":
            return _postgres(address, busy_seconds)
    except (ArgumentError, NoSuchModuleError) as error:
        raise StoreError("The database address cannot be read.", where="WEBCARE_DATABASE_URL", mend=ADDRESS) from error
    raise StoreError(f"'{address.get_backend_name()}' is no database this program knows.", where="WEBCARE_DATABASE_URL", mend=ADDRESS)


ADDRESS = "Write sqlite:////folder/webcare.db or postgresql+psycopg://user:password@host/name."


def _sqlite(address: sa.URL, busy_seconds: float) -> Engine:
    if not address.database or address.database == ":memory:":
        raise StoreError("The database needs a file.", where="WEBCARE_DATABASE_URL", mend=ADDRESS)
    folder = Path(address.database).parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        mend = f"Set WEBCARE_HOME to a folder that can be written ({error.strerror})."
        raise StoreError("The folder of the database cannot be made.", where=str(folder), mend=mend) from error
    engine = sa.create_engine(address, pool_size=20, max_overflow=40, connect_args={"timeout": busy_seconds})

    @event.listens_for(engine, "connect")
    def _configure(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None  # transactions are begun below, not guessed by the driver
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        reads = connection.get_execution_options().get("read", False)
        connection.exec_driver_sql(f"PRAGMA query_only={int(reads)}")
        connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")

    return engine


def _postgres(address: sa.URL, busy_seconds: float) -> Engine:
    options = f"-c lock_timeout={int(busy_seconds * 1000)} -c timezone=UTC"
    driver = address.set(drivername="postgresql+psycopg")
    engine = sa.create_engine(driver, pool_size=20, max_overflow=40, connect_args={"options": options}, pool_pre_ping=True)

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        if connection.get_execution_options().get("read", False):
            connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        else:
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({WRITER_LOCK})")

    return engine


@contextmanager
def transaction(engine: Engine, *, read: bool) -> Iterator[Tx]:
    """One transaction: committed at the end, undone by any error. Raises `StoreError` or `Conflict` for the driver's errors."""
    with mapped(), engine.connect() as connection:
        options: dict[str, Any] = {"read": True} if read else {}
        with connection.execution_options(**options).begin():
            yield connection


@contextmanager
def mapped() -> Iterator[None]:
    """Turns what the database says into our errors, here and nowhere else."""
    try:
        yield
    except DBAPIError as error:
        raise in_our_words(error) from error
    except PoolTimeout as error:
        raise StoreError("Too many people use the database at once.", mend="Try again in a moment; nothing was changed.") from error


def in_our_words(error: DBAPIError) -> WebcareError:
    """The error to show for one of the driver: `Conflict` where somebody was first, else `StoreError`."""
    code = str(getattr(error.orig, "sqlite_errorname", "") or getattr(error.orig, "sqlstate", "") or "")
    if isinstance(error, IntegrityError):
        return Conflict("Somebody or something was first; nothing was changed.", mend="Look again, then repeat it if it is still needed.")
    for known, (what, mend) in MENDS.items():
        if code.startswith(known):
            return StoreError(what, where="database", mend=mend)
    if error.connection_invalidated or code in ("", "57P01", "57P03"):
        return StoreError("The database server does not answer.", where="database", mend="Check that it runs, then try again.")
    return StoreError(f"The database refused ({code}).", where="database", mend="Nothing was changed; tell the operator this code.")


def empty_log(engine: Engine) -> None:
    """Writes SQLite's log into the database file and cuts it to nothing; PostgreSQL sees to its own."""
    if engine.dialect.name != "sqlite":
        return
    with mapped():
        raw = engine.raw_connection()  # no transaction may be open around it
        try:
            busy = raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        finally:
            raw.close()
    if busy:
        raise StoreError("The database's log is in use.", where="database", mend="Nothing was lost; it is tried again by itself.")


def put(tx: Tx, table: sa.Table, key: dict[str, Any], values: dict[str, Any]) -> None:
    """Changes the row with this key, or adds it: safe in a write transaction, since there is one writer at a time."""
    where = [table.c[name] == value for name, value in key.items()]
    if tx.execute(sa.update(table).where(*where).values(**values)).rowcount == 0:
        tx.execute(sa.insert(table).values(**key, **values))
