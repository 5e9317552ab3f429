"""The fields of a booking, and the draft they make: of one booking, or of a series."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from coopdesk.domain.booking import BookingDraft, BookingKind, BookingState
from coopdesk.domain.room import MIDNIGHT, Layout, Room, capacity_of
from coopdesk.domain.series import SeriesDraft
from coopdesk.foundation.i18n import _
from coopdesk.foundation.problems import Problem
from coopdesk.ui.widgets.fields import ChoiceField, DateField, LongTextField, NumberField, TextField, TimeField
from coopdesk.ui.widgets.form import Form
from coopdesk.ui.widgets.record_field import Found, RecordField
from coopdesk.wording.labels import label

_ASKED = (BookingState.CONFIRMED, BookingState.OPTION, BookingState.REQUEST)
"""The states a booking may be asked for in; the others are reached by an act of their own."""

OVERRIDDEN = frozenset({"outside_hours", "over_capacity", "room_closed"})
"""What a booking may stand against, with a reason."""

_OF_SERIES = {"day": "starts_on", "ends_on": "days_over"}
"""The fields of the form, and what a series calls them."""


def booking_form(rooms: Sequence[Room], find: Callable[[str], Found], title_of: Callable[[int], str]) -> Form:
    """Who, where, when, what for, how firm. Fields a problem can name carry the draft's names."""
    return Form(
        RecordField("organisation_id", _("Association"), find, _("The house itself: leave empty"), title_of=title_of),
        ChoiceField("room_id", _("Room"), [(room.id, room.name) for room in rooms]),
        ChoiceField("layout", _("Layout"), [(None, _("Any"))]),
        DateField("day", _("Date"), optional=False),
        TimeField("starts_at", _("From")),
        TimeField("ends_at", _("To"), is_end=True),
        TextField("purpose", _("Purpose")),
        NumberField("expected_persons", _("People"), optional=True),
        TextField("override_reason", _("Why it is booked all the same")),
        ChoiceField("kind", _("Kind"), [(kind, label(kind)) for kind in BookingKind]),
        ChoiceField("state", _("State"), [(state, label(state)) for state in _ASKED]),
        DateField("option_until", _("Held until")),
        DateField("ends_on", _("Until another day")),
        LongTextField("notes", _("Notes"), rows=2),
    )


def show_draft(form: Form, draft: BookingDraft) -> None:
    """Fill the form with a booking."""
    first, last = draft.starts_at.date(), draft.interval.last_day
    if draft.state not in _ASKED:
        # What became of it is changed by its own act; here it stays.
        offered = [(state, label(state)) for state in (*_ASKED, draft.state)]
        _choices(form, "state").set_options(offered)
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
            "override_reason": draft.override_reason,
            "state": draft.state,
            "option_until": draft.option_until,
            "notes": draft.notes,
        }
    )


def show_layouts(form: Form, room: Room, chosen: Layout | None) -> None:
    """Offer the layouts of the room, each with what it holds, one of them chosen: « Assis, 120 »."""
    field = _choices(form, "layout")
    known = [one.layout for one in room.layouts]
    if chosen is not None and chosen not in known:
        known.append(chosen)
    options: list[tuple[Layout | None, str]] = [(None, layout_words(None, room.capacity))]
    options += [(layout, layout_words(layout, capacity_of(room, layout))) for layout in known]
    field.set_options(options)
    field.set_value(chosen)


def layout_words(layout: Layout | None, capacity: int) -> str:
    """A layout and how many it holds."""
    name = _("Any") if layout is None else label(layout)
    return _("{layout}, {capacity}").format(layout=name, capacity=capacity)


def draft_of(form: Form) -> BookingDraft | None:
    """The booking that is asked for; None as long as a date or an hour cannot be read."""
    values: dict[str, Any] = {name: form[name].value() for name in _NAMES}
    day, last = values.pop("day"), values.pop("ends_on")
    if None in (day, values["starts_at"], values["ends_at"], values["room_id"]) or form["organisation_id"].unreadable():
        return None
    values["starts_at"] = datetime.combine(day, values["starts_at"])
    ends_at = values["ends_at"]
    # Midnight is the one that the day ends with.
    values["ends_at"] = datetime.combine(last or day, ends_at) + timedelta(days=ends_at == MIDNIGHT)
    if values["state"] is not BookingState.OPTION:
        values["option_until"] = None
    return BookingDraft(**values)


def series_of(draft: BookingDraft, **repetition: Any) -> SeriesDraft:
    """The series whose first session is this booking; `repetition` gives its rule and what it does with holidays."""
    first, last = draft.starts_at.date(), draft.ends_at.date()
    return SeriesDraft(
        organisation_id=draft.organisation_id,
        room_id=draft.room_id,
        kind=draft.kind,
        layout=draft.layout,
        purpose=draft.purpose,
        expected_persons=draft.expected_persons,
        starts_on=first,
        starts_at=draft.starts_at.time(),
        ends_at=draft.ends_at.time(),
        days_over=(last - first).days,
        notes=draft.notes,
        **repetition,
    )


def in_form(problem: Problem) -> Problem:
    """A problem of a series under the name of the field that shows it."""
    fields = {series: field for field, series in _OF_SERIES.items()}
    return replace(problem, field=fields.get(problem.field, problem.field))


def first_day(form: Form) -> date | None:
    """The date in the form, if it can be read."""
    day: date | None = form["day"].value()
    return day


def _choices(form: Form, name: str) -> ChoiceField:
    field = form[name]
    if not isinstance(field, ChoiceField):
        raise TypeError(f"{name} offers no choices")
    return field


_NAMES = (
    *("organisation_id", "room_id", "layout", "day", "starts_at", "ends_at", "expected_persons", "kind", "purpose"),
    *("override_reason", "state", "option_until", "ends_on", "notes"),
)
