"""The register of bookings as a list: searched, filtered, sorted."""

from collections.abc import Sequence
from datetime import datetime, time

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QLineEdit, QWidget

from coopdesk.domain.booking import BookingLine, BookingState
from coopdesk.domain.listing import Sort
from coopdesk.domain.period import Interval
from coopdesk.domain.room import Room
from coopdesk.foundation.i18n import _, format_day, format_number, ngettext
from coopdesk.services import bookings, organisations
from coopdesk.services.bookings import BookingFilter
from coopdesk.services.desk import Desk
from coopdesk.ui import theme
from coopdesk.ui.painting.booking_words import hours_of, name_of, option_of, purpose_of, state_of
from coopdesk.ui.theme import Tone
from coopdesk.ui.widgets.buttons import ChoicePill, FilterPill
from coopdesk.ui.widgets.cards import EmptyState
from coopdesk.ui.widgets.layouts import hbox, vbox
from coopdesk.ui.widgets.lines import Column
from coopdesk.ui.widgets.lines_view import LinesView
from coopdesk.ui.widgets.record_field import Found, RecordField
from coopdesk.wording.labels import label


class BookingsList(QWidget):
    """Every booking of every room."""

    opened = Signal(int)
    counted = Signal(str)
    """How many bookings the filters leave, in words."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.search = QLineEdit()
        self.search.setPlaceholderText(_("Search by purpose"))
        self.search.setAccessibleName(_("Search by purpose"))
        self.search.setClearButtonEnabled(True)
        self.search.setMinimumWidth(theme.scaled(140))
        self.organisation = RecordField("organisation_id", _("Association"), self._find, _("All associations"))
        self.organisation.caption.hide()
        self.organisation.changed.connect(self.refresh)
        self.room = ChoicePill(_("All rooms"), [], _("Room"))
        self.state = ChoicePill(_("All states"), [(state, label(state)) for state in BookingState], _("State"))
        self.coming = FilterPill(_("To come"))
        self.coming.setChecked(True)
        self.view = LinesView(
            _columns(desk.today().year),
            lambda: bookings.count(desk, self._chosen()),
            lambda sort, window: bookings.lines(desk, self._chosen(), sort, window),
            Sort("starts_at"),
            name=_("Bookings"),
        )
        self.view.set_empty_state(EmptyState("calendar-days", _("No booking"), _("Change the search or the filters.")))
        self.view.opened.connect(self.opened)
        for signal in (self.search.textChanged, self.room.changed, self.state.changed, self.coming.toggled):
            signal.connect(lambda _value: self.refresh())
        typed = hbox((self.search, 1), (self.organisation, 1))
        self._bar = hbox((typed, 1), hbox(self.coming, self.room, self.state, None), margins=(24, 4, 24, 8))
        self.setLayout(vbox(self._bar, (self.view, 1), spacing=0))

    def set_narrow(self, is_narrow: bool) -> None:
        """Put what is picked under what is typed, and leave out columns."""
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._bar.setDirection(down if is_narrow else across)
        self.view.set_narrow(is_narrow)

    def show_rooms(self, rooms: Sequence[Room]) -> None:
        """Offer these rooms as a filter."""
        self.room.set_options([(room.id, room.name) for room in rooms])

    def refresh(self) -> None:
        """Read the list again."""
        self.view.refresh()
        shown = self.view.lines.rowCount()
        self.counted.emit(ngettext("{n} booking", "{n} bookings", shown).format(n=format_number(shown)))

    def _find(self, text: str) -> Found:
        return [(one.id, one.name, "") for one in organisations.find(self._desk, text)]

    def _chosen(self) -> BookingFilter:
        today = datetime.combine(self._desk.today(), time())
        return BookingFilter(
            text=self.search.text(),
            during=Interval(today, datetime(9000, 1, 1)) if self.coming.isChecked() else None,
            room_id=self.room.value(),
            organisation_id=self.organisation.value(),
            state=self.state.value(),
        )


def _columns(year: int) -> list[Column]:
    return [
        Column("starts_at", _("Date"), lambda line: _when(line, year), width=200),
        Column("organisation", _("Association"), name_of, strong=True),
        Column("purpose", _("Purpose"), purpose_of, width=240, wide_only=True),
        Column("room", _("Room"), lambda line: line.room, width=124),
        Column("persons", _("People"), _persons, width=80, align_right=True, sortable=False, wide_only=True),
        Column("state", _("State"), _state, width=124, chip=_chip),
    ]


def _when(line: BookingLine, year: int) -> str:
    day = line.starts_at.date()
    pattern = "EEE d MMM" if day.year == year else "EEE d MMM yyyy"
    return f"{format_day(day, pattern)}, {hours_of(line)}"


def _state(line: BookingLine) -> str:
    return option_of(line) or state_of(line)


def _persons(line: BookingLine) -> str:
    return "" if line.expected_persons is None else format_number(line.expected_persons)


def _chip(line: BookingLine) -> Tone:
    return Tone.WARNING if line.state is BookingState.OPTION else Tone.NEUTRAL
