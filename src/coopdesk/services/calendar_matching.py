"""The events of a calendar beside what the house has of them, date by date: what would be added, changed, removed."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection

from coopdesk.domain.booking import Booking, BookingKind, BookingState, Reason
from coopdesk.domain.calendar_event import (
    LIVE,
    CalendarEvent,
    EventCalendar,
    ImportState,
    LeftOut,
    Names,
    shown_state,
    summary_of,
)
from coopdesk.domain.calendars import HolidayRule
from coopdesk.domain.series import Series
from coopdesk.domain.text import fold
from coopdesk.foundation.problems import Problem
from coopdesk.services.calendar_events import Writer, by_series, on_day
from coopdesk.services.calendar_export import writer_of
from coopdesk.store import calendar_events as store

_COMES_BACK = frozenset({Reason.CONFLICT, Reason.CLOSURE, Reason.PAPERS, Reason.BY_ORGANISATION})
"""Why a date may have been left out that is taken back when the calendar still has it: nobody here decided so."""

_FIRMNESS = (BookingState.REQUEST, BookingState.OPTION, BookingState.CONFIRMED)


@dataclass(slots=True)
class Group:
    """A series of a calendar: the one that is here, None for a new one, and what it is to be."""

    former: Series | None
    draft: Series


@dataclass(slots=True, eq=False)
class Step:
    """One date of a calendar: what is said of it there, what is here, what would be, and why not.

    One that `is_silent` is written with its series and deserves no line: a date that neither side holds.
    """

    event: CalendarEvent
    state: ImportState
    row: Booking | None = None
    wanted: Booking | None = None
    group: Group | None = None
    problem: Problem | None = None
    is_silent: bool = False


class Matching:
    """What the house knows of the events of a calendar; nothing is written.

    Events whose place names no room of the house are meant for `room_id`. What is past stays as it is.
    """

    def __init__(self, connection: Connection, calendar: EventCalendar, room_id: int | None, now: datetime) -> None:
        self._connection = connection
        self._events = calendar.events
        self._room_id = room_id
        self._now = now
        self.writer: Writer = writer_of(connection)
        self._names = Names(self.writer.organisations.items(), self.writer.house.name)
        self._rooms = {fold(name): key for key, name in self.writer.rooms.items()}
        self._bookings: dict[str, Booking] = {}
        self._series: dict[str, Series] = {}
        self._dates: dict[int, list[Booking]] = {}

    def steps(self) -> list[Step]:
        """Each date of the calendar, in its order, then what it no longer has."""
        masters: dict[str, CalendarEvent] = {}
        others: dict[str, list[CalendarEvent]] = defaultdict(list)
        for event in self._events:
            if event.original is None:
                masters[event.uid] = event
            else:
                others[event.uid].append(event)
        orphans = {_alone(one).uid for uid, some in others.items() if uid not in masters for one in some}
        self._look_up({*masters, *others, *orphans})
        steps: list[Step] = []
        for uid in dict.fromkeys(event.uid for event in self._events):
            steps += self._of(uid, masters.get(uid), others.get(uid, []))
        return steps + list(self._gone({*masters, *others, *orphans}))

    def _look_up(self, uids: set[str]) -> None:
        called = sorted(uids)
        booking_keys = [key for uid in called if (key := self.writer.key_of(uid, "booking")) is not None]
        series_keys = [key for uid in called if (key := self.writer.key_of(uid, "series")) is not None]
        found = store.bookings_called(self._connection, called, booking_keys)
        self._bookings = {self.writer.booking_uid(one): one for one in found}
        series = store.series_called(self._connection, called, series_keys)
        self._series = {self.writer.series_uid(one): one for one in series}
        self._dates = by_series(store.dates_of(self._connection, [one.id for one in series]))

    def _of(self, uid: str, master: CalendarEvent | None, others: Sequence[CalendarEvent]) -> Iterator[Step]:
        series = self._series.get(uid)
        if master is None:
            for event in others:
                yield from self._of_orphan(event, series)
        elif master.problems:
            yield Step(master, ImportState.REFUSED, problem=master.problems[0])
        elif master.is_series or series is not None:
            yield from self._of_series(master, others, series)
        else:
            yield from self._one(master, self._bookings.get(uid))

    def _of_orphan(self, event: CalendarEvent, series: Series | None) -> Iterator[Step]:
        """A date of a series that is not in the file: of one that is here, or else a booking by itself."""
        if event.problems:
            yield Step(event, ImportState.REFUSED, problem=event.problems[0])
            return
        if series is None or event.original is None:
            alone = _alone(event)
            yield from self._one(alone, self._bookings.get(alone.uid))
            return
        rows = {one.occurrence_on: one for one in self._dates.get(series.id, [])}
        yield from self._one(event, rows.get(event.original.date()), Group(series, series))

    def _of_series(
        self, master: CalendarEvent, others: Iterable[CalendarEvent], series: Series | None
    ) -> Iterator[Step]:
        dates = [] if series is None else self._dates.get(series.id, [])
        rows = {one.occurrence_on: one for one in dates}
        single = self._bookings.get(master.uid)
        if single is not None:
            # It did not come back before: what is here of it becomes a date of the series.
            rows.setdefault(single.starts_at.date(), single)
        draft = self._series_draft(master, series, dates)
        if isinstance(draft, Problem):
            yield Step(master, ImportState.REFUSED, problem=draft)
            return
        group = Group(series, draft)
        changed = {one.original.date(): one for one in others if one.original is not None}
        left_out = {one.day: one for one in master.left_out}
        days = {*(master.dates or (master.starts_at.date(),)), *changed}
        for day in sorted(days):
            event = changed.get(day) or on_day(master, day)
            if event.problems:
                yield Step(event, ImportState.REFUSED, problem=event.problems[0])
                continue
            yield from self._one(event, rows.get(day), group, None if day in changed else left_out.get(day))
        for row in dates:
            if row.occurrence_on not in days:
                yield from self._removed(row, master.uid)

    def _one(
        self, event: CalendarEvent, row: Booking | None, group: Group | None = None, left: LeftOut | None = None
    ) -> Iterator[Step]:
        """What becomes of one date."""
        is_live = left is None and event.state in LIVE
        if row is None:
            if is_live or event.is_ours or group is not None:
                yield self._added(event, group, left)
        elif group is not None and row.series_id is None and event.original is not None:
            joined = replace(row, uid="", occurrence_on=event.original.date())
            yield Step(event, ImportState.CHANGED, row, joined, group)
        elif row.ends_at <= self._now:
            yield Step(event, ImportState.UNCHANGED, row, group=group)
        elif shown_state(row.state) not in LIVE:
            comes_back = row.state in {BookingState.SKIPPED, BookingState.CANCELLED} and row.reason_code in _COMES_BACK
            if is_live and comes_back:
                again = replace(row, state=event.state, reason_code=None, reason="")
                yield self._changed(event, again, row, group)
            else:
                yield Step(event, ImportState.UNCHANGED, row, group=group, is_silent=not is_live)
        elif not is_live:
            yield from self._removed(row, event.uid, left if event.is_ours else None)
        else:
            yield self._changed(event, row, row, group)

    def _added(self, event: CalendarEvent, group: Group | None, left: LeftOut | None) -> Step:
        room_id = self._room(event)
        if isinstance(room_id, Problem):
            return Step(event, ImportState.REFUSED, group=group, problem=room_id)
        title = self._names.title(event)
        usual = BookingKind.INTERNAL if title.organisation_id is None else BookingKind.MEETING
        state = event.state if left is None else left.state
        has_date = state in {BookingState.OPTION, BookingState.LAPSED}
        wanted = Booking(
            id=0,
            room_id=room_id,
            organisation_id=title.organisation_id,
            starts_at=event.starts_at,
            ends_at=event.ends_at,
            kind=event.kind or usual,
            layout=event.layout,
            purpose=title.purpose,
            expected_persons=event.persons,
            state=state,
            option_until=event.option_until if has_date else None,
            occurrence_on=event.original.date() if group is not None and event.original is not None else None,
            reason_code=self._why(event, left),
            uid=event.uid if group is None else "",
        )
        is_silent = group is not None and state not in LIVE
        return Step(event, ImportState.ADDED, wanted=wanted, group=group, is_silent=is_silent)

    @staticmethod
    def _why(event: CalendarEvent, left: LeftOut | None) -> Reason | None:
        if left is not None:
            return left.reason
        return Reason.BY_ORGANISATION if event.state is BookingState.CANCELLED and not event.is_ours else None

    def _changed(self, event: CalendarEvent, base: Booking, row: Booking, group: Group | None) -> Step:
        """A date that is here, as the file has it: what the file does not say stays."""
        wanted = self._as_said(event, base)
        if isinstance(wanted, Problem):
            return Step(event, ImportState.REFUSED, row, group=group, problem=wanted)
        state = ImportState.UNCHANGED if wanted == row else ImportState.CHANGED
        return Step(event, state, row, None if wanted == row else wanted, group)

    def _as_said(self, event: CalendarEvent, base: Booking) -> Booking | Problem:
        room_id = self._rooms.get(fold(event.location), base.room_id)
        if not self._names_room(event) and self._room_id not in (None, base.room_id):
            return Problem("room_id", "event_in_other_room", {"room": self.writer.rooms[base.room_id]})
        found = replace(base, room_id=room_id, starts_at=event.starts_at, ends_at=event.ends_at)
        name = None if base.organisation_id is None else self.writer.organisations.get(base.organisation_id)
        if event.summary != " ".join(summary_of(name, base.purpose, self.writer.house.name).split()):
            title = self._names.title(event)
            is_known = title.organisation_id is not None or event.is_ours
            who = title.organisation_id if is_known else base.organisation_id
            found = replace(found, organisation_id=who, purpose=title.purpose)
        if event.is_ours and event.kind is not None:
            found = replace(found, kind=event.kind, layout=event.layout, expected_persons=event.persons)
        return _firmed(event, found)

    def _names_room(self, event: CalendarEvent) -> bool:
        return fold(event.location) in self._rooms

    def _room(self, event: CalendarEvent) -> int | Problem:
        room_id = self._rooms.get(fold(event.location), self._room_id)
        return room_id or Problem("room_id", "event_without_room", {"name": event.location})

    def _removed(self, row: Booking, uid: str, left: LeftOut | None = None) -> Iterator[Step]:
        """A date that is here and not there any more: cancelled, so that it is still counted and can be restored."""
        if row.ends_at <= self._now or shown_state(row.state) not in LIVE:
            return
        why = left or LeftOut(row.starts_at.date(), BookingState.CANCELLED, Reason.BY_ORGANISATION)
        gone = replace(row, state=why.state, reason_code=why.reason, option_until=None)
        yield Step(replace(self.writer.single(row), uid=uid), ImportState.REMOVED, row, gone)

    def _gone(self, uids: set[str]) -> Iterator[Step]:
        """What came into the room from the same calendar and is not in it any more."""
        if self._room_id is None:
            return
        bookings, series = store.imported_into(self._connection, self._room_id)
        for one in bookings:
            if one.uid not in uids:
                yield from self._removed(one, one.uid)
        ended = {one.id: one.uid for one in series if one.uid not in uids}
        for one in store.dates_of(self._connection, list(ended)):
            yield from self._removed(one, ended.get(one.series_id or 0, ""))

    def _series_draft(
        self, master: CalendarEvent, former: Series | None, dates: Sequence[Booking]
    ) -> "Series | Problem":
        timing: dict[str, Any] = {
            "rule": master.rule,
            "starts_on": master.starts_at.date(),
            "starts_at": master.starts_at.time(),
            "ends_at": master.ends_at.time(),
            "days_over": (master.ends_at.date() - master.starts_at.date()).days,
        }
        if former is None:
            room_id = self._room(master)
            if isinstance(room_id, Problem):
                return room_id
            title = self._names.title(master)
            usual = BookingKind.INTERNAL if title.organisation_id is None else BookingKind.MEETING
            return Series(
                id=0,
                uid=master.uid,
                room_id=room_id,
                organisation_id=title.organisation_id,
                kind=master.kind or usual,
                layout=master.layout,
                purpose=title.purpose,
                expected_persons=master.persons,
                school_holidays=master.school_holidays or HolidayRule.KEEP,
                bank_holidays=master.bank_holidays or HolidayRule.KEEP,
                **timing,
            )
        now = self.writer.series(former, dates) if dates else None
        if now is not None and _timing(now) == _timing(master):
            timing = {}
        said = self._as_said(master, _like(former, master))
        if isinstance(said, Problem):
            return said
        about: dict[str, Any] = {name: getattr(said, name) for name in _SHARED}
        return replace(
            former,
            **about,
            **timing,
            school_holidays=master.school_holidays or former.school_holidays,
            bank_holidays=master.bank_holidays or former.bank_holidays,
        )


_SHARED = ("room_id", "organisation_id", "kind", "layout", "purpose", "expected_persons")


def _like(series: Series, master: CalendarEvent) -> Booking:
    """What a series says of all its dates."""
    about: dict[str, Any] = {name: getattr(series, name) for name in _SHARED}
    return Booking(id=0, starts_at=master.starts_at, ends_at=master.ends_at, **about)


def _timing(event: CalendarEvent) -> tuple[object, ...]:
    """When a series is held; of one whose dates were picked by hand only the hours count."""
    return event.rule, event.rule and event.starts_at, event.starts_at.time(), event.ends_at - event.starts_at


def _firmed(event: CalendarEvent, found: Booking) -> Booking:
    """Firmer where the file says so: what was decided here is never loosened by another calendar."""
    state = shown_state(found.state)
    if state in LIVE and event.state in LIVE and _FIRMNESS.index(event.state) > _FIRMNESS.index(state):
        found = replace(found, state=event.state)
    until = event.option_until if event.is_ours else found.option_until
    return replace(found, option_until=until if found.state is BookingState.OPTION else None)


def _alone(event: CalendarEvent) -> CalendarEvent:
    """A date of a series nobody knows, as a booking by itself."""
    day: date | None = None if event.original is None else event.original.date()
    return event if day is None else replace(event, uid=f"{event.uid}/{day:%Y%m%d}", original=None)
