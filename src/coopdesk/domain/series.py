"""Series: bookings that come back by a rule, each date with an identity of its own."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from coopdesk.domain.booking import BookingKind
from coopdesk.domain.calendars import HolidayRule
from coopdesk.domain.period import Interval
from coopdesk.domain.room import Layout


class Scope(StrEnum):
    """How much of a series an edit or a deletion means; what is past never changes."""

    THIS = "this"
    FOLLOWING = "following"
    ALL = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesDraft:
    """A series as it is asked for.

    `rule` is an RRULE of RFC 5545 without its name, "" for dates picked by hand. The first date it may give is
    `starts_on`. Each session is from `starts_at` to `ends_at` of the clock on the wall, `days_over` days later.
    """

    organisation_id: int | None
    room_id: int
    kind: BookingKind = BookingKind.MEETING
    layout: Layout | None = None
    purpose: str = ""
    expected_persons: int | None = None
    rule: str = ""
    starts_on: date
    starts_at: time
    ends_at: time
    days_over: int = 0
    school_holidays: HolidayRule = HolidayRule.SKIP
    bank_holidays: HolidayRule = HolidayRule.SKIP
    notes: str = ""

    def session_on(self, day: date) -> Interval:
        """The session of a date, before anything is moved."""
        last = day + timedelta(days=self.days_over)
        return Interval(datetime.combine(day, self.starts_at), datetime.combine(last, self.ends_at))


@dataclass(frozen=True, slots=True, kw_only=True)
class Series(SeriesDraft):
    """A series of the register.

    `predecessor_id` is the series it was cut from or carried over from, `uid` what another calendar calls it.
    """

    id: int
    predecessor_id: int | None = None
    uid: str = ""
