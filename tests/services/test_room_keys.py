"""The register of keys: one pair of hands at a time, what came back stays known, deposits are followed."""

from dataclasses import replace
from datetime import date

import pytest
from tests.builders import NOW, a_key, a_room, an_organisation, done

from coopdesk.domain.history import Way
from coopdesk.domain.organisation import ContactDraft
from coopdesk.domain.privacy import ErasureDraft, Marks
from coopdesk.domain.room_key import DoorKey, KeyHandoverDraft, KeyKind, KeyState, RoomKeyDraft, state_for
from coopdesk.foundation.problems import Outcome, Refused
from coopdesk.services import organisations, privacy, room_keys
from coopdesk.services.desk import Desk

TODAY = NOW.date()


@pytest.fixture
def party(desk: Desk) -> int:
    return an_organisation(desk)


def _contact(desk: Desk, party: int, name: str = "Lina Ortéga") -> int:
    return done(organisations.add_contact(desk, ContactDraft(organisation_id=party, name=name)))


def _out(desk: Desk, key: int, party: int, **values: object) -> int:
    draft = KeyHandoverDraft(**{"key_id": key, "organisation_id": party, "given_on": TODAY, **values})  # type: ignore[arg-type]
    return done(room_keys.hand_over(desk, draft))


def _codes(outcome: Outcome) -> list[tuple[str, str]]:
    assert isinstance(outcome, Refused), outcome
    return [(one.field, one.code) for one in outcome.problems]


def test_a_key_opens_no_room_that_is_gone(desk: Desk) -> None:
    assert _codes(room_keys.add(desk, RoomKeyDraft(label="Badge", rooms=(9,)))) == [("rooms", "room_unknown")]


def test_the_register_says_what_a_key_opens_and_who_holds_it_since_when(desk: Desk, party: int) -> None:
    hall, kitchen = a_room(desk), a_room(desk, "Cuisine")
    key = a_key(desk, "Trousseau 1", rooms=(hall, kitchen))
    a_key(desk, "Badge bleu", kind=KeyKind.BADGE)
    _out(desk, key, party, contact_id=_contact(desk, party), due_on=date(2026, 11, 27), deposit=15000)
    badge, bunch = room_keys.keys(desk)
    assert (badge.label, badge.kind, badge.rooms, badge.is_out) == ("Badge bleu", KeyKind.BADGE, "", False)
    assert set(bunch.rooms.split(", ")) == {"Grande salle", "Cuisine"}
    assert (bunch.organisation, bunch.contact, bunch.given_on, bunch.deposit) == (
        "Parents du Mail", "Lina Ortéga", TODAY, 15000
    )  # fmt: skip
    assert not bunch.is_late(date(2026, 11, 27))
    assert bunch.is_late(date(2026, 11, 28))


def test_a_key_that_is_out_is_not_handed_over_again(desk: Desk, party: int) -> None:
    key = a_key(desk)
    first = _out(desk, key, party)
    other = an_organisation(desk, "Répar’Ici")
    draft = KeyHandoverDraft(key_id=key, organisation_id=other, given_on=TODAY)
    outcome = room_keys.hand_over(desk, draft)
    assert _codes(outcome) == [("key_id", "key_out")]
    assert outcome.problems[0].params["organisation"] == "Parents du Mail"  # type: ignore[union-attr]
    done(room_keys.take_back(desk, first, TODAY))
    done(room_keys.hand_over(desk, draft))
    assert [(one.organisation, one.returned_on) for one in room_keys.history(desk, key)] == [
        ("Répar’Ici", None),
        ("Parents du Mail", TODAY),
    ]


def test_a_key_comes_back_once_with_or_without_its_deposit(desk: Desk, party: int) -> None:
    key = a_key(desk)
    handover = _out(desk, key, party, due_on=date(2026, 12, 31), deposit=5000)
    assert _codes(room_keys.take_back(desk, handover, date(2026, 11, 23))) == [("returned_on", "before_handover")]
    done(room_keys.take_back(desk, handover, TODAY))
    (line,) = room_keys.history(desk, key)
    assert line.has_open_deposit
    assert _codes(room_keys.take_back(desk, handover, TODAY)) == [("", "key_returned")]
    former = room_keys.get_handover(desk, handover)
    assert former is not None
    done(room_keys.edit_handover(desk, handover, replace(former, deposit_returned_on=TODAY)))
    (line,) = room_keys.history(desk, key)
    assert not line.has_open_deposit
    desk.take(Way.UNDONE)
    assert room_keys.history(desk, key)[0].has_open_deposit


def test_editing_a_handover_never_brings_the_key_back(desk: Desk, party: int) -> None:
    key, other = a_key(desk), a_key(desk, "Double")
    handover = _out(desk, key, party)
    draft = KeyHandoverDraft(key_id=other, organisation_id=party, given_on=TODAY, returned_on=TODAY)
    done(room_keys.edit_handover(desk, handover, draft))
    assert [one.is_out for one in room_keys.keys(desk)] == [True, False]
    assert _codes(room_keys.edit_handover(desk, 77, draft)) == [("", "handover_unknown")]


def test_a_handover_is_checked(desk: Desk, party: int) -> None:
    key = a_key(desk)
    stranger = _contact(desk, an_organisation(desk, "Répar’Ici"))
    draft = KeyHandoverDraft(
        key_id=key, organisation_id=party, contact_id=stranger, given_on=TODAY, due_on=date(2026, 11, 1), deposit=-1
    )
    assert _codes(room_keys.hand_over(desk, draft)) == [
        ("due_on", "before_handover"),
        ("deposit", "negative_amount"),
        ("contact_id", "contact_elsewhere"),
    ]
    assert _codes(room_keys.hand_over(desk, replace(draft, organisation_id=77)))[0] == (
        "organisation_id", "organisation_unknown"
    )  # fmt: skip
    assert _codes(room_keys.hand_over(desk, replace(draft, key_id=77))) == [("key_id", "key_unknown")]


def test_a_lost_key_stays_with_its_history(desk: Desk, party: int) -> None:
    key = a_key(desk, rooms=(a_room(desk),))
    done(room_keys.take_back(desk, _out(desk, key, party), TODAY))
    assert _codes(room_keys.delete(desk, key)) == [("", "key_in_use")]
    found = room_keys.get(desk, key)
    assert found is not None
    done(room_keys.edit(desk, key, replace(found, lost_on=TODAY)))
    draft = KeyHandoverDraft(key_id=key, organisation_id=party, given_on=TODAY)
    assert _codes(room_keys.hand_over(desk, draft)) == [("key_id", "key_lost")]
    assert room_keys.by_room(desk) == {}


def test_a_key_without_history_goes_and_a_label_names_one(desk: Desk) -> None:
    key = a_key(desk, "Été")
    assert _codes(room_keys.add(desk, RoomKeyDraft(label="ete"))) == [("label", "key_label_taken")]
    assert _codes(room_keys.add(desk, RoomKeyDraft(label=" "))) == [("label", "required")]
    done(room_keys.delete(desk, key))
    assert room_keys.keys(desk) == []
    desk.take(Way.UNDONE)
    assert [one.label for one in room_keys.keys(desk)] == ["Été"]


def test_an_organisation_and_a_contact_with_a_key_are_not_deleted(desk: Desk, party: int) -> None:
    contact = _contact(desk, party)
    handover = _out(desk, a_key(desk), party, contact_id=contact)
    assert _codes(organisations.delete_contact(desk, contact)) == [("", "contact_holds_key")]
    assert _codes(organisations.delete(desk, party)) == [("", "organisation_in_use")]
    done(room_keys.take_back(desk, handover, TODAY))
    assert _codes(organisations.delete(desk, party)) == [("", "organisation_in_use")]
    done(organisations.delete_contact(desk, contact))
    line = room_keys.handover(desk, handover)
    assert line is not None
    assert (line.organisation, line.contact) == ("Parents du Mail", None)
    desk.take(Way.UNDONE)
    assert room_keys.history(desk, line.key_id)[0].contact == "Lina Ortéga"


def test_an_erasure_waits_for_the_key_and_leaves_no_name_in_its_history(desk: Desk, party: int) -> None:
    contact = _contact(desk, party)
    _contact(desk, party, "Bruno Kessy")
    handover = _out(desk, a_key(desk), party, contact_id=contact)
    draft = ErasureDraft(
        contact_ids=(contact,), places=(), marks=Marks(contact="contact supprimé n° {number}", text="[effacé]"),
        is_settled=True,
    )  # fmt: skip
    assert _codes(privacy.erase(desk, draft)) == [("", "erasure_key_out")]
    done(room_keys.take_back(desk, handover, TODAY))
    done(privacy.erase(desk, draft))
    line = room_keys.handover(desk, handover)
    assert line is not None
    assert line.contact == f"contact supprimé n° {contact}"


def test_the_key_of_a_room_for_the_one_who_comes(desk: Desk, party: int) -> None:
    room = a_room(desk)
    first, second = a_key(desk, "1", rooms=(room,)), a_key(desk, "2", rooms=(room,))
    other = an_organisation(desk, "Répar’Ici")
    keys = room_keys.by_room(desk)[room]
    assert keys == [DoorKey(room, first, None, None), DoorKey(room, second, None, None)]
    assert state_for(party, keys) is KeyState.TO_HAND_OVER
    _out(desk, first, party)
    keys = room_keys.by_room(desk)[room]
    assert state_for(party, keys) is KeyState.OUT
    assert state_for(other, keys) is KeyState.TO_HAND_OVER
    _out(desk, second, party)
    assert state_for(other, room_keys.by_room(desk)[room]) is KeyState.ELSEWHERE
    assert state_for(None, keys) is None
    assert state_for(party, []) is None
    assert [one.id for one in room_keys.of_room(desk, room)] == [first, second]
