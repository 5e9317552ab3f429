"""`coopdesk demo`: the fictional house."""

from argparse import Namespace
from dataclasses import asdict

from coopdesk.cli.output import write, write_json
from coopdesk.foundation.i18n import _, format_number
from coopdesk.services.demo import write_demo


def run(options: Namespace) -> int:
    """Write the fictional house to a new file and say what it holds."""
    counts = write_demo(options.file, options.scale)
    if options.json:
        write_json({"file": str(options.file), **asdict(counts)})
        return 0
    write(
        _(
            "The fictional house is in {file}: {organisations} organisations, {rooms} rooms, {bookings} bookings, "
            "{equipment} articles, {loans} loans, {actions} actions."
        ).format(file=options.file, **{name: format_number(number) for name, number in asdict(counts).items()})
    )
    return 0
