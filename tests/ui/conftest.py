"""A screen for every test of the window: the shipped font, the light theme, and a voice that asks nobody."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from coopdesk.foundation import i18n
from coopdesk.foundation.paths import resources
from coopdesk.foundation.preferences import Scheme
from coopdesk.ui import messages, theme


class Recorder:
    """Keeps what was said, and answers what the test decided."""

    def __init__(self) -> None:
        self.said: list[tuple[str, str]] = []
        self.answers: list[bool | Path | None] = []
        self.suggested = Path()

    def tell(self, parent: QWidget | None, kind: str, text: str, detail: str) -> None:
        """Keep it."""
        self.said.append((kind, text))

    def ask(self, parent: QWidget | None, question: str, detail: str, accept_word: str) -> bool:
        """Answer."""
        self.said.append(("question", question))
        return bool(self.answers.pop(0))

    def open_path(self, parent: QWidget | None, title: str, filters: str) -> Path | None:
        """Give the file of the test."""
        return self._path(title)

    def save_path(self, parent: QWidget | None, title: str, suggested: Path, filters: str) -> Path | None:
        """Give the file of the test."""
        self.suggested = suggested
        return self._path(title)

    def folder_path(self, parent: QWidget | None, title: str, start: Path) -> Path | None:
        """Give the folder of the test."""
        return self._path(title)

    def _path(self, title: str) -> Path | None:
        self.said.append(("path", title))
        answer = self.answers.pop(0)
        assert not isinstance(answer, bool)
        return answer


@pytest.fixture(scope="session")
def shipped_font(qapp: QApplication) -> str:
    """The family of the font the program ships, so that every machine measures the same."""
    families: list[str] = []
    for path in sorted((resources() / "fonts").glob("OpenSans*.ttf")):
        families += QFontDatabase.applicationFontFamilies(QFontDatabase.addApplicationFont(str(path)))
    return families[0] if families else qapp.font().family()


@pytest.fixture(autouse=True)
def look(qapp: QApplication, shipped_font: str) -> None:
    """The light theme at 9 points, in English."""
    i18n.start(i18n.Language.ENGLISH)
    wanted = QFont(shipped_font, 9)
    # Dressing the program again is slow: only after a test that changed its look.
    if theme.current() is not theme.LIGHT or qapp.font() != wanted or not qapp.styleSheet():
        qapp.setFont(wanted)
        theme.apply(qapp, Scheme.LIGHT)


@pytest.fixture(autouse=True)
def recorder() -> Iterator[Recorder]:
    """What the program says and asks; no test ever waits for a person."""
    recorder = Recorder()
    former = messages.speak_through(recorder)
    yield recorder
    messages.speak_through(former)


@pytest.fixture(autouse=True)
def nothing_left_behind(qapp: QApplication) -> Iterator[None]:
    """Delete the windows of the test for good: no event loop does, and every later test would dress them again."""
    yield
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    """What a dialog stands over."""
    page = QWidget()
    qtbot.addWidget(page)
    page.resize(1278, 680)
    page.show()
    return page
