"""Organisations from a table: good rows go in, all in one transaction; the others are reported, line by line."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date
from typing import NamedTuple

from coopdesk.domain import organisation as domain
from coopdesk.domain.operation import Operation
from coopdesk.domain.organisation import Organisation, OrganisationDraft
from coopdesk.domain.text import fold
from coopdesk.foundation.problems import Problem, UserError
from coopdesk.services.desk import Desk
from coopdesk.store import imports as store
from coopdesk.store.organisations import ORGANISATIONS

_STEP = 500
"""After how many rows progress is reported and Cancel looked at."""

_FILLED = tuple(one.name for one in fields(OrganisationDraft) if one.name not in ("name", "kind"))


class ImportRow(NamedTuple):
    """A row of a table: its line in the file, what was read, and what could not be."""

    line: int
    draft: OrganisationDraft
    problems: tuple[Problem, ...] = ()


class RowProblem(NamedTuple):
    """What is wrong with a row; `problem.field` tells the column."""

    line: int
    problem: Problem


@dataclass(slots=True)
class ImportReport:
    """What an import did, or would do."""

    added: int = 0
    completed: int = 0
    unchanged: int = 0
    rejected: list[RowProblem] = field(default_factory=list)
    warnings: list[RowProblem] = field(default_factory=list)

    @property
    def rejected_lines(self) -> int:
        """How many rows stay out."""
        return len({one.line for one in self.rejected})


class _Import(NamedTuple):
    """How many organisations there were before, and the day of the import."""

    existing: int
    today: date


class _Known:
    """Every organisation by what recognises it: SIRET, else RNA, else the folded name."""

    def __init__(self, existing: list[Organisation]) -> None:
        self.drafts: list[OrganisationDraft] = []
        self._places: dict[tuple[str, str], int] = {}
        for one in existing:
            self.add(one)

    def add(self, draft: OrganisationDraft) -> None:
        """Know one more."""
        self.drafts.append(draft)
        self._index(len(self.drafts) - 1)

    def complete(self, place: int, draft: OrganisationDraft) -> None:
        """Know more of one that is known."""
        self.drafts[place] = draft
        self._index(place)

    def _index(self, place: int) -> None:
        for key in self._keys(self.drafts[place]):
            self._places.setdefault(key, place)

    def has_namesake(self, draft: OrganisationDraft) -> bool:
        """Whether another organisation has the same name."""
        return ("name", fold(draft.name)) in self._places

    @staticmethod
    def _keys(draft: OrganisationDraft) -> list[tuple[str, str]]:
        keys = [("name", fold(draft.name))]
        keys += [("rna", draft.rna)] if draft.rna else []
        keys += [("siret", draft.siret)] if draft.siret else []
        return keys

    def place(self, draft: OrganisationDraft) -> int | None:
        """Where the same organisation is, None for a new one; two SIRETs under one name are two organisations."""
        for key in reversed(self._keys(draft)):
            place = self._places.get(key)
            if place is not None:
                other = self.drafts[place].siret
                return None if key[0] == "name" and draft.siret and other and other != draft.siret else place
        return None


def import_organisations(
    desk: Desk,
    rows: Sequence[ImportRow],
    *,
    dry_run: bool = False,
    progress: Callable[[int, int], bool] | None = None,
) -> ImportReport:
    """Add the new organisations of a table and fill what known ones lack, never overwriting anything.

    `progress(done, total)` returns False to cancel: UserError("cancelled"), and nothing is written.
    """
    with desk.read() as connection:
        existing = store.everything(connection)
    known = _Known(list(existing))
    report = ImportReport()
    completed: dict[int, OrganisationDraft] = {}
    for number, row in enumerate(rows):
        if number % _STEP == 0 and progress is not None and not progress(number, len(rows)):
            raise UserError("cancelled")
        draft = _checked(row, desk, report)
        if draft is not None:
            _take(ImportRow(row.line, draft), known, completed, report, _Import(len(existing), desk.today()))
    if not dry_run:
        _write(desk, existing, known.drafts[len(existing) :], completed)
    return report


def _checked(row: ImportRow, desk: Desk, report: ImportReport) -> OrganisationDraft | None:
    """The row's draft, tidied; None when something of it cannot go in."""
    draft = domain.tidy(row.draft)
    problems = [*row.problems, *domain.check(draft, desk.today())]
    wrong = [RowProblem(row.line, one) for one in problems if not one.is_warning]
    report.rejected += wrong
    report.warnings += [RowProblem(row.line, one) for one in problems if one.is_warning]
    return None if wrong else draft


def _take(
    row: ImportRow,
    known: _Known,
    completed: dict[int, OrganisationDraft],
    report: ImportReport,
    context: _Import,
) -> None:
    place = known.place(row.draft)
    if place is None:
        if known.has_namesake(row.draft):
            same = Problem("name", "duplicate_name", {"name": row.draft.name}, is_warning=True)
            report.warnings.append(RowProblem(row.line, same))
        known.add(row.draft)
        report.added += 1
        return
    before = known.drafts[place]
    lacking = {name: value for name in _FILLED if (value := getattr(row.draft, name)) and not getattr(before, name)}
    after = replace(before, **lacking)
    contradictions = [one for one in domain.check(after, context.today) if not one.is_warning]
    if lacking and contradictions:
        report.rejected += [RowProblem(row.line, one) for one in contradictions]
    elif lacking and place < context.existing:
        report.completed += place not in completed
        completed[place] = after
        known.complete(place, after)
    else:
        if lacking:
            known.complete(place, after)
        report.unchanged += 1


def _write(
    desk: Desk, existing: list[Organisation], added: list[OrganisationDraft], completed: dict[int, OrganisationDraft]
) -> None:
    if not added and not completed:
        return
    with desk.write(Operation.IMPORT_ORGANISATIONS) as unit:
        store.add_all(unit.connection, added)
        for place, draft in completed.items():
            ORGANISATIONS.replace(unit.connection, existing[place].id, draft)
        unit.commit()
