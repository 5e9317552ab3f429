"""`coopdesk export calendar` and `coopdesk import calendar`: bookings to other calendars, and from them."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from coopdesk.cli.files import content, reading, writing
from coopdesk.cli.naming import organisation_named, room_named
from coopdesk.cli.output import complain, write, write_json
from coopdesk.domain.calendar_event import EventCalendar, ImportState
from coopdesk.foundation.i18n import _, format_date, format_number
from coopdesk.foundation.problems import UserError
from coopdesk.foundation.writing import write_whole
from coopdesk.services import organisations, rooms
from coopdesk.services.calendar_import import CalendarReport, ImportLine, import_calendar, preview
from coopdesk.services.desk import Desk
from coopdesk.wording.calendars import imported_words
from coopdesk.wording.sentences import sentence

_MARK = b"BEGIN:VCALENDAR"


def add_export_options(parser: ArgumentParser) -> None:
    """The options of `export`."""
    parser.add_argument("register", choices=["calendar"], metavar="calendar", help=_("what is exported"))
    parser.add_argument("file", type=Path, metavar=_("FILE"), help=_("the house’s file (*.coopdesk)"))
    parser.add_argument("--room", metavar=_("NAME"), help=_("only this room, and those it shares a space with"))
    parser.add_argument("--organisation", metavar=_("NAME"), help=_("only what this organisation has booked"))
    parser.add_argument("--out", type=Path, required=True, metavar="X.ics", help=_("the calendar to write"))


def add_room_option(parser: ArgumentParser) -> None:
    """What `import` needs for a calendar."""
    parser.add_argument(
        "--room", metavar=_("NAME"), help=_("for a calendar: where events go whose place names no room of the house")
    )


def give_out(options: Namespace) -> int:
    """Write the bookings as a calendar."""
    from coopdesk.exchange.calendar_writing import calendar_bytes  # noqa: PLC0415 - icalendar costs 0.1 s
    from coopdesk.services.calendar_export import event_calendar  # noqa: PLC0415 - see above

    _refuse_to_replace(options.out)
    with reading(options.file) as desk:
        room = None if options.room is None else room_named(options.room, _rooms(desk))
        party = options.organisation
        organisation = None if party is None else organisation_named(party, organisations.names(desk))
        calendar = event_calendar(desk, room, organisation)
    write_whole(calendar_bytes(calendar), options.out)
    write(_("The calendar is in {file}.").format(file=options.out))
    return 0


def _refuse_to_replace(target: Path) -> None:
    """A former calendar may be written anew; the house's own file, or any other, may not."""
    if not target.is_file():
        return
    try:
        with target.open("rb") as stream:
            is_calendar = stream.read(len(_MARK)) == _MARK
    except OSError as error:
        raise UserError("cannot_write", {"path": str(target)}) from error
    if not is_calendar:
        raise UserError("file_exists", {"path": str(target)})


def take_in(options: Namespace) -> int:
    """Take a calendar's events in as bookings; those that cannot be held are listed."""
    opened = reading if options.dry_run else writing
    act = preview if options.dry_run else import_calendar
    data = content(options.table, UserError("calendar_not_one"))
    with opened(options.file) as desk:
        room = None if options.room is None else room_named(options.room, _rooms(desk))
        calendar = _calendar(data, desk)
        report = act(desk, calendar, room, options.table.name)
    if options.json:
        write_json(_as_json(report, calendar, dry_run=options.dry_run))
    else:
        _tell(report, dry_run=options.dry_run)
    return 0


def _rooms(desk: Desk) -> dict[int, str]:
    return {room.id: room.name for room in rooms.rooms(desk)}


def _calendar(data: bytes, desk: Desk) -> EventCalendar:
    from coopdesk.exchange.calendar_reading import read_calendar  # noqa: PLC0415 - icalendar costs 0.1 s

    return read_calendar(data, desk.house().time_zone, desk.today())


def _tell(report: CalendarReport, *, dry_run: bool) -> None:
    for one in report.lines:
        if one.problem is not None:
            complain(_located(one))
    if dry_run:
        write(_("Nothing was changed; this is what the import would do."))
    for state in ImportState:
        write(imported_words(state, report.counts[state]))


def _located(one: ImportLine) -> str:
    if one.problem is None:
        return ""
    return _("Line {line}, {day}: {sentence}").format(
        line=format_number(one.line), day=format_date(one.starts_at.date()), sentence=sentence(one.problem)
    )


def _as_json(report: CalendarReport, calendar: EventCalendar, *, dry_run: bool) -> dict[str, object]:
    return {
        "dry_run": dry_run,
        "calendar": calendar.name,
        **{state.value: report.counts[state] for state in ImportState},
        "dates": [_line_as_json(one) for one in report.lines if one.state is not ImportState.UNCHANGED],
    }


def _line_as_json(one: ImportLine) -> dict[str, object]:
    return {
        "state": one.state,
        "line": one.line or None,
        "uid": one.uid,
        "starts_at": one.starts_at.isoformat(timespec="minutes"),
        "ends_at": one.ends_at.isoformat(timespec="minutes"),
        "room": one.room,
        "organisation": one.organisation,
        "purpose": one.purpose,
        "is_of_series": one.is_of_series,
        "code": None if one.problem is None else one.problem.code,
        "sentence": None if one.problem is None else sentence(one.problem),
    }
