"""Brings the file's changes to the pages, on the window's thread, and what becomes of the right to write it."""

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from coopdesk.services.desk import Changes, Desk, Presence, every_table

LOOK_EVERY_MS = 2500


class Refresh(QObject):
    """Tells the names of the tables that changed; what several writes change in one go is told once.

    A file that is only read here is looked at every few seconds: what others write comes the same way. `access_changed`
    tells that the right to write came or went, or what is known of the one who has it (`presence`).
    """

    changed = Signal(object)
    access_changed = Signal()
    _arrived = Signal(object)
    _access_arrived = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.presence: Presence | None = None
        self._desk = desk
        self._waiting: frozenset[str] = frozenset()
        self._timer = QTimer(self, interval=LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._arrived.connect(self._collect, Qt.ConnectionType.QueuedConnection)
        self._access_arrived.connect(self._take_access, Qt.ConnectionType.QueuedConnection)
        desk.listen(self._take)
        # In the thread that found out, as above.
        desk.listen_for_access(self._access_arrived.emit)
        if desk.is_read_only:
            self.presence = desk.look().presence
            self._timer.start()

    def look(self) -> None:
        """See what others did to the file."""
        glance = self._desk.look()
        if glance.is_news:
            self._collect(every_table())
        if glance.presence is not self.presence:
            self.presence = glance.presence
            self.access_changed.emit()

    def stop(self) -> None:
        """Look no more: the file closes next."""
        self._timer.stop()

    def _take(self, changes: Changes) -> None:
        # In the thread that wrote, which may be a worker's: the queued signal carries it to the window's.
        self._arrived.emit(changes.tables)

    def _take_access(self) -> None:
        self.presence = self._desk.look().presence
        if self._desk.is_read_only:
            self._timer.start()
        else:
            self._timer.stop()
        self.access_changed.emit()
        self._collect(every_table())

    def _collect(self, tables: frozenset[str]) -> None:
        if not self._waiting:
            QTimer.singleShot(0, self._tell)
        self._waiting |= tables

    def _tell(self) -> None:
        tables, self._waiting = self._waiting, frozenset()
        self.changed.emit(tables)
