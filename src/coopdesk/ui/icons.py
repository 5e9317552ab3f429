"""Line icons (Lucide, ISC) in the theme's colours, rendered once per colour, size and screen ratio."""

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from coopdesk.foundation.paths import resources
from coopdesk.ui import theme
from coopdesk.ui.colour import mix

ICON_GAP = 5
"""Fusion puts 4 px between icon and word whatever the font; the canvas of a button's icon is this much wider."""

_SIZE_OF_THIN_STROKES = 18

_pixmaps: dict[tuple[str, str, int, int, float], QPixmap] = {}


def pixmap(name: str, colour: str | None = None, size: int = 16, *, gap: int = 0) -> QPixmap:
    """The icon at `size` (for 9 points; it follows the user's font), with an empty `gap` at its right.

    A negative gap is at its left, for an icon that follows its word.

    Without a colour it takes the theme's muted one, as icons at rest do.
    """
    ratio = screen_ratio()
    key = (name, colour or theme.current().muted, theme.scaled(size), theme.scaled(gap), ratio)
    if key not in _pixmaps:
        _pixmaps[key] = _render(*key)
    return _pixmaps[key]


def icon(name: str, colour: str | None = None, size: int = 16, *, gap: int = 0) -> QIcon:
    """The icon for a button, an action or a menu; the same picture when disabled."""
    drawn = QIcon(pixmap(name, colour, size, gap=gap))
    faded = mix(theme.current().muted, theme.current().surface, 0.6)
    drawn.addPixmap(pixmap(name, faded, size, gap=gap), QIcon.Mode.Disabled)
    return drawn


def drop_cache() -> None:
    """Forget every picture; after the theme changed they would only take memory."""
    _pixmaps.clear()


def exists(name: str) -> bool:
    """Whether the program ships this icon."""
    return (resources() / "icons" / f"{name}.svg").is_file()


@cache
def _source(name: str) -> str:
    return (resources() / "icons" / f"{name}.svg").read_text(encoding="utf-8")


def screen_ratio() -> float:
    application = QGuiApplication.instance()
    return application.devicePixelRatio() if isinstance(application, QGuiApplication) else 1.0


def _render(name: str, colour: str, side: int, gap: int, ratio: float) -> QPixmap:
    drawing = _source(name).replace("currentColor", colour)
    if side >= theme.scaled(_SIZE_OF_THIN_STROKES):
        drawing = drawing.replace('stroke-width="2"', 'stroke-width="1.75"')
    picture = QPixmap(round((side + abs(gap)) * ratio), round(side * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    QSvgRenderer(QByteArray(drawing.encode())).render(painter, QRectF(max(0, -gap), 0, side, side))
    painter.end()
    return picture


theme.watcher.changed.connect(drop_cache)
