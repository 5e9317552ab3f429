"""The commands and their options, described in the user's language."""

from argparse import ArgumentParser, ArgumentTypeError, Namespace, RawDescriptionHelpFormatter
from collections.abc import Callable
from pathlib import Path

from coopdesk import __version__
from coopdesk.cli import (
    backing_up,
    booking,
    calendars,
    checking,
    closing,
    dates,
    demonstration,
    finding_options,
    free,
    importing,
    listing,
    protecting,
    salvaging,
    self_test,
    series,
    summary,
)
from coopdesk.cli.moments import YEARS, day, moment
from coopdesk.domain.audience import Audience
from coopdesk.domain.bank_holidays import BankRegion
from coopdesk.domain.typology import FORMS
from coopdesk.foundation.i18n import N_, Language, _
from coopdesk.services.demo import MOST_SCALE

Command = Callable[[Namespace], int]

LIBRARY_WORDS = (
    N_("usage: "),
    N_("positional arguments"),
    N_("options"),
    N_("%(prog)s: error: %(message)s\n"),
    N_("argument %(argument_name)s: %(message)s"),
    N_("the following arguments are required: %s"),
    N_("unrecognized arguments: %s"),
    N_("expected one argument"),
    N_("invalid choice: %(value)r (choose from %(choices)s)"),
    N_("ignored explicit argument %r"),
    N_("one of the arguments %s is required"),
    N_("not allowed with argument %s"),
)
"""What argparse itself says of our commands; it asks the catalogue (i18n.share_with_library)."""


def make_parser() -> ArgumentParser:
    """The parser of every command."""
    parser = _Parser(
        prog="coopdesk",
        description=_("The desk of a neighbourhood-house coordinator. With a file, or nothing, the window opens."),
        epilog=_("Exit status: 0 done, 1 refused (one sentence, nothing changed), 2 wrong usage."),
    )
    parser.add_argument("--version", action="version", version=f"coopdesk {__version__}", help=_("say the version"))
    parser.add_argument("--lang", choices=[one.value for one in Language], help=_("speak French or English"))
    # Taken before, at the start of the program: here only to be told of (foundation/arguments.py).
    parser.add_argument(
        "--portable", action="store_true", help=_("keep the settings and the log beside the program, as on a USB stick")
    )
    commands = parser.add_subparsers(required=True, metavar=_("COMMAND"), dest="name", parser_class=_Parser)

    def command(name: str, function: Command, help_text: str, *, file: bool = True) -> ArgumentParser:
        added: ArgumentParser = commands.add_parser(name, help=help_text, description=help_text)
        added.set_defaults(command=function)
        if file:
            added.add_argument("file", type=Path, metavar=_("FILE"), help=_("the house’s file (*.coopdesk)"))
        return added

    _add_demo(command("demo", demonstration.run, _("write the fictional house to a new file")))
    _add_summary(command("summary", summary.run, _("print the summary of the cooperation of a year or a period")))
    _add_list(command("list", listing.run, _("list a register"), file=False))
    _add_book(command("book", booking.run, _("book a room")))
    finding_options.add_free(command("free", free.run, _("say which rooms are free, and what else would do")))
    finding_options.add_close(command("close", closing.run, _("close a room or the house for a period")))
    _add_dates(command("dates", dates.run, _("say the dates of a rule, and which holidays take away"), file=False))
    series.add_options(command("series", series.run, _("book a series, or say what it would be")))
    _add_import(command("import", _import, _("take a table of the office or a calendar in"), file=False))
    calendars.add_export_options(command("export", calendars.give_out, _("write a calendar for others"), file=False))
    _add_json(command("check", checking.run, _("check that a file is sound")))
    _add_backup(command("backup", backing_up.back_up, _("back a house up, and read the backup back")))
    _add_restore(command("restore", backing_up.restore, _("put a backup in the place of a house"), file=False))
    _add_salvage(command("salvage", salvaging.run, _("recover what can be read of a damaged file")))
    _add_password(command("password", protecting.run, _("set, change or take off the password of a file")))
    command("self-test", self_test.run, _("try the whole program in a temporary folder"), file=False)
    return parser


class _Parser(ArgumentParser):
    """A parser whose own option speaks the user's language."""

    def __init__(self, *, prog: str | None = None, description: str | None = None, epilog: str | None = None) -> None:
        super().__init__(
            prog=prog,
            description=description,
            epilog=epilog,
            add_help=False,
            allow_abbrev=False,
            formatter_class=RawDescriptionHelpFormatter,
        )
        self.add_argument("-h", "--help", action="help", help=_("say this and end"))


def _add_json(parser: ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help=_("answer in JSON, for a script"))


def _add_period(parser: ArgumentParser, first: str, last: str) -> None:
    parser.add_argument("--from", dest="first", type=day, metavar=_("DAY"), help=first)
    parser.add_argument("--to", dest="last", type=day, metavar=_("DAY"), help=last)


def _add_demo(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--scale", type=_scale, default=1, metavar="N", help=_("so many times the bookings and loans of one year")
    )
    _add_json(parser)


def _scale(text: str) -> int:
    if text.isdecimal() and len(text) < 4 and 1 <= int(text) <= MOST_SCALE:
        return int(text)
    raise ArgumentTypeError(_("the scale is a whole number from 1 to {most}").format(most=MOST_SCALE))


def _add_summary(parser: ArgumentParser) -> None:
    parser.add_argument("--year", type=_year, metavar=_("YEAR"), help=_("a civil year"))
    _add_period(parser, _("the first day"), _("the last day, included"))
    parser.add_argument("--typology", default=FORMS, metavar="ID", help=_("how actions are sorted; usually by form"))
    parser.add_argument(
        "--audience",
        choices=[one.value for one in Audience],
        default=Audience.FUNDERS.value,
        help=_("who will read it"),
    )
    parser.add_argument("--out", type=Path, required=True, metavar="X.pdf", help=_("the PDF to write"))


def _year(text: str) -> int:
    if text.isdecimal() and len(text) == 4 and int(text) in YEARS:
        return int(text)
    raise ArgumentTypeError(_("“{text}” is not a year").format(text=text))


def _add_list(parser: ArgumentParser) -> None:
    parser.add_argument("register", choices=list(listing.REGISTERS), metavar=_("REGISTER"), help=listing.names())
    parser.add_argument("file", type=Path, metavar=_("FILE"), help=_("the house’s file (*.coopdesk)"))
    _add_period(
        parser,
        _("bookings, loans, actions and history from this day"),
        _("bookings, loans, actions and history up to this day, included"),
    )
    parser.add_argument(
        "--format",
        choices=["table", "json", "csv"],
        default="table",
        help=_("a table to read, JSON for a script, or CSV for a spreadsheet (UTF-8 with its mark, commas)"),
    )


def _add_book(parser: ArgumentParser) -> None:
    parser.add_argument("--room", required=True, metavar=_("NAME"), help=_("the room; accents and case do not count"))
    parser.add_argument("--organisation", required=True, metavar=_("NAME"), help=_("who books"))
    parser.add_argument("--start", required=True, type=moment, metavar=_("MOMENT"), help="2026-11-26T14:00")
    parser.add_argument("--end", required=True, type=moment, metavar=_("MOMENT"), help="2026-11-26T16:00")
    parser.add_argument("--purpose", default="", metavar=_("TEXT"), help=_("what for"))
    parser.add_argument("--option", action="store_true", help=_("only an option, not a firm booking"))
    _add_json(parser)


def _add_dates(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--start",
        required=True,
        type=dates.day_or_moment,
        metavar=_("DAY"),
        help=_("the first day, or the first moment: 2026-11-26 or 2026-11-26T14:00"),
    )
    dates.add_rule(parser, zone=_("the zone of the school holidays, for --skip school"))
    parser.add_argument(
        "--region",
        choices=[one.value for one in BankRegion],
        default=BankRegion.METROPOLE.value,
        help=_("whose bank holidays, and by whose clock"),
    )
    _add_json(parser)


def _import(options: Namespace) -> int:
    """Take in what the register says."""
    return calendars.take_in(options) if options.register == "calendar" else importing.run(options)


def _add_import(parser: ArgumentParser) -> None:
    registers = ["organisations", "calendar"]
    parser.add_argument("register", choices=registers, metavar=_("WHAT"), help=" · ".join(registers))
    parser.add_argument("file", type=Path, metavar=_("FILE"), help=_("the house’s file (*.coopdesk)"))
    parser.add_argument(
        "table", type=Path, metavar=_("TABLE.csv"), help=_("the table: CSV as offices have it; or X.ics")
    )
    calendars.add_room_option(parser)
    parser.add_argument("--dry-run", action="store_true", help=_("say what would happen, change nothing"))
    _add_json(parser)


def _add_backup(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--to", type=Path, metavar=_("FOLDER"), help=_("the folder; usually the one chosen in the settings")
    )
    _add_json(parser)


def _add_restore(parser: ArgumentParser) -> None:
    parser.add_argument("backup", type=Path, metavar=_("BACKUP"), help=_("the backup to put back"))
    parser.add_argument(
        "file", type=Path, metavar=_("FILE"), help=_("the house’s file (*.coopdesk); what it holds is backed up first")
    )
    parser.add_argument("--dry-run", action="store_true", help=_("say what would change, change nothing"))
    _add_json(parser)


def _add_password(parser: ArgumentParser) -> None:
    parser.add_argument("--remove", action="store_true", help=_("take the password off"))


def _add_salvage(parser: ArgumentParser) -> None:
    parser.add_argument("new", type=Path, metavar=_("NEW"), help=_("the new file; it must not be there yet"))
    _add_json(parser)
