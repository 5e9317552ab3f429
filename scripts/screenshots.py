"""Draw the pictures of the documentation from the real program on the fictional house, the same on every machine.

python scripts/screenshots.py            docs/screenshots, and the pictures of the manual
python scripts/screenshots.py manual     only those of the manual
"""

import json
import math
import os
import sys
import tempfile
from collections import Counter
from datetime import datetime
from io import BytesIO
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QBuffer, QByteArray, Qt, QThreadPool
from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from scripts import manual_pictures  # noqa: E402 - found once the project's folder is on the path

from coopdesk.app.window import make_application, make_window  # noqa: E402
from coopdesk.domain.listing import EVERYTHING, Sort, Subject, Window  # noqa: E402
from coopdesk.foundation import i18n  # noqa: E402
from coopdesk.foundation.paths import resources  # noqa: E402
from coopdesk.foundation.preferences import Preferences, Scheme  # noqa: E402
from coopdesk.services import actions, equipment  # noqa: E402
from coopdesk.services.demo import write_demo  # noqa: E402
from coopdesk.services.desk import Desk, open_desk  # noqa: E402
from coopdesk.ui import theme  # noqa: E402
from coopdesk.ui.equipment.page import EquipmentPage  # noqa: E402
from coopdesk.ui.main_window import FIRST_SIZE, MainWindow  # noqa: E402
from coopdesk.ui.page import Target  # noqa: E402

SCREENSHOTS = ROOT / "docs" / "screenshots"
MANUAL = ROOT / "docs" / "manuel" / "images"
MOMENT = datetime(2026, 11, 24, 9, 12)
"""The present of the pictures: the same house, the same day, the same pictures."""

PAGES = ("accueil", "planning", "materiel", "associations", "actions", "bilans", "reglages")
DARK_PAGES = ("accueil", "planning")
FREQUENT, COLOURS = 32, 96
"""Enough for a screen of few colours, and nothing to be seen of it; it makes a picture more than twice smaller."""


def main(arguments: list[str]) -> int:
    """Write every picture and say where."""
    i18n.start(i18n.Language.FRENCH)
    have_a_small_laptop()
    application = make_application(Preferences(scheme=Scheme.LIGHT))
    use_shipped_fonts(application)
    theme.apply(application, Scheme.LIGHT)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "Maison des Tilleuls.coopdesk"
        write_demo(path, today=MOMENT.date())
        desk = open_desk(path, clock=lambda: MOMENT)
        try:
            window = make_window(desk)
            window.resize(FIRST_SIZE)
            window.show()
            manual_pictures.draw(window, desk, lambda widget, name: save(widget, MANUAL / f"{name}.png"))
            if "manual" not in arguments:
                draw(application, window, desk)
            window.close()
        finally:
            desk.close()
    print(MANUAL)
    return 0


def have_a_small_laptop() -> None:
    """Give Qt's invisible screen the size of the usual one: dialogs ask how much room there is."""
    folder = Path(tempfile.mkdtemp(prefix="coopdesk-screen-"))
    screen = {"name": "laptop", "x": 0, "y": 0, "width": 1366, "height": 768, "logicalDpi": 96, "dpr": 1}
    (folder / "screen.json").write_text(json.dumps({"screens": [screen]}), encoding="utf-8")
    os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={folder / 'screen.json'}"


def use_shipped_fonts(application: QApplication) -> None:
    """Take the fonts the program ships, so that every machine draws the same."""
    for path in sorted((resources() / "fonts").glob("OpenSans*.ttf")):
        QFontDatabase.addApplicationFont(str(path))
    application.setFont(QFont("Open Sans", 9))


def draw(application: QApplication, window: MainWindow, desk: Desk) -> None:
    """Every page in the light theme, some in the dark one."""
    for place, name in enumerate(PAGES):
        window.show_page(place)
        prepare(window, desk, name)
        save(window, SCREENSHOTS / f"{name}.png")
    theme.apply(application, Scheme.DARK)
    for name in DARK_PAGES:
        window.show_page(PAGES.index(name))
        save(window, SCREENSHOTS / f"{name}-sombre.png")
    print(SCREENSHOTS)


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


def save(widget: QWidget, path: Path) -> None:
    """Write a widget as a picture once it has settled, with nothing focused and nothing under the mouse."""
    # The preview of a document, the dates of a series and the like come from a worker.
    for _turn in range(6):
        QThreadPool.globalInstance().waitForDone()
        QTest.qWait(40)
    if (focused := QApplication.focusWidget()) is not None:
        focused.clearFocus()
    for inner in widget.findChildren(QWidget):
        inner.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, False)
    QApplication.processEvents()
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    widget.grab().save(buffer, "PNG")
    path.parent.mkdir(parents=True, exist_ok=True)
    reduced(Image.open(BytesIO(content.data())).convert("RGB")).save(path, optimize=True)


def reduced(picture: Image.Image) -> Image.Image:
    """The picture in few of its own colours: flat grounds stay as they are, only edges of letters change.

    Pillow's own reduction moves every colour a little, and loses small ones.
    """
    content = picture.tobytes()
    pixels = list(zip(content[::3], content[1::3], content[2::3], strict=True))
    counted = Counter(pixels)
    kept = [colour for colour, _count in counted.most_common(FREQUENT)]
    left = {colour: min(math.dist(colour, one) for one in kept) for colour in counted}
    while len(kept) < min(COLOURS, len(counted)):
        # The one that would be missed most: a link of one word, a sign that warns.
        missed = max(left, key=lambda colour: left[colour] ** 2 * counted[colour])
        kept.append(missed)
        left = {colour: min(distance, math.dist(colour, missed)) for colour, distance in left.items()}
    nearest = {colour: min(range(len(kept)), key=lambda place: math.dist(colour, kept[place])) for colour in counted}
    small = Image.frombytes("P", picture.size, bytes(nearest[colour] for colour in pixels))
    small.putpalette([part for colour in kept for part in colour])
    return small


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
