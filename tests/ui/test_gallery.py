"""Every standard widget, in both themes and both sizes of text."""

import pytest
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from tests.ui.checks import clipped, nameless
from tests.ui.gallery import Gallery

from coopdesk.foundation.preferences import Scheme
from coopdesk.ui import theme


@pytest.mark.parametrize("points", [9, 13.5])
@pytest.mark.parametrize("scheme", [Scheme.LIGHT, Scheme.DARK])
def test_the_gallery_is_drawn(
    qtbot: QtBot, qapp: QApplication, shipped_font: str, scheme: Scheme, points: float
) -> None:
    font = QFont(shipped_font)
    font.setPointSizeF(points)
    qapp.setFont(font)
    theme.apply(qapp, scheme)
    gallery = Gallery()
    qtbot.addWidget(gallery)
    gallery.resize(1180 if points == 9 else 1700, 900)
    gallery.show()
    picture = gallery.grab().toImage()
    assert picture.pixelColor(2, 2).name() == theme.current().window.lower()
    assert nameless(gallery) == []
    assert clipped(gallery) == []
