"""A database of an earlier form comes along with what it holds."""

from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from desk_kit import START

from assistant.store import cases, jobs, ledger, migrate, open_store
from assistant.store.engine import make_engine, transaction

MOMENT = START.strftime("%Y-%m-%d %H:%M:%S.%f")
OLD = (
    "INSERT INTO customers (id, brand, name, since) VALUES ('k1', 'molen', 'Jan', :at)",
    "INSERT INTO cases (id, brand, channel, customer, state, reply_state, opened_at, last_at, due_at) "
    "VALUES ('c1', 'molen', 'email', 'k1', 'new', 'open', :at, :at, :at)",
    "UPDATE cases SET is_open = true, has_draft = true, blocks = 2 WHERE id = 'c1'",
    "INSERT INTO jobs (kind, key, brand, due_at) VALUES ('index', 'index:molen', 'molen', :at)",
    'INSERT INTO promises (id, "case", brand, text, owner, due_at, made_at) '
    "VALUES ('p1', 'c1', 'molen', 'Ik bel je.', 'sanne', :at, :at)",
)


def test_a_first_form_with_cases_becomes_the_newest(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'webcare.db'}"
    engine = make_engine(url, 1)
    config = Config()
    config.set_main_option("script_location", str(migrate.FOLDER))
    with transaction(engine, read=False) as tx:
        config.attributes["connection"] = tx
        command.upgrade(config, "0001")
        for line in OLD:
            tx.execute(sa.text(line), {"at": MOMENT})
    engine.dispose()
    with open_store(url).read() as tx:
        assert migrate.version(tx) == migrate.HEAD
        head = cases.head(tx, "c1")
        assert (head.tagged, head.handed_to, head.private_channel, head.due_at) == (True, "", "", START)
        assert [(row.case, row.snippet) for row in cases.queue(tx, START)] == [("c1", "")]
        [promise] = ledger.find(tx, case="c1")
        assert (promise.kind, promise.cents, promise.state) == ("reply", 0, "open")
        assert jobs.count(tx) == {}
