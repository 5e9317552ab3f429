"""The journal: what was done when, on which record; read with the name each record bears today."""

from datetime import datetime

from sqlalchemy import Connection, insert

from coopdesk.domain.history import Act, Way
from coopdesk.store.schema import journal

TABLE = journal.name

_INSERT = insert(journal)


def write(connection: Connection, at: datetime, act: Act, way: Way) -> None:
    """One line for one use case. What people call the record stays out: it may be somebody's name."""
    row = {
        "at": at,
        "operation": act.operation,
        "way": way,
        "subject": act.operation.subject,
        "record_id": act.record_id,
    }
    connection.execute(_INSERT, row)
