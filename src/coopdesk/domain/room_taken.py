"""Who is in which space when, by space and day: asked for thousands of hours and days while a room is looked for."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain

from coopdesk.domain.period import Interval

_Place = tuple[int, int]
"""A space, and a day's ordinal."""


@dataclass(frozen=True, slots=True)
class Taken:
    """Somebody in a room, and with what is kept free around them."""

    booking_id: int
    organisation_id: int | None
    interval: Interval
    around: Interval
    is_firm: bool
    who: str


class Occupancy:
    """What is taken; it may be given up, and taken elsewhere."""

    def __init__(self) -> None:
        self._there: dict[_Place, dict[int, Taken]] = {}
        self._places: dict[int, list[_Place]] = {}
        self._minutes: dict[_Place, int] = {}

    def take(self, spaces: Sequence[int], taken: Taken) -> None:
        """Let a booking take some spaces."""
        places = self._places.setdefault(taken.booking_id, [])
        for place in ((space, day) for space in spaces for day in _days(taken.around)):
            self._there.setdefault(place, {})[taken.booking_id] = taken
            self._minutes.pop(place, None)
            places.append(place)

    def leave(self, booking_id: int) -> None:
        """Let a booking give up all that it takes."""
        for place in self._places.pop(booking_id, ()):
            self._there[place].pop(booking_id, None)
            self._minutes.pop(place, None)

    def near(self, spaces: Sequence[int], around: Interval) -> Iterator[Taken]:
        """Whoever is in these spaces on the same days; in several of them, more than once."""
        places = [self._there.get((space, day), {}) for space in spaces for day in _days(around)]
        return chain.from_iterable(place.values() for place in places)

    def is_held(self, spaces: Sequence[int], during: Interval) -> bool:
        """Whether somebody firm is surely there, whoever comes: told in no time, of a stretch within a day only."""
        day = during.start.toordinal()
        if day != during.last_day.toordinal():
            return False
        wanted = _bits(during, day)
        return any(self._held(space, day) & wanted for space in spaces)

    def _held(self, space: int, day: int) -> int:
        """The minutes of a day that firm bookings hold a space for, a bit each."""
        known = self._minutes.get((space, day))
        if known is None:
            known = 0
            for one in self._there.get((space, day), {}).values():
                if one.is_firm:
                    known |= _bits(one.interval, day)
            self._minutes[space, day] = known
        return known


def _bits(interval: Interval, day: int) -> int:
    midnight = datetime.fromordinal(day)
    first = max(int((interval.start - midnight).total_seconds()) // 60, 0)
    last = int((interval.end - midnight).total_seconds()) // 60
    return ((1 << min(last, _DAY)) - 1) & -(1 << first) if last > first else 0


_DAY = 24 * 60


def _days(interval: Interval) -> range:
    """The days a stretch of time touches, as ordinals."""
    return range(interval.start.toordinal(), (interval.end - timedelta(minutes=1)).toordinal() + 1)
