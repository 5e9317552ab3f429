"""Finding a room: by fit, with the reasons of the others, and what else would do."""

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest

from coopdesk.domain.booking import BookingKind, BookingLine, BookingState
from coopdesk.domain.closure import Closure
from coopdesk.domain.period import Interval
from coopdesk.domain.room import Layout, LayoutCapacity, OpeningHours, Room
from coopdesk.domain.room_search import AlternativeKind, Board, Found, Obstacle, Wanted, windows

NOW = datetime(2026, 11, 24, 9, 12)
EVENING = Interval(datetime(2026, 11, 24, 17), datetime(2026, 11, 24, 19))
NINE_TO_TEN = tuple(OpeningHours(day, time(9), time(22)) for day in range(7))


def a_room(key: int, name: str, capacity: int, **values: Any) -> Room:
    return Room(id=key, name=name, capacity=capacity, **{"hours": NINE_TO_TEN, **values})


SMALL, MIDDLE, LARGE = a_room(1, "Bureau", 12), a_room(2, "Salle Cèdre", 45), a_room(3, "Préau", 120)
HOUSE = (LARGE, SMALL, MIDDLE)


def taken(room: Room, interval: Interval, who: str | None = None, **values: Any) -> BookingLine:
    start, end = (moment.isoformat(timespec="minutes") for moment in (interval.start, interval.end))
    line = BookingLine(
        int(interval.start.timestamp()) * 10 + room.id, room.id, None if who is None else len(who), start, end,
        BookingKind.MEETING, BookingState.CONFIRMED, "", None, None, room.name, who,
    )  # fmt: skip
    return line._replace(**values)


def a_board(*lines: BookingLine, rooms: tuple[Room, ...] = HOUSE, closures: tuple[Closure, ...] = ()) -> Board:
    every = frozenset(room.id for room in rooms)
    spans = [(one, every if one.room_id is None else frozenset({one.room_id})) for one in closures]
    return Board(rooms, spans, lines, NOW)


def names(found: Found) -> list[str]:
    return [one.room.name for one in found.free]


def reasons(found: Found) -> dict[str, list[Obstacle]]:
    return {one.room.name: [reason.obstacle for reason in one.hindrances] for one in found.others}


def test_the_smallest_room_that_suffices_comes_first() -> None:
    found = a_board().find(Wanted(sessions=(EVENING,), persons=40))
    assert names(found) == ["Salle Cèdre", "Préau"]
    assert reasons(found) == {"Bureau": [Obstacle.PERSONS]}
    assert found.alternatives == ()
    assert names(a_board().find(Wanted(sessions=(EVENING,)))) == ["Bureau", "Salle Cèdre", "Préau"]


def test_a_layout_counts_with_its_own_capacity() -> None:
    tables = a_room(4, "Salle Orme", 80, layouts=(LayoutCapacity(Layout.TABLES, 30), LayoutCapacity(Layout.SEATED, 80)))
    board = a_board(rooms=(*HOUSE, tables))
    assert names(board.find(Wanted(sessions=(EVENING,), persons=60, layout=Layout.SEATED))) == ["Salle Orme", "Préau"]
    found = board.find(Wanted(sessions=(EVENING,), persons=40, layout=Layout.TABLES))
    assert reasons(found)["Salle Orme"] == [Obstacle.PERSONS]
    assert found.others[-1].hindrances[0].capacity == 30 or found.others[0].hindrances[0].capacity == 12
    standing = board.find(Wanted(sessions=(EVENING,), persons=20, layout=Layout.STANDING))
    assert reasons(standing)["Salle Orme"] == [Obstacle.LAYOUT]


def test_access_and_fixtures_are_asked_for() -> None:
    fitted = a_room(4, "Atelier", 50, is_accessible=True, fixtures=("Évier", "Vidéoprojecteur"))
    board = a_board(rooms=(*HOUSE, fitted))
    asked = Wanted(sessions=(EVENING,), persons=40, is_accessible=True, fixtures=("évier",))
    found = board.find(asked)
    assert names(found) == ["Atelier"]
    assert reasons(found)["Préau"] == [Obstacle.ACCESS, Obstacle.FIXTURE]
    assert [one.about for one in found.others[-1].hindrances] == ["", "évier"]


def test_each_reason_is_said() -> None:
    early = Interval(datetime(2026, 11, 25, 7), datetime(2026, 11, 25, 10))
    retired = a_room(4, "Ancienne salle", 40, retired_on=date(2026, 11, 1))
    closure = Closure(id=1, room_id=2, starts_at=early.start, ends_at=early.end, reason="Travaux")
    line = taken(LARGE, early, "Chorale")
    found = a_board(line, rooms=(*HOUSE, retired), closures=(closure,)).find(Wanted(sessions=(early,), persons=10))
    assert reasons(found) == {
        "Bureau": [Obstacle.HOURS],
        "Ancienne salle": [Obstacle.RETIRED, Obstacle.HOURS],
        "Salle Cèdre": [Obstacle.HOURS, Obstacle.CLOSURE],
        "Préau": [Obstacle.HOURS, Obstacle.TAKEN],
    }
    by = {one.room.name: one.hindrances[-1] for one in found.others}
    assert by["Salle Cèdre"].about == "Travaux"
    assert (by["Préau"].about, by["Préau"].during, by["Préau"].booking_id) == ("Chorale", early, line.id)


def test_an_option_is_in_the_way_of_what_is_firm_only() -> None:
    line = taken(MIDDLE, EVENING, "Chorale", state=BookingState.OPTION)
    board = a_board(line)
    assert names(board.find(Wanted(sessions=(EVENING,), persons=40))) == ["Préau"]
    assert names(board.find(Wanted(sessions=(EVENING,), persons=40, is_firm=False))) == ["Salle Cèdre", "Préau"]


def test_a_part_that_is_taken_takes_the_whole() -> None:
    whole = a_room(4, "Grande salle", 90, parts=(1, 2))
    board = a_board(taken(SMALL, EVENING), rooms=(*HOUSE, whole))
    found = board.find(Wanted(sessions=(EVENING,), persons=40))
    assert names(found) == ["Salle Cèdre", "Préau"]
    assert reasons(found)["Grande salle"] == [Obstacle.TAKEN]


def test_buffers_count_against_others_but_not_for_who_is_in_already() -> None:
    hall = a_room(4, "Salle des fêtes", 60, buffer_before=30, buffer_after=60)
    before = Interval(datetime(2026, 11, 24, 14), datetime(2026, 11, 24, 16))
    board = a_board(taken(hall, before, "Chorale"), rooms=(hall,))
    assert names(board.find(Wanted(sessions=(EVENING,)))) == []
    later = Interval(EVENING.start + timedelta(minutes=30), EVENING.end)
    assert names(board.find(Wanted(sessions=(later,)))) == ["Salle des fêtes"]
    assert names(board.find(Wanted(sessions=(EVENING,), organisation_id=len("Chorale")))) == ["Salle des fêtes"]


def test_who_is_not_known_yet_is_nobody_that_is_in_already() -> None:
    hall = a_room(4, "Salle des fêtes", 60, buffer_after=60)
    before = Interval(datetime(2026, 11, 24, 14), datetime(2026, 11, 24, 16, 30))
    board = a_board(taken(hall, before)._replace(organisation_id=None, organisation=None), rooms=(hall,))
    assert names(board.find(Wanted(sessions=(EVENING,)))) == ["Salle des fêtes"]
    (other,) = board.find(Wanted(sessions=(EVENING,), is_anybody=True)).others
    assert [one.obstacle for one in other.hindrances] == [Obstacle.TAKEN]


def test_all_the_sessions_must_be_free() -> None:
    weekly = tuple(Interval(EVENING.start + timedelta(7 * n), EVENING.end + timedelta(7 * n)) for n in range(4))
    board = a_board(taken(MIDDLE, weekly[2], "Chorale"))
    found = board.find(Wanted(sessions=weekly, persons=40))
    assert names(found) == ["Préau"]
    assert found.others[-1].hindrances[-1].during == weekly[2]


def test_when_nothing_is_free_other_rooms_hours_and_days_are_offered() -> None:
    """15 people from 17 to 19: both rooms that hold them are taken, the larger one until 20 only."""
    until_closing = Interval(EVENING.start, datetime(2026, 11, 24, 22))
    until_eight = Interval(datetime(2026, 11, 24, 9), datetime(2026, 11, 24, 19, 45))
    board = a_board(taken(MIDDLE, until_closing, "Chorale"), taken(LARGE, until_eight, "Judo"))
    found = board.find(Wanted(sessions=(EVENING,), persons=15))
    assert names(found) == []
    offers = [(one.kind, one.room.name, one.sessions[0].start) for one in found.alternatives]
    assert offers == [
        (AlternativeKind.OTHER_ROOM, "Bureau", EVENING.start),
        (AlternativeKind.OTHER_TIME, "Salle Cèdre", EVENING.start - timedelta(hours=2)),
        (AlternativeKind.OTHER_TIME, "Préau", datetime(2026, 11, 24, 19, 45)),
        (AlternativeKind.OTHER_DAY, "Salle Cèdre", EVENING.start + timedelta(days=1)),
        (AlternativeKind.OTHER_DAY, "Salle Cèdre", EVENING.start + timedelta(days=2)),
        (AlternativeKind.OTHER_DAY, "Salle Cèdre", EVENING.start + timedelta(days=3)),
    ]
    assert [one.capacity for one in found.alternatives[0].hindrances] == [12]


def test_a_room_for_many_fewer_is_no_answer() -> None:
    board = a_board(taken(MIDDLE, EVENING, "Chorale"), taken(LARGE, EVENING, "Judo"))
    offered = {one.room.name for one in board.find(Wanted(sessions=(EVENING,), persons=16)).alternatives}
    assert offered == {"Salle Cèdre", "Préau"}


def test_the_nearest_other_hour_lies_within_opening_hours_and_not_in_the_past() -> None:
    morning = Interval(datetime(2026, 11, 24, 9, 30), datetime(2026, 11, 24, 11, 30))
    board = a_board(taken(MIDDLE, Interval(morning.start, datetime(2026, 11, 24, 12))), rooms=(MIDDLE,))
    (time_, *_days) = board.find(Wanted(sessions=(morning,))).alternatives
    assert time_.sessions == (Interval(datetime(2026, 11, 24, 12), datetime(2026, 11, 24, 14)),)
    all_day = Interval(datetime(2026, 11, 24, 9), datetime(2026, 11, 24, 22))
    full = a_board(taken(MIDDLE, all_day), rooms=(MIDDLE,)).find(Wanted(sessions=(morning,)))
    assert {one.kind for one in full.alternatives} == {AlternativeKind.OTHER_DAY}


@pytest.mark.parametrize(("buffer", "days"), [(0, 1), (24 * 60, 5)])
def test_what_must_be_known_is_whole_days_around_the_sessions(buffer: int, days: int) -> None:
    (window,) = windows([EVENING], [a_room(1, "Salle", 10, buffer_after=buffer)])
    assert (window.end - window.start) == timedelta(days=days)
    assert window.start.time() == window.end.time() == time()


def test_days_that_touch_are_known_once() -> None:
    daily = [Interval(EVENING.start + timedelta(n), EVENING.end + timedelta(n)) for n in (0, 1, 2, 9)]
    assert [(one.end - one.start).days for one in windows(daily, [SMALL])] == [3, 1]
    assert [(one.end - one.start).days for one in windows(daily[:1], [SMALL], 14)] == [15]
