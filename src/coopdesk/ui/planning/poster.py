"""What is shown, on a sheet for the door: a title, the view, the legend; who and when, nothing about persons."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from coopdesk.domain.booking import TAKING, BookingLine
from coopdesk.ui import theme
from coopdesk.ui.painting.text_cache import Role, TextCache
from coopdesk.ui.planning.grid_painter import GridPainter
from coopdesk.ui.planning.grid_scene import Scene
from coopdesk.ui.planning.grid_view import geometry_of
from coopdesk.ui.planning.legend import paint_sign, signs
from coopdesk.ui.planning.month_view import MonthView
from coopdesk.ui.planning.series_year import SeriesYear

SHEET = QSize(1123, 794)
"""A4 across at 96 dots an inch, which fonts are measured by."""

_MARGIN, _TITLE, _LEGEND = 38, 50, 26
_DOTS_A_METRE = round(96 / 0.0254)
_LONG_AGO = datetime(1, 1, 1)

Paints = Callable[[QPainter, QSize], None]


def impersonal(line: BookingLine) -> BookingLine:
    """A booking as anybody may read it: what it is for, and for how many, may tell of a person."""
    return line._replace(purpose="", expected_persons=None)


def of_scene(scene: Scene) -> Paints:
    """What takes the rooms, without what is only asked for, and without the present hour."""
    blocks = tuple(block._replace(line=impersonal(block.line)) for block in scene.blocks if block.line.state in TAKING)
    heads = tuple(replace(head, is_today=False) for head in scene.heads)
    public = replace(scene, blocks=blocks, heads=heads)

    def paint(painter: QPainter, size: QSize) -> None:
        GridPainter().paint(painter, public, geometry_of(public, size.width(), size.height()), _LONG_AGO)

    return paint


def of_month(shown: MonthView) -> Paints:
    """A month, the same way."""
    days = [
        replace(day, lines=tuple(impersonal(line) for line in day.lines if line.state in TAKING)) for day in shown.days
    ]

    def paint(painter: QPainter, size: QSize) -> None:
        view = MonthView()
        view.show_days("", days, days[0].day, _LONG_AGO.date())
        view.paint_on(painter, size)
        view.deleteLater()

    return paint


def of_year(shown: SeriesYear) -> Paints:
    """The dates of a series: marks, no words."""
    return lambda painter, size: shown.paint_on(painter, size)


def picture(title: str, note: str, paint: Paints, width: int, *, has_legend: bool) -> QImage:
    """The sheet, so many dots wide."""
    ratio = width / SHEET.width()
    image = QImage(width, round(SHEET.height() * ratio), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    image.setDotsPerMeterX(round(_DOTS_A_METRE))
    image.setDotsPerMeterY(round(_DOTS_A_METRE))
    image.fill(Qt.GlobalColor.white)
    with theme.on_paper():
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _write_title(painter, title, note)
        foot = _LEGEND if has_legend else 0
        size = QSize(SHEET.width() - 2 * _MARGIN, SHEET.height() - 2 * _MARGIN - _TITLE - foot)
        painter.save()
        painter.translate(_MARGIN, _MARGIN + _TITLE)
        painter.setClipRect(QRectF(0, 0, size.width(), size.height()))
        paint(painter, size)
        painter.restore()
        painter.setPen(QColor(theme.current().border))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(QRectF(_MARGIN - 0.5, _MARGIN + _TITLE - 0.5, size.width() + 1, size.height() + 1))
        if has_legend:
            _write_legend(painter, _MARGIN + _TITLE + size.height() + 8)
        painter.end()
    return image


def _write_title(painter: QPainter, title: str, note: str) -> None:
    painter.setPen(QColor(theme.current().text))
    painter.setFont(theme.font(11, 600))
    painter.drawText(QRectF(_MARGIN, _MARGIN - 16, SHEET.width() - 2 * _MARGIN, 40), title)
    painter.setPen(QColor(theme.current().muted))
    painter.setFont(theme.font(1))
    painter.drawText(QRectF(_MARGIN, _MARGIN + 22, SHEET.width() - 2 * _MARGIN, 22), note)


def _write_legend(painter: QPainter, top: float) -> None:
    texts, left = TextCache(), float(_MARGIN)
    painter.setPen(QColor(theme.current().muted))
    for sign, words in signs():
        paint_sign(painter, QRectF(left, top + 1, 16, 12), sign)
        painter.setPen(QColor(theme.current().muted))
        texts.draw(painter, left + 20, top - 1, words, Role.SMALL)
        left += texts.width(words, Role.SMALL) + 30
