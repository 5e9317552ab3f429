"""A month as one painted widget: six weeks of days, in each what is booked, how many, which holiday."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from operator import attrgetter

from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from coopdesk.domain.booking import BookingLine
from coopdesk.domain.calendars import Calendar
from coopdesk.foundation.i18n import _, format_day, format_time, ngettext
from coopdesk.ui import theme
from coopdesk.ui.colour import mix
from coopdesk.ui.painting.accessible_table import AccessibleBlock, PaintedView
from coopdesk.ui.painting.blocks import flat_ground, kind_look, outside_hours, paint_block, sand
from coopdesk.ui.painting.booking_words import name_of, sentence
from coopdesk.ui.painting.text_cache import Role, TextCache
from coopdesk.ui.planning.grid_captions import more_words
from coopdesk.wording.calendars import reason_words

WEEKS, DAYS = 6, 7
_HEAD, _LINE, _NUMBER = 26, 17, 22
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -7, Qt.Key.Key_Down: 7}
_IN_ORDER = attrgetter("starts_text", "id")
_PAGES = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}


@dataclass(frozen=True, slots=True)
class MonthDay:
    """A day of the month: what is booked in order of time, the holiday it is, whether all of it is closed."""

    day: date
    is_inside: bool
    lines: tuple[BookingLine, ...]
    holiday: str = ""
    is_school_holiday: bool = False
    is_closed: bool = False


def month_days(
    month: date, first: date, lines: Iterable[BookingLine], calendar: Calendar, closed: Iterable[date]
) -> tuple[MonthDay, ...]:
    """Six weeks of days from a Monday on."""
    by_day: dict[str, list[BookingLine]] = {}
    for line in lines:
        by_day.setdefault(line.starts_text[:10], []).append(line)
        if line.ends_text[:10] != line.starts_text[:10]:
            _over_midnight(by_day, line)
    shut = set(closed)
    days = []
    for number in range(WEEKS * DAYS):
        day = first + timedelta(days=number)
        there = sorted(by_day.get(day.isoformat(), ()), key=_IN_ORDER)
        reason = calendar.reason(day)
        holiday = "" if reason is None else reason_words(reason)
        is_school = calendar.school_holiday(day) is not None
        days.append(MonthDay(day, day.month == month.month, tuple(there), holiday, is_school, day in shut))
    return tuple(days)


def _over_midnight(by_day: dict[str, list[BookingLine]], line: BookingLine) -> None:
    day, last = line.starts_at.date() + timedelta(days=1), line.ends_at - timedelta(minutes=1)
    while day <= last.date():
        by_day.setdefault(day.isoformat(), []).append(line)
        day += timedelta(days=1)


class MonthView(PaintedView):
    """Walked day by day; a day opens, and so does a booking of it."""

    day_opened = Signal(object)
    day_selected = Signal(object)
    opened = Signal(int)
    paged = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._days: tuple[MonthDay, ...] = ()
        self._today = self._selected = date.min
        self._texts = TextCache()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_days(self, name: str, days: Sequence[MonthDay], selected: date, today: date) -> None:
        """Paint six weeks, with the frame on a day."""
        self._days, self._selected, self._today = tuple(days), selected, today
        self.setAccessibleName(name)
        self.update()

    @property
    def days(self) -> Sequence[MonthDay]:
        """The days shown."""
        return self._days

    def sizeHint(self) -> QSize:
        """As in a maximised window."""
        return QSize(theme.scaled(1070), theme.scaled(640))

    def minimumSizeHint(self) -> QSize:
        """A number and a line in each day."""
        return QSize(theme.scaled(400), theme.scaled(_HEAD + WEEKS * (_NUMBER + _LINE)))

    def accessible_blocks(self) -> list[AccessibleBlock]:
        """Every day with all that is in it."""
        return [
            AccessibleBlock(_day_words(one), self._box(place).toRect(), one.day == self._selected)
            for place, one in enumerate(self._days)
        ]

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Names of the days, then each day."""
        painter = QPainter(self)
        self.paint_on(painter, self.size())
        painter.end()

    def paint_on(self, painter: QPainter, size: QSize) -> None:
        """All of it on a screen or on paper."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = theme.current()
        painter.fillRect(QRectF(0, 0, size.width(), size.height()), QColor(colours.surface))
        for place, one in enumerate(self._days):
            self._paint_day(painter, self._box(place, size), one)
        painter.setPen(QColor(colours.border))
        for place in range(DAYS):
            left = round(self._box(place, size).left()) - 0.5
            painter.drawLine(QLineF(left, 0, left, size.height()))
        for row in range(WEEKS):
            top = round(self._box(row * DAYS, size).top()) - 0.5
            painter.drawLine(QLineF(0, top, size.width(), top))
        painter.setPen(QColor(colours.muted))
        for place, one in enumerate(self._days[:DAYS]):
            box = self._box(place, size)
            name = format_day(one.day, "EEEE")
            if not self._texts.fits(name, Role.SMALL_STRONG, box.width() - theme.scaled(14)):
                name = format_day(one.day, "EEE")
            top = (theme.scaled(_HEAD) - self._texts.line_height(Role.SMALL_STRONG)) / 2 - 1
            left = box.left() + theme.scaled(8)
            self._texts.draw(painter, left, top, name[:1].upper() + name[1:], Role.SMALL_STRONG)

    def _paint_day(self, painter: QPainter, box: QRectF, one: MonthDay) -> None:
        colours = theme.current()
        if not one.is_inside:
            painter.fillRect(box, outside_hours())
        elif one.is_school_holiday:
            painter.fillRect(box, sand())
        if one.is_closed:
            painter.fillRect(box, QColor(mix(colours.text, colours.surface, 0.09)))
        painter.save()
        painter.setClipRect(box)
        self._paint_number(painter, box, one)
        shown, places = self._shown_lines(box, one)
        for line, place in zip(shown, places, strict=False):
            self._paint_line(painter, place, line, is_inside=one.is_inside)
        if len(shown) < len(one.lines) and len(places) > len(shown):
            more = len(one.lines) - len(shown)
            words = more_words(more, is_alone=not shown)
            painter.setPen(QColor(colours.muted))
            spot = places[len(shown)]
            words = self._texts.elided(words, Role.SMALL, spot.width() - theme.scaled(10))
            self._texts.draw(painter, spot.left() + theme.scaled(8), spot.top(), words, Role.SMALL)
        painter.restore()
        if one.day == self._selected and self.hasFocus():
            painter.setPen(QColor(colours.accent))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(box.adjusted(1, 1, -2, -2))

    def _paint_number(self, painter: QPainter, box: QRectF, one: MonthDay) -> None:
        colours = theme.current()
        is_today = one.day == self._today
        spot = QRectF(box.left() + theme.scaled(4), box.top() + 1, theme.scaled(20), theme.scaled(20))
        if is_today:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.accent))
            painter.drawEllipse(spot)
        painter.setPen(QColor(colours.on_accent if is_today else colours.text if one.is_inside else colours.muted))
        role = Role.SMALL_STRONG if is_today or one.is_inside else Role.SMALL
        self._texts.draw_centred(painter, spot, str(one.day.day), role)
        words = " · ".join(part for part in (_("Closed") if one.is_closed else "", one.holiday) if part)
        room = box.right() - spot.right() - theme.scaled(8)
        painter.setPen(QColor(colours.muted))
        if words and room > theme.scaled(30):
            shown = self._texts.elided(words, Role.SMALL, room)
            top = spot.center().y() - self._texts.line_height(Role.SMALL) / 2 - 1
            self._texts.draw(painter, spot.right() + theme.scaled(4), top, shown, Role.SMALL)

    def _paint_line(self, painter: QPainter, box: QRectF, line: BookingLine, *, is_inside: bool) -> None:
        colours, look = theme.current(), kind_look(line)
        paint_block(painter, box, look)
        painter.setPen(QColor(colours.text if is_inside else colours.muted))
        words = f"{format_time(line.starts_at)} {name_of(line)}"
        shown = self._texts.elided(words, Role.SMALL, box.width() - theme.scaled(12))
        left, top = box.left() + theme.scaled(8), box.center().y() - self._texts.line_height(Role.SMALL) / 2 - 1
        if look.is_option:
            pen = painter.pen()
            flat_ground(painter, self._texts, left, top, shown, Role.SMALL, look.ground)
            painter.setPen(pen)
        self._texts.draw(painter, left, top, shown, Role.SMALL)

    def _shown_lines(self, box: QRectF, one: MonthDay) -> tuple[tuple[BookingLine, ...], list[QRectF]]:
        """The lines there is room for, the last place being for how many more there are, and their places."""
        height, top = theme.scaled(_LINE), box.top() + theme.scaled(_NUMBER)
        count = max(int((box.bottom() - top) // height), 0)
        places = [
            QRectF(round(box.left() + 3), round(top + row * height), round(box.width() - 6), height - 1)
            for row in range(count)
        ]
        shown = one.lines if len(one.lines) <= count else one.lines[: max(count - 1, 0)]
        return shown, places

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Put the frame on the day."""
        if (place := self._place_at(event.position())) is not None:
            self._select(place)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the booking, or the day."""
        place = self._place_at(event.position())
        if place is None:
            return
        line = self._line_at(event.position(), place)
        if line is None:
            self.day_opened.emit(self._days[place].day)
        else:
            self.opened.emit(line.id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows walk from day to day, Enter opens the day, PageUp and PageDown turn the month."""
        key = Qt.Key(event.key())
        if key in _STEPS and self._days:
            places = [place for place, one in enumerate(self._days) if one.day == self._selected]
            self._select(max(0, min((places[0] if places else 0) + _STEPS[key], len(self._days) - 1)))
        elif key in _PAGES:
            self.paged.emit(_PAGES[key])
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.day_opened.emit(self._selected)
        else:
            super().keyPressEvent(event)

    def words_at(self, at: QPointF) -> str:
        """The whole sentence of the booking there, or all of the day."""
        place = self._place_at(at)
        if place is None:
            return ""
        line = self._line_at(at, place)
        return _day_words(self._days[place]) if line is None else sentence(line)

    def _select(self, place: int) -> None:
        self._selected = self._days[place].day
        self.announce(place)
        self.day_selected.emit(self._selected)
        self.update()

    def _box(self, place: int, size: QSize | None = None) -> QRectF:
        size = size or self.size()
        row, column = divmod(place, DAYS)
        width, height = size.width() / DAYS, (size.height() - theme.scaled(_HEAD)) / WEEKS
        left, top = round(column * width), round(theme.scaled(_HEAD) + row * height)
        right, bottom = round((column + 1) * width), round(theme.scaled(_HEAD) + (row + 1) * height)
        return QRectF(left, top, right - left, bottom - top)

    def _place_at(self, at: QPointF) -> int | None:
        return next((place for place in range(len(self._days)) if self._box(place).contains(at)), None)

    def _line_at(self, at: QPointF, place: int) -> BookingLine | None:
        shown, places = self._shown_lines(self._box(place), self._days[place])
        hits = (line for line, box in zip(shown, places, strict=False) if box.contains(at))
        return next(hits, None)

    def drop_cache(self) -> None:
        """Lay everything out anew."""
        self._texts.clear()
        self.update()


def _day_words(one: MonthDay) -> str:
    """« jeudi 26 novembre : 3 réservations · Vacances de Noël »."""
    count = len(one.lines)
    booked = ngettext("{n} booking", "{n} bookings", count).format(n=count) if count else _("nothing booked")
    head = _("{day}: {bookings}").format(day=format_day(one.day, "EEEE d MMMM"), bookings=booked)
    lines = [f"{format_time(line.starts_at)} {name_of(line)}" for line in one.lines]
    parts = (head, _("Closed") if one.is_closed else "", one.holiday, *lines)
    return " · ".join(part for part in parts if part)
