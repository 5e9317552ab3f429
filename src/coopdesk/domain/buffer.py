"""Buffers: what is kept free before and after a booking, less where the same organisation is in already."""

from collections.abc import Iterable
from datetime import timedelta
from typing import NamedTuple

from coopdesk.domain.period import Interval


class Buffers(NamedTuple):
    """Minutes kept free before and after a booking."""

    before: int
    after: int

    def around(self, interval: Interval) -> Interval:
        """The whole time a room is taken."""
        return Interval(interval.start - timedelta(minutes=self.before), interval.end + timedelta(minutes=self.after))


NO_BUFFERS = Buffers(0, 0)


class Neighbour(NamedTuple):
    """Another booking, and the minutes it keeps free after it if nobody is near."""

    interval: Interval
    after: int = 0


def trimmed(interval: Interval, wanted: Buffers, neighbours: Iterable[Neighbour]) -> Buffers:
    """The buffers of a booking beside others that it need not clear the room for, or that are in its way.

    Where both sides want the minutes between them, those after the earlier one come first.
    """
    before, after = wanted
    for other, kept in neighbours:
        if other.end <= interval.start:
            before = min(before, max(0, Interval(other.end, interval.start).minutes - kept))
        if other.start >= interval.end:
            after = min(after, Interval(interval.end, other.start).minutes)
    return Buffers(before, after)
