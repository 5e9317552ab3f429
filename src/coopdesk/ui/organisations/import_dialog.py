"""Import of associations from a table: read, shown as what it would do, then done, with a Cancel that cancels."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, TypeVar

from PySide6.QtWidgets import QWidget

from coopdesk.domain.listing import Sort
from coopdesk.exchange.organisations import OrganisationTable, read_organisations
from coopdesk.foundation.i18n import _, format_number, ngettext
from coopdesk.foundation.problems import Outcome, Saved, UserError
from coopdesk.services.desk import Desk
from coopdesk.services.imports import ImportReport, ImportRow, import_organisations
from coopdesk.ui import background, messages, theme
from coopdesk.ui.background import Progress, ProgressDialog
from coopdesk.ui.theme import Tone
from coopdesk.ui.widgets.cards import Banner
from coopdesk.ui.widgets.dialog import FormDialog
from coopdesk.ui.widgets.form import Form
from coopdesk.ui.widgets.labels import caption, figure, muted
from coopdesk.ui.widgets.layouts import hbox, holder, vbox
from coopdesk.ui.widgets.lines import Column
from coopdesk.ui.widgets.lines_view import LinesView
from coopdesk.wording.sentences import sentence

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Plan:
    """A table that was read, and what importing it would do."""

    name: str
    rows: tuple[ImportRow, ...]
    report: ImportReport
    doubts: tuple["Doubt", ...]
    unknown_columns: tuple[str, ...]


class Doubt(NamedTuple):
    """What is wrong in a row, as it is shown."""

    id: int
    line: int
    column: str
    words: str
    is_rejected: bool


def start_import(desk: Desk, path: Path, parent: QWidget) -> None:
    """Read the table beside the window, then show what it would do."""

    def show(plan: Plan) -> None:
        import_dialog(desk, plan, parent).open()

    _work_beside(_("Reading the table…"), lambda progress: read_plan(desk, path, progress), show, parent)


def read_plan(desk: Desk, path: Path, progress: Progress) -> Plan:
    """Read a table and try it without writing; called on the worker's thread."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UserError("table_unreadable", {"path": path.name}) from error
    table = read_organisations(data, desk.today())
    rows = tuple(ImportRow(one.line, one.draft, one.problems) for one in table.rows)
    report = import_organisations(desk, rows, dry_run=True, progress=_reporter(progress))
    return Plan(path.name, rows, report, _doubts(table, report), table.unknown_columns)


def import_dialog(desk: Desk, plan: Plan, parent: QWidget) -> FormDialog:
    """What the table would do; confirming does it."""
    report = plan.report
    wanted = report.added + report.completed

    def submit() -> Outcome:
        return Saved(0)

    words = ngettext("Import {n} association", "Import {n} associations", wanted).format(n=format_number(wanted))
    dialog = FormDialog(
        _("Import from {name}").format(name=plan.name),
        Form(),
        submit,
        accept_word=words if wanted else _("Nothing to import"),
        promise=_("Nothing is written before this choice, and nothing already known is replaced."),
        parent=parent,
    )
    dialog.accept_button.setEnabled(wanted > 0)
    dialog.saved.connect(lambda _saved: _import(desk, plan, parent))
    dialog.add(_figures(report))
    if plan.unknown_columns:
        columns = ", ".join(plan.unknown_columns)
        dialog.add(
            Banner(
                Tone.INFO,
                ngettext("{n} column is left out", "{n} columns are left out", len(plan.unknown_columns)).format(
                    n=len(plan.unknown_columns)
                ),
                columns,
            )
        )
    if plan.doubts:
        dialog.add(caption(_("What is wrong in the table")))
        dialog.add(_doubts_view(plan.doubts))
    return dialog


def _import(desk: Desk, plan: Plan, parent: QWidget) -> None:
    def done(report: ImportReport) -> None:
        added = ngettext("{n} association added", "{n} associations added", report.added)
        completed = ngettext("{n} completed", "{n} completed", report.completed)
        parts = (added.format(n=format_number(report.added)), completed.format(n=format_number(report.completed)))
        messages.inform(parent, ", ".join(parts))

    _work_beside(
        _("Importing the associations…"),
        lambda progress: import_organisations(desk, plan.rows, progress=_reporter(progress)),
        done,
        parent,
    )


def _work_beside(
    title: str, work: Callable[[Progress], Result], done: Callable[[Result], None], parent: QWidget
) -> None:
    def failed(error: Exception) -> None:
        if not (isinstance(error, UserError) and error.code == "cancelled"):
            messages.handle(error, parent)

    task = background.run(work, done, failed)
    ProgressDialog(title, task, parent).open()


def _reporter(progress: Progress) -> Callable[[int, int], bool]:
    def report(done: int, total: int) -> bool:
        progress.report(done, total)
        return not progress.is_cancelled

    return report


def _doubts(table: OrganisationTable, report: ImportReport) -> tuple[Doubt, ...]:
    told = [(one, True) for one in report.rejected] + [(one, False) for one in report.warnings]
    told.sort(key=lambda one: (not one[1], one[0].line))
    return tuple(
        Doubt(place, one.line, table.locate(one.line, one.problem).column, sentence(one.problem), is_rejected)
        for place, (one, is_rejected) in enumerate(told)
    )


def _figures(report: ImportReport) -> QWidget:
    counts = (
        (report.added, _("to add"), None),
        (report.completed, _("to complete"), None),
        (report.unchanged, _("already known"), None),
        (report.rejected_lines, _("rows left out"), Tone.DANGER if report.rejected else None),
    )
    row = hbox(spacing=32)
    for count, words, tone in counts:
        row.addLayout(vbox(figure(format_number(count), tone=tone), muted(words), spacing=0))
    row.addStretch(1)
    return holder(row)


def _doubts_view(doubts: tuple[Doubt, ...]) -> LinesView:
    columns = [
        Column("line", _("Line"), lambda one: str(one.line), width=76, align_right=True, sortable=False),
        Column("column", _("Column"), lambda one: one.column or "—", width=130, sortable=False),
        Column("words", _("What is wrong"), lambda one: one.words, sortable=False),
        Column(
            "state",
            _("State"),
            lambda one: _("left out") if one.is_rejected else _("to check"),
            width=100,
            chip=lambda one: Tone.DANGER if one.is_rejected else Tone.WARNING,
            sortable=False,
        ),
    ]
    view = LinesView(
        columns,
        lambda: len(doubts),
        lambda _sort, window: doubts[window.offset : window.offset + window.limit],
        Sort("line"),
        name=_("What is wrong in the table"),
    )
    view.setMinimumSize(theme.scaled(640), theme.scaled(220))
    view.refresh()
    return view
