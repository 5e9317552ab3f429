"""Where else a whole series could be: the same rule in another room or at another hour, tried out on every date."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from coopdesk.domain.room import Room, capacity_of
from coopdesk.domain.series import SeriesDraft
from coopdesk.domain.series_plan import Choice, Decision, SeriesPlan
from coopdesk.services import rooms
from coopdesk.services.desk import Desk

_SHIFTS = tuple(timedelta(minutes=sign * minutes) for minutes in range(30, 151, 30) for sign in (1, -1))
"""Half an hour later, half an hour earlier, and so on: the nearest first."""
_MOST_ROOMS = 6
_MOST = 4
"""How many rooms, and how many hours, are told of at most."""


@dataclass(frozen=True, slots=True)
class SeriesMove:
    """A series in another place: how many sessions could be held there, for how many something is to be decided."""

    room_id: int
    room: str
    starts_at: time
    ends_at: time
    free: int
    blocked: int


def moves(desk: Desk, draft: SeriesDraft, work_out: Callable[[SeriesDraft], SeriesPlan]) -> list[SeriesMove]:
    """The places where most of a series could be held, the nearest first among equals; `work_out` plans it there.

    None where not a single session could be held.
    """
    every = rooms.rooms(desk)
    here = next((room for room in every if room.id == draft.room_id), None)
    kinds = (_other_rooms(draft, every, here), _other_hours(draft, here))
    best = [one for tried in kinds for one in sorted(_worked_out(tried, work_out), key=_worth)[:_MOST]]
    # Sorting keeps the order of what is equal.
    return sorted(best, key=_worth)


def _worth(one: SeriesMove) -> tuple[int, int]:
    return one.blocked, -one.free


def _worked_out(
    tried: Iterable[tuple[Room, SeriesDraft]], work_out: Callable[[SeriesDraft], SeriesPlan]
) -> Iterator[SeriesMove]:
    for room, there in tried:
        plan = work_out(there)
        if plan.free:
            yield SeriesMove(room.id, room.name, there.starts_at, there.ends_at, len(plan.free), len(plan.blocked))


def wherever(choices: Mapping[date, Choice]) -> dict[date, Choice]:
    """Of what was decided for single dates, what holds wherever the series is: left out, or kept all the same."""
    return {day: one for day, one in choices.items() if one.decision in {Decision.SKIP, Decision.KEEP}}


def _other_rooms(draft: SeriesDraft, every: Sequence[Room], here: Room | None) -> Iterator[tuple[Room, SeriesDraft]]:
    """The same hours in the rooms that hold as many, the one that fits best first."""
    wanted = draft.expected_persons or 0
    near = wanted or (0 if here is None else capacity_of(here, draft.layout))
    others = [room for room in every if room.id != draft.room_id and capacity_of(room, draft.layout) >= wanted]
    others.sort(key=lambda room: abs(capacity_of(room, draft.layout) - near))
    for room in others[:_MOST_ROOMS]:
        yield room, replace(draft, room_id=room.id)


def _other_hours(draft: SeriesDraft, here: Room | None) -> Iterator[tuple[Room, SeriesDraft]]:
    """Other hours of the same day, in the same room."""
    if here is None:
        return
    usual = draft.session_on(draft.starts_on)
    for shift in _SHIFTS:
        start, end = usual.start + shift, usual.end + shift
        if start.date() == usual.start.date() and _last_day(end) == _last_day(usual.end):
            over = (end.date() - start.date()).days
            yield here, replace(draft, starts_at=start.time(), ends_at=end.time(), days_over=over)


def _last_day(end: datetime) -> date:
    """The day something is over on: midnight is the end of the day before."""
    return (end - timedelta(minutes=1)).date()
