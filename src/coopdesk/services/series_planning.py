"""What a series would be: each of its dates with its standing and its remedies. Nothing is written here."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from coopdesk.domain import recurrence
from coopdesk.domain.booking import TAKING, Booking, BookingState, Reason
from coopdesk.domain.calendars import Calendar, DatedVerdict, ReasonCode, season_end, sift
from coopdesk.domain.period import Interval
from coopdesk.domain.recurrence_rule import RuleError, parse_rule
from coopdesk.domain.room import capacity_of
from coopdesk.domain.series import SeriesDraft
from coopdesk.domain.series_plan import Choice, Decision, PlannedDate, SeriesPlan, Standing, is_firm
from coopdesk.foundation.problems import Problem
from coopdesk.services import calendars
from coopdesk.services.desk import Desk
from coopdesk.services.series_checks import Asked, Checks, Coverage, Found, coverage, in_the_past
from coopdesk.store import house

NO_CHOICES: Mapping[date, Choice] = {}

_BY_HOLIDAY = {
    ReasonCode.SCHOOL_HOLIDAY: (Standing.SCHOOL_HOLIDAY, Reason.SCHOOL_HOLIDAY),
    ReasonCode.NO_SCHOOL_HOLIDAY: (Standing.NO_SCHOOL_HOLIDAY, Reason.NO_SCHOOL_HOLIDAY),
    ReasonCode.BANK_HOLIDAY: (Standing.BANK_HOLIDAY, Reason.BANK_HOLIDAY),
    ReasonCode.CALENDAR_UNKNOWN: (Standing.CALENDAR_UNKNOWN, Reason.OTHER),
}
_BY_STANDING = {
    Standing.CONFLICT: Reason.CONFLICT,
    Standing.CLOSED: Reason.CLOSURE,
    Standing.OUTSIDE_HOURS: Reason.OUTSIDE_HOURS,
    Standing.PAPERS: Reason.PAPERS,
}

_WAITS_FOR = frozenset({"overlap", "meets_itself", "room_closed"})


def plan(
    desk: Desk,
    draft: SeriesDraft,
    choices: Mapping[date, Choice] = NO_CHOICES,
    state: BookingState = BookingState.CONFIRMED,
    picked: Sequence[date] = (),
    *,
    override_reason: str = "",
    calendar: Calendar | None = None,
) -> SeriesPlan:
    """What a series would be, date by date; `calendar` takes the place of the house's."""
    with desk.read() as connection:
        asked = Wanted(draft, choices, state, tuple(picked), override_reason, calendar)
        return planned(connection, asked, desk.now())


@dataclass(frozen=True, slots=True)
class Wanted:
    """A series as it is asked for, with all that was decided for it.

    `rows` are the bookings that dates of it have already, as they are to be; holidays are asked about for the `sifted`
    dates only, None for all.
    """

    draft: SeriesDraft
    choices: Mapping[date, Choice] = field(default_factory=dict)
    state: BookingState = BookingState.CONFIRMED
    picked: tuple[date, ...] = ()
    override_reason: str = ""
    calendar: Calendar | None = None
    rows: Mapping[date, Booking] = field(default_factory=dict)
    sifted: Collection[date] | None = None

    @property
    def own(self) -> list[int]:
        """The bookings that are no one else's: they may take one another's places."""
        return [row.id for row in self.rows.values()]


def planned(
    connection: Connection,
    wanted: Wanted,
    now: datetime,
    days: Sequence[date] | None = None,
    also: Collection[int] = (),
) -> SeriesPlan:
    """A plan within a transaction; `days` takes the place of what the rule gives, `also` are bookings to look past."""
    draft, zone = wanted.draft, ZoneInfo(house.read(connection).time_zone)
    try:
        draft = tidied(draft, zone)
        wanted = replace(wanted, draft=draft)
        if days is None:
            days = days_of(draft, wanted.picked)
        # Refuses an end before the start, which no date could mend.
        recurrence.spans([], draft.starts_at, draft.ends_at, draft.days_over)
    except RuleError as error:
        return SeriesPlan(draft=draft, state=wanted.state, problems=(error.problem,))
    checks = Checks(connection, zone)
    held_on = [_session(wanted, day).start.date() for day in days]
    # A date may have been given to somebody else: it is theirs that counts then.
    parties = {draft.organisation_id, *(row.organisation_id for row in wanted.rows.values())}
    papers = {party: coverage(connection, party, held_on) for party in parties}
    problems = [one for one in papers[draft.organisation_id].problems if one.code == "organisation_unknown"]
    problems += _of_room(checks, wanted)
    if any(one.code in {"organisation_unknown", "room_unknown", "negative_count"} for one in problems):
        return SeriesPlan(draft=draft, state=wanted.state, problems=tuple(problems))
    if not days:
        return SeriesPlan(draft=draft, state=wanted.state)
    calendar = wanted.calendar or calendars.read(connection)
    verdicts = _sifted(wanted, days, calendar)
    rows = [_row(wanted, verdict, papers) for verdict in verdicts]
    places = [place for place, row in enumerate(rows) if not row.is_holiday]
    found = dict(zip(places, checks.judge([rows[place].asked for place in places], {*wanted.own, *also}), strict=True))
    dates = tuple(_date(row, found.get(place), now) for place, row in enumerate(rows))
    mine = [one for row, one in zip(rows, dates, strict=True) if row.asked.organisation_id == draft.organisation_id]
    return SeriesPlan(
        draft=draft,
        state=wanted.state,
        dates=dates,
        problems=(
            *problems,
            *_of_papers(papers[draft.organisation_id], mine),
            *_of_calendar(calendar, verdicts),
            *_of_past(dates),
        ),
    )


def _sifted(wanted: Wanted, days: Sequence[date], calendar: Calendar) -> list[DatedVerdict]:
    verdicts = sift(days, calendar, wanted.draft.school_holidays, wanted.draft.bank_holidays)
    if wanted.sifted is None:
        return verdicts
    return [one if one.day in wanted.sifted else DatedVerdict(one.day, kept=True) for one in verdicts]


def tidied(draft: SeriesDraft, zone: ZoneInfo) -> SeriesDraft:
    """A series with its rule as the file holds it: the canonical text, ended by a day; raises RuleError.

    An UNTIL with an hour is compared with the hour of the sessions once, here.
    """
    if not draft.rule:
        return draft
    rule = parse_rule(draft.rule)
    if isinstance(rule.until, datetime):
        start = datetime.combine(draft.starts_on, draft.starts_at)
        rule = recurrence.with_until(rule, recurrence.dates(rule, start, zone=zone)[-1])
    return replace(draft, rule=rule.text)


def days_of(draft: SeriesDraft, picked: Collection[date] = ()) -> list[date]:
    """The dates a series gives, with those picked by hand; raises RuleError."""
    rule = parse_rule(draft.rule) if draft.rule else None
    return recurrence.dates(rule, draft.starts_on, season_end(draft.starts_on), picked)


@dataclass(frozen=True, slots=True)
class _Row:
    """A date before it is held against the others."""

    verdict: DatedVerdict
    choice: Choice | None
    state: BookingState
    asked: Asked
    paper: Problem | None
    is_holiday: bool
    booking_id: int | None


def _row(wanted: Wanted, verdict: DatedVerdict, papers: Mapping[int | None, Coverage]) -> _Row:
    """What is wanted of a date: what was decided for it, or else what the holidays say."""
    choice, row = wanted.choices.get(verdict.day), wanted.rows.get(verdict.day)
    draft, session = wanted.draft if row is None else row, _session(wanted, verdict.day)
    room_id, state = draft.room_id, wanted.state if row is None else row.state
    override = ("" if row is None else row.override_reason) or wanted.override_reason
    if choice is not None and choice.decision is not Decision.SKIP:
        room_id = choice.room_id or room_id
        override = choice.override_reason or override
        state = BookingState.OPTION if choice.decision is Decision.OPTION else state
    paper = papers[draft.organisation_id].problem(session.start.date())
    if paper is not None and not paper.is_warning and is_firm(state):
        # What the house requires is not there for this date: it is held under reserve.
        state = BookingState.OPTION
    asked = Asked(
        session, room_id, draft.organisation_id, is_firm(state), draft.layout, draft.expected_persons, override
    )
    key = None if row is None else row.id
    return _Row(verdict, choice, state, asked, paper, choice is None and not verdict.kept, key)


def _session(wanted: Wanted, day: date) -> Interval:
    """When a date is held: as its series has it, or its row by now, or as it was decided."""
    choice, row = wanted.choices.get(day), wanted.rows.get(day)
    session = wanted.draft.session_on(day) if row is None else row.interval
    return session if choice is None or choice.decision is Decision.SKIP else choice.session(session)


def _date(row: _Row, found: Found | None, now: datetime) -> PlannedDate:
    """A date with its standing: a holiday that is left out, or what its checks found."""
    day, holiday = row.verdict.day, row.verdict.reason
    if found is None:
        standing, because = _BY_HOLIDAY[holiday.code] if holiday else (Standing.SKIPPED, Reason.OTHER)
        return PlannedDate(
            day=day,
            session=row.asked.session,
            room_id=row.asked.room_id,
            standing=standing,
            state=BookingState.SKIPPED,
            holiday=holiday,
            reason_code=because,
            booking_id=row.booking_id,
        )
    standing, problems = found.standing, list(found.problems)
    if row.state not in TAKING:
        # A request takes no room: it may wait for one that is not free.
        problems = [replace(one, is_warning=True) if one.code in _WAITS_FOR else one for one in problems]
    if row.paper is not None:
        standing = Standing.PAPERS if standing is Standing.FREE else standing
    if standing is Standing.FREE and in_the_past(row.asked.session, now):
        standing = Standing.PAST
    if standing is Standing.FREE and holiday is not None:
        standing = _BY_HOLIDAY[holiday.code][0]
    state, reason = row.state, ""
    code: Reason | None = None
    if row.choice is not None and row.choice.decision is Decision.SKIP:
        state, reason = BookingState.SKIPPED, row.choice.reason
        code = row.choice.reason_code or _BY_STANDING.get(standing, _reason_of(row.verdict))
    return PlannedDate(
        day=day,
        session=row.asked.session,
        room_id=row.asked.room_id,
        standing=standing,
        state=state,
        problems=tuple(problems),
        others=found.others,
        holiday=holiday,
        reason_code=code,
        reason=reason,
        override_reason=row.asked.override_reason if any(one.is_warning for one in problems) else "",
        choice=row.choice,
        is_uncovered=row.paper is not None,
        booking_id=row.booking_id,
    )


def _reason_of(verdict: DatedVerdict) -> Reason:
    return Reason.OTHER if verdict.reason is None else _BY_HOLIDAY[verdict.reason.code][1]


def _of_room(checks: Checks, wanted: Wanted) -> list[Problem]:
    """What is wrong with the room for the whole series."""
    draft = wanted.draft
    room = checks.room(draft.room_id)
    if room is None:
        return [Problem("room_id", "room_unknown", {"name": ""})]
    if draft.expected_persons is None:
        return []
    if draft.expected_persons < 0:
        return [Problem("expected_persons", "negative_count")]
    most = capacity_of(room, draft.layout)
    if draft.expected_persons <= most:
        return []
    params: dict[str, str | int] = {"room": room.name, "capacity": most}
    return [Problem("expected_persons", "over_capacity", params, is_warning=bool(wanted.override_reason))]


def _of_papers(papers: Coverage, dates: Sequence[PlannedDate]) -> list[Problem]:
    """The papers that do not reach every date that is held, as warnings: where they must, it is an option only."""
    held = [one.session.start.date().isoformat() for one in dates if not one.is_skipped]
    found = []
    for paper in papers.problems:
        days = sorted(day for day in held if "day" not in paper.params or day > str(paper.params["day"]))
        if days:
            params = {**paper.params, "first": days[0], "n": len(days)}
            found.append(replace(paper, params=params, is_warning=True))
    return found


def _of_calendar(calendar: Calendar, verdicts: Sequence[DatedVerdict]) -> list[Problem]:
    unknown = any(one.reason is not None and one.reason.code is ReasonCode.CALENDAR_UNKNOWN for one in verdicts)
    if not (unknown and calendar.known_from and calendar.horizon):
        return []
    known = {"first": calendar.known_from.isoformat(), "day": calendar.horizon.isoformat()}
    return [Problem("school_holidays", "calendar_horizon", known, is_warning=True)]


def _of_past(dates: Sequence[PlannedDate]) -> list[Problem]:
    past = [one for one in dates if not one.is_skipped and one.standing is Standing.PAST]
    return [Problem("starts_on", "dates_in_the_past", {"n": len(past)}, is_warning=True)] if past else []
