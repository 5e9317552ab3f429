"""How the program speaks to a person: message boxes, and the system's dialogs for files; loaded at the first word."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from coopdesk.foundation.i18n import _


class Windows:
    """The voice of the program itself."""

    def tell(self, parent: QWidget | None, kind: str, text: str, detail: str) -> None:
        """Say something in a box."""
        box = make_box(parent, text, detail)
        box.setIcon(QMessageBox.Icon.Warning if kind == "warning" else QMessageBox.Icon.Information)
        box.addButton(_("Close"), QMessageBox.ButtonRole.AcceptRole)
        box.exec()

    def ask(self, parent: QWidget | None, question: str, detail: str, accept_word: str) -> bool:
        """Ask in a box; Enter does what was asked for, Escape nothing."""
        box = make_box(parent, question, detail)
        box.setIcon(QMessageBox.Icon.Question)
        yes = box.addButton(accept_word, QMessageBox.ButtonRole.AcceptRole)
        box.addButton(_("Cancel"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(yes)
        box.exec()
        return box.clickedButton() is yes

    def open_path(self, parent: QWidget | None, title: str, filters: str) -> Path | None:
        """The system's dialog for opening."""
        name, _filter = QFileDialog.getOpenFileName(parent, title, "", filters)
        return Path(name) if name else None

    def save_path(self, parent: QWidget | None, title: str, suggested: Path, filters: str) -> Path | None:
        """The system's dialog for saving."""
        name, _filter = QFileDialog.getSaveFileName(parent, title, str(suggested), filters)
        return Path(name) if name else None

    def folder_path(self, parent: QWidget | None, title: str, start: Path) -> Path | None:
        """The system's dialog for folders."""
        name = QFileDialog.getExistingDirectory(parent, title, str(start))
        return Path(name) if name else None


def make_box(parent: QWidget | None, text: str, detail: str) -> QMessageBox:
    """A box that takes its words as they are: a name is never read as HTML."""
    box = QMessageBox(parent)
    box.setWindowTitle("coopdesk")
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(text)
    box.setInformativeText(detail)
    return box
