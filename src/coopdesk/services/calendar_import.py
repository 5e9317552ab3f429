"""Bookings from another calendar: shown date by date as what would become of each, then taken in one transaction."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from coopdesk.domain.booking import FIRM, TAKING, Booking, BookingState, Reason
from coopdesk.domain.buffer import Buffers
from coopdesk.domain.calendar_event import EventCalendar, ImportState
from coopdesk.domain.operation import Operation
from coopdesk.domain.period import Interval
from coopdesk.domain.series_plan import Standing
from coopdesk.foundation.problems import Problem
from coopdesk.services.bookings import placed, spot
from coopdesk.services.calendar_matching import Matching, Step
from coopdesk.services.desk import Desk
from coopdesk.services.series_checks import Asked, Checks, Found, coverage
from coopdesk.store import calendar_events as store
from coopdesk.store import series as series_store
from coopdesk.store import settling
from coopdesk.store.unit_of_work import UnitOfWork

_OVERRIDDEN = frozenset({Standing.OUTSIDE_HOURS, Standing.OVER_CAPACITY})
"""What an import takes all the same, the calendar being the reason: it is so already."""

_WHY_SKIPPED = {
    Standing.CONFLICT: Reason.CONFLICT,
    Standing.CLOSED: Reason.CLOSURE,
    Standing.PAPERS: Reason.PAPERS,
}


class ImportLine(NamedTuple):
    """One date of a calendar, and what becomes of it; `line` is that of the file, 0 for what is only here."""

    id: int
    state: ImportState
    line: int
    uid: str
    starts_at: datetime
    ends_at: datetime
    room: str
    organisation: str | None
    purpose: str
    problem: Problem | None
    is_of_series: bool


@dataclass(frozen=True, slots=True)
class CalendarReport:
    """What an import did, or would do, date by date."""

    lines: tuple[ImportLine, ...]

    @property
    def counts(self) -> Mapping[ImportState, int]:
        """How many dates there are of each kind."""
        return Counter(one.state for one in self.lines)

    @property
    def changes_something(self) -> bool:
        """Whether anything would be written."""
        return any(self.counts[one] for one in (ImportState.ADDED, ImportState.CHANGED, ImportState.REMOVED))


def preview(desk: Desk, calendar: EventCalendar, room_id: int | None, source: str) -> CalendarReport:
    """What an import would do; nothing is written."""
    with desk.read() as connection:
        return _Import(connection, calendar, room_id, source, desk.now()).report()


def import_calendar(desk: Desk, calendar: EventCalendar, room_id: int | None, source: str) -> CalendarReport:
    """Take a calendar in: what can be held, all in one transaction; the rest is listed and left out.

    Events are known by their UID, dates of a series by their original date: a second time nothing changes. Those whose
    place names no room go to `room_id`; with one, what came into it before and is no longer in the calendar is
    cancelled. What is past stays. `source` is noted as the reason where a room is not open then, or too small.
    """
    with desk.write(Operation.IMPORT_CALENDAR) as unit:
        done = _Import(unit.connection, calendar, room_id, source, desk.now())
        if done.has_something_to_write:
            done.write(unit)
            unit.commit()
    return done.report()


class _Taken(NamedTuple):
    """A date that was found free: its booking, and the whole time its room is kept."""

    booking: Booking
    around: Interval

    @property
    def days(self) -> Iterator[date]:
        """The days it shares a moment with."""
        day = self.around.start.date()
        while day <= self.around.end.date():
            yield day
            day += timedelta(days=1)


_Places = dict[tuple[int, date], list[_Taken]]
"""What the calendar itself places, by space and day."""


class _Import:
    """An import under way: each date with what becomes of it."""

    def __init__(
        self, connection: Connection, calendar: EventCalendar, room_id: int | None, source: str, now: datetime
    ) -> None:
        self._connection = connection
        self._source = source
        self._matching = Matching(connection, calendar, room_id, now)
        self._checks = Checks(connection, ZoneInfo(self._matching.writer.house.time_zone))
        self._steps = self._matching.steps()
        self._reasons: dict[Step, Reason] = {}
        self._judge()

    def report(self) -> CalendarReport:
        """Every date, in the order of the calendar."""
        said = [one for one in self._steps if not one.is_silent]
        return CalendarReport(tuple(self._line(place, one) for place, one in enumerate(said)))

    def _line(self, place: int, step: Step) -> ImportLine:
        one, writer = step.wanted or step.row, self._matching.writer
        who = None if one is None else one.organisation_id
        return ImportLine(
            id=place,
            state=step.state,
            line=step.event.line,
            uid=step.event.uid,
            starts_at=step.event.starts_at if one is None else one.starts_at,
            ends_at=step.event.ends_at if one is None else one.ends_at,
            room=step.event.location if one is None else writer.rooms[one.room_id],
            organisation=None if who is None else writer.organisations[who],
            purpose=step.event.summary if one is None else one.purpose,
            problem=step.problem,
            is_of_series=step.group is not None,
        )

    def _judge(self) -> None:
        """Hold what would be placed against all that is there, then against what the calendar itself places.

        A booking that cannot move keeps the place it would have left, so all are looked at again.
        """
        open_steps = [one for one in self._steps if _takes_a_place(one)]
        while True:
            leaving = [one for one in self._steps if one.row is not None and one.wanted is not None]
            found = self._held_against_the_house(open_steps, {one.row.id for one in leaving if one.row})
            taken: _Places = defaultdict(list)
            staying = False
            for step in open_steps:
                problem = self._verdict(step, found[step]) or self._among(step, taken)
                if problem is not None:
                    staying = staying or step.row is not None
                    self._leave_out(step, problem, found[step].standing)
            open_steps = [one for one in open_steps if one.problem is None]
            if not staying:
                return

    def _held_against_the_house(self, steps: Iterable[Step], but: set[int]) -> dict[Step, Found]:
        by_organisation: dict[int | None, list[Step]] = defaultdict(list)
        for step in steps:
            by_organisation[_booking(step).organisation_id].append(step)
        found: dict[Step, Found] = {}
        for organisation_id, mine in by_organisation.items():
            judged = self._checks.judge([_asked(one, "") for one in mine], but)
            again = [place for place, one in enumerate(judged) if one.standing in _OVERRIDDEN]
            others = self._checks.judge([_asked(mine[place], self._source) for place in again], but)
            for place, one in zip(again, others, strict=True):
                judged[place] = one
            papers = coverage(self._connection, organisation_id, [_booking(one).starts_at.date() for one in mine])
            for step, one in zip(mine, judged, strict=True):
                paper = papers.problem(_booking(step).starts_at.date())
                is_lacking = paper is not None and not paper.is_warning and _booking(step).state in FIRM
                found[step] = Found(Standing.PAPERS, (paper,)) if paper is not None and is_lacking else one
        return found

    def _verdict(self, step: Step, found: Found) -> Problem | None:
        """Why a date cannot be held; what the calendar is reason enough for is noted."""
        wrong = [one for one in found.problems if not one.is_warning and one.code != "meets_itself"]
        if wrong:
            return wrong[0]
        if found.standing in _OVERRIDDEN and step.wanted is not None:
            step.wanted = replace(step.wanted, override_reason=step.wanted.override_reason or self._source)
        return None

    def _among(self, step: Step, taken: _Places) -> Problem | None:
        """The other date of the calendar that is in the way; where none is, this one takes its place."""
        one = _booking(step)
        room = self._checks.room(one.room_id)
        if room is None:
            return None
        mine = _Taken(one, Buffers(room.buffer_before, room.buffer_after).around(one.interval))
        places = [(space, day) for space in room.spaces for day in mine.days]
        for place in places:
            for other in taken[place]:
                if _excludes(mine, other):
                    return self._overlap(other.booking)
        for place in places:
            taken[place].append(mine)
        return None

    def _overlap(self, other: Booking) -> Problem:
        writer = self._matching.writer
        name = "" if other.organisation_id is None else writer.organisations[other.organisation_id]
        start, end = (moment.isoformat(timespec="minutes") for moment in (other.starts_at, other.ends_at))
        params = {"organisation": name, "room": writer.rooms[other.room_id], "start": start, "end": end}
        return Problem("starts_at", "overlap", params)

    def _leave_out(self, step: Step, problem: Problem, standing: Standing) -> None:
        step.problem = problem
        step.state = ImportState.CLASHING if problem.code == "overlap" else ImportState.REFUSED
        standing = Standing.CONFLICT if problem.code == "overlap" else standing
        self._reasons[step] = _WHY_SKIPPED.get(standing, Reason.OTHER)
        if step.row is not None:
            step.wanted = None

    @property
    def has_something_to_write(self) -> bool:
        """Whether anything is to be added, changed or removed."""
        return self.report().changes_something or any(
            one.group is not None and one.group.former is not None and one.group.draft != one.group.former
            for one in self._steps
        )

    def write(self, unit: UnitOfWork) -> None:
        """Write what can be held."""
        connection = unit.connection
        series_ids = self._write_series(connection)
        added = [row for step in self._steps if (row := self._row_of(step, series_ids)) is not None and row.id == 0]
        put = [row for step in self._steps if (row := self._row_of(step, series_ids)) is not None and row.id]
        moved = {step.row.id for step in self._steps if step.row is not None and _takes_a_place(step)}
        left = [one.row for one in self._steps if one.row is not None and one.wanted is not None]
        with settling.moving(connection, together=True) as move:
            last = store.last_key(connection)
            series_store.add_dates(connection, added)
            keys = store.keys_after(connection, last)
            series_store.put_dates(connection, put)
            move.placed.update(key for key, row in zip(keys, added, strict=True) if row.state in TAKING)
            move.placed.update(row.id for row in put if row.id in moved and row.state in TAKING)
            move.left += [spot(row) for row in left]

    def _write_series(self, connection: Connection) -> dict[int, int]:
        """Write the series of which anything is held; returns the key of each by its group."""
        found: dict[int, int] = {}
        for step in self._steps:
            group = step.group
            if group is None or id(group) in found:
                continue
            if group.former is not None:
                found[id(group)] = group.former.id
                if group.draft != group.former:
                    series_store.SERIES.replace(connection, group.former.id, group.draft)
            elif step.state in (ImportState.ADDED, ImportState.CHANGED) and not step.is_silent:
                found[id(group)] = series_store.SERIES.add(connection, group.draft)
        return found

    def _row_of(self, step: Step, series_ids: Mapping[int, int]) -> Booking | None:
        """What is written of a date; of one of a series that cannot be held, that it is left out."""
        if step.wanted is None:
            return None
        row = step.wanted
        if step.group is not None and row.series_id is None:
            series_id = series_ids.get(id(step.group))
            if series_id is None:
                return None
            row = replace(row, series_id=series_id)
        if step.problem is not None:
            if step.group is None:
                return None
            return replace(row, state=BookingState.SKIPPED, reason_code=self._reasons[step], option_until=None)
        return placed(row, self._checks.room(row.room_id)) if _takes_a_place(step) else row


def _takes_a_place(step: Step) -> bool:
    if step.wanted is None or step.wanted.state not in TAKING or step.state is ImportState.REMOVED:
        return False
    return step.row is None or _place(step.wanted) != _place(step.row)


def _place(one: Booking) -> tuple[object, ...]:
    return one.room_id, one.organisation_id, one.starts_at, one.ends_at, one.state in TAKING, one.is_firm


def _booking(step: Step) -> Booking:
    if step.wanted is None:
        raise ValueError("a date that takes no place was looked at")
    return step.wanted


def _asked(step: Step, override_reason: str) -> Asked:
    one = _booking(step)
    return Asked(
        one.interval, one.room_id, one.organisation_id, one.is_firm, one.layout, one.expected_persons, override_reason
    )


def _excludes(one: _Taken, other: _Taken) -> bool:
    mine, theirs = one.booking, other.booking
    if not (mine.is_firm or theirs.is_firm):
        return False
    if mine.organisation_id == theirs.organisation_id:
        return mine.interval.overlaps(theirs.interval)
    return one.around.overlaps(other.around)
