"""The use cases that write, named once: the function, the undo text and the log line."""

from collections.abc import Mapping
from enum import StrEnum

from coopdesk.domain.listing import Subject


class Operation(StrEnum):
    """What a write does; coopdesk.wording.labels gives its words."""

    START_HOUSE = "start_house"
    EDIT_HOUSE = "edit_house"
    ADD_ORGANISATION = "add_organisation"
    EDIT_ORGANISATION = "edit_organisation"
    DELETE_ORGANISATION = "delete_organisation"
    IMPORT_ORGANISATIONS = "import_organisations"
    IMPORT_CALENDAR = "import_calendar"
    IMPORT_SCHOOL_CALENDAR = "import_school_calendar"
    ADD_CONTACT = "add_contact"
    EDIT_CONTACT = "edit_contact"
    DELETE_CONTACT = "delete_contact"
    ADD_ROOM = "add_room"
    EDIT_ROOM = "edit_room"
    DELETE_ROOM = "delete_room"
    ADD_CLOSURE = "add_closure"
    EDIT_CLOSURE = "edit_closure"
    DELETE_CLOSURE = "delete_closure"
    CLOSE_ROOM = "close_room"
    SWAP_BOOKINGS = "swap_bookings"
    BOOK = "book"
    EDIT_BOOKING = "edit_booking"
    MOVE_BOOKING = "move_booking"
    CONFIRM_BOOKING = "confirm_booking"
    DELETE_BOOKING = "delete_booking"
    MAKE_OPTION = "make_option"
    PUT_BACK_BOOKING = "put_back_booking"
    REFUSE_BOOKING = "refuse_booking"
    CANCEL_BOOKING = "cancel_booking"
    RESTORE_BOOKING = "restore_booking"
    MARK_HELD = "mark_held"
    MARK_NO_SHOW = "mark_no_show"
    LAPSE_OPTIONS = "lapse_options"
    RECORD_ATTENDANCE = "record_attendance"
    REPORT_CONDITION = "report_condition"
    ADD_KEY = "add_key"
    EDIT_KEY = "edit_key"
    DELETE_KEY = "delete_key"
    HAND_KEY = "hand_key"
    TAKE_KEY_BACK = "take_key_back"
    EDIT_KEY_HANDOVER = "edit_key_handover"
    BOOK_SERIES = "book_series"
    EDIT_SERIES = "edit_series"
    EXTEND_SERIES = "extend_series"
    CUT_SERIES = "cut_series"
    DELETE_SESSIONS = "delete_sessions"
    CANCEL_SESSIONS = "cancel_sessions"
    CONFIRM_SESSIONS = "confirm_sessions"
    TAKE_BACK_SESSION = "take_back_session"
    REPEAT_BOOKING = "repeat_booking"
    CARRY_OVER = "carry_over"
    ADD_EQUIPMENT = "add_equipment"
    EDIT_EQUIPMENT = "edit_equipment"
    DELETE_EQUIPMENT = "delete_equipment"
    LEND = "lend"
    HAND_OVER = "hand_over"
    EDIT_LOAN = "edit_loan"
    GIVE_BACK = "give_back"
    DELETE_LOAN = "delete_loan"
    ADD_ACTION = "add_action"
    EDIT_ACTION = "edit_action"
    DELETE_ACTION = "delete_action"
    WRITE_DEMO = "write_demo"
    ERASE_CONTACT = "erase_contact"
    EXPORT_CONTACT = "export_contact"
    RESTORE_BACKUP = "restore_backup"
    SET_PASSWORD = "set_password"  # noqa: S105 - the name of an act
    CHANGE_PASSWORD = "change_password"  # noqa: S105
    REMOVE_PASSWORD = "remove_password"  # noqa: S105

    @property
    def subject(self) -> Subject | None:
        """The register whose record it is about; a contact's acts are those of its organisation."""
        return _SUBJECTS.get(self)

    @property
    def can_be_undone(self) -> bool:
        """Whether it can be taken back; after one that cannot, nothing before it can either."""
        return self not in _FINAL

    @property
    def is_always_noted(self) -> bool:
        """Whether the journal tells of it even when it changed no record."""
        return self in _NOTED


_NOTED = frozenset(
    {
        Operation.EXPORT_CONTACT,
        Operation.RESTORE_BACKUP,
        Operation.SET_PASSWORD,
        Operation.CHANGE_PASSWORD,
        Operation.REMOVE_PASSWORD,
    }
)
_FINAL = _NOTED | {Operation.START_HOUSE, Operation.WRITE_DEMO, Operation.ERASE_CONTACT}

_SUBJECTS: Mapping[Operation, Subject] = {
    operation: subject
    for subject, operations in {
        Subject.ORGANISATION: (
            Operation.ADD_ORGANISATION,
            Operation.EDIT_ORGANISATION,
            Operation.DELETE_ORGANISATION,
            Operation.ADD_CONTACT,
            Operation.EDIT_CONTACT,
            Operation.DELETE_CONTACT,
            Operation.ERASE_CONTACT,
            Operation.EXPORT_CONTACT,
            # A key is held by an organisation: its sheet tells which it had, and when.
            Operation.HAND_KEY,
            Operation.TAKE_KEY_BACK,
            Operation.EDIT_KEY_HANDOVER,
        ),
        Subject.ROOM: (
            Operation.ADD_ROOM,
            Operation.EDIT_ROOM,
            Operation.DELETE_ROOM,
            # Of the room that is closed; of none where it is the whole house.
            Operation.ADD_CLOSURE,
            Operation.EDIT_CLOSURE,
            Operation.DELETE_CLOSURE,
            Operation.CLOSE_ROOM,
        ),
        Subject.BOOKING: (
            Operation.BOOK,
            Operation.EDIT_BOOKING,
            Operation.MOVE_BOOKING,
            Operation.SWAP_BOOKINGS,
            Operation.CONFIRM_BOOKING,
            Operation.DELETE_BOOKING,
            Operation.BOOK_SERIES,
            Operation.EDIT_SERIES,
            Operation.EXTEND_SERIES,
            Operation.CUT_SERIES,
            Operation.DELETE_SESSIONS,
            Operation.CANCEL_SESSIONS,
            Operation.CONFIRM_SESSIONS,
            Operation.TAKE_BACK_SESSION,
            Operation.REPEAT_BOOKING,
            Operation.MAKE_OPTION,
            Operation.PUT_BACK_BOOKING,
            Operation.REFUSE_BOOKING,
            Operation.CANCEL_BOOKING,
            Operation.RESTORE_BOOKING,
            Operation.MARK_HELD,
            Operation.MARK_NO_SHOW,
            Operation.RECORD_ATTENDANCE,
            Operation.REPORT_CONDITION,
        ),
        Subject.EQUIPMENT: (Operation.ADD_EQUIPMENT, Operation.EDIT_EQUIPMENT, Operation.DELETE_EQUIPMENT),
        Subject.LOAN: (
            Operation.LEND,
            Operation.HAND_OVER,
            Operation.EDIT_LOAN,
            Operation.GIVE_BACK,
            Operation.DELETE_LOAN,
        ),
        Subject.ACTION: (Operation.ADD_ACTION, Operation.EDIT_ACTION, Operation.DELETE_ACTION),
    }.items()
    for operation in operations
}
