"""Opening, migrating, and what the store says when it cannot."""

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from desk_kit import SANNE, START, new_store
from store_kit import Cluster

from assistant.errors import Conflict, NotAllowed, NotFound, StoreError
from assistant.records.people import Person, Role
from assistant.store import Store, journal, migrate, open_store, people
from assistant.store.columns import metadata
from assistant.store.engine import make_engine


def note(store: Store, subject: str = "case") -> None:
    with store.write() as tx:
        journal.note(tx, START, "sanne", "did", subject)


def test_migrations_end_in_the_tables_of_the_code(store: Store) -> None:
    with store.read() as tx:
        differences = compare_metadata(MigrationContext.configure(tx), metadata)
        assert differences == []
        assert migrate.version(tx) == migrate.HEAD


def test_head_is_the_newest_migration() -> None:
    assert ScriptDirectory(str(migrate.FOLDER)).get_current_head() == migrate.HEAD


def test_sqlite_is_opened_for_safety(tmp_path: Path) -> None:
    with new_store(tmp_path).write() as tx:
        found = {name: tx.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("journal_mode", "synchronous", "foreign_keys")}
    assert found == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


def test_a_reader_cannot_write(store: Store) -> None:
    with pytest.raises(StoreError), store.read() as tx:
        journal.note(tx, START, "sanne", "did", "case")
    note(store)  # the connection, used again, writes


def test_an_error_undoes_the_whole_transaction(store: Store) -> None:
    with pytest.raises(NotFound), store.write() as tx:  # noqa: PT012 - the first line is what must be undone
        journal.note(tx, START, "sanne", "did", "case")
        people.get(tx, "nobody")
    with store.read() as tx:
        assert journal.entries(tx) == ()


def test_a_foreign_row_is_a_conflict(store: Store) -> None:
    with pytest.raises(Conflict), store.write() as tx:
        tx.execute(sa.insert(metadata.tables["facts"]).values(id="f", case="none", by="sanne", at=START))


def test_four_processes_open_one_new_home(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'new' / 'home' / 'webcare.db'}"
    program = "import sys; from assistant.store import open_store; open_store(sys.argv[1]).close()"
    started = [subprocess.Popen([sys.executable, "-c", program, url], stderr=subprocess.PIPE) for _ in range(4)]
    errors = [process.communicate()[1].decode() for process in started]
    assert errors == [""] * 4
    with open_store(url).read() as tx:
        assert migrate.version(tx) == migrate.HEAD


def test_a_newer_database_is_refused(tmp_path: Path) -> None:
    new_store(tmp_path).close()
    with sqlite3.connect(tmp_path / "webcare.db") as raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")
    raw.close()
    with pytest.raises(StoreError, match="newer version"):
        open_store(f"sqlite:///{tmp_path / 'webcare.db'}")


def test_a_kill_halfway_a_migration_leaves_the_old_form(tmp_path: Path) -> None:
    engine = make_engine(f"sqlite:///{tmp_path / 'webcare.db'}", 1)
    with pytest.raises(RuntimeError), engine.begin() as tx:  # noqa: PT012 - what a killed process leaves: no commit
        migrate._upgrade(tx)
        raise RuntimeError
    with engine.connect() as tx:
        assert sa.inspect(tx).get_table_names() == []
    open_store(f"sqlite:///{tmp_path / 'webcare.db'}").close()


def test_a_locked_database_says_so(tmp_path: Path) -> None:
    store = new_store(tmp_path, busy_seconds=0.1)
    other = sqlite3.connect(tmp_path / "webcare.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreError, match="locked by another program"):
        note(store)
    with store.read() as tx:
        assert people.everyone(tx)  # reading goes on
    other.close()
    note(store)


def test_a_full_disk_says_so_and_loses_nothing(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    store.close()
    limited = open_store(f"sqlite:///{tmp_path / 'webcare.db'}")

    @sa.event.listens_for(limited._engine, "connect")
    def few_pages(connection: sqlite3.Connection, _record: object) -> None:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages + 4}")

    limited.close()
    kept = 0
    with pytest.raises(StoreError, match="disk is full") as refused:  # noqa: PT012 - until the disk is full
        for _ in range(2000):
            note(limited)
            kept += 1
    assert "Free some space" in str(refused.value)
    with limited.read() as tx:
        assert len(journal.entries(tx, limit=5000)) == kept
        assert journal.verify(tx) is None


@pytest.mark.parametrize(
    ("prepare", "message"),
    [
        (lambda path: path.write_bytes(b"this is a letter, not a database" * 200), "not a database"),
        (lambda path: path.mkdir(), "cannot be opened"),
    ],
)
def test_a_wrong_file_says_so(tmp_path: Path, prepare: object, message: str) -> None:
    path = tmp_path / "webcare.db"
    prepare(path)  # type: ignore[operator]
    with pytest.raises(StoreError, match=message) as refused:
        open_store(f"sqlite:///{path}")
    assert refused.value.mend


def test_a_home_that_cannot_be_made_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StoreError, match="cannot be made"):
        open_store(f"sqlite:///{tmp_path / 'file' / 'home' / 'webcare.db'}")


@pytest.mark.parametrize("url", ["nonsense", "mysql://host/name", "sqlite://", "oracle+what://x"])
def test_an_address_of_another_kind_is_refused(url: str) -> None:
    with pytest.raises(StoreError) as refused:
        open_store(url)
    assert "sqlite:////folder" in refused.value.mend


@pytest.mark.postgres
def test_a_server_that_is_gone_says_so(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="does not answer"):
        open_store(f"postgresql://webcare@/x?host={tmp_path}")


@pytest.mark.postgres
def test_a_held_writer_lock_says_so(cluster: Cluster) -> None:
    url = cluster.new_database()
    first, second = open_store(url), open_store(url, busy_seconds=0.1)
    with first.write(), pytest.raises(StoreError, match="locked"), second.write():
        pass
    first.close()
    second.close()


def test_people_are_asked_of_the_store(store: Store) -> None:
    pretender = Person("sanne", "Sanne Kok", "SK", frozenset(Role))
    with store.read() as tx:
        assert people.require(tx, pretender, {Role.AGENT}) == SANNE
        with pytest.raises(NotAllowed, match="takes one of these roles: lead"):
            people.require(tx, pretender, {Role.LEAD})
        with pytest.raises(NotAllowed, match="no longer works here"):
            people.require(tx, Person("gone", "Gerda Smit", "GS", frozenset(Role)), {Role.AGENT})
        with pytest.raises(NotFound):
            people.require(tx, Person("x", "X", "X", frozenset(Role)), {Role.AGENT})
        assert "gone" not in [person.id for person in people.everyone(tx)]
        assert "gone" in [person.id for person in people.everyone(tx, active=False)]
