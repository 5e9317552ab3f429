"""Two computers on one file, two pages on one desk: who may write, and who hears of it."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from tests.builders import NOW, a_booking, a_desk, a_loan, a_room, an_action, an_equipment, an_organisation
from tests.journeys.conftest import Opener
from tests.other_pc import OtherPc
from tests.ui.conftest import Recorder
from tests.ui.hands import button, column, listed, press, says, settle
from tests.ui.summaries.test_summaries_page import shown, wait_for

from coopdesk.app.pages import PAGES
from coopdesk.domain.house import House
from coopdesk.foundation.problems import UserError
from coopdesk.services import house, organisations
from coopdesk.services.desk import Desk, open_desk
from coopdesk.store import lock as lock_module
from coopdesk.ui import refresh
from coopdesk.ui.main_window import MainWindow
from coopdesk.ui.summaries.page import SummariesPage
from coopdesk.ui.widgets.buttons import Button


def fill(desk: Desk) -> None:
    """One record in each register."""
    holder = an_organisation(desk)
    a_booking(desk, a_room(desk), holder)
    a_loan(desk, holder, (an_equipment(desk), 5))
    an_action(desk, holder)


def writing(window: MainWindow) -> list[str]:
    """The buttons of the page that write and can be pressed."""
    buttons = [one for one in window.page.findChildren(Button) if one.writes and one.isVisible()]
    return [one.text() or one.accessibleName() for one in buttons if one.isEnabled()]


def test_the_second_to_open_a_file_reads_it_and_knows_who_holds_it(desk: Desk, reader: Desk, opened: Opener) -> None:
    fill(desk)
    window = opened(reader)

    assert says(window, reader.held_by)
    assert not any(one.isEnabled() for one in window.top_bar.new_button.menu().actions())
    for place in range(len(PAGES)):
        window.show_page(place)
        settle()
        assert writing(window) == [], PAGES[place].title
    window.close()


def test_a_page_that_writes_reaches_every_other(desk: Desk, opened: Opener, qtbot: QtBot) -> None:
    window = opened(desk)
    for place in range(len(PAGES)):
        window.show_page(place)
        settle()

    fill(desk)
    settle()

    window.show_page(2)
    settle()
    assert column(listed(window.page, "Inventory"), "name") == ["Chaises pliantes"]
    window.show_page(3)
    settle()
    assert column(listed(window.page, "Associations"), "name") == ["Parents du Mail"]
    window.show_page(4)
    settle()
    assert column(listed(window.page, "Actions"), "title") == ["Fête de quartier"]
    window.show_page(5)
    settle()
    assert isinstance(window.page, SummariesPage)
    wait_for(qtbot, window.page)
    assert "Fêtedequartier" in shown(window.page)
    window.show_page(6)
    settle()
    assert says(window.page, "Grande salle")
    window.close()


def test_a_change_of_name_is_seen_where_the_name_is(desk: Desk, opened: Opener) -> None:
    fill(desk)
    window = opened(desk)
    window.show_page(4)
    settle()
    assert column(listed(window.page, "Actions"), "lead") == ["Parents du Mail"]

    found = organisations.find(desk, "parents")[0]
    former = organisations.get(desk, found.id)
    assert former is not None
    organisations.edit(desk, found.id, replace(former, name="Familles du Mail"))
    house.edit_house(desk, House(name="Maison des Lilas"))
    settle()

    assert column(listed(window.page, "Actions"), "lead") == ["Familles du Mail"]
    assert "Maison des Lilas" in window.windowTitle()
    assert says(window.top_bar, "Maison des Lilas")
    window.close()


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Looks every 50 ms, and calls a silence long after 400."""
    monkeypatch.setattr(refresh, "LOOK_EVERY_MS", 50)
    monkeypatch.setattr(lock_module, "BEAT_SECONDS", 0.05)
    monkeypatch.setattr(lock_module, "SILENT_AFTER_SECONDS", 0.4)


@pytest.fixture
def accueil(tmp_path: Path, quick: None) -> Iterator[OtherPc]:
    """The computer at the reception, which opened the house first."""
    path = tmp_path / "maison été.coopdesk"
    house = a_desk(path)
    fill(house)
    house.close()
    with OtherPc(path, host="PC-ACCUEIL", beat=0.05) as other:
        yield other


@pytest.fixture
def second(accueil: OtherPc, tmp_path: Path, opened: Opener) -> Iterator[MainWindow]:
    """The window that was opened after it."""
    desk = open_desk(tmp_path / "maison été.coopdesk", clock=lambda: NOW)
    window = opened(desk)
    yield window
    window.close()
    desk.close()


def can_take_over(window: MainWindow) -> Callable[[], bool]:
    """Whether the banner offers it."""
    return lambda: says(window.banner, "You can go on here") or says(window.banner, "you can go on here")


def test_what_the_other_computer_writes_shows_here(accueil: OtherPc, second: MainWindow, qtbot: QtBot) -> None:
    assert says(second, "PC-ACCUEIL")
    second.show_page(3)
    settle()
    assert column(listed(second.page, "Associations"), "name") == ["Parents du Mail"]

    accueil.do("write", "Répar’Ici")

    qtbot.waitUntil(lambda: column(listed(second.page, "Associations"), "name") == ["Parents du Mail", "Répar’Ici"])
    assert says(second.status, "Read again at 9:12")


def test_once_the_other_computer_has_closed_this_one_goes_on(
    accueil: OtherPc, second: MainWindow, qtbot: QtBot
) -> None:
    for place in range(len(PAGES)):
        second.show_page(place)
        settle()
    second.show_page(3)
    accueil.close()
    qtbot.waitUntil(can_take_over(second))
    press(second, "Take over")
    settle()

    assert not second.banner.isVisible()
    assert not says(second.status, "Read only")
    assert all(one.isEnabled() for one in second.top_bar.new_button.menu().actions())
    for place in (1, 2, 3, 4, 6):
        second.show_page(place)
        settle()
        assert writing(second), PAGES[place].title
    assert says(second.page, "Grande salle")
    assert button(second.page, "Edit Grande salle").isEnabled()
    an_organisation(second._desk, "Répar’Ici")
    second.show_page(3)
    settle()
    assert column(listed(second.page, "Associations"), "name") == ["Parents du Mail", "Répar’Ici"]


def test_a_computer_that_gives_no_sign_is_asked_about(
    accueil: OtherPc, second: MainWindow, qtbot: QtBot, recorder: Recorder
) -> None:
    accueil.kill()
    qtbot.waitUntil(can_take_over(second))

    recorder.answers = [False]
    press(second, "Take over")
    settle()
    assert "PC-ACCUEIL" in recorder.said[-1][1]
    assert second.banner.isVisible()

    recorder.answers = [True]
    press(second, "Take over")
    settle()
    assert not second.banner.isVisible()
    an_organisation(second._desk, "Répar’Ici")


def test_a_window_whose_file_was_taken_over_says_so_and_goes_on_reading(desk: Desk, opened: Opener) -> None:
    fill(desk)
    window = opened(desk)
    window.show_page(3)
    settle()
    assert writing(window)
    text = desk.path.with_name(desk.path.name + ".lock")
    text.write_text(
        json.dumps({**json.loads(text.read_text(encoding="utf-8")), "user": "marie", "host": "PC-2", "token": "2"}),
        encoding="utf-8",
    )

    with pytest.raises(UserError):
        an_organisation(desk, "Trop tard")
    settle()

    assert says(window.banner, "marie (PC-2)")
    assert says(window.status, "Read only")
    assert writing(window) == []
    assert not any(one.isEnabled() for one in window.top_bar.new_button.menu().actions())
    assert column(listed(window.page, "Associations"), "name") == ["Parents du Mail"]
    window.close()
    text.unlink()
