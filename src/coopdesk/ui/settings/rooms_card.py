"""The rooms of the house: how many they hold, when they open; added, changed and deleted here."""

from PySide6.QtWidgets import QLayout

from coopdesk.domain.room import Layout, OpeningHours, Room
from coopdesk.foundation.i18n import _, format_closing, format_date, format_day, format_time, ngettext
from coopdesk.foundation.problems import Refused
from coopdesk.services import rooms
from coopdesk.services.desk import Desk
from coopdesk.ui import messages
from coopdesk.ui.messages import shown
from coopdesk.ui.settings.hours_field import MONDAY, WEEKDAYS
from coopdesk.ui.settings.room_dialog import room_dialog
from coopdesk.ui.widgets.buttons import icon_button, link
from coopdesk.ui.widgets.cards import Card, line
from coopdesk.ui.widgets.labels import ElidingLabel, muted, note, strong
from coopdesk.ui.widgets.layouts import clear, hbox, holder, keeping_focus, vbox
from coopdesk.wording.labels import label


class RoomsCard(Card):
    """Every room, a line each."""

    def __init__(self, desk: Desk) -> None:
        add = link(_("Add"), self.add_room, icon="plus", writes=True)
        add.setAccessibleName(_("Add a room"))
        super().__init__(_("Rooms"), right=add)
        self._desk = desk
        self._is_read_only = desk.is_read_only
        self._names: dict[int, str] = {}
        self._rows = vbox(spacing=8)
        self.add(self._rows)

    def refresh(self) -> None:
        """Read the rooms again."""
        found = rooms.rooms(self._desk)
        self._names = {room.id: room.name for room in found}
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
        if not messages.confirm(self, question, _("Undo brings it back while the file stays open.")):
            return
        outcome = rooms.delete(self._desk, room.id)
        if isinstance(outcome, Refused):
            messages.refusal(self, outcome)

    def _row(self, room: Room) -> QLayout:
        parts = [
            ngettext("{n} person", "{n} persons", room.capacity).format(n=room.capacity),
            room.place,
            _("accessible") if room.is_accessible else "",
            "" if room.retired_on is None else _("retired on {day}").format(day=format_date(room.retired_on, "medium")),
        ]
        about = " · ".join(part for part in parts if part)
        words = vbox(
            hbox(strong(room.name), (ElidingLabel(about, "muted"), 1), spacing=8),
            note(hours_words(room.hours), wrap=True),
            *([note(details, wrap=True)] if (details := _details(room, self._names)) else []),
            spacing=1,
        )
        acts = [] if self._is_read_only else [
            icon_button("pencil", _("Edit {name}").format(name=room.name), lambda: self.edit_room(room.id)),
            icon_button("trash-2", _("Delete {name}").format(name=room.name), lambda: self.delete_room(room)),
        ]  # fmt: skip
        return hbox((words, 1), *acts, spacing=4)


def _details(room: Room, names: dict[int, str]) -> str:
    """What it is made of, for how many in each layout, what stands in it, what is kept free around a booking."""
    made = ", ".join(sorted(names[part] for part in room.parts if part in names))
    known = {one.layout: one.capacity for one in room.layouts}
    layouts = ", ".join(f"{label(layout).lower()} {known[layout]}" for layout in Layout if layout in known)
    around = [
        words.format(n=minutes)
        for words, minutes in (
            (_("{n} min before"), room.buffer_before),
            (_("{n} min after"), room.buffer_after),
        )
        if minutes
    ]
    parts = (
        _("made of {rooms}").format(rooms=made) if made else "",
        layouts,
        ", ".join(room.fixtures),
        _("kept free: {when}").format(when=", ".join(around)) if around else "",
    )
    return " · ".join(part for part in parts if part)


def hours_words(hours: tuple[OpeningHours, ...]) -> str:
    """« lun.–ven. 8 h – 22 h · sam. 9 h – 12 h »; hours of a period after its days."""
    if not hours:
        return _("always open")
    parts = [_week_words([one for one in hours if one.is_usual])]
    for first, last in sorted({(one.first, one.last) for one in hours if not one.is_usual}):
        mine = _week_words([one for one in hours if (one.first, one.last) == (first, last)])
        days = f"{format_date(first, 'medium')} – {format_date(last, 'medium')}"
        parts.append(_("{days}: {hours}").format(days=days, hours=mine))
    return " · ".join(part for part in parts if part)


def _week_words(hours: list[OpeningHours]) -> str:
    """Equal days that follow one another are said once."""
    spans: list[tuple[int, int, str]] = []
    for weekday in WEEKDAYS:
        mine = sorted(one for one in hours if one.weekday == weekday)
        if not mine:
            continue
        words = ", ".join(f"{format_time(one.opens_at)} – {format_closing(one.closes_at)}" for one in mine)
        if spans and spans[-1][1] == weekday - 1 and spans[-1][2] == words:
            spans[-1] = (spans[-1][0], weekday, words)
        else:
            spans.append((weekday, weekday, words))
    return " · ".join(f"{_days_words(first, last)} {words}" for first, last, words in spans)


def _days_words(first: int, last: int) -> str:
    names = [format_day(MONDAY.replace(day=1 + one), "EEE") for one in (first, last)]
    return names[0] if first == last else "–".join(names)
