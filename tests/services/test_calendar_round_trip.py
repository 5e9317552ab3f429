"""A calendar goes out and comes back the same: nothing is lost between two files, nothing changes in the same one."""

from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from tests.builders import a_booking, a_desk, a_room, an_organisation, done

from coopdesk.domain.booking import BookingKind, BookingState
from coopdesk.domain.calendar_event import EventCalendar, ImportState
from coopdesk.domain.room import Layout
from coopdesk.domain.series import SeriesDraft
from coopdesk.domain.series_plan import Choice, Decision
from coopdesk.exchange.calendar_reading import read_calendar
from coopdesk.exchange.calendar_writing import calendar_bytes
from coopdesk.services import bookings, calendar_import, series
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
