"""A calendar goes out and comes back the same: nothing is lost between two files, nothing changes in the same one."""

from datetime import date, datetime, time, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.builders import a_booking, a_desk, a_room, an_organisation, done

from coopdesk.domain import recurrence
from coopdesk.domain.booking import BookingKind, BookingState, Reason
from coopdesk.domain.calendar_event import EventCalendar
from coopdesk.domain.calendars import HolidayRule, season_end
from coopdesk.domain.recurrence_rule import parse_rule
from coopdesk.domain.room import Layout
from coopdesk.domain.series import SeriesDraft
from coopdesk.domain.series_plan import Choice, Decision
from coopdesk.exchange.calendar_reading import read_calendar
from coopdesk.exchange.calendar_writing import calendar_bytes
from coopdesk.foundation.problems import Saved
from coopdesk.services import calendar_import, series
from coopdesk.services.calendar_export import event_calendar
from coopdesk.services.desk import Desk


def written(desk: Desk, **part: int) -> bytes:
    return calendar_bytes(event_calendar(desk, **part))


def read(desk: Desk, data: bytes) -> EventCalendar:
    return read_calendar(data, desk.house().time_zone, desk.today())


def taken(desk: Desk, data: bytes, room: int | None = None) -> dict[str, int]:
    report = calendar_import.import_calendar(desk, read(desk, data), room, "essai.ics")
    return {state.value: n for state, n in report.counts.items()}


def a_series(desk: Desk, room: int, choices: dict[date, Choice] | None = None, **values: Any) -> int:
    usual = {
        "room_id": room,
        "organisation_id": None,
        "starts_on": date(2026, 11, 26),
        "starts_at": time(14),
        "ends_at": time(16),
        "rule": "FREQ=WEEKLY;BYDAY=TH;UNTIL=20270630",
    }
    return done(series.book_series(desk, SeriesDraft(**{**usual, **values}), choices or {}))


def a_full_house(path: Path) -> Desk:
    desk = a_desk(path)
    hall, small = a_room(desk), a_room(desk, "Petite salle", buffer_after=15)
    parents, chorus = an_organisation(desk), an_organisation(desk, "Chœur d’Été")
    a_booking(desk, hall, parents, purpose="Assemblée ; générale, « annuelle »", expected_persons=80)
    a_booking(desk, hall, starts_at=datetime(2026, 12, 1, 9), kind=BookingKind.INTERNAL)
    option = {"state": BookingState.OPTION, "option_until": date(2026, 11, 30)}
    a_booking(desk, small, chorus, starts_at=datetime(2026, 12, 2, 9), **option)
    a_series(
        desk,
        small,
        {
            date(2026, 12, 3): Choice(decision=Decision.MOVE, day=date(2026, 12, 4), starts_at=time(10)),
            date(2026, 12, 10): Choice(decision=Decision.SKIP),
            date(2027, 1, 7): Choice(decision=Decision.OPTION),
            date(2027, 1, 14): Choice(decision=Decision.MOVE, room_id=hall),
        },
        organisation_id=chorus,
        purpose="Répétition",
        layout=Layout.CIRCLE,
        expected_persons=24,
    )
    a_series(desk, hall, rule="FREQ=MONTHLY;BYDAY=1MO,3MO", starts_on=date(2026, 9, 1), organisation_id=parents)
    a_series(desk, hall, rule="FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,FR;COUNT=9", starts_at=time(18), ends_at=time(20))
    return desk


def test_an_empty_file_becomes_the_same_and_the_same_file_does_not_change(tmp_path: Path) -> None:
    desk = a_full_house(tmp_path / "one.coopdesk")
    first = written(desk)
    total = len(read(desk, first).events)
    assert total == 9
    assert set(taken(desk, first)) == {"unchanged"}
    assert written(desk) == first

    other = a_desk(tmp_path / "two.coopdesk")
    a_room(other)
    a_room(other, "Petite salle", buffer_after=15)
    an_organisation(other)
    an_organisation(other, "Chœur d’Été")
    assert set(taken(other, first)) == {"added"}
    assert written(other) == first
    assert set(taken(other, first)) == {"unchanged"}
    other.close()
    desk.close()


def test_one_room_and_one_association(tmp_path: Path) -> None:
    desk = a_full_house(tmp_path / "one.coopdesk")
    hall, chorus = 1, 2
    of_hall = event_calendar(desk, hall).events
    assert {one.location for one in of_hall} == {"Grande salle"}
    moved = [one for one in of_hall if one.summary.startswith("Chœur")]
    assert [one.original for one in moved] == [datetime(2027, 1, 14, 14)], "the date that is held here, by itself"
    assert set(taken(desk, written(desk, room_id=hall), hall)) == {"unchanged"}
    of_chorus = event_calendar(desk, organisation_id=chorus)
    assert of_chorus.name == "Chœur d’Été"
    assert {one.summary for one in of_chorus.events} == {"Chœur d’Été", "Chœur d’Été · Répétition"}
    assert set(taken(desk, calendar_bytes(of_chorus))) == {"unchanged"}
    desk.close()


def test_a_calendar_tells_of_no_person(tmp_path: Path) -> None:
    desk = a_desk(tmp_path / "one.coopdesk")
    notes = "Appeler Ana Fictive au 01 99 00 00 01"
    a_booking(desk, a_room(desk), notes=notes, override_reason=notes, starts_at=datetime(2026, 11, 26, 6))
    assert b"Fictive" not in written(desk)
    desk.close()


def test_no_booking_at_all_is_a_calendar_too(tmp_path: Path) -> None:
    desk = a_desk(tmp_path / "one.coopdesk")
    assert read(desk, written(desk)).events == ()
    desk.close()


def test_what_became_of_single_bookings_comes_back(tmp_path: Path) -> None:
    desk = a_desk(tmp_path / "one.coopdesk")
    room = a_room(desk)
    for day, state in enumerate((BookingState.REQUEST, BookingState.REFUSED, BookingState.LAPSED), start=1):
        a_booking(desk, room, starts_at=datetime(2026, 12, day, 9), state=state)
    first = written(desk)
    assert first.count(b"STATUS:TENTATIVE") == 1
    assert first.count(b"STATUS:CANCELLED") == 2
    other = a_desk(tmp_path / "two.coopdesk")
    a_room(other)
    taken(other, first)
    assert written(other) == first
    other.close()
    desk.close()


@pytest.mark.parametrize("rule", ["FREQ=MONTHLY;BYDAY=1TU,3TU;COUNT=9", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TH;COUNT=5"])
def test_a_date_picked_before_the_first_of_the_rule(tmp_path: Path, rule: str) -> None:
    desk, other = (a_desk(tmp_path / f"{name}.coopdesk") for name in ("one", "two"))
    draft = SeriesDraft(
        room_id=a_room(desk),
        organisation_id=None,
        starts_on=date(2026, 12, 1),
        starts_at=time(14),
        ends_at=time(16),
        rule=rule,
    )
    done(series.book_series(desk, draft, picked=[date(2026, 11, 28)]))
    first = written(desk)
    assert b"COUNT" not in first, "whether a first event beside its rule counts is told by no two programs alike"
    assert set(taken(desk, first)) == {"unchanged"}
    a_room(other)
    taken(other, first)
    assert written(other) == first
    desk.close()
    other.close()


RULES = (
    "FREQ=WEEKLY;BYDAY=TH;UNTIL=20270401",
    "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,FR;COUNT=12",
    "FREQ=MONTHLY;BYMONTHDAY=31",
    "FREQ=MONTHLY;BYDAY=-1SA;UNTIL=20270831",
    "FREQ=MONTHLY;BYDAY=1TU,3TU;COUNT=9",
    "FREQ=DAILY;INTERVAL=9;COUNT=15",
    "",
)
MOVES = st.sampled_from(
    [
        Choice(decision=Decision.SKIP),
        Choice(decision=Decision.SKIP, reason_code=Reason.BY_HOUSE),
        Choice(decision=Decision.OPTION),
        Choice(decision=Decision.MOVE, starts_at=time(19), ends_at=time(21)),
        Choice(decision=Decision.MOVE, room_id=2),
    ]
)


@st.composite
def some_series(draw: st.DrawFn) -> tuple[SeriesDraft, dict[date, Choice], list[date]]:
    """A series of any rule, or of dates picked by hand, with some of its dates moved, left out, held as an option."""
    starts_on = date(2026, 9, 1) + timedelta(days=draw(st.integers(0, 120)))
    rule = draw(st.sampled_from(RULES))
    picked = draw(st.lists(st.integers(0, 250), min_size=0 if rule else 2, max_size=4, unique=True))
    draft = SeriesDraft(
        room_id=1,
        organisation_id=draw(st.sampled_from([None, 1])),
        starts_on=starts_on,
        starts_at=time(draw(st.integers(8, 16)), 30),
        ends_at=time(18),
        rule=rule,
        purpose=draw(st.sampled_from(["", "Théâtre, cirque ; etc.", "A\\b"])),
        school_holidays=draw(st.sampled_from(list(HolidayRule))),
        bank_holidays=draw(st.sampled_from([HolidayRule.SKIP, HolidayRule.KEEP])),
    )
    days = [starts_on + timedelta(days=one) for one in picked]
    ruled = recurrence.dates(parse_rule(rule), starts_on, season_end(starts_on)) if rule else []
    chosen = draw(st.dictionaries(st.sampled_from(sorted({*days, *ruled})), MOVES, max_size=5))
    return draft, chosen, days


@settings(max_examples=8, suppress_health_check=[HealthCheck.too_slow])
@given(wanted=some_series())
def test_any_series_comes_back_as_it_was(wanted: tuple[SeriesDraft, dict[date, Choice], list[date]]) -> None:
    draft, choices, picked = wanted
    with TemporaryDirectory() as folder:
        desks = [a_desk(Path(folder) / f"{name}.coopdesk") for name in ("one", "two")]
        one, two = desks
        for desk in desks:
            a_room(desk)
            a_room(desk, "Petite salle")
            an_organisation(desk)
        try:
            outcome = series.book_series(one, draft, choices, picked=picked)
            first = written(one)
            assert set(taken(one, first)) <= {"unchanged"}
            taken(two, first)
            assert written(two) == first
            assert set(taken(two, first)) <= {"unchanged"}
            if isinstance(outcome, Saved):
                assert _shape(one) == _shape(two)
        finally:
            for desk in desks:
                desk.close()


def _shape(desk: Desk) -> set[tuple[object, ...]]:
    """Each date with what another program is told of it."""
    found = series.sessions(desk, 1)
    return {
        (row.occurrence_on, row.starts_at, row.ends_at, row.room_id, row.organisation_id, row.state, row.reason_code)
        for row in found
        if row.state is not BookingState.SKIPPED
    }
