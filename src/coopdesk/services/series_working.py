"""What an edit would do to a series, worked out whole before anything is written.

Nothing is ever rebuilt: a date is known by its series and its original date, keeps its row, and takes only what the
edit changes. What has begun is not touched; where it must not follow the rest, the series is cut in two.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from coopdesk.domain.booking import TAKING, Booking, BookingState, Reason
from coopdesk.domain.calendars import season_end, sift
from coopdesk.domain.recurrence import split_at
from coopdesk.domain.recurrence_rule import Frequency, RuleError, parse_rule
from coopdesk.domain.series import Scope, Series, SeriesDraft
from coopdesk.domain.series_edit import HOLIDAY_REASONS, changed, draft_of, is_untouched, monday, original, paired
from coopdesk.domain.series_plan import Choice, PlannedDate, SeriesPlan
from coopdesk.services import calendars
from coopdesk.services.series_checks import in_the_past
from coopdesk.services.series_planning import Wanted, days_of, planned, tidied
from coopdesk.store import house
from coopdesk.store import series as store

PLACE = ("room_id", "organisation_id", "starts_at", "ends_at", "state")
"""Where, for whom and when a booking takes a room."""
_CHECKED = (*PLACE, "layout", "expected_persons")
_HELD = TAKING | {BookingState.REQUEST}
PROMISED = frozenset({BookingState.REQUEST, BookingState.OPTION})
"""The states that further dates share with those that are there; beside any other they are firm."""


@dataclass(frozen=True, slots=True)
class Asking:
    """An edit as it is asked for; without `picked` the dates picked by hand stay as they are."""

    draft: SeriesDraft
    scope: Scope
    choices: Mapping[date, Choice] = field(default_factory=dict)
    state: BookingState | None = None
    picked: Collection[date] | None = None
    override_reason: str = ""


@dataclass(frozen=True, slots=True)
class Working:
    """An edit worked out: the plan of the dates it moves or adds, and the rows as they will be.

    `rows` are those that stay, before the plan has its say; `gone` are deleted. With a `head` the series is cut in two:
    it keeps what is before under that rule, and the rest becomes a series of its own, `tail`.
    """

    plan: SeriesPlan
    former: Series
    tail: SeriesDraft
    head: SeriesDraft | None
    before: Mapping[int, Booking]
    rows: tuple[Booking, ...]
    gone: tuple[int, ...]
    is_empty: bool

    def final(self, plan: SeriesPlan, option_until: date | None) -> list[Booking]:
        """The rows that stay, as a plan would have them."""
        by_day = {one.day: one for one in plan.dates}
        return [
            row if row.occurrence_on not in by_day else as_planned(row, by_day[row.occurrence_on], option_until)
            for row in self.rows
        ]


def as_planned(row: Booking, one: PlannedDate, option_until: date | None) -> Booking:
    """A row as a plan has it."""
    until = row.option_until or option_until if one.state is BookingState.OPTION else None
    return replace(
        row,
        room_id=one.room_id,
        starts_at=one.session.start,
        ends_at=one.session.end,
        state=one.state,
        option_until=until,
        reason_code=one.reason_code,
        reason=one.reason,
        override_reason=one.override_reason or row.override_reason,
    )


def affected(rows: Iterable[Booking], booking: Booking, scope: Scope, now: datetime) -> list[Booking]:
    """The dates of a series that a scope means; none that has begun."""
    coming = [row for row in rows if not in_the_past(row.interval, now)]
    if scope is Scope.ALL:
        return coming
    if scope is Scope.THIS:
        return [row for row in coming if row.id == booking.id]
    return [row for row in coming if original(row) >= original(booking)]


def worked_out(connection: Connection, series: Series, booking: Booking, asking: Asking, now: datetime) -> Working:
    """What an edit would do; raises RuleError where the new rule cannot be taken."""
    zone = ZoneInfo(house.read(connection).time_zone)
    asking = replace(asking, draft=tidied(asking.draft, zone))
    every = store.dates_of(connection, series.id)
    touched = affected(every, booking, asking.scope, now)
    days = _Days() if asking.scope is Scope.THIS else _days(series, asking, booking, every, touched, now)
    left, gone = _left(connection, series, touched, days.gone)
    rows = [_changed(row, series, asking, days) for row in touched if row.id not in gone and row.id not in left]
    asked = _asked(connection, series, asking, rows, days, {row.id: row for row in touched})
    rest = [row for row in rows if original(row) not in asked.rows]
    whole = [*left.values(), *rest, *asked.rows.values()]
    head, tail = _parted(series, asking, days, [original(row) for row in whole], is_apart=len(touched) < len(every))
    plan = planned(connection, asked, now, sorted({*asked.rows, *days.added}))
    return Working(
        plan=plan,
        former=series,
        tail=tail,
        head=head,
        before={row.id: row for row in touched},
        rows=tuple(whole),
        gone=tuple(gone),
        is_empty=not whole and not days.added and len(touched) == len(every),
    )


@dataclass(frozen=True, slots=True)
class _Days:
    """What becomes of the original dates: moved, gone, added; whether those before would be others too."""

    moved: Mapping[date, date] = field(default_factory=dict)
    gone: frozenset[date] = frozenset()
    added: frozenset[date] = frozenset()
    first: date = date.max
    head_differs: bool = False


def _days(
    series: Series,
    asking: Asking,
    booking: Booking,
    every: Sequence[Booking],
    touched: Sequence[Booking],
    now: datetime,
) -> _Days:
    draft = asking.draft
    theirs = {original(row) for row in touched}
    first = min(theirs, default=date.max)
    if asking.picked is None and (series.rule, series.starts_on) == (draft.rule, draft.starts_on):
        return _Days(first=first)
    if asking.picked is None and not draft.rule and not series.rule:
        return _Days(first=first)
    known = {original(row) for row in every}
    by_rule = _by_rule(series) if series.rule else known
    wanted = set(days_of(draft, asking.picked or ()))
    # Dates picked by hand are none of the rule's: a new rule leaves them.
    by_hand = theirs - by_rule if asking.picked is None else set()
    is_following = asking.scope is Scope.FOLLOWING
    start = original(booking) if is_following else date.min
    # A date of the rule without a row was deleted: it does not come back.
    shut = (known - theirs) | (by_rule - known) | by_hand
    new = {
        day
        for day in wanted - shut
        if day >= (monday(start) if is_following else start) and not in_the_past(draft.session_on(day), now)
    }
    pairing = paired(theirs - by_hand, new, _frequency(series, draft))
    added = frozenset(day for day in pairing.added if day >= start)
    boundary = min({*theirs, *added}, default=date.max)
    differs = {day for day in by_rule if day < boundary} != {day for day in wanted if day < boundary}
    return _Days(pairing.moved, pairing.gone, added, first, differs)


def _by_rule(series: SeriesDraft) -> set[date]:
    try:
        return set(days_of(series))
    except RuleError:  # a rule of which no date is left
        return set()


def _frequency(series: SeriesDraft, draft: SeriesDraft) -> Frequency | None:
    """How often, where both rules come back alike."""
    kinds = {parse_rule(one.rule).frequency if one.rule else None for one in (series, draft)}
    return kinds.pop() if len(kinds) == 1 else None


def _left(
    connection: Connection, series: Series, touched: Sequence[Booking], gone: Collection[date]
) -> tuple[dict[int, Booking], set[int]]:
    """Of the dates that the rule no longer gives: those that stay as left out, and those that are deleted.

    Only what nobody touched is deleted; what an action counts on, or somebody decided, stays to be read.
    """
    leaving = [row for row in touched if original(row) in gone]
    linked = store.linked(connection, [row.id for row in leaving])
    deleted = {row.id for row in leaving if row.id not in linked and is_untouched(row, series)}
    left = {row.id: _left_out(row) for row in leaving if row.id not in deleted}
    return left, deleted


def _left_out(row: Booking) -> Booking:
    if row.state not in _HELD:
        return row
    return replace(row, state=BookingState.SKIPPED, reason_code=Reason.OTHER, option_until=None)


def _changed(row: Booking, series: Series, asking: Asking, days: _Days) -> Booking:
    day = days.moved.get(original(row), original(row))
    if asking.scope is Scope.THIS:
        # For this date alone what is asked for counts, whatever it had of its own.
        return changed(row, series, asking.draft, day, is_forced=True)
    return changed(row, series, asking.draft, day)


def _asked(
    connection: Connection,
    series: Series,
    asking: Asking,
    rows: Sequence[Booking],
    days: _Days,
    before: Mapping[int, Booking],
) -> Wanted:
    """What has to be looked at: the rows whose place changes, or their holidays, or for which something was decided."""
    state = asking.state or usual_state(before.values())
    again = _asked_again(connection, series, asking, rows, before)
    looked_at: dict[date, Booking] = {}
    for row in rows:
        day, former = original(row), before[row.id]
        if row.id in again and row.state is BookingState.SKIPPED:
            looked_at[day] = replace(row, state=state, reason_code=None, reason="")
        elif row.state in TAKING and (
            row.id in again
            or day in asking.choices
            or any(getattr(row, name) != getattr(former, name) for name in _CHECKED)
        ):
            looked_at[day] = row
    sifted = {original(row) for row in rows if row.id in again} | days.added
    override = asking.override_reason or next((row.override_reason for row in rows if row.override_reason), "")
    return Wanted(asking.draft, asking.choices, state, override_reason=override, rows=looked_at, sifted=sifted)


def _asked_again(
    connection: Connection, series: Series, asking: Asking, rows: Sequence[Booking], before: Mapping[int, Booking]
) -> set[int]:
    """The rows of which the holidays are looked up again: on another date, or under another rule for holidays."""
    if asking.scope is Scope.THIS:
        return set()
    draft = asking.draft
    other_rules = (series.school_holidays, series.bank_holidays) != (draft.school_holidays, draft.bank_holidays)
    candidates = [
        row
        for row in rows
        if (other_rules or row.occurrence_on != before[row.id].occurrence_on)
        and (row.state in TAKING or (row.state is BookingState.SKIPPED and row.reason_code in HOLIDAY_REASONS))
        and row.starts_at.date() == row.occurrence_on
    ]
    if not candidates:
        return set()
    calendar = calendars.read(connection)
    former = [original(before[row.id]) for row in candidates]
    verdicts = sift(former, calendar, series.school_holidays, series.bank_holidays)
    return {
        row.id
        for row, verdict in zip(candidates, verdicts, strict=True)
        # Held on a holiday although the series leaves them out: somebody wanted it so.
        if not (row.state in TAKING and not verdict.kept)
    }


def usual_state(rows: Iterable[Booking]) -> BookingState:
    """The state that a new date of a series has: firm, unless all the others are options, or requests."""
    states = {row.state for row in rows if row.state in _HELD}
    return states.pop() if len(states) == 1 and states <= PROMISED else BookingState.CONFIRMED


def _parted(
    series: Series, asking: Asking, days: _Days, staying: Collection[date], *, is_apart: bool
) -> tuple[SeriesDraft | None, SeriesDraft]:
    """The series before, where it has to be cut in two, and from then on."""
    draft = asking.draft
    if asking.scope is Scope.THIS:
        return None, draft_of(series)
    other_hours = (series.starts_at, series.ends_at, series.days_over) != (
        draft.starts_at,
        draft.ends_at,
        draft.days_over,
    )
    is_following = asking.scope is Scope.FOLLOWING and draft_of(series) != draft
    if not (is_apart and (is_following or days.head_differs or other_hours)):
        return None, draft
    head = draft_of(series)
    if series.rule and days.first < date.max:
        before = split_at(parse_rule(series.rule), series.starts_on, days.first, season_end(series.starts_on)).head
        head = replace(head, rule="" if before is None else before.text)
    new = {*staying, *days.added}
    if not new:
        return None, head
    first = min(new)
    if not draft.rule:
        return head, replace(draft, starts_on=first)
    _before, rule, starts_on = split_at(parse_rule(draft.rule), draft.starts_on, first, season_end(draft.starts_on))
    return head, replace(draft, rule="" if rule is None else rule.text, starts_on=starts_on or first)
