"""The morning's page: what is on today, what is to be done, what the week holds."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from coopdesk.domain.booking import FIRM, BookingLine, BookingState
from coopdesk.domain.house import Requirement
from coopdesk.domain.listing import Subject
from coopdesk.domain.organisation import INSURANCE_NOTICE
from coopdesk.domain.period import Interval, Period
from coopdesk.domain.room import Room
from coopdesk.domain.room_key import DoorKey, KeyState, state_for
from coopdesk.services import waiting
from coopdesk.services.desk import Desk
from coopdesk.store import closed_rooms, pending
from coopdesk.store.morning import Morning
from coopdesk.store.pending import MissingPaper

OPTION_NOTICE = timedelta(days=3)
"""How long before its end an option is asked about."""

LAPSED_SHOWN = timedelta(days=14)
"""How long a lapsed option, or damage that was found, stays among what is to be done."""

PAPER_NOTICE = timedelta(days=30)
"""How long before a booking its missing papers are asked for."""

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
    starts_text: str = ""
    """When a booking starts; "" for what is none."""
    others: int = 0
    """How many more dates of the same series wait for the same."""

    @property
    def starts_at(self) -> datetime | None:
        """When the booking it is about starts."""
        return datetime.fromisoformat(self.starts_text) if self.starts_text else None


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


def has_organisations(desk: Desk) -> bool:
    """Whether anybody is in the register yet: a house that has a room and nobody is as new as one without."""
    with desk.morning() as morning:
        return morning.has_organisations()


def today(desk: Desk) -> list[BookingLine]:
    """Today's bookings of every room."""
    with desk.morning() as morning:
        return morning.bookings(Period(desk.today(), desk.today()).interval)


class ClosedToday(NamedTuple):
    """A closure as far as it is today's, and the rooms that cannot be used meanwhile."""

    rooms: frozenset[int]
    interval: Interval
    reason: str


def closed(desk: Desk) -> list[ClosedToday]:
    """What is closed today, soonest first: rooms, those that share a space with them, the whole house."""
    during = Period(desk.today(), desk.today()).interval
    with desk.morning() as morning:
        every = [(one, span) for one in closed_rooms.closures(morning.connection) for span in one.during(during)]
        if not every:
            return []
        sharing = closed_rooms.sharing(morning.connection)
        house = frozenset(room.id for room in morning.rooms())
    found = [
        ClosedToday(
            house if one.room_id is None else frozenset({one.room_id, *sharing.get(one.room_id, ())}), part, one.reason
        )
        for one, span in every
        if (part := span.clipped(during)) is not None
    ]
    return sorted(found, key=lambda one: (one.interval.start, one.interval.end, one.reason))


def keys_of(desk: Desk, lines: Sequence[BookingLine]) -> dict[int, KeyState]:
    """How the key of its room stands for each firm booking, by the booking's key.

    A key that the organisation kept is shown all day; one to hand over only until the booking is over.
    """
    by_room: dict[int, list[DoorKey]] = {}
    with desk.morning() as morning:
        for one in pending.keys_of_rooms(morning):
            by_room.setdefault(one.room_id, []).append(one)
    states: dict[int, KeyState] = {}
    for line in lines:
        state = state_for(line.organisation_id, by_room.get(line.room_id, [])) if line.state in FIRM else None
        if state is KeyState.OUT or (state is not None and line.ends_at > desk.now()):
            states[line.id] = state
    return states


def to_do(desk: Desk) -> list[Task]:
    """What is to be done, most urgent first: what is late, what ends soon, what is missing."""
    day, now = desk.today(), desk.now()
    with desk.morning() as morning:
        tasks = [
            *_late_loans(morning, now),
            *_keys_due(morning, day),
            *_options(morning, day, now),
            *_requests(morning, desk),
            *_papers(morning, day),
            *_damages(morning, day),
            *_unreviewed(morning, day),
        ]
    return sorted(tasks, key=lambda task: (task.urgency, task.due or date.max, task.title))


def _late_loans(morning: Morning, now: datetime) -> list[Task]:
    return [
        Task("loan_late", Subject.LOAN, one.id, one.what, one.organisation, one.due_at.date(), 0)
        for one in morning.late_loans(now)
    ]


def _keys_due(morning: Morning, day: date) -> list[Task]:
    # A handover is no record of any page: its own dialog is the remedy.
    return [
        Task("key_due", Subject.ROOM, one.handover_id, one.label, one.organisation, one.due_on, int(one.due_on >= day))
        for one in pending.keys_due(morning, day)
    ]


def _options(morning: Morning, day: date, now: datetime) -> list[Task]:
    lapsing = pending.lapsing_options(morning, day - LAPSED_SHOWN, day + OPTION_NOTICE)
    lapsed = pending.lapsed_options(morning, day - LAPSED_SHOWN, now)
    return [
        *(
            _of_booking("option_lapses", one, one.option_until, 2 if (one.option_until or day) > day else 1, others)
            for one, others in _once_a_series(one for one in lapsing if one.ends_at.date() >= day)
        ),
        *(_of_booking("option_lapsed", one, one.option_until, 2, others) for one, others in _once_a_series(lapsed)),
    ]


def _requests(morning: Morning, desk: Desk) -> list[Task]:
    standing = waiting.standing_in(morning, desk)
    return [
        *(
            _of_booking("request_free", one, one.starts_at.date(), 2, others)
            for one, others in _once_a_series(standing.ringing)
        ),
        *(
            _of_booking("request_waiting", one, one.starts_at.date(), 5, others)
            for one, others in _once_a_series(standing.waiting)
        ),
    ]


def _once_a_series(lines: Iterable[BookingLine]) -> list[tuple[BookingLine, int]]:
    """Each booking, of a series only the first date, with how many more there are: thirty lines would hide the rest."""
    groups: dict[tuple[int, date | None], list[BookingLine]] = {}
    for line in lines:
        # No two bookings that stand alone share a key; dates of a series are held until the same day, or told apart.
        key = (-line.id, None) if line.series_id is None else (line.series_id, line.option_until)
        groups.setdefault(key, []).append(line)
    first = [min(group, key=lambda line: line.starts_text) for group in groups.values()]
    return [(one, len(group) - 1) for one, group in zip(first, groups.values(), strict=True)]


def _of_booking(code: str, line: BookingLine, due: date | None, urgency: int, others: int) -> Task:
    who = line.organisation or line.purpose
    return Task(code, Subject.BOOKING, line.id, line.room, who, due, urgency, line.starts_text, others)


def _papers(morning: Morning, day: date) -> list[Task]:
    agreement, insurance = morning.requirements()
    tasks = [
        Task(
            "insurance_ends",
            Subject.ORGANISATION,
            one.id,
            one.name,
            str(one.uncovered),
            one.ends_on,
            2 if one.ends_on <= day else 3,
        )
        for one in morning.insurance_ending(day, day + INSURANCE_NOTICE)
    ]
    if insurance is Requirement.REQUIRE:
        missing = pending.insurances_lacking(morning, day, day + PAPER_NOTICE)
        tasks += [_missing("insurance_missing", one, 2) for one in missing]
    if agreement is not Requirement.NONE:
        urgency = 2 if agreement is Requirement.REQUIRE else 3
        missing = pending.agreements_lacking(morning, day, day + PAPER_NOTICE)
        tasks += [_missing("agreement_missing", one, urgency) for one in missing]
    return tasks


def _missing(code: str, one: MissingPaper, urgency: int) -> Task:
    ended = "" if one.ended_on is None else one.ended_on.isoformat()
    return Task(code, Subject.ORGANISATION, one.id, one.name, ended, one.first_on, urgency)


def _damages(morning: Morning, day: date) -> list[Task]:
    return [
        Task(
            "damage_found",
            Subject.BOOKING,
            one.booking_id,
            one.room,
            " · ".join(part for part in (one.organisation or "", one.remarks) if part),
            one.found_on,
            3,
        )
        for one in pending.damages(morning, day - LAPSED_SHOWN)
    ]


def _unreviewed(morning: Morning, day: date) -> list[Task]:
    return [
        Task("action_without_review", Subject.ACTION, one.id, one.title, str(one.partners), one.ends_on, 4)
        for one in morning.finished_without_review(day)
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
