"""The morning's page: what is on today, what is to be done, what the week holds."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from coopdesk.domain.booking import FIRM, BookingLine, BookingState
from coopdesk.domain.listing import Subject
from coopdesk.domain.organisation import INSURANCE_NOTICE
from coopdesk.domain.period import Interval, Period
from coopdesk.domain.room import Room
from coopdesk.services.desk import Desk

OPTION_NOTICE = timedelta(days=3)
"""How long before its end an option is asked about."""

_WEEK = timedelta(days=7)


class Task(NamedTuple):
    """Something to be done about a record; the smaller `urgency`, the sooner."""

    code: str
    subject: Subject
    id: int
    title: str
    detail: str
    due: date | None
    urgency: int


@dataclass(frozen=True, slots=True)
class WeekFigures:
    """A week from Monday in figures; minutes are of confirmed bookings, day by day."""

    minutes: int
    bookings: int
    options: int
    loans_out: int
    loans_late: int
    organisations: int
    minutes_by_day: tuple[int, ...]
    last_year_by_day: tuple[int, ...]


def rooms(desk: Desk) -> list[Room]:
    """Every room, in order of name."""
    with desk.morning() as morning:
        return morning.rooms()


def today(desk: Desk) -> list[BookingLine]:
    """Today's bookings of every room."""
    with desk.morning() as morning:
        return morning.bookings(Period(desk.today(), desk.today()).interval)


def to_do(desk: Desk) -> list[Task]:
    """What is to be done, most urgent first: what is late, what ends soon, what is missing."""
    day = desk.today()
    tasks = [*_late_loans(desk), *_lapsing_options(desk, day), *_papers(desk, day), *_unreviewed(desk, day)]
    return sorted(tasks, key=lambda task: (task.urgency, task.due or date.max, task.title))


def _late_loans(desk: Desk) -> list[Task]:
    with desk.morning() as morning:
        late = morning.late_loans(desk.now())
    return [Task("loan_late", Subject.LOAN, one.id, one.what, one.organisation, one.due_at.date(), 0) for one in late]


def _lapsing_options(desk: Desk, day: date) -> list[Task]:
    until = datetime.combine(day + OPTION_NOTICE, time())
    with desk.morning() as morning:
        options = morning.lapsing_options(until)
    return [
        Task(
            "option_lapses",
            Subject.BOOKING,
            one.id,
            one.room,
            one.organisation or one.purpose,
            one.option_until,
            1 if one.option_until is not None and one.option_until <= day else 2,
        )
        for one in options
        if one.ends_at.date() >= day
    ]


def _papers(desk: Desk, day: date) -> list[Task]:
    with desk.morning() as morning:
        ending = morning.insurance_ending(day, day + INSURANCE_NOTICE)
    return [
        Task(
            "insurance_ends",
            Subject.ORGANISATION,
            one.id,
            one.name,
            str(one.uncovered),
            one.ends_on,
            2 if one.ends_on <= day else 3,
        )
        for one in ending
    ]


def _unreviewed(desk: Desk, day: date) -> list[Task]:
    with desk.morning() as morning:
        finished = morning.finished_without_review(day)
    return [
        Task("action_without_review", Subject.ACTION, one.id, one.title, str(one.partners), one.ends_on, 4)
        for one in finished
    ]


def week(desk: Desk) -> WeekFigures:
    """The current week in figures, beside the same week a year (52 weeks) ago."""
    day = desk.today()
    monday = datetime.combine(day - timedelta(days=day.weekday()), time())
    now = desk.now()
    with desk.morning() as morning:
        held = morning.bookings(Interval(monday, monday + _WEEK))
        before = morning.bookings(Interval(monday - 52 * _WEEK, monday - 51 * _WEEK))
        out, late = morning.loans_out(now), morning.loans_late(now)
    by_day = _minutes_by_day(held, monday)
    return WeekFigures(
        minutes=sum(by_day),
        bookings=len(held),
        options=sum(one.state is BookingState.OPTION for one in held),
        loans_out=out + late,
        loans_late=late,
        organisations=len({one.organisation_id for one in held if one.organisation_id is not None}),
        minutes_by_day=by_day,
        last_year_by_day=_minutes_by_day(before, monday - 52 * _WEEK),
    )


def _minutes_by_day(bookings: list[BookingLine], monday: datetime) -> tuple[int, ...]:
    days = [Interval(monday + timedelta(days=n), monday + timedelta(days=n + 1)) for n in range(7)]
    firm = [Interval(one.starts_at, one.ends_at) for one in bookings if one.state in FIRM]
    return tuple(sum(part.minutes for one in firm if (part := one.clipped(day))) for day in days)
