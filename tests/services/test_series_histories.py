"""Any acts on series, in any order: no room twice, each date once, the past as it was, and all of it undone."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests import builders
from tests.services.acts import content
from tests.services.test_series import a_draft

from coopdesk.domain.booking import Booking, BookingDraft, Reason
from coopdesk.domain.calendars import HolidayRule
from coopdesk.domain.history import Way
from coopdesk.domain.series import Scope, SeriesDraft
from coopdesk.domain.series_edit import draft_of
from coopdesk.domain.series_plan import Choice, Decision
from coopdesk.foundation.problems import Outcome, Saved, refused
from coopdesk.services import bookings, integrity, series, series_edits, series_seasons
from coopdesk.services.desk import Desk
from coopdesk.services.series import OnConflict

RULES = (
    "FREQ=WEEKLY;BYDAY=TH;COUNT=6",
    "FREQ=WEEKLY;BYDAY=TU,TH;UNTIL=20261231",
    "FREQ=WEEKLY;INTERVAL=2;BYDAY=WE;UNTIL=20270131",
    "FREQ=DAILY;COUNT=7",
    "FREQ=MONTHLY;BYDAY=1TH,3TH;UNTIL=20270331",
)
# Some of these sessions have begun: the tests' now is Tuesday 24 November 2026, 9:12.
DAYS = st.integers(-10, 40).map(lambda n: date(2026, 11, 24) + timedelta(days=n))
HOURS = st.sampled_from([(time(9), time(11)), (time(10), time(12)), (time(14), time(16)), (time(20), time(22))])
ROOMS = st.sampled_from([1, 2, 3])
SCOPES = st.sampled_from(Scope)
CONFLICT: st.SearchStrategy[OnConflict] = st.sampled_from(["refuse", "skip"])


@st.composite
def drafts(draw: st.DrawFn) -> SeriesDraft:
    starts_at, ends_at = draw(HOURS)
    return a_draft(
        room_id=draw(ROOMS),
        organisation_id=draw(st.sampled_from([1, 2, None])),
        rule=draw(st.sampled_from(RULES)),
        starts_on=draw(DAYS),
        starts_at=starts_at,
        ends_at=ends_at,
        purpose=draw(st.sampled_from(["Chant", "Jeu"])),
        school_holidays=draw(st.sampled_from(HolidayRule)),
    )


def any_row(desk: Desk, number: int) -> Booking | None:
    with desk.read() as connection:
        keys = list(connection.exec_driver_sql("SELECT id FROM booking ORDER BY id").scalars())
    return bookings.get(desk, keys[number % len(keys)]) if keys else None


@st.composite
def choices(draw: st.DrawFn) -> dict[date, Choice]:
    one = Choice(decision=draw(st.sampled_from(Decision)), room_id=draw(st.none() | ROOMS), day=draw(st.none() | DAYS))
    return {draw(DAYS): one}


class Act(NamedTuple):
    """One use case; whether it may change a booking that has begun, or what somebody changed for one date alone."""

    run: Callable[[Desk], Outcome]
    may_touch_past: bool = False
    may_touch_own: bool = False


def an_act(draw: st.DrawFn) -> Act:
    """One use case; many are refused, which changes nothing."""
    wanted, number, scope, decided = draw(drafts()), draw(st.integers(0, 200)), draw(SCOPES), draw(choices())
    on_conflict, day, names = draw(CONFLICT), draw(DAYS), draw(st.sets(st.sampled_from(FIELDS), min_size=1))

    def at(act: Callable[[Desk, Booking], Outcome]) -> Callable[[Desk], Outcome]:
        def acting(desk: Desk) -> Outcome:
            row = any_row(desk, number)
            return refused("", "booking_unknown") if row is None else act(desk, row)

        return acting

    def edit(desk: Desk, row: Booking) -> Outcome:
        found = series.series_of(desk, row.id)
        if found is None:
            return refused("", "booking_not_in_series")
        changes = {name: getattr(wanted, name) for name in names}
        return series_edits.edit_series(
            desk, row.id, replace(draft_of(found), **changes), scope, decided, on_conflict=on_conflict
        )

    def override(desk: Desk, row: Booking) -> Outcome:
        own = {name: getattr(row, name) for name in BookingDraft.__dataclass_fields__}
        changed = {**own, "purpose": "À part", "room_id": wanted.room_id}
        return bookings.edit(desk, row.id, BookingDraft(**changed))

    def repeat(desk: Desk, row: Booking) -> Outcome:
        return series_edits.repeat_booking(desk, row.id, wanted, on_conflict=on_conflict)

    def book(desk: Desk) -> Outcome:
        starts_at = datetime.combine(day, time(15))
        return bookings.book(desk, builders.a_booking_draft(wanted.room_id, 2, starts_at=starts_at))

    until = day + timedelta(days=90)
    acts = [
        Act(lambda desk: series.book_series(desk, wanted, decided, on_conflict=on_conflict)),
        Act(at(edit), may_touch_own=scope is Scope.THIS),
        Act(at(edit), may_touch_own=scope is Scope.THIS),
        Act(at(override), may_touch_past=True),
        Act(at(repeat), may_touch_past=True),
        Act(at(lambda desk, row: series.cancel_sessions(desk, row.id, scope, Reason.BY_HOUSE, "Travaux"))),
        Act(at(lambda desk, row: series.delete_from_series(desk, row.id, scope))),
        Act(at(lambda desk, row: series.take_back(desk, row.id))),
        Act(at(lambda desk, row: series_edits.cut_series(desk, row.series_id or 0, day))),
        Act(at(lambda desk, row: series_edits.extend_series(desk, row.series_id or 0, until))),
        Act(lambda desk: series_seasons.carry_over(desk, 2027)),
        Act(book),
    ]
    return draw(st.sampled_from(acts))


FIELDS = ("room_id", "organisation_id", "rule", "starts_on", "starts_at", "purpose", "school_holidays")
ACTS = st.lists(st.composite(an_act)(), min_size=1, max_size=8)


def past(desk: Desk) -> list[tuple[object, ...]]:
    """All that has begun, the series aside: a session that begun stays where it is."""
    with desk.read() as connection:
        rows = connection.exec_driver_sql(
            "SELECT id, series_id, occurrence_on, room_id, organisation_id, starts_at, ends_at, state, purpose"
            " FROM booking WHERE starts_at < '2026-11-24T09:12' ORDER BY id"
        )
        return [tuple(row) for row in rows]


def set_apart(desk: Desk) -> set[int]:
    """The bookings whose purpose was changed for them alone."""
    with desk.read() as connection:
        return set(connection.exec_driver_sql("SELECT id FROM booking WHERE purpose = 'À part'").scalars())


def all_keys(desk: Desk) -> set[int]:
    with desk.read() as connection:
        return set(connection.exec_driver_sql("SELECT id FROM booking").scalars())


def identities(desk: Desk) -> list[tuple[int, str]]:
    with desk.read() as connection:
        rows = connection.exec_driver_sql("SELECT series_id, occurrence_on FROM booking WHERE series_id IS NOT NULL")
        return [tuple(row) for row in rows]


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(first=drafts(), acts=ACTS)
def test_any_acts_on_series_keep_the_file_sound_and_are_undone_to_the_row(
    tmp_path_factory: pytest.TempPathFactory, first: SeriesDraft, acts: list[Act]
) -> None:
    with closing(builders.a_desk(tmp_path_factory.mktemp("series") / "house.coopdesk")) as desk:
        builders.a_room(desk, "A", buffer_after=30)
        builders.a_room(desk, "B")
        builders.a_room(desk, "A + B", parts=(1, 2))
        for name in ("Chorale", "Jardin"):
            builders.an_organisation(desk, name)
        start = content(desk)
        states = [start]
        for act in (Act(lambda desk: series.book_series(desk, first, on_conflict="skip")), *acts):
            begun, own = past(desk), set_apart(desk)
            outcome = act.run(desk)
            now = content(desk)
            if not isinstance(outcome, Saved):
                assert now == states[-1], "a refusal changes nothing"
                continue
            if now != states[-1]:
                states.append(now)
            known = {row[0] for row in begun}
            assert act.may_touch_past or [row for row in past(desk) if row[0] in known] == begun
            assert act.may_touch_own or own & all_keys(desk) <= set_apart(desk)
            assert len(set(identities(desk))) == len(identities(desk))
            assert integrity.check(desk) == []
        for before in reversed(states[:-1]):
            assert desk.take(Way.UNDONE) is not None
            assert content(desk) == before
