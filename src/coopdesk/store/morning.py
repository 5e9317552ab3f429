"""What the first page asks the file, before SQLAlchemy is there: the queries of the other pages, as they were recorded.

A query of another page is added to `store.recording`, and its rows are made into values here; a test holds both to the
same answers. What only the first page asks may be SQL of its own, run on the same connection.
"""

from collections.abc import Callable, Collection
from dataclasses import fields
from datetime import date, datetime
from typing import Any, NamedTuple

from coopdesk.domain.booking import BookingLine
from coopdesk.domain.house import Requirement
from coopdesk.domain.loan import LoanSummary
from coopdesk.domain.period import Interval
from coopdesk.domain.room import LayoutCapacity, OpeningHours, Room
from coopdesk.store.recorded import mappings, rows
from coopdesk.store.values import minute_text


class EndingInsurance(NamedTuple):
    """An organisation whose insurance ends, and how many coming bookings that leaves uncovered."""

    id: int
    name: str
    ends_on: date
    uncovered: int


class UnreviewedAction(NamedTuple):
    """A finished action without review, and its number of partners."""

    id: int
    title: str
    ends_on: date | None
    partners: int


def _maker(kind: Any) -> Callable[[dict[str, Any]], Any]:
    names = [one.name for one in fields(kind)]
    return lambda row: kind(**{name: row[name] for name in names})


_PARTS: dict[str, Callable[[dict[str, Any]], Any]] = {
    "hours": _maker(OpeningHours),
    "layouts": _maker(LayoutCapacity),
    "fixtures": lambda row: row["name"],
    "parts": lambda row: row["part_id"],
}
"""How what hangs on a room is made of its rows."""


class Morning:
    """The first page's questions, to one state of the file."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection

    @property
    def connection(self) -> Any:
        """The driver's own connection, for SQL that only the first page asks (store.pending)."""
        return self._connection

    def requirements(self) -> tuple[Requirement, Requirement]:
        """What the house makes of a missing agreement, and of a missing insurance."""
        (sheet,) = mappings(self._connection, "house")
        return sheet["agreement_required"], sheet["insurance_required"]

    def house_name(self) -> str:
        """What the house is called."""
        (sheet,) = mappings(self._connection, "house")
        return str(sheet["name"])

    def has_organisations(self) -> bool:
        """Whether anybody is in the register yet."""
        return bool(self._connection.execute("SELECT EXISTS (SELECT 1 FROM organisation)").fetchone()[0])

    def rooms(self) -> list[Room]:
        """Every room, in order of name."""
        return [Room(**row, **self._parts_of(row["id"])) for row in mappings(self._connection, "rooms")]

    def bookings(self, during: Interval) -> list[BookingLine]:
        """The bookings of whole days, from one midnight to another."""
        found = rows(self._connection, "bookings", first=minute_text(during.start), end=minute_text(during.end))
        return [BookingLine(*row) for row in found]

    def bookings_of(self, ids: Collection[int]) -> dict[int, BookingLine]:
        """A few bookings, by key: what a statement of one's own has found."""
        found = (row for one in ids for row in rows(self._connection, "these_bookings", record=one))
        return {row[0]: BookingLine(*row) for row in found}

    def late_loans(self, now: datetime) -> list[LoanSummary]:
        """Loans that should be back, the longest due first."""
        return [LoanSummary(*row) for row in rows(self._connection, "late_loans", now=minute_text(now))]

    def loans_late(self, now: datetime) -> int:
        """How many these are."""
        return self._number("loans_late", now)

    def loans_out(self, now: datetime) -> int:
        """How many loans are out and need not be back yet."""
        return self._number("loans_out", now)

    def insurance_ending(self, today: date, until: date) -> list[EndingInsurance]:
        """Insurances that end by a day, of organisations that still come, soonest first."""
        found = rows(self._connection, "insurance_ending", today=today.isoformat(), until=until.isoformat())
        return [EndingInsurance(*row) for row in found]

    def finished_without_review(self, today: date) -> list[UnreviewedAction]:
        """Actions that are finished, or whose last day has passed, with no review written."""
        found = rows(self._connection, "finished_without_review", today=today.isoformat())
        return [UnreviewedAction(*row) for row in found]

    def _parts_of(self, room_id: int) -> dict[str, Any]:
        return {
            part: tuple(make(row) for row in mappings(self._connection, f"room_{part}", record=room_id))
            for part, make in _PARTS.items()
        }

    def _number(self, name: str, now: datetime) -> int:
        ((number,),) = rows(self._connection, name, now=minute_text(now))
        return int(number)
