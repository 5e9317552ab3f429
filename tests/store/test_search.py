"""The search over everything follows every write, ignores accents and ligatures, and takes any typing."""

from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests import builders

from coopdesk.domain.listing import Subject
from coopdesk.domain.operation import Operation
from coopdesk.domain.organisation import ContactDraft, OrganisationDraft
from coopdesk.services import bookings, integrity, organisations, search
from coopdesk.services.desk import Desk
from coopdesk.store.bookings import BOOKINGS
from coopdesk.store.organisations import ORGANISATIONS


@pytest.mark.parametrize("typed", ["choeur", "CHŒUR", "chœur til", "  tilleuls   choeur ", "tilleuls en ch"])
def test_words_are_found_by_their_beginning_without_accents(desk: Desk, typed: str) -> None:
    builders.an_organisation(desk, "Tilleuls en Chœur", city="Évry")
    (hit,) = search.search(desk, typed)
    assert (hit.subject, hit.title, hit.detail) == (Subject.ORGANISATION, "Tilleuls en Chœur", "Évry")


def test_every_register_answers(desk: Desk) -> None:
    organisation = builders.an_organisation(desk, "Répar’Ici")
    builders.done(
        organisations.add_contact(desk, ContactDraft(organisation_id=organisation, name="Réparatrice Dupont"))
    )
    room = builders.a_room(desk, "Réparation")
    builders.a_booking(desk, room, organisation, purpose="Réparer ensemble")

    hits = search.search(desk, "repar")

    assert [(hit.subject, hit.title) for hit in hits] == [
        (Subject.ORGANISATION, "Répar’Ici"),
        (Subject.ROOM, "Réparation"),
        (Subject.BOOKING, "Réparer ensemble"),
        (Subject.CONTACT, "Réparatrice Dupont"),
    ]
    assert hits[2].detail == "Répar’Ici · Réparation · 2026-11-26"
    assert hits[3].id == organisation


def test_renamed_and_deleted_records_are_followed(desk: Desk) -> None:
    key = builders.an_organisation(desk, "Ancien nom")
    builders.done(organisations.edit(desk, key, OrganisationDraft(name="Nouveau nom")))
    assert search.search(desk, "ancien") == []
    assert [hit.id for hit in search.search(desk, "nouveau")] == [key]

    builders.done(organisations.delete(desk, key))
    assert search.search(desk, "nouveau") == []
    assert integrity.check(desk) == []


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(st.text(max_size=20))
def test_any_typing_is_taken(desk: Desk, typed: str) -> None:
    assert isinstance(search.search(desk, typed), list)


def test_a_booking_without_purpose_is_not_indexed(desk: Desk) -> None:
    room = builders.a_room(desk)
    key = builders.a_booking(desk, room, purpose="Fête")
    builders.done(bookings.edit(desk, key, builders.a_booking_draft(room)))
    assert search.search(desk, "fete") == []
    assert integrity.check(desk) == []


@pytest.mark.parametrize("name", ["Straße", "Мой дом", "أمل", "Salle de 40 m²", "ﬁlms", "Łódź", "Tiếng Việt", "Ἀθῆναι"])
def test_a_name_is_found_as_it_is_written(desk: Desk, name: str) -> None:
    builders.an_organisation(desk, name)
    assert [hit.title for hit in search.search(desk, name)] == [name]


def test_many_bookings_do_not_hide_an_association(desk: Desk) -> None:
    room = builders.a_room(desk)
    start = datetime(2026, 1, 1)
    organisations_before = [OrganisationDraft(name=f"Association {n}") for n in range(600)]
    held = [
        builders.a_booking_draft(room, starts_at=start + n * timedelta(hours=3), purpose="Atelier couture")
        for n in range(600)
    ]
    with desk.write(Operation.WRITE_DEMO) as unit:
        ORGANISATIONS.add_many(unit.connection, [*organisations_before, OrganisationDraft(name="Atelier du Cap")])
        BOOKINGS.add_many(unit.connection, held)
        unit.commit()

    titles = [hit.title for hit in search.search(desk, "atelier")]

    assert titles == ["Atelier du Cap", *["Atelier couture"] * 6]
