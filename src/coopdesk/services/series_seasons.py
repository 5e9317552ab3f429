"""A season's series carried over to another: the same weekdays a year later, every date checked anew."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import Connection

from coopdesk.domain.booking import TAKING
from coopdesk.domain.operation import Operation
from coopdesk.domain.series import Series
from coopdesk.domain.series_edit import carried, original, same_weekday
from coopdesk.domain.series_plan import Choice, SeriesPlan
from coopdesk.foundation.problems import Outcome, Problem, Refused, Saved, refused
from coopdesk.services.desk import Desk
from coopdesk.services.series_planning import NO_CHOICES, Wanted, planned
from coopdesk.services.series_working import usual_state
from coopdesk.services.series_writing import OnConflict, write
from coopdesk.store import series as store
from coopdesk.store.series import SeriesFilter
from coopdesk.store.unit_of_work import UnitOfWork

Choices = Mapping[int, Mapping[date, Choice]]
"""For each series that is carried over, what was decided for its new dates."""


@dataclass(frozen=True, slots=True)
class CarryOver:
    """A series and what it would be in the other season."""

    series: Series
    plan: SeriesPlan


def roll_over(
    desk: Desk, season: int, series_ids: Collection[int] | None = None, choices: Choices | None = None
) -> list[CarryOver]:
    """What the series of the season before would be in the one from September of that year; nothing is written.

    Each is checked against what is booked and against those carried over before it.
    """
    with desk.write(Operation.CARRY_OVER) as unit:
        # Written and not committed: the only way to say what they would do to one another, buffers and all.
        return [one for one, _key in _carried(desk, unit, season, series_ids, choices or {})]


def carry_over(
    desk: Desk,
    season: int,
    series_ids: Collection[int] | None = None,
    choices: Choices | None = None,
    on_conflict: OnConflict = "skip",
) -> Outcome:
    """Carry series over in one act; every date that cannot be held is among the warnings, left out with its reason."""
    with desk.write(Operation.CARRY_OVER) as unit:
        done = list(_carried(desk, unit, season, series_ids, choices or {}))
        refusals = [problem for one, _key in done for problem in one.plan.refusals]
        keys = [key for _one, key in done if key is not None]
        if not keys or (refusals and on_conflict == "refuse"):
            return Refused(tuple(refusals)) if refusals else refused("", "season_without_series")
        unit.commit()
    warnings = [problem for one, _key in done for problem in one.plan.warnings]
    return Saved(keys[0], (*map(_remark, refusals), *warnings))


def _remark(problem: Problem) -> Problem:
    return replace(problem, is_warning=True)


def _carried(
    desk: Desk, unit: UnitOfWork, season: int, series_ids: Collection[int] | None, choices: Choices
) -> Iterator[tuple[CarryOver, int | None]]:
    """Plan and write each series; without a key, one of which nothing could be held."""
    connection = unit.connection
    for series, first in _candidates(connection, season, series_ids):
        rows = store.dates_of(connection, series.id)
        draft = carried(series, season, first)
        held = [original(row) for row in rows if row.state in TAKING]
        picked = [] if series.rule else _same_days(held, season)
        wanted = Wanted(draft, choices.get(series.id, NO_CHOICES), usual_state(rows), tuple(picked))
        plan = planned(connection, wanted, desk.now())
        possible = plan.without_blocked()
        key = None
        if possible.kept and not possible.refusals:
            key = write(connection, possible, None, series.id)
        yield CarryOver(series, plan), key


def _same_days(days: Sequence[date], season: int) -> list[date]:
    """Dates picked by hand, a season later."""
    if not days:
        return []
    first = min(days)
    years = season - (first.year if first.month >= 9 else first.year - 1)
    opening, closing = date(season, 9, 1), date(season + 1, 8, 31)
    return [day for day in sorted({same_weekday(day, years, opening) for day in days}) if day <= closing]


def _candidates(
    connection: Connection, season: int, series_ids: Collection[int] | None
) -> Iterator[tuple[Series, date]]:
    """The series to carry over, each with its first day: of one that was cut in the season only the last part.

    Without a choice: all that hold a date in the season before, but those that have a successor in the season already.
    """
    if series_ids is None:
        last_season = SeriesFilter(first=date(season - 1, 9, 1), last=date(season, 8, 31))
        chosen = {line.id for line in store.lines(connection, last_season)}
        chosen -= store.preceding(connection, chosen, date(season, 9, 1))
    else:
        chosen = set(series_ids)
    found = {key: series for key in chosen if (series := store.SERIES.get(connection, key)) is not None}
    later = {series.predecessor_id for series in found.values()}
    for series in sorted(found.values(), key=lambda one: (one.starts_on, one.starts_at, one.id)):
        if series.id in later:
            continue
        first, before = series.starts_on, series.predecessor_id
        while before in found:
            first = min(first, found[before].starts_on)
            before = found[before].predecessor_id
        yield series, first
