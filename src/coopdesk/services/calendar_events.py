"""Bookings of the file as events of a calendar: what an export writes, and what an import compares with."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from coopdesk.domain import recurrence
from coopdesk.domain.booking import Booking, BookingState
from coopdesk.domain.calendar_event import LIVE, CalendarEvent, LeftOut, shown_state, summary_of
from coopdesk.domain.calendars import season_end
from coopdesk.domain.house import House
from coopdesk.domain.recurrence_rule import Rule, RuleError, parse_rule
from coopdesk.domain.series import Series


@dataclass(frozen=True, slots=True)
class Writer:
    """Turns bookings and series into events, with the names of the house's rooms and organisations."""

    house: House
    rooms: Mapping[int, str]
    organisations: Mapping[int, str]

    @property
    def _domain(self) -> str:
        return self.house.uid or "coopdesk"

    def booking_uid(self, one: Booking) -> str:
        """What other calendars call a booking."""
        return one.uid or f"booking-{one.id}@{self._domain}"

    def series_uid(self, one: Series) -> str:
        """What other calendars call a series."""
        return one.uid or f"series-{one.id}@{self._domain}"

    def key_of(self, uid: str, what: str) -> int | None:
        """The key that a UID of ours was made from."""
        head, _at, domain = uid.partition("@")
        name, _dash, number = head.partition("-")
        if domain != self._domain or name != what or not (number.isascii() and number.isdecimal()):
            return None
        return int(number) if len(number) < 18 else None

    def single(self, one: Booking) -> CalendarEvent:
        """A booking that belongs to no series."""
        return self._event(one, self.booking_uid(one))

    def date(self, one: Booking, series: Series) -> CalendarEvent:
        """A date of a series, as it stands in the place of what the series says."""
        event = self._event(one, self.series_uid(series))
        if one.occurrence_on is None:
            return event
        return replace(event, original=datetime.combine(one.occurrence_on, series.starts_at))

    def _event(self, one: Booking, uid: str) -> CalendarEvent:
        name = None if one.organisation_id is None else self.organisations.get(one.organisation_id)
        state = shown_state(one.state)
        return CalendarEvent(
            uid=uid,
            starts_at=one.starts_at,
            ends_at=one.ends_at,
            summary=summary_of(name, one.purpose, self.house.name),
            location=self.rooms[one.room_id],
            state=state,
            option_until=one.option_until if state is BookingState.OPTION else None,
            kind=one.kind,
            layout=one.layout,
            persons=one.expected_persons,
        )

    def series(self, series: Series, dates: Sequence[Booking]) -> CalendarEvent:
        """A series with all its dates, those that are not like the others left to events of their own."""
        rows = {one.occurrence_on: one for one in dates if one.occurrence_on is not None}
        rule, by_rule = _exported_rule(series, sorted(rows))
        days = sorted(by_rule | rows.keys())
        usual = Counter((shown_state(one.state), one.option_until) for one in dates if shown_state(one.state) in LIVE)
        state, option_until = max(usual, key=lambda one: (usual[one], str(one)), default=(BookingState.CONFIRMED, None))
        session = series.session_on(days[0])
        like = Booking(
            id=0,
            room_id=series.room_id,
            organisation_id=series.organisation_id,
            starts_at=session.start,
            ends_at=session.end,
            kind=series.kind,
            layout=series.layout,
            purpose=series.purpose,
            expected_persons=series.expected_persons,
            state=state,
            option_until=option_until,
        )
        return replace(
            self._event(like, self.series_uid(series)),
            rule=rule,
            dates=tuple(days),
            left_out=tuple(_left_out(day, rows.get(day)) for day in days if _is_left_out(rows.get(day))),
            school_holidays=series.school_holidays,
            bank_holidays=series.bank_holidays,
        )

    def different(self, master: CalendarEvent, series: Series, dates: Iterable[Booking]) -> list[CalendarEvent]:
        """The dates of a series that take place otherwise than it says."""
        found = []
        for one in dates:
            if one.occurrence_on is None or _is_left_out(one):
                continue
            event = self.date(one, series)
            if event != on_day(master, one.occurrence_on):
                found.append(event)
        return found


def on_day(master: CalendarEvent, day: date) -> CalendarEvent:
    """What a series says of one of its dates."""
    length = master.ends_at.date() - master.starts_at.date()
    return replace(
        master,
        starts_at=datetime.combine(day, master.starts_at.time()),
        ends_at=datetime.combine(day + length, master.ends_at.time()),
        original=datetime.combine(day, master.starts_at.time()),
        rule="",
        dates=(),
        left_out=(),
        school_holidays=None,
        bank_holidays=None,
    )


def _is_left_out(row: Booking | None) -> bool:
    return row is None or shown_state(row.state) not in LIVE


def _left_out(day: date, row: Booking | None) -> LeftOut:
    return LeftOut(day) if row is None else LeftOut(day, row.state, row.reason_code)


def _exported_rule(series: Series, held: Sequence[date]) -> tuple[str, set[date]]:
    """The rule of a series from its first date on, with an end, and the dates it gives; none where it has none.

    Other calendars count from the first event, not from the day the series was asked for: where that gives other dates,
    as every second week from a date picked by hand does, each date is said by itself.
    """
    if not series.rule:
        return "", set()
    try:
        rule = parse_rule(series.rule)
        days = recurrence.dates(rule, series.starts_on, held[-1] if held else season_end(series.starts_on))
        first = min([days[0], *held[:1]])
        ended = _ended(rule, days[-1], is_on_rule=first == days[0])
        if recurrence.dates(ended, first) != days:
            return "", set()
    except RuleError:
        return "", set()
    return ended.text, set(days)


def _ended(rule: Rule, last: date, *, is_on_rule: bool) -> Rule:
    """The same rule with an end that all calendars read alike: some count a first event beside its rule, others not."""
    has_last_day = isinstance(rule.until, date) and not isinstance(rule.until, datetime)
    if has_last_day or (rule.count is not None and is_on_rule):
        return rule
    return recurrence.with_until(rule, last)


def by_series(bookings: Iterable[Booking]) -> dict[int, list[Booking]]:
    """The dates of series among bookings, in their order."""
    found: dict[int, list[Booking]] = defaultdict(list)
    for one in bookings:
        if one.series_id is not None:
            found[one.series_id].append(one)
    return found
