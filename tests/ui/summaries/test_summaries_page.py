"""Bilans: the figures at once, the PDF as it is read by whoever receives it."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pypdfium2
import pytest
from pytestqt.qtbot import QtBot
from tests.builders import a_desk, an_action, an_organisation
from tests.ui.conftest import Recorder
from tests.ui.hands import button, open_page, press, says, settle

from coopdesk.domain.action import ActionStage
from coopdesk.domain.summary import Audience
from coopdesk.services.desk import Desk
from coopdesk.ui.summaries.page import SummariesPage


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A house with two actions this year and one last year."""
    desk = a_desk(tmp_path / "house.coopdesk")
    one, other = an_organisation(desk), an_organisation(desk, "Les Amis du jardin")
    an_action(desk, one, other, title="Fête de quartier", form="F2", reached_total=200, reached_district=50)
    an_action(desk, one, other, title="Jardin partagé", form="F3", dynamic="D3")
    an_action(desk, one, title="Loto", form="F2", starts_on=date(2025, 3, 1), ends_on=date(2025, 3, 2))
    yield desk
    desk.close()


def page_on(qtbot: QtBot, desk: Desk) -> SummariesPage:
    """The page, open."""
    page = open_page(qtbot, SummariesPage, desk)
    assert isinstance(page, SummariesPage)
    return page


def bars(page: SummariesPage) -> dict[str, int]:
    """The rows of the chart."""
    return {bar.name: bar.actions for bar in page._chart._bars}


def text_of(pdf: Path) -> str:
    """The words of a PDF, without the spaces a line break may add."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        found = " ".join(document[number].get_textpage().get_text_range() for number in range(len(document)))
    finally:
        document.close()
    return "".join(found.split())


def test_this_year_is_shown_first(qtbot: QtBot, desk: Desk) -> None:
    page = page_on(qtbot, desk)

    assert page._year.value() == 2026
    assert [page._year.editor.itemText(place) for place in range(3)] == ["2026", "2025", "Another period"]
    assert [number.text() for number, _word in page._figures][:3] == ["2", "2", "200"]
    assert says(page, "people reached, 25% of priority districts")
    assert (bars(page)["One-off partnership"], bars(page)["Equipment, premises"]) == (1, 1)
    assert not page._form["first"].isVisible()


def test_another_year_counts_its_own(qtbot: QtBot, desk: Desk) -> None:
    page = page_on(qtbot, desk)

    page._year.set_value(2025)

    assert page._figures[0][0].text() == "1"
    assert says(page, "people reached")
    assert not says(page, "of priority districts")


def test_another_period_needs_two_days_in_order(qtbot: QtBot, desk: Desk) -> None:
    page = page_on(qtbot, desk)
    page._year.editor.setCurrentIndex(2)
    settle()

    assert page._form["first"].isVisible()
    assert page._form["last"].message() == "Give a first and a last day, in that order."
    assert not page._save.isEnabled()
    page._form["first"].set_value(date(2025, 1, 1))
    page._form["last"].set_value(date(2024, 1, 1))
    assert not page._save.isEnabled()
    page._form["last"].set_value(date(2026, 12, 31))

    assert page._save.isEnabled()
    assert page._form["last"].message() == ""
    assert page._figures[0][0].text() == "3"


def test_another_typology_has_other_rows(qtbot: QtBot, desk: Desk) -> None:
    page = page_on(qtbot, desk)
    before = bars(page)

    for typology in desk.typologies.printable():
        page._form["typology"].set_value(typology.id)
        assert sum(bars(page).values()) == 2, typology.id
        assert says(page, typology.source.en)
    assert bars(page) != before


def test_ideas_are_set_aside_and_said(qtbot: QtBot, desk: Desk) -> None:
    page = page_on(qtbot, desk)

    an_action(desk, title="Peut-être", stage=ActionStage.IDEA)
    settle()

    assert says(page, "1 idea or abandoned action is not counted.")
    assert page._figures[0][0].text() == "2"


def test_what_is_chosen_survives_a_write_elsewhere(qtbot: QtBot, desk: Desk) -> None:
    page = page_on(qtbot, desk)
    page._year.set_value(2025)

    an_action(desk, title="Brocante", starts_on=date(2025, 5, 1), ends_on=date(2025, 5, 1))
    settle()

    assert page._year.value() == 2025
    assert page._figures[0][0].text() == "2"


def test_the_chart_is_read_to_those_who_do_not_see_it(qtbot: QtBot, desk: Desk) -> None:
    page = page_on(qtbot, desk)

    assert page._chart.accessibleName() == "Actions by category"
    assert "One-off partnership" in page._chart.accessibleDescription()


def test_the_pdf_is_written_in_the_background_and_read_back(
    qtbot: QtBot, desk: Desk, recorder: Recorder, tmp_path: Path
) -> None:
    page = page_on(qtbot, desk)
    page._audience.set_value(Audience.PARTNERS)
    target = tmp_path / "bilan.pdf"
    recorder.answers = [target]

    press(page, "Save as PDF")
    qtbot.waitUntil(page._done.isVisible, timeout=30_000)

    text = text_of(target)
    assert "Fêtedequartier" in text
    assert "Jardinpartagé" in text
    assert "Loto" not in text
    assert says(page, str(target))
    assert page._save.isEnabled()
    assert not list(tmp_path.glob("*.part"))
    page._year.set_value(2025)
    assert not page._done.isVisible(), "what was written is no longer what is shown"


def test_a_folder_that_cannot_be_written_is_said(qtbot: QtBot, desk: Desk, recorder: Recorder, tmp_path: Path) -> None:
    page = page_on(qtbot, desk)
    target = tmp_path / "missing" / "bilan.pdf"
    recorder.answers = [target]

    press(page, "Save as PDF")
    qtbot.waitUntil(lambda: any(kind == "warning" for kind, _text in recorder.said), timeout=30_000)

    assert str(target) in recorder.said[-1][1]
    assert button(page, "Save as PDF").isEnabled()
    assert not page._done.isVisible()


def test_giving_up_the_choice_of_a_file_writes_nothing(
    qtbot: QtBot, desk: Desk, recorder: Recorder, tmp_path: Path
) -> None:
    page = page_on(qtbot, desk)
    recorder.answers = [None]

    press(page, "Save as PDF")

    assert page._save.isEnabled()
    assert list(tmp_path.glob("*.pdf")) == []


def test_an_empty_house_has_an_empty_summary(qtbot: QtBot, tmp_path: Path) -> None:
    desk = a_desk(tmp_path / "empty.coopdesk")
    page = page_on(qtbot, desk)

    assert page._year.value() == 2026
    assert page._figures[0][0].text() == "0"
    assert set(bars(page).values()) == {0}
    desk.close()
