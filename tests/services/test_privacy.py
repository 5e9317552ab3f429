"""Access and erasure of a person: all that is held, what holds an erasure up, and no trace left of it."""

from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime
from pathlib import Path

import pytest
from tests import builders
from tests.builders import NOW, done

from coopdesk.domain.audience import Audience
from coopdesk.domain.history import Way
from coopdesk.domain.listing import EVERYTHING, Subject
from coopdesk.domain.loan import ReturnLine
from coopdesk.domain.operation import Operation
from coopdesk.domain.organisation import Contact, ContactDraft, ContactRole, OrganisationDraft
from coopdesk.domain.period import Period
from coopdesk.domain.privacy import ErasureDraft, Marks, months_before
from coopdesk.domain.room_key import KeyHandoverDraft
from coopdesk.domain.summary import OrganisationUse
from coopdesk.foundation.problems import Problem, Refused, Saved, refused
from coopdesk.services import loans, organisations, privacy, room_keys, search, summaries
from coopdesk.services.desk import Desk, open_desk
from coopdesk.services.house import edit_house
from coopdesk.store import privacy as store
from coopdesk.store.schema import metadata
from coopdesk.wording.personal_data import mention_words

MARKS = Marks(contact="contact supprimé n° {number}", text="[effacé]")
NAME, EMAIL, PHONE = "Zénobie Quatremère", "zenobie@quatremere.example", "01 99 00 47 11"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "maison été.coopdesk"


@pytest.fixture
def desk(path: Path) -> Iterator[Desk]:
    with closing(builders.a_desk(path)) as opened:
        yield opened


@pytest.fixture
def parents(desk: Desk) -> int:
    return builders.an_organisation(desk, "Parents du Mail")


def a_contact(desk: Desk, organisation_id: int, name: str = NAME, **values: object) -> int:
    """A contact of the register."""
    draft = ContactDraft(organisation_id=organisation_id, name=name, **values)  # type: ignore[arg-type]
    return done(organisations.add_contact(desk, draft))


def the_contact(desk: Desk, organisation_id: int, contact_id: int) -> Contact:
    """A contact as the file has it."""
    return next(one for one in organisations.contacts(desk, organisation_id) if one.id == contact_id)


def erasure(desk: Desk, *contact_ids: int, **values: bool) -> ErasureDraft:
    """Everything that is surely theirs."""
    plan = privacy.plan_erasure(desk, contact_ids)
    places = tuple(one.place for one in plan.mentions if one.is_certain)
    return ErasureDraft(contact_ids=contact_ids, places=places, marks=MARKS, **values)


def a_person_everywhere(desk: Desk) -> tuple[int, int]:
    """Somebody who is a contact, and stands in every register; gives the organisation and the contact."""
    parents = builders.an_organisation(
        desk, "Parents du Mail", notes=f"Clés chez {NAME}.", phone=PHONE, email=EMAIL, themes=("Jeu", NAME)
    )
    contact = a_contact(
        desk, parents, phone=PHONE, email=EMAIL, source=f"par {NAME} au comptoir", role=ContactRole.CHAIR
    )
    room = builders.a_room(desk, notes=f"Alarme : {NAME.upper()}")
    article = builders.an_equipment(desk, notes=f"Don de QUATREMERE Zenobie, {PHONE.replace(' ', '')}")
    booking = builders.a_booking(desk, room, parents, purpose=f"Anniversaire de {NAME}", notes=EMAIL)
    loan = builders.a_loan(desk, parents, (article, 2), hand_over_now=True, notes=f"Remis à {NAME}")
    lines = loans.get(desk, loan).lines  # type: ignore[union-attr]
    back = [ReturnLine(line_id=lines[0].id, good=2, damaged=0, missing=0)]
    done(loans.give_back(desk, loan, back))
    builders.an_action(desk, parents, summary=f"Une idée de {NAME}", booking_ids=(booking,))
    return parents, contact


def traces(path: Path, *words: str) -> list[str]:
    """Which words the bytes of the file and of its neighbours hold, in any form they are stored or indexed in."""
    data = b"".join(one.read_bytes() for one in path.parent.iterdir()).lower()
    return [word for word in words if word.lower().encode() in data]


def test_access_finds_a_person_everywhere(desk: Desk) -> None:
    parents, contact = a_person_everywhere(desk)
    data = privacy.personal_data(desk, (contact,))
    assert [(one.contact.id, one.organisation) for one in data.contacts] == [(contact, "Parents du Mail")]
    assert {(one.place.table, one.place.column) for one in data.mentions} == {
        ("organisation", "notes"),
        ("organisation", "phone"),
        ("organisation", "email"),
        ("organisation_theme", "theme"),
        ("room", "notes"),
        ("equipment", "notes"),
        ("booking", "purpose"),
        ("booking", "notes"),
        ("loan", "notes"),
        ("action", "summary"),
    }
    assert all(one.is_certain for one in data.mentions)
    booking = next(one for one in data.mentions if one.place.column == "purpose")
    assert (booking.subject, booking.title, booking.on) == (Subject.BOOKING, "Grande salle", date(2026, 11, 26))
    organisation = next(one for one in data.mentions if one.place.table == "organisation_theme")
    assert (organisation.subject, organisation.record_id, organisation.title) == (
        Subject.ORGANISATION,
        parents,
        "Parents du Mail",
    )


def test_access_lists_the_keys_a_person_holds_and_held(desk: Desk, parents: int) -> None:
    contact, other = a_contact(desk, parents), a_contact(desk, parents, name="Ada Lorient")
    first, second = builders.a_key(desk), builders.a_key(desk, "Clé 2")
    handed = [
        done(
            room_keys.hand_over(
                desk,
                KeyHandoverDraft(key_id=key, organisation_id=parents, contact_id=who, given_on=date(2026, 11, 3)),
            )
        )
        for key, who in ((first, contact), (second, other))
    ]
    done(room_keys.take_back(desk, handed[0], date(2026, 11, 10)))
    data = privacy.personal_data(desk, (contact,))
    assert [(one.key, one.returned_on) for one in data.keys] == [("Clé 1", date(2026, 11, 10))]


def a_person_in_what_hangs_on_rooms(desk: Desk, organisation: int, contact: int) -> None:
    """Somebody who stands in texts of the planning that no form of an organisation shows."""
    room = builders.a_room(desk, fixtures=("piano", f"armoire de {NAME}"))
    booking = builders.a_booking(desk, room, organisation)
    with desk.write(Operation.EDIT_BOOKING) as unit:
        run = unit.connection.exec_driver_sql
        run("UPDATE booking SET reason = ?, override_reason = ? WHERE id = ?", (f"dit {NAME}", f"vu {NAME}", booking))
        run(
            "INSERT INTO series (room_id, organisation_id, kind, purpose, starts_on, starts_at, ends_at, days_over,"
            " school_holidays, bank_holidays, notes)"
            " VALUES (?, ?, 'lesson', ?, '2026-11-26', '14:00', '16:00', 0, 'skip', 'skip', ?)",
            (room, organisation, f"Cours de {NAME}", EMAIL),
        )
        run(
            "INSERT INTO condition_report (booking_id, turn, made_at, finding, remarks)"
            " VALUES (?, 'exit', '2026-11-26T16:00', 'damage', ?)",
            (booking, f"vitre cassée par {NAME}"),
        )
        for place in (room, None):
            run(
                "INSERT INTO closure (room_id, starts_at, ends_at, is_yearly, reason)"
                " VALUES (?, '2026-12-24T08:00', '2026-12-25T08:00', 0, ?)",
                (place, f"obsèques de {NAME}"),
            )
        run(
            "INSERT INTO room_key (label, label_folded, kind, notes) VALUES ('1', '1', 'key', ?)", (f"double : {NAME}",)
        )
        run(
            "INSERT INTO key_handover (key_id, organisation_id, contact_id, given_on, returned_on, notes)"
            " VALUES (1, ?, ?, '2026-11-20', '2026-11-23', ?)",
            (organisation, contact, f"remise à {NAME}"),
        )
        run("INSERT INTO school_calendar (zone, source, imported_on) VALUES ('C', ?, '2026-11-20')", (f"{NAME}.ics",))
        run(
            "INSERT INTO school_holiday (zone, kind, name, first_day, last_day, end_is_assumed)"
            " VALUES ('C', 'other', ?, '2026-12-19', '2027-01-03', 0)",
            (f"Congés {NAME}",),
        )
        unit.commit(booking)


def test_what_hangs_on_rooms_is_looked_into_and_erased(desk: Desk, path: Path, parents: int) -> None:
    contact = a_contact(desk, parents)
    a_person_in_what_hangs_on_rooms(desk, parents, contact)
    found = privacy.personal_data(desk, (contact,)).mentions
    assert {(one.place.table, one.place.column, one.subject) for one in found} == {
        ("room_fixture", "name", Subject.ROOM),
        ("booking", "reason", Subject.BOOKING),
        ("booking", "override_reason", Subject.BOOKING),
        ("series", "purpose", Subject.ROOM),
        ("series", "notes", Subject.ROOM),
        ("condition_report", "remarks", Subject.BOOKING),
        ("closure", "reason", Subject.ROOM),
        ("closure", "reason", None),
        ("room_key", "notes", None),
        ("key_handover", "notes", Subject.ORGANISATION),
        ("school_calendar", "source", None),
        ("school_holiday", "name", None),
    }
    assert all(mention_words(one) for one in found)
    done(privacy.erase(desk, erasure(desk, contact)))
    desk.close()
    assert traces(path, NAME, EMAIL) == []


def test_the_house_s_own_sheet_is_looked_into(desk: Desk, parents: int) -> None:
    contact = a_contact(desk, parents)
    done(edit_house(desk, builders.a_house(privacy_lead=NAME)))
    (mention,) = privacy.personal_data(desk, (contact,)).mentions
    assert (mention.place.table, mention.place.column, mention.subject) == ("house", "privacy_lead", None)


def test_every_text_of_the_schema_is_looked_into_or_known_to_name_nobody() -> None:
    searched = {(one.table.name, column.name) for one in store.prose() for column in one.columns}
    texts = {
        (table.name, column.name)
        for table in metadata.tables.values()
        for column in table.columns
        if type(column.type).__name__ == "Text" and not column.name.endswith("_folded")
    }
    assert searched | store.NOT_PROSE == texts
    assert searched.isdisjoint(store.NOT_PROSE)


def test_the_same_person_elsewhere_is_offered_and_people_choose(desk: Desk, parents: int) -> None:
    other = builders.an_organisation(desk, "La Table d’à Côté")
    first = a_contact(desk, parents, phone=PHONE)
    second = a_contact(desk, other, "Quatremère Zénobie")
    third = a_contact(desk, other, "Z. Q.", phone="+33199004711")
    a_contact(desk, other, "Bruno Kessy")
    assert [one.contact.id for one in privacy.same_person(desk, first)] == [first, second, third]
    data = privacy.personal_data(desk, (first,), namesakes=(second, third))
    assert data.mentions == ()
    assert [one.contact.id for one in privacy.personal_data(desk, (first, second)).contacts] == [first, second]
    assert privacy.same_person(desk, 77) == ()


def test_an_access_is_noted_without_the_name(desk: Desk, path: Path, parents: int) -> None:
    contact = a_contact(desk, parents)
    before = desk.next_act(Way.UNDONE)
    assert privacy.note_access(desk, contact) == Saved(contact)
    with desk.read() as connection:
        row = connection.exec_driver_sql("SELECT * FROM journal ORDER BY id DESC LIMIT 1").mappings().one()
    assert (row["operation"], row["record_id"]) == ("export_contact", parents)
    assert NAME not in str(dict(row))
    assert desk.next_act(Way.UNDONE) == before
    assert privacy.note_access(desk, 77) == refused("", "contact_unknown")


def test_an_erasure_leaves_the_role_and_the_totals(desk: Desk) -> None:
    parents, contact = a_person_everywhere(desk)
    uses = the_uses(desk)
    outcome = privacy.erase(desk, erasure(desk, contact))
    assert outcome == Saved(contact)
    assert the_contact(desk, parents, contact) == Contact(
        id=contact,
        organisation_id=parents,
        name=f"contact supprimé n° {contact}",
        role=ContactRole.CHAIR,
        erased_on=NOW.date(),
    )
    assert the_uses(desk) == uses
    assert (uses[0].organisation, uses[0].bookings, uses[0].loans) == ("Parents du Mail", 1, 1)
    organisation = organisations.get(desk, parents)
    assert organisation is not None
    assert (organisation.notes, organisation.phone, organisation.email) == ("Clés chez [effacé].", "", "")
    assert organisation.themes == ("Jeu", "[effacé]")
    assert search.search(desk, "zenobie") == []
    assert privacy.same_person(desk, contact) == ()
    assert privacy.erase(desk, erasure(desk, contact)) == refused("", "contact_unknown")


def the_uses(desk: Desk) -> tuple[OrganisationUse, ...]:
    """What the summary of the year counts."""
    typology = desk.typologies.printable()[0].id
    return summaries.cooperation_summary(desk, Period.of_year(NOW.year), typology, Audience.INTERNAL).uses


def test_an_erasure_is_noted_once(desk: Desk, parents: int) -> None:
    contact = a_contact(desk, parents)
    done(privacy.erase(desk, erasure(desk, contact)))
    with desk.read() as connection:
        rows = connection.exec_driver_sql(
            "SELECT operation, subject, record_id FROM journal WHERE operation LIKE 'erase%'"
        )
        assert [tuple(row) for row in rows] == [("erase_contact", "organisation", parents)]


def test_a_refused_erasure_leaves_the_undo_log_alone(desk: Desk, parents: int) -> None:
    contact = a_contact(desk, parents)
    act = desk.next_act(Way.UNDONE)
    draft = ErasureDraft(contact_ids=(contact, 99), places=(), marks=MARKS)
    assert privacy.erase(desk, draft) == refused("", "contact_unknown")
    assert desk.next_act(Way.UNDONE) == act


def test_an_erasure_is_final(desk: Desk, parents: int) -> None:
    contact = a_contact(desk, parents)
    done(privacy.erase(desk, erasure(desk, contact)))
    assert desk.next_act(Way.UNDONE) is None
    draft = ContactDraft(organisation_id=parents, name=NAME)
    assert organisations.edit_contact(desk, contact, draft) == refused("", "contact_erased")
    with desk.write(Operation.EDIT_HOUSE) as unit:
        assert unit.connection.exec_driver_sql("SELECT count(*) FROM inverse").scalar_one() == 0


def test_no_byte_of_the_file_holds_an_erased_person(desk: Desk, path: Path) -> None:
    with desk.write(Operation.EDIT_HOUSE) as unit:
        # As most builds of SQLite are made; some always zero what they free.
        unit.connection.exec_driver_sql("PRAGMA secure_delete = OFF")
    _parents, contact = a_person_everywhere(desk)
    # Enough beside them for pages and parts of the search index to have been split, and a former name edited away.
    many = [builders.an_organisation(desk, f"Association n° {number}", notes="x" * 400) for number in range(150)]
    other = a_contact(desk, many[3], f"{NAME} bis", email=EMAIL)
    draft = ContactDraft(organisation_id=many[3], name="Somebody Else")
    done(organisations.edit_contact(desk, other, draft))
    long = builders.an_organisation(desk, "Longue histoire", notes=f"{NAME}. " * 10_000)
    done(organisations.edit(desk, long, OrganisationDraft(name="Longue histoire")))
    # The search index keeps of a word what the word before does not share.
    words = ("énobie", "enobie", "uatremère", "uatremere", EMAIL, PHONE, "0199004711")
    assert traces(path, *words)
    done(privacy.erase(desk, erasure(desk, contact)))
    desk.close()
    assert traces(path, *words) == []
    with closing(open_desk(path, clock=lambda: NOW)) as again:
        assert [hit.title for hit in search.search(again, "supprimé")] == [f"contact supprimé n° {contact}"]


def test_even_while_the_file_is_open_and_read(desk: Desk, path: Path) -> None:
    _parents, contact = a_person_everywhere(desk)
    privacy.personal_data(desk, (contact,))
    done(privacy.erase(desk, erasure(desk, contact)))
    assert traces(path, "zenobie", "quatremère") == []


def test_the_disk_that_refuses_is_said(desk: Desk, parents: int, monkeypatch: pytest.MonkeyPatch) -> None:
    contact = a_contact(desk, parents)
    monkeypatch.setattr(store, "compact", lambda _connection: False)
    outcome = privacy.erase(desk, erasure(desk, contact))
    assert outcome == Saved(contact, (Problem("", "erasure_not_compacted", is_warning=True),))
    assert the_contact(desk, parents, contact).erased_on == NOW.date()


def test_what_is_not_chosen_stays(desk: Desk) -> None:
    parents, contact = a_person_everywhere(desk)
    plan = privacy.plan_erasure(desk, (contact,))
    kept = next(one for one in plan.mentions if one.place.table == "loan")
    places = tuple(one.place for one in plan.mentions if one != kept)
    done(privacy.erase(desk, ErasureDraft(contact_ids=(contact,), places=places, marks=MARKS)))
    (loan,) = loans.lines(desk, loans.LoanFilter(now=NOW, organisation_id=parents), None, EVERYTHING)
    stored = loans.get(desk, loan.id)
    assert stored is not None
    assert stored.notes == f"Remis à {NAME}"


def test_a_room_s_own_name_is_changed_by_hand(desk: Desk, parents: int) -> None:
    contact = a_contact(desk, parents)
    room = builders.a_room(desk, f"Salle {NAME}")
    (mention,) = privacy.plan_erasure(desk, (contact,)).mentions
    assert not mention.can_replace
    done(privacy.erase(desk, erasure(desk, contact)))
    with desk.read() as connection:
        assert connection.exec_driver_sql("SELECT name FROM room WHERE id = ?", (room,)).scalar_one() == f"Salle {NAME}"


def test_the_only_contact_waits_for_an_open_loan(desk: Desk, parents: int) -> None:
    contact = a_contact(desk, parents)
    loan = builders.a_loan(desk, parents, (builders.an_equipment(desk), 2), hand_over_now=True)
    stored = loans.get(desk, loan)
    assert stored is not None
    waiting = Problem(
        "", "erasure_loan_open", {"name": NAME, "organisation": "Parents du Mail", "number": stored.number}
    )
    assert privacy.plan_erasure(desk, (contact,)).hindrances == ((contact, waiting, False),)
    assert privacy.erase(desk, erasure(desk, contact, is_settled=True)) == Refused((waiting,))
    assert the_contact(desk, parents, contact).name == NAME
    second = a_contact(desk, parents, "Bruno Kessy")
    assert privacy.plan_erasure(desk, (contact,)).hindrances == ()
    assert len(privacy.plan_erasure(desk, (contact, second)).hindrances) == 2
    assert privacy.erase(desk, erasure(desk, contact)) == Saved(contact)


@pytest.mark.parametrize(
    ("closed_at", "waits"), [(datetime(2026, 11, 20, 9), True), (datetime(2021, 11, 20, 9), False)]
)
def test_damage_waits_until_it_is_said_to_be_settled(
    desk: Desk, parents: int, closed_at: datetime, waits: bool
) -> None:
    contact = a_contact(desk, parents)
    loan = builders.a_loan(desk, parents, (builders.an_equipment(desk), 2), hand_over_now=True)
    lines = loans.get(desk, loan).lines  # type: ignore[union-attr]
    done(loans.give_back(desk, loan, [ReturnLine(line_id=lines[0].id, good=1, damaged=0, missing=1)]))
    with desk.write(Operation.EDIT_LOAN) as unit:
        unit.connection.exec_driver_sql("UPDATE loan SET closed_at = ?", (closed_at.isoformat(timespec="minutes"),))
        unit.commit()
    (*found,) = privacy.plan_erasure(desk, (contact,)).hindrances
    assert [(one.problem.code, one.can_be_settled) for one in found] == [("erasure_damage", True)] * waits
    assert isinstance(privacy.erase(desk, erasure(desk, contact)), Refused) is waits
    if waits:
        assert privacy.erase(desk, erasure(desk, contact, is_settled=True)) == Saved(contact)


def test_what_stays_is_counted_and_so_do_backups_for_a_year(desk: Desk) -> None:
    _parents, contact = a_person_everywhere(desk)
    plan = privacy.plan_erasure(desk, (contact,))
    assert plan.kept == (1, 1, 1)
    assert plan.backups_until == date(2027, 11, 1)


@pytest.mark.parametrize(
    ("confirmed_on", "collected_on", "booked_at", "is_idle"),
    [
        (None, None, None, True),
        (date(2023, 11, 23), None, None, True),
        (date(2023, 11, 24), None, None, False),
        (None, date(2025, 1, 1), None, False),
        (None, date(2020, 1, 1), datetime(2023, 11, 20, 14), True),
        (None, date(2020, 1, 1), datetime(2024, 1, 20, 14), False),
        (None, date(2020, 1, 1), datetime(2027, 1, 20, 14), False),
    ],
)
def test_contacts_without_a_sign_are_listed(
    desk: Desk,
    parents: int,
    confirmed_on: date | None,
    collected_on: date | None,
    booked_at: datetime | None,
    is_idle: bool,
) -> None:
    contact = a_contact(desk, parents, confirmed_on=confirmed_on, collected_on=collected_on)
    if booked_at is not None:
        builders.a_booking(desk, builders.a_room(desk), parents, starts_at=booked_at)
    found = privacy.idle_contacts(desk)
    assert [one.id for one in found] == [contact] * is_idle
    assert all(one.last_activity == (booked_at.date() if booked_at else None) for one in found)


def test_a_loan_still_out_or_an_action_under_way_is_a_sign(desk: Desk) -> None:
    lender, actor, former = (builders.an_organisation(desk, name) for name in ("A", "B", "C"))
    for organisation in (lender, actor, former):
        a_contact(desk, organisation, f"Somebody {organisation}")
    article = builders.an_equipment(desk)
    long_ago = {"starts_at": datetime(2020, 1, 6, 9), "due_at": datetime(2020, 1, 7, 9)}
    builders.a_loan(desk, lender, (article, 1), hand_over_now=True, **long_ago)
    builders.an_action(desk, actor, starts_on=date(2019, 1, 1), ends_on=None)
    builders.an_action(desk, former, title="Ancienne", starts_on=date(2019, 1, 1), ends_on=date(2019, 6, 1))
    assert [(one.organisation, one.last_activity) for one in privacy.idle_contacts(desk)] == [("C", date(2019, 6, 1))]


def test_an_erased_contact_is_no_longer_listed(desk: Desk, parents: int) -> None:
    contact = a_contact(desk, parents)
    assert [one.id for one in privacy.idle_contacts(desk)] == [contact]
    done(privacy.erase(desk, erasure(desk, contact)))
    assert privacy.idle_contacts(desk) == []


def test_the_register_sheet_counts(desk: Desk, parents: int) -> None:
    erased = a_contact(desk, parents)
    a_contact(desk, parents, "Bruno Kessy", source="au comptoir")
    a_contact(desk, parents, "Lina Ortéga", informed_on=date(2026, 1, 5))
    done(privacy.erase(desk, erasure(desk, erased)))
    sheet = privacy.processing_register(desk)
    assert (sheet.contacts, sheet.erased, sheet.without_source, sheet.not_informed) == (2, 1, 1, 1)
    assert not sheet.is_encrypted


@pytest.mark.parametrize(
    ("day", "months", "before"),
    [
        (date(2026, 3, 31), 1, date(2026, 2, 28)),
        (date(2026, 11, 24), 36, date(2023, 11, 24)),
        (date(2024, 2, 29), -12, date(2025, 2, 28)),
        (date(2026, 1, 5), 99_999, date.min),
    ],
)
def test_months_are_those_of_the_calendar(day: date, months: int, before: date) -> None:
    assert months_before(day, months) == before
