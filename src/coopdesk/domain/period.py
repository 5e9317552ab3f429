"""Periods: half-open moments for bookings and loans, inclusive days for years and summaries."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta


@dataclass(frozen=True, slots=True)
class Interval:
    """A half-open stretch of wall-clock time, `[start, end)`: 14–16 and 16–18 do not overlap."""

    start: datetime
    end: datetime

    def overlaps(self, other: "Interval") -> bool:
        """Whether both share at least one minute."""
        return self.start < other.end and other.start < self.end

    @property
    def minutes(self) -> int:
        """Its length in minutes of the clock on the wall."""
        return int((self.end - self.start).total_seconds() // 60)

    @property
    def last_day(self) -> date:
        """The day it ends on: until midnight is the eve."""
        return (self.end - timedelta(minutes=1)).date()

    def clipped(self, to: "Interval") -> "Interval | None":
        """The part of it inside another, None when there is none."""
        start, end = max(self.start, to.start), min(self.end, to.end)
        return Interval(start, end) if start < end else None


_SUNDAY, _MORNING = 6, 4


def may_skip(session: Interval) -> bool:
    """Whether a clock that goes forward may skip one of its ends: that is only in the night to a Sunday."""
    return any(moment.weekday() == _SUNDAY and moment.hour < _MORNING for moment in (session.start, session.end))


@dataclass(frozen=True, slots=True)
class Period:
    """Whole days, first and last included."""

    first: date
    last: date

    @classmethod
    def of_year(cls, year: int) -> "Period":
        """A civil year."""
        return cls(date(year, 1, 1), date(year, 12, 31))

    @property
    def is_civil_year(self) -> bool:
        """Whether it is exactly one civil year, which has a shorter name."""
        return self == Period.of_year(self.first.year)

    @property
    def interval(self) -> Interval:
        """The same days as moments, from the first midnight to the one after the last day."""
        midnight = datetime.min.time()
        return Interval(
            datetime.combine(self.first, midnight), datetime.combine(self.last + timedelta(days=1), midnight)
        )

    def touches(self, first: date | None, last: date | None) -> bool:
        """Whether something that ran from `first` to `last` (None: open) shares a day with it."""
        return (first is None or first <= self.last) and (last is None or last >= self.first)
