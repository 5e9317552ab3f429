"""Calendars of others taken in: by UID and original date, what can be held, all in one act, twice the same."""

from collections import Counter
from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path

import pytest
from tests.builders import a_booking, a_desk, a_room, an_organisation, done

from coopdesk.domain.booking import BookingKind, BookingLine, BookingState, Reason
from coopdesk.domain.calendar_event import EventCalendar
from coopdesk.domain.closure import ClosureDraft
from coopdesk.domain.history import Way
from coopdesk.domain.house import Requirement
from coopdesk.domain.listing import Window
from coopdesk.domain.period import Interval
from coopdesk.domain.room import RoomDraft
from coopdesk.exchange.calendar_reading import read_calendar
from coopdesk.services import bookings, calendar_import, closures, house, rooms, series
from coopdesk.services.bookings import BookingFilter
from coopdesk.services.calendar_import import CalendarReport
from coopdesk.services.desk import Desk

ALWAYS = Interval(datetime(2026, 1, 1), datetime(2029, 1, 1))


@pytest.fixture
def desk(tmp_path: Path):  # type: ignore[no-untyped-def]
    opened = a_desk(tmp_path / "house.coopdesk")
    yield opened
    opened.close()


def event(uid: str, *lines: str, start: str = "20261126T140000", end: str = "20261126T160000") -> str:
    zone = ";TZID=Europe/Paris"
    return "\n".join(
        ["BEGIN:VEVENT", f"UID:{uid}", f"DTSTART{zone}:{start}", f"DTEND{zone}:{end}", *lines, "END:VEVENT", ""]
    )


def calendar(desk: Desk, *events: str) -> EventCalendar:
    whole = "BEGIN:VCALENDAR\nVERSION:2.0\n" + "".join(events) + "END:VCALENDAR\n"
    return read_calendar(whole.encode(), "Europe/Paris", desk.today())


def take(desk: Desk, room: int | None, *events: str) -> CalendarReport:
    """Import, once shown: the preview and the import say the same."""
    read = calendar(desk, *events)
    shown = calendar_import.preview(desk, read, room, "salle.ics")
    report = calendar_import.import_calendar(desk, read, room, "salle.ics")
    assert report == shown
    return report


def states(report: CalendarReport) -> list[str]:
    return [one.state.value for one in report.lines]


def counts(report: CalendarReport) -> dict[str, int]:
    return {state.value: n for state, n in report.counts.items()}


def held(desk: Desk) -> list[BookingLine]:
    return bookings.lines(desk, BookingFilter(during=ALWAYS), None, Window(0, 5000))


WEEKLY = event("lessons@example.org", "SUMMARY:Cours", "RRULE:FREQ=WEEKLY;COUNT=5")


def test_who_and_what_for_are_read_from_the_title(desk: Desk) -> None:
    room, parents = a_room(desk), an_organisation(desk)
    chorus = an_organisation(desk, "Chœur d’Été")
    report = take(
        desk,
        room,
        event("1", "SUMMARY:parents du mail - café"),
        event("2", "SUMMARY:Visite", start="20261127T090000", end="20261127T100000"),
        event("3", "SUMMARY:Répétition", "ORGANIZER;CN=Choeur d'Ete:mailto:x@example.org",
              start="20261127T140000", end="20261127T150000"),
    )  # fmt: skip
    assert states(report) == ["added"] * 3
    found = {one.purpose: (one.organisation_id, one.kind) for one in held(desk)}
    assert found == {
        "café": (parents, BookingKind.MEETING),
        "Visite": (None, BookingKind.INTERNAL),
        "Répétition": (chorus, BookingKind.MEETING),
    }


def test_a_second_time_nothing_changes_and_one_undo_takes_all_back(desk: Desk) -> None:
    room = a_room(desk)
    moved = event("lessons@example.org", "SUMMARY:Cours", "RECURRENCE-ID;TZID=Europe/Paris:20261203T140000",
                  start="20261204T100000", end="20261204T120000")  # fmt: skip
    lone = event("lone", "SUMMARY:Visite", "STATUS:TENTATIVE", start="20261201T090000", end="20261201T100000")
    assert counts(take(desk, room, WEEKLY, moved, lone)) == {"added": 6}
    before = held(desk)
    assert len(before) == 6
    assert {one.state for one in before if one.purpose == "Visite"} == {BookingState.OPTION}
    assert counts(take(desk, room, WEEKLY, moved, lone)) == {"unchanged": 6}
    assert held(desk) == before
    desk.take(Way.UNDONE)
    assert held(desk) == []
    assert desk.next_act(Way.UNDONE) is not None, "the second import was no act"
    desk.take(Way.REDONE)
    assert held(desk) == before


def test_what_changed_what_is_new_and_what_is_gone(desk: Desk) -> None:
    room = a_room(desk)
    ours = a_booking(desk, room, starts_at=datetime(2026, 12, 1, 9))
    lone = event("lone", "SUMMARY:Visite", start="20261202T090000", end="20261202T100000")
    take(desk, room, WEEKLY, lone)
    left_out = "EXDATE;TZID=Europe/Paris:20261210T150000"
    later = event("lessons@example.org", "SUMMARY:Cours", "RRULE:FREQ=WEEKLY;COUNT=6", left_out,
                  start="20261126T150000", end="20261126T170000")  # fmt: skip
    report = take(desk, room, later)
    assert counts(report) == {"changed": 4, "added": 1, "removed": 2}
    gone = {one.starts_at: one for one in held(desk) if one.state is BookingState.CANCELLED}
    assert set(gone) == {datetime(2026, 12, 10, 14), datetime(2026, 12, 2, 9)}
    assert {one.reason_code for one in gone.values()} == {Reason.BY_ORGANISATION}
    booking = bookings.get(desk, ours)
    assert booking is not None
    assert booking.state is BookingState.CONFIRMED, "booked here: no calendar takes it away"
    assert counts(take(desk, room, later)) == {"unchanged": 5}, "what is cancelled on both sides needs no word"

    assert counts(take(desk, room, later.replace(left_out + "\n", ""), lone)) == {
        "unchanged": 5,
        "changed": 2,
    }


def test_clashes_are_listed_and_left_out_until_the_place_is_free(desk: Desk) -> None:
    room, parents = a_room(desk), an_organisation(desk)
    other = a_booking(desk, room, parents, starts_at=datetime(2026, 12, 3, 15))
    second = event("second", "SUMMARY:Autre", start="20261217T150000", end="20261217T153000")
    report = take(desk, room, WEEKLY, second)
    assert states(report) == ["added", "clashing", "added", "added", "added", "clashing"]
    clash, within = (one.problem for one in report.lines if one.state.value == "clashing")
    assert clash is not None
    assert clash.params["organisation"] == "Parents du Mail"
    assert within is not None
    assert within.params["start"] == "2026-12-17T14:00", "another event of the same file"
    (lessons,) = {one.series_id for one in held(desk) if one.purpose == "Cours"}
    assert lessons is not None
    rows = {one.occurrence_on: (one.state, one.reason_code) for one in series.sessions(desk, lessons)}
    assert rows[date(2026, 12, 3)] == (BookingState.SKIPPED, Reason.CONFLICT)
    assert len(rows) == 5
    assert counts(take(desk, room, WEEKLY, second)) == {"unchanged": 4, "clashing": 2}

    done(bookings.delete(desk, other))
    assert counts(take(desk, room, WEEKLY)) == {"unchanged": 4, "changed": 1}


def test_two_that_swap_in_the_calendar_swap_here(desk: Desk) -> None:
    room = a_room(desk)
    early, late = ("20261126T100000", "20261126T120000"), ("20261126T120000", "20261126T140000")
    take(desk, room, event("a", start=early[0], end=early[1]), event("b", start=late[0], end=late[1]))
    report = take(desk, room, event("a", start=late[0], end=late[1]), event("b", start=early[0], end=early[1]))
    assert counts(report) == {"changed": 2}
    # One that cannot move keeps its place, and nobody takes it.
    a_booking(desk, room, starts_at=datetime(2026, 11, 26, 16))
    report = take(
        desk,
        room,
        event("a", start="20261126T153000", end="20261126T173000"),
        event("b", start=late[0], end=late[1]),
    )
    assert states(report) == ["clashing", "clashing"]
    assert [one.starts_at.hour for one in held(desk)] == [10, 12, 16]


def test_what_was_decided_here_stays(desk: Desk) -> None:
    room, parents = a_room(desk), an_organisation(desk)
    lone = event("lone", "SUMMARY:Visite", "STATUS:TENTATIVE")
    take(desk, room, lone)
    (line,) = held(desk)
    booking = bookings.get(desk, line.id)
    assert booking is not None
    done(
        bookings.edit(
            desk,
            line.id,
            replace(booking, organisation_id=parents, state=BookingState.CONFIRMED, option_until=None),
        )
    )
    assert counts(take(desk, room, lone)) == {"unchanged": 1}
    assert counts(take(desk, room, lone.replace("Visite", "Visite guidée"))) == {"changed": 1}
    (line,) = held(desk)
    assert (line.organisation, line.purpose, line.state) == ("Parents du Mail", "Visite guidée", BookingState.CONFIRMED)


def test_what_is_past_never_changes(desk: Desk) -> None:
    room = a_room(desk)
    past = event("past", "SUMMARY:Avant", "RRULE:FREQ=WEEKLY;COUNT=3", start="20261112T140000", end="20261112T160000")
    assert counts(take(desk, room, past)) == {"added": 3}
    later = past.replace("140000", "150000")
    assert counts(take(desk, room, later)) == {"unchanged": 2, "changed": 1}
    assert counts(take(desk, room)) == {"removed": 1}
    assert Counter(one.state for one in held(desk)) == {BookingState.CONFIRMED: 2, BookingState.CANCELLED: 1}


def test_hours_and_capacity_give_way_closures_and_papers_do_not(desk: Desk) -> None:
    room = a_room(desk)
    an_organisation(desk)
    night = event("night", "SUMMARY:Veillée", start="20261128T200000", end="20261129T010000")
    whole_day = "BEGIN:VEVENT\nUID:day\nDTSTART;VALUE=DATE:20261205\nSUMMARY:Marché\nEND:VEVENT\n"
    assert counts(take(desk, room, night, whole_day)) == {"added": 2}
    booking = bookings.get(desk, held(desk)[0].id)
    assert booking is not None
    assert booking.override_reason == "salle.ics"

    works = ClosureDraft(
        room_id=room, starts_at=datetime(2026, 12, 7), ends_at=datetime(2026, 12, 12), reason="Travaux"
    )
    done(closures.add(desk, works))
    closed = event("closed", start="20261208T140000", end="20261208T160000")
    done(house.edit_house(desk, replace(desk.house(), insurance_required=Requirement.REQUIRE)))
    uninsured = event("papers", "SUMMARY:Parents du Mail", start="20261215T140000", end="20261215T160000")
    report = take(desk, room, night, whole_day, closed, uninsured)
    assert [(one.state.value, one.problem and one.problem.code) for one in report.lines] == [
        ("unchanged", None),
        ("unchanged", None),
        ("refused", "room_closed"),
        ("refused", "insurance_missing"),
    ]


def test_the_place_names_the_room_and_without_any_an_event_is_refused(desk: Desk) -> None:
    hall, small = a_room(desk), a_room(desk, "Petite salle")
    there = event("there", "LOCATION:PETITE SALLE", start="20261127T090000", end="20261127T100000")
    nowhere = event("nowhere", "LOCATION:Chez Paul")
    report = take(desk, None, there, nowhere)
    assert [(one.state.value, one.problem and one.problem.code) for one in report.lines] == [
        ("added", None),
        ("refused", "event_without_room"),
    ]
    assert counts(take(desk, hall, there, nowhere)) == {"unchanged": 1, "added": 1}
    assert [one.room_id for one in held(desk)] == [hall, small]
    report = take(desk, small, nowhere)
    assert [(one.state.value, one.problem and one.problem.code) for one in report.lines] == [
        ("refused", "event_in_other_room"),
        ("removed", None),
    ]


def test_a_date_alone_of_a_series_nobody_knows(desk: Desk) -> None:
    room = a_room(desk)
    lone = event("far@example.org", "SUMMARY:Cours", "RECURRENCE-ID;TZID=Europe/Paris:20261126T100000")
    assert counts(take(desk, room, lone)) == {"added": 1}
    assert counts(take(desk, room, lone)) == {"unchanged": 1}


def test_one_that_begins_to_come_back_becomes_a_series(desk: Desk) -> None:
    room = a_room(desk)
    take(desk, room, event("lessons@example.org", "SUMMARY:Cours"))
    assert counts(take(desk, room, WEEKLY)) == {"changed": 1, "added": 4}
    assert len({one.series_id for one in held(desk)}) == 1
    assert counts(take(desk, room, WEEKLY)) == {"unchanged": 5}
    assert counts(take(desk, room, event("lessons@example.org", "SUMMARY:Cours"))) == {"unchanged": 1, "removed": 4}


def test_rooms_made_of_others_and_buffers_within_one_file(desk: Desk) -> None:
    one = a_room(desk, "Salle A", buffer_after=30)
    other = a_room(desk, "Salle B")
    whole = done(rooms.add(desk, RoomDraft(name="Grande salle", capacity=200, parts=(one, other))))
    an_organisation(desk)
    report = take(
        desk,
        whole,
        event("a", "LOCATION:Salle A"),
        event("b", start="20261126T150000", end="20261126T170000"),
        event("c", "LOCATION:Salle A", "SUMMARY:Parents du Mail", start="20261126T160000", end="20261126T170000"),
        event("d", "LOCATION:Salle A", start="20261126T160000", end="20261126T170000"),
        event("e", "LOCATION:Salle B"),
    )
    assert states(report) == ["added", "clashing", "clashing", "added", "added"]
    assert time(16) in {one.starts_at.time() for one in held(desk)}


def test_a_rule_that_cannot_be_held_leaves_the_rest(desk: Desk) -> None:
    room = a_room(desk)
    hourly = event("hourly", "RRULE:FREQ=HOURLY;COUNT=3")
    report = take(desk, room, hourly, event("plain", start="20261127T140000", end="20261127T150000"))
    assert [(one.state.value, one.problem and one.problem.code) for one in report.lines] == [
        ("refused", "rule_by_hours"),
        ("added", None),
    ]


def test_an_event_that_does_not_move_keeps_the_time_it_has(desk: Desk) -> None:
    room, parents = a_room(desk), an_organisation(desk)
    take(desk, room, event("1", "SUMMARY:Chant"))
    a_booking(desk, room, parents, starts_at=datetime(2026, 11, 26, 16))
    former = rooms.get(desk, room)
    assert former is not None
    done(rooms.edit(desk, room, replace(former, buffer_after=30)))
    assert states(take(desk, room, event("1", "SUMMARY:Chant et guitare"))) == ["changed"]
    assert [one.buffer_after for one in held(desk)] == [0, 30]
