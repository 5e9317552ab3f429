"""The planning's page: day, week, month, typical week, the year of a series, or the register of bookings as a list."""

from datetime import date, datetime

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from coopdesk.domain.booking import BookingDraft, BookingLine
from coopdesk.domain.listing import Subject
from coopdesk.domain.period import Period
from coopdesk.domain.recurrence_rule import parse_rule
from coopdesk.domain.room import Room
from coopdesk.foundation.i18n import N_, _
from coopdesk.services import bookings, calendars, plannings, rooms, series
from coopdesk.services.desk import Desk
from coopdesk.services.plannings import season_of
from coopdesk.ui import messages
from coopdesk.ui.messages import shown
from coopdesk.ui.page import Page, Target
from coopdesk.ui.painting.booking_words import name_of
from coopdesk.ui.planning.booking_dialog import BookingDialog
from coopdesk.ui.planning.edits import Edits
from coopdesk.ui.planning.grid_drag import Slot
from coopdesk.ui.planning.grid_drag import Target as DragTarget
from coopdesk.ui.planning.page_actions import PageAction
from coopdesk.ui.planning.page_head import PlanningHead
from coopdesk.ui.planning.side_panel import SidePanel
from coopdesk.ui.planning.view_choice import View, season_name
from coopdesk.ui.planning.views import Views
from coopdesk.ui.planning.where import Where
from coopdesk.ui.widgets.buttons import primary
from coopdesk.ui.widgets.cards import EmptyState, line, vertical_line
from coopdesk.ui.widgets.layouts import hbox, vbox
from coopdesk.wording.recurrence import rule_words

_MINUTE = 60_000


class PlanningPage(Page):
    """Chooses a view, days and rooms; books, opens, moves and copies bookings."""

    title, icon = N_("Planning"), "calendar-days"
    subjects = frozenset(
        {
            "booking", "series", "room", "room_hours", "room_part", "room_layout", "room_fixture", "closure",
            "organisation", "house", "school_calendar", "school_holiday",
        }
    )  # fmt: skip
    opens = frozenset({Subject.BOOKING})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._where = Where(desk.today())
        # The narrow form first: the wide one must not dictate a small window's width.
        self._narrow, self._is_unfolded = True, False
        self.panel = SidePanel()
        self.views = Views(desk)
        self.grid, self.list = self.views.grid, self.views.list
        self.head = PlanningHead(self._act)
        self._edits = Edits(desk, self, self._show_done)
        self._stack = QStackedWidget()
        self._side_line = vertical_line()
        self._lay_out()
        self._connect_head()
        self._connect_views()
        self._show_side()
        # The now-line moves on by itself.
        clock = QTimer(self, interval=_MINUTE)
        clock.timeout.connect(lambda: self.grid.set_now(self.desk.now()))
        clock.start()

    def _lay_out(self) -> None:
        add_room = primary(_("Add a room"), self._add_room, icon="plus", writes=True)
        self.empty = EmptyState(
            "door-open",
            _("There is no room to book yet"),
            _("Add the first room with its capacity and opening hours; its week then shows here."),
            add_room,
        )
        for widget in (self.views.stack, self.empty):
            self._stack.addWidget(widget)
        main = vbox(self.head, line(), (self._stack, 1), spacing=0)
        self._row = hbox(self.panel, self._side_line, (main, 1), spacing=0)
        self.setLayout(self._row)

    def _connect_head(self) -> None:
        head, panel = self.head, self.panel
        head.view_chosen.connect(self._choose_view)
        head.turned.connect(self._turn)
        head.today_wanted.connect(lambda: self._go_to(self.desk.today()))
        head.find_wanted.connect(self._find_room)
        head.book_wanted.connect(self.new_record)
        head.panel_wanted.connect(self._fold_panel)
        head.left_series.connect(self._leave_series)
        panel.day_chosen.connect(self._go_to)
        panel.room_chosen.connect(self._choose_room)
        panel.all_wanted.connect(self._want_all)
        panel.ticked.connect(self._tick_room)

    def _connect_views(self) -> None:
        grid, month, year = self.grid, self.views.month, self.views.year
        for view in (grid, self.list, month, year):
            view.opened.connect(lambda booking_id: self._open(booking_id))
        for view in (grid, month, year):
            view.paged.connect(self._turn)
        self.list.counted.connect(self.head.set_note)
        month.day_opened.connect(self._open_day)
        month.day_selected.connect(self._take_day)
        grid.drawn.connect(self._book_slot)
        grid.tried.connect(self._try)
        grid.moved.connect(self._move)
        grid.removed.connect(self._remove)
        grid.copied.connect(self._edits.copy)
        grid.pasted.connect(self._paste)
        grid.repeated.connect(self._repeat)

    def refresh(self) -> None:
        """Read the rooms and what is shown of their bookings."""
        self._where.take_rooms(rooms.rooms(self.desk), plannings.last_room(self.desk))
        self.list.show_rooms(self._where.rooms)
        self._show_view()

    def set_read_only(self, is_read_only: bool) -> None:
        """Let nobody draw or move a booking."""
        super().set_read_only(is_read_only)
        self.grid.set_read_only(is_read_only)
        self.head.set_read_only(is_read_only)

    def set_narrow(self, is_narrow: bool) -> None:
        """Fold the month, the rooms and the legend behind a button; the views become a list."""
        self._narrow, self._is_unfolded = is_narrow, False
        self.head.set_narrow(is_narrow)
        if is_narrow:
            self._row.removeWidget(self.panel)
        elif self._row.indexOf(self.panel) < 0:
            self._row.insertWidget(0, self.panel)
        self._show_view()
        self.list.set_narrow(is_narrow)

    def _show_view(self) -> None:
        where = self._where
        self._show_side()
        if not where.rooms:
            self.head.say(_("Planning"), "")
            self._stack.setCurrentWidget(self.empty)
            return
        if where.series_id is not None:
            self._show_series(where.series_id)
        elif where.view is View.LIST:
            self.head.say(_("Bookings"), "")
            self.views.show(where.wanted)
        else:
            calendar = self.views.show(where.wanted)
            self.panel.show_day(where.day, self.desk.today(), calendar or calendars.calendar(self.desk))
            is_bare = where.view is View.TYPICAL and not self.views.lines
            note = " · ".join((season_name(season_of(where.day)), _("no series"))) if is_bare else where.note
            self.head.say(where.title(), note, where.title(is_short=True))
        self._stack.setCurrentWidget(self.views.stack)

    def _show_series(self, series_id: int) -> None:
        season = season_of(self._where.day)
        lines = self.views.show_series(series_id, season, self.views.year.selected_id())
        if not lines:
            self._leave_series()
            return
        whole = series.get(self.desk, series_id)
        rule = rule_words(parse_rule(whole.rule), whole.starts_on) if whole is not None and whole.rule else ""
        note = (season_name(season), lines[-1].room, lines[-1].purpose, rule)
        self.head.say(name_of(lines[-1]), " · ".join(part for part in note if part))

    def _show_side(self) -> None:
        where = self._where
        is_series, has_rooms = where.series_id is not None, bool(where.rooms)
        self.head.show_for(where.view, has_rooms=has_rooms, is_series=is_series, has_side=where.has_side)
        if where.view is View.DAY or where.is_all:
            self.panel.show_all(where.wanted.spaces, where.hidden, may_be_one=where.view is not View.DAY)
        else:
            self.panel.show_one(where.rooms, where.room_id)
        self.panel.setVisible(where.has_side and (self._is_unfolded or not self._narrow))
        self._side_line.setVisible(where.has_side and not self._narrow)
        self._place_panel()

    def _fold_panel(self) -> None:
        self._is_unfolded = not self._is_unfolded
        self._show_side()

    def _place_panel(self) -> None:
        """Beside the views, or over them where the page is narrow."""
        if self._narrow and self._is_unfolded:
            top = self.head.height() + 1
            self.panel.setGeometry(0, top, self.panel.width(), self.height() - top)
            self.panel.raise_()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The panel that lies over the views is as high as they are."""
        super().resizeEvent(event)
        self._place_panel()

    # What the acts of « … » may ask (page_actions.PlanningView).

    def as_parent(self) -> QWidget:
        """The page, for a dialog to stand over."""
        return self

    def shown_days(self) -> Period:
        """The first and last day that are shown."""
        return self._where.days

    def chosen_room(self) -> Room | None:
        """The room that is shown, None where all are."""
        return self._where.room

    def selected_id(self) -> int | None:
        """The booking with the frame."""
        return self.views.selected_id()

    def print_shown(self) -> None:
        """Print what is shown, for the door."""
        from coopdesk.ui import printing  # noqa: PLC0415 - Qt's printing is loaded by who prints

        if self.views.current is self.list:
            messages.inform(self, _("A list is not printed: choose the day, the week or the month first."))
            return
        title = f"{self.head.title} · {self.desk.house().name}"
        printer = printing.ask_printer(self, title, is_landscape=True)
        if printer is None:
            return
        sheet = self.views.poster(title, self.head.note, printing.dots_across(printer))
        if not printing.print_page(printer, sheet):
            messages.warn(self, _("The printer did not take the sheet: check that it is switched on and connected."))

    def show_series_of_selected(self) -> None:
        """Show the year of the series that the booking with the frame is a date of."""
        found = next((one for one in self.views.lines if one.id == self.selected_id()), None)
        if found is not None and found.series_id is not None:
            self._open_series(found)
        else:
            messages.inform(self, _("Select a date of a series first: it has two arrows in its corner."))

    @shown
    def _act(self, one: PageAction) -> None:
        one.act(self.desk, self)

    def _open_series(self, one: BookingLine) -> None:
        self._where.series_id = one.series_id
        self.views.year.select(one.id)
        self._show_view()
        self.views.year.setFocus()

    def _leave_series(self) -> None:
        self._where.series_id = None
        self._show_view()

    def new_record(self, subject: Subject | None = None, organisation_id: int | None = None) -> None:
        """Book: where free time is marked, or today if it is shown, from the next full hour."""
        if not self._where.rooms:
            self.refresh()
        if not self._where.rooms:
            self._add_room()
            return
        slot = self.grid.slot() if self.views.current is self.grid else None
        self._begin(slot or self._where.next_hours(self.desk.now()), organisation_id)

    def open_record(self, subject: Subject, record_id: int) -> None:
        """Show a booking in its week or its day, selected."""
        booking = bookings.get(self.desk, record_id)
        if booking is None:
            return
        self._where.go_to(booking.room_id, booking.starts_at.date())
        self.head.views.set_value(self._where.view)
        self.refresh()
        self.grid.select(record_id)
        self.grid.setFocus()

    @shown
    def _book_slot(self, slot: Slot) -> None:
        self._begin(slot, None)

    def _begin(self, slot: Slot, organisation_id: int | None) -> None:
        start, end, room_id = slot
        self._ask(BookingDraft(room_id=room_id, organisation_id=organisation_id, starts_at=start, ends_at=end), None)

    @shown
    def _open(self, booking_id: int) -> None:
        """Open a booking; from a typical week, the year of its series."""
        if self._where.view is View.TYPICAL and self._where.series_id is None:
            found = next((one for one in self.views.lines if one.id == booking_id), None)
            if found is not None:
                self._open_series(found)
            return
        booking = bookings.get(self.desk, booking_id)
        if booking is not None:
            self._ask(booking, booking_id)

    @shown
    def _find_room(self) -> None:
        from coopdesk.ui.planning.find_dialog import FindDialog  # noqa: PLC0415 - the week appears without it

        slot = self.grid.slot() if self.views.current is self.grid else None
        dialog = FindDialog(self.desk, self, start=None if slot is None else slot.starts_at)
        dialog.chosen.connect(lambda draft: self._ask(draft, None))
        dialog.open()

    def _ask(self, draft: BookingDraft, booking_id: int | None) -> None:
        dialog = BookingDialog(self.desk, self._where.rooms, draft, booking_id, self)
        dialog.deleted.connect(self.refresh)
        dialog.saved.connect(lambda saved: self._show_saved(saved.id))
        dialog.open()

    def _show_saved(self, booking_id: int) -> None:
        where = self._where
        if where.series_id is None and where.view in {View.DAY, View.WEEK}:
            self.open_record(Subject.BOOKING, booking_id)
            return
        self.refresh()
        booking = bookings.get(self.desk, booking_id)
        if where.view is View.LIST and booking is not None:
            where.room_id = booking.room_id
            self.list.view.select(booking_id)

    def _show_done(self, booking_id: int | None) -> None:
        """After an act of the hand: the booking keeps the frame, and comes into view."""
        booking = None if booking_id is None else bookings.get(self.desk, booking_id)
        if booking is not None and not self._where.days.first <= booking.starts_at.date() <= self._where.days.last:
            self._where.day = booking.starts_at.date()
        self.refresh()
        self.grid.select(booking_id)

    @shown
    def _try(self, target: DragTarget) -> None:
        self.grid.show_verdict(self._edits.verdict(target, self.views.lines, self._where.rooms))

    @shown
    def _move(self, target: DragTarget) -> None:
        self._edits.move(target)

    @shown
    def _paste(self, starts_at: datetime, room_id: int) -> None:
        self._edits.paste(starts_at, room_id)

    @shown
    def _repeat(self, booking_id: int) -> None:
        self._edits.repeat(booking_id)

    @shown
    def _remove(self, booking_id: int) -> None:
        """Delete at once: undo brings it back. A date of a series opens: its dialog asks how much of it is meant."""
        booking = bookings.get(self.desk, booking_id)
        if booking is not None and booking.series_id is not None:
            self._ask(booking, booking_id)
        else:
            self._edits.delete(booking_id)

    def _choose_view(self, view: View) -> None:
        self._where.view = view
        self.refresh()

    def _choose_room(self, room_id: int) -> None:
        self._where.room_id = room_id
        self._show_view()

    def _want_all(self, is_all: bool) -> None:
        self._where.is_all = is_all
        self._show_view()

    def _tick_room(self, room_id: int, is_on: bool) -> None:
        self._where.tick(room_id, is_on=is_on)
        self._show_view()

    @shown
    def _turn(self, pages: int) -> None:
        self._where.turn(pages)
        self._show_view()

    def _go_to(self, day: date) -> None:
        self._where.day = day
        self._show_view()

    def _take_day(self, day: date) -> None:
        """The day walked to in the month: other views begin there."""
        has_turned = day.month != self._where.day.month
        self._where.day = day
        if has_turned:
            self._show_view()

    def _open_day(self, day: date) -> None:
        self._where.day = day
        self.head.views.set_value(View.DAY)

    def _add_room(self) -> None:
        self.navigate.emit(Target(Subject.ROOM, None, new=True))
