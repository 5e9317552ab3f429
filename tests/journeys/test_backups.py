"""A morning goes wrong: the house is put back as it was, in the window that is open, and the work goes on."""

from pytestqt.qtbot import QtBot
from tests import builders
from tests.journeys.conftest import Opener, Recorder
from tests.ui import hands

from coopdesk.app.keeping import Keeping
from coopdesk.domain.listing import Subject
from coopdesk.services import backups, organisations, rooms
from coopdesk.services.desk import Desk
from coopdesk.ui.page import Target
from coopdesk.ui.settings.page import SettingsPage


def test_the_window_goes_on_with_the_restored_house(
    desk: Desk, opened: Opener, recorder: Recorder, qtbot: QtBot
) -> None:
    room = builders.a_room(desk, "Grande salle")
    builders.an_organisation(desk, "Fil & Parole")
    backups.back_up(desk)
    window = opened(desk)
    keeping = Keeping(desk, window.status)
    window.go_to(Target(Subject.ORGANISATION, None))
    associations = window.page
    organisations.delete(desk, 1)
    qtbot.waitUntil(lambda: not hands.says(associations, "Fil & Parole"))

    window.go_to(Target(Subject.ROOM, None))
    settings = window.page
    assert isinstance(settings, SettingsPage)
    hands.press(settings.backups, "Restore…")
    hands.accept(settings)
    qtbot.waitUntil(lambda: ("information", "The house is as it was in the backup.") in recorder.said)
    qtbot.waitUntil(lambda: hands.says(window.status, "Last backup: this morning at 9:12, read back without error"))

    window.go_to(Target(Subject.ORGANISATION, None))
    assert window.page is associations
    assert hands.says(associations, "Fil & Parole")
    assert rooms.get(desk, room) is not None
    builders.a_booking(desk, room, 1)
    window.close()
    keeping.finish()
    newest = backups.backups(desk.path)[0]
    assert backups.is_current(desk, newest.path)
