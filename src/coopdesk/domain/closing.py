"""Closing a room, or the house, for a period: what is displaced, and what becomes of each booking."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from coopdesk.domain.booking import BookingLine
from coopdesk.domain.closure import ClosureDraft
from coopdesk.domain.period import Interval
from coopdesk.domain.room_search import Alternative
from coopdesk.foundation.problems import Problem


class Fate(StrEnum):
    """What becomes of a booking that a closure is in the way of."""

    MOVE = "move"
    CANCEL = "cancel"
    KEEP = "keep"


@dataclass(frozen=True, slots=True)
class Choice:
    """What was decided for one booking; moved, to a room and a time."""

    fate: Fate
    room_id: int | None = None
    interval: Interval | None = None

    @classmethod
    def moved(cls, to: Alternative) -> "Choice":
        """Where a proposal leads."""
        return cls(Fate.MOVE, to.room.id, to.sessions[0])


Choices = Mapping[int, Choice]
"""By the booking's key."""


@dataclass(frozen=True, slots=True)
class Displaced:
    """A booking in the way of a closure, and where it could go, best first."""

    booking: BookingLine
    proposals: tuple[Alternative, ...]


@dataclass(frozen=True, slots=True)
class ClosingPlan:
    """What a closure would do.

    `choices` are proposed: what can stay at its hours, in another room that holds as many, moves; nothing goes to
    another hour or day without somebody's word, and is cancelled. `moves` is that word for all: whatever can be moved
    is, wherever that is. Neither sends two to the same place. With problems, nothing else is known.
    """

    closure: ClosureDraft
    room: str
    displaced: tuple[Displaced, ...] = ()
    choices: Choices = field(default_factory=dict)
    moves: Choices = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class NoticeLine:
    """One booking in a letter: what it was, and where it is now, None when it is cancelled or stays."""

    booking: BookingLine
    fate: Fate
    room: str = ""
    interval: Interval | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """The letter to one organisation: what is closed (the house: ""), and what becomes of its bookings."""

    organisation: str
    closure: ClosureDraft
    room: str
    lines: tuple[NoticeLine, ...]
    written_on: date
