"""Which tables a transaction touched, cascades and triggers included: what refreshes the pages.

TEMP triggers generated from the schema watch every table, so that a new one cannot be forgotten. Undo will grow here:
the same triggers can note the inverse of each change (proofs.md §3).
"""

from sqlalchemy import Connection

from coopdesk.store.schema import metadata


def install(connection: Connection) -> None:
    """Watch every table of the schema on this connection."""
    connection.exec_driver_sql("CREATE TEMP TABLE touched(name TEXT PRIMARY KEY) WITHOUT ROWID")
    for table in metadata.tables:
        for event in ("INSERT", "UPDATE", "DELETE"):
            # The look before the insert keeps a bulk write of one table from writing one log row per row.
            connection.exec_driver_sql(
                f"CREATE TEMP TRIGGER touched_{event.lower()}_{table} AFTER {event} ON main.{table} "
                f"WHEN NOT EXISTS (SELECT 1 FROM touched WHERE name = '{table}') "
                f"BEGIN INSERT INTO touched VALUES ('{table}'); END"
            )


def take(connection: Connection) -> frozenset[str]:
    """The tables touched since the last call, inside the transaction that touched them."""
    names = frozenset(connection.exec_driver_sql("SELECT name FROM touched").scalars())
    if names:
        connection.exec_driver_sql("DELETE FROM touched")
    return names
