"""French is complete and English is complete: no page shows a sentence of the other one."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from tests.builders import a_booking, a_loan, a_room, an_action, an_equipment, an_organisation
from tests.journeys.conftest import Opener
from tests.ui.hands import settle, texts

from coopdesk.app.pages import PAGES
from coopdesk.domain.listing import Subject
from coopdesk.foundation import i18n
from coopdesk.foundation.i18n import Language
from coopdesk.foundation.paths import resources
from coopdesk.services.desk import Desk
from coopdesk.ui.main_window import MainWindow
from coopdesk.ui.page import Target
from coopdesk.ui.widgets.dialog import FormDialog

NEW_RECORDS = (
    Subject.BOOKING, Subject.LOAN, Subject.EQUIPMENT, Subject.ORGANISATION, Subject.ACTION, Subject.ROOM,
)  # fmt: skip


def foreign_texts(language: Language) -> set[str]:
    """The texts of the catalogue that this language does not have."""
    path = Path(resources()) / "locale" / "fr" / "LC_MESSAGES" / "coopdesk.po"
    with path.open("rb") as file:
        messages = [message for message in read_po(file) if message.id]
    sides: tuple[set[str], set[str]] = (set(), set())
    for message in messages:
        for side, words in zip(sides, (message.id, message.string), strict=True):
            side.update([words] if isinstance(words, str) else words or ())
    english, french = sides
    return english - french if language is Language.FRENCH else french - english


@pytest.fixture
def filled(desk: Desk) -> Desk:
    """A house whose names belong to no language."""
    holder = an_organisation(desk, "Zeta Omicron")
    booking = a_booking(desk, a_room(desk, "Rho 12"), holder, purpose="Xi xi")
    loan = a_loan(desk, holder, (an_equipment(desk, "Kappa", category="Mu mu"), 5))
    an_action(desk, holder, title="Sigma tau", booking_ids=(booking,), loan_ids=(loan,))
    return desk


def everything(window: MainWindow) -> Iterator[tuple[str, str]]:
    """Every text of every page, of the sheet of an action and of each dialog, with its place."""
    for place, kind in enumerate(PAGES):
        window.show_page(place)
        settle()
        yield from ((kind.title, text) for text in texts(window))
    window.go_to(Target(Subject.ACTION, 1))
    settle()
    yield from (("ActionSheet", text) for text in texts(window))
    for subject in NEW_RECORDS:
        window.go_to(Target(subject, None, new=True))
        settle()
        for dialog in window.findChildren(FormDialog):
            if dialog.isVisible():
                yield from ((f"new {subject}", text) for text in (dialog.windowTitle(), *texts(dialog)))
                dialog.reject()
        settle()
    yield from (("New", action.text()) for action in window.top_bar.new_button.menu().actions())


@pytest.mark.parametrize("language", list(Language), ids=str)
def test_no_page_shows_the_other_language(filled: Desk, opened: Opener, language: Language) -> None:
    i18n.start(language)
    foreign = foreign_texts(language)
    window = opened(filled)

    seen = list(everything(window))
    window.close()

    assert len(seen) > 400
    assert sorted({one for one in seen if one[1] in foreign}) == []


def test_dates_and_hours_follow_the_language(filled: Desk, opened: Opener) -> None:
    i18n.start(Language.FRENCH)
    window = opened(filled)
    window.show_page(2)
    window.go_to(Target(Subject.ACTION, 1))
    settle()

    shown = texts(window)
    assert "14\u202fh – 16\u202fh" in shown
    assert "jeu. 26 nov." in shown
    window.close()
