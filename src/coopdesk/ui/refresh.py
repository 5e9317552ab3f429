"""Brings the file's changes to the pages, on the window's thread."""

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from coopdesk.services.desk import Changes, Desk


class Refresh(QObject):
    """Tells the names of the tables that changed; what several writes change in one go is told once."""

    changed = Signal(object)
    _arrived = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._waiting: frozenset[str] = frozenset()
        self._arrived.connect(self._collect, Qt.ConnectionType.QueuedConnection)
        desk.listen(self._take)

    def _take(self, changes: Changes) -> None:
        # In the thread that wrote, which may be a worker's: the queued signal carries it to the window's.
        self._arrived.emit(changes.tables)

    def _collect(self, tables: frozenset[str]) -> None:
        if not self._waiting:
            QTimer.singleShot(0, self._tell)
        self._waiting |= tables

    def _tell(self) -> None:
        tables, self._waiting = self._waiting, frozenset()
        self.changed.emit(tables)
