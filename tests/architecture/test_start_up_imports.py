"""The window opens fast because it leaves alone what only a later command needs."""

import subprocess
import sys
from pathlib import Path

import pytest

# Each of these costs a good part of a start; whoever needs one imports it where it is used.
HEAVY = {
    *("reportlab", "pypdfium2", "alembic", "openpyxl", "icalendar", "dateutil", "sqlcipher3"),
    *("coopdesk.ui.crash_dialog", "coopdesk.ui.message_windows", "coopdesk.ui.help", "coopdesk.ui.welcome"),
    # The first page is read without (docs/decisions/0008); its statements may have to be recorded: make record.
    *("sqlalchemy", "coopdesk.store.schema"),
}

LIST_MODULES = "import sys; print('\\n'.join(sorted(sys.modules)))"

IMPORT_START = f"import coopdesk.app.start; {LIST_MODULES}"

# The real window on a real file; in place of waiting for the user, its first events are dealt with.
OPEN_WINDOW = f"""
import sys
from PySide6.QtWidgets import QApplication

def first_events():
    assert any(window.isVisible() for window in QApplication.topLevelWidgets())
    QApplication.processEvents()
    return 0

QApplication.exec = staticmethod(first_events)
from coopdesk.app.start import start
assert start([sys.argv[1]]) == 0
{LIST_MODULES}
"""


def modules_after(code: str, *arguments: str) -> set[str]:
    """The modules a fresh interpreter has loaded once this code has run."""
    done = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return set(done.stdout.split())


def test_importing_the_start_is_light() -> None:
    modules = modules_after(IMPORT_START)
    assert "coopdesk" in modules
    assert not modules & HEAVY


@pytest.mark.timeout(120)
def test_opening_the_window_is_light(tmp_path: Path) -> None:
    house = tmp_path / "house.coopdesk"
    subprocess.run([sys.executable, "-m", "coopdesk", "demo", str(house)], check=True, capture_output=True)
    modules = modules_after(OPEN_WINDOW, str(house))
    assert "PySide6" in modules
    assert not modules & HEAVY
