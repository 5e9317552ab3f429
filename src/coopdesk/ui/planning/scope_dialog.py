"""How much of a series is meant: this session, it and the following, all to come; each says what it will do."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtWidgets import QRadioButton, QWidget

from coopdesk.domain.booking import Reason
from coopdesk.domain.booking_state import WHY
from coopdesk.domain.series import Scope
from coopdesk.foundation.i18n import _
from coopdesk.foundation.problems import Outcome
from coopdesk.ui import theme
from coopdesk.ui.widgets.dialog import FormDialog
from coopdesk.ui.widgets.field import Field
from coopdesk.ui.widgets.fields import ChoiceField, TextField
from coopdesk.ui.widgets.form import Form
from coopdesk.ui.widgets.labels import note
from coopdesk.ui.widgets.layouts import Item, hbox, holder, vbox
from coopdesk.wording.labels import label

_WIDTH = 460


class ScopeField(Field):
    """The three scopes, each with the line that says what it does."""

    def __init__(self, lines: Mapping[Scope, str]) -> None:
        self._buttons = {scope: QRadioButton(label(scope)) for scope in lines}
        rows: list[Item] = []
        for scope, button in self._buttons.items():
            button.setAccessibleDescription(lines[scope])
            line = note(lines[scope], wrap=True)
            # Under the word, not under the ring.
            rows += [button, hbox(23, (line, 1), spacing=0)]
        super().__init__("scope", _("What is meant"), holder(vbox(*rows, spacing=3)))
        first = next(iter(self._buttons.values()))
        first.setChecked(True)
        self.editor.setFocusProxy(first)
        for button in self._buttons.values():
            button.toggled.connect(self._changed)

    def value(self) -> Scope:
        """The scope that is chosen."""
        return next(scope for scope, button in self._buttons.items() if button.isChecked())

    def set_value(self, value: Any) -> None:
        """Choose."""
        self._buttons[value].setChecked(True)

    def _changed(self, is_on: bool) -> None:
        if is_on:
            self._edited()


class ScopeDialog(FormDialog):
    """Asks for the scope, and where it is about giving up, for the reason."""

    def __init__(
        self,
        title: str,
        lines: Mapping[Scope, str],
        submit: Callable[["ScopeDialog"], Outcome],
        *,
        accept_word: str,
        asks_why: bool = False,
        parent: QWidget,
    ) -> None:
        form = Form(ScopeField(lines))
        if asks_why:
            form.add(ChoiceField("reason_code", _("Reason"), [(one, label(one)) for one in WHY]))
            form.add(TextField("reason", _("In a few words")))
        super().__init__(
            title, form, lambda: submit(self), accept_word=accept_word,
            promise=_("What is past is not changed; it can all be undone at once."), parent=parent,
        )  # fmt: skip
        self.add(form["scope"])
        if asks_why:
            self.add(form["reason_code"])
            self.add(form["reason"])
        self.setMinimumWidth(theme.scaled(_WIDTH))

    @property
    def scope(self) -> Scope:
        """How much is meant."""
        scope: Scope = self.form["scope"].value()
        return scope

    @property
    def why(self) -> tuple[Reason, str]:
        """The reason, by its code and in words."""
        return self.form["reason_code"].value(), self.form["reason"].value()
