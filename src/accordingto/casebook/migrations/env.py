"""Tells Alembic to work on the connection that it is handed, in the transaction that is open there."""

from alembic import context

from accordingto.casebook.schema import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata, render_as_batch=True)
context.run_migrations()
