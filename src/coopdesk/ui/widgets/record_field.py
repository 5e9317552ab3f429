"""A field that points at another record, found by typing."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QCompleter, QLineEdit, QListView

from coopdesk.domain.text import fold
from coopdesk.foundation.i18n import _
from coopdesk.ui.widgets.field import Field

Found = Sequence[tuple[int, str, str]]
"""Records as they are offered: id, title, detail."""

_TITLE = Qt.ItemDataRole.UserRole


class RecordField(Field):
    """One record of a register, or none where that is allowed."""

    editor: QLineEdit

    def __init__(
        self,
        name: str,
        label: str,
        find: Callable[[str], Found],
        empty_word: str = "",
        *,
        title_of: Callable[[int], str] | None = None,
    ) -> None:
        """`find` gives the records for a text; `empty_word` says what none means, and allows it."""
        super().__init__(name, label, QLineEdit())
        self._find = find
        self._title_of = title_of
        self._empty_word = empty_word
        self._id: int | None = None
        self._found: Found = ()
        self.editor.setPlaceholderText(empty_word or _("Type a few letters"))
        self._offers = QStandardItemModel(self)
        self._completer = QCompleter(self._offers, self)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.setCompletionRole(_TITLE)
        self._popup = QListView()
        self._popup.setAccessibleName(label)
        self._completer.setPopup(self._popup)
        self._completer.activated[QModelIndex].connect(self._pick)  # type: ignore[index]  # an overloaded signal
        self.editor.setCompleter(self._completer)
        self.editor.textEdited.connect(self._typed)

    def value(self) -> int | None:
        """The id of the record."""
        return self._id

    def set_value(self, value: int | None) -> None:
        """Show this record by its title."""
        title = self._title_of(value) if value is not None and self._title_of else ""
        self.set_record(value, title)

    def set_record(self, record_id: int | None, title: str) -> None:
        """Show this record, whose title is known."""
        self._id = record_id
        self.editor.setText(title)
        self.editor.setCursorPosition(0)
        self._edited()

    def unreadable(self) -> str:
        """Why the text is no record."""
        if self._id is not None or (self._empty_word and not self.editor.text().strip()):
            return ""
        if not self.editor.text().strip():
            return _("Choose one: type a few letters of its name.")
        return _("Nothing has this name: choose one of the list.")

    def _typed(self, text: str) -> None:
        self._id = None
        self._found = self._find(text)
        self._offers.clear()
        for _id, title, detail in self._found:
            item = QStandardItem()
            item.setText(f"{title} · {detail}" if detail else title)
            item.setData(title, _TITLE)
            self._offers.appendRow(item)
        self._edited()

    def _pick(self, index: QModelIndex) -> None:
        record_id, title, _detail = self._found[index.row()]
        self.set_record(record_id, title)

    def _leave(self) -> None:
        typed = fold(self.editor.text().strip())
        same = [found for found in self._found if fold(found[1]) == typed]
        if self._id is None and typed and len(same) == 1:
            self.set_record(same[0][0], same[0][1])
        if not self._popup.isVisible():
            super()._leave()
