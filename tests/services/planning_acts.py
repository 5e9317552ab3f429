"""Every use case of the planning that writes, with any arguments: rooms, bookings, series, keys, calendars."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

from hypothesis import strategies as st
from tests import builders
from tests.services.acts import SMALL, WORDS, Act, acts_of, rows
from tests.services.test_series import a_draft

from coopdesk.domain.attendance import Attendance
from coopdesk.domain.booking import BookingDraft, BookingKind, BookingState, Reason
from coopdesk.domain.booking_state import RESTORED, Why
from coopdesk.domain.calendar_event import CalendarEvent, EventCalendar
from coopdesk.domain.calendars import HolidayRule, HolidayZone, SchoolBreak, SchoolHoliday
from coopdesk.domain.closing import Choice as ClosingChoice
from coopdesk.domain.closing import Fate
from coopdesk.domain.closure import ClosureDraft
from coopdesk.domain.condition_report import ConditionReportDraft, Finding, Turn
from coopdesk.domain.operation import Operation
from coopdesk.domain.room import Layout, LayoutCapacity, OpeningHours, RoomDraft
from coopdesk.domain.room_key import KeyHandoverDraft, RoomKeyDraft
from coopdesk.domain.series import Scope, SeriesDraft
from coopdesk.domain.series_edit import draft_of
from coopdesk.domain.series_plan import Choice, Decision
from coopdesk.services import (
    attendance,
    booking_states,
    bookings,
    calendar_export,
    calendar_import,
    calendars,
    closing,
    closures,
    condition_reports,
    room_keys,
    rooms,
    series,
    series_confirming,
    series_edits,
    series_seasons,
    swapping,
)
from coopdesk.services.desk import Desk

RULES = (
    "FREQ=WEEKLY;BYDAY=TH;COUNT=6",
    "FREQ=WEEKLY;BYDAY=TU,TH;UNTIL=20261231",
    "FREQ=WEEKLY;INTERVAL=2;BYDAY=WE;UNTIL=20270131",
    "FREQ=DAILY;COUNT=7",
    "FREQ=MONTHLY;BYDAY=1TH,3TH;UNTIL=20270331",
)
SPACES = st.sampled_from([1, 2, 3])
WHO = st.sampled_from([1, 2, None])
DAYS = st.integers(-10, 30).map(lambda n: date(2026, 11, 24) + timedelta(days=n))
UNTIL = st.none() | DAYS
"""The day up to which an option is held; some are over, and it lapses."""

CONFLICT = st.sampled_from(["refuse", "skip"])
SCOPES = st.sampled_from(Scope)
WHY = st.sampled_from([Why(), Why(reason_code=Reason.OTHER, reason="Travaux"), Why(reason_code=Reason.OTHER)])
HOURS = tuple(OpeningHours(day, time(9), time(18), date(2026, 7, 1), date(2026, 8, 31)) for day in range(5))


@st.composite
def room_drafts(draw: st.DrawFn) -> RoomDraft:
    """Any room: made of others or not, retired or not, with layouts, fixtures, buffers and hours."""
    layouts = draw(st.lists(st.sampled_from(Layout), unique=True, max_size=2))
    return RoomDraft(
        name=draw(WORDS),
        capacity=40,
        buffer_before=draw(st.sampled_from([0, 15])),
        buffer_after=draw(st.sampled_from([0, 30])),
        retired_on=draw(st.none() | st.just(date(2027, 9, 1)) | DAYS),
        hours=draw(st.sampled_from([(), builders.ALL_WEEK, (*builders.ALL_WEEK, *HOURS)])),
        layouts=tuple(LayoutCapacity(one, draw(st.integers(1, 60))) for one in layouts),
        fixtures=tuple(draw(st.lists(WORDS, max_size=2))),
        parts=tuple(draw(st.sampled_from([(), (), (1, 2), (1, 4), (1, 2, 4)]))),
    )


@st.composite
def booking_drafts(draw: st.DrawFn) -> BookingDraft:
    """Any booking of five weeks, some of it gone by, in opening hours or with a reason why not."""
    starts_at = datetime.combine(draw(DAYS), time(draw(st.integers(8, 21)), draw(st.sampled_from([0, 30]))))
    state = draw(st.sampled_from(BookingState))
    return builders.a_booking_draft(
        draw(SPACES),
        draw(WHO),
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=draw(st.sampled_from([30, 60, 120, 600]))),
        kind=draw(st.sampled_from(BookingKind)),
        purpose=draw(WORDS),
        state=state,
        option_until=draw(UNTIL) if state is BookingState.OPTION else None,
        layout=draw(st.none() | st.just(Layout.TABLES)),
        expected_persons=draw(st.none() | st.integers(0, 50)),
        override_reason=draw(st.just("") | st.just("Fête")),
    )


def closure_drafts() -> st.SearchStrategy[ClosureDraft]:
    """Any closure of some days, of a room or of the house."""
    return st.builds(
        lambda room_id, day, days, is_yearly, reason: ClosureDraft(
            room_id=room_id,
            starts_at=datetime.combine(day, time()),
            ends_at=datetime.combine(day + timedelta(days=days), time()),
            is_yearly=is_yearly,
            reason=reason,
        ),
        st.none() | SPACES,
        DAYS,
        st.integers(1, 7),
        st.booleans(),
        st.just("") | WORDS,
    )


@st.composite
def series_drafts(draw: st.DrawFn) -> SeriesDraft:
    """Any series of a few sessions."""
    starts_at, ends_at = draw(st.sampled_from([(time(9), time(11)), (time(14), time(16)), (time(20), time(22))]))
    return a_draft(
        room_id=draw(SPACES),
        organisation_id=draw(WHO),
        rule=draw(st.sampled_from(RULES)),
        starts_on=draw(DAYS),
        starts_at=starts_at,
        ends_at=ends_at,
        purpose=draw(WORDS),
        school_holidays=draw(st.sampled_from(HolidayRule)),
    )


def choices() -> st.SearchStrategy[dict[date, Choice]]:
    """What somebody decided for one date."""
    decided = st.builds(
        Choice, decision=st.sampled_from(Decision), room_id=st.none() | SPACES, day=st.none() | DAYS, reason=WORDS
    )
    return st.dictionaries(DAYS, decided, max_size=2)


_CHANGED = ("room_id", "organisation_id", "rule", "starts_on", "starts_at", "purpose", "school_holidays")


def changes() -> st.SearchStrategy[dict[str, Any]]:
    """Some fields of a series as they are to be."""
    return st.builds(
        lambda draft, names: {name: getattr(draft, name) for name in names},
        series_drafts(),
        st.sets(st.sampled_from(_CHANGED), min_size=1, max_size=3),
    )


def edit_series(desk: Desk, booking_id: int, wanted: Mapping[str, Any], scope: Scope, **options: Any) -> object:
    """Change some fields of the series of a booking."""
    found = series.series_of(desk, booking_id)
    if found is None:
        return None
    return series_edits.edit_series(desk, booking_id, replace(draft_of(found), **wanted), scope, **options)


def close_room(desk: Desk, draft: ClosureDraft, fate: Fate | None, closure_id: int | None) -> object:
    """Close as it is proposed, or with one fate for every booking."""
    plan = closing.what_if(desk, draft, closure_id)
    chosen = plan.choices if fate is None else {one.booking.id: ClosingChoice(fate) for one in plan.displaced}
    return closing.close_room(desk, draft, chosen, closure_id)


def update_school_calendar(desk: Desk, holidays: list[SchoolHoliday]) -> object:
    """Take school holidays in, and adapt every series."""
    preview = calendars.preview_update(desk, holidays)
    adapted = {one.series.id for one in preview.series}
    return calendars.update(desk, HolidayZone.C, holidays, "Zone-C.ics", adapted)


def import_calendar(desk: Desk, room_id: int | None, left_out: int, hours: int, foreign: list[CalendarEvent]) -> object:
    """Take the house's own calendar in again, less some of it, some of it later; and events of another calendar."""
    own = calendar_export.event_calendar(desk, room_id)
    later = timedelta(hours=hours)
    kept = [
        replace(one, starts_at=one.starts_at + later, ends_at=one.ends_at + later)
        for place, one in enumerate(own.events)
        if place % 3 != left_out
    ]
    return calendar_import.import_calendar(
        desk, EventCalendar(own.name, own.time_zone, (*kept, *foreign)), room_id, "salle.ics"
    )


@st.composite
def foreign_events(draw: st.DrawFn) -> CalendarEvent:
    """An event, or a series, that another calendar made."""
    day = draw(DAYS)
    starts_at = datetime.combine(day, time(draw(st.integers(8, 20))))
    weeks = draw(st.integers(0, 3))
    return CalendarEvent(
        uid=f"{draw(SMALL)}@ailleurs.example",
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=1),
        summary=draw(WORDS),
        rule=f"FREQ=WEEKLY;COUNT={weeks}" if weeks else "",
        dates=tuple(day + timedelta(weeks=n) for n in range(weeks)),
    )


def _holidays() -> st.SearchStrategy[list[SchoolHoliday]]:
    week = st.builds(
        lambda day: SchoolHoliday(SchoolBreak.CHRISTMAS, day, day + timedelta(days=9), HolidayZone.C), DAYS
    )
    return st.lists(week, min_size=1, max_size=1)


def _counts() -> st.SearchStrategy[Attendance | None]:
    counted = st.builds(
        Attendance, total=st.integers(0, 30), from_district=st.none() | st.integers(0, 30), age_6_11=st.integers(0, 9)
    )
    return st.none() | counted


def _reports() -> st.SearchStrategy[Any]:
    return st.tuples(st.sampled_from(Turn), st.sampled_from(Finding), WORDS)


def report_condition(desk: Desk, booking_id: int, said: tuple[Turn, Finding, str]) -> object:
    """Note how a room was found."""
    turn, finding, remarks = said
    draft = ConditionReportDraft(booking_id=booking_id, turn=turn, made_at=desk.now(), finding=finding, remarks=remarks)
    return condition_reports.report(desk, draft)


def _handovers() -> st.SearchStrategy[KeyHandoverDraft]:
    return st.builds(
        KeyHandoverDraft,
        key_id=SMALL,
        organisation_id=SMALL,
        given_on=st.just(date(2026, 11, 20)),
        due_on=UNTIL,
        deposit=st.none() | st.integers(0, 5000),
        notes=WORDS,
    )


_BOOKING, _CLOSURE, _KEY, _HANDOVER = (rows(name) for name in ("booking", "closure", "room_key", "key_handover"))
_ROOM, _SERIES = rows("room"), rows("series")
_KEYS = st.builds(RoomKeyDraft, label=WORDS, rooms=st.sampled_from([(), (1,), (1, 3)]), lost_on=UNTIL)

_ALL: tuple[tuple[Any, ...], ...] = (
    (Operation.ADD_ROOM, rooms.add, room_drafts()),
    (Operation.EDIT_ROOM, rooms.edit, _ROOM, room_drafts()),
    (Operation.DELETE_ROOM, rooms.delete, _ROOM),
    (Operation.ADD_CLOSURE, closures.add, closure_drafts()),
    (Operation.EDIT_CLOSURE, closures.edit, _CLOSURE, closure_drafts()),
    (Operation.DELETE_CLOSURE, closures.delete, _CLOSURE),
    (
        Operation.CLOSE_ROOM,
        close_room,
        closure_drafts(),
        st.none() | st.sampled_from([Fate.CANCEL, Fate.KEEP]),
        st.none() | SMALL,
    ),
    (Operation.SWAP_BOOKINGS, swapping.swap, _BOOKING, _BOOKING),
    (Operation.BOOK, bookings.book, booking_drafts()),
    (Operation.EDIT_BOOKING, bookings.edit, _BOOKING, booking_drafts()),
    (Operation.MOVE_BOOKING, bookings.edit, _BOOKING, booking_drafts(), Operation.MOVE_BOOKING),
    (Operation.DELETE_BOOKING, bookings.delete, _BOOKING),
    (Operation.MAKE_OPTION, booking_states.option, _BOOKING, UNTIL),
    (Operation.PUT_BACK_BOOKING, booking_states.put_back, _BOOKING),
    (Operation.REFUSE_BOOKING, booking_states.refuse, _BOOKING, WHY),
    (Operation.CANCEL_BOOKING, booking_states.cancel, _BOOKING, WHY),
    (Operation.MARK_HELD, booking_states.hold, _BOOKING),
    (Operation.MARK_NO_SHOW, booking_states.no_show, _BOOKING),
    (Operation.LAPSE_OPTIONS, booking_states.lapse),
    (Operation.REPORT_CONDITION, report_condition, _BOOKING, _reports()),
    (Operation.ADD_KEY, room_keys.add, _KEYS),
    (Operation.EDIT_KEY, room_keys.edit, _KEY, _KEYS),
    (Operation.DELETE_KEY, room_keys.delete, _KEY),
    (Operation.HAND_KEY, room_keys.hand_over, _handovers()),
    (Operation.EDIT_KEY_HANDOVER, room_keys.edit_handover, _HANDOVER, _handovers()),
    (Operation.TAKE_KEY_BACK, room_keys.take_back, _HANDOVER, DAYS, UNTIL),
    (Operation.CUT_SERIES, series_edits.cut_series, _SERIES, DAYS),
    (Operation.CANCEL_SESSIONS, series.cancel_sessions, _BOOKING, SCOPES, st.just(Reason.BY_HOUSE), WORDS),
    (Operation.CONFIRM_SESSIONS, series_confirming.confirm_sessions, _BOOKING, SCOPES),
    (Operation.DELETE_SESSIONS, series.delete_from_series, _BOOKING, SCOPES),
    (Operation.TAKE_BACK_SESSION, series.take_back, _BOOKING),
    (Operation.IMPORT_SCHOOL_CALENDAR, update_school_calendar, _holidays()),
    (
        Operation.IMPORT_CALENDAR,
        import_calendar,
        st.none() | SPACES,
        st.integers(0, 3),
        st.integers(0, 2),
        st.lists(foreign_events(), max_size=2, unique_by=lambda one: one.uid),
    ),
)

_OTHERS_WAIT = {"others_wait": st.booleans()}
_ON_CONFLICT = {"on_conflict": CONFLICT}
_STATES = st.sampled_from(RESTORED)
_LATER = DAYS.map(lambda day: day + timedelta(days=90))

_WITH_OPTIONS: tuple[tuple[Mapping[str, Any], tuple[Any, ...]], ...] = (
    (_OTHERS_WAIT, (Operation.CONFIRM_BOOKING, booking_states.confirm, _BOOKING)),
    (_OTHERS_WAIT, (Operation.RESTORE_BOOKING, booking_states.restore, _BOOKING, _STATES)),
    ({"hold": st.booleans()}, (Operation.RECORD_ATTENDANCE, attendance.record, _BOOKING, _counts())),
    (_ON_CONFLICT, (Operation.BOOK_SERIES, series.book_series, series_drafts(), choices(), _STATES)),
    (_ON_CONFLICT | {"choices": choices()}, (Operation.EDIT_SERIES, edit_series, _BOOKING, changes(), SCOPES)),
    (_ON_CONFLICT, (Operation.EXTEND_SERIES, series_edits.extend_series, _SERIES, _LATER, choices())),
    (_ON_CONFLICT, (Operation.REPEAT_BOOKING, series_edits.repeat_booking, _BOOKING, series_drafts(), choices())),
    (_ON_CONFLICT, (Operation.CARRY_OVER, series_seasons.carry_over, st.just(2027))),
)

ACTS: Mapping[Operation, st.SearchStrategy[Act]] = {
    **{one[0]: acts_of(*one) for one in _ALL},
    **{one[0]: acts_of(*one, options=options) for options, one in _WITH_OPTIONS},
}
"""What is done to the planning, by what it is."""
