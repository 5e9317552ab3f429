"""Views of the planning at 20 rooms and 200,000 bookings: from the query until they are painted."""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

from benchmarks.houses import WEEK, make
from benchmarks.timing import Measure, interleaved_ms, median_ms

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QColor, QFont, QPainter, QPixmap, QStaticText
from PySide6.QtWidgets import QApplication

from coopdesk.foundation.preferences import Scheme
from coopdesk.services import rooms
from coopdesk.services.desk import Desk
from coopdesk.ui import theme
from coopdesk.ui.painting.blocks import kind_look
from coopdesk.ui.planning.view_choice import View
from coopdesk.ui.planning.views import Views, Wanted

_NUMBER = 200_000
_SIZE = QSize(1070, 640)
_WEEK_SQL = """
    SELECT b.id, b.room_id, b.organisation_id, b.starts_at, b.ends_at, b.kind, b.state, b.purpose,
           b.expected_persons, b.option_until, r.name, o.name, b.series_id, b.buffer_before, b.buffer_after,
           b.reason_code, b.reason, b.layout
    FROM booking b JOIN room r ON r.id = b.room_id LEFT JOIN organisation o ON o.id = b.organisation_id
    WHERE b.starts_at >= ? AND b.starts_at < ? AND b.state IN ('confirmed', 'held', 'no_show', 'option', 'request')"""


def run(folder: Path) -> Iterator[Measure]:
    """Each view of the busiest house."""
    application = QApplication.instance() or QApplication([])
    if isinstance(application, QApplication):
        theme.apply(application, Scheme.LIGHT)
    desk = make(folder / "views.coopdesk", _NUMBER)
    try:
        with closing(sqlite3.connect(desk.path)) as bare:
            yield _week(desk, bare)
        yield _absolute(desk, "a day of 20 rooms", View.DAY, is_all=True)
        yield _absolute(desk, "a week of one room", View.WEEK, is_all=False)
        yield _absolute(desk, "a month of 20 rooms", View.MONTH, is_all=True)
        yield _absolute(desk, "the typical week", View.TYPICAL, is_all=True)
        yield _scroll(desk)
    finally:
        desk.close()


def _shown(desk: Desk, view: View, *, is_all: bool) -> tuple[Views, Callable[[date], None]]:
    """The widgets, and what shows a day and paints it."""
    views, there = Views(desk), rooms.rooms(desk)
    room = None if is_all else there[0]
    views.stack.resize(_SIZE)
    views.stack.show()
    canvas = QPixmap(_SIZE)

    def show(day: date) -> None:
        views.show(Wanted(view, day, there, room, frozenset()))
        views.stack.render(canvas)

    return views, show


def _week(desk: Desk, bare: sqlite3.Connection) -> Measure:
    """Another week at each turn, as one pages through them, beside its bare query and bare painting."""
    views, show = _shown(desk, View.WEEK, is_all=True)
    days = [WEEK.date() + timedelta(days=7 * number) for number in range(12)]
    show(days[0])
    geometry = views.grid.geometry_now()
    boxes = [
        (QRectF(*geometry.box(block)), QColor(kind_look(block.line).ground), QColor(kind_look(block.line).ink))
        for block in views.grid.blocks
    ]
    names = [QStaticText(block.line.organisation or "") for block in views.grid.blocks]
    turn, canvas = [0], QPixmap(_SIZE)

    def ours() -> None:
        turn[0] += 1
        show(days[turn[0] % len(days)])

    def floor() -> None:
        first = WEEK + timedelta(days=7 * (turn[0] % len(days)))
        span = (first.isoformat(timespec="minutes"), (first + timedelta(days=7)).isoformat(timespec="minutes"))
        bare.execute(_WEEK_SQL, span).fetchall()
        _paint_bare(canvas, boxes, names)

    mine, raw = interleaved_ms(ours, floor, times=31)
    return Measure(f"week of 20 rooms until painted, {len(boxes):,} blocks", mine, raw, 3)


def _paint_bare(canvas: QPixmap, boxes: list[tuple[QRectF, QColor, QColor]], names: list[QStaticText]) -> None:
    """What nobody can do without: a ground, a bar and a name for each block, laid out and coloured beforehand."""
    painter = QPainter(canvas)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillRect(canvas.rect(), QColor("white"))
    painter.setFont(QFont())
    for (box, ground, ink), name in zip(boxes, names, strict=True):
        painter.setBrush(ground)
        painter.drawRoundedRect(box, 4, 4)
        painter.fillRect(QRectF(box.left(), box.top(), 4, box.height()), ink)
        painter.drawStaticText(QPointF(box.left(), box.top()), name)
    painter.end()


def _absolute(desk: Desk, name: str, view: View, *, is_all: bool) -> Measure:
    _views, show = _shown(desk, view, is_all=is_all)
    turn = [0]

    def ours() -> None:
        turn[0] += 1
        show(WEEK.date() + timedelta(days=turn[0] % 28))

    return Measure(f"{name} until painted", median_ms(ours), None, 100)


def _scroll(desk: Desk) -> Measure:
    """A step of the wheel in a week of all rooms that is zoomed in."""
    views, show = _shown(desk, View.WEEK, is_all=True)
    show(WEEK.date())
    for _step in range(3):
        views.grid.zoom_by(1)
    canvas, bar = QPixmap(_SIZE), views.grid.across
    there = [False]

    def ours() -> None:
        there[0] = not there[0]
        bar.setValue(40 if there[0] else 80)
        views.stack.render(canvas)

    return Measure("a scrolled step of a zoomed week of 20 rooms", median_ms(ours), None, 50)
