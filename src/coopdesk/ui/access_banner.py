"""What the window says while its file can only be read: who has it, and how to take it over once they have gone."""

from coopdesk.domain import backup
from coopdesk.foundation.i18n import _, format_date, format_time
from coopdesk.services.desk import Desk, Presence
from coopdesk.ui import messages
from coopdesk.ui.messages import shown
from coopdesk.ui.theme import Tone
from coopdesk.ui.widgets.buttons import second
from coopdesk.ui.widgets.cards import Banner


class AccessBanner(Banner):
    """Hidden while the file can be written."""

    def __init__(self, desk: Desk) -> None:
        self._button = second(_("Take over"), self.take_over)
        super().__init__(Tone.WARNING, action=self._button)
        self._desk = desk
        self._presence: Presence | None = None

    def show_access(self, presence: Presence | None) -> None:
        """Say what is known of the one who has the file."""
        self._presence = presence
        self._button.setVisible(presence in (Presence.SILENT, Presence.GONE))
        match presence:
            case Presence.GONE:
                self.say(Tone.INFO, _("Nobody else has the file open any more."), _("You can go on here."))
            case Presence.SILENT:
                self.say(Tone.WARNING, self._silence(), _("If that computer is off, you can go on here."))
            case Presence.THERE:
                self.say(
                    Tone.WARNING, self._holding(), _("You can read it, not change it; what is saved there shows here.")
                )
            case None:
                self.say(Tone.WARNING, self._what_it_is(), _("You can read it, not change it."))

    @shown
    def take_over(self) -> None:
        """Become the one who writes; whoever seems to be off is asked about first."""
        if self._presence is Presence.SILENT and not messages.confirm(
            self,
            self._question(),
            _("If somebody still works there, they will not be able to save any more. What is saved stays saved."),
            _("Take over"),
        ):
            return
        self._desk.take_over()

    def _what_it_is(self) -> str:
        if (house := backup.house_of(self._desk.path.name)) is not None:
            return _("This file is a backup of “{name}”.").format(name=house)
        return _("The file is write-protected.")

    def _holding(self) -> str:
        since = self._desk.held_since
        if not self._desk.held_by or since is None:
            return _("The file is open in another program.")
        return _("{who} has had the file open since {time} on {day}.").format(
            who=self._desk.held_by, time=format_time(since), day=format_date(since.date())
        )

    def _silence(self) -> str:
        if not self._desk.held_by:
            return _("The program that has the file open has given no sign for several minutes.")
        return _("{who} has the file open, and has given no sign for several minutes.").format(who=self._desk.held_by)

    def _question(self) -> str:
        if not self._desk.held_by:
            return _("Is the other computer really off?")
        return _("Is the computer of {who} really off?").format(who=self._desk.held_by)
