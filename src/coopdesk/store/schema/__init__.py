"""The tables of the file, by subject; importing this package declares them all."""

from coopdesk.store.schema.actions import action, action_booking, action_loan, action_mark, action_partner
from coopdesk.store.schema.bookings import attendance, booking, condition_report, option_turn, series
from coopdesk.store.schema.calendars import school_calendar, school_holiday
from coopdesk.store.schema.equipment import equipment, loan, loan_line
from coopdesk.store.schema.house import house
from coopdesk.store.schema.journal import journal
from coopdesk.store.schema.keys import key_handover, room_key, room_key_room
from coopdesk.store.schema.organisations import contact, organisation, organisation_theme
from coopdesk.store.schema.rooms import closure, room, room_fixture, room_hours, room_layout, room_part
from coopdesk.store.schema.types import metadata

__all__ = [
    "action",
    "action_booking",
    "action_loan",
    "action_mark",
    "action_partner",
    "attendance",
    "booking",
    "closure",
    "condition_report",
    "contact",
    "equipment",
    "house",
    "journal",
    "key_handover",
    "loan",
    "loan_line",
    "metadata",
    "option_turn",
    "organisation",
    "organisation_theme",
    "room",
    "room_fixture",
    "room_hours",
    "room_key",
    "room_key_room",
    "room_layout",
    "room_part",
    "school_calendar",
    "school_holiday",
    "series",
]
