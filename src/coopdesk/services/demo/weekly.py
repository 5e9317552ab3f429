"""What comes back every week in the fictional house: a series for each season, its dates held or left out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from random import Random

from coopdesk.domain.booking import Booking, BookingKind, BookingState, Reason
from coopdesk.domain.calendars import HolidayRule, school_year_of
from coopdesk.domain.period import Interval, Period
from coopdesk.domain.recurrence_rule import parse_rule
from coopdesk.domain.series import Series
from coopdesk.services.demo.taken import Rooms, days_of

# Close to the calendar of zone C, the same every year: month and day, both included.
_HOLIDAYS = (
    ((12, 19), (12, 31)),
    ((1, 1), (1, 3)),
    ((2, 8), (2, 22)),
    ((4, 5), (4, 19)),
    ((7, 5), (8, 31)),
    ((10, 18), (11, 1)),
)
_BANK_HOLIDAYS = {(1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25)}
_KEPT = {
    BookingKind.WORKSHOP: 0.15,
    BookingKind.LESSON: 0.1,
    BookingKind.DROP_IN: 0.5,
    BookingKind.MEETING: 0.3,
    BookingKind.EVENT: 0.3,
    BookingKind.INTERNAL: 0.7,
}


@dataclass(frozen=True, slots=True)
class Slot:
    """Something that comes back every week."""

    weekday: int
    room_id: int
    starts_at: time
    ends_at: time
    organisation_id: int | None
    kind: BookingKind
    purpose: str
    persons: int


@dataclass(slots=True)
class Weekly:
    """The series, in the order that gives their keys, and every date of them."""

    series: list[Series] = field(default_factory=list)
    dates: list[Booking] = field(default_factory=list)


def write_weekly(rooms: Rooms, slots: Sequence[Slot], period: Period, today: date, chance: Random) -> Weekly:
    """Each slot as one series for each season, from its first to its last date in a period."""
    found: dict[tuple[int, int], list[Booking]] = {}
    for day in days_of(period):
        for place, slot in enumerate(slots):
            if slot.weekday == day.weekday():
                held = _date(rooms, slot, day, today, chance)
                found.setdefault((school_year_of(day), place), []).append(held)
    weekly = Weekly()
    for (_season, place), dates in found.items():
        key = len(weekly.series) + 1
        weekly.series.append(_series(key, slots[place], dates[0], dates[-1]))
        weekly.dates += (replace(one, series_id=key) for one in dates)
    return weekly


def _date(rooms: Rooms, slot: Slot, day: date, today: date, chance: Random) -> Booking:
    """A date of a slot: held, or left out with its reason."""
    during = Interval(datetime.combine(day, slot.starts_at), datetime.combine(day, slot.ends_at))
    is_holiday = _is_school_holiday(day)
    kept = _KEPT[slot.kind] if is_holiday else 0.97
    state, reason = BookingState.SKIPPED, Reason.BANK_HOLIDAY
    if day == today or not is_bank_holiday(day):
        if day != today and chance.random() >= kept:
            reason = Reason.SCHOOL_HOLIDAY if is_holiday else Reason.BY_ORGANISATION
            state = BookingState.SKIPPED if is_holiday else BookingState.CANCELLED
        elif rooms.take(slot.room_id, during):
            state = BookingState.CONFIRMED
        else:
            reason = Reason.CONFLICT
    persons = max(2, slot.persons + chance.randrange(-4, 3)) if day < today else slot.persons
    return Booking(
        id=0,
        occurrence_on=day,
        room_id=slot.room_id,
        organisation_id=slot.organisation_id,
        starts_at=during.start,
        ends_at=during.end,
        kind=slot.kind,
        purpose=slot.purpose,
        expected_persons=persons,
        state=state,
        reason_code=None if state is BookingState.CONFIRMED else reason,
    )


def _series(key: int, slot: Slot, first: Booking, last: Booking) -> Series:
    until = last.starts_at.date()
    return Series(
        id=key,
        room_id=slot.room_id,
        organisation_id=slot.organisation_id,
        kind=slot.kind,
        purpose=slot.purpose,
        expected_persons=slot.persons,
        rule=parse_rule(f"FREQ=WEEKLY;UNTIL={until:%Y%m%d}").text,
        starts_on=first.starts_at.date(),
        starts_at=slot.starts_at,
        ends_at=slot.ends_at,
        # What is kept in more than half of the holidays is kept in them as a rule.
        school_holidays=HolidayRule.KEEP if _KEPT[slot.kind] >= 0.5 else HolidayRule.SKIP,
        bank_holidays=HolidayRule.SKIP,
    )


def slot(row: Mapping[str, str], room_ids: Mapping[str, int], organisations: Mapping[str, int]) -> Slot:
    """A slot of the table of the weekly ones."""
    return Slot(
        weekday=int(row["weekday"]),
        room_id=room_ids[row["room"]],
        starts_at=time.fromisoformat(row["start"]),
        ends_at=time.fromisoformat(row["end"]),
        organisation_id=organisations[row["organisation"]] if row["organisation"] else None,
        kind=BookingKind(row["kind"]),
        purpose=row["purpose"],
        persons=int(row["persons"]),
    )


def is_bank_holiday(day: date) -> bool:
    """Whether nothing but today's is booked on it."""
    return (day.month, day.day) in _BANK_HOLIDAYS


def _is_school_holiday(day: date) -> bool:
    return any(first <= (day.month, day.day) <= last for first, last in _HOLIDAYS)
