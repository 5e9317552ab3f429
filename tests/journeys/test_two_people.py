"""Two computers on one file, two pages on one desk: who may write, and who hears of it."""

from dataclasses import replace

from tests.builders import a_booking, a_loan, a_room, an_action, an_equipment, an_organisation
from tests.journeys.conftest import Opener
from tests.ui.hands import column, listed, says, settle

from coopdesk.app.pages import PAGES
from coopdesk.domain.house import House
from coopdesk.services import house, organisations
from coopdesk.services.desk import Desk
from coopdesk.ui.widgets.buttons import Button


def fill(desk: Desk) -> None:
    """One record in each register."""
    holder = an_organisation(desk)
    a_booking(desk, a_room(desk), holder)
    a_loan(desk, holder, (an_equipment(desk), 5))
    an_action(desk, holder)


def test_the_second_to_open_a_file_reads_it_and_knows_who_holds_it(desk: Desk, reader: Desk, opened: Opener) -> None:
    fill(desk)
    window = opened(reader)

    assert says(window, reader.held_by)
    assert not any(one.isEnabled() for one in window.top_bar.new_button.menu().actions())
    for place in range(len(PAGES)):
        window.show_page(place)
        settle()
        writing = [one for one in window.page.findChildren(Button) if one.writes and one.isVisible()]
        assert [one.text() or one.accessibleName() for one in writing if one.isEnabled()] == [], PAGES[place].title
    window.close()


def test_a_page_that_writes_reaches_every_other(desk: Desk, opened: Opener) -> None:
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
    assert says(window.page, "partner organisations")
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
