"""What to do first in an empty house."""

from functools import partial

from PySide6.QtCore import Signal

from coopdesk.domain.listing import Subject
from coopdesk.foundation.i18n import _
from coopdesk.ui.theme import Tone
from coopdesk.ui.widgets.buttons import Button, remedy
from coopdesk.ui.widgets.cards import Card
from coopdesk.ui.widgets.labels import IconLabel, muted, strong
from coopdesk.ui.widgets.layouts import frame, hbox, vbox


class FirstSteps(Card):
    """The rooms, the associations, the equipment: each one act away."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__(_("First steps"), padded=False)
        steps = (
            (
                Subject.ROOM,
                "door-open",
                _("Add the rooms"),
                _("With their capacity and opening hours."),
                _("Add a room"),
            ),
            (
                Subject.ORGANISATION,
                "users-round",
                _("Add the associations"),
                _("One by one, or all at once from a table you already have."),
                _("Add an association"),
            ),
            (
                Subject.EQUIPMENT,
                "package",
                _("Add the equipment you lend"),
                _("Chairs, projector, sound system: what is free is then counted for you."),
                _("Add equipment"),
            ),
        )
        self.buttons: list[Button] = []
        for number, (subject, icon, title, detail, act) in enumerate(steps):
            button = remedy(act, partial(self.chosen.emit, subject), writes=True)
            self.buttons.append(button)
            words = vbox(strong(title), muted(detail, wrap=True), spacing=1)
            row = hbox(IconLabel(icon, Tone.INFO, 20), (words, 1), button, spacing=14, margins=(16, 10, 16, 10))
            self.add(frame(row, "row", last=str(number == len(steps) - 1).lower()))
