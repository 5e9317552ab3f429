"""The tables of the file, by subject; importing this package declares them all."""

from coopdesk.store.schema.actions import action, action_booking, action_loan, action_mark, action_partner
from coopdesk.store.schema.equipment import equipment, loan, loan_line
from coopdesk.store.schema.house import house
from coopdesk.store.schema.journal import journal
from coopdesk.store.schema.organisations import contact, organisation, organisation_theme
from coopdesk.store.schema.rooms import booking, room, room_hours
from coopdesk.store.schema.types import metadata

__all__ = [
    "action",
    "action_booking",
    "action_loan",
    "action_mark",
    "action_partner",
    "booking",
    "contact",
    "equipment",
    "house",
    "journal",
    "loan",
    "loan_line",
    "metadata",
    "organisation",
    "organisation_theme",
    "room",
    "room_hours",
]
