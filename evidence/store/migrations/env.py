"""How alembic reaches the store: over the connection the store itself opened, never over an address of its own."""

from alembic import context

from evidence.store.tables import metadata

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=metadata, render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
