"""What is chosen for this computer: the language and the theme. Kept in the user's preferences, not in the file."""

from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QApplication

from coopdesk.foundation import i18n, preferences
from coopdesk.foundation.i18n import Language, _
from coopdesk.foundation.preferences import Scheme
from coopdesk.ui import messages, theme
from coopdesk.ui.widgets.buttons import Segments
from coopdesk.ui.widgets.cards import Card
from coopdesk.ui.widgets.fields import ChoiceField
from coopdesk.ui.widgets.labels import caption, note
from coopdesk.ui.widgets.layouts import hbox, vbox

# Each in its own tongue: whoever cannot read the present one finds theirs.
LANGUAGES = ((Language.FRENCH, "Français"), (Language.ENGLISH, "English"))


class ComputerCard(Card):
    """The preferences of whoever sits here."""

    def __init__(self) -> None:
        super().__init__(_("This computer"), _("for you only, not in the house’s file"))
        chosen = preferences.load()
        self.language = ChoiceField("language", _("Language"), LANGUAGES)
        self.language.set_value(chosen.language)
        self._restart = note("", wrap=True)
        self.scheme = Segments(
            [(Scheme.SYSTEM, _("As the system")), (Scheme.LIGHT, _("Light")), (Scheme.DARK, _("Dark"))], _("Theme")
        )
        self.scheme.set_value(chosen.scheme)
        self.language.changed.connect(self._choose_language)
        self.scheme.changed.connect(self._choose_scheme)
        self.add(
            vbox(
                self.language,
                self._restart,
                vbox(caption(_("Theme")), hbox(self.scheme, None), spacing=3),
                spacing=10,
            )
        )
        self._say_restart(chosen.language)

    def _choose_language(self) -> None:
        self._keep(language=self.language.value())
        self._say_restart(self.language.value())

    def _say_restart(self, chosen: Language) -> None:
        waits = chosen is not i18n.language()
        self._restart.setText(_("The language changes the next time the program starts.") if waits else "")
        self._restart.setVisible(waits)

    def _choose_scheme(self, scheme: Scheme) -> None:
        self._keep(scheme=scheme)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            theme.apply(application, scheme)

    def _keep(self, **values: Any) -> None:
        try:
            preferences.save(replace(preferences.load(), **values))
        except OSError as error:
            messages.warn(
                self, _("Your choice holds until the program closes: it could not be kept."), error.strerror or ""
            )
