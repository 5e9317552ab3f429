"""The fields of a closure, and the draft they make."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Any

from coopdesk.domain.closure import ClosureDraft
from coopdesk.domain.room import Room
from coopdesk.foundation.i18n import _
from coopdesk.ui.widgets.fields import CheckField, ChoiceField, DateField, TextField, TimeField
from coopdesk.ui.widgets.form import Form

_MIDNIGHT = time()
_DAY = timedelta(days=1)


def closing_form(rooms: Sequence[Room]) -> Form:
    """What, from when to when, why. Fields a problem can name carry the draft's names: the first and the last day."""
    what = [(None, _("The whole house")), *((one.id, one.name) for one in rooms)]
    hours = (
        TimeField("from_hour", _("From"), optional=True),
        TimeField("to_hour", _("To"), optional=True, is_end=True),
    )
    for one in hours:
        one.editor.setPlaceholderText(_("whole day"))
    return Form(
        ChoiceField("room_id", _("What is closed"), what),
        DateField("starts_at", _("First day"), optional=False),
        DateField("ends_at", _("Last day, included"), optional=False),
        *hours,
        CheckField("is_yearly", _("Every year on these dates")),
        TextField("reason", _("Reason of the closure"), _("Works, summer break…")),
    )


def show_closure(form: Form, draft: ClosureDraft) -> None:
    """Fill the form; whole days have no hours."""
    starts, ends = draft.starts_at, draft.ends_at
    ends_whole = ends.time() == _MIDNIGHT
    form.set_values(
        {
            "room_id": draft.room_id,
            "starts_at": starts.date(),
            "ends_at": (ends - _DAY).date() if ends_whole else ends.date(),
            "from_hour": None if starts.time() == _MIDNIGHT else starts.time(),
            "to_hour": None if ends_whole else ends.time(),
            "is_yearly": draft.is_yearly,
            "reason": draft.reason,
        }
    )


def closure_of(form: Form) -> ClosureDraft | None:
    """The closure that is asked for; None as long as a date or an hour cannot be read."""
    values: dict[str, Any] = form.values()
    first, last = values["starts_at"], values["ends_at"]
    if first is None or last is None or any(form[name].unreadable() for name in ("from_hour", "to_hour")):
        return None
    until = values["to_hour"]
    is_whole = until is None or until == _MIDNIGHT
    ends_at = datetime.combine(last, _MIDNIGHT) + _DAY if is_whole else datetime.combine(last, until)
    return ClosureDraft(
        room_id=values["room_id"],
        starts_at=datetime.combine(first, values["from_hour"] or _MIDNIGHT),
        ends_at=ends_at,
        is_yearly=values["is_yearly"],
        reason=values["reason"],
    )
