"""Whether the file is sound."""

from coopdesk.services.desk import Desk
from coopdesk.store import integrity as store
from coopdesk.store.integrity import Finding

__all__ = ["Finding"]


def check(desk: Desk) -> list[Finding]:
    """Everything that is wrong with the file, nothing when it is sound."""
    with desk.read() as connection:
        return store.check(connection)
