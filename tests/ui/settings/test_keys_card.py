"""The register of keys in the settings: listed, filtered, entered, handed over and taken back."""

from datetime import date

from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot
from tests.builders import a_key, a_room, an_organisation, done
from tests.ui.checks import clipped, nameless
from tests.ui.conftest import Recorder
from tests.ui.hands import accept, dialog, open_page, pick, press, says, settle, type_in

from coopdesk.domain.history import Way
from coopdesk.domain.room_key import KeyHandoverDraft, KeyKind, RoomKeyDraft
from coopdesk.services import room_keys
from coopdesk.services.desk import Desk
from coopdesk.ui.settings.page import SettingsPage
from coopdesk.wording.acts import act_words


def settings(qtbot: QtBot, desk: Desk) -> SettingsPage:
    page = open_page(qtbot, SettingsPage, desk)
    assert isinstance(page, SettingsPage)
    return page


def test_a_key_is_entered_with_the_rooms_it_opens(qtbot: QtBot, desk: Desk) -> None:
    hall = a_room(desk)
    a_room(desk, "Cuisine")
    page = settings(qtbot, desk)
    assert says(page.keys, "No key yet")
    press(page, "Add a key")
    form = dialog(page).form
    accept(page)
    assert form["label"].message()
    type_in(form["label"], "Badge bleu")
    form["kind"].set_value(KeyKind.BADGE)
    form["rooms"].set_value((hall,))
    assert nameless(dialog(page)) == []
    assert clipped(dialog(page)) == []
    accept(page)
    (one,) = room_keys.keys(desk)
    assert (one.label, one.kind, one.rooms) == ("Badge bleu", KeyKind.BADGE, "Grande salle")
    assert says(page.keys, "Badge · Grande salle")
    assert says(page.keys, "in the house")


def test_a_key_goes_out_and_comes_back(qtbot: QtBot, desk: Desk) -> None:
    an_organisation(desk)
    a_key(desk, "Portail")
    page = settings(qtbot, desk)
    press(page, "Hand over : Portail")
    pick(dialog(page).form["organisation_id"], "Parents")
    accept(page)
    assert says(page.keys, "Parents du Mail, since 24/11/2026")
    assert says(page.keys, "1 key out")
    press(page, "Take back : Portail")
    accept(page)
    assert says(page.keys, "in the house")


def test_a_handover_is_changed_later_and_its_deposit_given_back(qtbot: QtBot, desk: Desk) -> None:
    party = an_organisation(desk)
    key = a_key(desk, "Portail")
    draft = KeyHandoverDraft(key_id=key, organisation_id=party, given_on=date(2026, 11, 20), deposit=1000)
    handover = done(room_keys.hand_over(desk, draft))
    page = settings(qtbot, desk)
    press(page, "Edit the handover of Portail")
    asked = dialog(page)
    assert says(asked, "out since 20 November 2026, Parents du Mail")
    asked.form["due_on"].set_value(date(2026, 11, 19))
    accept(page)
    assert asked.form["due_on"].message()
    asked.form["due_on"].set_value(date(2026, 12, 18))
    assert nameless(asked) == []
    assert clipped(asked) == []
    accept(page)
    assert says(page.keys, "back by 18/12/2026")
    act = desk.next_act(Way.UNDONE)
    assert act is not None
    assert act_words(act.operation, act.about) == "edit the handover of the key “Portail”"

    done(room_keys.take_back(desk, handover, date(2026, 11, 24)))
    settle()
    press(page, "Edit Portail")
    key_of = dialog(page)
    press(key_of, "Edit the handover: 20/11/2026 – 24/11/2026 · Parents du Mail · deposit of €10.00 to give back")
    over = dialog(key_of)
    over.form["deposit_returned_on"].set_value(date(2026, 11, 24))
    press(over, "Save")
    settle()
    (noted,) = room_keys.history(desk, key)
    assert (noted.deposit_returned_on, noted.returned_on) == (date(2026, 11, 24), date(2026, 11, 24))
    assert not says(key_of, "to give back")


def test_undo_names_the_key(desk: Desk) -> None:
    key = a_key(desk, "Portail")
    assert _undone(desk) == "add the key “Portail”"
    done(room_keys.edit(desk, key, RoomKeyDraft(label="Grille")))
    assert _undone(desk) == "edit the key “Grille”"
    done(room_keys.delete(desk, key))
    assert _undone(desk) == "delete the key “Grille”"


def _undone(desk: Desk) -> str:
    act = desk.next_act(Way.UNDONE)
    assert act is not None
    return act_words(act.operation, act.about)


def test_what_is_out_or_late_is_listed_apart(qtbot: QtBot, desk: Desk) -> None:
    party = an_organisation(desk)
    a_key(desk, "A")
    for label, due_on in (("B", date(2026, 11, 23)), ("C", date(2026, 12, 1))):
        draft = KeyHandoverDraft(
            key_id=a_key(desk, label), organisation_id=party, given_on=date(2026, 11, 20), due_on=due_on
        )
        done(room_keys.hand_over(desk, draft))
    page = settings(qtbot, desk)

    def listed() -> list[str]:
        settle()
        return [one for one in "ABC" if says(page.keys, one) and any(f"Edit {one}" == name for name in _names(page))]

    assert listed() == ["A", "B", "C"]
    press(page.keys, "Keys out")
    assert listed() == ["B", "C"]
    press(page.keys, "Keys late")
    assert listed() == ["B"]


def _names(page: SettingsPage) -> list[str]:
    return [one.accessibleName() for one in page.keys.findChildren(QAbstractButton) if one.isVisible()]


def test_a_key_with_a_history_is_not_deleted(qtbot: QtBot, desk: Desk, recorder: Recorder) -> None:
    party = an_organisation(desk)
    used = a_key(desk, "A")
    a_key(desk, "B")
    draft = KeyHandoverDraft(key_id=used, organisation_id=party, given_on=date(2026, 11, 20), deposit=1000)
    done(room_keys.take_back(desk, done(room_keys.hand_over(desk, draft)), date(2026, 11, 24)))
    page = settings(qtbot, desk)
    press(page, "Delete A")
    assert "its history stays" in recorder.said[-1][1]
    press(page, "Delete B")
    assert [one.label for one in room_keys.keys(desk)] == ["A"]
    press(page, "Edit A")
    assert says(dialog(page), "20/11/2026 – 24/11/2026 · Parents du Mail · deposit of €10.00 to give back")
