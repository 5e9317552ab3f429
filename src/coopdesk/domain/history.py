"""What was done in the file: acts that can be taken back, and the lines of the journal."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from coopdesk.domain.listing import Subject
from coopdesk.domain.operation import Operation

About = str | date | None
"""What names a record to people: its title, or the day of a booking."""


class Way(StrEnum):
    """In which direction an act changed the file."""

    DONE = "done"
    UNDONE = "undone"
    REDONE = "redone"


@dataclass(frozen=True, slots=True)
class Act:
    """One use case that wrote, as « Annuler : … » names it."""

    operation: Operation
    about: About = None
    record_id: int | None = None


@dataclass(frozen=True, slots=True)
class JournalLine:
    """One line of the journal; `about` is what the record is called today, None when it is no longer there.

    A later version of the program may have done what this one has no operation for.
    """

    id: int
    at: datetime
    operation: Operation | None
    way: Way
    subject: Subject | None
    record_id: int | None
    about: About = None
