"""Loans of equipment: out, and back line by line."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from coopdesk.domain.period import Interval
from coopdesk.foundation.problems import Problem

LATE_HORIZON = timedelta(days=31)
"""What is late is assumed to stay out this much longer, not to be back (architecture.md §5, after leihs)."""


class LoanState(StrEnum):
    """Where a loan stands; it is read off its dates and lines, never stored."""

    RESERVED = "reserved"
    OUT = "out"
    LATE = "late"
    RETURNED = "returned"


@dataclass(frozen=True, slots=True, kw_only=True)
class LoanLineDraft:
    """A quantity of one article."""

    equipment_id: int
    quantity: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LoanLine(LoanLineDraft):
    """A line of a loan and what came back of it: good, damaged, missing."""

    id: int
    equipment: str
    returned_good: int = 0
    returned_damaged: int = 0
    missing: int = 0

    @property
    def outstanding(self) -> int:
        """How many are still out."""
        return self.quantity - self.returned_good - self.returned_damaged - self.missing


@dataclass(frozen=True, slots=True, kw_only=True)
class LoanDraft:
    """A loan as it is asked for: from when to when, to whom, what. Money is integer cents."""

    organisation_id: int
    starts_at: datetime
    due_at: datetime
    lines: tuple[LoanLineDraft, ...]
    deposit: int | None = None
    notes: str = ""

    @property
    def interval(self) -> Interval:
        """When the equipment is promised."""
        return Interval(self.starts_at, self.due_at)


@dataclass(frozen=True, slots=True, kw_only=True)
class Loan:
    """A loan of the register; `number` is the one on its slips (2026-118)."""

    id: int
    number: str
    organisation_id: int
    organisation: str
    starts_at: datetime
    due_at: datetime
    out_at: datetime | None
    closed_at: datetime | None
    deposit: int | None
    notes: str
    lines: tuple[LoanLine, ...]

    def state(self, now: datetime) -> LoanState:
        """Where it stands at a moment."""
        return loan_state(self.out_at, self.due_at, self.closed_at, now)


class LoanSummary(NamedTuple):
    """A loan as lists show it; `what` names its lines."""

    id: int
    number: str
    organisation_id: int
    organisation: str
    starts_at: datetime
    due_at: datetime
    out_at: datetime | None
    closed_at: datetime | None
    what: str

    def state(self, now: datetime) -> LoanState:
        """Where it stands at a moment."""
        return loan_state(self.out_at, self.due_at, self.closed_at, now)


class Holding(NamedTuple):
    """What an open loan holds, or will hold, of one article."""

    loan_id: int
    number: str
    organisation: str
    starts_at: datetime
    due_at: datetime
    out_at: datetime | None
    quantity: int

    def state(self, now: datetime) -> LoanState:
        """Where its loan stands at a moment."""
        return loan_state(self.out_at, self.due_at, None, now)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnLine:
    """What comes back now on one line."""

    line_id: int
    good: int = 0
    damaged: int = 0
    missing: int = 0


def loan_state(out_at: datetime | None, due_at: datetime, closed_at: datetime | None, now: datetime) -> LoanState:
    """Where a loan stands at a moment, from its dates."""
    if closed_at is not None:
        return LoanState.RETURNED
    if out_at is None:
        return LoanState.RESERVED
    return LoanState.LATE if due_at < now else LoanState.OUT


def promised_until(due_at: datetime, *, is_out: bool, now: datetime) -> datetime:
    """Until when the equipment must be counted as away: a late loan blocks the weeks to come."""
    return max(due_at, now + LATE_HORIZON) if is_out and due_at < now else due_at


def check(draft: LoanDraft) -> list[Problem]:
    """All that is wrong with a loan by itself; what is left needs the register."""
    problems = []
    if draft.due_at <= draft.starts_at:
        problems.append(Problem("due_at", "end_before_start"))
    if not draft.lines:
        problems.append(Problem("lines", "loan_without_lines"))
    if any(line.quantity < 1 for line in draft.lines):
        problems.append(Problem("lines", "quantity_positive"))
    if len({line.equipment_id for line in draft.lines}) != len(draft.lines):
        problems.append(Problem("lines", "equipment_twice"))
    if draft.deposit is not None and draft.deposit < 0:
        problems.append(Problem("deposit", "negative_amount"))
    return problems


def take_back(line: LoanLine, back: ReturnLine) -> LoanLine:
    """The line once this has come back too."""
    return replace(
        line,
        returned_good=line.returned_good + back.good,
        returned_damaged=line.returned_damaged + back.damaged,
        missing=line.missing + back.missing,
    )


def check_return(line: LoanLine, back: ReturnLine) -> list[Problem]:
    """Refuse to take back a negative number, or more than is out."""
    if min(back.good, back.damaged, back.missing) < 0:
        return [Problem("lines", "negative_count")]
    if back.good + back.damaged + back.missing > line.outstanding:
        return [Problem("lines", "more_back_than_out", {"name": line.equipment, "n": line.outstanding})]
    return []
