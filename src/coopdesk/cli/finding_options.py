"""The options of `coopdesk free` and `coopdesk close`."""

from argparse import ArgumentParser, ArgumentTypeError
from pathlib import Path

from coopdesk.cli.dates import day_or_moment
from coopdesk.cli.moments import moment
from coopdesk.domain.room import Layout
from coopdesk.foundation.i18n import _

_MOST_PERSONS = 100_000


def add_free(parser: ArgumentParser) -> None:
    """When, for how many, laid out how, with what."""
    parser.add_argument("--start", required=True, type=moment, metavar=_("MOMENT"), help="2026-11-26T17:00")
    parser.add_argument("--end", required=True, type=moment, metavar=_("MOMENT"), help="2026-11-26T19:00")
    parser.add_argument("--persons", type=_persons, metavar="N", help=_("how many people come"))
    parser.add_argument("--layout", choices=[one.value for one in Layout], help=_("how the room is laid out"))
    parser.add_argument("--accessible", action="store_true", help=_("only rooms accessible to wheelchairs"))
    parser.add_argument(
        "--fixture", action="append", default=[], metavar=_("THING"), help=_("what must stand in it; may be repeated")
    )
    parser.add_argument(
        "--organisation",
        metavar=_("NAME"),
        help=_("who comes: beside its own bookings nothing need be kept free; without it, free for anybody"),
    )
    parser.add_argument("--json", action="store_true", help=_("answer in JSON, for a script"))


def _persons(text: str) -> int:
    if text.isascii() and text.isdecimal() and 0 < int(text[:9]) <= _MOST_PERSONS and len(text) < 9:
        return int(text)
    raise ArgumentTypeError(_("the number of people is a whole number from 1 on"))


def add_close(parser: ArgumentParser) -> None:
    """What, from when to when, and what becomes of the bookings in the way."""
    closed = parser.add_mutually_exclusive_group(required=True)
    closed.add_argument("--room", metavar=_("NAME"), help=_("the room; accents and case do not count"))
    closed.add_argument("--house", action="store_true", help=_("the whole house"))
    parser.add_argument(
        "--from",
        dest="first",
        required=True,
        type=day_or_moment,
        metavar=_("DAY"),
        help=_("the first day, or the first moment: 2026-11-26 or 2026-11-26T14:00"),
    )
    parser.add_argument(
        "--to",
        dest="last",
        required=True,
        type=day_or_moment,
        metavar=_("DAY"),
        help=_("the last day, included, or the moment it opens again"),
    )
    parser.add_argument("--reason", default="", metavar=_("TEXT"), help=_("why; letters and cancellations say it"))
    parser.add_argument("--yearly", action="store_true", help=_("every year on these dates"))
    parser.add_argument(
        "--move", action="store_true", help=_("move what is displaced to another room that is free at the same hours")
    )
    parser.add_argument(
        "--other-times", action="store_true", help=_("the same, and else to another hour or day where a room is free")
    )
    parser.add_argument("--cancel", action="store_true", help=_("cancel what is displaced and not moved"))
    parser.add_argument(
        "--letters", type=Path, metavar=_("FOLDER"), help=_("write one letter for each association there, as PDF")
    )
    parser.add_argument("--dry-run", action="store_true", help=_("say what would happen, change nothing"))
    parser.add_argument("--json", action="store_true", help=_("answer in JSON, for a script"))
