"""`coopdesk summary`: the summary of the cooperation, as PDF."""

from argparse import Namespace
from pathlib import Path

from coopdesk.cli.files import reading
from coopdesk.cli.output import Refusal, write
from coopdesk.domain.audience import Audience
from coopdesk.domain.period import Period
from coopdesk.foundation.i18n import _
from coopdesk.foundation.problems import UserError
from coopdesk.services import summaries

_PDF = b"%PDF"


def run(options: Namespace) -> int:
    """Print the summary of a year or a period."""
    period = _period(options)
    _refuse_to_replace(options.out)
    with reading(options.file) as desk:
        data = summaries.cooperation_summary(desk, period, options.typology, Audience(options.audience))
    from coopdesk.documents import cooperation_summary  # noqa: PLC0415 - ReportLab costs 0.2 s, paid only when needed

    cooperation_summary.render(data, options.out)
    write(_("The summary is in {file}.").format(file=options.out))
    return 0


def _period(options: Namespace) -> Period:
    if options.year is not None and not (options.first or options.last):
        return Period.of_year(options.year)
    if options.year is not None or options.first is None or options.last is None:
        raise Refusal(_("Give either a year, or both a first and a last day."))
    if options.last < options.first:
        raise UserError("bad_period")
    return Period(options.first, options.last)


def _refuse_to_replace(target: Path) -> None:
    """A former PDF may be written anew; the house's own file, or any other, may not."""
    if not target.is_file():
        return
    try:
        with target.open("rb") as stream:
            is_pdf = stream.read(len(_PDF)) == _PDF
    except OSError as error:
        raise UserError("cannot_write", {"path": str(target)}) from error
    if not is_pdf:
        raise UserError("file_exists", {"path": str(target)})
