"""The rooms of the house: how many they hold, when they open; added, changed and deleted here."""

from PySide6.QtWidgets import QLayout, QWidget

from coopdesk.domain.listing import Subject
from coopdesk.domain.room import OpeningHours, Room, RoomDraft
from coopdesk.foundation.i18n import _, format_day, format_time, ngettext
from coopdesk.foundation.problems import Outcome, Refused
from coopdesk.services import rooms
from coopdesk.services.desk import Desk
from coopdesk.ui import messages
from coopdesk.ui.messages import shown
from coopdesk.ui.settings.hours_field import MONDAY, WEEKDAYS, HoursField
from coopdesk.ui.widgets.buttons import icon_button, link
from coopdesk.ui.widgets.cards import Card, line
from coopdesk.ui.widgets.dialog import FormDialog
from coopdesk.ui.widgets.fields import CheckField, LongTextField, NumberField, TextField
from coopdesk.ui.widgets.form import Form
from coopdesk.ui.widgets.labels import ElidingLabel, muted, note, strong
from coopdesk.ui.widgets.layouts import clear, hbox, holder, keeping_focus, vbox
from coopdesk.ui.widgets.record_history import RecordHistory

_USUAL_CAPACITY = 20


def room_dialog(desk: Desk, room: Room | None, parent: QWidget) -> FormDialog:
    """The dialog for a new room, or for one that changes."""
    form = Form(
        TextField("name", _("Name")),
        NumberField("capacity", _("Persons at most"), minimum=1, maximum=10_000),
        TextField("place", _("Where"), _("Ground floor, for instance")),
        CheckField("is_accessible", _("Accessible to wheelchairs")),
        HoursField("hours", _("Opening hours")),
        LongTextField("notes", _("Notes"), rows=2),
    )
    form.set_values(room or RoomDraft(name="", capacity=_USUAL_CAPACITY))

    def submit() -> Outcome:
        draft = RoomDraft(**form.values())
        return rooms.add(desk, draft) if room is None else rooms.edit(desk, room.id, draft)

    title = _("New room") if room is None else _("Edit the room")
    promise = "" if room is None else _("Bookings made already stay as they are.")
    dialog = FormDialog(title, form, submit, promise=promise, parent=parent)
    dialog.add(
        vbox(
            hbox((form["name"], 3), (form["capacity"], 1), spacing=12),
            form["place"],
            form["is_accessible"],
            form["hours"],
            form["notes"],
            spacing=10,
        )
    )
    if room is not None:
        history = RecordHistory(desk, Subject.ROOM)
        history.show_of(room.id)
        dialog.add(history.plain())
    form["name"].editor.setFocus()
    return dialog


class RoomsCard(Card):
    """Every room, a line each."""

    def __init__(self, desk: Desk) -> None:
        add = link(_("Add"), self.add_room, icon="plus", writes=True)
        add.setAccessibleName(_("Add a room"))
        super().__init__(_("Rooms"), right=add)
        self._desk = desk
        self._is_read_only = desk.is_read_only
        self._rows = vbox(spacing=8)
        self.add(self._rows)

    def refresh(self) -> None:
        """Read the rooms again."""
        found = rooms.rooms(self._desk)
        with keeping_focus(self):
            clear(self._rows)
            for place, room in enumerate(found):
                if place:
                    self._rows.addWidget(line())
                self._rows.addWidget(holder(self._row(room)))
            if not found:
                self._rows.addWidget(muted(_("No room yet: add the first one, and the planning opens."), wrap=True))

    def set_read_only(self, is_read_only: bool) -> None:
        """Offer no act that writes."""
        if is_read_only != self._is_read_only:
            self._is_read_only = is_read_only
            self.refresh()

    def add_room(self) -> None:
        """Ask for a new room."""
        room_dialog(self._desk, None, self).open()

    @shown
    def edit_room(self, room_id: int) -> None:
        """Change a room."""
        room = rooms.get(self._desk, room_id)
        if room is not None:
            room_dialog(self._desk, room, self).open()

    @shown
    def delete_room(self, room: Room) -> None:
        """Delete a room, once that is confirmed; refused, and told why, while it has bookings."""
        question = _("Delete the room {name}?").format(name=room.name)
        if not messages.confirm(self, question, _("It cannot be brought back.")):
            return
        outcome = rooms.delete(self._desk, room.id)
        if isinstance(outcome, Refused):
            messages.refusal(self, outcome)

    def _row(self, room: Room) -> QLayout:
        parts = [
            ngettext("{n} person", "{n} persons", room.capacity).format(n=room.capacity),
            room.place,
            _("accessible") if room.is_accessible else "",
        ]
        about = " · ".join(part for part in parts if part)
        words = vbox(
            hbox(strong(room.name), (ElidingLabel(about, "muted"), 1), spacing=8),
            note(hours_words(room.hours), wrap=True),
            spacing=1,
        )
        acts = [] if self._is_read_only else [
            icon_button("pencil", _("Edit {name}").format(name=room.name), lambda: self.edit_room(room.id)),
            icon_button("trash-2", _("Delete {name}").format(name=room.name), lambda: self.delete_room(room)),
        ]  # fmt: skip
        return hbox((words, 1), *acts, spacing=4)


def hours_words(hours: tuple[OpeningHours, ...]) -> str:
    """« lun.–ven. 8 h – 22 h · sam. 9 h – 12 h »: equal days that follow one another are said once."""
    if not hours:
        return _("always open")
    spans: list[tuple[int, int, str]] = []
    for weekday in WEEKDAYS:
        mine = sorted(one for one in hours if one.weekday == weekday)
        if not mine:
            continue
        words = ", ".join(f"{format_time(one.opens_at)} – {format_time(one.closes_at)}" for one in mine)
        if spans and spans[-1][1] == weekday - 1 and spans[-1][2] == words:
            spans[-1] = (spans[-1][0], weekday, words)
        else:
            spans.append((weekday, weekday, words))
    return " · ".join(f"{_days_words(first, last)} {words}" for first, last, words in spans)


def _days_words(first: int, last: int) -> str:
    names = [format_day(MONDAY.replace(day=1 + one), "EEE") for one in (first, last)]
    return names[0] if first == last else "–".join(names)
