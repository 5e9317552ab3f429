"""The fictional house: whole, sound, the same each time, and alive on the day it is written for."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date, datetime, time
from pathlib import Path

import pytest
from sqlalchemy import select

from coopdesk.domain.identifiers import check_siret
from coopdesk.domain.listing import EVERYTHING
from coopdesk.domain.loan import LoanState
from coopdesk.domain.period import Interval
from coopdesk.domain.room import Layout, capacity_of
from coopdesk.foundation.problems import UserError
from coopdesk.services import agenda, bookings, closures, integrity, loans, organisations, room_keys, rooms
from coopdesk.services.demo import DemoCounts, write_demo
from coopdesk.services.desk import Desk, open_desk
from coopdesk.services.loans import LoanFilter
from coopdesk.store.schema import booking, metadata

TUESDAY = date(2026, 11, 24)


@contextmanager
def a_demo(path: Path, scale: int = 1, today: date = TUESDAY) -> Iterator[tuple[Desk, DemoCounts]]:
    counts = write_demo(path, scale, today)
    with closing(open_desk(path, clock=lambda: datetime.combine(today, time(11)))) as desk:
        yield desk, counts


def contents(desk: Desk) -> dict[str, list[tuple[object, ...]]]:
    with desk.read() as connection:
        return {
            name: [tuple(row) for row in connection.execute(select(table))] for name, table in metadata.tables.items()
        }


def test_it_holds_what_the_commands_promise(tmp_path: Path) -> None:
    with a_demo(tmp_path / "demo.coopdesk") as (desk, counts):
        assert counts.organisations == 42
        assert (counts.rooms, counts.equipment, counts.loans, counts.actions) == (8, 120, 200, 60)
        assert counts.bookings >= 1500
        assert integrity.check(desk) == []
        late = loans.count(desk, LoanFilter(now=desk.now(), state=LoanState.LATE))
        assert late == 3
        for state in (LoanState.RESERVED, LoanState.OUT, LoanState.RETURNED):
            assert loans.count(desk, LoanFilter(now=desk.now(), state=state))


def test_its_rooms_show_what_a_room_can_be(tmp_path: Path) -> None:
    with a_demo(tmp_path / "demo.coopdesk") as (desk, _):
        by_name = {room.name: room for room in rooms.rooms(desk)}
        whole = by_name["Grande salle"]
        assert [one.name for one in by_name.values() if one.id in whole.parts] == ["Grande salle A", "Grande salle B"]
        assert capacity_of(whole, Layout.TABLES) == 80
        assert "Scène" in whole.fixtures
        (closed,) = closures.closures(desk)
        assert closed.room == "Studio"
        day = Interval(closed.closure.starts_at, closed.closure.ends_at)
        assert [line for line in bookings.between(desk, day) if line.room == "Studio"] == []
        with desk.read() as connection:
            kept = set(connection.execute(select(booking.c.room_id, booking.c.buffer_before, booking.c.buffer_after)))
        expected = {(room.id, room.buffer_before, room.buffer_after) for room in by_name.values()}
        assert {tuple(row) for row in kept} == expected


@pytest.mark.parametrize("scale", [1, 2])
def test_its_keys_are_out_back_and_late_whatever_the_scale(tmp_path: Path, scale: int) -> None:
    with a_demo(tmp_path / "demo.coopdesk", scale) as (desk, _):
        keys = room_keys.keys(desk)
        assert len(keys) == 10
        assert sum(one.is_out for one in keys) == 4
        assert [one.label for one in keys if one.is_late(desk.today())] == ["Badge 8"]
        back = [one for key in keys for one in room_keys.history(desk, key.id) if one.returned_on is not None]
        assert len(back) == 4
        assert [one.key for one in back if one.has_open_deposit] == ["Badge 7"]
        assert all(one.contact for one in back)
        assert [task.title for task in agenda.to_do(desk) if task.code == "key_due"] == ["Badge 8", "Cuisine"]
        assert agenda.keys_of(desk, agenda.today(desk))


# A working day, a Sunday, a bank holiday in the school holidays.
@pytest.mark.parametrize("today", [TUESDAY, date(2026, 11, 29), date(2026, 12, 25)])
def test_its_day_lives(tmp_path: Path, today: date) -> None:
    with a_demo(tmp_path / "demo.coopdesk", today=today) as (desk, _):
        assert 12 <= len(agenda.today(desk)) <= 15
        assert {task.code for task in agenda.to_do(desk)} >= {"loan_late", "option_lapses", "action_without_review"}
        assert integrity.check(desk) == []


def test_the_same_day_gives_the_same_house(tmp_path: Path) -> None:
    with a_demo(tmp_path / "one.coopdesk") as (one, _), a_demo(tmp_path / "two.coopdesk") as (two, _):
        assert contents(one) == contents(two)


def test_scale_multiplies_bookings_and_loans(tmp_path: Path) -> None:
    with a_demo(tmp_path / "one.coopdesk") as (_, one), a_demo(tmp_path / "three.coopdesk", scale=3) as (desk, three):
        assert three.loans == 3 * one.loans
        assert three.bookings >= 2.9 * one.bookings
        assert three.actions == one.actions
        assert integrity.check(desk) == []


def test_its_identifiers_are_well_formed_and_nobodys(tmp_path: Path) -> None:
    with a_demo(tmp_path / "demo.coopdesk") as (desk, _):
        for key in organisations.names(desk):
            one = organisations.get(desk, key)
            assert one is not None
            assert check_siret(one.siret) == []
            assert one.siret[:6] in ("", "000000")
            assert one.rna[:6] in ("", "W00000")
            assert one.phone.startswith("01 99 00")
            assert one.email.endswith(".example")


def test_no_loan_promises_more_than_there_is(tmp_path: Path) -> None:
    with a_demo(tmp_path / "demo.coopdesk") as (desk, _):
        open_loans = loans.lines(desk, LoanFilter(now=desk.now(), open_only=True), None, EVERYTHING)
        assert open_loans
        for line in open_loans:
            loan = loans.get(desk, line.id)
            assert loan is not None
            assert all(one.quantity > 0 and one.outstanding == one.quantity for one in loan.lines)


def test_a_file_is_never_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "demo.coopdesk"
    path.write_bytes(b"mine")
    with pytest.raises(UserError) as refused:
        write_demo(path, today=TUESDAY)
    assert refused.value.code == "file_exists"
    assert path.read_bytes() == b"mine"
