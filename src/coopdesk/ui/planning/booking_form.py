"""The fields of a booking, and the draft they make."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from coopdesk.domain.booking import BookingDraft, BookingKind, BookingState
from coopdesk.domain.room import Room
from coopdesk.foundation.i18n import _
from coopdesk.ui.widgets.fields import ChoiceField, DateField, LongTextField, NumberField, TextField, TimeField
from coopdesk.ui.widgets.form import Form
from coopdesk.ui.widgets.record_field import Found, RecordField
from coopdesk.wording.labels import label


def booking_form(rooms: Sequence[Room], find: Callable[[str], Found], title_of: Callable[[int], str]) -> Form:
    """Who, where, when, what for, how firm. Fields a problem can name carry the draft's names."""
    return Form(
        RecordField("organisation_id", _("Association"), find, _("The house itself: leave empty"), title_of=title_of),
        ChoiceField("room_id", _("Room"), [(room.id, room.name) for room in rooms]),
        DateField("day", _("Date"), optional=False),
        TimeField("starts_at", _("From")),
        TimeField("ends_at", _("To")),
        DateField("ends_on", _("Until another day")),
        ChoiceField("kind", _("Kind"), [(kind, label(kind)) for kind in BookingKind]),
        NumberField("expected_persons", _("People"), optional=True),
        TextField("purpose", _("Purpose")),
        ChoiceField("state", _("State"), [(state, label(state)) for state in reversed(BookingState)]),
        DateField("option_until", _("Held until")),
        LongTextField("notes", _("Notes"), rows=2),
    )


def show_draft(form: Form, draft: BookingDraft) -> None:
    """Fill the form with a booking."""
    first, last = draft.starts_at.date(), draft.ends_at.date()
    form.set_values(
        {
            "organisation_id": draft.organisation_id,
            "room_id": draft.room_id,
            "day": first,
            "starts_at": draft.starts_at.time(),
            "ends_at": draft.ends_at.time(),
            "ends_on": last if last != first else None,
            "kind": draft.kind,
            "expected_persons": draft.expected_persons,
            "purpose": draft.purpose,
            "state": draft.state,
            "option_until": draft.option_until,
            "notes": draft.notes,
        }
    )


def draft_of(form: Form) -> BookingDraft | None:
    """The booking that is asked for; None as long as a date or an hour cannot be read."""
    values: dict[str, Any] = form.values()
    day, last = values.pop("day"), values.pop("ends_on")
    if None in (day, values["starts_at"], values["ends_at"], values["room_id"]) or form["organisation_id"].unreadable():
        return None
    values["starts_at"] = datetime.combine(day, values["starts_at"])
    values["ends_at"] = datetime.combine(last or day, values["ends_at"])
    if values["state"] is not BookingState.OPTION:
        values["option_until"] = None
    return BookingDraft(**values)
