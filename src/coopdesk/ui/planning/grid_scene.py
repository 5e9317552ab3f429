"""What a planning shows, as plain data ready to be laid out and painted: heads, blocks, closures, holidays."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from coopdesk.domain.booking import BookingLine
from coopdesk.domain.calendars import Calendar, Reason, ReasonCode
from coopdesk.domain.period import Interval
from coopdesk.domain.room import Room, hours_on
from coopdesk.foundation.i18n import _, format_day, format_duration, ngettext
from coopdesk.services.closures import ClosureSpan
from coopdesk.services.plannings import Planning
from coopdesk.ui.painting.day_spans import Span, closed_stretches, shown_hours
from coopdesk.ui.planning.grid_cells import Block, Cell, Spaces, booked_minutes, cells_of, lay_out, options_in
from coopdesk.wording.calendars import reason_words
from coopdesk.wording.labels import label

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Head:
    """What stands over a column or before a row: its name and a note, from the fullest words to the shortest."""

    names: tuple[str, ...]
    notes: tuple[str, ...] = ()
    is_today: bool = False
    is_accessible: bool = False


@dataclass(frozen=True, slots=True)
class Band:
    """A holiday under the heads of some columns, from the fullest words to the shortest."""

    first: int
    last: int
    words: tuple[str, ...]
    is_bank_holiday: bool


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some minutes of a cell, or of several beside one another; why, where it is a closure."""

    cell: int
    start: int
    end: int
    cells: int = 1
    reason: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Scene:
    """One picture of the planning; `rows` are the rooms where they are rows, none where cells stand upright."""

    name: str
    cells: tuple[Cell, ...]
    blocks: tuple[Block, ...]
    heads: tuple[Head, ...]
    rows: tuple[Head, ...] = ()
    bands: tuple[Band, ...] = ()
    outside: tuple[Stretch, ...] = ()
    closed: tuple[Stretch, ...] = ()
    sand: frozenset[int] = frozenset()
    hours: tuple[int, int] = (8, 22)
    notes: Mapping[int, str] | None = None
    """What is said of a booking beside its own words, by its key."""

    def is_now(self, cell: int, now: datetime) -> bool:
        """Whether a cell is of today; a typical week has no today."""
        return self.notes is None and self.cells[cell].day == now.date()


def spaces_of(rooms: Iterable[Room]) -> dict[int, Spaces]:
    """The spaces each room takes."""
    return {room.id: frozenset(room.spaces) for room in rooms}


def week_of_room(planning: Planning, rooms: Sequence[Room], room: Room, monday: date, today: date) -> Scene:
    """Seven days of one room, with what others take of its spaces."""
    days = [monday + timedelta(days=number) for number in range(7)]
    cells = cells_of(days, [(room.id, frozenset(room.spaces))])
    blocks = lay_out(planning.lines, cells, spaces_of(rooms))
    closed = _closed(planning.closures, cells)
    first, last = format_day(days[0], "d MMMM"), format_day(days[-1], "d MMMM")
    return Scene(
        name=_("{room}, week from {first} to {last}").format(room=room.name, first=first, last=last),
        cells=cells,
        blocks=tuple(blocks),
        heads=tuple(
            Head(day_names(cell.day), _day_notes(blocks, number, cell.day, room), cell.day == today)
            for number, cell in enumerate(cells)
        ),
        bands=bands(planning.calendar, days),
        outside=_outside(cells, {room.id: room}),
        closed=closed,
        sand=_sand(planning.calendar, cells),
        hours=_hours(blocks, [room], days),
    )


def day_of_rooms(planning: Planning, rooms: Sequence[Room], shown: Sequence[Room], day: date) -> Scene:
    """One day, rooms side by side; what takes several of them goes over them."""
    cells = cells_of([day], [(room.id, frozenset(room.spaces)) for room in shown])
    blocks = lay_out(planning.lines, cells, spaces_of(rooms))
    whole = bands(planning.calendar, [day])
    return Scene(
        name=_("All rooms, {day}").format(day=format_day(day, "EEEE d MMMM")),
        cells=cells,
        blocks=tuple(blocks),
        heads=tuple(_room_head(room) for room in shown),
        bands=tuple(Band(0, len(cells) - 1, one.words, one.is_bank_holiday) for one in whole),
        outside=_outside(cells, {room.id: room for room in shown}),
        closed=_closed(planning.closures, cells),
        sand=_sand(planning.calendar, cells),
        hours=_hours(blocks, shown, [day]),
    )


def week_of_rooms(planning: Planning, rooms: Sequence[Room], shown: Sequence[Room], monday: date, today: date) -> Scene:
    """Seven days of all rooms: days across, a room a row."""
    days = [monday + timedelta(days=number) for number in range(7)]
    cells = cells_of(days, [(room.id, frozenset(room.spaces)) for room in shown])
    blocks = lay_out(planning.lines, cells, spaces_of(rooms), joined=False)
    first, last = format_day(days[0], "d MMMM"), format_day(days[-1], "d MMMM")
    return Scene(
        name=_("All rooms, week from {first} to {last}").format(first=first, last=last),
        cells=cells,
        blocks=tuple(blocks),
        heads=tuple(Head(day_names(day), (), day == today) for day in days),
        rows=tuple(_room_head(room) for room in shown),
        bands=bands(planning.calendar, days),
        outside=_outside(cells, {room.id: room for room in shown}),
        closed=_closed(planning.closures, cells),
        sand=_sand(planning.calendar, cells),
        hours=_hours(blocks, shown, days),
    )


def typical_week(
    lines: Sequence[BookingLine],
    notes: Mapping[int, str],
    rooms: Sequence[Room],
    shown: Sequence[Room],
    monday: date,
    name: str,
) -> Scene:
    """The series of a season on Monday to Sunday, without dates: of one room upright, of several lying."""
    days = [monday + timedelta(days=number) for number in range(7)]
    cells = cells_of(days, [(room.id, frozenset(room.spaces)) for room in shown])
    blocks = lay_out(lines, cells, spaces_of(rooms), joined=len(shown) == 1)
    return Scene(
        name=name,
        cells=cells,
        blocks=tuple(blocks),
        heads=tuple(Head((_capital(format_day(day, "EEEE")), _capital(format_day(day, "EEE")))) for day in days),
        rows=tuple(_room_head(room) for room in shown) if len(shown) > 1 else (),
        outside=_outside(cells, {room.id: room for room in shown}),
        hours=_hours(blocks, shown, days),
        notes=notes,
    )


def bands(calendar: Calendar, days: Sequence[date]) -> tuple[Band, ...]:
    """The holidays of some days in a row; a bank holiday comes before the school holidays it is in."""
    found: list[tuple[int, int, Reason]] = []
    for number, day in enumerate(days):
        reason = calendar.reason(day)
        if reason is None:
            continue
        if found and found[-1][1] == number - 1 and found[-1][2] == reason:
            found[-1] = (found[-1][0], number, reason)
        else:
            found.append((number, number, reason))
    return tuple(
        Band(first, last, _band_words(calendar, days[last], reason), reason.code is ReasonCode.BANK_HOLIDAY)
        for first, last, reason in found
    )


def _band_words(calendar: Calendar, day: date, reason: Reason) -> tuple[str, ...]:
    name = reason_words(reason)
    holiday = calendar.school_holiday(day)
    if reason.code is ReasonCode.BANK_HOLIDAY or holiday is None:
        return (name,)
    zone = label(holiday.zone)
    full = _("{holiday} · {zone}, until {day}").format(
        holiday=name, zone=zone[:1].lower() + zone[1:], day=format_day(holiday.last, "d MMMM")
    )
    until = _("{holiday}, until {day}").format(holiday=name, day=format_day(holiday.last, "d MMMM"))
    return full, until, name


def day_names(day: date) -> tuple[str, ...]:
    """« Jeudi 17 », « Jeu. 17 », « 17 »."""
    return tuple(_capital(format_day(day, pattern)) for pattern in ("EEEE d", "EEE d", "d"))


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _day_notes(blocks: Sequence[Block], cell: int, day: date, room: Room) -> tuple[str, ...]:
    """Under a day's name: the hours booked and the options."""
    minutes, count = booked_minutes(blocks, cell), options_in(blocks, cell)
    options = ngettext("{n} option", "{n} options", count).format(n=count) if count else ""
    if not minutes:
        is_closed = room.hours and not hours_on(room.hours, day)
        return (options or (_("Closed") if is_closed else ""),)
    length = format_duration(minutes)
    booked = _("{hours} booked").format(hours=length)
    return (f"{booked} · {options}", booked, length) if options else (booked, length)


def _room_head(room: Room) -> Head:
    places = ngettext("{n} place", "{n} places", room.capacity).format(n=room.capacity)
    notes = (f"{places} · {room.fixtures[0]}", places) if room.fixtures else (places,)
    return Head((room.name,), (*notes, str(room.capacity)), is_accessible=room.is_accessible)


def _outside(cells: Sequence[Cell], rooms: Mapping[int, Room]) -> tuple[Stretch, ...]:
    """When rooms are not open, on each day by the hours of its period."""
    return tuple(
        Stretch(number, start, end)
        for number, cell in enumerate(cells)
        for start, end in closed_stretches(rooms[cell.room_id].hours, cell.day)
    )


def _closed(closures: Iterable[ClosureSpan], cells: Sequence[Cell]) -> tuple[Stretch, ...]:
    stretches: list[Stretch] = []
    for one in closures:
        for number, cell in enumerate(cells):
            if cell.room_id not in one.rooms or (span := _on_day(one.interval, cell.day)) is None:
                continue
            before = stretches[-1] if stretches else None
            if before is not None and _goes_on(before, number, one, cells):
                stretches[-1] = replace(before, cells=before.cells + 1)
            else:
                stretches.append(Stretch(number, *span, 1, one.closure.reason))
    return tuple(stretches)


def _goes_on(before: Stretch, number: int, closed: ClosureSpan, cells: Sequence[Cell]) -> bool:
    """Whether a closure is in the neighbour of the same day too: it is hatched, and named, as one."""
    is_next = before.cell + before.cells == number and cells[before.cell].day == cells[number].day
    return is_next and before.reason == closed.closure.reason


def _on_day(interval: Interval, day: date) -> Span | None:
    midnight = datetime.combine(day, time())
    part = interval.clipped(Interval(midnight, midnight + _DAY))
    if part is None:
        return None
    start = int((part.start - midnight).total_seconds() // 60)
    return Span(start, start + part.minutes)


def _sand(calendar: Calendar, cells: Sequence[Cell]) -> frozenset[int]:
    days = {cell.day for cell in cells}
    sandy = {day for day in days if calendar.school_holiday(day) is not None}
    return frozenset(number for number, cell in enumerate(cells) if cell.day in sandy)


def _hours(blocks: Iterable[Block], rooms: Iterable[Room], days: Sequence[date]) -> tuple[int, int]:
    """The hours to show: the usual day, the opening of these days, every booking with its buffers."""
    opening = [one for room in rooms for day in days for one in hours_on(room.hours, day)]
    return shown_hours([Span(block.start, block.end) for block in blocks], opening)
