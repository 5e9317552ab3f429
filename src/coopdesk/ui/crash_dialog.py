"""Tells of an error that nobody expected: what was saved, what can be done, and the report for whoever asks for it."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import platformdirs
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QPlainTextEdit, QSizePolicy

from coopdesk.foundation import logs
from coopdesk.foundation.i18n import _
from coopdesk.foundation.problems import UserError
from coopdesk.ui import messages, theme
from coopdesk.ui.messages import shown
from coopdesk.ui.theme import Tone
from coopdesk.ui.widgets import labels
from coopdesk.ui.widgets.buttons import link, primary, second
from coopdesk.ui.widgets.layouts import frame, hbox, holder, vbox

_WIDTH = 600
_REPORT_HEIGHT = 220


class CrashDialog(QDialog):
    """An apology in front of the whole program; nothing is sent, the user may copy or save the report."""

    def __init__(
        self, what: str, what_is_saved: str, report: str, *, quit_program: Callable[[], object] | None = None
    ) -> None:
        """`quit_program` is the way out of a program that keeps failing; without it there is none to take."""
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.ApplicationModal)
        self.setWindowTitle("coopdesk")
        self.report = report
        self.what_is_saved = what_is_saved
        self._quit_program = quit_program
        self._details = link(_("Show the details"), self._fold)
        self._text = self._make_text()
        self._said = labels.note("", wrap=True)
        self._said.hide()
        words = vbox(
            labels.section(what, wrap=True),
            labels.text(what_is_saved, wrap=True),
            labels.muted(
                _(
                    "Nothing is sent. The report tells where it happened, and holds no name and no word of yours: "
                    "save it and hand it to whoever helps you with coopdesk."
                ),
                wrap=True,
            ),
            self._details,
            spacing=8,
        )
        head = hbox(vbox(labels.IconLabel("triangle-alert", Tone.WARNING, 20), None), (words, 1), spacing=12)
        body = holder(vbox(head, (self._text, 1), self._said, spacing=12, margins=(16, 16, 16, 12)))
        body.setMinimumWidth(theme.scaled(_WIDTH))
        self.setLayout(vbox((body, 1), frame(self._make_footer(), "bar", edge="top"), spacing=0))
        self.go_on.setFocus()

    def _make_text(self) -> QPlainTextEdit:
        text = QPlainTextEdit(self.report)
        text.setReadOnly(True)
        text.setTabChangesFocus(True)
        text.setAccessibleName(_("Report"))
        text.setMinimumHeight(theme.scaled(_REPORT_HEIGHT))
        text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        text.hide()
        return text

    def _make_footer(self) -> QHBoxLayout:
        self.go_on = primary(_("Go on"), self.accept)
        self.go_on.setDefault(True)
        row = hbox(
            second(_("Copy"), self._copy, icon="copy"),
            second(_("Save the report…"), self._save, icon="download"),
            margins=(16, 8, 16, 8),
        )
        if logs.folder() is not None:
            row.addWidget(second(_("Open the log’s folder"), self._open_folder))
        row.addStretch(1)
        if self._quit_program is not None:
            row.addWidget(second(_("Quit"), self._quit))
        row.addWidget(self.go_on)
        return row

    def _fold(self) -> None:
        is_shown = self._text.isHidden()
        self._text.setVisible(is_shown)
        self._details.setText(_("Hide the details") if is_shown else _("Show the details"))
        self.adjustSize()

    @shown
    def _copy(self) -> None:
        QApplication.clipboard().setText(self.report)
        self._say(_("The report is copied: paste it where you write."))

    @shown
    def _save(self) -> None:
        name = f"coopdesk-{datetime.now():%Y-%m-%d-%H%M}.txt"
        suggested = platformdirs.user_documents_path() / name
        path = messages.choose_save(self, _("Save the report"), suggested, _("Text (*.txt)"))
        if path is None:
            return
        _write(path, self.report)
        self._say(_("The report is saved: {path}").format(path=path))

    @shown
    def _open_folder(self) -> None:
        folder = logs.folder()
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))):
            self._say(_("The log is in this folder: {path}").format(path=folder))

    def _quit(self) -> None:
        self.reject()
        if self._quit_program is not None:
            self._quit_program()

    def _say(self, text: str) -> None:
        self._said.setText(text)
        self._said.show()
        self.adjustSize()


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise UserError("cannot_write", {"path": str(path)}) from error
