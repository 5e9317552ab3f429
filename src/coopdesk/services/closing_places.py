"""Where the bookings that a closure displaces could go, so that no two go to the same place."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from coopdesk.domain.booking import BookingLine, BookingState
from coopdesk.domain.closing import Choice, Choices, Displaced, Fate
from coopdesk.domain.period import Interval
from coopdesk.domain.room import capacity_of
from coopdesk.domain.room_search import Alternative, Board, Wanted

Tell = Callable[[int, int], object]
"""Is told how much is done, and of how much; may raise to stop it."""

_MANY, _VERY_MANY = 40, 300
"""From so many bookings on, other hours are no longer looked for, then other days neither."""


class Found(NamedTuple):
    """Each booking with its proposals; what is proposed for each, and where each goes when all that can be moves."""

    displaced: tuple[Displaced, ...]
    choices: Choices
    moves: Choices


def found(board: Board, lines: Sequence[BookingLine], tell: Tell) -> Found:
    """Other rooms at the same hours first, for all of them: only what then is left over looks for other hours."""
    places = _Places(board, lines)
    for line in lines:
        # What is displaced is in nobody's way.
        board.leave(line.id)
    for number, line in enumerate(lines):
        tell(number, 2 * len(lines))
        places.stay_at_its_hours(line)
    choices = {line.id: places.chosen.get(line.id, Choice(Fate.CANCEL)) for line in lines}
    for number, line in enumerate(lines, start=len(lines)):
        tell(number, 2 * len(lines))
        places.go_anywhere(line)
    moves = {line.id: places.chosen.get(line.id, Choice(Fate.CANCEL)) for line in lines}
    return Found(tuple(Displaced(line, tuple(places.proposals[line.id])) for line in lines), choices, moves)


class _Places:
    """What is proposed so far; what is chosen stands on the board already."""

    def __init__(self, board: Board, lines: Sequence[BookingLine]) -> None:
        self.proposals: dict[int, list[Alternative]] = {}
        self.chosen: dict[int, Choice] = {}
        self._board = board
        self._has_all = len(lines) <= _MANY
        self._has_other_days = len(lines) <= _VERY_MANY

    def stay_at_its_hours(self, line: BookingLine) -> None:
        """Move it to another room where that room holds as many."""
        offers = self.proposals[line.id] = self._other_rooms(line)
        safe = next((offer for offer in offers if self._holds_as_many(offer, line)), None)
        if safe is not None:
            self._choose(line, safe)

    def go_anywhere(self, line: BookingLine) -> None:
        """Move it where it can be, if it is nowhere yet."""
        is_somewhere = line.id in self.chosen
        if is_somewhere and not self._has_all:
            return
        # Its own new place is in nobody's way while others are looked for.
        self._board.leave(line.id)
        offers = self.proposals[line.id] if is_somewhere else self._other_rooms(line)
        if not offers or self._has_all:
            wanted = _wanted(line)
            offers = [
                *offers,
                *(self._board.other_times(wanted) if self._has_all else ()),
                *(self._board.other_days(wanted) if self._has_other_days else ()),
            ]
        self.proposals[line.id] = offers
        if is_somewhere:
            self._take(line, self.chosen[line.id])
        elif offers:
            self._choose(line, offers[0])

    def _other_rooms(self, line: BookingLine) -> list[Alternative]:
        return self._board.other_rooms(_wanted(line), self._capacity(line))

    def _holds_as_many(self, offer: Alternative, line: BookingLine) -> bool:
        """Whether as many can come as could; one that fits holds those who are expected, where that is known."""
        return line.expected_persons is not None or capacity_of(offer.room, line.layout) >= self._capacity(line)

    def _capacity(self, line: BookingLine) -> int:
        return capacity_of(self._board.rooms[line.room_id], line.layout)

    def _choose(self, line: BookingLine, offer: Alternative) -> None:
        self.chosen[line.id] = Choice.moved(offer)
        self._take(line, self.chosen[line.id])

    def _take(self, line: BookingLine, choice: Choice) -> None:
        if choice.room_id is not None and choice.interval is not None:
            who = line.organisation or line.purpose
            is_firm = line.state is not BookingState.OPTION
            self._board.take(line.id, choice.room_id, line.organisation_id, choice.interval, is_firm, who)


def _wanted(line: BookingLine) -> Wanted:
    return Wanted(
        sessions=(Interval(line.starts_at, line.ends_at),),
        persons=line.expected_persons,
        layout=line.layout,
        organisation_id=line.organisation_id,
        is_firm=line.state is not BookingState.OPTION,
    )
