"""The history of the house: what was done when, on which record."""

from coopdesk.domain.history import JournalLine
from coopdesk.domain.listing import Sort, Subject, Window
from coopdesk.services.desk import Desk
from coopdesk.store import journal
from coopdesk.store.journal import JournalFilter, Word

__all__ = ["JournalFilter", "Word"]


def lines(desk: Desk, chosen: JournalFilter, sort: Sort | None, window: Window) -> list[JournalLine]:
    """A window of the history, the newest first unless it is sorted otherwise."""
    with desk.read() as connection:
        return journal.lines(connection, chosen, sort, window)


def count(desk: Desk, chosen: JournalFilter) -> int:
    """How many lines the filter leaves."""
    with desk.read() as connection:
        return journal.count(connection, chosen)


def of_record(desk: Desk, subject: Subject, record_id: int, limit: int) -> list[JournalLine]:
    """The last things done on one record, the newest first."""
    return lines(desk, JournalFilter(subject=subject, record_id=record_id), None, Window(0, limit))
