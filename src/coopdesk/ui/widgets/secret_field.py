"""The field of a password: hidden while it is typed, shown on demand, taken as it is to the last space."""

from PySide6.QtWidgets import QLineEdit

from coopdesk.foundation.i18n import _
from coopdesk.ui.widgets.buttons import icon_button
from coopdesk.ui.widgets.field import Field


class SecretField(Field):
    """One line that nobody reads over a shoulder."""

    editor: QLineEdit

    def __init__(self, name: str, label: str) -> None:
        self._show = icon_button("eye", _("Show the password"))
        super().__init__(name, label, QLineEdit(), beside=self._show)
        self.editor.setEchoMode(QLineEdit.EchoMode.Password)
        self.editor.textChanged.connect(self._edited)
        self._show.setCheckable(True)
        self._show.toggled.connect(self._set_shown)

    def value(self) -> str:
        """What was typed, not trimmed."""
        return self.editor.text()

    def set_value(self, value: str) -> None:
        """Put it in the field."""
        self.editor.setText(value)

    def _set_shown(self, is_shown: bool) -> None:
        echo = QLineEdit.EchoMode
        self.editor.setEchoMode(echo.Normal if is_shown else echo.Password)
        words = _("Hide the password") if is_shown else _("Show the password")
        self._show.setAccessibleName(words)
        self._show.setToolTip(words)
