"""A clock set back a year: what was done stays, in its order, and nothing is taken for something newer."""

from contextlib import closing
from datetime import timedelta
from pathlib import Path

from tests import builders

from coopdesk.domain.booking import BookingState
from coopdesk.domain.history import Way
from coopdesk.services import agenda, backups, integrity, organisations
from coopdesk.services.desk import open_desk

A_YEAR = timedelta(days=365)
BEFORE = builders.NOW - A_YEAR


def test_acts_are_noted_and_undone_in_the_order_they_were_done(tmp_path: Path) -> None:
    path = tmp_path / "house.coopdesk"
    builders.a_desk(path).close()
    clock = builders.NOW
    with closing(open_desk(path, clock=lambda: clock)) as desk:
        builders.an_organisation(desk, "Jardin")
        clock = BEFORE
        builders.an_organisation(desk, "Vélo")
        desk.take(Way.UNDONE)
        assert list(organisations.names(desk).values()) == ["Jardin"]
        desk.take(Way.UNDONE)
        assert organisations.names(desk) == {}
        with desk.read() as connection:
            lines = connection.exec_driver_sql("SELECT at, way FROM journal ORDER BY id DESC LIMIT 4").all()
        assert [tuple(line) for line in lines] == [
            ("2025-11-24T09:12", "undone"),
            ("2025-11-24T09:12", "undone"),
            ("2025-11-24T09:12", "done"),
            ("2026-11-24T09:12", "done"),
        ]
        assert integrity.check(desk) == []


def test_a_backup_made_after_the_clock_went_back_is_kept_and_so_are_the_others(tmp_path: Path) -> None:
    path = tmp_path / "house.coopdesk"
    clock = builders.NOW
    builders.a_desk(path).close()
    with closing(open_desk(path, clock=lambda: clock)) as desk:
        builders.an_organisation(desk, "Jardin")
        backups.back_up(desk)
        clock = BEFORE
        builders.an_organisation(desk, "Vélo")
        late = backups.back_up(desk).backup
        assert late.path.exists()
        assert {one.moment.year for one in backups.backups(desk.path)} == {2025, 2026}
        assert backups.is_current(desk, late.path)


def test_a_lock_of_the_future_is_taken_over_when_its_program_is_gone(tmp_path: Path) -> None:
    path = tmp_path / "house.coopdesk"
    with closing(builders.a_desk(path)) as desk:
        builders.an_organisation(desk, "Jardin")
    with closing(open_desk(path, clock=lambda: BEFORE)) as desk:
        assert not desk.is_read_only


def test_an_option_does_not_lapse_before_its_day(tmp_path: Path) -> None:
    clock = builders.NOW
    path = tmp_path / "house.coopdesk"
    builders.a_desk(path).close()
    with closing(open_desk(path, clock=lambda: clock)) as desk:
        lapsing = builders.NOW.date() + timedelta(days=1)
        builders.a_booking(desk, builders.a_room(desk), state=BookingState.OPTION, option_until=lapsing)
        assert [task.code for task in agenda.to_do(desk)] == ["option_lapses"]
        clock = BEFORE
        assert agenda.to_do(desk) == []
        clock = builders.NOW
        assert [task.code for task in agenda.to_do(desk)] == ["option_lapses"]
