"""The mouse over a planning: what was pressed, what is being drawn on empty ground, moved or stretched."""

from PySide6.QtCore import QPointF
from PySide6.QtWidgets import QApplication

from coopdesk.ui.planning.grid_cells import Cell, Spaces, Spot, drawn
from coopdesk.ui.planning.grid_drag import Held, Target
from coopdesk.ui.planning.grid_geometry import Geometry
from coopdesk.ui.planning.grid_ground import body_of


class Drawing:
    """What is being drawn: a cell and its minutes."""

    def __init__(self, cell: int, start: int, end: int) -> None:
        self.cell, self.start, self.end = cell, start, end


class Hand:
    """From a press to a release."""

    def __init__(self) -> None:
        self._pressed_at = QPointF()
        self._press: Spot | None = None
        self._spaces: Spaces = frozenset()
        self.held: Held | None = None
        self.drawing: Drawing | None = None
        self.target: Target | None = None

    @property
    def is_pressed(self) -> bool:
        """Whether something was pressed that may become more."""
        return self._press is not None

    @property
    def is_dragging(self) -> bool:
        """Whether it became more than a click."""
        return self.drawing is not None or self.target is not None

    def press(self, at: QPointF, spot: Spot, held: Held | None, spaces: Spaces) -> None:
        """Take hold of a block, or of empty ground."""
        self.let_go()
        self._pressed_at, self._press, self.held, self._spaces = at, spot, held, spaces

    def move(self, at: QPointF, geometry: Geometry, cells: tuple[Cell, ...]) -> bool:
        """Draw, move or stretch on; tells whether anything is elsewhere now."""
        if self._press is None or not (self.is_dragging or self._went_far(at)):
            return False
        if self.held is None:
            return self._draw(at, geometry, self._press)
        spot = _spot_near(at, geometry)
        target = None if spot is None else self.held.over(spot, cells, self._spaces)
        if target is None or target == self.target:
            return False
        self.target = target
        return True

    def _draw(self, at: QPointF, geometry: Geometry, press: Spot) -> bool:
        """Within the day and room that was pressed."""
        box = geometry.stretch(press.cell, 0, 24 * 60)
        inside = QPointF(min(max(at.x(), box.left + 1), box.right - 1), min(max(at.y(), box.top + 1), box.bottom - 1))
        spot = _spot_near(inside, geometry)
        if spot is None or spot.cell != press.cell:
            return False
        start, end = drawn(press, spot)
        self.drawing = Drawing(press.cell, start, end)
        return True

    def let_go(self) -> None:
        """Give up."""
        self._press = self.held = self.drawing = self.target = None

    def _went_far(self, at: QPointF) -> bool:
        """Whether the mouse went far enough: a click whose hand trembles draws nothing."""
        return (at - self._pressed_at).manhattanLength() >= QApplication.startDragDistance()


def _spot_near(at: QPointF, geometry: Geometry) -> Spot | None:
    """The spot under a point, or the nearest of the view."""
    body = body_of(geometry)
    x = min(max(at.x(), body.left()), body.right() - 1)
    y = min(max(at.y(), body.top()), body.bottom() - 1)
    return geometry.spot(x, y)
