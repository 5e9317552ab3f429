"""Condition reports: one on arrival, one on leaving, each in the place of its former self."""

from datetime import datetime

from tests.builders import NOW, a_booking, a_room, done

from coopdesk.domain.condition_report import ConditionReportDraft, Finding, Turn
from coopdesk.domain.history import Way
from coopdesk.foundation.problems import refused
from coopdesk.services import bookings, condition_reports
from coopdesk.services.desk import Desk


def test_a_room_is_looked_at_on_arrival_and_on_leaving(desk: Desk) -> None:
    key = a_booking(desk, a_room(desk))
    entry = ConditionReportDraft(booking_id=key, turn=Turn.ENTRY, made_at=NOW)
    exit_ = ConditionReportDraft(
        booking_id=key, turn=Turn.EXIT, made_at=datetime(2026, 11, 26, 16), finding=Finding.DAMAGE,
        remarks=" vitre fêlée ",
    )  # fmt: skip
    done(condition_reports.report(desk, entry))
    done(condition_reports.report(desk, exit_))
    found = condition_reports.of_booking(desk, key)
    assert (found[Turn.ENTRY].finding, found[Turn.EXIT].remarks) == (Finding.GOOD, "vitre fêlée")
    mended = ConditionReportDraft(
        booking_id=key, turn=Turn.EXIT, made_at=NOW, finding=Finding.REMARKS, remarks="vitre changée"
    )
    done(condition_reports.report(desk, mended))
    assert condition_reports.of_booking(desk, key)[Turn.EXIT].remarks == "vitre changée"
    assert len(condition_reports.of_booking(desk, key)) == 2
    desk.take(Way.UNDONE)
    assert condition_reports.of_booking(desk, key)[Turn.EXIT].remarks == "vitre fêlée"


def test_what_is_not_in_good_order_is_said_in_words(desk: Desk) -> None:
    draft = ConditionReportDraft(
        booking_id=a_booking(desk, a_room(desk)), turn=Turn.EXIT, made_at=NOW, finding=Finding.DAMAGE, remarks="  "
    )
    assert condition_reports.report(desk, draft) == refused("remarks", "remarks_required")
    gone = ConditionReportDraft(booking_id=77, turn=Turn.EXIT, made_at=NOW)
    assert condition_reports.report(desk, gone) == refused("", "booking_unknown")


def test_a_deleted_booking_takes_its_reports_along_and_brings_them_back(desk: Desk) -> None:
    key = a_booking(desk, a_room(desk))
    done(condition_reports.report(desk, ConditionReportDraft(booking_id=key, turn=Turn.ENTRY, made_at=NOW)))
    done(bookings.delete(desk, key))
    assert condition_reports.of_booking(desk, key) == {}
    desk.take(Way.UNDONE)
    assert Turn.ENTRY in condition_reports.of_booking(desk, key)
