"""The words for every value of the domain, in the user's language."""

from collections.abc import Mapping
from enum import StrEnum

from coopdesk.domain.action import ActionStage, Horizon, PartnerRole
from coopdesk.domain.audience import Audience
from coopdesk.domain.booking import BookingKind
from coopdesk.domain.calendars import HolidayZone
from coopdesk.domain.closing import Fate
from coopdesk.domain.equipment import Condition, Tracking
from coopdesk.domain.history import Way
from coopdesk.domain.listing import Subject
from coopdesk.domain.loan import LoanState
from coopdesk.domain.operation import Operation
from coopdesk.domain.organisation import ContactRole, OrganisationKind, PaperState
from coopdesk.domain.password import CharacterKind
from coopdesk.domain.room import Layout
from coopdesk.domain.room_search import AlternativeKind, Obstacle
from coopdesk.domain.typology import Axis, SourceStatus
from coopdesk.foundation.i18n import N_, _
from coopdesk.wording import calendars, series, states


def label(member: StrEnum) -> str:
    """What a value is called: for a list, a chip, a column; an operation reads after « Annuler : »."""
    return _(_WORDS[type(member)][member])


_OPERATIONS: Mapping[StrEnum, str] = {
    Operation.START_HOUSE: N_("start the house’s file"),
    Operation.EDIT_HOUSE: N_("edit the house"),
    Operation.ADD_ORGANISATION: N_("add an organisation"),
    Operation.EDIT_ORGANISATION: N_("edit an organisation"),
    Operation.DELETE_ORGANISATION: N_("delete an organisation"),
    Operation.IMPORT_ORGANISATIONS: N_("import organisations"),
    Operation.IMPORT_CALENDAR: N_("import a calendar"),
    Operation.IMPORT_SCHOOL_CALENDAR: N_("update the school calendar"),
    Operation.ADD_CONTACT: N_("add a contact"),
    Operation.EDIT_CONTACT: N_("edit a contact"),
    Operation.DELETE_CONTACT: N_("delete a contact"),
    Operation.ADD_ROOM: N_("add a room"),
    Operation.EDIT_ROOM: N_("edit a room"),
    Operation.DELETE_ROOM: N_("delete a room"),
    Operation.ADD_CLOSURE: N_("add a closure"),
    Operation.EDIT_CLOSURE: N_("edit a closure"),
    Operation.DELETE_CLOSURE: N_("delete a closure"),
    Operation.CLOSE_ROOM: N_("close for a period"),
    Operation.SWAP_BOOKINGS: N_("swap two bookings"),
    Operation.BOOK: N_("book a room"),
    Operation.EDIT_BOOKING: N_("edit a booking"),
    Operation.MOVE_BOOKING: N_("move a booking"),
    Operation.CONFIRM_BOOKING: N_("confirm a booking"),
    Operation.DELETE_BOOKING: N_("delete a booking"),
    Operation.MAKE_OPTION: N_("hold a booking as an option"),
    Operation.PUT_BACK_BOOKING: N_("turn a booking back into a request"),
    Operation.REFUSE_BOOKING: N_("refuse a booking"),
    Operation.CANCEL_BOOKING: N_("cancel a booking"),
    Operation.RESTORE_BOOKING: N_("bring back a booking"),
    Operation.MARK_HELD: N_("note that a booking took place"),
    Operation.MARK_NO_SHOW: N_("note that nobody came"),
    Operation.LAPSE_OPTIONS: N_("let options lapse"),
    Operation.RECORD_ATTENDANCE: N_("note who came"),
    Operation.REPORT_CONDITION: N_("note the state of a room"),
    Operation.ADD_KEY: N_("add a key"),
    Operation.EDIT_KEY: N_("edit a key"),
    Operation.DELETE_KEY: N_("delete a key"),
    Operation.HAND_KEY: N_("hand a key over"),
    Operation.TAKE_KEY_BACK: N_("take a key back"),
    Operation.EDIT_KEY_HANDOVER: N_("edit the handover of a key"),
    Operation.BOOK_SERIES: N_("book a series"),
    Operation.EDIT_SERIES: N_("edit a series"),
    Operation.EXTEND_SERIES: N_("extend a series"),
    Operation.CUT_SERIES: N_("end a series earlier"),
    Operation.DELETE_SESSIONS: N_("delete sessions of a series"),
    Operation.CANCEL_SESSIONS: N_("cancel sessions of a series"),
    Operation.CONFIRM_SESSIONS: N_("confirm sessions of a series"),
    Operation.TAKE_BACK_SESSION: N_("hold a session again"),
    Operation.REPEAT_BOOKING: N_("make a series of a booking"),
    Operation.CARRY_OVER: N_("carry series over to the next season"),
    Operation.ADD_EQUIPMENT: N_("add equipment"),
    Operation.EDIT_EQUIPMENT: N_("edit equipment"),
    Operation.DELETE_EQUIPMENT: N_("delete equipment"),
    Operation.LEND: N_("lend equipment"),
    Operation.HAND_OVER: N_("hand equipment over"),
    Operation.EDIT_LOAN: N_("edit a loan"),
    Operation.GIVE_BACK: N_("take equipment back"),
    Operation.DELETE_LOAN: N_("delete a loan"),
    Operation.ADD_ACTION: N_("add an action"),
    Operation.EDIT_ACTION: N_("edit an action"),
    Operation.DELETE_ACTION: N_("delete an action"),
    Operation.WRITE_DEMO: N_("write the fictional house"),
    Operation.ERASE_CONTACT: N_("erase a person"),
    Operation.EXPORT_CONTACT: N_("hand out what is held on a person"),
    Operation.RESTORE_BACKUP: N_("restore a backup"),
    Operation.SET_PASSWORD: N_("protect the file with a password"),
    Operation.CHANGE_PASSWORD: N_("change the password"),
    Operation.REMOVE_PASSWORD: N_("take the password off"),
}

# By class first: members of two classes may share a text ("other"), and equal texts are equal keys.
_WORDS: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    **calendars.LABELS,
    **series.LABELS,
    **states.LABELS,
    Operation: _OPERATIONS,
    Way: {
        Way.DONE: N_("Done"),
        Way.UNDONE: N_("Undone"),
        Way.REDONE: N_("Redone"),
    },
    OrganisationKind: {
        OrganisationKind.ASSOCIATION: N_("Association"),
        OrganisationKind.INFORMAL_GROUP: N_("Informal group"),
        OrganisationKind.NEIGHBOURHOOD_COMPANY: N_("Neighbourhood company"),
        OrganisationKind.LANDLORD: N_("Social landlord"),
        OrganisationKind.LOCAL_AUTHORITY: N_("Local authority"),
        OrganisationKind.SCHOOL: N_("School"),
        OrganisationKind.COMPANY: N_("Company"),
        OrganisationKind.OTHER: N_("Other"),
    },
    ContactRole: {
        ContactRole.CHAIR: N_("Chair"),
        ContactRole.TREASURER: N_("Treasurer"),
        ContactRole.SECRETARY: N_("Secretary"),
        ContactRole.COORDINATOR: N_("Coordinator"),
        ContactRole.KEY_HOLDER: N_("Key holder"),
        ContactRole.OTHER: N_("Other"),
    },
    PaperState: {
        PaperState.VALID: N_("Up to date"),
        PaperState.ENDING: N_("Ends soon"),
        PaperState.ENDED: N_("Expired"),
        PaperState.ABSENT: N_("Not on file"),
    },
    BookingKind: {
        BookingKind.WORKSHOP: N_("Workshop"),
        BookingKind.LESSON: N_("Lesson, rehearsal"),
        BookingKind.DROP_IN: N_("Drop-in session"),
        BookingKind.MEETING: N_("Meeting"),
        BookingKind.EVENT: N_("Event"),
        BookingKind.INTERNAL: N_("House use"),
    },
    Tracking: {
        Tracking.UNIQUE: N_("Single item"),
        Tracking.LOT: N_("Lot"),
    },
    Condition: {
        Condition.GOOD: N_("In good order"),
        Condition.WORN: N_("Worn"),
        Condition.BROKEN: N_("Broken down"),
        Condition.UNDER_REPAIR: N_("Under repair"),
        Condition.RETIRED: N_("Retired"),
    },
    LoanState: {
        LoanState.RESERVED: N_("Reserved"),
        LoanState.OUT: N_("Out"),
        LoanState.LATE: N_("Late"),
        LoanState.RETURNED: N_("Returned"),
    },
    ActionStage: {
        ActionStage.IDEA: N_("Idea"),
        ActionStage.PREPARATION: N_("In preparation"),
        ActionStage.UNDER_WAY: N_("Under way"),
        ActionStage.FINISHED: N_("Finished"),
        ActionStage.REVIEWED: N_("Reviewed"),
        ActionStage.ABANDONED: N_("Abandoned"),
    },
    PartnerRole: {
        PartnerRole.LEAD: N_("Lead"),
        PartnerRole.CO_LEAD: N_("Co-lead"),
        PartnerRole.OPERATIONAL: N_("Operational partner"),
        PartnerRole.FUNDER: N_("Funder"),
        PartnerRole.LENDER: N_("Lender of means"),
        PartnerRole.RESIDENTS: N_("Residents"),
        PartnerRole.SUPPORT: N_("Support"),
    },
    Horizon: {
        Horizon.ONE_OFF: N_("One-off"),
        Horizon.RECURRING: N_("Recurring"),
        Horizon.PERMANENT: N_("Permanent"),
    },
    Audience: {
        Audience.INTERNAL: N_("Internal"),
        Audience.PARTNERS: N_("Partners"),
        Audience.FUNDERS: N_("Funders"),
    },
    Subject: {
        Subject.ORGANISATION: N_("Organisation"),
        Subject.CONTACT: N_("Contact"),
        Subject.ROOM: N_("Room"),
        Subject.BOOKING: N_("Booking"),
        Subject.EQUIPMENT: N_("Equipment"),
        Subject.LOAN: N_("Loan"),
        Subject.ACTION: N_("Action"),
    },
    CharacterKind: {
        CharacterKind.LOWER: N_("Small letter"),
        CharacterKind.UPPER: N_("Capital letter"),
        CharacterKind.DIGIT: N_("Digit"),
        CharacterKind.SPACE: N_("Space"),
        CharacterKind.SIGN: N_("Sign"),
    },
    Obstacle: {
        Obstacle.PERSONS: N_("Too small"),
        Obstacle.LAYOUT: N_("Not laid out like this"),
        Obstacle.ACCESS: N_("Not accessible"),
        Obstacle.FIXTURE: N_("Something is missing"),
        Obstacle.RETIRED: N_("No longer booked"),
        Obstacle.HOURS: N_("Outside opening hours"),
        Obstacle.CLOSURE: N_("Closed"),
        Obstacle.TAKEN: N_("Taken"),
    },
    Fate: {
        Fate.MOVE: N_("Move"),
        Fate.CANCEL: N_("Cancel"),
        Fate.KEEP: N_("Keep all the same"),
    },
    AlternativeKind: {
        AlternativeKind.OTHER_ROOM: N_("Another room"),
        AlternativeKind.OTHER_TIME: N_("Another time"),
        AlternativeKind.OTHER_DAY: N_("Another day"),
    },
    Layout: {
        Layout.SEATED: N_("Seated"),
        Layout.STANDING: N_("Standing"),
        Layout.TABLES: N_("At tables"),
        Layout.CIRCLE: N_("In a circle"),
        Layout.CLASSROOM: N_("Classroom"),
    },
    HolidayZone: {
        HolidayZone.A: N_("Zone A"),
        HolidayZone.B: N_("Zone B"),
        HolidayZone.C: N_("Zone C"),
        HolidayZone.CORSICA: N_("Corsica"),
        HolidayZone.GUADELOUPE: N_("Guadeloupe"),
        HolidayZone.MARTINIQUE: N_("Martinique"),
        HolidayZone.GUYANE: N_("French Guiana"),
        HolidayZone.REUNION: N_("Réunion"),
        HolidayZone.MAYOTTE: N_("Mayotte"),
        HolidayZone.SAINT_PIERRE_ET_MIQUELON: N_("Saint-Pierre-et-Miquelon"),
        HolidayZone.NEW_CALEDONIA: N_("New Caledonia"),
        HolidayZone.POLYNESIA: N_("French Polynesia"),
        HolidayZone.WALLIS_ET_FUTUNA: N_("Wallis-et-Futuna"),
        HolidayZone.OTHER: N_("Other calendar"),
    },
    SourceStatus: {
        SourceStatus.GUIDE_SECONDARY: N_("reported as the guide’s by a published summary"),
        SourceStatus.PUBLISHED: N_("published elsewhere"),
        SourceStatus.COOPDESK: N_("proposed by coopdesk"),
    },
    Axis: {
        Axis.FORM: N_("Form"),
        Axis.DYNAMIC: N_("Dynamic"),
        Axis.ORDER: N_("Order of cooperation"),
        Axis.STAGE: N_("Step"),
        Axis.SCENARIO: N_("Scenario"),
        Axis.REASON: N_("Reason"),
        Axis.BRAKE: N_("Brake"),
        Axis.LEVER: N_("Lever"),
    },
}
