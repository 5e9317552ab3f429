"""A painted view that may be larger than its place: zoomed with the keys and the wheel, scrolled, heads staying put."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QScrollBar

from coopdesk.foundation.i18n import _
from coopdesk.ui import theme
from coopdesk.ui.painting.accessible_table import PaintedView

ZOOMS = (1.0, 1.25, 1.5, 2.0, 2.5, 3.0, 4.0)
"""How much larger than what fits; the first is what fits."""

_NOTCH = 120


class ScrolledView(PaintedView):
    """Keeps how far it is zoomed and scrolled; who paints it asks."""

    zoomed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._zoom = 0
        self.down = QScrollBar(Qt.Orientation.Vertical, self)
        self.across = QScrollBar(Qt.Orientation.Horizontal, self)
        for bar, name in ((self.down, _("Scroll down")), (self.across, _("Scroll across"))):
            bar.setAccessibleName(name)
            bar.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            bar.hide()
            bar.valueChanged.connect(lambda _value: self.update())

    def content_size(self) -> tuple[float, float]:
        """How large all of it is, without what stays put."""
        raise NotImplementedError

    def margins(self) -> tuple[float, float]:
        """What stays put at the left and at the top."""
        raise NotImplementedError

    @property
    def zoom(self) -> float:
        """How much larger than what fits."""
        return ZOOMS[self._zoom]

    def zoom_by(self, steps: int) -> None:
        """Zoom in or out; what is in the middle stays there."""
        self._zoom_to(self._zoom + steps)

    def zoom_to_fit(self) -> None:
        """Back to what fits."""
        self._zoom_to(0)

    def _zoom_to(self, wanted: int) -> None:
        wanted = max(0, min(wanted, len(ZOOMS) - 1))
        if wanted == self._zoom:
            return
        middles = [_middle(bar) for bar in (self.across, self.down)]
        self._zoom = wanted
        self.fit()
        for bar, middle in zip((self.across, self.down), middles, strict=True):
            bar.setValue(round(middle * (bar.maximum() + bar.pageStep()) - bar.pageStep() / 2))
        self.zoomed.emit()
        self.update()

    def view_size(self) -> QSize:
        """The size that is painted on: without the scroll bars that show."""
        width = self.width() - (self.down.sizeHint().width() if self.down.isVisibleTo(self) else 0)
        height = self.height() - (self.across.sizeHint().height() if self.across.isVisibleTo(self) else 0)
        return QSize(width, height)

    def fit(self) -> None:
        """Show the scroll bars that are needed, as far as they go."""
        left, top = self.margins()
        # A bar takes room, which may call for the other one: twice is enough.
        for _turn in range(2):
            width, height = self.content_size()
            size = self.view_size()
            rooms = ((self.across, width, size.width() - left), (self.down, height, size.height() - top))
            for bar, content, room in rooms:
                beyond = max(round(content - room), 0)
                bar.setVisible(beyond > 1)
                bar.setPageStep(max(round(room), 1))
                bar.setSingleStep(theme.scaled(40))
                bar.setMaximum(beyond if beyond > 1 else 0)
        size = self.view_size()
        self.down.setGeometry(size.width(), round(top), self.down.sizeHint().width(), size.height() - round(top))
        self.across.setGeometry(round(left), size.height(), size.width() - round(left), self.across.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another size may need other bars."""
        super().resizeEvent(event)
        self.fit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll; with Ctrl zoom, with Shift scroll across."""
        turned = event.angleDelta().y() or event.angleDelta().x()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(1 if turned > 0 else -1 if turned < 0 else 0)
            event.accept()
            return
        sideways = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier) or not event.angleDelta().y()
        bar = self.across if sideways else self.down
        bar.setValue(bar.value() - round(turned / _NOTCH * bar.singleStep()))
        event.accept()


def _middle(bar: QScrollBar) -> float:
    return (bar.value() + bar.pageStep() / 2) / max(bar.maximum() + bar.pageStep(), 1)
