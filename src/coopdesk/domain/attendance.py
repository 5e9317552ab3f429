"""Attendance: how many came to a booking, of which from the priority district, by age band; counts, never names."""

from dataclasses import dataclass
from enum import StrEnum

from coopdesk.foundation.problems import Problem


class AgeBand(StrEnum):
    """The bands people are counted in; the value is the column of the file."""

    AGE_0_5 = "age_0_5"
    AGE_6_11 = "age_6_11"
    AGE_12_17 = "age_12_17"
    AGE_18_25 = "age_18_25"
    AGE_26_64 = "age_26_64"
    AGE_65 = "age_65"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendance:
    """Who came to one booking; what nobody counted is None, and the bands may stay under the total."""

    total: int
    from_district: int | None = None
    age_0_5: int | None = None
    age_6_11: int | None = None
    age_12_17: int | None = None
    age_18_25: int | None = None
    age_26_64: int | None = None
    age_65: int | None = None

    @property
    def by_band(self) -> tuple[int | None, ...]:
        """The bands, youngest first."""
        return tuple(getattr(self, band) for band in AgeBand)

    @property
    def without_band(self) -> int:
        """How many of the total are in no band."""
        return self.total - sum(one or 0 for one in self.by_band)


@dataclass(frozen=True, slots=True)
class AttendanceTotals:
    """Who came over a period: `sessions` were counted, out of `held` firm bookings that are over."""

    held: int
    sessions: int
    expected: int
    total: int
    from_district: int
    by_band: tuple[int, ...]

    @property
    def without_band(self) -> int:
        """How many are in no band."""
        return self.total - sum(self.by_band)


def check(attendance: Attendance) -> list[Problem]:
    """All that is wrong with a count by itself."""
    counts = {"total": attendance.total, "from_district": attendance.from_district}
    counts |= dict(zip(AgeBand, attendance.by_band, strict=True))
    problems = [Problem(name, "negative_count") for name, count in counts.items() if count is not None and count < 0]
    if problems:
        return problems
    if attendance.from_district is not None and attendance.from_district > attendance.total:
        problems.append(Problem("from_district", "more_than_came", {"n": attendance.total}))
    if attendance.without_band < 0:
        problems.append(Problem("total", "bands_over_total", {"n": attendance.total - attendance.without_band}))
    return problems
