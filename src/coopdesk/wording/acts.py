"""The words for what was done: « Annuler : modifier la réservation du 12 mai 2026 », « Réservation modifiée »."""

from collections.abc import Mapping
from datetime import date

from coopdesk.domain.history import About, JournalLine, Way
from coopdesk.domain.listing import Subject
from coopdesk.domain.operation import Operation
from coopdesk.domain.text import fold
from coopdesk.foundation.i18n import N_, _, format_date
from coopdesk.wording.labels import label

LONGEST_NAME = 60
"""A longer name would make the menu wider than the screen."""


def act_words(operation: Operation, about: About = None) -> str:
    """An act in the infinitive, for after « Annuler : »; the record is named where its name is known."""
    words = _NAMED.get(operation)
    if words is None or about is None or about == "":
        return label(operation)
    if isinstance(about, date):
        return _(words).format(day=format_date(about))
    return _(words).format(name=_shortened(about))


def journal_words(line: JournalLine) -> str:
    """What a line of the journal tells, without the record: « Réservation modifiée », « Annulé : modifier … »."""
    if line.operation is None:
        return _("Done by a later version of coopdesk")
    match line.way:
        case Way.UNDONE:
            return _("Undone: {act}").format(act=label(line.operation))
        case Way.REDONE:
            return _("Redone: {act}").format(act=label(line.operation))
        case _:
            return _(_DONE[line.operation])


def record_words(line: JournalLine) -> str:
    """The record of a line as it is called today, "" when it was about none."""
    if line.about is not None:
        if isinstance(line.about, date):
            return _("Booking of {day}").format(day=format_date(line.about))
        return _("Loan {number}").format(number=line.about) if line.subject is Subject.LOAN else line.about
    return "" if line.subject is None or line.record_id is None else _("no longer in the file")


def operations_named(word: str) -> frozenset[Operation]:
    """The operations whose words hold this one, accents and case aside."""
    wanted = fold(word)
    return frozenset(one for one in Operation if wanted in fold(f"{label(one)} {_(_DONE[one])}"))


def _shortened(name: str) -> str:
    """A name on one line, cut where it is too long."""
    one_line = " ".join(name.split())
    return one_line if len(one_line) <= LONGEST_NAME else one_line[: LONGEST_NAME - 1].rstrip() + "…"


_NAMED: Mapping[Operation, str] = {
    Operation.ADD_ORGANISATION: N_("add the organisation {name}"),
    Operation.EDIT_ORGANISATION: N_("edit the organisation {name}"),
    Operation.DELETE_ORGANISATION: N_("delete the organisation {name}"),
    Operation.ADD_CONTACT: N_("add the contact {name}"),
    Operation.EDIT_CONTACT: N_("edit the contact {name}"),
    Operation.DELETE_CONTACT: N_("delete the contact {name}"),
    Operation.ADD_ROOM: N_("add the room {name}"),
    Operation.EDIT_ROOM: N_("edit the room {name}"),
    Operation.DELETE_ROOM: N_("delete the room {name}"),
    Operation.ADD_CLOSURE: N_("add a closure of {name}"),
    Operation.EDIT_CLOSURE: N_("edit a closure of {name}"),
    Operation.DELETE_CLOSURE: N_("delete a closure of {name}"),
    Operation.CLOSE_ROOM: N_("close {name} for a period"),
    Operation.SWAP_BOOKINGS: N_("swap two bookings of {day}"),
    Operation.BOOK: N_("book a room on {day}"),
    Operation.EDIT_BOOKING: N_("edit the booking of {day}"),
    Operation.MOVE_BOOKING: N_("move the booking of {day}"),
    Operation.CONFIRM_BOOKING: N_("confirm the booking of {day}"),
    Operation.DELETE_BOOKING: N_("delete the booking of {day}"),
    Operation.MAKE_OPTION: N_("hold the booking of {day} as an option"),
    Operation.PUT_BACK_BOOKING: N_("turn the booking of {day} back into a request"),
    Operation.REFUSE_BOOKING: N_("refuse the booking of {day}"),
    Operation.CANCEL_BOOKING: N_("cancel the booking of {day}"),
    Operation.RESTORE_BOOKING: N_("bring back the booking of {day}"),
    Operation.MARK_HELD: N_("note that the booking of {day} took place"),
    Operation.MARK_NO_SHOW: N_("note that nobody came on {day}"),
    Operation.RECORD_ATTENDANCE: N_("note who came on {day}"),
    Operation.REPORT_CONDITION: N_("note the state of the room on {day}"),
    Operation.ADD_KEY: N_("add the key “{name}”"),
    Operation.EDIT_KEY: N_("edit the key “{name}”"),
    Operation.DELETE_KEY: N_("delete the key “{name}”"),
    Operation.HAND_KEY: N_("hand over the key “{name}”"),
    Operation.TAKE_KEY_BACK: N_("take back the key “{name}”"),
    Operation.EDIT_KEY_HANDOVER: N_("edit the handover of the key “{name}”"),
    Operation.BOOK_SERIES: N_("book a series from {day} on"),
    Operation.EDIT_SERIES: N_("edit a series from {day} on"),
    Operation.EXTEND_SERIES: N_("extend the series up to {day}"),
    Operation.CUT_SERIES: N_("end the series on {day}"),
    Operation.DELETE_SESSIONS: N_("delete the sessions from {day} on"),
    Operation.CANCEL_SESSIONS: N_("cancel the sessions from {day} on"),
    Operation.CONFIRM_SESSIONS: N_("confirm the sessions from {day} on"),
    Operation.TAKE_BACK_SESSION: N_("hold the session of {day} again"),
    Operation.REPEAT_BOOKING: N_("repeat the booking of {day}"),
    Operation.ADD_EQUIPMENT: N_("add the equipment “{name}”"),
    Operation.EDIT_EQUIPMENT: N_("edit the equipment “{name}”"),
    Operation.DELETE_EQUIPMENT: N_("delete the equipment “{name}”"),
    Operation.LEND: N_("lend equipment ({name})"),
    Operation.HAND_OVER: N_("hand equipment over ({name})"),
    Operation.EDIT_LOAN: N_("edit the loan {name}"),
    Operation.GIVE_BACK: N_("take equipment back ({name})"),
    Operation.DELETE_LOAN: N_("delete the loan {name}"),
    Operation.ADD_ACTION: N_("add the action “{name}”"),
    Operation.EDIT_ACTION: N_("edit the action “{name}”"),
    Operation.DELETE_ACTION: N_("delete the action “{name}”"),
}
"""The acts that name their record; the others are said by their label."""

_DONE: Mapping[Operation, str] = {
    Operation.START_HOUSE: N_("House’s file started"),
    Operation.EDIT_HOUSE: N_("House edited"),
    Operation.ADD_ORGANISATION: N_("Organisation added"),
    Operation.EDIT_ORGANISATION: N_("Organisation edited"),
    Operation.DELETE_ORGANISATION: N_("Organisation deleted"),
    Operation.IMPORT_ORGANISATIONS: N_("Organisations imported"),
    Operation.IMPORT_CALENDAR: N_("Calendar imported"),
    Operation.IMPORT_SCHOOL_CALENDAR: N_("School calendar updated"),
    Operation.ADD_CONTACT: N_("Contact added"),
    Operation.EDIT_CONTACT: N_("Contact edited"),
    Operation.DELETE_CONTACT: N_("Contact deleted"),
    Operation.ADD_ROOM: N_("Room added"),
    Operation.EDIT_ROOM: N_("Room edited"),
    Operation.DELETE_ROOM: N_("Room deleted"),
    Operation.ADD_CLOSURE: N_("Closure added"),
    Operation.EDIT_CLOSURE: N_("Closure edited"),
    Operation.DELETE_CLOSURE: N_("Closure deleted"),
    Operation.CLOSE_ROOM: N_("Closed for a period"),
    Operation.SWAP_BOOKINGS: N_("Two bookings swapped"),
    Operation.BOOK: N_("Room booked"),
    Operation.EDIT_BOOKING: N_("Booking edited"),
    Operation.MOVE_BOOKING: N_("Booking moved"),
    Operation.CONFIRM_BOOKING: N_("Booking confirmed"),
    Operation.DELETE_BOOKING: N_("Booking deleted"),
    Operation.MAKE_OPTION: N_("Booking held as an option"),
    Operation.PUT_BACK_BOOKING: N_("Booking turned back into a request"),
    Operation.REFUSE_BOOKING: N_("Booking refused"),
    Operation.CANCEL_BOOKING: N_("Booking cancelled"),
    Operation.RESTORE_BOOKING: N_("Booking brought back"),
    Operation.MARK_HELD: N_("Booking noted as held"),
    Operation.MARK_NO_SHOW: N_("Booking noted as a no-show"),
    Operation.LAPSE_OPTIONS: N_("Options lapsed"),
    Operation.RECORD_ATTENDANCE: N_("Attendance noted"),
    Operation.REPORT_CONDITION: N_("State of the room noted"),
    Operation.ADD_KEY: N_("Key added"),
    Operation.EDIT_KEY: N_("Key edited"),
    Operation.DELETE_KEY: N_("Key deleted"),
    Operation.HAND_KEY: N_("Key given out"),
    Operation.TAKE_KEY_BACK: N_("Key taken back"),
    Operation.EDIT_KEY_HANDOVER: N_("Handover of a key edited"),
    Operation.BOOK_SERIES: N_("Series booked"),
    Operation.EDIT_SERIES: N_("Series edited"),
    Operation.EXTEND_SERIES: N_("Series extended"),
    Operation.CUT_SERIES: N_("Series ended earlier"),
    Operation.DELETE_SESSIONS: N_("Sessions deleted"),
    Operation.CANCEL_SESSIONS: N_("Sessions cancelled"),
    Operation.CONFIRM_SESSIONS: N_("Sessions confirmed"),
    Operation.TAKE_BACK_SESSION: N_("Session held again"),
    Operation.REPEAT_BOOKING: N_("Booking made a series"),
    Operation.CARRY_OVER: N_("Series carried over"),
    Operation.ADD_EQUIPMENT: N_("Equipment added"),
    Operation.EDIT_EQUIPMENT: N_("Equipment edited"),
    Operation.DELETE_EQUIPMENT: N_("Equipment deleted"),
    Operation.LEND: N_("Equipment lent"),
    Operation.HAND_OVER: N_("Equipment handed over"),
    Operation.EDIT_LOAN: N_("Loan edited"),
    Operation.GIVE_BACK: N_("Equipment taken back"),
    Operation.DELETE_LOAN: N_("Loan deleted"),
    Operation.ADD_ACTION: N_("Action added"),
    Operation.EDIT_ACTION: N_("Action edited"),
    Operation.DELETE_ACTION: N_("Action deleted"),
    Operation.WRITE_DEMO: N_("Fictional house written"),
    Operation.ERASE_CONTACT: N_("Person erased"),
    Operation.EXPORT_CONTACT: N_("What is held on a person handed out"),
    Operation.RESTORE_BACKUP: N_("Backup restored"),
    Operation.SET_PASSWORD: N_("Password set"),
    Operation.CHANGE_PASSWORD: N_("Password changed"),
    Operation.REMOVE_PASSWORD: N_("Password taken off"),
}
