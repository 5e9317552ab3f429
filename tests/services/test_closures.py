"""The register of closures: of one room or of the whole house, once or every year."""

from datetime import datetime, timedelta

import pytest
from tests.builders import a_booking, a_room, an_organisation, done

from coopdesk.domain.closure import ClosureDraft
from coopdesk.domain.history import Way
from coopdesk.domain.operation import Operation
from coopdesk.domain.period import Interval
from coopdesk.foundation.problems import Problem, Refused
from coopdesk.services import bookings, closures
from coopdesk.services.desk import Desk

AUGUST = Interval(datetime(2027, 8, 1), datetime(2027, 8, 16))


def a_closure(room_id: int | None = None, during: Interval = AUGUST, **values: object) -> ClosureDraft:
    return ClosureDraft(room_id=room_id, starts_at=during.start, ends_at=during.end, **values)  # type: ignore[arg-type]


def test_a_closure_is_added_changed_deleted_and_taken_back(desk: Desk) -> None:
    room = a_room(desk)
    key = done(closures.add(desk, a_closure(room, reason=" Travaux ")))
    line = closures.closures(desk)[0]
    assert (line.room, line.closure.reason, line.closure.id) == ("Grande salle", "Travaux", key)
    act = desk.next_act(Way.UNDONE)
    assert act is not None
    assert (act.operation, act.about, act.record_id) == (Operation.ADD_CLOSURE, "Grande salle", room)
    done(closures.edit(desk, key, a_closure(None, is_yearly=True)))
    changed = closures.get(desk, key)
    assert changed is not None
    assert (changed.room_id, changed.is_yearly) == (None, True)
    done(closures.delete(desk, key))
    assert closures.closures(desk) == []
    desk.take(Way.UNDONE)
    assert closures.get(desk, key) == changed


def test_a_yearly_closure_is_found_on_its_dates_of_every_year(desk: Desk) -> None:
    done(closures.add(desk, a_closure(is_yearly=True, reason="Congés")))
    decade = Interval(datetime(2030, 1, 1), datetime(2033, 1, 1))
    found = closures.between(desk, decade)
    assert [span.interval.start for span in found] == [datetime(year, 8, 1) for year in (2030, 2031, 2032)]
    assert closures.between(desk, Interval(datetime(2030, 9, 1), datetime(2030, 9, 8))) == []
    assert closures.between(desk, Interval(datetime(2025, 8, 1), datetime(2025, 9, 1))) == []


def test_a_closed_space_closes_every_room_that_takes_it(desk: Desk) -> None:
    left, right, other = a_room(desk, "Salle A"), a_room(desk, "Salle B"), a_room(desk, "Studio")
    whole = a_room(desk, "Grande salle", parts=(left, right))
    done(closures.add(desk, a_closure(left)))
    span = closures.between(desk, AUGUST)[0]
    assert (span.room, set(span.rooms)) == ("Salle A", {left, whole})
    assert closures.between(desk, AUGUST, whole) == closures.between(desk, AUGUST, left) == [span]
    assert closures.between(desk, AUGUST, right) == closures.between(desk, AUGUST, other) == []
    done(closures.add(desk, a_closure(None)))
    assert closures.between(desk, AUGUST, other)[0].rooms == {left, right, whole, other}
    assert closures.between(desk, AUGUST, other)[0].room == ""


def test_a_closure_over_bookings_is_refused_and_says_which(desk: Desk) -> None:
    room = a_room(desk)
    parents = an_organisation(desk)
    start = datetime(2027, 8, 3, 14)
    a_booking(desk, room, parents, starts_at=start)
    a_booking(desk, room, parents, starts_at=start + timedelta(days=2))
    refusal = closures.add(desk, a_closure(None))
    params: dict[str, str | int] = {
        "n": 2, "organisation": "Parents du Mail", "room": "Grande salle",
        "start": "2027-08-03T14:00", "end": "2027-08-03T16:00", "last": "2027-08-05",
    }  # fmt: skip
    assert refusal == Refused((Problem("starts_at", "closure_displaces", params),))
    assert closures.closures(desk) == []


def test_a_closure_that_changes_asks_only_about_what_it_closes_more(desk: Desk) -> None:
    room = a_room(desk)
    key = done(closures.add(desk, a_closure(room)))
    start = datetime(2027, 8, 3, 14)
    booked = a_booking(desk, room, starts_at=start, override_reason="Fête")
    a_booking(desk, room, starts_at=start + timedelta(days=30))
    longer = Interval(AUGUST.start, AUGUST.end + timedelta(days=5))
    assert done(closures.edit(desk, key, a_closure(room, longer))) == key
    much_longer = Interval(AUGUST.start, AUGUST.end + timedelta(days=60))
    outcome = closures.edit(desk, key, a_closure(room, much_longer))
    assert isinstance(outcome, Refused)
    assert outcome.problems[0].params["n"] == 1
    assert bookings.get(desk, booked) is not None


@pytest.mark.parametrize(
    ("draft", "problem"),
    [
        (a_closure(None, Interval(AUGUST.end, AUGUST.start)), Problem("ends_at", "end_before_start")),
        (
            a_closure(None, Interval(AUGUST.start, AUGUST.start + timedelta(days=400))),
            Problem("ends_at", "closure_too_long"),
        ),
        (a_closure(77), Problem("room_id", "room_unknown", {"name": ""})),
    ],
)
def test_what_is_no_closure_is_refused(desk: Desk, draft: ClosureDraft, problem: Problem) -> None:
    assert closures.add(desk, draft) == Refused((problem,))
    assert closures.edit(desk, 7, draft) == closures.delete(desk, 7) == Refused((Problem("", "closure_unknown"),))
