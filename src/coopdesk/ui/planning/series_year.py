"""The year of one series as one painted widget: twelve months, a mark for each date by what became of it."""

from collections.abc import Sequence
from datetime import date, timedelta
from enum import StrEnum

from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy

from coopdesk.domain.booking import BookingLine, BookingState, Reason
from coopdesk.domain.calendars import Calendar
from coopdesk.domain.period import Period
from coopdesk.foundation.i18n import N_, _, format_day
from coopdesk.ui import theme
from coopdesk.ui.painting.accessible_table import AccessibleBlock, PaintedView
from coopdesk.ui.painting.blocks import hatch, sand
from coopdesk.ui.painting.booking_words import sentence
from coopdesk.ui.painting.text_cache import Role, TextCache
from coopdesk.wording.labels import label

_HEAD, _DAY_NAMES, _WEEKS = 22, 16, 6
_TOP, _FOOT, _GAP, _MONTH = 12, 30, 20, 160
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}
_PAGES = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}


class Mark(StrEnum):
    """What became of a date, as it is marked."""

    TAKEN = "taken"
    OPTION = "option"
    REQUEST = "request"
    NOBODY = "nobody"
    CONFLICT = "conflict"
    SKIPPED = "skipped"
    CANCELLED = "cancelled"


_MARKS = {
    BookingState.CONFIRMED: Mark.TAKEN,
    BookingState.HELD: Mark.TAKEN,
    BookingState.OPTION: Mark.OPTION,
    BookingState.REQUEST: Mark.REQUEST,
    BookingState.NO_SHOW: Mark.NOBODY,
    BookingState.SKIPPED: Mark.SKIPPED,
}
_WORDS = {
    Mark.TAKEN: N_("Booked"),
    Mark.OPTION: N_("Option"),
    Mark.REQUEST: N_("Request"),
    Mark.NOBODY: N_("Nobody came"),
    Mark.CONFLICT: N_("Set aside: taken already"),
    Mark.SKIPPED: N_("Skipped"),
    Mark.CANCELLED: N_("Cancelled"),
}


def mark_of(line: BookingLine) -> Mark:
    """How a date is marked: one set aside because the room was taken is a conflict, one given up is cancelled."""
    if line.state is BookingState.SKIPPED and line.reason_code is Reason.CONFLICT:
        return Mark.CONFLICT
    return _MARKS.get(line.state, Mark.CANCELLED)


def date_words(line: BookingLine) -> str:
    """All about a date, why it is not held included."""
    why = "" if line.reason_code is None else label(line.reason_code)
    said = [sentence(line), _(_WORDS[mark_of(line)]).lower() if mark_of(line) is not Mark.TAKEN else "", why]
    return " · ".join(part for part in (*said, line.reason) if part)


class SeriesYear(PaintedView):
    """Walked date by date; a date opens."""

    opened = Signal(int)
    selected = Signal(object)
    paged = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._lines: tuple[BookingLine, ...] = ()
        self._by_day: dict[date, BookingLine] = {}
        self._calendar = Calendar()
        self._year = Period(date.min, date.min)
        self._today = date.min
        self._selected: int | None = None
        self._texts = TextCache()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_year(
        self, name: str, lines: Sequence[BookingLine], season: Period, calendar: Calendar, today: date
    ) -> None:
        """Paint the dates of a season."""
        self._year, self._calendar, self._today = season, calendar, today
        self._lines = tuple(one for one in lines if season.first <= one.starts_at.date() <= season.last)
        self._by_day = {one.starts_at.date(): one for one in self._lines}
        if self._selected not in {one.id for one in self._lines}:
            self._selected = None
        self.setAccessibleName(name)
        self.update()

    @property
    def lines(self) -> Sequence[BookingLine]:
        """The dates shown."""
        return self._lines

    def selected_id(self) -> int | None:
        """The date with the frame."""
        return self._selected

    def select(self, booking_id: int | None) -> None:
        """Put the frame on a date."""
        self._selected = booking_id
        place = next((n for n, one in enumerate(self._lines) if one.id == booking_id), None)
        if place is not None:
            self.announce(place)
        self.selected.emit(booking_id)
        self.update()

    def sizeHint(self) -> QSize:
        """As in a maximised window."""
        return QSize(theme.scaled(1070), theme.scaled(640))

    def minimumSizeHint(self) -> QSize:
        """Numbers stay readable; what is too low for them scrolls."""
        rows = 12 // _columns(self.width())
        return QSize(theme.scaled(440), theme.scaled(_TOP + _FOOT + rows * _MONTH))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Three months beside one another need more height than four."""
        super().resizeEvent(event)
        self.updateGeometry()

    def box_of(self, booking_id: int) -> QRectF:
        """Where a date is painted."""
        line = next(one for one in self._lines if one.id == booking_id)
        return self._day_box(line.starts_at.date(), self.size())

    def accessible_blocks(self) -> list[AccessibleBlock]:
        """Every date with what became of it."""
        return [
            AccessibleBlock(
                date_words(one),
                self._day_box(one.starts_at.date(), self.size()).toRect(),
                one.id == self._selected,
            )
            for one in self._lines
        ]

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Twelve months, then what the marks mean."""
        painter = QPainter(self)
        self.paint_on(painter, self.size())
        painter.end()

    def paint_on(self, painter: QPainter, size: QSize) -> None:
        """All of it on a screen or on paper."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(QRectF(0, 0, size.width(), size.height()), QColor(theme.current().surface))
        for number in range(12):
            self._paint_month(painter, self._month(number), size)
        self._paint_legend(painter, size)

    def _paint_month(self, painter: QPainter, month: date, size: QSize) -> None:
        colours = theme.current()
        box = self._month_box(month, size)
        painter.setPen(QColor(colours.text))
        name = format_day(month, "MMMM yyyy")
        self._texts.draw(painter, box.left(), box.top(), name[:1].upper() + name[1:], Role.STRONG)
        painter.setPen(QColor(colours.muted))
        monday = month - timedelta(days=month.weekday())
        for column in range(7):
            letter = format_day(monday + timedelta(days=column), "EEEEE")
            place = QRectF(
                box.left() + column * box.width() / 7, box.top() + theme.scaled(_HEAD), box.width() / 7,
                theme.scaled(_DAY_NAMES),
            )  # fmt: skip
            self._texts.draw_centred(painter, place, letter, Role.SMALL)
        day = month
        while day.month == month.month:
            self._paint_day(painter, day, size)
            day += timedelta(days=1)

    def _paint_day(self, painter: QPainter, day: date, size: QSize) -> None:
        colours, box = theme.current(), self._day_box(day, size)
        if self._calendar.reason(day) is not None:
            painter.fillRect(box, sand())
        line = self._by_day.get(day)
        spot = _square(box)
        ink = colours.text if line is not None else colours.muted
        if line is not None:
            mark = mark_of(line)
            paint_mark(painter, spot, mark)
            ink = colours.on_accent if mark is Mark.TAKEN else colours.muted if mark is Mark.CANCELLED else ink
            if line.id == self._selected:
                painter.setPen(QPen(QColor(colours.text), 2))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(spot.adjusted(-2, -2, 2, 2), 5, 5)
        painter.setPen(QColor(ink))
        role = Role.SMALL_STRONG if line is not None or day == self._today else Role.SMALL
        self._texts.draw_centred(painter, spot, str(day.day), role)
        if day == self._today:
            painter.setPen(QPen(QColor(colours.accent), 2))
            painter.drawLine(QLineF(spot.left() + 3, box.bottom() - 1, spot.right() - 3, box.bottom() - 1))

    def _paint_legend(self, painter: QPainter, size: QSize) -> None:
        left, middle = float(theme.scaled(24)), size.height() - theme.scaled(_FOOT) / 2
        side = theme.scaled(16)
        for mark, words in _WORDS.items():
            paint_mark(painter, QRectF(left, middle - side / 2, side, side), mark)
            painter.setPen(QColor(theme.current().muted))
            top = middle - self._texts.line_height(Role.SMALL) / 2 - 1
            self._texts.draw(painter, left + side + theme.scaled(6), top, _(words), Role.SMALL)
            left += side + self._texts.width(_(words), Role.SMALL) + theme.scaled(22)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Put the frame on the date."""
        line = self._line_at(event.position())
        self.select(None if line is None else line.id)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the date."""
        if (line := self._line_at(event.position())) is not None:
            self.opened.emit(line.id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows walk from date to date, Enter opens, PageUp and PageDown turn the year."""
        key = Qt.Key(event.key())
        if key in _STEPS and self._lines:
            ids = [one.id for one in self._lines]
            place = ids.index(self._selected) + _STEPS[key] if self._selected in ids else 0
            self.select(ids[max(0, min(place, len(ids) - 1))])
        elif key in _PAGES:
            self.paged.emit(_PAGES[key])
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self._selected is not None:
            self.opened.emit(self._selected)
        else:
            super().keyPressEvent(event)

    def words_at(self, at: QPointF) -> str:
        """What became of the date there."""
        line = self._line_at(at)
        return "" if line is None else date_words(line)

    def _month(self, number: int) -> date:
        months = self._year.first.year * 12 + self._year.first.month - 1 + number
        return date(months // 12, months % 12 + 1, 1)

    def _month_box(self, month: date, size: QSize) -> QRectF:
        columns = _columns(size.width())
        rows = 12 // columns
        number = (month.year - self._year.first.year) * 12 + month.month - self._year.first.month
        row, column = divmod(number, columns)
        margin, gap = theme.scaled(24), theme.scaled(_GAP)
        width = (size.width() - 2 * margin - gap * (columns - 1)) / columns
        height = (size.height() - theme.scaled(_FOOT) - theme.scaled(12)) / rows
        top = theme.scaled(12) + row * height
        return QRectF(margin + column * (width + gap), top, width, height - theme.scaled(8))

    def _day_box(self, day: date, size: QSize) -> QRectF:
        month = day.replace(day=1)
        box = self._month_box(month, size)
        row, column = divmod(month.weekday() + day.day - 1, 7)
        top = box.top() + theme.scaled(_HEAD + _DAY_NAMES)
        height = (box.bottom() - top) / _WEEKS
        return QRectF(box.left() + column * box.width() / 7, top + row * height, box.width() / 7, height)

    def _line_at(self, at: QPointF) -> BookingLine | None:
        hits = (one for one in self._lines if self._day_box(one.starts_at.date(), self.size()).contains(at))
        return next(hits, None)

    def drop_cache(self) -> None:
        """Lay everything out anew."""
        self._texts.clear()
        self.update()


def paint_mark(painter: QPainter, spot: QRectF, mark: Mark) -> None:
    """A mark by its state: never by its colour alone (look.md, series strip)."""
    colours = theme.current()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if mark is Mark.TAKEN:
        painter.setBrush(QColor(colours.accent))
    elif mark is Mark.OPTION:
        hatch(painter, spot, colours.tint(colours.warning, 0.35))
        painter.setPen(QPen(QColor(colours.warning), 1.4, Qt.PenStyle.DashLine))
    elif mark is Mark.REQUEST:
        painter.setPen(QPen(QColor(colours.accent), 1.4))
    elif mark is Mark.NOBODY:
        painter.setBrush(QColor(colours.tint(colours.accent, 0.25)))
    elif mark is Mark.CONFLICT:
        painter.setBrush(QColor(colours.tint(colours.danger, 0.25)))
        painter.setPen(QPen(QColor(colours.danger), 1.6))
    else:
        painter.setPen(QPen(QColor(colours.field), 1.2, Qt.PenStyle.DashLine))
    painter.drawRoundedRect(spot.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
    if mark is Mark.CONFLICT:
        painter.setBrush(QColor(colours.danger))
        painter.drawEllipse(QPointF(spot.center().x(), spot.bottom() + 1), 2, 2)
    if mark is Mark.CANCELLED:
        painter.setPen(QPen(QColor(colours.field), 1.4))
        painter.drawLine(QLineF(spot.left() + 3, spot.bottom() - 3, spot.right() - 3, spot.top() + 3))


def _columns(width: int) -> int:
    return 4 if width > theme.scaled(620) else 3


def _square(box: QRectF) -> QRectF:
    height = min(box.height() - 3, theme.scaled(22))
    width = min(box.width() - 4, max(height, theme.scaled(22)))
    return QRectF(box.center().x() - width / 2, box.center().y() - height / 2, width, height)
