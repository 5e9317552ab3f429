"""The register of rooms: one name each, and none goes while something hangs on it."""

from dataclasses import replace
from datetime import date, datetime, time
from typing import Any

from tests.builders import a_booking, a_booking_draft, a_room, an_organisation, done

from coopdesk.domain.booking import BookingState
from coopdesk.domain.history import Way
from coopdesk.domain.period import Interval
from coopdesk.domain.room import Layout, LayoutCapacity, OpeningHours, RoomDraft, hours_on
from coopdesk.domain.room_search import Wanted
from coopdesk.domain.series import SeriesDraft
from coopdesk.domain.series_plan import Standing
from coopdesk.foundation import i18n
from coopdesk.foundation.i18n import Language
from coopdesk.foundation.problems import Outcome, Problem, Refused
from coopdesk.services import booking_states, bookings, room_finder, rooms, waiting
from coopdesk.services.desk import Desk
from coopdesk.services.series_planning import plan
from coopdesk.wording.sentences import sentence


def test_two_rooms_never_share_a_name(desk: Desk) -> None:
    first, second = a_room(desk, "Salle Cèdre"), a_room(desk, "Studio")
    taken = Refused((Problem("name", "room_name_taken", {"name": "SALLE CEDRE"}),))
    draft = RoomDraft(name=" SALLE CEDRE ", capacity=19)
    assert rooms.add(desk, draft) == rooms.edit(desk, second, draft) == taken
    assert done(rooms.edit(desk, first, draft)) == first


def test_a_part_that_is_no_longer_there_is_said(desk: Desk) -> None:
    part, other = a_room(desk, "Salle Cèdre"), a_room(desk, "Studio")
    done(rooms.delete(desk, other))
    refusal = Refused((Problem("parts", "room_unknown", {"name": ""}),))
    assert rooms.add(desk, RoomDraft(name="Les deux", capacity=40, parts=(part, other))) == refusal


def test_a_booked_room_stays(desk: Desk) -> None:
    booked, empty = a_room(desk, "Salle Cèdre"), a_room(desk, "Studio")
    a_booking(desk, booked)
    assert rooms.delete(desk, booked) == Refused((Problem("", "room_in_use", {"bookings": 1}),))
    done(rooms.delete(desk, empty))
    assert [room.name for room in rooms.rooms(desk)] == ["Salle Cèdre"]


def test_a_room_that_is_gone_is_said_to_be(desk: Desk) -> None:
    outcome = rooms.edit(desk, 7, RoomDraft(name="Studio", capacity=19))
    assert outcome == Refused((Problem("", "room_unknown", {"name": ""}),))


def _spaces(desk: Desk, booking_id: int) -> set[int]:
    with desk.read() as connection:
        rows = connection.exec_driver_sql("SELECT space_id FROM occupancy WHERE booking_id = ?", (booking_id,))
        return {row[0] for row in rows}


def _edit(desk: Desk, room_id: int, **values: Any) -> Outcome:
    room = rooms.get(desk, room_id)
    assert room is not None
    own = {name: getattr(room, name) for name in RoomDraft.__dataclass_fields__}
    return rooms.edit(desk, room_id, RoomDraft(**{**own, **values}))


def test_all_that_a_room_is_comes_back(desk: Desk) -> None:
    left, right = a_room(desk, "Salle A"), a_room(desk, "Salle B")
    summer = OpeningHours(0, time(9), time(12), date(2027, 7, 1), date(2027, 8, 31))
    whole = a_room(
        desk,
        hours=(OpeningHours(0, time(8), time(22)), summer),
        layouts=(LayoutCapacity(Layout.TABLES, 60), LayoutCapacity(Layout.SEATED, 90)),
        fixtures=(" Vidéoprojecteur ", "", "Évier"),
        parts=(right, left),
        buffer_before=15,
        buffer_after=30,
        retired_on=date(2030, 1, 1),
    )
    room = rooms.get(desk, whole)
    assert room is not None
    assert room.fixtures == ("Vidéoprojecteur", "Évier")
    assert room.layouts == (LayoutCapacity(Layout.SEATED, 90), LayoutCapacity(Layout.TABLES, 60))
    assert (room.parts, room.spaces, room.buffer_after) == ((left, right), (left, right), 30)
    assert [one.opens_at for one in hours_on(room.hours, date(2027, 7, 5))] == [time(9)]
    done(_edit(desk, whole, name="Salle des fêtes"))
    assert rooms.get(desk, whole) == replace(room, name="Salle des fêtes")


def test_a_room_made_of_composed_rooms_is_made_of_their_spaces(desk: Desk) -> None:
    a, b, c = (a_room(desk, name) for name in ("Salle A", "Salle B", "Salle C"))
    two = a_room(desk, "Salle AB", parts=(a, b))
    three = a_room(desk, "Grande salle", parts=(two, c))
    room = rooms.get(desk, three)
    assert room is not None
    assert room.parts == (a, b, c)


def test_no_room_is_a_part_of_itself_in_however_many_steps(desk: Desk) -> None:
    a, b, c = (a_room(desk, name) for name in ("Salle A", "Salle B", "Salle C"))
    two = a_room(desk, "Salle AB", parts=(a, b))
    assert _edit(desk, two, parts=(two, c)) == _edit(desk, two, parts=(a, b))  # itself is what it is made of
    assert _edit(desk, a, parts=(two, c)) == Refused((Problem("parts", "room_in_itself"),))
    composed = Problem("parts", "part_is_composed", {"room": "Salle A", "whole": "Salle AB"})
    d = a_room(desk, "Salle D")
    assert _edit(desk, a, parts=(c, d)) == Refused((composed,))
    assert _edit(desk, d, parts=(c,)) == Refused((Problem("parts", "part_single"),))


def test_a_part_of_a_room_cannot_be_deleted(desk: Desk) -> None:
    a, b = a_room(desk, "Salle A"), a_room(desk, "Salle B")
    whole = a_room(desk, parts=(a, b))
    assert rooms.delete(desk, a) == Refused(
        (Problem("", "room_is_part", {"room": "Salle A", "whole": "Grande salle"}),)
    )
    done(rooms.delete(desk, whole))
    done(rooms.delete(desk, a))


def test_bookings_take_the_spaces_of_a_room_made_otherwise_and_give_them_back(desk: Desk) -> None:
    a, b, whole = a_room(desk, "Salle A"), a_room(desk, "Salle B"), a_room(desk)
    booked = a_booking(desk, whole)
    assert _spaces(desk, booked) == {whole}
    done(_edit(desk, whole, parts=(a, b)))
    assert _spaces(desk, booked) == {a, b}
    assert isinstance(bookings.book(desk, a_booking_draft(a)), Refused)
    desk.take(Way.UNDONE)
    assert _spaces(desk, booked) == {whole}
    desk.take(Way.REDONE)
    assert _spaces(desk, booked) == {a, b}
    done(_edit(desk, whole, parts=()))
    assert _spaces(desk, booked) == {whole}


def test_parts_that_would_put_two_bookings_in_one_place_are_refused_naming_both(desk: Desk) -> None:
    a, b, whole = a_room(desk, "Salle A"), a_room(desk, "Salle B"), a_room(desk)
    parents = an_organisation(desk)
    a_booking(desk, whole, parents)
    a_booking(desk, b, starts_at=datetime(2026, 11, 26, 15))
    outcome = _edit(desk, whole, parts=(a, b))
    assert isinstance(outcome, Refused)
    (problem,) = outcome.problems
    assert (problem.field, problem.code) == ("parts", "parts_clash")
    assert (problem.params["organisation"], problem.params["room"]) == ("Parents du Mail", "Grande salle")
    assert (problem.params["other_organisation"], problem.params["other_room"]) == ("", "Salle B")
    i18n.start(Language.FRENCH)
    assert "Salle B" in sentence(problem)
    room = rooms.get(desk, whole)
    assert room is not None
    assert room.parts == ()


def test_options_may_meet_in_one_place_and_a_booking_beside_gives_up_its_buffer(desk: Desk) -> None:
    a, b = a_room(desk, "Salle A", buffer_before=60), a_room(desk, "Salle B")
    whole = a_room(desk, buffer_after=30)
    parents = an_organisation(desk)
    a_booking(desk, b, starts_at=datetime(2026, 11, 27, 10), state=BookingState.OPTION)
    a_booking(desk, whole, starts_at=datetime(2026, 11, 27, 10), state=BookingState.OPTION)
    first = a_booking(desk, whole, parents)  # 14 to 16, then half an hour
    after = a_booking(desk, a, starts_at=datetime(2026, 11, 26, 16))  # from 15, to make the room ready
    done(_edit(desk, whole, parts=(a, b)))
    assert _buffers(desk, first) == (0, 0)
    assert _buffers(desk, after) == (0, 0)


def _buffers(desk: Desk, booking_id: int) -> tuple[int, int]:
    found = bookings.get(desk, booking_id)
    assert found is not None
    return found.buffer_before, found.buffer_after


def test_new_buffers_are_those_of_the_bookings_to_come_as_far_as_others_leave_them(desk: Desk) -> None:
    room = a_room(desk)
    parents, choir = an_organisation(desk), an_organisation(desk, "Chorale")
    past = a_booking(desk, room, parents, starts_at=datetime(2026, 11, 23, 14))
    first = a_booking(desk, room, parents)  # 14 to 16
    again = a_booking(desk, room, parents, starts_at=datetime(2026, 11, 26, 16))
    close = a_booking(desk, room, choir, starts_at=datetime(2026, 11, 26, 18, 20))
    done(_edit(desk, room, buffer_before=15, buffer_after=30))
    assert _buffers(desk, past) == (0, 0)
    assert _buffers(desk, first) == (15, 0)  # the same people stay
    assert _buffers(desk, again) == (0, 20)  # as much as the next ones leave
    assert _buffers(desk, close) == (0, 30)
    done(_edit(desk, room, buffer_before=0, buffer_after=0))
    assert {_buffers(desk, one) for one in (past, first, again, close)} == {(0, 0)}
    desk.take(Way.UNDONE)
    assert _buffers(desk, again) == (0, 20)


def test_a_room_is_retired_only_after_its_last_booking(desk: Desk) -> None:
    room = a_room(desk)
    parents = an_organisation(desk)
    a_booking(desk, room, parents)
    a_booking(desk, room, starts_at=datetime(2027, 2, 1, 9))
    outcome = _edit(desk, room, retired_on=date(2026, 11, 26))
    params: dict[str, str | int] = {
        "n": 2, "organisation": "Parents du Mail", "room": "Grande salle",
        "start": "2026-11-26T14:00", "end": "2026-11-26T16:00", "last": "2027-02-01",
    }  # fmt: skip
    assert outcome == Refused((Problem("retired_on", "room_retired_booked", params),))
    assert isinstance(outcome, Refused)
    i18n.start(Language.FRENCH)
    assert "1er février 2027" in sentence(outcome.problems[0])
    done(_edit(desk, room, retired_on=date(2027, 2, 2)))
    refused = bookings.book(desk, a_booking_draft(room, starts_at=datetime(2027, 2, 2, 9)))
    assert isinstance(refused, Refused)
    assert refused.problems[0].code == "room_retired"


def test_the_day_a_room_can_be_retired_is_after_the_last_to_leave(desk: Desk) -> None:
    room = a_room(desk, hours=())
    camp: dict[str, Any] = {
        "starts_at": datetime(2026, 11, 26, 9),
        "ends_at": datetime(2026, 12, 5),
        "state": BookingState.OPTION,
    }
    a_booking(desk, room, **camp)
    a_booking(desk, room, starts_at=datetime(2026, 11, 28, 9), state=BookingState.OPTION)
    outcome = _edit(desk, room, retired_on=date(2026, 11, 27))
    assert isinstance(outcome, Refused)
    assert outcome.problems[0].params["last"] == "2026-12-04"
    done(_edit(desk, room, retired_on=date(2026, 12, 5)))


def test_a_room_without_one_of_its_parts_is_booked_no_more(desk: Desk) -> None:
    half, rest = a_room(desk, "Gauche"), a_room(desk, "Droite")
    whole = a_room(desk, "Les deux", parts=(half, rest), hours=())
    kept = a_booking(desk, whole, starts_at=datetime(2026, 11, 30, 14))
    later = a_booking(desk, whole, starts_at=datetime(2026, 12, 3, 14))
    outcome = _edit(desk, half, retired_on=date(2026, 12, 1))
    assert isinstance(outcome, Refused)
    assert (outcome.problems[0].code, outcome.problems[0].params["n"]) == ("room_retired_booked", 1)
    done(bookings.delete(desk, later))
    done(_edit(desk, half, retired_on=date(2026, 12, 1)))

    afternoon = Interval(datetime(2026, 12, 3, 14), datetime(2026, 12, 3, 16))
    draft = a_booking_draft(whole, starts_at=afternoon.start)
    refused = bookings.book(desk, draft)
    assert isinstance(refused, Refused)
    params: dict[str, str | int] = {"room": "Les deux", "part": "Gauche", "day": "2026-12-01"}
    assert refused.problems == (Problem("room_id", "part_retired", params),)
    i18n.start(Language.FRENCH)
    assert "qui fait partie de" in sentence(refused.problems[0])
    weekly = SeriesDraft(
        organisation_id=None, room_id=whole, rule="FREQ=WEEKLY;COUNT=3", starts_on=date(2026, 11, 26),
        starts_at=time(9), ends_at=time(11),
    )  # fmt: skip
    standings = [one.standing for one in plan(desk, weekly).dates]
    assert standings == [Standing.FREE, Standing.ROOM_RETIRED, Standing.ROOM_RETIRED]
    found = room_finder.find(desk, Wanted(sessions=(afternoon,)))
    assert [one.room.name for one in found.free] == ["Droite"]
    asked = a_booking(desk, whole, state=BookingState.REQUEST, starts_at=afternoon.start)
    assert [line.id for line in waiting.waiting(desk)] == [asked]
    before = a_booking(desk, whole, state=BookingState.REQUEST, starts_at=datetime(2026, 11, 30, 9))
    assert [line.id for line in waiting.ringing(desk)] == [before]
    done(bookings.edit(desk, kept, replace(draft, starts_at=datetime(2026, 11, 30, 18), ends_at=datetime(2026, 12, 1))))


def test_what_ends_at_midnight_is_of_the_eve_of_a_retirement(desk: Desk) -> None:
    room = a_room(desk, hours=())
    start, midnight = datetime(2026, 12, 30, 20), datetime(2026, 12, 31)
    asked = a_booking(desk, room, state=BookingState.REQUEST, starts_at=start, ends_at=midnight)
    a_booking(desk, room, starts_at=datetime(2026, 12, 29, 20), ends_at=datetime(2026, 12, 30))
    done(_edit(desk, room, retired_on=date(2026, 12, 31)))
    assert [line.id for line in waiting.ringing(desk)] == [asked]
    done(booking_states.confirm(desk, asked))


def test_layouts_and_fixtures_are_there_once(desk: Desk) -> None:
    room = a_room(desk)
    twice = (LayoutCapacity(Layout.SEATED, 20), LayoutCapacity(Layout.SEATED, 30))
    assert _edit(desk, room, layouts=twice) == Refused((Problem("layouts", "layout_twice"),))
    assert _edit(desk, room, fixtures=("Évier", "evier")) == Refused((Problem("fixtures", "fixture_twice"),))
