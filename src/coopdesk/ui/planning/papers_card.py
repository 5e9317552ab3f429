"""How an association's papers stand on the day of the booking, at once and in three lines."""

from datetime import date

from PySide6.QtWidgets import QFrame

from coopdesk.domain.organisation import Organisation, PaperState, paper_state
from coopdesk.foundation.i18n import _, format_date
from coopdesk.ui.theme import Tone
from coopdesk.ui.widgets.labels import IconLabel, text
from coopdesk.ui.widgets.layouts import hbox, vbox

_TONES = {
    PaperState.VALID: Tone.OK,
    PaperState.ENDING: Tone.WARNING,
    PaperState.ENDED: Tone.DANGER,
    PaperState.ABSENT: Tone.NEUTRAL,
}
_SHIELDS = {
    PaperState.VALID: "shield-check",
    PaperState.ENDING: "shield-alert",
    PaperState.ENDED: "shield-x",
    PaperState.ABSENT: "shield-x",
}
_FILES = {
    PaperState.VALID: "file-check",
    PaperState.ENDING: "file-clock",
    PaperState.ENDED: "file-x",
    PaperState.ABSENT: "file-x",
}


class PapersCard(QFrame):
    """Insurance, agreement, charter."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "group")
        self._lines = [(IconLabel("circle", Tone.NEUTRAL), text("", wrap=True)) for _paper in range(3)]
        rows = [hbox(icon, (words, 1), spacing=8) for icon, words in self._lines]
        self.setLayout(vbox(*rows, spacing=6, margins=(12, 10, 12, 10)))

    def show_papers(self, organisation: Organisation, on: date) -> None:
        """Say how each paper stands on a day."""
        insurance = paper_state(organisation.insurance_ends_on, on)
        # An agreement runs out as an insurance does.
        agreement = paper_state(organisation.agreement_ends_on, on)
        self._say(0, _SHIELDS[insurance], _TONES[insurance], _insurance(insurance, organisation.insurance_ends_on))
        self._say(1, _FILES[agreement], _TONES[agreement], _agreement(agreement, organisation.agreement_ends_on))
        signed = organisation.charter_signed_on
        if signed is None:
            self._say(2, "circle-dashed", Tone.NEUTRAL, _("Cooperation charter not signed"))
        else:
            words = _("Cooperation charter signed on {day}").format(day=format_date(signed, "short"))
            self._say(2, "circle-check", Tone.OK, words)

    def words(self) -> list[str]:
        """What the three lines say."""
        return [words.text() for _icon, words in self._lines]

    def _say(self, place: int, icon: str, tone: Tone, words: str) -> None:
        self._lines[place][0].show_icon(icon, tone)
        self._lines[place][1].setText(words)


def _insurance(state: PaperState, ends_on: date | None) -> str:
    if ends_on is None:
        return _("No insurance certificate")
    sentence = _("Insurance ended on {day}") if state is PaperState.ENDED else _("Insured until {day}")
    return sentence.format(day=format_date(ends_on, "short"))


def _agreement(state: PaperState, ends_on: date | None) -> str:
    if ends_on is None:
        return _("No agreement")
    sentence = _("Agreement ended on {day}") if state is PaperState.ENDED else _("Agreement until {day}")
    return sentence.format(day=format_date(ends_on, "short"))
