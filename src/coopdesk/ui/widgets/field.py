"""What every field has: its label above, its editor, and a sentence under it tied to it for screen readers."""

from typing import Any

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from coopdesk.ui.theme import Tone
from coopdesk.ui.widgets import labels
from coopdesk.ui.widgets.layouts import hbox, holder, vbox

_MESSAGE_ICONS = {Tone.DANGER: "circle-alert", Tone.WARNING: "triangle-alert", Tone.OK: "check"}


class Field(QWidget):
    """One value of a draft, under the draft's own name for it."""

    changed = Signal()
    left = Signal()

    def __init__(self, name: str, label: str, editor: QWidget, *, beside: QWidget | None = None) -> None:
        super().__init__()
        self.name = name
        self.label = label
        self.editor = editor
        self.caption = labels.caption(label)
        self.caption.setBuddy(editor)
        editor.setAccessibleName(label)
        editor.installEventFilter(self)
        self.setFocusProxy(editor)
        self._message = labels.note("", wrap=True)
        self._icon = labels.IconLabel("circle-alert", Tone.DANGER, 14)
        self._message_row = holder(hbox(self._icon, (self._message, 1), spacing=4))
        self._message_row.hide()
        row = hbox((editor, 1), beside, spacing=4) if beside else hbox((editor, 1))
        self._column: QVBoxLayout = vbox(self.caption, row, self._message_row, spacing=3)
        self.setLayout(self._column)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def value(self) -> Any:
        """What was entered, as the draft wants it."""
        raise NotImplementedError

    def set_value(self, value: Any) -> None:
        """Show this value."""
        raise NotImplementedError

    def unreadable(self) -> str:
        """Why what was typed is not a value at all; empty when it is one."""
        return ""

    def show_problem(self, sentence: str, *, is_warning: bool = False) -> None:
        """Say what is wrong under the field, in words and with an icon."""
        self._say(sentence, Tone.WARNING if is_warning else Tone.DANGER)

    def show_ok(self, sentence: str) -> None:
        """Say what was verified."""
        self._say(sentence, Tone.OK)

    def clear_message(self) -> None:
        """Say nothing more."""
        self._say("", None)

    def message(self) -> str:
        """The sentence under the field."""
        return self._message.text()

    def message_apart(self) -> QWidget:
        """The sentence under the field, to be laid out where a narrow field has more room for it."""
        self._column.removeWidget(self._message_row)
        return self._message_row

    def set_read_only(self, is_read_only: bool) -> None:
        """Show the value without letting it be changed."""
        self.editor.setEnabled(not is_read_only)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tell when the field is left; keep the mouse wheel for the page."""
        if watched is self.editor and event.type() == QEvent.Type.FocusOut:
            self._leave()
        if event.type() == QEvent.Type.Wheel and watched is self.editor and not self.editor.hasFocus():
            event.ignore()
            return True
        return super().eventFilter(watched, event)

    def _leave(self) -> None:
        if sentence := self.unreadable():
            self.show_problem(sentence)
        self.left.emit()

    def _edited(self) -> None:
        self.clear_message()
        self.changed.emit()

    def _say(self, sentence: str, tone: Tone | None) -> None:
        if not sentence and not self._message.text():
            return
        state = {Tone.DANGER: "error", Tone.WARNING: "warning"}.get(tone) if tone else None
        self.editor.setProperty("state", state)
        labels.restyle(self.editor)
        self._message.setText(sentence)
        labels.set_tone(self._message, tone)
        if tone:
            self._icon.show_icon(_MESSAGE_ICONS[tone], tone)
        self._message_row.setVisible(bool(sentence))
        self.editor.setAccessibleDescription(sentence)
