"""Closing for a period: what is displaced, where it could go, and one act that does all of it."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.builders import a_booking, a_booking_draft, a_desk, a_room, an_organisation, done

from coopdesk.domain.booking import Booking, BookingState, Reason
from coopdesk.domain.closing import Choice, Fate
from coopdesk.domain.closure import ClosureDraft
from coopdesk.domain.history import Way
from coopdesk.domain.operation import Operation
from coopdesk.domain.period import Interval
from coopdesk.domain.room_search import AlternativeKind
from coopdesk.foundation.problems import Problem, Refused
from coopdesk.services import bookings, closures
from coopdesk.services import closing as service
from coopdesk.services.desk import Desk

THURSDAY = datetime(2026, 11, 26)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with closing(a_desk(tmp_path / "house.coopdesk")) as opened:
        yield opened


def a_closure(room_id: int | None, days: int = 1, reason: str = "Travaux") -> ClosureDraft:
    return ClosureDraft(room_id=room_id, starts_at=THURSDAY, ends_at=THURSDAY + timedelta(days=days), reason=reason)


def get(desk: Desk, booking_id: int) -> Booking:
    found = bookings.get(desk, booking_id)
    assert found is not None
    return found


def at(hour: int, day: int = 0, length: int = 2) -> dict[str, Any]:
    start = THURSDAY + timedelta(days=day, hours=hour)
    return {"starts_at": start, "ends_at": start + timedelta(hours=length)}


def test_nothing_displaced_closes_at_once(desk: Desk) -> None:
    room = a_room(desk)
    plan = service.what_if(desk, a_closure(room))
    assert (plan.room, plan.displaced, plan.problems) == ("Grande salle", (), ())
    key = done(service.close_room(desk, a_closure(room), {}))
    assert closures.get(desk, key) is not None


def test_each_displaced_booking_has_proposals_that_can_be_booked(desk: Desk) -> None:
    room, fits, small = a_room(desk), a_room(desk, "Préau", capacity=60), a_room(desk, "Bureau", capacity=8)
    parents = an_organisation(desk)
    one = a_booking(desk, room, parents, expected_persons=40, **at(14))
    a_booking(desk, room, **at(10, day=3))
    past = a_booking(desk, room, starts_at=datetime(2026, 11, 20, 9))
    asked = a_booking(desk, room, state=BookingState.REQUEST, **at(9))
    plan = service.what_if(desk, a_closure(room))
    assert [one.booking.id for one in plan.displaced] == [one]
    offers = [(offer.kind, offer.room.id) for offer in plan.displaced[0].proposals]
    assert offers[0] == (AlternativeKind.OTHER_ROOM, fits)
    assert small not in {room_id for _kind, room_id in offers}
    assert (AlternativeKind.OTHER_DAY, fits) in offers
    assert plan.choices == {one: Choice(Fate.MOVE, fits, get(desk, one).interval)}
    assert {past, asked}.isdisjoint(plan.choices)


def test_two_are_never_proposed_the_same_place(desk: Desk) -> None:
    a, b, spare = a_room(desk, "Salle A"), a_room(desk, "Salle B"), a_room(desk, "Préau")
    whole = a_room(desk, parts=(a, b), capacity=200)
    first, second = a_booking(desk, a, **at(14)), a_booking(desk, b, **at(15))
    plan = service.what_if(desk, a_closure(whole))
    there = Choice(Fate.MOVE, spare, get(desk, first).interval)
    assert plan.choices == {first: there, second: Choice(Fate.CANCEL)}
    assert plan.moves[first] == there
    choice = plan.moves[second]
    assert choice.fate is Fate.MOVE
    assert choice.interval is not None
    assert choice.interval.start >= get(desk, first).ends_at
    before = [get(desk, one) for one in (first, second)]
    done(service.close_room(desk, a_closure(whole), plan.moves))
    assert {get(desk, one).room_id for one in (first, second)} == {spare}
    desk.take(Way.UNDONE)
    assert [get(desk, one) for one in (first, second)] == before


def test_nobody_is_sent_to_another_hour_or_day_without_a_word(desk: Desk) -> None:
    room = a_room(desk)
    one = a_booking(desk, room, **at(14))
    plan = service.what_if(desk, replace(a_closure(room), ends_at=THURSDAY + timedelta(hours=16)))
    assert {offer.kind for offer in plan.displaced[0].proposals} == {
        AlternativeKind.OTHER_TIME, AlternativeKind.OTHER_DAY,
    }  # fmt: skip
    assert plan.choices == {one: Choice(Fate.CANCEL)}
    assert plan.moves == {one: Choice(Fate.MOVE, room, Interval(*at(16).values()))}


def test_who_did_not_say_how_many_come_is_not_sent_to_a_smaller_room(desk: Desk) -> None:
    room = a_room(desk, capacity=60)
    near, _office = a_room(desk, "Salle Cèdre", capacity=50), a_room(desk, "Bureau", capacity=6)
    one = a_booking(desk, room, **at(14))
    plan = service.what_if(desk, a_closure(room))
    assert plan.displaced[0].proposals[0].room.id == near
    assert (plan.choices[one].fate, plan.moves[one].room_id) == (Fate.CANCEL, near)
    larger = a_room(desk, "Préau", capacity=90)
    assert service.what_if(desk, a_closure(room)).choices[one].room_id == larger


def test_another_room_goes_first_to_those_who_can_stay_at_their_hours(desk: Desk) -> None:
    """The other large room is taken on Thursday: who is displaced then does not take it from those of Friday."""
    large, middle = a_room(desk), a_room(desk, "Préau", capacity=100)
    thursday = a_booking(desk, large, expected_persons=80, **at(14))
    friday = a_booking(desk, large, expected_persons=80, **at(14, day=1))
    a_booking(desk, middle, **at(8, length=14))
    plan = service.what_if(desk, a_closure(large, days=2))
    assert plan.choices == {
        thursday: Choice(Fate.CANCEL), friday: Choice(Fate.MOVE, middle, Interval(*at(14, day=1).values())),
    }  # fmt: skip
    assert plan.moves[friday] == plan.choices[friday]
    assert plan.moves[thursday] == Choice(Fate.MOVE, middle, Interval(*at(14, day=2).values()))


def test_it_tells_how_far_it_is_and_stops_when_told_to(desk: Desk) -> None:
    room = a_room(desk)
    for hour in (9, 11, 14):
        a_booking(desk, room, **at(hour))
    told: list[tuple[int, int]] = []
    service.what_if(desk, a_closure(room), tell=lambda done, total: told.append((done, total)))
    assert told == [(number, 6) for number in range(6)]

    def stop(_done: int, _total: int) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        service.what_if(desk, a_closure(room), tell=stop)
    assert isinstance(bookings.check(desk, a_booking_draft(room, **at(9))), list), "the reading has ended"


def test_hundreds_of_bookings_ask_no_more_statements_than_a_few(desk: Desk) -> None:
    """What is read is read once, whatever is displaced; all of it is written by one statement."""
    room, spare = a_room(desk), a_room(desk, "Préau")
    parents = an_organisation(desk)
    for day in range(1, 31):
        a_booking(desk, room, parents, **at(9, day=day))
    counted: dict[int, int] = {}
    for days in (3, 31):
        plan = service.what_if(desk, a_closure(room, days=days))
        asked: list[str] = []
        with desk.write(Operation.CLOSE_ROOM) as unit:
            driver = unit.connection.connection.driver_connection
        assert driver is not None
        driver.set_trace_callback(asked.append)
        done(service.close_room(desk, a_closure(room, days=days), plan.choices))
        driver.set_trace_callback(None)
        assert {choice.room_id for choice in plan.choices.values()} == {spare}
        counted[days] = sum(not words.lstrip().startswith(("--", "UPDATE booking")) for words in asked)
        desk.take(Way.UNDONE)
    assert counted[31] == counted[3]


def test_closing_moves_cancels_and_keeps_in_one_act_and_takes_all_of_it_back(desk: Desk) -> None:
    room, spare = a_room(desk), a_room(desk, "Préau")
    moved, cancelled, kept = (a_booking(desk, room, **at(hour)) for hour in (9, 11, 14))
    option = a_booking(desk, room, state=BookingState.OPTION, option_until=THURSDAY.date(), **at(17))
    before = [get(desk, one) for one in (moved, cancelled, kept, option)]
    choices = {
        moved: Choice(Fate.MOVE, spare, Interval(*at(20).values())),
        cancelled: Choice(Fate.CANCEL),
        kept: Choice(Fate.KEEP),
        option: Choice(Fate.CANCEL),
    }
    key = done(service.close_room(desk, a_closure(room), choices))
    assert (get(desk, moved).room_id, get(desk, moved).starts_at) == (spare, at(20)["starts_at"])
    gone = get(desk, cancelled)
    assert (gone.state, gone.reason_code, gone.reason) == (BookingState.CANCELLED, Reason.CLOSURE, "Travaux")
    assert (get(desk, kept).room_id, get(desk, kept).override_reason) == (room, "Travaux")
    assert (get(desk, option).state, get(desk, option).option_until) == (BookingState.CANCELLED, None)
    act = desk.next_act(Way.UNDONE)
    assert act is not None
    assert (act.operation, act.about) == (Operation.CLOSE_ROOM, "Grande salle")
    desk.take(Way.UNDONE)
    assert [get(desk, one) for one in (moved, cancelled, kept, option)] == before
    assert closures.get(desk, key) is None
    desk.take(Way.REDONE)
    assert get(desk, moved).room_id == spare


def test_what_is_not_decided_or_not_possible_refuses_the_whole(desk: Desk) -> None:
    room, spare = a_room(desk), a_room(desk, "Préau", capacity=10)
    first = a_booking(desk, room, expected_persons=40, **at(9))
    second, third = a_booking(desk, room, **at(11)), a_booking(desk, room, **at(14))
    outcome = service.close_room(desk, a_closure(room), {first: Choice(Fate.CANCEL)})
    assert isinstance(outcome, Refused)
    assert (outcome.problems[0].code, outcome.problems[0].params["n"]) == ("closure_displaces", 2)
    same = Interval(*at(18).values())
    choices = {
        first: Choice(Fate.MOVE, spare, Interval(*at(9).values())),
        second: Choice(Fate.MOVE, spare, same),
        third: Choice(Fate.MOVE, spare, same),
    }
    assert service.close_room(desk, a_closure(room), choices) == Refused(
        (
            Problem(str(first), "over_capacity", {"room": "Préau", "capacity": 10}),
            Problem(str(third), "closure_moves_meet"),
        )
    )
    kept = dict.fromkeys((first, second, third), Choice(Fate.KEEP))
    reasons = tuple(Problem(str(one), "closure_keep_reason") for one in (first, second, third))
    assert service.close_room(desk, a_closure(room, reason=""), kept) == Refused(reasons)
    assert closures.closures(desk) == []
    assert get(desk, first).room_id == room


def test_a_booking_moves_to_where_another_displaced_one_was(desk: Desk) -> None:
    """The morning closes; the afternoon one, moved away by hand, leaves its place."""
    room, spare = a_room(desk), a_room(desk, "Préau")
    first, second = a_booking(desk, room, **at(9)), a_booking(desk, room, **at(14, length=4))
    morning = replace(a_closure(room), ends_at=THURSDAY + timedelta(hours=15))
    choices = {
        first: Choice(Fate.MOVE, room, Interval(*at(16).values())),
        second: Choice(Fate.MOVE, spare, Interval(*at(14).values())),
    }
    done(service.close_room(desk, morning, choices))
    assert get(desk, first).starts_at == at(16)["starts_at"]


def test_a_closure_that_grows_displaces_only_what_it_takes_more(desk: Desk) -> None:
    room = a_room(desk)
    key = done(closures.add(desk, a_closure(room)))
    kept = a_booking(desk, room, override_reason="Fête", **at(9))
    later = a_booking(desk, room, **at(9, day=1))
    plan = service.what_if(desk, a_closure(room, days=2), key)
    assert [one.booking.id for one in plan.displaced] == [later]
    done(service.close_room(desk, a_closure(room, days=2), {later: Choice(Fate.CANCEL)}, key))
    assert len(closures.closures(desk)) == 1
    assert get(desk, kept).state is BookingState.CONFIRMED


def test_the_days_that_a_closure_that_moves_gives_back_are_offered(desk: Desk) -> None:
    room = a_room(desk)
    key = done(closures.add(desk, a_closure(room, days=2)))
    later = replace(a_closure(room), starts_at=THURSDAY - timedelta(days=1), ends_at=THURSDAY + timedelta(days=1))
    one = a_booking(desk, room, **at(9, day=-1))
    plan = service.what_if(desk, later, key)
    friday = Interval(*at(9, day=1).values())
    assert plan.moves == {one: Choice(Fate.MOVE, room, friday)}
    done(service.close_room(desk, later, plan.moves, key))
    assert get(desk, one).interval == friday


def test_the_whole_house_closes_and_a_yearly_closure_looks_at_every_year(desk: Desk) -> None:
    a, b = a_room(desk, "Salle A"), a_room(desk, "Salle B")
    this, next_year = a_booking(desk, a, **at(9)), a_booking(desk, b, starts_at=datetime(2027, 11, 26, 9))
    plan = service.what_if(desk, replace(a_closure(None), is_yearly=True))
    assert [one.booking.id for one in plan.displaced] == [this, next_year]
    assert all(offer.kind is AlternativeKind.OTHER_DAY for one in plan.displaced for offer in one.proposals)
    assert {choice.fate for choice in plan.choices.values()} == {Fate.CANCEL}
    assert plan.room == ""


def test_letters_go_to_organisations_each_with_what_becomes_of_its_bookings(desk: Desk) -> None:
    room, spare = a_room(desk), a_room(desk, "Préau")
    parents, choir = an_organisation(desk), an_organisation(desk, "Chorale")
    first, second = a_booking(desk, room, parents, **at(9)), a_booking(desk, room, parents, **at(14))
    third, own = a_booking(desk, room, choir, **at(11)), a_booking(desk, room, **at(18))
    plan = service.what_if(desk, a_closure(room))
    choices = {**plan.choices, second: Choice(Fate.CANCEL), third: Choice(Fate.KEEP), own: Choice(Fate.CANCEL)}
    letters = service.notices(desk, plan, choices)
    assert [one.organisation for one in letters] == ["Chorale", "Parents du Mail"]
    moved, gone = letters[1].lines
    assert (moved.booking.id, moved.fate, moved.room) == (first, Fate.MOVE, "Préau")
    assert (gone.fate, gone.room, gone.interval) == (Fate.CANCEL, "", None)
    assert spare


@pytest.mark.parametrize("days", [0, 400])
def test_what_is_no_closure_displaces_nothing(desk: Desk, days: int) -> None:
    room = a_room(desk)
    plan = service.what_if(desk, a_closure(room, days=days))
    assert len(plan.problems) == 1
    assert service.close_room(desk, a_closure(room, days=days), {}) == Refused(plan.problems)
