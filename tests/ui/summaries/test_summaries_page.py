"""Bilans: the document is on screen while it is chosen, and what is saved is what was on screen."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import BinaryIO

import pypdfium2
import pytest
from pytestqt.qtbot import QtBot
from tests.builders import a_desk, an_action, an_organisation
from tests.ui.conftest import Recorder
from tests.ui.hands import button, open_page, press, says, settle

from coopdesk.documents import cooperation_summary, pages
from coopdesk.domain.action import ActionStage
from coopdesk.domain.audience import Audience
from coopdesk.domain.summary import CooperationSummary
from coopdesk.foundation.problems import UserError
from coopdesk.services.desk import Desk
from coopdesk.ui import background
from coopdesk.ui.summaries.page import SummariesPage

TIMEOUT = 30_000


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A house with two actions this year and one last year."""
    desk = a_desk(tmp_path / "house.coopdesk")
    one, other = an_organisation(desk), an_organisation(desk, "Les Amis du jardin")
    an_action(
        desk, one, other, title="Fête de quartier", form="F2", need="Se rencontrer", reached_total=200,
        reached_district=50,
    )  # fmt: skip
    an_action(desk, one, other, title="Jardin partagé", form="F3", dynamic="D3")
    an_action(desk, one, title="Loto", form="F2", starts_on=date(2025, 3, 1), ends_on=date(2025, 3, 2))
    yield desk
    desk.close()


def page_on(qtbot: QtBot, desk: Desk) -> SummariesPage:
    """The page, open, its preview ready."""
    page = open_page(qtbot, SummariesPage, desk)
    assert isinstance(page, SummariesPage)
    wait_for(qtbot, page)
    return page


def wait_for(qtbot: QtBot, page: SummariesPage) -> None:
    """Until what is shown is what is chosen."""
    qtbot.waitUntil(page._save.isEnabled, timeout=TIMEOUT)


def shown(page: SummariesPage) -> str:
    """The words of the document on screen."""
    assert page._prepared is not None
    return text_of(page._prepared.pdf)


def text_of(pdf: Path | bytes) -> str:
    """The words of a PDF, without the spaces a line break may add."""
    # The workers of the preview may be drawing at this very moment.
    with pages._pdfium, pypdfium2.PdfDocument(pdf) as document:
        found = " ".join(page.get_textpage().get_text_range() for page in document)
    return "".join(found.split())


def test_this_year_is_shown_first(qtbot: QtBot, desk: Desk) -> None:
    page = page_on(qtbot, desk)

    year = page._choices._year
    assert year.value() == 2026
    assert [year.editor.itemText(place) for place in range(3)] == ["2026", "2025", "Another period"]
    assert "Fêtedequartier" in shown(page)
    assert "Jardinpartagé" in shown(page)
    assert "Loto" not in shown(page)
    assert says(page, "Cooperation 2026, internal")
    assert not page._choices.form["first"].isVisible()


def test_until_the_first_preview_is_there_the_page_says_so(qtbot: QtBot, desk: Desk) -> None:
    page = SummariesPage(desk)
    qtbot.addWidget(page)
    page.show()

    assert says(page, "The preview is being prepared…")
    assert not page._save.isEnabled()
    assert not page._print.isEnabled()
    assert not button(page, "Zoom in").isEnabled()

    wait_for(qtbot, page)
    assert not says(page, "The preview is being prepared…")
    assert button(page, "Zoom in").isEnabled()


def test_another_year_shows_its_own(qtbot: QtBot, desk: Desk) -> None:
    page = page_on(qtbot, desk)

    page._choices._year.set_value(2025)
    assert not page._save.isEnabled(), "what is shown is not yet what is chosen"
    wait_for(qtbot, page)

    assert "Loto" in shown(page)
    assert "Fêtedequartier" not in shown(page)
    assert says(page, "Cooperation 2025, internal")


def test_another_period_needs_two_days_in_order(qtbot: QtBot, desk: Desk) -> None:
    page = page_on(qtbot, desk)
    form = page._choices.form
    page._choices._year.editor.setCurrentIndex(2)
    settle()

    assert form["first"].isVisible()
    assert form["last"].message() == "Give a first and a last day, in that order."
    assert says(page, "The preview will be here once the period is chosen.")
    form["first"].set_value(date(2025, 1, 1))
    form["last"].set_value(date(2024, 1, 1))
    assert not page._save.isEnabled()
    form["last"].set_value(date(2026, 12, 31))
    wait_for(qtbot, page)

    assert form["last"].message() == ""
    assert says(page, "Cooperation from 1 January 2025 to 31 December 2026, internal")
    assert "Loto" in shown(page)
    assert "Fêtedequartier" in shown(page)


def test_another_typology_prints_its_own_source(qtbot: QtBot, desk: Desk) -> None:
    page = page_on(qtbot, desk)

    for typology in desk.typologies.printable():
        page._choices.form["typology"].set_value(typology.id)
        wait_for(qtbot, page)
        assert "".join(typology.source.en.rstrip(".").split()) in shown(page), typology.id


@pytest.mark.parametrize(
    ("audience", "title", "tells_need"),
    [
        (Audience.INTERNAL, "Cooperation 2026, internal", True),
        (Audience.PARTNERS, "Cooperation 2026, for partners", False),
        (Audience.FUNDERS, "Cooperation 2026, for funders", True),
    ],
)
def test_every_reader_gets_what_the_page_says(
    qtbot: QtBot, desk: Desk, audience: Audience, title: str, tells_need: bool
) -> None:
    page = page_on(qtbot, desk)

    page._choices.audience.set_value(audience)
    wait_for(qtbot, page)

    assert says(page, title)
    assert ("Serencontrer" in shown(page)) is tells_need
    assert says(page, "without the need") is not tells_need


def test_ideas_are_set_aside_and_said(qtbot: QtBot, desk: Desk) -> None:
    page = page_on(qtbot, desk)
    page._choices.audience.set_value(Audience.FUNDERS)

    an_action(desk, title="Peut-être", stage=ActionStage.IDEA)
    settle()
    wait_for(qtbot, page)

    assert says(page, "1 idea or abandoned action is not counted.")
    assert "Peut-être" not in shown(page)


def test_what_is_chosen_survives_a_write_elsewhere(qtbot: QtBot, desk: Desk) -> None:
    page = page_on(qtbot, desk)
    page._choices._year.set_value(2025)
    wait_for(qtbot, page)

    an_action(desk, title="Brocante", starts_on=date(2025, 5, 1), ends_on=date(2025, 5, 1))
    settle()
    wait_for(qtbot, page)

    assert page._choices._year.value() == 2025
    assert "Brocante" in shown(page)


def test_a_write_that_changes_nothing_here_keeps_the_preview(qtbot: QtBot, desk: Desk) -> None:
    page = page_on(qtbot, desk)
    before = page._prepared

    page.refresh()

    assert page._prepared is before
    assert page._save.isEnabled()


def test_of_quick_choices_only_the_last_is_shown(qtbot: QtBot, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    page = page_on(qtbot, desk)
    made: list[CooperationSummary] = []
    render = cooperation_summary.render

    def counted(summary: CooperationSummary, target: BinaryIO) -> None:
        made.append(summary)
        render(summary, target)

    monkeypatch.setattr(cooperation_summary, "render", counted)
    ready: list[CooperationSummary] = []
    page._preparation.ready.connect(lambda prepared: ready.append(prepared.summary))

    for audience in (Audience.PARTNERS, Audience.FUNDERS, Audience.PARTNERS, Audience.FUNDERS):
        page._choices.audience.set_value(audience)
    wait_for(qtbot, page)

    assert [one.audience for one in ready] == [Audience.FUNDERS]
    assert len(made) <= 2, "the one under way, and the last"
    assert says(page, "Cooperation 2026, for funders")


def test_a_choice_that_is_taken_back_leaves_the_preview_as_it_is(qtbot: QtBot, desk: Desk) -> None:
    page = page_on(qtbot, desk)
    before = page._prepared

    page._choices.audience.set_value(Audience.FUNDERS)
    page._choices.audience.set_value(Audience.INTERNAL)

    assert page._save.isEnabled()
    background.stop_all()
    settle()
    assert page._prepared is before
    assert says(page, "Cooperation 2026, internal")


def test_a_page_that_is_closed_meanwhile_hears_nothing_more(desk: Desk) -> None:
    page = SummariesPage(desk)
    page.show()
    page.close()
    page.deleteLater()
    del page

    background.stop_all()
    settle()

    assert not background._under_way


def test_a_document_that_cannot_be_made_is_said(
    qtbot: QtBot, desk: Desk, recorder: Recorder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_summary: CooperationSummary, _target: object) -> None:
        raise UserError("cannot_write", {"path": "the font"})

    monkeypatch.setattr(cooperation_summary, "render", fail)
    page = open_page(qtbot, SummariesPage, desk)
    assert isinstance(page, SummariesPage)
    qtbot.waitUntil(lambda: bool(recorder.said), timeout=TIMEOUT)

    assert "the font" in recorder.said[0][1]
    assert says(page, "The preview could not be made.")
    assert not page._save.isEnabled()


def test_what_is_saved_is_what_was_shown(qtbot: QtBot, desk: Desk, recorder: Recorder, tmp_path: Path) -> None:
    page = page_on(qtbot, desk)
    target = tmp_path / "bilan.pdf"
    recorder.answers = [target]
    assert page._prepared is not None

    press(page, "Save as PDF")
    qtbot.waitUntil(page._done.isVisible, timeout=TIMEOUT)

    assert target.read_bytes() == page._prepared.pdf
    assert says(page, "bilan.pdf")
    assert not list(tmp_path.glob(".*.part"))
    page._choices._year.set_value(2025)
    assert not page._done.isVisible(), "what was written is no longer what is chosen"


def test_a_folder_that_cannot_be_written_is_said(qtbot: QtBot, desk: Desk, recorder: Recorder, tmp_path: Path) -> None:
    page = page_on(qtbot, desk)
    target = tmp_path / "missing" / "bilan.pdf"
    recorder.answers = [target]

    press(page, "Save as PDF")
    qtbot.waitUntil(lambda: any(kind == "warning" for kind, _text in recorder.said), timeout=TIMEOUT)

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

    assert page._choices._year.value() == 2026
    assert "Noactioniscounted" in shown(page)
    desk.close()


def test_a_file_that_is_read_by_someone_else_can_still_be_previewed_and_saved(qtbot: QtBot, desk: Desk) -> None:
    page = page_on(qtbot, desk)

    page.set_read_only(True)

    assert page._save.isEnabled()
    assert page._print.isEnabled()
