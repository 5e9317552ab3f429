"""The page of the settings: the house and its rooms at the left, this computer and the program at the right."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QBoxLayout

from coopdesk.domain.listing import Subject
from coopdesk.foundation.i18n import N_, _
from coopdesk.services.desk import Desk
from coopdesk.ui.page import HistoryOf, Page
from coopdesk.ui.settings.about_card import AboutCard
from coopdesk.ui.settings.backups_card import BackupsCard
from coopdesk.ui.settings.calendar_card import CalendarCard
from coopdesk.ui.settings.closures_card import ClosuresCard
from coopdesk.ui.settings.computer_card import ComputerCard
from coopdesk.ui.settings.house_card import HouseCard
from coopdesk.ui.settings.keys_card import KeysCard
from coopdesk.ui.settings.password_card import PasswordCard
from coopdesk.ui.settings.privacy_card import PrivacyCard
from coopdesk.ui.settings.rooms_card import RoomsCard
from coopdesk.ui.widgets.buttons import second
from coopdesk.ui.widgets.cards import PageHead
from coopdesk.ui.widgets.layouts import hbox, holder, scrolling, vbox


class SettingsPage(Page):
    """What is set once and changed rarely."""

    title, icon = N_("Settings"), "settings"
    subjects = frozenset(
        {
            "house",
            "room",
            "room_hours",
            "room_part",
            "closure",
            "room_key",
            "room_key_room",
            "key_handover",
            "organisation",
            "contact",
            "series",
            "school_calendar",
        }
    )
    opens = frozenset({Subject.ROOM})
    at_foot = True

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.house = HouseCard(desk)
        self.calendar = CalendarCard(desk)
        self.rooms = RoomsCard(desk)
        self.closures = ClosuresCard(desk)
        self.keys = KeysCard(desk)
        self.backups = BackupsCard(desk)
        self.password = PasswordCard(desk)
        self.password.settled.connect(self.backups.refresh)
        self.privacy = PrivacyCard(desk)
        self.privacy.navigate.connect(self.navigate)
        self.computer = ComputerCard()
        self.about = AboutCard(desk.typologies)
        left = vbox(self.house, self.calendar, self.privacy, self.computer, None, spacing=16)
        right = vbox(self.rooms, self.closures, self.keys, self.backups, self.password, self.about, None, spacing=16)
        self._columns = hbox((left, 1), (right, 1), spacing=16, margins=(24, 4, 24, 16))
        self._body = body = scrolling(holder(self._columns))
        history = second(_("History of the house"), lambda: self.navigate.emit(HistoryOf()), icon="history")
        history.setToolTip(_("What was done when (Ctrl+H)"))
        head = PageHead(_("Settings"), _("Each change is saved at once."), history)
        self.setLayout(vbox(head, (body, 1), spacing=0))

    def refresh(self) -> None:
        """Read the house and its rooms again."""
        self.house.refresh()
        self.calendar.refresh()
        self.rooms.refresh()
        self.closures.refresh()
        self.keys.refresh()
        self.privacy.refresh()
        self.backups.refresh()
        self.password.refresh()

    def new_record(self, subject: Subject | None = None, organisation_id: int | None = None) -> None:
        """Ask for a new room."""
        self.rooms.add_room()

    def open_record(self, subject: Subject, record_id: int) -> None:
        """Show a room."""
        self.rooms.edit_room(record_id)

    def show_about(self) -> None:
        """Scroll to the card on the program."""
        # Of a page that was just made nothing has its place yet.
        QTimer.singleShot(0, self, lambda: self._body.ensureWidgetVisible(self.about))
        self.about.more.setFocus()

    def set_narrow(self, is_narrow: bool) -> None:
        """One column under the other."""
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._columns.setDirection(down if is_narrow else across)

    def set_read_only(self, is_read_only: bool) -> None:
        """Let the house be read only; this computer stays the user's."""
        super().set_read_only(is_read_only)
        self.house.form.set_read_only(is_read_only)
        self.privacy.set_read_only(is_read_only)
        self.rooms.set_read_only(is_read_only)
        self.closures.set_read_only(is_read_only)
        self.keys.set_read_only(is_read_only)
