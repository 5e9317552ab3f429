"""The search over everything."""

from coopdesk.domain.listing import SearchHit
from coopdesk.services.desk import Desk
from coopdesk.store import search as store


def search(desk: Desk, text: str, limit: int = 6) -> list[SearchHit]:
    """What answers the words typed, at most `limit` of each register."""
    with desk.read() as connection:
        return store.search(connection, text, limit)
