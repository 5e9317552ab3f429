"""Makes the document that is previewed, beside the window: the last one asked for, and only that one."""

from dataclasses import dataclass
from io import BytesIO

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from coopdesk.documents import pages
from coopdesk.documents.pages import PageSize
from coopdesk.domain.summary import CooperationSummary
from coopdesk.ui import background
from coopdesk.ui.background import Progress


@dataclass(frozen=True)
class Prepared:
    """A document ready to be looked at, saved and printed: always these very bytes."""

    summary: CooperationSummary
    pdf: bytes
    sizes: tuple[PageSize, ...]


class Preparation(QObject):
    """One document at a time: what is asked for meanwhile waits, and what is no longer wanted is dropped."""

    ready = Signal(object)
    """The document that was asked for last, prepared."""
    failed = Signal(object)
    """What kept it from being made."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._wanted: CooperationSummary | None = None
        self._is_busy = False

    def ask(self, summary: CooperationSummary | None) -> None:
        """Prepare this document, and forget what was asked before; None asks for nothing."""
        self._wanted = summary
        self._start()

    def _start(self) -> None:
        if self._is_busy or self._wanted is None:
            return
        self._is_busy = True
        summary = self._wanted

        def work(_progress: Progress) -> Prepared:
            # ReportLab costs 0.2 s to import: paid by the first document, never by the start.
            from coopdesk.documents import cooperation_summary  # noqa: PLC0415

            content = BytesIO()
            cooperation_summary.render(summary, content)
            pdf = content.getvalue()
            return Prepared(summary, pdf, pages.page_sizes(pdf))

        background.run(work, lambda made: self._on_end(summary, made), lambda error: self._on_end(summary, error))

    def _on_end(self, summary: CooperationSummary, outcome: Prepared | Exception) -> None:
        if not isValid(self):  # the page was closed meanwhile
            return
        self._is_busy = False
        if summary is not self._wanted:
            self._start()
            return
        self._wanted = None
        if isinstance(outcome, Prepared):
            self.ready.emit(outcome)
        else:
            self.failed.emit(outcome)
