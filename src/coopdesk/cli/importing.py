"""`coopdesk import organisations`: a table of the office."""

from argparse import Namespace

from coopdesk.cli.files import content, reading, writing
from coopdesk.cli.output import complain, write, write_json
from coopdesk.exchange.organisations import OrganisationTable, read_organisations
from coopdesk.foundation.i18n import _, ngettext
from coopdesk.foundation.problems import UserError
from coopdesk.services.imports import ImportReport, ImportRow, RowProblem, import_organisations
from coopdesk.wording.sentences import sentence


def run(options: Namespace) -> int:
    """Take a table's good rows in and report the others, each with its line and column."""
    opened = reading if options.dry_run else writing
    data = content(options.table, UserError("table_unreadable"))
    with opened(options.file) as desk:
        table = read_organisations(data, desk.today())
        rows = [ImportRow(row.line, row.draft, row.problems) for row in table.rows]
        report = import_organisations(desk, rows, dry_run=options.dry_run)
    if options.json:
        write_json(_as_json(report, table, dry_run=options.dry_run))
    else:
        _tell(report, table, dry_run=options.dry_run)
    return 0


def _tell(report: ImportReport, table: OrganisationTable, *, dry_run: bool) -> None:
    for finding in _findings(report):
        complain(_located(finding, table))
    for column in table.unknown_columns:
        complain(_("The column “{column}” is not known and was left out.").format(column=column))
    if dry_run:
        write(_("Nothing was changed; this is what the import would do."))
    for text in (
        ngettext("{n} organisation added", "{n} organisations added", report.added).format(n=report.added),
        ngettext("{n} organisation completed", "{n} organisations completed", report.completed).format(
            n=report.completed
        ),
        ngettext("{n} organisation unchanged", "{n} organisations unchanged", report.unchanged).format(
            n=report.unchanged
        ),
        ngettext("{n} row refused", "{n} rows refused", report.rejected_lines).format(n=report.rejected_lines),
    ):
        write(text)


def _findings(report: ImportReport) -> list[RowProblem]:
    """All that is wrong or doubtful, in the order of the table."""
    return sorted([*report.rejected, *report.warnings], key=lambda one: one.line)


def _located(finding: RowProblem, table: OrganisationTable) -> str:
    column, text = table.locate(finding.line, finding.problem).column, sentence(finding.problem)
    if column:
        return _("Line {line}, column “{column}”: {sentence}").format(line=finding.line, column=column, sentence=text)
    return _("Line {line}: {sentence}").format(line=finding.line, sentence=text)


def _as_json(report: ImportReport, table: OrganisationTable, *, dry_run: bool) -> dict[str, object]:
    return {
        "dry_run": dry_run,
        "added": report.added,
        "completed": report.completed,
        "unchanged": report.unchanged,
        "rejected": report.rejected_lines,
        "unknown_columns": list(table.unknown_columns),
        "findings": [
            {
                "line": finding.line,
                "column": table.locate(finding.line, finding.problem).column,
                "field": finding.problem.field,
                "code": finding.problem.code,
                "is_warning": finding.problem.is_warning,
                "sentence": sentence(finding.problem),
            }
            for finding in _findings(report)
        ],
    }
