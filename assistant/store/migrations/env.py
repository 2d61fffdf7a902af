"""Alembic's entry: runs on the connection that `assistant.store.migrate` hands over, inside its transaction."""

from alembic import context

from assistant.store.columns import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata, transactional_ddl=False)
context.run_migrations()
