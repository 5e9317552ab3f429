"""How an organisation's papers stand, in shapes, words and dates: the same in the list and on the sheet."""

from datetime import date
from typing import NamedTuple

from coopdesk.domain.organisation import Organisation, PaperState, paper_state
from coopdesk.foundation.i18n import _, format_date, ngettext, pgettext
from coopdesk.ui.theme import Tone
from coopdesk.wording.labels import label

_TONES = {
    PaperState.VALID: Tone.OK,
    PaperState.ENDING: Tone.WARNING,
    PaperState.ENDED: Tone.DANGER,
    PaperState.ABSENT: Tone.NEUTRAL,
}
_INSURANCE_ICONS = {
    PaperState.VALID: "shield-check",
    PaperState.ENDING: "shield-alert",
    PaperState.ENDED: "shield-x",
    PaperState.ABSENT: "minus",
}
_AGREEMENT_ICONS = {
    PaperState.VALID: "file-check",
    PaperState.ENDING: "file-clock",
    PaperState.ENDED: "file-x",
    PaperState.ABSENT: "minus",
}
_DAYS_OF_BAR = 365
_DAYS_COUNTED = 92
"""Farther away than this, the date says more than the number of days."""

Mark = tuple[str, Tone]


class Paper(NamedTuple):
    """One paper as the sheet shows it; `left` is the share of a year it still holds."""

    name: str
    mark: Mark
    detail: str
    left: float


def insurance_mark(ends_on: date | None, today: date) -> Mark:
    """The shape and tone of an insurance."""
    state = paper_state(ends_on, today)
    return _INSURANCE_ICONS[state], _TONES[state]


def agreement_mark(ends_on: date | None, today: date) -> Mark:
    """The shape and tone of the yearly agreement; it is asked for again as early as the insurance."""
    state = paper_state(ends_on, today)
    return _AGREEMENT_ICONS[state], _TONES[state]


def signed_mark(signed_on: date | None, icon: str) -> Mark:
    """The shape and tone of what is signed once."""
    return (icon, Tone.OK) if signed_on else ("minus", Tone.NEUTRAL)


def spoken(paper: str, ends_on: date | None, today: date) -> str:
    """A dated paper in words, for whoever does not see the shape."""
    return _("{paper}: {state}").format(paper=paper, state=label(paper_state(ends_on, today)).lower())


def charter_words(signed_on: date | None) -> str:
    """« signée le 02/09/2025 »."""
    if signed_on is None:
        return pgettext("charter", "not signed")
    return pgettext("charter", "signed on {day}").format(day=format_date(signed_on, "short"))


def commitment_words(signed_on: date | None) -> str:
    """« signé le 02/09/2025 »."""
    if signed_on is None:
        return pgettext("republican commitment", "not signed")
    return pgettext("republican commitment", "signed on {day}").format(day=format_date(signed_on, "short"))


def end_words(ends_on: date | None, today: date) -> str:
    """When a paper ends, and in how many days when that is soon."""
    if ends_on is None:
        return _("not on file")
    day = format_date(ends_on, "short")
    days = (ends_on - today).days
    if days < 0:
        return _("ended on {day}").format(day=day)
    if days > _DAYS_COUNTED:
        return _("until {day}").format(day=day)
    return ngettext("{day}, in {n} day", "{day}, in {n} days", days).format(day=day, n=days)


def papers(organisation: Organisation, today: date) -> list[Paper]:
    """The four papers of an organisation, the most pressing kind first."""
    insurance, agreement = organisation.insurance_ends_on, organisation.agreement_ends_on
    commitment, charter = organisation.republican_commitment_signed_on, organisation.charter_signed_on
    return [
        Paper(_("Insurance"), insurance_mark(insurance, today), end_words(insurance, today), _left(insurance, today)),
        Paper(
            _("Yearly agreement"),
            agreement_mark(agreement, today),
            end_words(agreement, today),
            _left(agreement, today),
        ),
        Paper(
            _("Republican commitment"),
            signed_mark(commitment, "file-check"),
            commitment_words(commitment),
            float(commitment is not None),
        ),
        Paper(
            _("Cooperation charter"),
            signed_mark(charter, "handshake"),
            charter_words(charter),
            float(charter is not None),
        ),
    ]


def _left(ends_on: date | None, today: date) -> float:
    if ends_on is None:
        return 0.0
    return min(1.0, max(0.0, (ends_on - today).days / _DAYS_OF_BAR))
