"""What each view of the planning reads and shows; the page says which rooms and days."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFrame, QStackedWidget, QWidget

from coopdesk.domain.booking import BookingLine
from coopdesk.domain.calendars import Calendar
from coopdesk.domain.period import Period
from coopdesk.domain.room import Room
from coopdesk.foundation.i18n import _, format_day, ngettext
from coopdesk.services import calendars, plannings
from coopdesk.services.desk import Desk
from coopdesk.services.plannings import Habit, Planning
from coopdesk.ui.planning import grid_scene, poster
from coopdesk.ui.planning.bookings_list import BookingsList
from coopdesk.ui.planning.grid import PlanningGrid
from coopdesk.ui.planning.mini_month import monday_of
from coopdesk.ui.planning.month_view import MonthView, month_days
from coopdesk.ui.planning.series_year import SeriesYear
from coopdesk.ui.planning.view_choice import View, days_of, season_name
from coopdesk.ui.widgets.layouts import scrolling


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which rooms and days: `room` is None where all are shown but the hidden ones."""

    view: View
    day: date
    rooms: Sequence[Room]
    room: Room | None
    hidden: Collection[int]

    @property
    def spaces(self) -> list[Room]:
        """The rooms that are not made of others, those of one whole beside one another."""
        whole_of: dict[int, Room] = {
            part: room for room in sorted(self.rooms, key=lambda one: len(one.parts)) for part in room.parts
        }
        spaces = [room for room in self.rooms if not room.parts]
        place = {room.id: number for number, room in enumerate(self.rooms)}

        def order(space: Room) -> tuple[int, int]:
            return place[whole_of.get(space.id, space).id], place[space.id]

        return sorted(spaces, key=order)

    @property
    def shown(self) -> list[Room]:
        """The rooms that are shown side by side."""
        return [room for room in self.spaces if room.id not in self.hidden]


class Views:
    """The widgets of the views, and what is read into them."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.grid = PlanningGrid()
        self.month = MonthView()
        self.year = SeriesYear()
        self.list = BookingsList(desk)
        self.lines: Sequence[BookingLine] = ()
        self.stack = QStackedWidget()
        self._year_place = scrolling(self.year)
        self._year_place.setFrameShape(QFrame.Shape.NoFrame)
        for view in (self.grid, self.month, self._year_place, self.list):
            self.stack.addWidget(view)

    @property
    def current(self) -> QWidget:
        """The one that is seen."""
        seen = self.stack.currentWidget()
        return self.grid if seen is None else self.year if seen is self._year_place else seen

    def show(self, wanted: Wanted) -> Calendar | None:
        """Read and show; gives back the holidays that were read."""
        if wanted.view is View.LIST:
            self.list.refresh()
            self.stack.setCurrentWidget(self.list)
            return None
        if wanted.view is View.TYPICAL:
            self._show_typical(wanted)
            return None
        room = wanted.room if wanted.view is not View.DAY else None
        planning = plannings.planning(self._desk, days_of(wanted.view, wanted.day), None if room is None else room.id)
        if wanted.view is View.MONTH:
            self._show_month(wanted, planning)
        else:
            self._show_grid(wanted, planning)
        return planning.calendar

    def _show_grid(self, wanted: Wanted, planning: Planning) -> None:
        today, rooms = self._desk.today(), wanted.rooms
        if wanted.view is View.DAY:
            scene = grid_scene.day_of_rooms(planning, rooms, wanted.shown, wanted.day)
        elif wanted.room is not None:
            scene = grid_scene.week_of_room(planning, rooms, wanted.room, monday_of(wanted.day), today)
        else:
            scene = grid_scene.week_of_rooms(planning, rooms, wanted.shown, monday_of(wanted.day), today)
        self.lines = planning.lines
        self.grid.show_scene(scene, grid_scene.spaces_of(rooms), self._desk.now())
        self.stack.setCurrentWidget(self.grid)

    def _show_month(self, wanted: Wanted, planning: Planning) -> None:
        shown = {wanted.room.id} if wanted.room else {room.id for room in wanted.shown}
        spaces = {space for room in wanted.rooms if room.id in shown for space in room.spaces}
        taken = {room.id for room in wanted.rooms if spaces & set(room.spaces)}
        closed = [
            span.interval.start.date() + timedelta(days=number)
            for span in planning.closures
            if shown <= span.rooms
            for number in range((span.interval.end - span.interval.start).days)
        ]
        first = days_of(View.MONTH, wanted.day).first
        lines = [line for line in planning.lines if line.room_id in taken]
        days = month_days(wanted.day, first, lines, planning.calendar, closed)
        where = wanted.room.name if wanted.room else _("All rooms")
        name = _("{room}, {month}").format(room=where, month=format_day(wanted.day, "MMMM yyyy"))
        self.lines = lines
        self.month.show_days(name, days, wanted.day, self._desk.today())
        self.stack.setCurrentWidget(self.month)

    def _show_typical(self, wanted: Wanted) -> None:
        season, monday = days_of(View.TYPICAL, wanted.day), monday_of(wanted.day)
        room_id = None if wanted.room is None else wanted.room.id
        habits = plannings.typical_week(self._desk, season, monday, room_id)
        notes = {one.line.id: _habit_words(one) for one in habits}
        shown = [wanted.room] if wanted.room else wanted.shown
        where = wanted.room.name if wanted.room else _("All rooms")
        name = _("{room}, typical week, {season}").format(room=where, season=season_name(season))
        self.lines = [one.line for one in habits]
        scene = grid_scene.typical_week(self.lines, notes, wanted.rooms, shown, monday, name)
        self.grid.show_scene(scene, grid_scene.spaces_of(wanted.rooms), self._desk.now(), is_fixed=True)
        self.stack.setCurrentWidget(self.grid)

    def show_series(self, series_id: int, season: Period, selected: int | None) -> Sequence[BookingLine]:
        """The year of a series; gives back all its dates, of every season."""
        lines = plannings.dates_of(self._desk, series_id)
        name = _("The dates of the series, {season}").format(season=season_name(season))
        self.lines = lines
        self.year.show_year(name, lines, season, calendars.calendar(self._desk), self._desk.today())
        if selected is not None:
            self.year.select(selected)
        self.stack.setCurrentWidget(self._year_place)
        return lines

    def poster(self, title: str, note: str, width: int) -> QImage:
        """What is seen on a sheet for the door, so many dots wide."""
        if self.current is self.month:
            return poster.picture(title, note, poster.of_month(self.month), width, has_legend=True)
        if self.current is self.grid and self.grid.scene is not None:
            return poster.picture(title, note, poster.of_scene(self.grid.scene), width, has_legend=True)
        return poster.picture(title, note, poster.of_year(self.year), width, has_legend=False)

    def selected_id(self) -> int | None:
        """The booking with the frame, in the view that is seen."""
        if self.current is self.grid:
            return self.grid.selected_id()
        if self.current is self.year:
            return self.year.selected_id()
        return None


def _habit_words(one: Habit) -> str:
    """« 24 dates, du 3 sept. au 24 juin »."""
    first, last = format_day(one.first, "d MMM"), format_day(one.last, "d MMM")
    words = ngettext("{n} date, {first} to {last}", "{n} dates, {first} to {last}", one.dates)
    return words.format(n=one.dates, first=first, last=last)
