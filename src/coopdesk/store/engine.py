"""SQLAlchemy's engine on a house's file; imported after the first paint, since SQLAlchemy takes as long as the rest."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import ConnectionPoolEntry, NullPool, Pool, QueuePool

from coopdesk.store import cipher, recognition
from coopdesk.store.cipher import Key


def make(connect: Callable[[], Any], key: Key | None) -> Engine:
    """The engine of an open file; `connect` gives a bare connection that is ready (store.bare)."""
    engine = _engine(connect, key, QueuePool, pool_size=4, max_overflow=4)
    event.listen(engine, "begin", _begin)
    return engine


def for_migration(path: Path, key: Key | None) -> Engine:
    """An engine whose connections leave transactions to who migrates, and do not look at foreign keys."""
    engine = _engine(lambda: recognition.connect(path, read_only=False, key=key), key, NullPool)
    event.listen(engine, "connect", _take_over_transactions)
    return engine


def _engine(connect: Callable[[], Any], key: Key | None, pool: type[Pool], **options: Any) -> Engine:
    # SQLAlchemy takes for a database's errors only those of the driver it was given.
    driver = {} if key is None else {"module": cipher.driver()}
    return create_engine("sqlite://", creator=connect, poolclass=pool, **driver, **options)


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    driver(connection).execute("BEGIN IMMEDIATE" if writes else "BEGIN")


def _take_over_transactions(connection: Any, _entry: ConnectionPoolEntry) -> None:
    connection.isolation_level = None
    # An Alembic batch change of a parent table with foreign keys on deletes the children (architecture.md §6.1).
    connection.execute("PRAGMA foreign_keys = OFF")


def driver(connection: Connection) -> Any:
    """The driver's own connection, for what every act asks: SQLAlchemy's road costs ten times the statement."""
    return connection.connection.driver_connection
