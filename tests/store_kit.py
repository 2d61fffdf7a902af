"""Stores for tests, on SQLite and on a throw-away PostgreSQL: the fixture `store` runs each test on both."""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from tempfile import mkdtemp

import psycopg
import pytest
from desk_kit import hire, new_store

from assistant.store import Store, open_store
from assistant.store.columns import metadata


def server_programs() -> Path:
    return max(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))


def as_postgres(*command: str | Path) -> None:
    """Runs a server program; PostgreSQL refuses root, so root runs it as Debian's user `postgres`."""
    before = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    subprocess.run([*before, *map(str, command)], check=True, stdout=subprocess.DEVNULL, cwd="/")


class Cluster:
    """A server of our own on a Unix socket, without a port; quick and forgetful unless `safe`."""

    def __init__(self, *, safe: bool = False) -> None:
        memory = Path("/dev/shm")  # a quick place for what is thrown away; its path is short enough for a socket
        self.folder = Path(mkdtemp(prefix="pg", dir=memory if memory.is_dir() and not safe else "/tmp"))
        if os.geteuid() == 0:
            shutil.chown(self.folder, "postgres")
        self._bin, self._data, self._names = server_programs(), self.folder / "data", count()
        options = f"-k {self.folder} -c listen_addresses= -c max_connections=300" + ("" if safe else " -c fsync=off")
        as_postgres(self._bin / "initdb", "-D", self._data, "-A", "trust", "-U", "webcare", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
        as_postgres(self._bin / "pg_ctl", "-D", self._data, "-w", "-l", self.folder / "log", "-o", options, "start")
        self._shared = self.new_database()
        open_store(self._shared).close()

    def new_database(self) -> str:
        """The address of a new database without tables."""
        name = f"test{next(self._names)}"
        self._run("postgres", f"CREATE DATABASE {name}")
        return f"postgresql+psycopg://webcare@/{name}?host={self.folder}"

    def emptied(self) -> str:
        """The address of one migrated database, emptied: much cheaper than a new one for each test."""
        tables = [name for name in metadata.tables if name != "alembic_version"]
        self._run("test0", f"TRUNCATE {', '.join(tables)} RESTART IDENTITY CASCADE")
        return self._shared

    def stop(self) -> None:
        as_postgres(self._bin / "pg_ctl", "-D", self._data, "-m", "immediate", "stop")
        shutil.rmtree(self.folder, ignore_errors=True)

    def _run(self, database: str, sql: str) -> None:
        with psycopg.connect(host=str(self.folder), user="webcare", dbname=database, autocommit=True) as connection:
            connection.execute(sql.encode())


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    made = Cluster()
    yield made
    made.stop()


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """An empty store with four people, on each database."""
    make: dict[str, Callable[[], Store]] = {
        "sqlite": lambda: new_store(tmp_path),
        "postgres": lambda: open_store(request.getfixturevalue("cluster").emptied()),
    }
    made = make[request.param]()
    hire(made)
    yield made
    made.close()
