"""A form without a Save button: each field is written as it is left, unless what it holds is refused."""

from collections.abc import Callable, Mapping
from typing import Any, Generic, TypeVar

from PySide6.QtWidgets import QLineEdit

from coopdesk.foundation.problems import Outcome, Problem, Refused
from coopdesk.ui.messages import shown
from coopdesk.ui.widgets.field import Field
from coopdesk.ui.widgets.fields import CheckField, ChoiceField
from coopdesk.ui.widgets.form import Form
from coopdesk.wording.sentences import sentence

RecordT = TypeVar("RecordT")


class SavedForm(Generic[RecordT]):
    """Ties the fields of a form to one stored record, field by field.

    What is refused is never written: it stays in its field with its sentence, and does not keep the other fields
    from being saved. `values` gives what the fields show of a record, `changed` the record with one field's value
    put in, `check` what is wrong with a record, `verified` what may be praised about a field of it.
    """

    def __init__(
        self,
        form: Form,
        *,
        load: Callable[[], RecordT | None],
        save: Callable[[RecordT], Outcome],
        values: Callable[[RecordT], Mapping[str, Any]],
        changed: Callable[[RecordT, str, Any], RecordT],
        check: Callable[[RecordT], list[Problem]],
        verified: Callable[[RecordT, str], str] = lambda _record, _name: "",
        is_urgent: Callable[[Problem], bool] = lambda _problem: False,
    ) -> None:
        self.form = form
        self._load = load
        self._save = save
        self._values = values
        self._changed = changed
        self._check = check
        self._verified = verified
        self._is_urgent = is_urgent
        self._unsaved: set[str] = set()
        self._is_filling = False
        for name in form.values():
            self._listen(name, form[name])

    def _listen(self, name: str, field: Field) -> None:
        field.changed.connect(lambda: self._typed(name))
        field.left.connect(lambda: self._leave(name))
        if isinstance(field.editor, QLineEdit):
            field.editor.returnPressed.connect(lambda: self._leave(name))

    def open(self) -> None:
        """Show the stored record from scratch: another one than before."""
        self._unsaved.clear()
        self._fill(set(self.form.values()))

    def refresh(self) -> None:
        """Show the stored record again; what is being typed, or was refused, is left alone."""
        kept = self._unsaved | {name for name in self.form.values() if self.form[name].editor.hasFocus()}
        self._fill(set(self.form.values()) - kept)

    def unsaved(self) -> frozenset[str]:
        """The fields that hold something refused."""
        return frozenset(self._unsaved)

    def _fill(self, names: set[str]) -> None:
        record = self._load()
        if record is None:
            return
        values = self._values(record)
        problems = self._check(record)
        for name in names:
            self._put(self.form[name], values[name])
            self._judge(name, record, problems)

    def _put(self, field: Field, value: Any) -> None:
        if field.value() == value and not field.unreadable():
            return
        self._is_filling = True
        try:
            field.set_value(value)
        finally:
            self._is_filling = False

    def _typed(self, name: str) -> None:
        if self._is_filling:
            return
        field = self.form[name]
        # A choice, a tick or a day from the calendar is whole at once; typed text is whole when it is left.
        if isinstance(field, ChoiceField | CheckField) or not field.editor.hasFocus():
            self._leave(name)
            return
        record = self._load()
        if record is not None and not field.unreadable():
            self._judge_typing(name, self._changed(record, name, field.value()))

    def _judge_typing(self, name: str, draft: RecordT) -> None:
        """Half a number is not a wrong number: only what is urgent, or already right, is said while typing."""
        own = [one for one in self._check(draft) if one.field == name]
        urgent = [one for one in own if self._is_urgent(one)]
        if urgent or not own:
            self._judge(name, draft, urgent)

    @shown
    def _leave(self, name: str) -> None:
        record, field = self._load(), self.form[name]
        if record is None:
            return
        if field.unreadable():
            self._unsaved.add(name)
            field.show_problem(field.unreadable())
            return
        draft = self._changed(record, name, field.value())
        if draft != record:
            outcome = self._save(draft)
            if isinstance(outcome, Refused):
                self._unsaved.add(name)
                self._refuse(field, outcome.problems)
                return
        self._unsaved.discard(name)
        self._put(field, self._values(draft)[name])
        self._judge(name, draft, self._check(draft))

    @staticmethod
    def _refuse(field: Field, problems: tuple[Problem, ...]) -> None:
        own = [one for one in problems if one.field == field.name] or list(problems)
        field.show_problem(sentence(own[0]))

    def _judge(self, name: str, record: RecordT, problems: list[Problem]) -> None:
        field = self.form[name]
        own = [one for one in problems if one.field == name]
        if own:
            own.sort(key=lambda one: one.is_warning)
            field.show_problem(sentence(own[0]), is_warning=own[0].is_warning)
        elif praise := self._verified(record, name):
            field.show_ok(praise)
        else:
            field.clear_message()
