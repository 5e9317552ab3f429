"""Closures: when a room, or the whole house, cannot be used."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from coopdesk.domain.booking import check_times
from coopdesk.domain.period import Interval
from coopdesk.foundation.problems import Problem

LONGEST_CLOSURE_DAYS = 366


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosureDraft:
    """A closure as it is typed in; no room means the whole house. A yearly one comes back on the same dates."""

    room_id: int | None
    starts_at: datetime
    ends_at: datetime
    is_yearly: bool = False
    reason: str = ""

    def during(self, span: Interval) -> Iterator[Interval]:
        """When it closes so that it shares a moment with a stretch of time, soonest first."""
        first = self.starts_at.year
        # Before its own dates nothing was closed.
        years = range(max(first, span.start.year - 1), span.end.year + 1) if self.is_yearly else (first,)
        for year in years:
            shift = year - self.starts_at.year
            closed = Interval(_in_year(self.starts_at, shift), _in_year(self.ends_at, shift))
            if closed.overlaps(span):
                yield closed


@dataclass(frozen=True, slots=True, kw_only=True)
class Closure(ClosureDraft):
    """A closure of the register."""

    id: int


def check(draft: ClosureDraft) -> list[Problem]:
    """All that is wrong with a closure by itself."""
    if draft.ends_at <= draft.starts_at:
        return check_times(draft.starts_at, draft.ends_at)
    if (draft.ends_at - draft.starts_at).days > LONGEST_CLOSURE_DAYS:
        return [Problem("ends_at", "closure_too_long")]
    return []


def _in_year(moment: datetime, shift: int) -> datetime:
    """The same date some years later; 29 February becomes the 28th where there is none."""
    try:
        return moment.replace(year=moment.year + shift)
    except ValueError:
        return moment.replace(year=moment.year + shift, day=28)
