"""Long work beside the window: progress, a Cancel that cancels, results back on the window's thread."""

from collections.abc import Callable
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QProgressBar, QWidget

from coopdesk.foundation.i18n import _
from coopdesk.ui.messages import shown
from coopdesk.ui.widgets import labels
from coopdesk.ui.widgets.buttons import second
from coopdesk.ui.widgets.layouts import hbox, vbox

Result = TypeVar("Result")


class Cancelled(Exception):  # noqa: N818 – it is an answer, not an error
    """Raised by work that was told to stop, once it has put everything back."""


class Progress:
    """What the work holds: it reports how far it is, and looks whether it should stop."""

    def __init__(self, report: Callable[[int, int], None]) -> None:
        self._report = report
        self.is_cancelled = False

    def report(self, done: int, total: int) -> None:
        """Say how far the work is."""
        self._report(done, total)


class Task(QObject, Generic[Result]):
    """One piece of work under way."""

    progressed = Signal(int, int)
    finished = Signal()
    _ended = Signal(object, object)

    def __init__(
        self,
        work: Callable[[Progress], Result],
        done: Callable[[Result], object],
        failed: Callable[[Exception], object] | None,
    ) -> None:
        super().__init__()
        self._work = work
        self._done = done
        self._failed = failed
        self._progress = Progress(self.progressed.emit)
        self._ended.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def cancel(self) -> None:
        """Ask the work to stop; it ends when it next looks."""
        self._progress.is_cancelled = True

    def run(self) -> None:
        """Do the work; called on the worker's thread."""
        try:
            self._ended.emit(self._work(self._progress), None)
        except Exception as error:  # noqa: BLE001 – a barrier: the error goes on to the window's thread
            self._ended.emit(None, error)

    @shown
    def _deliver(self, result: Result, error: Exception | None) -> None:
        _under_way.discard(self)
        self.finished.emit()
        if error is None:
            self._done(result)
        elif isinstance(error, Cancelled):
            return
        elif self._failed is not None:
            self._failed(error)
        else:
            raise error


_under_way: set[Task[Any]] = set()


def run(
    work: Callable[[Progress], Result],
    done: Callable[[Result], object],
    failed: Callable[[Exception], object] | None = None,
    progress: Callable[[int, int], object] | None = None,
) -> Task[Result]:
    """Do `work` on another thread; the three others are called on the window's."""
    task = Task(work, done, failed)
    if progress is not None:
        task.progressed.connect(progress, Qt.ConnectionType.QueuedConnection)
    _under_way.add(task)
    QThreadPool.globalInstance().start(QRunnable.create(task.run))
    return task


def stop_all() -> None:
    """Cancel what is under way and wait for it: the file is about to close."""
    for task in list(_under_way):
        task.cancel()
    QThreadPool.globalInstance().waitForDone()


def watched(progress: Progress) -> Callable[[int, int], None]:
    """What long work of the services tells how far it is; raises Cancelled once it should stop."""

    def watch(done: int, total: int) -> None:
        if progress.is_cancelled:
            raise Cancelled
        progress.report(done, total)

    return watch


class ProgressDialog(QDialog):
    """How far a task is, with its Cancel; the window stays alive behind."""

    def __init__(self, title: str, task: Task[Result], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self._bar = QProgressBar()
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(title)
        self._task = task
        self.cancel_button = second(_("Cancel"), self.reject)
        column = vbox(labels.section(title), self._bar, hbox(None, self.cancel_button), spacing=12, margins=(16,) * 4)
        self.setLayout(column)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 50)
        task.progressed.connect(self._show, Qt.ConnectionType.QueuedConnection)
        task.finished.connect(self.accept)

    def reject(self) -> None:
        """Cancel; the dialog goes when the work has stopped."""
        self._task.cancel()
        self.cancel_button.setEnabled(False)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closing is cancelling."""
        event.ignore()
        self.reject()

    def _show(self, done: int, total: int) -> None:
        self._bar.setRange(0, max(total, 1))
        self._bar.setValue(done)
