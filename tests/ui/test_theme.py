"""Tests of the colours, lengths and icons."""

import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QCheckBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from coopdesk.domain.booking import BookingKind
from coopdesk.foundation.paths import resources
from coopdesk.foundation.preferences import Scheme
from coopdesk.ui import icons, theme
from coopdesk.ui.colour import contrast, mix
from coopdesk.ui.theme import DARK, FORM_COLOURS, KIND_COLOURS, LIGHT, Theme, Tone
from coopdesk.ui.widgets import labels
from coopdesk.ui.widgets.buttons import primary
from coopdesk.ui.widgets.layouts import vbox

THEMES = pytest.mark.parametrize("look", [LIGHT, DARK], ids=["light", "dark"])


def test_mix_goes_from_ground_to_colour() -> None:
    assert mix("#000000", "#FFFFFF", 0) == "#ffffff"
    assert mix("#000000", "#FFFFFF", 1) == "#000000"
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)


@THEMES
@pytest.mark.parametrize("ground", ["surface", "window", "hover"])
def test_text_is_legible(look: Theme, ground: str) -> None:
    for colour in (look.text, look.muted, look.accent, look.danger, look.warning, look.ok):
        assert contrast(colour, getattr(look, ground)) >= 4.5


@THEMES
@pytest.mark.parametrize("tone", list(Tone))
def test_tones_are_legible_on_chips_and_selected_rows(look: Theme, tone: Tone) -> None:
    assert contrast(look.tone(tone), look.chip_ground(tone)) >= 4.5
    assert contrast(look.tone(tone), look.selection) >= 4.5


@THEMES
def test_outlines_of_fields_are_visible(look: Theme) -> None:
    assert contrast(look.field, look.surface) >= 3


@THEMES
@pytest.mark.parametrize("colour", [*FORM_COLOURS, *KIND_COLOURS.values()])
def test_data_colours_give_visible_ink_and_legible_tints(look: Theme, colour: str) -> None:
    assert contrast(look.ink(colour), look.surface) >= (3.6 if look.is_dark else 3.45)
    assert contrast(look.soft(look.tint(colour)), look.tint(colour)) >= 5


def test_every_kind_has_its_own_colour() -> None:
    assert set(KIND_COLOURS) == set(BookingKind)
    assert len(set(KIND_COLOURS.values())) == len(BookingKind)


def test_a_scheme_dresses_the_program_and_says_so(qapp: QApplication, qtbot: QtBot) -> None:
    with qtbot.waitSignal(theme.watcher.changed):
        theme.apply(qapp, Scheme.DARK)
    assert theme.current() is DARK
    assert qapp.palette().color(QPalette.ColorRole.Window) == QColor(DARK.window)


def test_lengths_and_fonts_follow_the_users_size(qapp: QApplication) -> None:
    font = qapp.font()
    font.setPointSizeF(13.5)
    qapp.setFont(font)
    theme.apply(qapp, Scheme.LIGHT)
    assert theme.scaled(88) == 132
    assert theme.font(6, 600).pointSizeF() == 19.5


def test_an_icon_is_drawn_once_in_its_colour() -> None:
    drawn = icons.pixmap("house", "#ff0000")
    assert icons.pixmap("house", "#ff0000") is drawn
    image = drawn.toImage()
    opaque = [
        image.pixelColor(across, down)
        for across in range(image.width())
        for down in range(image.height())
        if image.pixelColor(across, down).alpha() > 250
    ]
    assert opaque
    assert all(colour.red() > 250 and colour.green() < 5 for colour in opaque)


def test_every_icon_takes_the_themes_colour_and_the_licence_is_beside() -> None:
    folder = resources() / "icons"
    assert (folder / "LICENSE").is_file()
    for path in folder.glob("*.svg"):
        assert 'stroke="currentColor"' in path.read_text(encoding="utf-8"), path.name


def test_changing_the_theme_and_back_leaves_the_same_picture(qapp: QApplication, qtbot: QtBot) -> None:
    page = QWidget()
    page.setLayout(vbox(primary("Save"), QLineEdit("Maison"), QCheckBox("Open"), labels.chip("late", Tone.DANGER)))
    qtbot.addWidget(page)
    page.show()
    before = page.grab().toImage()
    theme.apply(qapp, Scheme.DARK)
    assert page.grab().toImage() != before
    theme.apply(qapp, Scheme.LIGHT)
    assert page.grab().toImage() == before


def test_the_sheet_in_force_is_taken_off_before_the_next(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    """Laid over one another, two sheets make every widget work out its rules twice."""
    put: list[str] = []
    monkeypatch.setattr(qapp, "setStyleSheet", lambda sheet: put.append(sheet))
    theme.apply(qapp, Scheme.LIGHT)
    assert [bool(sheet) for sheet in put] == [False, True]
