"""The history: every act once, newest first, named as its record is called today, and no word of a person."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

from tests import builders

from coopdesk.domain.history import Way
from coopdesk.domain.listing import EVERYTHING, Sort, Subject, Window
from coopdesk.domain.loan import ReturnLine
from coopdesk.domain.operation import Operation
from coopdesk.domain.organisation import ContactDraft, OrganisationDraft
from coopdesk.domain.period import Period
from coopdesk.foundation.problems import Saved
from coopdesk.services import actions, bookings, equipment, history, house, loans, organisations, rooms
from coopdesk.services.desk import Desk, open_desk
from coopdesk.services.history import JournalFilter, Word

MARKER = "Zoubidaxq"


def desk_at(path: Path, moment: datetime) -> Desk:
    """The file open, its clock stopped."""
    return open_desk(path, clock=lambda: moment)


def told(desk: Desk, chosen: JournalFilter | None = None) -> list[tuple[Operation | None, object]]:
    """What the history tells, newest first."""
    return [(one.operation, one.about) for one in history.lines(desk, chosen or JournalFilter(), None, EVERYTHING)]


def test_each_act_is_one_line_with_the_name_of_today(desk: Desk) -> None:
    key = builders.an_organisation(desk, "Jardin Coquelicot")
    organisations.edit(desk, key, OrganisationDraft(name="Jardin des Coquelicots"))
    line, first, *_start = history.lines(desk, JournalFilter(), None, EVERYTHING)
    assert (line.operation, line.way, line.at) == (Operation.EDIT_ORGANISATION, Way.DONE, builders.NOW)
    assert (line.subject, line.record_id) == (Subject.ORGANISATION, key)
    assert line.about == first.about == "Jardin des Coquelicots"


def test_every_register_names_its_record(desk: Desk) -> None:
    organisation = builders.an_organisation(desk, "Jardin Coquelicot")
    room = builders.a_room(desk, "Salle Cèdre")
    builders.a_booking(desk, room, organisation, starts_at=datetime(2026, 12, 1, 14))
    article = builders.an_equipment(desk, "Percolateur")
    loan = builders.a_loan(desk, organisation, (article, 1))
    builders.an_action(desk, organisation, title="Fête de quartier")
    number = loans.get(desk, loan)
    assert number is not None
    assert [about for _operation, about in told(desk)][:6] == [
        "Fête de quartier", number.number, "Percolateur", date(2026, 12, 1), "Salle Cèdre", "Jardin Coquelicot",
    ]  # fmt: skip


def test_a_contact_is_told_as_its_organisation(desk: Desk) -> None:
    organisation = builders.an_organisation(desk, "Jardin Coquelicot")
    organisations.add_contact(desk, ContactDraft(organisation_id=organisation, name=MARKER))
    assert told(desk)[0] == (Operation.ADD_CONTACT, "Jardin Coquelicot")
    assert history.of_record(desk, Subject.ORGANISATION, organisation, 1)[0].operation is Operation.ADD_CONTACT


def test_a_record_that_is_gone_keeps_its_lines_without_a_name(desk: Desk) -> None:
    key = builders.an_organisation(desk)
    organisations.delete(desk, key)
    assert told(desk)[:2] == [(Operation.DELETE_ORGANISATION, None), (Operation.ADD_ORGANISATION, None)]
    desk.take(Way.UNDONE)
    ways = [one.way for one in history.of_record(desk, Subject.ORGANISATION, key, 9)]
    assert ways == [Way.UNDONE, Way.DONE, Way.DONE]
    assert told(desk)[0] == (Operation.DELETE_ORGANISATION, "Parents du Mail")


def test_undoing_and_redoing_are_told_to_the_window(desk: Desk) -> None:
    builders.an_organisation(desk)
    heard: list[frozenset[str]] = []
    desk.listen(lambda changes: heard.append(changes.tables))
    desk.take(Way.UNDONE)
    desk.take(Way.REDONE)
    assert all("journal" in tables for tables in heard)
    assert [one.way for one in history.lines(desk, JournalFilter(), None, Window(0, 2))] == [Way.REDONE, Way.UNDONE]


def test_only_one_record_or_one_register(desk: Desk) -> None:
    first, second = (builders.an_organisation(desk, name) for name in ("Fil & Parole", "Parents du Mail"))
    builders.a_room(desk)
    assert [one.record_id for one in history.of_record(desk, Subject.ORGANISATION, second, 5)] == [second]
    # The room has the number of the first organisation: a number alone names nothing.
    assert told(desk, JournalFilter(subject=Subject.ROOM)) == [(Operation.ADD_ROOM, "Grande salle")]
    assert history.count(desk, JournalFilter(subject=Subject.ORGANISATION)) == 2
    assert first != second


def test_words_are_looked_for_in_the_record_and_in_the_act(desk: Desk) -> None:
    organisation = builders.an_organisation(desk, "Jardin Coquelicot")
    organisations.edit(desk, organisation, OrganisationDraft(name="Jardin Coquelicot", city="Villeneuve"))
    builders.an_organisation(desk, "Fil & Parole")
    added = frozenset({Operation.ADD_ORGANISATION})

    def found(*words: Word) -> list[tuple[Operation | None, object]]:
        return told(desk, JournalFilter(words=words))

    assert found(Word("coquel")) == [
        (Operation.EDIT_ORGANISATION, "Jardin Coquelicot"),
        (Operation.ADD_ORGANISATION, "Jardin Coquelicot"),
    ]
    assert found(Word("add", added)) == [
        (Operation.ADD_ORGANISATION, "Fil & Parole"),
        (Operation.ADD_ORGANISATION, "Jardin Coquelicot"),
    ]
    assert found(Word("add", added), Word("COQUELICOT")) == [(Operation.ADD_ORGANISATION, "Jardin Coquelicot")]
    assert found(Word("zzz")) == found(Word("–")) == found(Word('"')) == []


def test_a_person_is_not_found_in_the_history(desk: Desk) -> None:
    organisation = builders.an_organisation(desk)
    organisations.add_contact(desk, ContactDraft(organisation_id=organisation, name=MARKER))
    assert history.count(desk, JournalFilter(words=(Word(MARKER),))) == 0


def test_a_period_keeps_its_days_both_included(tmp_path: Path) -> None:
    path = tmp_path / "house.coopdesk"
    builders.a_desk(path).close()
    for day in (1, 2, 3):
        with closing(desk_at(path, datetime(2026, 12, day, 23, 59))) as desk:
            builders.a_room(desk, f"Salle {day}")
            chosen = JournalFilter(during=Period(date(2026, 12, 2), date(2026, 12, 3)))
            abouts = [about for _operation, about in told(desk, chosen)]
    assert abouts == ["Salle 3", "Salle 2"]


def test_a_clock_set_back_does_not_change_the_order(tmp_path: Path) -> None:
    path = tmp_path / "house.coopdesk"
    builders.a_desk(path).close()
    for name, back in (("Salle 1", 0), ("Salle 2", 400)):
        with closing(desk_at(path, builders.NOW - timedelta(days=back))) as desk:
            builders.a_room(desk, name)
            lines = history.lines(desk, JournalFilter(), None, EVERYTHING)
            turned = history.lines(desk, JournalFilter(), Sort("at"), EVERYTHING)
    assert [one.about for one in lines][:2] == ["Salle 2", "Salle 1"]
    assert turned == lines[::-1]


def test_what_a_later_version_noted_is_read_all_the_same(tmp_path: Path) -> None:
    path = tmp_path / "house.coopdesk"
    builders.a_desk(path).close()
    with closing(sqlite3.connect(path)) as raw:
        raw.execute(
            "INSERT INTO journal(at, operation, way, subject, record_id) "
            "VALUES ('2027-01-01T09:00', 'sign', 'done', 'slip', 4)"
        )
        raw.commit()
    with closing(open_desk(path)) as desk:
        line = history.lines(desk, JournalFilter(), None, Window(0, 1))[0]
    assert (line.operation, line.subject, line.record_id, line.about) == (None, None, 4, None)


def test_windows_fit_together(desk: Desk) -> None:
    for number in range(7):
        builders.a_room(desk, f"Salle {number}")
    whole = history.lines(desk, JournalFilter(), None, EVERYTHING)
    parts = [history.lines(desk, JournalFilter(), None, Window(start, 3)) for start in range(0, len(whole), 3)]
    assert [one for part in parts for one in part] == whole
    assert len(whole) == history.count(desk, JournalFilter())


def _fill_every_register(desk: Desk) -> list[Callable[[], object]]:
    """Every kind of act, a name in every text; gives back what deletes it all, in order."""
    organisation = builders.an_organisation(desk, f"Famille {MARKER}", notes=MARKER, email=f"{MARKER}@example.org")
    organisations.edit(desk, organisation, OrganisationDraft(name=f"Chez {MARKER}", address=f"12 rue {MARKER}"))
    contact = builders.done(
        organisations.add_contact(desk, ContactDraft(organisation_id=organisation, name=MARKER, email="z@example.org"))
    )
    organisations.edit_contact(desk, contact, ContactDraft(organisation_id=organisation, name=f"{MARKER} Dupont"))
    room = builders.a_room(desk, f"Salle {MARKER}", notes=MARKER)
    booking = builders.a_booking(desk, room, organisation, purpose=f"Anniversaire de {MARKER}")
    bookings.edit(desk, booking, builders.a_booking_draft(room, organisation, purpose=f"Fête de {MARKER}"))
    article = builders.an_equipment(desk, f"Chaise de {MARKER}", notes=MARKER)
    loan = builders.a_loan(desk, organisation, (article, 2))
    loans.hand_over(desk, loan)
    out = loans.get(desk, loan)
    assert out is not None
    loans.give_back(desk, loan, [ReturnLine(line_id=out.lines[0].id, good=2, damaged=0, missing=0)])
    action = builders.an_action(desk, organisation, title=f"Repas de {MARKER}", need=MARKER)
    house.edit_house(desk, replace(desk.house(), name=f"Maison {MARKER}"))
    return [
        lambda: actions.delete(desk, action),
        lambda: bookings.delete(desk, booking),
        lambda: rooms.delete(desk, room),
        lambda: organisations.delete_contact(desk, contact),
        lambda: loans.delete(desk, loan),
        lambda: equipment.delete(desk, article),
    ]


def test_no_word_of_a_person_ever_stands_in_the_journal(tmp_path: Path) -> None:
    path = tmp_path / "house.coopdesk"
    with closing(builders.a_desk(path)) as desk:
        deletions = _fill_every_register(desk)
        done = [isinstance(delete(), Saved) for delete in deletions]
        taken = 0
        while desk.take(Way.UNDONE):
            taken += 1
        while desk.take(Way.REDONE):
            pass
    # The loan left the house, so it is kept, and the article with it.
    assert done == [True, True, True, True, False, False]
    with closing(sqlite3.connect(path)) as raw:
        rows = raw.execute("SELECT * FROM journal").fetchall()
        searched = raw.execute("SELECT count(*) FROM organisation WHERE name LIKE ?", (f"%{MARKER}%",)).fetchone()
    assert searched == (1,)
    assert taken >= 16
    assert len(rows) >= 3 * taken
    words = {value for row in rows for value in row if isinstance(value, str)}
    codes = {*map(str, Operation), *map(str, Way), *map(str, Subject)}
    # Nothing but codes, and the one moment of this test.
    assert {datetime.fromisoformat(value) for value in words - codes} == {builders.NOW}
    assert not any(MARKER.lower() in value.lower() for value in words)
