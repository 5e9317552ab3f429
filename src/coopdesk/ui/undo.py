"""Undo and redo: two commands that always say which act they would take."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QWidget

from coopdesk.domain.history import Act, Way
from coopdesk.foundation.i18n import _
from coopdesk.services.desk import Desk
from coopdesk.ui import commands, theme
from coopdesk.ui.messages import shown
from coopdesk.ui.widgets.buttons import Button, verbatim
from coopdesk.wording.acts import act_words
from coopdesk.wording.labels import label

_LONGEST = 300
"""How wide a button's words may be, at 9 points; the tooltip and the accessible name have them all."""


class TakeButton(Button):
    """Takes the next act of one way. Ctrl+Z in a text field stays the field's own: Qt asks it first."""

    taken = Signal()

    def __init__(self, desk: Desk, way: Way, owner: QWidget) -> None:
        self._is_undo = way is Way.UNDONE
        command = commands.UNDO if self._is_undo else commands.REDO
        super().__init__(_(command.text), self.take, variant="quiet", icon=command.icon)
        self._desk = desk
        self._way = way
        self._is_brief = False
        self.action = commands.CommandAction(command, owner, self.take)
        self.show_next()

    @shown
    def take(self) -> None:
        """Take the act; refused, there may be none left to take."""
        if self._desk.is_read_only:
            return
        try:
            self._desk.take(self._way)
        finally:
            self.taken.emit()

    def set_brief(self, is_brief: bool) -> None:
        """Say only « Undo » where the window is narrow."""
        self._is_brief = is_brief
        self.show_next()

    def show_next(self) -> None:
        """Say which act comes next."""
        act = self._desk.next_act(self._way)
        whole = self._words(act)
        word = _(commands.UNDO.text) if self._is_undo else _(commands.REDO.text)
        metrics = QFontMetrics(self.font())
        short = metrics.elidedText(whole, Qt.TextElideMode.ElideRight, theme.scaled(_LONGEST))
        # What can be redone is what was just undone: its name would only crowd the bar.
        self.setText(verbatim(short) if self._is_undo and not self._is_brief else word)
        keys = self.action.shortcut().toString()
        self.setToolTip(f"{whole} ({keys})" if act is not None else self._why_not())
        self.setAccessibleName(whole)
        self.action.setText(verbatim(whole))
        self.setEnabled(act is not None and not self._desk.is_read_only)

    def _words(self, act: Act | None) -> str:
        if self._is_undo:
            return _("Undo") if act is None else _("Undo: {act}").format(act=act_words(act.operation, act.about))
        return _("Redo") if act is None else _("Redo: {act}").format(act=act_words(act.operation, act.about))

    def _why_not(self) -> str:
        if not self._is_undo:
            return _("Nothing was undone")
        if (barrier := self._desk.barrier) is not None:
            return _("“{act}” cannot be undone, nor what came before it").format(act=label(barrier))
        return _("Nothing was changed since the file was opened")
