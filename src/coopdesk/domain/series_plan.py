"""What a series would be before it is written: each date with its standing, what was decided for it, and the counts."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from coopdesk.domain.booking import FIRM, BookingLine, BookingState, Reason
from coopdesk.domain.calendars import Reason as HolidayReason
from coopdesk.domain.period import Interval
from coopdesk.domain.series import SeriesDraft
from coopdesk.foundation.problems import Problem


class Standing(StrEnum):
    """How a date stands: the first thing to say of it."""

    FREE = "free"
    CONFLICT = "conflict"
    SCHOOL_HOLIDAY = "school_holiday"
    NO_SCHOOL_HOLIDAY = "no_school_holiday"
    BANK_HOLIDAY = "bank_holiday"
    CALENDAR_UNKNOWN = "calendar_unknown"
    CLOSED = "closed"
    OUTSIDE_HOURS = "outside_hours"
    OVER_CAPACITY = "over_capacity"
    ROOM_RETIRED = "room_retired"
    CLOCKS_SKIP = "clocks_skip"
    WRONG_TIMES = "wrong_times"
    PAPERS = "papers"
    PAST = "past"
    SKIPPED = "skipped"


_LEFT_ASIDE = {
    Standing.CONFLICT: Reason.CONFLICT,
    Standing.CLOSED: Reason.CLOSURE,
    Standing.OUTSIDE_HOURS: Reason.OUTSIDE_HOURS,
    Standing.PAPERS: Reason.PAPERS,
    Standing.ROOM_RETIRED: Reason.OTHER,
    Standing.CLOCKS_SKIP: Reason.OTHER,
}
"""What may keep single dates out while the others are booked, and the reason that is then noted."""


class Decision(StrEnum):
    """What can be decided for one date."""

    KEEP = "keep"
    SKIP = "skip"
    OPTION = "option"
    MOVE = "move"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What was decided for one date of a series, instead of what its rules say.

    Kept although a holiday, or with a reason although the room is closed then; left out, with a reason; only an option;
    moved. What is None of where and when stays as the series has it; a kept one or an option may be moved as well.
    """

    decision: Decision = Decision.KEEP
    room_id: int | None = None
    day: date | None = None
    starts_at: time | None = None
    ends_at: time | None = None
    override_reason: str = ""
    reason_code: Reason | None = None
    reason: str = ""

    def session(self, usual: Interval) -> Interval:
        """When it is held, instead of the usual session."""
        day = self.day or usual.start.date()
        over = usual.end.date() - usual.start.date()
        start = datetime.combine(day, self.starts_at or usual.start.time())
        end = datetime.combine(day + over, self.ends_at or usual.end.time())
        if self.starts_at is not None and self.ends_at is not None:
            # Both given, they say by themselves whether it runs over midnight.
            end = datetime.combine(day + timedelta(days=self.ends_at <= self.starts_at), self.ends_at)
        return Interval(start, end)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedDate:
    """One date of a series: where and when it would be held, what stands in its way, and what would be written.

    `day` is its original date, which it is known by. `state` is what would be written: one that is left out is
    `SKIPPED`, for `reason_code`. `others` are the bookings in its way. `holiday` is why it is no ordinary day, kept or
    not. `booking_id` is its row, where it has one already.
    """

    day: date
    session: Interval
    room_id: int
    standing: Standing
    state: BookingState
    problems: tuple[Problem, ...] = ()
    others: tuple[BookingLine, ...] = ()
    holiday: HolidayReason | None = None
    reason_code: Reason | None = None
    reason: str = ""
    override_reason: str = ""
    choice: Choice | None = None
    is_uncovered: bool = False
    booking_id: int | None = None

    @property
    def is_chosen(self) -> bool:
        """Whether somebody decided for it."""
        return self.choice is not None

    @property
    def is_skipped(self) -> bool:
        """Whether it would not be held."""
        return self.state is BookingState.SKIPPED

    @property
    def is_blocked(self) -> bool:
        """Whether it would be held but cannot: something has to be decided."""
        return not self.is_skipped and any(not problem.is_warning for problem in self.problems)

    @property
    def is_under_reserve(self) -> bool:
        """Whether it waits as an option for papers that do not reach so far."""
        return self.is_uncovered and self.state is BookingState.OPTION

    @property
    def refusals(self) -> Iterator[Problem]:
        """What it is refused for, as problems of the dates of the series."""
        for problem in self.problems:
            if not problem.is_warning and not self.is_skipped:
                about = {"on": self.day.isoformat(), "problem": problem.code}
                yield Problem("dates", "on_date", {**problem.params, **about})


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesPlan:
    """A series with every one of its dates; `problems` are those of the series as a whole.

    With an error among them there are no dates. `state` is the state that was wanted.
    """

    draft: SeriesDraft
    state: BookingState
    dates: tuple[PlannedDate, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def total(self) -> int:
        """How many dates its rule gives, with those picked by hand."""
        return len(self.dates)

    @property
    def kept(self) -> Sequence[PlannedDate]:
        """The dates that would be held, blocked ones among them."""
        return [one for one in self.dates if not one.is_skipped]

    @property
    def free(self) -> Sequence[PlannedDate]:
        """The dates that can be held."""
        return [one for one in self.kept if not one.is_blocked]

    @property
    def blocked(self) -> Sequence[PlannedDate]:
        """The dates for which something has to be decided."""
        return [one for one in self.dates if one.is_blocked]

    @property
    def conflicts(self) -> Sequence[PlannedDate]:
        """The dates at which somebody else is in the way."""
        return [one for one in self.blocked if one.standing is Standing.CONFLICT]

    @property
    def skipped(self) -> Sequence[PlannedDate]:
        """The dates that would not be held."""
        return [one for one in self.dates if one.is_skipped]

    @property
    def under_reserve(self) -> Sequence[PlannedDate]:
        """The dates that wait for papers."""
        return [one for one in self.kept if one.is_under_reserve]

    @property
    def uncovered(self) -> Sequence[PlannedDate]:
        """The dates that the papers do not reach."""
        return [one for one in self.kept if one.is_uncovered]

    @property
    def first_uncovered(self) -> date | None:
        """The first date that the papers do not reach."""
        return self.uncovered[0].day if self.uncovered else None

    @property
    def last_day(self) -> date | None:
        """The last date that would be held."""
        return self.kept[-1].day if self.kept else None

    @property
    def refusals(self) -> tuple[Problem, ...]:
        """All that it is refused for as it is."""
        whole = [problem for problem in self.problems if not problem.is_warning]
        said = {problem.code for problem in whole}
        dated = [problem for one in self.dates for problem in one.refusals if problem.params["problem"] not in said]
        return (*whole, *dated)

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """What deserves to be seen, and prevents nothing; what is so on every date is said once."""
        found = [problem for problem in self.problems if problem.is_warning]
        codes = {problem.code for problem in found}
        for one in self.free:
            for problem in one.problems:
                if problem.code not in codes:
                    codes.add(problem.code)
                    found.append(problem)
        return tuple(found)

    def without_blocked(self) -> "SeriesPlan":
        """The same plan, with what cannot be held left out and the reason noted."""
        return replace(self, dates=tuple(_aside(one) for one in self.dates))


def _aside(one: PlannedDate) -> PlannedDate:
    code = _LEFT_ASIDE.get(one.standing)
    if not one.is_blocked or code is None:
        return one
    return replace(one, state=BookingState.SKIPPED, reason_code=code)


def is_firm(state: BookingState) -> bool:
    """Whether a date in this state keeps everybody else out."""
    return state in FIRM


class RemedyKind(StrEnum):
    """How a date that cannot be held may be saved."""

    OTHER_ROOM = "other_room"
    SHIFTED = "shifted"
    OTHER_DAY = "other_day"
    OPTION = "option"
    SKIP = "skip"


@dataclass(frozen=True, slots=True, kw_only=True)
class Remedy:
    """One way out for a date: what to choose, and what it means, as data for the words."""

    kind: RemedyKind
    choice: Choice
    room_id: int
    room: str
    session: Interval
    capacity: int
