"""A file under a password, opened by its user: at the start, and when another computer has changed it."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from tests import builders
from tests.journeys.conftest import Opener, Recorder, look, opened, recorder, shipped_font
from tests.ui import checks, hands, passwords

from coopdesk.app import damage, unlocking
from coopdesk.foundation.preferences import Preferences
from coopdesk.services import organisations, password
from coopdesk.services.desk import open_desk
from coopdesk.ui import messages, one_window
from coopdesk.ui.damaged_dialog import DamagedDialog
from coopdesk.ui.opening import Opening
from coopdesk.ui.unlock_dialog import UnlockDialog

__all__ = ["look", "opened", "recorder", "shipped_font"]

PASSPHRASE = "trois tilleuls en fleur"  # noqa: S105 - of no real file


@pytest.fixture
def protected(tmp_path: Path) -> Path:
    """A house under a password, closed."""
    with closing(builders.a_desk(tmp_path / "tilleuls.coopdesk")) as desk:
        builders.an_organisation(desk, "Fil & Parole")
        password.set_password(desk, PASSPHRASE)
    return tmp_path / "tilleuls.coopdesk"


def type_wrong_then_right(dialog: UnlockDialog) -> None:
    """Get it wrong, read why, get it right."""
    passwords.type_in(dialog, "trois tilleuls")
    assert dialog.isVisible()
    assert "does not open tilleuls.coopdesk" in dialog.form["password"].message()
    assert checks.nameless(dialog) == []
    assert checks.clipped(dialog) == []
    passwords.type_in(dialog, PASSPHRASE)


def give_up(dialog: UnlockDialog) -> None:
    """Press Escape."""
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_it_is_asked_for_until_it_is_right(qtbot: QtBot, protected: Path) -> None:
    passwords.answer(type_wrong_then_right)
    desk = Opening(protected).desk()
    assert desk is not None
    with closing(desk):
        assert len(organisations.names(desk)) == 1


def test_escape_gives_up(qtbot: QtBot, protected: Path) -> None:
    passwords.answer(give_up)
    assert Opening(protected).desk() is None


def test_a_plain_file_asks_for_nothing(qtbot: QtBot, tmp_path: Path) -> None:
    builders.a_desk(tmp_path / "plain.coopdesk").close()
    desk = Opening(tmp_path / "plain.coopdesk").desk()
    assert desk is not None
    desk.close()


@pytest.fixture
def answers() -> Iterator[None]:
    """What the window does on its own errors is forgotten after the test."""
    yield
    messages.answer_with(unlocking.CODE, None)


@pytest.mark.usefixtures("answers")
def test_a_reader_is_asked_for_the_new_password_and_goes_on(
    protected: Path, opened: Opener, recorder: Recorder, qtbot: QtBot
) -> None:
    key = password.unlock(protected, PASSPHRASE)
    with (
        closing(open_desk(protected, key=key, clock=lambda: builders.NOW)) as writer,
        closing(open_desk(protected, key=key, clock=lambda: builders.NOW)) as reader,
    ):
        window = opened(reader)
        unlocking.PasswordChanged(reader, window)
        password.remove_password(writer, PASSPHRASE)
        builders.an_organisation(writer, "Après")
        window._refresh.look()
        qtbot.waitUntil(lambda: reader.key is None)
        assert len(organisations.names(reader)) == 2

        password.set_password(writer, PASSPHRASE)
        passwords.answer(type_wrong_then_right)
        window._refresh.look()
        qtbot.waitUntil(lambda: reader.key is not None)
        assert len(organisations.names(reader)) == 2
        window.close()
    assert [kind for kind, _text in recorder.said] == []


def test_a_damaged_one_is_recovered_with_its_password(protected: Path, qtbot: QtBot, recorder: Recorder) -> None:
    content = protected.read_bytes()
    protected.write_bytes(content[:-2000])
    assert password.is_needed(protected)
    new = protected.with_name("recovered.coopdesk")
    recorder.answers = [new]

    def recover(dialog: DamagedDialog) -> None:
        hands.press(dialog, "Recover what can be read…")
        qtbot.waitUntil(lambda: not dialog.isVisible(), timeout=20_000)

    def unlock(dialog: UnlockDialog) -> None:
        passwords.type_in(dialog, PASSPHRASE)

    passwords.answer(unlock)
    passwords.once_there(DamagedDialog, recover)
    desk = damage.instead_of(protected, Preferences())
    assert desk is not None
    with closing(desk):
        assert desk.path == new
        assert desk.key is not None
        assert "Fil & Parole" in organisations.names(desk).values()


def test_a_damaged_one_asks_for_its_password_once(
    protected: Path, qtbot: QtBot, recorder: Recorder, tmp_path: Path
) -> None:
    content = protected.read_bytes()
    # Its first page, by which a password is known to be right, is whole.
    protected.write_bytes(content[:4096] + bytes(len(content) - 4096))
    plain = tmp_path / "plain.coopdesk"
    builders.a_desk(plain).close()
    recorder.answers = [plain]
    asked: list[UnlockDialog] = []

    def unlock(dialog: UnlockDialog) -> None:
        asked.append(dialog)
        passwords.type_in(dialog, PASSPHRASE)
        passwords.once_there(DamagedDialog, lambda damaged: hands.press(damaged, "Choose another file…"))

    passwords.answer(unlock)
    assert one_window.claim(protected)
    desk = damage.open_or_mend(protected, Preferences())
    assert desk is not None
    with closing(desk):
        assert desk.path == plain
    assert len(asked) == 1
    assert not one_window.is_shown_here(protected)
    assert one_window.is_shown_here(plain)
    one_window.leave(plain)


def test_one_types_at_once(protected: Path, qtbot: QtBot) -> None:
    dialog = UnlockDialog(protected)
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.focusWidget() is dialog.form["password"].editor
