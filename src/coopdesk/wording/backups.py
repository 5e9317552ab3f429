"""What is said of backups: when the last one was made, where it is, what a restoration would change."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from coopdesk.domain.listing import Subject
from coopdesk.foundation.i18n import N_, _, format_date, format_number, format_time, pgettext

_REGISTERS: Mapping[Subject, str] = {
    Subject.ORGANISATION: N_("Organisations"),
    Subject.CONTACT: N_("Contacts"),
    Subject.ROOM: N_("Rooms"),
    Subject.BOOKING: N_("Bookings"),
    Subject.EQUIPMENT: N_("Equipment"),
    Subject.LOAN: N_("Loans"),
    Subject.ACTION: N_("Actions"),
}

_NOON, _EVENING = 12, 18


def register(subject: Subject) -> str:
    """What all the records of one kind are called."""
    return _(_REGISTERS[subject])


def when(moment: datetime, now: datetime) -> str:
    """A moment of the past as people say it: « ce matin à 8 h 42 », « hier à 17 h 05 »."""
    time = format_time(moment)
    if moment.date() == now.date():
        if moment.hour < _NOON:
            return _("this morning at {time}").format(time=time)
        if moment.hour < _EVENING:
            return _("this afternoon at {time}").format(time=time)
        return _("this evening at {time}").format(time=time)
    if moment.date() == now.date() - timedelta(days=1):
        return _("yesterday at {time}").format(time=time)
    return on_day(moment)


def on_day(moment: datetime) -> str:
    """A moment by its date: « le 20 novembre 2026 à 17 h 05 »."""
    return _("on {day} at {time}").format(day=format_date(moment.date()), time=format_time(moment))


def last_backup(moment: datetime, now: datetime) -> str:
    """The last backup, as the status line says it."""
    return _("Last backup: {when}, read back without error").format(when=when(moment, now))


def last_backup_elsewhere(moment: datetime, now: datetime) -> str:
    """The last backup, when the folder that was chosen for it could not be used."""
    return _("Last backup: {when}, beside the file: the chosen folder cannot be used").format(when=when(moment, now))


def size(octets: int) -> str:
    """How large a file is: « 38 Mo »."""
    if octets < 1_000_000:
        return _("{n} kB").format(n=format_number(max(1, round(octets / 1000))))
    return _("{n} MB").format(n=format_number(round(octets / 1_000_000, 1)))


def change(before: int, after: int) -> str:
    """How many records more or less: « 12 de moins », « autant »."""
    more = after - before
    if more > 0:
        return _("{n} more").format(n=format_number(more))
    if more < 0:
        return _("{n} less").format(n=format_number(-more))
    return pgettext("how many records", "as many")
