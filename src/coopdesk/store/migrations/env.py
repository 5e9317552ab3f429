"""Alembic's way in: one transaction for all revisions, and no commit over a broken reference."""

from alembic import context
from sqlalchemy import Engine

from coopdesk.store.schema import metadata


def run() -> None:
    """Migrate the file of the engine given by coopdesk.store.upgrade."""
    engine = context.config.attributes["engine"]
    if not isinstance(engine, Engine):
        raise TypeError("migrations run through coopdesk.store.upgrade")
    with engine.connect() as connection:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        context.configure(connection=connection, target_metadata=metadata, transactional_ddl=False)
        context.run_migrations()
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
        if broken:
            raise RuntimeError(f"the migration breaks references: {broken[:5]}")
        connection.exec_driver_sql("COMMIT")


run()
