"""The holidays of the house: those shipped with the program, those it read from a file in their place."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import Connection

from coopdesk.domain.booking import TAKING, Booking, BookingState, Reason
from coopdesk.domain.calendars import (
    Calendar,
    DatedVerdict,
    HolidayZone,
    ReasonCode,
    SchoolHoliday,
    sift,
    updated,
)
from coopdesk.domain.operation import Operation
from coopdesk.domain.typology import Words
from coopdesk.foundation.problems import Outcome, Problem, Saved, errors
from coopdesk.services import booking_rules, school_calendars
from coopdesk.services.bookings import placed, spot
from coopdesk.services.desk import Desk
from coopdesk.store import calendars as store
from coopdesk.store import house, settling
from coopdesk.store.bookings import BOOKINGS
from coopdesk.store.calendars import DateRow, ReadCalendar, SeriesName

__all__ = ["ReadCalendar", "SeriesName"]


def calendar(desk: Desk) -> Calendar:
    """The holidays of the house, by its school zone and its region."""
    with desk.read() as connection:
        return read(connection)


def read(connection: Connection) -> Calendar:
    """The holidays of the house, for a use case that is under way."""
    sheet = house.read(connection)
    shipped = school_calendars.load().calendar(sheet.school_zone, sheet.bank_region)
    own = store.read_for(connection, sheet.school_zone)
    return shipped if own is None else _with(shipped, own.holidays)


def _with(known: Calendar, news: Iterable[SchoolHoliday]) -> Calendar:
    return replace(known, holidays=updated(known.holidays, news))


@dataclass(frozen=True, slots=True)
class CalendarState:
    """What is known of the school holidays of the house, and from where.

    `source` is that of the newest shipped school year, None where none is shipped for the zone; `own` what the house
    read itself, None where it never did. `beyond` are the series that go by school holidays and end after the last one.
    """

    zone: HolidayZone
    calendar: Calendar
    source: Words | None
    own: ReadCalendar | None
    beyond: tuple[SeriesName, ...]


def state(desk: Desk) -> CalendarState:
    """What is known of the school holidays of the house, and which series go further."""
    with desk.read() as connection:
        known = read(connection)
        zone = house.read(connection).school_zone
        shipped = school_calendars.load()
        horizon = known.horizon or date.min
        return CalendarState(
            zone=zone,
            calendar=known,
            source=shipped.sources[-1].source if zone in shipped.zones else None,
            own=store.read_for(connection, zone),
            beyond=tuple(store.series_beyond(connection, max(horizon, desk.today()))),
        )


@dataclass(frozen=True, slots=True)
class HolidayChange:
    """A school holiday that an update brings (no former one), or gives other dates."""

    former: SchoolHoliday | None
    new: SchoolHoliday


@dataclass(frozen=True, slots=True)
class TakenBack:
    """A date that is no longer in the holidays; the problem is what is in its way by now."""

    row: DateRow
    booking: Booking | None
    problem: Problem | None = None


@dataclass(frozen=True, slots=True)
class SeriesChange:
    """A series that an update changes: the dates it would skip, and those it would take back."""

    series: SeriesName
    skipped: tuple[date, ...]
    taken_back: tuple[date, ...]
    blocked: tuple[tuple[date, Problem], ...]

    @property
    def changes_something(self) -> bool:
        """Whether adapting the series would write anything."""
        return bool(self.skipped or self.taken_back)


@dataclass(frozen=True, slots=True)
class CalendarUpdate:
    """What a newer school calendar would change: its holidays, then the series that go by them."""

    holidays: tuple[HolidayChange, ...]
    series: tuple[SeriesChange, ...]


def preview_update(desk: Desk, holidays: Collection[SchoolHoliday]) -> CalendarUpdate:
    """What these holidays of the house's zone would change; nothing is written."""
    with desk.read() as connection:
        known = read(connection)
        new = _with(known, holidays)
        former = {one: one for one in known.holidays}
        changed = tuple(HolidayChange(_former(known, one), one) for one in new.holidays if one not in former)
        plan = _plan(connection, known, new, desk.now())
    return CalendarUpdate(changed, tuple(change for change, _skip, _back in plan))


def _former(known: Calendar, new: SchoolHoliday) -> SchoolHoliday | None:
    """The holiday a new one takes the place of: by the same rule as the update itself."""
    gone = [one for one in known.holidays if one not in updated(known.holidays, [new])]
    return gone[0] if gone else None


def update(
    desk: Desk, zone: HolidayZone, holidays: Collection[SchoolHoliday], source: str, adapted: Collection[int] = ()
) -> Outcome:
    """Take newer school holidays of a zone in, and adapt these series to them, all as one act.

    An adapted series skips the dates that are in the holidays now, with the reason, and takes back those that no longer
    are, but where somebody else came in the meantime. What is past or was moved stays.
    """
    with desk.write(Operation.IMPORT_SCHOOL_CALENDAR) as unit:
        connection = unit.connection
        known = read(connection)
        own = store.read_for(connection, zone)
        whole = updated(() if own is None else own.holidays, holidays)
        store.write_for(connection, zone, ReadCalendar(source, desk.today(), whole))
        plan = _plan(connection, known, read(connection), desk.now()) if adapted else []
        skips = [one for change, skip, _back in plan if change.series.id in adapted for one in skip]
        backs = [one for change, _skip, back in plan if change.series.id in adapted for one in back]
        _adapt(connection, skips, [one.booking for one in backs if one.problem is None and one.booking is not None])
        unit.commit()
    return Saved(0)


_SkipRow = tuple[DateRow, Reason]
_Planned = tuple[SeriesChange, list[_SkipRow], list[TakenBack]]
_REASONS = {
    ReasonCode.SCHOOL_HOLIDAY: Reason.SCHOOL_HOLIDAY,
    ReasonCode.NO_SCHOOL_HOLIDAY: Reason.NO_SCHOOL_HOLIDAY,
    ReasonCode.BANK_HOLIDAY: Reason.BANK_HOLIDAY,
}
_BY_SCHOOL = frozenset({Reason.SCHOOL_HOLIDAY, Reason.NO_SCHOOL_HOLIDAY})
_LIVE = TAKING | {BookingState.REQUEST}


def _plan(connection: Connection, known: Calendar, new: Calendar, now: datetime) -> list[_Planned]:
    """What becomes of the dates to come that one calendar keeps and the other does not, series by series."""
    by_series: dict[int, list[DateRow]] = defaultdict(list)
    for row in store.coming_dates(connection, now):
        by_series[row.series_id].append(row)
    found: dict[int, tuple[list[_SkipRow], list[TakenBack]]] = {}
    for series_id, rows in by_series.items():
        states = Counter(row.state for row in rows if row.state in TAKING)
        usual = states.most_common(1)[0][0] if states else BookingState.CONFIRMED
        skips: list[_SkipRow] = []
        backs: list[TakenBack] = []
        for row in rows:
            before, after = (_verdict(one, row) for one in (known, new))
            if before.kept and not after.kept and row.state in _LIVE and after.reason is not None:
                skips.append((row, _REASONS[after.reason.code]))
            elif after.kept and not before.kept and row.reason_code in _BY_SCHOOL and row.state not in _LIVE:
                backs.append(_taken_back(connection, row, usual))
        if skips or backs:
            found[series_id] = skips, backs
    names = store.series_named(connection, found.keys())
    planned = [(_change(names[key], skips, backs), skips, backs) for key, (skips, backs) in found.items()]
    return sorted(planned, key=lambda one: (one[0].series.organisation or "", one[0].series.id))


def _verdict(known: Calendar, row: DateRow) -> DatedVerdict:
    (verdict,) = sift([row.day], known, row.school, row.bank)
    return verdict


def _taken_back(connection: Connection, row: DateRow, usual: BookingState) -> TakenBack:
    """A skipped date as it would be held again, and what is in its way."""
    booking = BOOKINGS.get(connection, row.booking_id)
    if booking is None:
        return TakenBack(row, None)
    back = replace(booking, state=usual, reason_code=None, reason="")
    checked = booking_rules.check(connection, back, (booking.id,))
    wrong = errors(checked.problems)
    return TakenBack(row, placed(back, checked.room) if checked.room else None, wrong[0] if wrong else None)


def _change(series: SeriesName, skips: Iterable[_SkipRow], backs: Iterable[TakenBack]) -> SeriesChange:
    return SeriesChange(
        series,
        tuple(row.day for row, _reason in skips),
        tuple(one.row.day for one in backs if one.problem is None),
        tuple((one.row.day, one.problem) for one in backs if one.problem is not None),
    )


def _adapt(connection: Connection, skips: Iterable[_SkipRow], backs: Iterable[Booking]) -> None:
    with settling.moving(connection) as move:
        for row, reason in skips:
            booking = BOOKINGS.get(connection, row.booking_id)
            if booking is None:
                continue
            move.left.append(spot(booking))
            values = {"state": BookingState.SKIPPED, "reason_code": reason, "option_until": None}
            BOOKINGS.set(connection, row.booking_id, **values)
        for booking in backs:
            BOOKINGS.replace(connection, booking.id, booking)
            move.placed.add(booking.id)
