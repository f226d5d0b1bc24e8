"""Alembic's entry: runs the migrations on one connection, in one transaction."""

import os

from alembic import context
from sqlalchemy import create_engine, event, make_url

from nenkin.storage import engines
from nenkin.storage.tables import METADATA
from nenkin.storage.tables.columns import for_postgresql

url = make_url(context.config.attributes.get("url") or os.environ["NENKIN_DATABASE_URL"])
on_sqlite = url.get_backend_name() == "sqlite"

if on_sqlite:
    engine = create_engine(url.set(drivername="sqlite"))

    def set_up(connection, record):
        # Tables are changed inside a real transaction: a kill in the middle leaves nothing half done.
        connection.isolation_level = None
        for pragma in engines.pragmas(read_only=False):
            connection.execute(pragma)

    event.listen(engine, "connect", set_up)
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
else:
    engine = create_engine(
        url.set(drivername="postgresql+psycopg"),
        connect_args={"options": "-c lock_timeout=30000", "connect_timeout": 5},
    )

with engine.connect() as connection:
    context.configure(
        connection=connection,
        target_metadata=METADATA if on_sqlite else for_postgresql(METADATA),
        render_as_batch=True,
        transactional_ddl=True,
        compare_type=True,
    )
    with context.begin_transaction():
        if not on_sqlite:
            # Two workers that start at once: the second waits, then finds the work done.
            connection.exec_driver_sql("SELECT pg_advisory_xact_lock(7203411)")
        context.run_migrations()
engine.dispose()
