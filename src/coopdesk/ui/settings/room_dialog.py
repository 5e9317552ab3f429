"""The dialog of a room: what it holds, what stands in it, what it is made of, when it opens."""

from PySide6.QtWidgets import QWidget

from coopdesk.domain.listing import Subject
from coopdesk.domain.room import Room, RoomDraft
from coopdesk.foundation.i18n import _
from coopdesk.foundation.problems import Outcome
from coopdesk.services import rooms
from coopdesk.services.desk import Desk
from coopdesk.ui import theme
from coopdesk.ui.settings.hours_field import HoursField
from coopdesk.ui.settings.room_fields import FixturesField, LayoutsField, PartsField
from coopdesk.ui.widgets.dialog import FormDialog
from coopdesk.ui.widgets.fields import CheckField, DateField, LongTextField, NumberField, TextField
from coopdesk.ui.widgets.form import Form
from coopdesk.ui.widgets.labels import note
from coopdesk.ui.widgets.layouts import hbox, holder, vbox
from coopdesk.ui.widgets.record_history import RecordHistory

_USUAL_CAPACITY = 20
_MOST_MINUTES = 24 * 60
_TWO_COLUMNS_FROM = 112
"""In units of the font size: how wide the screen must be for the hours to stand beside the rest."""


def room_dialog(desk: Desk, room: Room | None, parent: QWidget) -> FormDialog:
    """The dialog for a new room, or for one that changes."""
    form = _form(rooms.rooms(desk), room)
    form.set_values(room or RoomDraft(name="", capacity=_USUAL_CAPACITY))

    def submit() -> Outcome:
        draft = RoomDraft(**form.values())
        return rooms.add(desk, draft) if room is None else rooms.edit(desk, room.id, draft)

    title = _("New room") if room is None else _("Edit the room")
    promise = "" if room is None else _("What is past never changes; what is booked is checked first.")
    dialog = FormDialog(title, form, submit, promise=promise, parent=parent)
    dialog.add(_body(form, desk, room, is_wide=_is_wide(dialog)))
    form["name"].editor.setFocus()
    return dialog


def _form(known: list[Room], room: Room | None) -> Form:
    return Form(
        TextField("name", _("Name")),
        NumberField("capacity", _("Persons at most"), minimum=1, maximum=10_000),
        TextField("place", _("Where"), _("Ground floor, for instance")),
        CheckField("is_accessible", _("Accessible to wheelchairs")),
        LayoutsField("layouts", _("Persons at most, by layout")),
        FixturesField("fixtures", _("What stands in it"), _("projector, sink, piano")),
        PartsField("parts", _("Made of"), known, None if room is None else room.id),
        NumberField("buffer_before", _("Kept free before, minutes"), maximum=_MOST_MINUTES),
        NumberField("buffer_after", _("Kept free after, minutes"), maximum=_MOST_MINUTES),
        HoursField("hours", _("Opening hours")),
        DateField("retired_on", _("No longer booked from")),
        LongTextField("notes", _("Notes"), rows=2),
    )


def _body(form: Form, desk: Desk, room: Room | None, *, is_wide: bool) -> QWidget:
    what = vbox(
        hbox((form["name"], 3), (form["capacity"], 2), spacing=12),
        form["place"],
        form["is_accessible"],
        form["layouts"],
        form["fixtures"],
        form["parts"],
        note(_("Booking a room that is made of others takes all of them."), wrap=True),
        None,
        spacing=10,
    )
    when = vbox(
        form["hours"],
        hbox((form["buffer_before"], 1), (form["buffer_after"], 1), spacing=12),
        form["retired_on"],
        form["notes"],
        *_history(desk, room),
        None,
        spacing=10,
    )
    return holder(hbox((what, 1), (when, 1), spacing=24) if is_wide else vbox(what, when, spacing=10))


def _history(desk: Desk, room: Room | None) -> list[QWidget]:
    """What was done to this room; a new one has no history."""
    if room is None:
        return []
    done = RecordHistory(desk, Subject.ROOM)
    done.show_of(room.id)
    return [done.plain()]


def _is_wide(dialog: QWidget) -> bool:
    return dialog.screen().availableSize().width() >= _TWO_COLUMNS_FROM * theme.points()
