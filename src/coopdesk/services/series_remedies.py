"""The ways out for a date of a series that cannot be held: another room, another hour, another day."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from coopdesk.domain.booking import BookingState
from coopdesk.domain.calendars import sift
from coopdesk.domain.period import Interval
from coopdesk.domain.room import Room, capacity_of
from coopdesk.domain.series import SeriesDraft
from coopdesk.domain.series_plan import Choice, Decision, PlannedDate, Remedy, RemedyKind, SeriesPlan, Standing, is_firm
from coopdesk.foundation.problems import errors
from coopdesk.services import calendars
from coopdesk.services.desk import Desk
from coopdesk.services.series_checks import Asked, Checks, in_the_past
from coopdesk.store import house, rooms

_SHIFTS = tuple(timedelta(minutes=sign * minutes) for minutes in range(30, 301, 30) for sign in (1, -1))
"""Half an hour later, half an hour earlier, and so on: the nearest first."""
_DAYS = tuple(timedelta(days=sign * days) for days in range(1, 7) for sign in (1, -1))
_MOST = {RemedyKind.OTHER_ROOM: 5, RemedyKind.SHIFTED: 4, RemedyKind.OTHER_DAY: 3}


def remedies(desk: Desk, plan: SeriesPlan, day: date) -> list[Remedy]:
    """What could be done for a date, best first; leaving it out is always the last."""
    one = next((one for one in plan.dates if one.day == day), None)
    if one is None:
        return []
    with desk.read() as connection:
        return list(_Finder.of(connection, plan, one, desk.now()).found())


@dataclass(frozen=True, slots=True)
class _Finder:
    """Looks for places for one date."""

    connection: Connection
    plan: SeriesPlan
    one: PlannedDate
    usual: Interval
    now: datetime
    rooms: Sequence[Room]
    checks: Checks

    @classmethod
    def of(cls, connection: Connection, plan: SeriesPlan, one: PlannedDate, now: datetime) -> "_Finder":
        """A finder for a date of a plan."""
        zone = ZoneInfo(house.read(connection).time_zone)
        checks = Checks(connection, zone)
        usual = plan.draft.session_on(one.day)
        return cls(connection, plan, one, usual, now, rooms.ROOMS.all(connection), checks)

    def found(self) -> Iterator[Remedy]:
        """Every way out, best first."""
        held = self.one.session
        here = next((room for room in self.rooms if room.id == self.one.room_id), None)
        tried = [(RemedyKind.OTHER_ROOM, room, held) for room in self._fitting()]
        if here is not None:
            tried += [(RemedyKind.SHIFTED, here, session) for session in self._same_day(held)]
            tried += [(RemedyKind.OTHER_DAY, here, session) for session in self._other_days(held)]
        counts = dict.fromkeys(_MOST, 0)
        for (kind, room, session), is_free in zip(tried, self._free(tried), strict=True):
            if is_free and counts[kind] < _MOST[kind]:
                counts[kind] += 1
                yield self._remedy(kind, room, session)
        if here is not None and self._may_be_option(here):
            yield Remedy(
                kind=RemedyKind.OPTION,
                choice=Choice(decision=Decision.OPTION),
                room_id=here.id,
                room=here.name,
                session=held,
                capacity=capacity_of(here, self.plan.draft.layout),
            )
        if here is not None:
            yield Remedy(
                kind=RemedyKind.SKIP,
                choice=Choice(decision=Decision.SKIP),
                room_id=here.id,
                room=here.name,
                session=held,
                capacity=capacity_of(here, self.plan.draft.layout),
            )

    def _fitting(self) -> list[Room]:
        """The other rooms that hold as many, the one that fits best first."""
        draft = self.plan.draft
        mine = next((capacity_of(room, draft.layout) for room in self.rooms if room.id == draft.room_id), 0)
        wanted = draft.expected_persons or 0
        others = [room for room in self.rooms if room.id != self.one.room_id]
        enough = [room for room in others if capacity_of(room, draft.layout) >= wanted]
        near = wanted or mine
        return sorted(enough, key=lambda room: (abs(capacity_of(room, draft.layout) - near), room.name))

    def _same_day(self, held: Interval) -> Iterable[Interval]:
        for shift in _SHIFTS:
            session = Interval(held.start + shift, held.end + shift)
            if (session.start.date(), session.last_day) == (held.start.date(), held.last_day):
                yield session

    def _other_days(self, held: Interval) -> Iterable[Interval]:
        draft = self.plan.draft
        taken = {one.session.start.date() for one in self.plan.kept}
        days = [held.start.date() + shift for shift in _DAYS]
        calendar = calendars.read(self.connection)
        for verdict in sift(days, calendar, draft.school_holidays, draft.bank_holidays):
            if verdict.kept and verdict.day not in taken:
                shift = verdict.day - held.start.date()
                yield Interval(held.start + shift, held.end + shift)

    def _free(self, tried: Sequence[tuple[RemedyKind, Room, Interval]]) -> list[bool]:
        """Which of these places are free; each is asked for by itself, they need not go together."""
        asked = [self._asked(room, session) for _kind, room, session in tried]
        founds = self.checks.judge(asked, self._own(), together=False)
        return [
            not errors(list(found.problems)) and not in_the_past(one.session, self.now) and not self._meets_own(one)
            for one, found in zip(asked, founds, strict=True)
        ]

    def _asked(self, room: Room, session: Interval) -> Asked:
        draft, firm = self.plan.draft, is_firm(self.plan.state)
        reason = self.one.override_reason
        return Asked(session, room.id, draft.organisation_id, firm, draft.layout, draft.expected_persons, reason)

    def _meets_own(self, asked: Asked) -> bool:
        """Whether another date of the series is there then, in the same room or in one that shares a space with it."""
        return any(
            one.day != self.one.day
            and one.session.overlaps(asked.session)
            and self.checks.share_a_space(one.room_id, asked.room_id)
            for one in self.plan.kept
        )

    def _may_be_option(self, room: Room) -> bool:
        """Whether an option could wait where a firm session cannot be."""
        if self.one.standing is not Standing.CONFLICT or self.plan.state is BookingState.OPTION:
            return False
        asked = self._asked(room, self.one.session)._replace(is_firm=False)
        return not errors(list(self.checks.judge([asked], self._own())[0].problems))

    def _own(self) -> list[int]:
        """The bookings that dates of the plan have already: they are in nobody's way."""
        return [one.booking_id for one in self.plan.dates if one.booking_id is not None]

    def _remedy(self, kind: RemedyKind, room: Room, session: Interval) -> Remedy:
        return Remedy(
            kind=kind,
            choice=_choice(self.plan.draft, self.usual, room, session),
            room_id=room.id,
            room=room.name,
            session=session,
            capacity=capacity_of(room, self.plan.draft.layout),
        )


def _choice(draft: SeriesDraft, usual: Interval, room: Room, session: Interval) -> Choice:
    """What to choose to be there then: only what differs from the series."""
    choice = Choice(decision=Decision.MOVE)
    if room.id != draft.room_id:
        choice = replace(choice, room_id=room.id)
    if session.start.date() != usual.start.date():
        choice = replace(choice, day=session.start.date())
    if (session.start.time(), session.end.time()) != (usual.start.time(), usual.end.time()):
        choice = replace(choice, starts_at=session.start.time(), ends_at=session.end.time())
    return choice
