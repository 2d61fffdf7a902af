"""Brings a database to the newest form, in one transaction: a kill halfway leaves the old form whole."""

from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from assistant.errors import StoreError
from assistant.store.engine import transaction

HEAD = "0006"
"""The newest migration in `migrations/versions` (a test holds the two together)."""

FOLDER = Path(__file__).parent / "migrations"


def to_head(engine: Engine) -> None:
    """Migrates where needed; alembic is only loaded then. Raises `StoreError`, also for a database of a newer program."""
    with transaction(engine, read=True) as tx:
        if version(tx) == HEAD:
            return
    with transaction(engine, read=False) as tx:  # the lock comes first: of two processes one migrates, the other finds it done
        if version(tx) != HEAD:
            _upgrade(tx)


def version(tx: Connection) -> str:
    """The migration this database stands at; "" for an empty one."""
    if not inspect(tx).has_table("alembic_version"):
        return ""
    return tx.execute(text("SELECT version_num FROM alembic_version")).scalar() or ""


def _upgrade(tx: Connection) -> None:
    from alembic import command
    from alembic.config import Config
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.attributes["connection"] = tx
    try:
        command.upgrade(config, "head")
    except CommandError as error:
        mend = "Use the program's version that made it, or a newer one."
        raise StoreError("The database was made by a newer version of this program.", where="database", mend=mend) from error
