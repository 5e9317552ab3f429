"""A form: the fields of a draft, and the problems of it beside them."""

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Signal

from coopdesk.foundation.problems import Problem
from coopdesk.ui.widgets.field import Field
from coopdesk.wording.sentences import sentence

AnyField = TypeVar("AnyField", bound=Field)


class Form(QObject):
    """The fields of one draft, by name."""

    changed = Signal()

    def __init__(self, *fields: Field) -> None:
        super().__init__()
        self._fields: dict[str, Field] = {}
        for field in fields:
            self.add(field)

    def __getitem__(self, name: str) -> Field:
        return self._fields[name]

    def __contains__(self, name: str) -> bool:
        return name in self._fields

    def add(self, field: AnyField) -> AnyField:
        """Take one more field; the order is that of the page."""
        self._fields[field.name] = field
        field.changed.connect(self.changed)
        return field

    def values(self) -> dict[str, Any]:
        """What was entered, as keyword arguments of the draft."""
        return {name: field.value() for name, field in self._fields.items()}

    def set_values(self, draft: object) -> None:
        """Show a draft, or a mapping of some of its fields."""
        for name, field in self._fields.items():
            if isinstance(draft, Mapping):
                if name in draft:
                    field.set_value(draft[name])
            elif hasattr(draft, name):
                field.set_value(getattr(draft, name))
        self.clear()

    def clear(self) -> None:
        """Forget every message."""
        for field in self._fields.values():
            field.clear_message()

    def is_readable(self) -> bool:
        """Whether every field holds a value; says which does not, and goes to the first of them."""
        wrong = [field for field in self._fields.values() if field.unreadable()]
        for field in wrong:
            field.show_problem(field.unreadable())
        if wrong:
            wrong[0].editor.setFocus()
        return not wrong

    def show(self, problems: Sequence[Problem]) -> list[Problem]:
        """Say each problem beside its field and go to the first wrong one; gives back those of no field."""
        self.clear()
        others = []
        for problem in sorted(problems, key=lambda problem: not problem.is_warning):
            field = self._fields.get(problem.field)
            if field is None:
                others.append(problem)
                continue
            field.show_problem(sentence(problem), is_warning=problem.is_warning)
        wrong = {problem.field for problem in problems if not problem.is_warning}
        first = next((field for name, field in self._fields.items() if name in wrong), None)
        if first is not None:
            first.editor.setFocus()
        return others

    def set_read_only(self, is_read_only: bool) -> None:
        """Show the draft without letting it be changed."""
        for field in self._fields.values():
            field.set_read_only(is_read_only)
