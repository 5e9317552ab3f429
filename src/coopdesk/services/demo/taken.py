"""Which half-hours of which room of the fictional house are taken: nothing is ever put over something else."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from coopdesk.domain.buffer import Buffers
from coopdesk.domain.period import Interval, Period
from coopdesk.domain.room import RoomDraft

_HALF_HOUR = timedelta(minutes=30)


def days_of(period: Period) -> Iterator[date]:
    """Its days, in order."""
    return (period.first + timedelta(days=n) for n in range((period.last - period.first).days + 1))


@dataclass(slots=True)
class Rooms:
    """Which half-hours of which room are taken, as bits; nothing is ever put over something else."""

    drafts: list[RoomDraft]
    taken: dict[tuple[int, date], int] = field(default_factory=dict)

    def take(self, room_id: int, during: Interval) -> bool:
        """Take the room if it is free, with what it asks to be kept free; tells whether it was."""
        wanted = self._wanted(room_id, during)
        if self._is_taken(room_id, during.start.date(), wanted):
            return False
        for space in self._spaces(room_id):
            place = (space, during.start.date())
            self.taken[place] = self.taken.get(place, 0) | wanted
        return True

    def close(self, room_id: int, days: Period) -> None:
        """Let nothing be put into a room on some days."""
        for day in days_of(days):
            self.taken[room_id, day] = -1

    def _spaces(self, room_id: int) -> tuple[int, ...]:
        return self.drafts[room_id - 1].parts or (room_id,)

    def _wanted(self, room_id: int, during: Interval) -> int:
        room = self.drafts[room_id - 1]
        return _bits(Buffers(room.buffer_before, room.buffer_after).around(during))

    def _is_taken(self, room_id: int, day: date, wanted: int) -> bool:
        return any(self.taken.get((space, day), 0) & wanted for space in self._spaces(room_id))

    def free(self, day: date, hours: int) -> list[tuple[int, Interval]]:
        """Every room and stretch of so many hours, on the hour, that is open and free on a day."""
        found = []
        for room_id, room in enumerate(self.drafts, start=1):
            for opening in room.hours:
                if opening.weekday != day.weekday():
                    continue
                opens, closes = opening.minutes
                until = opening.on(day).end
                for hour in range(-(-opens // 60), closes // 60):
                    start = datetime.combine(day, time(hour))
                    during = Interval(start, start + timedelta(hours=hours))
                    if during.end <= until and not self._is_taken(room_id, day, self._wanted(room_id, during)):
                        found.append((room_id, during))
        return found


def _bits(during: Interval) -> int:
    first = during.start.hour * 2 + during.start.minute // 30
    count = (during.end - during.start) // _HALF_HOUR
    return ((1 << count) - 1) << first
