"""Each use case once, done for real, then all undone and done again: none is only ever refused where any are tried."""

from contextlib import closing
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from tests import builders
from tests.services import acts
from tests.services.acts import Act, Row, content
from tests.services.planning_acts import (
    close_room,
    edit_series,
    import_calendar,
    report_condition,
    update_school_calendar,
)
from tests.services.test_series import a_draft

from coopdesk.domain.attendance import Attendance
from coopdesk.domain.booking import BookingState, Reason
from coopdesk.domain.booking_state import Why
from coopdesk.domain.calendar_event import CalendarEvent
from coopdesk.domain.calendars import HolidayZone, SchoolBreak, SchoolHoliday
from coopdesk.domain.closure import ClosureDraft
from coopdesk.domain.condition_report import Finding, Turn
from coopdesk.domain.history import Way
from coopdesk.domain.loan import LoanDraft, ReturnLine
from coopdesk.domain.operation import Operation
from coopdesk.domain.organisation import ContactDraft, OrganisationDraft
from coopdesk.domain.room import RoomDraft
from coopdesk.domain.room_key import KeyHandoverDraft, RoomKeyDraft
from coopdesk.domain.series import Scope
from coopdesk.services import (
    actions,
    attendance,
    booking_states,
    bookings,
    closures,
    equipment,
    house,
    imports,
    loans,
    organisations,
    room_keys,
    rooms,
    series,
    series_confirming,
    series_edits,
    series_seasons,
    swapping,
)
from coopdesk.services.desk import Desk
from coopdesk.store.bookings import BOOKINGS

YESTERDAY = datetime(2026, 11, 23, 14)
SUNDAY = date(2026, 12, 13)
WEEKLY = a_draft(rule="FREQ=WEEKLY;BYDAY=TU;UNTIL=20270131", starts_on=date(2026, 12, 1), room_id=2)
CLOSED = ClosureDraft(room_id=1, starts_at=datetime(2026, 12, 8), ends_at=datetime(2026, 12, 9), reason="Travaux")
ALL_DAY = ClosureDraft(room_id=None, starts_at=datetime(2026, 12, 25), ends_at=datetime(2026, 12, 26), is_yearly=True)
HANDED = KeyHandoverDraft(key_id=1, organisation_id=1, given_on=date(2026, 11, 20), deposit=2000)
FOREIGN = CalendarEvent(
    uid="1@ailleurs.example", starts_at=datetime(2026, 12, 12, 9), ends_at=datetime(2026, 12, 12, 10), summary="Loto"
)
LATER = SchoolHoliday(SchoolBreak.CHRISTMAS, date(2026, 12, 12), date(2027, 1, 3), HolidayZone.C)
OTHERS = [imports.ImportRow(2, OrganisationDraft(name="Échecs"))]


def lend(desk: Desk, draft: LoanDraft) -> object:
    """Promise a loan."""
    return loans.lend(desk, draft, hand_over_now=False)


def give_back(desk: Desk, loan_id: int) -> object:
    """Give some of its articles back, and miss one."""
    loan = loans.get(desk, loan_id)
    assert loan is not None
    return loans.give_back(desk, loan_id, [ReturnLine(line_id=loan.lines[0].id, good=3, missing=1)])


def promise_long_ago(desk: Desk) -> object:
    """Write an option of which the last day is over by now: no form would take it."""
    starts_at = datetime(2026, 12, 20, 10)
    draft = builders.a_booking_draft(
        1, 2, starts_at=starts_at, state=BookingState.OPTION, option_until=date(2026, 11, 20)
    )
    with desk.write(Operation.BOOK) as unit:
        key = BOOKINGS.add(unit.connection, draft)
        unit.commit(key, starts_at.date())
    return key


OTHER_BOOKINGS = (
    (Operation.BOOK, bookings.book, builders.a_booking_draft(1, 2, starts_at=YESTERDAY)),
    (Operation.BOOK, bookings.book, builders.a_booking_draft(2, 2, starts_at=datetime(2026, 11, 26, 14))),
)

FREE = (
    (Operation.EDIT_HOUSE, house.edit_house, builders.a_house(name="L’Œuvre")),
    (Operation.ADD_ORGANISATION, organisations.add, OrganisationDraft(name="Chorale")),
    (Operation.EDIT_ORGANISATION, organisations.edit, 3, OrganisationDraft(name="Chœur")),
    (Operation.DELETE_ORGANISATION, organisations.delete, 3),
    (Operation.IMPORT_ORGANISATIONS, imports.import_organisations, OTHERS),
    (Operation.ADD_CONTACT, organisations.add_contact, ContactDraft(organisation_id=1, name="Ana")),
    (Operation.EDIT_CONTACT, organisations.edit_contact, 1, ContactDraft(organisation_id=1, name="Ana B.")),
    (Operation.DELETE_CONTACT, organisations.delete_contact, 1),
    (Operation.ADD_EQUIPMENT, equipment.add, builders.an_equipment_draft("Sono", quantity=1)),
    (Operation.EDIT_EQUIPMENT, equipment.edit, 2, builders.an_equipment_draft("Sono", quantity=2)),
    (Operation.DELETE_EQUIPMENT, equipment.delete, 2),
    (Operation.LEND, lend, builders.a_loan_draft(1, (1, 4))),
    (Operation.EDIT_LOAN, loans.edit, 1, builders.a_loan_draft(1, (1, 6))),
    (Operation.DELETE_LOAN, loans.delete, 1),
    (Operation.LEND, lend, builders.a_loan_draft(1, (1, 4))),
    (Operation.HAND_OVER, loans.hand_over, 2),
    (Operation.GIVE_BACK, give_back, 2),
    (Operation.ADD_ACTION, actions.add, builders.an_action_draft(1)),
    (Operation.EDIT_ACTION, actions.edit, 1, builders.an_action_draft(1, 2)),
    (Operation.DELETE_ACTION, actions.delete, 1),
)

IN_THE_PLANNING = (
    (Operation.ADD_ROOM, rooms.add, RoomDraft(name="Cave", capacity=9)),
    (Operation.EDIT_ROOM, rooms.edit, 4, RoomDraft(name="Cave", capacity=9, parts=(1, 2))),
    (Operation.DELETE_ROOM, rooms.delete, 4),
    *OTHER_BOOKINGS,
    (Operation.EDIT_BOOKING, bookings.edit, 1, builders.a_booking_draft(1, 1, purpose="Été")),
    (Operation.SWAP_BOOKINGS, swapping.swap, 1, 3),
    (
        Operation.MOVE_BOOKING,
        bookings.edit,
        1,
        builders.a_booking_draft(2, 1, starts_at=datetime(2026, 11, 27, 10)),
        Operation.MOVE_BOOKING,
    ),
    (Operation.MARK_NO_SHOW, booking_states.no_show, 2),
    (Operation.MARK_HELD, booking_states.hold, 2),
    (Operation.RECORD_ATTENDANCE, attendance.record, 2, Attendance(total=23, from_district=15)),
    (Operation.REPORT_CONDITION, report_condition, 2, (Turn.EXIT, Finding.DAMAGE, "Une vitre")),
    (Operation.MAKE_OPTION, booking_states.option, 1, date(2026, 11, 25)),
    (Operation.PUT_BACK_BOOKING, booking_states.put_back, 1),
    (Operation.CONFIRM_BOOKING, booking_states.confirm, 1),
    (Operation.CANCEL_BOOKING, booking_states.cancel, 1, Why()),
    (Operation.RESTORE_BOOKING, booking_states.restore, 1, BookingState.REQUEST),
    (Operation.REFUSE_BOOKING, booking_states.refuse, 1, Why(reason_code=Reason.BY_HOUSE)),
    (Operation.BOOK, promise_long_ago),
    (Operation.LAPSE_OPTIONS, booking_states.lapse),
    (Operation.DELETE_BOOKING, bookings.delete, 4),
    (Operation.BOOK_SERIES, series.book_series, WEEKLY),
    (Operation.EDIT_SERIES, edit_series, Row("booking", 4), {"room_id": 1}, Scope.FOLLOWING),
    (Operation.EXTEND_SERIES, series_edits.extend_series, Row("series", 1), date(2027, 2, 28)),
    (Operation.CUT_SERIES, series_edits.cut_series, Row("series", 1), date(2027, 2, 20)),
    (Operation.CANCEL_SESSIONS, series.cancel_sessions, Row("booking", 5), Scope.THIS, Reason.BY_ORGANISATION),
    (Operation.TAKE_BACK_SESSION, series.take_back, Row("booking", 5)),
    (Operation.PUT_BACK_BOOKING, booking_states.put_back, Row("booking", 5)),
    (Operation.CONFIRM_SESSIONS, series_confirming.confirm_sessions, Row("booking", 5), Scope.ALL),
    (Operation.DELETE_SESSIONS, series.delete_from_series, Row("booking", 5), Scope.THIS),
    (Operation.REPEAT_BOOKING, series_edits.repeat_booking, 3, a_draft(rule="FREQ=WEEKLY;COUNT=3", organisation_id=2)),
    (Operation.IMPORT_SCHOOL_CALENDAR, update_school_calendar, [LATER]),
    (Operation.CARRY_OVER, series_seasons.carry_over, 2027),
    (Operation.IMPORT_CALENDAR, import_calendar, 1, 1, 1, [FOREIGN]),
    (Operation.CLOSE_ROOM, close_room, CLOSED, None, None),
    (Operation.ADD_CLOSURE, closures.add, ALL_DAY),
    (Operation.EDIT_CLOSURE, closures.edit, 2, replace(ALL_DAY, reason="Noël")),
    (Operation.DELETE_CLOSURE, closures.delete, 2),
    (Operation.ADD_KEY, room_keys.add, RoomKeyDraft(label="Badge 7", rooms=(1, 2))),
    (Operation.EDIT_KEY, room_keys.edit, 2, RoomKeyDraft(label="Badge 7", lost_on=date(2026, 11, 24))),
    (Operation.DELETE_KEY, room_keys.delete, 2),
    (Operation.HAND_KEY, room_keys.hand_over, HANDED),
    (Operation.EDIT_KEY_HANDOVER, room_keys.edit_handover, 1, replace(HANDED, due_on=date(2026, 12, 1))),
    (Operation.TAKE_KEY_BACK, room_keys.take_back, 1, date(2026, 11, 24)),
)


def test_each_act_is_done_undone_and_done_again(tmp_path: Path) -> None:
    tour = [Act(operation, use_case, tuple(arguments)) for operation, use_case, *arguments in (*FREE, *IN_THE_PLANNING)]
    assert {one.operation for one in tour} == {one for one in Operation if one.can_be_undone}
    with closing(acts.furnished(tmp_path / "house.coopdesk")) as desk:
        states = [content(desk)]
        for one in tour:
            with acts.hearing(desk) as heard:
                outcome = one(desk)
            assert [changes.operation for changes in heard] == [one.operation], (one, outcome)
            states.append(content(desk))
            assert states[-1] != states[-2], one

        for before in reversed(states[:-1]):
            assert desk.take(Way.UNDONE) is not None
            assert content(desk) == before
        for after in states[1:]:
            assert desk.take(Way.REDONE) is not None
            assert content(desk) == after
