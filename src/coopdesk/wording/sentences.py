"""The sentence for every problem and error: what is wrong, and what to do about it."""

from collections.abc import Callable, Mapping
from datetime import date, datetime

from coopdesk.domain.loan import LoanState
from coopdesk.foundation.i18n import N_, _, format_date, format_number, format_time, ngettext
from coopdesk.foundation.problems import Parameters, Problem, UserError
from coopdesk.wording import calendars, planning, series, states


def sentence(problem: Problem) -> str:
    """The sentence of a problem, for beside its field or at the end of a command."""
    return _sentence(problem.code, problem.params)


def error_sentence(error: UserError) -> str:
    """The sentence of what the user or the disk caused."""
    return _sentence(error.code, error.params)


def _sentence(code: str, params: Parameters) -> str:
    if composed := _COMPOSED.get(code):
        return composed(params)
    return _(_PLAIN[code]).format_map(params)


_PLAIN = {
    **calendars.PLAIN,
    **planning.PLAIN,
    **series.PLAIN,
    **states.PLAIN,
    # Any draft
    "required": N_("This is needed: please fill it in."),
    "date_in_future": N_("This date is in the future: please check it."),
    "negative_amount": N_("An amount cannot be below zero."),
    "negative_count": N_("A number cannot be below zero."),
    "retention_positive": N_("Something is kept for at least one month: please give a number of months."),
    "quantity_positive": N_("The quantity must be at least 1."),
    "end_before_start": N_("The end comes before the start: please change one of them."),
    # Organisations and contacts
    "rna_form": N_("An RNA number is a W and nine digits; “{value}” is not one. Please check it against the receipt."),
    "siren_form": N_("A SIREN has nine digits and nothing else; “{value}” is not one."),
    "siret_form": N_("A SIRET has fourteen digits and nothing else; “{value}” is not one."),
    "siren_key": N_("The key of the SIREN {value} is wrong: a digit is mistyped. Please check it."),
    "siret_key": N_("The key of the SIRET {value} is wrong: a digit is mistyped. Please check it."),
    "siren_differs_from_siret": N_("The SIREN must be the first nine digits of the SIRET: please correct one of them."),
    "ape_form": N_("An APE code is four digits and a letter, such as 9499Z; “{value}” is not one."),
    "district_form": N_("A priority district is written QN07501M (2024) or QP075001 (2015); “{value}” is neither."),
    "postcode_form": N_("A postcode has five digits; “{value}” is not one."),
    "phone_form": N_("A telephone number has ten digits, or starts with +33: please check it."),
    "email_form": N_("This e-mail address cannot be right: please check it."),
    "duplicate_name": N_("“{name}” is already in the file: is this the same organisation?"),
    "duplicate_siret": N_("“{name}” already has this SIRET: open its sheet rather than adding it again."),
    "duplicate_rna": N_("“{name}” already has this RNA number: open its sheet rather than adding it again."),
    "known_under_other_name": N_("By its SIRET or RNA number this is “{name}”: that name was kept."),
    "kind_unknown": N_("“{value}” is not a kind of organisation that is known here: it is entered as Other."),
    "contact_unknown": N_("This contact is no longer in the file."),
    "contact_erased": N_("This person was erased: nothing of them can be changed any more."),
    "erasure_loan_open": N_(
        "{name} is the only person to reach at {organisation}, whose loan {number} is not closed: take the equipment "
        "back, or add another contact there, then erase."
    ),
    "erasure_damage": N_(
        "Something of loan {number} came back damaged or not at all, and {name} is the only person to reach at "
        "{organisation}: erase once that is settled."
    ),
    "erasure_not_compacted": N_(
        "The person is erased, but the disk did not let the file be written anew: what former changes left in it may "
        "stay. Free some space: the next erasure tidies the file."
    ),
    # Equipment and loans
    "unique_means_one": N_("A numbered item counts for one: set the quantity to 1, or follow it as a lot."),
    "out_of_order_range": N_("Out of order must lie between 0 and the quantity, {quantity}."),
    "inventory_number_taken": N_("The inventory number {number} is already used: please choose another one."),
    "equipment_unknown": N_("This equipment is no longer in the file."),
    "equipment_retired": N_("“{name}” is retired and cannot be lent: please take it off the loan."),
    "loan_unknown": N_("This loan is no longer in the file."),
    "loan_without_lines": N_("A loan needs at least one article: please add one."),
    "equipment_twice": N_("The same article is on two lines: please put its whole quantity on one."),
    "loan_not_out": N_("This loan has not left yet: hand the equipment over first."),
    "loan_already_out": N_("This equipment has already left: take it back to change the loan."),
    "loan_closed": N_("Something of this loan has come back already: it can no longer be changed."),
    "loan_in_action": N_("This loan belongs to the action “{action}”: take it out of the action first."),
    "loan_line_unknown": N_("This loan has changed meanwhile: please open it again."),
    # Actions
    "action_unknown": N_("This action is no longer in the file."),
    "district_over_total": N_("The people of the priority district cannot outnumber all the people reached."),
    "partner_twice": N_("The same organisation is a partner twice: please keep one line."),
    "forms_equal": N_("The secondary form is the same as the main one: choose another, or leave it empty."),
    "form_required_when_finished": N_("A finished action needs its form of cooperation: please choose one."),
    "own_action": N_("With fewer than two organisations this is an action of one’s own, not a cooperation yet."),
    "form_unknown": N_("No form of cooperation has the code {code}: use F1 to F8."),
    "dynamic_unknown": N_("No dynamic of cooperation has the code {code}: use D1 to D8."),
    "mark_unknown": N_("No reason, brake or lever has the code {code}: choose from the lists."),
    # Tables
    "bad_date": N_("“{value}” is not a date: write 26/11/2026 or 2026-11-26."),
    "bad_number": N_("“{value}” is not a whole number: write it in digits."),
    "too_many_cells": N_("This row has more cells than the table has columns: please check its separators."),
    "typology_unknown": N_("No typology is called “{code}”: choose one from the list."),
    # Files
    "file_missing": N_("There is no file here any more: {path}. Please choose it again, or plug its disk back in."),
    "file_unreadable": N_(
        "You have no right to read this file: {path}. It was left as it is; ask whoever made it for the right."
    ),
    "file_live_elsewhere": N_(
        "This file is open on the computer whose disk it is on, and can only be read from here once it is closed "
        "there: {path}. Nothing was changed."
    ),
    "file_not_ours": N_("This is not a coopdesk file: {path}. It was left as it is; please choose another one."),
    "file_newer": N_(
        "This file was made by a newer version of coopdesk ({version}): please update the program. {path}"
    ),
    "file_damaged": N_(
        "Part of this file is damaged: {path}. Nothing more was written to it. Open the latest good backup, or recover "
        "what can still be read."
    ),
    "nothing_salvaged": N_(
        "Nothing could be read of this file, which was left as it is: {path}. Please open your latest backup."
    ),
    "file_gone": N_(
        "The file is no longer where it was: {path}. This was not written; what was saved before is still in the file. "
        "Put it back or plug its disk in, then try again."
    ),
    "file_unfinished": N_(
        "This file was left in the middle of a write, and can only be read where it can be written: {path}. Open it "
        "once with the right to change it."
    ),
    "folder_read_only": N_(
        "Nothing can be written beside this file: {path}. What was saved before is safe. Check the folder’s rights, or "
        "copy the file elsewhere."
    ),
    "file_read_only": N_("This file can only be read, not changed: {path}. Check its rights, or copy it elsewhere."),
    "file_needs_upgrade": N_("This file is of an older version and must be opened once for writing first: {path}"),
    "backup_needs_upgrade": N_(
        "This backup is of an earlier version of coopdesk and cannot be looked at as it is: {path}. To go back to it, "
        "open the house, then Settings, Backups, Restore… If the house’s own file is lost, copy this one to another "
        "folder under another name, and open that."
    ),
    "upgrade_failed": N_(
        "This file could not be brought to the new version of coopdesk and was left as it was: {path}. Go on with the "
        "former version of the program; a copy is in {folder}."
    ),
    "file_locked": N_("Another program is using the file: close it, then try again."),
    "file_exists": N_("A file is already here: {path}. Please choose another name."),
    "folder_missing": N_("This folder does not exist: {path}. Please choose another one."),
    "cannot_write": N_("It could not be written here: {path}. Check the folder’s rights, or choose another one."),
    "changed_elsewhere": N_(
        "The file was changed by another program: nothing was taken back, and what came before can no longer be "
        "undone. What you see is up to date."
    ),
    "disk_full": N_(
        "The disk is full: nothing was changed, and what was saved before is safe. Free some space, then try again."
    ),
    "disk_failed": N_(
        "The disk refused this: nothing was changed, and what was saved before is safe. Check that the disk is plugged "
        "in and has room, then try again: {path}"
    ),
    "disk_unreadable": N_(
        "The disk no longer answers: {path}. What was saved before is on it. Plug it back in, or wait for the network, "
        "then try again."
    ),
    "upgrade_without_backup": N_(
        "This file is of an older version, and it could not be backed up in {folder}: it was left as it is. "
        "Free some space or check that folder’s rights, then open it again. {path}"
    ),
    "backup_incomplete": N_(
        "The backup did not read back as it was written, and was thrown away: {path}. The former ones are kept; "
        "please choose another disk."
    ),
    # The password
    "password_needed": N_(
        "This file opens with its password only: {path}. A terminal asks for it; a script gives it in "
        "COOPDESK_PASSWORD."
    ),
    "password_wrong": N_(
        "This password does not open {path}: please check capitals, accents and the keyboard. A file whose beginning "
        "is damaged looks the same: if you are sure of the password, go back to a backup."
    ),
    "password_short": N_("A password needs at least {n} characters: whoever copies the file may try for long."),
    "password_simple": N_("This repeats too few different characters: please choose a few words of your own."),
    "password_ends": N_("A password cannot begin or end with a space: on paper nobody would see it."),
    "password_differs": N_("The two are not the same: please type the password once more."),
    "password_there": N_("This file has a password already: {path}. Change it, or take it off first."),
    "password_changed": N_(
        "The password of this file was set, changed or taken off on another computer: {path}. Please open it again."
    ),
    # Commands and tables
    "table_unreadable": N_("This is not a table that can be read: please save it as CSV from your spreadsheet."),
    "table_without_name": N_("No column holds the names: call one “Name” and try again. Columns found: {columns}."),
    "table_open_quote": N_("A quotation mark opened at line {line} is never closed: please correct that line."),
    "table_empty": N_("This table is empty: please choose another one."),
    "bad_period": N_("The period is wrong: its last day comes before its first, or a date is missing."),
    "cancelled": N_("Stopped at your request: nothing was changed."),
}


def _organisation_unknown(params: Parameters) -> str:
    if not params["name"]:
        return _("This organisation is no longer in the file.")
    return _("No organisation is called “{name}”: choose one from the list, or add it first.").format_map(params)


def _organisation_late(params: Parameters) -> str:
    number = int(params["loans"])
    return ngettext("{name} still has {n} late loan.", "{name} still has {n} late loans.", number).format(
        name=params["name"], n=number
    )


def _digits_missing(params: Parameters) -> str:
    return ngettext(
        "{n} digit is missing: {length} are needed.", "{n} digits are missing: {length} are needed.", int(params["n"])
    ).format_map(params)


def _digits_extra(params: Parameters) -> str:
    return ngettext(
        "There is {n} digit too many: {length} are needed.",
        "There are {n} digits too many: {length} are needed.",
        int(params["n"]),
    ).format_map(params)


def _not_enough(params: Parameters) -> str:
    free = max(int(params["free"]), 0)
    if free == 0:
        none = _("No “{name}” is free then, {asked} asked for: change the dates or take it off the loan.")
        return none.format_map(params)
    return ngettext(
        "Only {n} of “{name}” is free then, {asked} asked for: change the dates or the quantity.",
        "Only {n} of “{name}” are free then, {asked} asked for: change the dates or the quantity.",
        free,
    ).format(n=free, name=params["name"], asked=params["asked"])


def _below_promised(params: Parameters) -> str:
    return ngettext(
        "{n} is out or promised in the coming year, more than could be lent: please look at the loans.",
        "{n} are out or promised at one time in the coming year, more than could be lent: please look at the loans.",
        int(params["n"]),
    ).format_map(params)


def _more_back_than_out(params: Parameters) -> str:
    return ngettext(
        "Only {n} of “{name}” is still out: please lower what comes back.",
        "Only {n} of “{name}” are still out: please lower what comes back.",
        int(params["n"]),
    ).format_map(params)


def _loan_in_use(params: Parameters) -> str:
    if params["state"] == LoanState.RETURNED:
        return _("This loan is closed and stays in the file: it counts in the year’s summary.")
    return _("This equipment is still out: take it back before deleting the loan.")


def _organisation_in_use(params: Parameters) -> str:
    return _("This organisation cannot be deleted because of what hangs on it: {uses}.").format(uses=_hanging(params))


def _room_in_use(params: Parameters) -> str:
    return _("This room cannot be deleted because of what hangs on it: {uses}.").format(uses=_hanging(params))


def _equipment_in_use(params: Parameters) -> str:
    return _(
        "This equipment cannot be deleted because of what hangs on it: {uses}. Mark it as retired instead."
    ).format(uses=_hanging(params))


def _hanging(params: Parameters) -> str:
    """What keeps a record from being deleted: « 3 réservations, 1 prêt »."""
    bookings, loans, actions, equipment, keys = (
        int(params.get(name, 0)) for name in ("bookings", "loans", "actions", "equipment", "keys")
    )
    parts = (
        (bookings, ngettext("{n} booking", "{n} bookings", bookings)),
        (loans, ngettext("{n} loan", "{n} loans", loans)),
        (actions, ngettext("{n} action", "{n} actions", actions)),
        (equipment, ngettext("{n} article of equipment", "{n} articles of equipment", equipment)),
        (keys, ngettext("{n} key handed over", "{n} keys handed over", keys)),
    )
    return ", ".join(text.format(n=format_number(count)) for count, text in parts if count)


def _file_held(params: Parameters) -> str:
    since = datetime.fromisoformat(str(params["since"]))
    when = {"time": format_time(since), "day": format_date(since.date()), "path": params["path"]}
    if not params["who"]:
        return _(
            "This file has been open in another program since {time} on {day}: you can read it, not change it. {path}"
        ).format_map(when)
    return _("{who} has had this file open since {time} on {day}: you can read it, not change it. {path}").format(
        who=params["who"], **when
    )


def _file_taken_over(params: Parameters) -> str:
    if not params["who"]:
        return _(
            "This computer gave no sign for a while, and no longer has the right to change the file: this last change "
            "was not saved, everything before it was. You can take the file over again. {path}"
        ).format_map(params)
    return _(
        "{who} took the file over while this computer gave no sign: this last change was not saved, everything before "
        "it was. You can read the file, and change it once it is closed there. {path}"
    ).format_map(params)


def _on_date(params: Parameters) -> str:
    """What is wrong with one date of a series, by the sentence it would have alone."""
    day = format_date(date.fromisoformat(str(params["on"])))
    return _("{day}: {sentence}").format(day=day, sentence=_sentence(str(params["problem"]), params))


_COMPOSED: Mapping[str, Callable[[Parameters], str]] = {
    **calendars.COMPOSED,
    **planning.COMPOSED,
    **series.COMPOSED,
    **states.COMPOSED,
    "on_date": _on_date,
    "organisation_unknown": _organisation_unknown,
    "organisation_late": _organisation_late,
    "digits_missing": _digits_missing,
    "digits_extra": _digits_extra,
    "not_enough": _not_enough,
    "more_back_than_out": _more_back_than_out,
    "below_promised": _below_promised,
    "loan_in_use": _loan_in_use,
    "organisation_in_use": _organisation_in_use,
    "room_in_use": _room_in_use,
    "equipment_in_use": _equipment_in_use,
    "file_held": _file_held,
    "file_taken_over": _file_taken_over,
}

CODES = frozenset(_PLAIN) | frozenset(_COMPOSED)
"""Every code that has a sentence."""
