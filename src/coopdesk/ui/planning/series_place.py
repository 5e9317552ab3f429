"""Where and when a series that is booked is held: its room and its hours, to move all that is to come."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from coopdesk.domain.room import Room
from coopdesk.domain.series import Series, SeriesDraft
from coopdesk.foundation.i18n import _
from coopdesk.ui.widgets.field import Field
from coopdesk.ui.widgets.fields import ChoiceField, TimeField
from coopdesk.ui.widgets.layouts import hbox, vbox


class SeriesPlace(QWidget):
    """Three fields side by side."""

    def __init__(self, rooms: Sequence[Room]) -> None:
        super().__init__()
        self.fields: dict[str, Field] = {
            "room_id": ChoiceField("room_id", _("Room"), [(room.id, room.name) for room in rooms]),
            "starts_at": TimeField("starts_at", _("From")),
            "ends_at": TimeField("ends_at", _("To"), is_end=True),
        }
        room, start, end = self.fields.values()
        self.setLayout(vbox(hbox((room, 4), (start, 2), (end, 2), spacing=12), spacing=0))

    def show_place(self, series: SeriesDraft) -> None:
        """Where it is held."""
        for name, field in self.fields.items():
            field.set_value(getattr(series, name))

    def unreadable(self) -> bool:
        """Whether an hour cannot be read."""
        return any(field.unreadable() for field in self.fields.values())

    def place(self, former: Series) -> Mapping[str, Any]:
        """What a series would have of it, by the series' own names."""
        values = {name: field.value() for name, field in self.fields.items()}
        over = former.days_over
        if over == int(former.ends_at <= former.starts_at):
            # Within a day and a night the hours say by themselves whether it runs over midnight.
            over = int(values["ends_at"] <= values["starts_at"])
        return {**values, "days_over": over}
