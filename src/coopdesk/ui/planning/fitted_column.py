"""A column that follows what it holds: the dialog around it grows with a list that comes later, up to the screen."""

from PySide6.QtCore import QEvent, QObject

from coopdesk.ui.planning.booking_body import Column


class FittedColumn(Column):
    """Says anew how high it would be whenever its content does."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hear of what comes into the content; the area itself listens to it in the same way."""
        if watched is self.widget() and event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)
