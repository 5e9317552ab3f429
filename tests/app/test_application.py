"""Qt's application: what the desktop knows it by."""

from pathlib import Path

from PySide6.QtCore import QLocale
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from tests.ui.conftest import look, shipped_font

from coopdesk.app.window import make_application
from coopdesk.foundation.preferences import Preferences, Scheme

LINUX = Path(__file__).resolve().parents[2] / "packaging" / "linux"

__all__ = ["look", "shipped_font"]


def test_the_desktop_finds_its_icon(qapp: QApplication) -> None:
    former = QLocale()
    make_application(Preferences(scheme=Scheme.LIGHT))
    QLocale.setDefault(former)
    entry = LINUX / f"{QGuiApplication.desktopFileName()}.desktop"
    assert f"Icon={QGuiApplication.desktopFileName()}\n" in entry.read_text("utf-8")
