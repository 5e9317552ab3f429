"""The bookings that a closure displaces, a line each: hundreds of them, of which those in view have widgets."""

from collections.abc import Callable, Iterable
from itertools import accumulate

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from coopdesk.domain.closing import Choice, Choices, ClosingPlan, Fate
from coopdesk.foundation.i18n import pgettext
from coopdesk.foundation.problems import Problem
from coopdesk.ui import theme
from coopdesk.ui.closing.displaced_row import DisplacedBooking, DisplacedRow
from coopdesk.ui.messages import shown
from coopdesk.wording.sentences import sentence

_ROWS_SEEN = 5
_ROW_HEIGHT = 46
_BESIDE = 2
"""So many lines above and below those in view have widgets too: the keyboard walks on into them."""


class DisplacedList(QScrollArea):
    """Every displaced booking; the list scrolls, what is above and below it stays."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[DisplacedBooking] = []
        self._lines = _Lines()
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidget(self._lines)
        self.setMinimumWidth(theme.scaled(470))
        self.verticalScrollBar().valueChanged.connect(lambda _value: self._fill())

    def come_after(self, widget: QWidget) -> None:
        """Let Tab come to the lines from this widget."""
        self._lines.entrance = widget

    def show_plan(self, plan: ClosingPlan, kept: Choices) -> None:
        """Show the bookings of a plan; `kept` is what was chosen for some before the plan changed."""
        self.rows = [
            DisplacedBooking(one, plan.choices[one.booking.id], plan.room, self.changed.emit) for one in plan.displaced
        ]
        for row in self.rows:
            if row.booking.id in kept:
                row.show_choice(kept[row.booking.id])
        self._lines.show_rows(self.rows)
        self.verticalScrollBar().setValue(0)
        self.setMinimumHeight(theme.scaled(_ROW_HEIGHT) * min(len(self.rows), _ROWS_SEEN))
        self._fill()

    def choices(self) -> dict[int, Choice]:
        """What was chosen for each."""
        return {row.booking.id: row.choice() for row in self.rows}

    def decided(self) -> dict[int, Choice]:
        """What somebody chose, for those where anybody did."""
        return {row.booking.id: row.choice() for row in self.rows if row.is_decided}

    def choose_all(self, choose: Callable[[DisplacedBooking], None]) -> None:
        """Choose for all of them, and tell of it once."""
        for row in self.rows:
            choose(row)
        self.changed.emit()

    def show_problems(self, problems: Iterable[Problem]) -> list[Problem]:
        """Say each problem under its booking; gives back those of no booking."""
        said: dict[str, list[str]] = {str(row.booking.id): [] for row in self.rows}
        others = []
        for one in problems:
            if one.field in said:
                said[one.field].append(sentence(one))
            else:
                others.append(one)
        for row in self.rows:
            row.say("\n".join(said[str(row.booking.id)]))
        self._lines.place()
        wrong = next((number for number, row in enumerate(self.rows) if row.trouble), None)
        if wrong is not None:
            self.go_to(wrong)
        return others

    def go_to(self, number: int) -> None:
        """Bring a line into view, ready for another choice."""
        line = self._lines.line(number)
        self.ensureWidgetVisible(line)
        line.fate.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """More may be in view, or less."""
        super().resizeEvent(event)
        self._fill()

    @shown
    def _fill(self) -> None:
        top = self.verticalScrollBar().value()
        self._lines.fill(top, top + self.viewport().height())


class _Lines(QWidget):
    """What is scrolled: as high as all the lines; those that came into view once keep their widgets."""

    def __init__(self) -> None:
        super().__init__()
        self.entrance: QWidget | None = None
        self._rows: list[DisplacedBooking] = []
        self._tops: list[int] = [0]
        self._usual = theme.scaled(_ROW_HEIGHT)
        self._rest = QTimer(self, singleShot=True, interval=0)
        self._rest.timeout.connect(self._next)
        self._wanted: list[int] = []

    def show_rows(self, rows: list[DisplacedBooking]) -> None:
        """Show these in the place of the former ones."""
        for row in self._rows:
            if row.widget is not None:
                row.widget.hide()
                row.widget.deleteLater()
                row.widget = None
        self._rows = rows
        self._wanted = []
        if rows:
            self._usual = self.line(0).height_at(self.width())
        self.place()

    def line(self, number: int) -> DisplacedRow:
        """The widget of a line, made where there is none yet."""
        row = self._rows[number]
        if row.widget is None:
            line = DisplacedRow(row, self)
            line.fate.installEventFilter(self)
            self._order(number, line)
            if number + 1 < len(self._tops):
                line.setGeometry(0, self._tops[number], self.width(), self._height(number))
            line.show()
            return line
        return row.widget

    def fill(self, top: int, bottom: int) -> None:
        """Give widgets to the lines in view, and then to those beside them: each in a turn of its own."""
        seen = [
            number for number in range(len(self._rows)) if self._tops[number + 1] > top and self._tops[number] < bottom
        ]
        if seen:
            near = range(max(seen[0] - _BESIDE, 0), min(seen[-1] + _BESIDE + 1, len(self._rows)))
            lacking = [number for number in near if self._rows[number].widget is None]
            self._wanted = sorted(lacking, key=lambda number: (number not in seen, number))
            self._next()

    def place(self) -> None:
        """Put each line under the one before."""
        heights = [self._height(number) for number in range(len(self._rows))]
        self._tops = [0, *accumulate(heights)]
        self.setMinimumHeight(self._tops[-1])
        for number, row in enumerate(self._rows):
            if row.widget is not None:
                row.widget.setGeometry(0, self._tops[number], self.width(), heights[number])
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The lines are as wide as there is room."""
        super().resizeEvent(event)
        self.place()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw a hairline between two lines."""
        painter = QPainter(self)
        painter.setPen(QColor(theme.current().hairline))
        for top in self._tops[1:-1]:
            painter.drawLine(0, top - 1, self.width(), top - 1)
        painter.end()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Whoever walks by the keyboard finds the next line there."""
        if event.type() == QEvent.Type.FocusIn:
            place = next((n for n, row in enumerate(self._rows) if row.widget and row.widget.fate is watched), None)
            if place is not None:
                for number in range(max(place - _BESIDE, 0), min(place + _BESIDE + 1, len(self._rows))):
                    self.line(number)
        return super().eventFilter(watched, event)

    def _height(self, number: int) -> int:
        widget = self._rows[number].widget
        return widget.height_at(self.width()) if widget is not None and self._rows[number].trouble else self._usual

    def _order(self, number: int, line: DisplacedRow) -> None:
        """Tab walks from line to line, whatever the order they were made in."""
        before = next((row.widget for row in reversed(self._rows[:number]) if row.widget is not None), None)
        stop = self.entrance if before is None else before.fate
        if stop is not None:
            # What came after the stop comes after the line.
            QWidget.setTabOrder(stop, line.fate)

    @shown
    def _next(self) -> None:
        if self._wanted:
            self.line(self._wanted.pop(0))
        if self._wanted:
            self._rest.start()


def count_words(choices: Choices) -> str:
    """« 6 déplacées, 1 annulée »."""
    counts = {fate: sum(one.fate is fate for one in choices.values()) for fate in Fate}
    words = {
        Fate.MOVE: pgettext("bookings", "moved: {n}"),
        Fate.CANCEL: pgettext("bookings", "cancelled: {n}"),
        Fate.KEEP: pgettext("bookings", "kept: {n}"),
    }
    return ", ".join(words[fate].format(n=n) for fate, n in counts.items() if n)
