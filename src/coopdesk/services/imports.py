"""Organisations from a table: good rows go in, all in one transaction; the others are reported, line by line."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection

from coopdesk.domain import organisation as domain
from coopdesk.domain.operation import Operation
from coopdesk.domain.organisation import Organisation, OrganisationDraft
from coopdesk.domain.text import fold
from coopdesk.foundation.problems import Problem, UserError, errors, warnings
from coopdesk.services.desk import Desk
from coopdesk.store import imports as store
from coopdesk.store.organisations import ORGANISATIONS

_STEP = 500
"""After how many rows progress is reported and Cancel looked at."""

_FILLED = tuple(one.name for one in fields(OrganisationDraft) if one.name not in ("name", "kind"))
_EMPTY = (None, "", ())
"""What a field holds when nothing is known; a number of members that is 0 is known."""


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


class _Known:
    """Every organisation by what recognises it: SIRET, else RNA, else the folded name.

    Two numbers that differ under one name are two organisations.
    """

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

    def place_of_rna(self, rna: str) -> int | None:
        """Where the organisation of this RNA number is."""
        return self._places.get(("rna", rna))

    @staticmethod
    def _keys(draft: OrganisationDraft) -> list[tuple[str, str]]:
        keys = [("name", fold(draft.name))]
        keys += [("rna", draft.rna)] if draft.rna else []
        keys += [("siret", draft.siret)] if draft.siret else []
        return keys

    def place(self, draft: OrganisationDraft) -> int | None:
        """Where the same organisation is, None for a new one."""
        for key in reversed(self._keys(draft)):
            place = self._places.get(key)
            if place is not None:
                is_namesake_only = key[0] == "name" and _numbers_differ(draft, self.drafts[place])
                return None if is_namesake_only else place
        return None


def _numbers_differ(one: OrganisationDraft, other: OrganisationDraft) -> bool:
    pairs = ((one.siret, other.siret), (one.rna, other.rna))
    return any(mine and theirs and mine != theirs for mine, theirs in pairs)


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
    if dry_run:
        with desk.read() as connection:
            return _walked(connection, rows, desk.today(), progress).report
    # What is known is read inside the transaction: nobody can add the same organisation between look and write.
    with desk.write(Operation.IMPORT_ORGANISATIONS) as unit:
        done = _walked(unit.connection, rows, desk.today(), progress)
        if done.has_something_to_write:
            done.write(unit.connection)
            unit.commit()
    return done.report


def _walked(
    connection: Connection, rows: Sequence[ImportRow], today: date, progress: Callable[[int, int], bool] | None
) -> "_Import":
    """All rows taken, or not, into what the file holds; nothing is written yet."""
    done = _Import(store.everything(connection), today)
    for number, row in enumerate(rows):
        if number % _STEP == 0 and progress is not None and not progress(number, len(rows)):
            raise UserError("cancelled")
        done.take(row)
    return done


class _Import:
    """An import under way: what is known so far, what is to be written, and what is to be said."""

    def __init__(self, existing: list[Organisation], today: date) -> None:
        self.report = ImportReport()
        self._existing = existing
        self._today = today
        self._known = _Known(list(existing))
        self._completed: dict[int, OrganisationDraft] = {}

    def take(self, row: ImportRow) -> None:
        """Add a row, complete what is known of its organisation, or say why not."""
        draft = domain.tidy(row.draft)
        if not self._accept(row.line, [*row.problems, *domain.check(draft, self._today)]):
            return
        place = self._known.place(draft)
        if place is not None:
            self._meet_again(row.line, draft, place)
            return
        if self._known.has_namesake(draft):
            self._accept(row.line, [Problem("name", "duplicate_name", {"name": draft.name}, is_warning=True)])
        self._known.add(draft)
        self.report.added += 1

    def _meet_again(self, line: int, draft: OrganisationDraft, place: int) -> None:
        before = self._known.drafts[place]
        lacking = {
            name: value
            for name in _FILLED
            if (value := getattr(draft, name)) not in _EMPTY and getattr(before, name) in _EMPTY
        }
        after = replace(before, **lacking)
        problems = []
        if fold(before.name) != fold(draft.name):
            problems.append(Problem("name", "known_under_other_name", {"name": before.name}, is_warning=True))
        if lacking:
            problems += errors(domain.check(after, self._today))
        holder = self._known.place_of_rna(draft.rna) if "rna" in lacking else None
        if holder is not None:
            problems.append(Problem("rna", "duplicate_rna", {"name": self._known.drafts[holder].name}))
        if not self._accept(line, problems):
            return
        if lacking:
            self._known.complete(place, after)
        if lacking and place < len(self._existing):
            self.report.completed += place not in self._completed
            self._completed[place] = after
        else:
            self.report.unchanged += 1

    def _accept(self, line: int, problems: list[Problem]) -> bool:
        """Report the problems of a row; whether it may go in all the same."""
        wrong = errors(problems)
        self.report.rejected += [RowProblem(line, one) for one in wrong]
        self.report.warnings += [RowProblem(line, one) for one in warnings(problems)]
        return not wrong

    @property
    def has_something_to_write(self) -> bool:
        """Whether anything is new."""
        return bool(self.report.added or self._completed)

    def write(self, connection: Connection) -> None:
        """Write what is new."""
        store.add_all(connection, self._known.drafts[len(self._existing) :])
        for place, draft in self._completed.items():
            ORGANISATIONS.replace(connection, self._existing[place].id, draft)
