"""`coopdesk salvage`: what can still be read of a damaged file."""

from argparse import Namespace

from coopdesk.cli import passwords
from coopdesk.cli.output import write, write_json
from coopdesk.foundation.i18n import _, format_number, ngettext
from coopdesk.services.salvage import Salvage, salvage
from coopdesk.wording import salvage as words


def run(options: Namespace) -> int:
    """Write a new file with every row that can be read, and say what could not be."""
    report = salvage(options.file, options.new, words.stand_in(), passwords.key_of(options.file))
    if options.json:
        losses = [one._asdict() for one in report.losses]
        write_json({"file": str(options.new), "saved": report.saved, "losses": losses})
        return 0
    write(
        _("What could be read is in {new}; the damaged file was left as it is: {file}").format(
            new=options.new, file=options.file
        )
    )
    for line in _lines(report):
        write(line)
    return 0


def _lines(report: Salvage) -> list[str]:
    saved = [
        ngettext("{table}: {n} record", "{table}: {n} records", number).format(
            table=words.table(table), n=format_number(number)
        )
        for table, number in report.saved.items()
        if number
    ]
    if not report.losses:
        return [*saved, _("Nothing was lost.")]
    return [*saved, _("What was lost:"), *words.losses(report.losses)]
