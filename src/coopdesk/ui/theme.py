"""The look in force: colour tokens of both themes, lengths and fonts that follow the user's size."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from coopdesk.domain.booking import BookingKind
from coopdesk.foundation.preferences import Scheme
from coopdesk.ui.colour import contrast, mix

QT_ARGUMENTS = ("-style", "fusion")
"""What the application is made with: one style on every system, chosen before the system's own is loaded."""

BASE_POINTS = 9
"""The size the pictures are drawn at; every length is written for it and scaled to the user's."""


class Tone(StrEnum):
    """What a colour says; never said by the colour alone."""

    NEUTRAL = "neutral"
    INFO = "info"
    OK = "ok"
    WARNING = "warning"
    DANGER = "danger"
    ACCENT = "accent"


@dataclass(frozen=True, slots=True)
class Theme:
    """The colours of one theme: the tokens, and the shades derived from them."""

    window: str
    surface: str
    border: str
    text: str
    muted: str
    accent: str
    on_accent: str
    selection: str
    danger: str
    warning: str
    ok: str
    field: str
    is_dark: bool

    @property
    def hover(self) -> str:
        """The ground of what the mouse is over."""
        return mix(self.text, self.surface, 0.05)

    @property
    def pressed(self) -> str:
        """The ground of what is held down."""
        return mix(self.text, self.surface, 0.11)

    @property
    def hairline(self) -> str:
        """The line between two rows, paler than a border."""
        return mix(self.border, self.surface, 0.7)

    def tone(self, tone: Tone) -> str:
        """The colour of a tone on the surface."""
        return {
            Tone.NEUTRAL: self.muted,
            Tone.INFO: self.accent,
            Tone.ACCENT: self.accent,
            Tone.OK: self.ok,
            Tone.WARNING: self.warning,
            Tone.DANGER: self.danger,
        }[tone]

    def tint(self, colour: str, share: float | None = None) -> str:
        """The pale ground of a block of this colour; opaque, so that no line shows through."""
        return mix(colour, self.surface, share if share is not None else (0.22 if self.is_dark else 0.13))

    def chip_ground(self, tone: Tone) -> str:
        """The ground of a chip, pale enough for its word."""
        if tone is Tone.NEUTRAL:
            return mix(self.text, self.surface, 0.07)
        return mix(self.tone(tone), self.surface, 0.15 if self.is_dark else 0.07)

    def soft(self, ground: str) -> str:
        """Text of least weight over a tint, where `muted` would be too pale."""
        return mix(self.text, ground, 0.76)

    def ink(self, colour: str) -> str:
        """A data colour strong enough for thin marks on the surface."""
        return _ink(colour, self.surface, "#FFFFFF" if self.is_dark else "#000000", 3.6 if self.is_dark else 3.45)


@cache
def _ink(colour: str, surface: str, towards: str, least: float) -> str:
    share = 1.0
    while contrast(mix(colour, towards, share), surface) < least and share > 0.2:
        share -= 0.05
    return mix(colour, towards, share)


LIGHT = Theme(
    window="#F6F7F9",
    surface="#FFFFFF",
    border="#D9DEE5",
    text="#1B2430",
    muted="#556170",
    accent="#0F6E6E",
    on_accent="#FFFFFF",
    selection="#D8EEEE",
    danger="#B3261E",
    warning="#8A5A00",
    ok="#187533",
    field="#8A95A2",
    is_dark=False,
)
DARK = Theme(
    window="#14181D",
    surface="#1C2229",
    border="#2F3842",
    text="#E8EDF2",
    muted="#9AA7B4",
    accent="#4FC1BE",
    on_accent="#0B1F1F",
    selection="#1F3D3D",
    danger="#F2867E",
    warning="#E3B341",
    ok="#5BC07A",
    field="#677482",
    is_dark=True,
)

FORM_COLOURS = ("#332288", "#88CCEE", "#44AA99", "#117733", "#999933", "#DDCC77", "#CC6677", "#882255")
"""Tol's « muted », in the order of the forms of action; never alone, always with the form's name."""

KIND_COLOURS = {
    BookingKind.WORKSHOP: "#44AA99",
    BookingKind.LESSON: "#88CCEE",
    BookingKind.DROP_IN: "#332288",
    BookingKind.MEETING: "#999933",
    BookingKind.EVENT: "#882255",
    BookingKind.INTERNAL: "#7C8794",
}
"""The colour of each kind of booking, everywhere in the planning."""


class ThemeWatcher(QObject):
    """Tells painted caches and icons that the colours or the font changed."""

    changed = Signal()


watcher = ThemeWatcher()


class _Active:
    """The theme and the user's font size in force; one per process."""

    theme = LIGHT
    points = float(BASE_POINTS)


def current() -> Theme:
    """The theme in force."""
    return _Active.theme


def points() -> float:
    """The user's font size."""
    return _Active.points


def scaled(length: float) -> int:
    """A length drawn for 9 points, at the user's font size."""
    return round(length * _Active.points / BASE_POINTS)


def font(points: float = 0, weight: int = 400) -> QFont:
    """The user's font, so many points above their size; weights are 400 and 600 only."""
    wanted = QFont(QApplication.font())
    wanted.setPointSizeF(_Active.points + points)
    wanted.setWeight(QFont.Weight(weight))
    return wanted


def apply(app: QApplication, scheme: Scheme) -> None:
    """Dress the whole program; call again when the user changes the theme or the size of text."""
    from coopdesk.ui.style_sheet import style_sheet  # noqa: PLC0415 – the sheet needs this module's tokens

    _Active.theme = DARK if _wants_dark(scheme) else LIGHT
    if app.font().pointSizeF() > 0:
        _Active.points = app.font().pointSizeF()
    # Without the former sheet first, Qt works out every widget's rules twice: five times slower once all pages exist.
    app.setStyleSheet("")
    app.setPalette(_palette(_Active.theme))
    app.setStyleSheet(style_sheet(_Active.theme))
    watcher.changed.emit()


@contextmanager
def on_paper() -> Iterator[None]:
    """Paint in the light colours at the pictures' own size, whatever the screen is like; for that moment only."""
    former = _Active.theme, _Active.points
    _Active.theme, _Active.points = LIGHT, float(BASE_POINTS)
    try:
        yield
    finally:
        _Active.theme, _Active.points = former


def _wants_dark(scheme: Scheme) -> bool:
    if scheme is not Scheme.SYSTEM:
        return scheme is Scheme.DARK
    return QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark


def _palette(theme: Theme) -> QPalette:
    palette = QPalette()
    roles = {
        QPalette.ColorRole.Window: theme.window,
        QPalette.ColorRole.WindowText: theme.text,
        QPalette.ColorRole.Base: theme.surface,
        QPalette.ColorRole.AlternateBase: theme.surface,
        QPalette.ColorRole.Text: theme.text,
        QPalette.ColorRole.Button: theme.surface,
        QPalette.ColorRole.ButtonText: theme.text,
        QPalette.ColorRole.ToolTipBase: theme.text,
        QPalette.ColorRole.ToolTipText: theme.surface,
        QPalette.ColorRole.Highlight: theme.selection,
        QPalette.ColorRole.HighlightedText: theme.text,
        QPalette.ColorRole.PlaceholderText: theme.muted,
        QPalette.ColorRole.Link: theme.accent,
        QPalette.ColorRole.Accent: theme.accent,
    }
    for role, colour in roles.items():
        palette.setColor(role, QColor(colour))
    faded = QColor(mix(theme.muted, theme.surface, 0.7))
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.WindowText, QPalette.ColorRole.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, faded)
    return palette
