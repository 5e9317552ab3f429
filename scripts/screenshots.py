"""Draw the screenshots of the documentation: the fictional house, each page, at the size of a small laptop."""

import sys
import tempfile
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Qt, QThreadPool
from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QApplication, QWidget

from coopdesk.app.window import make_application, make_window
from coopdesk.domain.listing import EVERYTHING, Sort, Subject, Window
from coopdesk.foundation import i18n
from coopdesk.foundation.paths import resources
from coopdesk.foundation.preferences import Preferences, Scheme
from coopdesk.services import actions, equipment
from coopdesk.services.demo import write_demo
from coopdesk.services.desk import Desk, open_desk
from coopdesk.ui import theme
from coopdesk.ui.equipment.page import EquipmentPage
from coopdesk.ui.main_window import FIRST_SIZE, MainWindow
from coopdesk.ui.page import Target

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "screenshots"
MOMENT = datetime(2026, 11, 24, 9, 12)
"""The present of the pictures: the same house, the same day, the same pictures."""

PAGES = ("accueil", "planning", "materiel", "associations", "actions", "bilans", "reglages")
DARK_PAGES = ("accueil", "planning")


def main() -> int:
    """Write every picture and say where."""
    i18n.start(i18n.Language.FRENCH)
    application = make_application(Preferences(scheme=Scheme.LIGHT))
    use_shipped_fonts(application)
    theme.apply(application, Scheme.LIGHT)
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "maison-des-tilleuls.coopdesk"
        write_demo(path, today=MOMENT.date())
        desk = open_desk(path, clock=lambda: MOMENT)
        try:
            draw(application, desk)
        finally:
            desk.close()
    print(FOLDER)
    return 0


def use_shipped_fonts(application: QApplication) -> None:
    """Take the fonts the program ships, so that every machine draws the same."""
    for path in sorted((resources() / "fonts").glob("OpenSans*.ttf")):
        QFontDatabase.addApplicationFont(str(path))
    application.setFont(QFont("Open Sans", 9))


def draw(application: QApplication, desk: Desk) -> None:
    """Every page in the light theme, some in the dark one."""
    window = make_window(desk)
    window.resize(FIRST_SIZE)
    window.show()
    for place, name in enumerate(PAGES):
        window.show_page(place)
        prepare(window, desk, name)
        save(application, window, name)
    theme.apply(application, Scheme.DARK)
    for name in DARK_PAGES:
        window.show_page(PAGES.index(name))
        save(application, window, f"{name}-sombre")
    window.close()


def prepare(window: MainWindow, desk: Desk, name: str) -> None:
    """Open a record where the page without one would be bare."""
    if name == "actions":
        largest = Sort("partners", descending=True)
        first = actions.lines(desk, actions.ActionFilter(), largest, Window(0, 1))[0]
        window.go_to(Target(Subject.ACTION, first.id))
    if name == "materiel":
        stock = equipment.stock(desk, equipment.EquipmentFilter(), None, EVERYTHING)
        busiest = max(stock, key=lambda one: len(set(one.free_by_day)))
        page = window.page
        assert isinstance(page, EquipmentPage)  # noqa: S101 - the page of that name
        page.show_article(busiest.article.id)


def save(application: QApplication, window: MainWindow, name: str) -> None:
    """Write the window as a picture once it has settled, with nothing focused and nothing under the mouse."""
    # The preview of a document is drawn beside the window, page after page.
    for _turn in range(5):
        QThreadPool.globalInstance().waitForDone()
        application.processEvents()
    if (focused := application.focusWidget()) is not None:
        focused.clearFocus()
    for widget in window.findChildren(QWidget):
        widget.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, False)
    application.processEvents()
    window.grab().save(str(FOLDER / f"{name}.png"))


if __name__ == "__main__":
    sys.exit(main())
