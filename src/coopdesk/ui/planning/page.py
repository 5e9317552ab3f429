"""The planning's page: the week of a room, or the register of bookings as a list."""

from datetime import date, datetime, time, timedelta

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QStackedWidget, QWidget

from coopdesk.domain.booking import BookingDraft
from coopdesk.domain.listing import Subject
from coopdesk.domain.period import Interval
from coopdesk.domain.room import Room
from coopdesk.foundation.i18n import N_, _, format_day
from coopdesk.services import bookings, rooms
from coopdesk.services.desk import Desk
from coopdesk.ui.messages import shown
from coopdesk.ui.page import Page, Target
from coopdesk.ui.planning.booking_dialog import BookingDialog
from coopdesk.ui.planning.bookings_list import BookingsList
from coopdesk.ui.planning.mini_month import monday_of
from coopdesk.ui.planning.side_panel import SidePanel
from coopdesk.ui.planning.week_grid import WeekGrid
from coopdesk.ui.widgets.buttons import Segments, icon_button, primary, second
from coopdesk.ui.widgets.cards import EmptyState, PageHead, line, vertical_line
from coopdesk.ui.widgets.layouts import hbox, holder, vbox

_WEEK, _LIST = "week", "list"
_MINUTE = 60_000
_WEEK_LENGTH = timedelta(days=7)


class PlanningPage(Page):
    """Chooses a week and a room, books in it, opens bookings."""

    title, icon = N_("Planning"), "calendar-days"
    subjects = frozenset({"booking", "room", "room_hours", "organisation"})
    opens = frozenset({Subject.BOOKING})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._rooms: list[Room] = []
        self._room_id: int | None = None
        self._monday = monday_of(desk.today())
        # The narrow form first: the wide one must not dictate a small window's width.
        self._narrow = True
        self.panel = SidePanel()
        self.grid = WeekGrid()
        self.list = BookingsList(desk)
        self._views = Segments([(_WEEK, _("Week")), (_LIST, _("List"))], _("View"))
        self._book = primary(_("Book"), self.new_record, icon="calendar-plus", writes=True)
        self.fold = icon_button("menu", _("Month, rooms and legend"), self._fold_panel)
        self._head = PageHead(_("Planning"), "", self._navigation(), self._views, self._book)
        self._stack = QStackedWidget()
        self._side_line = vertical_line()
        self._lay_out()
        self._connect()
        self._show_side()

    def _navigation(self) -> QWidget:
        back = icon_button("chevron-left", _("Previous week"), lambda: self._turn(-1))
        on = icon_button("chevron-right", _("Next week"), lambda: self._turn(1))
        self._today = second(_("Today"), self._go_to_today)
        self._short_today = icon_button("calendar-check", _("Today"), self._go_to_today)
        self._weeks = holder(hbox(back, self._today, self._short_today, on, spacing=4))
        return self._weeks

    def _lay_out(self) -> None:
        add_room = primary(_("Add a room"), self._add_room, icon="plus", writes=True)
        self.empty = EmptyState(
            "door-open",
            _("There is no room to book yet"),
            _("Add the first room with its capacity and opening hours; its week then shows here."),
            add_room,
        )
        self._fold_place = holder(hbox(self.fold, margins=(12, 0, 0, 0)))
        for view in (self.grid, self.list, self.empty):
            self._stack.addWidget(view)
        head = hbox(self._fold_place, (self._head, 1), spacing=0)
        self._main = vbox(head, line(), (self._stack, 1), spacing=0)
        self.setLayout(hbox(self.panel, self._side_line, (self._main, 1), spacing=0))

    def _connect(self) -> None:
        self._views.changed.connect(lambda _view: self.refresh())
        self.panel.day_chosen.connect(self._go_to)
        self.panel.room_chosen.connect(self._choose_room)
        self.grid.opened.connect(lambda booking_id: self._edit(booking_id))
        self.list.opened.connect(lambda booking_id: self._edit(booking_id))
        self.list.counted.connect(self._head.set_note)
        self.grid.drawn.connect(self._book_drawn)
        self.grid.paged.connect(self._turn)
        # The now-line moves on by itself.
        clock = QTimer(self, interval=_MINUTE)
        clock.timeout.connect(self._tick)
        clock.start()

    def refresh(self) -> None:
        """Read the rooms and what is shown of their bookings."""
        self._rooms = rooms.rooms(self.desk)
        known = {room.id for room in self._rooms}
        if self._room_id not in known:
            self._room_id = self._rooms[0].id if self._rooms else None
        self.panel.show_rooms(self._rooms, self._room_id)
        self.panel.show_day(self._monday, self.desk.today())
        self.list.show_rooms(self._rooms)
        self._show_view()

    def set_read_only(self, is_read_only: bool) -> None:
        """Let nobody draw a booking."""
        super().set_read_only(is_read_only)
        self.grid.set_read_only(is_read_only)

    def _show_view(self) -> None:
        view, room = self._views.value(), self._room()
        self._book.setEnabled(room is not None)
        self._weeks.setVisible(view == _WEEK and room is not None)
        self._show_side()
        if room is None:
            self._head.set_title(_("Planning"))
            self._head.set_note("")
            self._stack.setCurrentWidget(self.empty)
        elif view == _LIST:
            self._head.set_title(_("Bookings"))
            self.list.refresh()
            self._stack.setCurrentWidget(self.list)
        else:
            self._show_week(room)
            self._stack.setCurrentWidget(self.grid)

    def _show_week(self, room: Room) -> None:
        midnight = datetime.combine(self._monday, time())
        held = bookings.between(self.desk, Interval(midnight, midnight + _WEEK_LENGTH), room.id)
        self.grid.show_week(self._monday, held, room, self.desk.now())
        self._head.set_title(week_title(self._monday, is_short=self._narrow))
        week = _("week {number}").format(number=self._monday.isocalendar().week)
        self._head.set_note(f"{week} · {room.name}")

    def set_narrow(self, is_narrow: bool) -> None:
        """Fold the month, the rooms and the legend behind a button."""
        self._narrow = is_narrow
        self._show_view()
        self.list.set_narrow(is_narrow)

    def _show_side(self) -> None:
        has_side = self._views.value() == _WEEK and bool(self._rooms)
        self._fold_place.setVisible(has_side and self._narrow)
        self._today.setVisible(not self._narrow)
        self._short_today.setVisible(self._narrow)
        is_shown = has_side and not self._narrow
        self.panel.setVisible(is_shown)
        self._side_line.setVisible(is_shown)

    def _fold_panel(self) -> None:
        self.panel.setVisible(self.panel.isHidden())
        self._side_line.setVisible(not self.panel.isHidden())

    def new_record(self, subject: Subject | None = None, organisation_id: int | None = None) -> None:
        """Book: today if it is in the week shown, from the next full hour."""
        if (room := self._room()) is None and not self._rooms:
            self.refresh()
            room = self._room()
        if room is None:
            self._add_room()
            return
        now = self.desk.now()
        if self._monday <= now.date() < self._monday + _WEEK_LENGTH:
            start = now.replace(minute=0) + timedelta(hours=1)
        else:
            start = datetime.combine(self._monday, time(9))
        self._begin(start, start + timedelta(hours=2), organisation_id)

    def open_record(self, subject: Subject, record_id: int) -> None:
        """Show a booking in its week, selected."""
        booking = bookings.get(self.desk, record_id)
        if booking is None:
            return
        self._views.set_value(_WEEK)
        self._room_id = booking.room_id
        self._monday = monday_of(booking.starts_at.date())
        self.refresh()
        self.grid.select(record_id)
        self.grid.setFocus()

    @shown
    def _book_drawn(self, start: datetime, end: datetime) -> None:
        self._begin(start, end, None)

    def _begin(self, start: datetime, end: datetime, organisation_id: int | None) -> None:
        if (room := self._room()) is not None:
            self._ask(
                BookingDraft(room_id=room.id, organisation_id=organisation_id, starts_at=start, ends_at=end), None
            )

    @shown
    def _edit(self, booking_id: int) -> None:
        booking = bookings.get(self.desk, booking_id)
        if booking is not None:
            self._ask(booking, booking_id)

    def _ask(self, draft: BookingDraft, booking_id: int | None) -> None:
        dialog = BookingDialog(self.desk, self._rooms, draft, booking_id, self)
        dialog.deleted.connect(self.refresh)
        dialog.saved.connect(lambda saved: self._show_saved(saved.id))
        dialog.open()

    def _show_saved(self, booking_id: int) -> None:
        if self._views.value() == _WEEK:
            self.open_record(Subject.BOOKING, booking_id)
        else:
            self.refresh()
            self.list.view.select(booking_id)

    def _room(self) -> Room | None:
        return next((room for room in self._rooms if room.id == self._room_id), None)

    def _choose_room(self, room_id: int) -> None:
        self._room_id = room_id
        self._show_view()

    @shown
    def _turn(self, weeks: int) -> None:
        self._go_to(self._monday + weeks * _WEEK_LENGTH)

    def _go_to(self, day: date) -> None:
        self._monday = monday_of(day)
        self.panel.show_day(day, self.desk.today())
        self._show_view()

    def _go_to_today(self) -> None:
        self._go_to(self.desk.today())

    def _tick(self) -> None:
        self.grid.set_now(self.desk.now())

    def _add_room(self) -> None:
        self.navigate.emit(Target(Subject.ROOM, None, new=True))


def week_title(monday: date, *, is_short: bool = False) -> str:
    """« 14 – 20 décembre », « 28 décembre – 3 janvier »."""
    sunday = monday + timedelta(days=6)
    whole = "d MMM" if is_short else "d MMMM"
    return f"{format_day(monday, 'd' if monday.month == sunday.month else whole)} – {format_day(sunday, whole)}"
