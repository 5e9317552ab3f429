"""Where the planning stands: which view, day, room and series; and what follows from it."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from coopdesk.domain.period import Period
from coopdesk.domain.room import Room
from coopdesk.foundation.i18n import _
from coopdesk.services.plannings import season_of
from coopdesk.ui.planning.grid_drag import Slot
from coopdesk.ui.planning.view_choice import View, days_of, season_name, title_of, turned
from coopdesk.ui.planning.views import Wanted


class Where:
    """Changed by the page, asked by it for what to show."""

    def __init__(self, today: date) -> None:
        self.view = View.WEEK
        self.day = today
        self.rooms: Sequence[Room] = ()
        self.room_id: int | None = None
        self.is_all = False
        self.hidden: frozenset[int] = frozenset()
        self.series_id: int | None = None

    def take_rooms(self, rooms: Sequence[Room], last_used: int | None = None) -> None:
        """The rooms there are; the one that was chosen stays if it still is one of them, else the one used last."""
        self.rooms = rooms
        self.hidden = frozenset() if not self.wanted.shown else self.hidden
        there = [room.id for room in rooms]
        if self.room_id not in there:
            self.room_id = last_used if last_used in there else next(iter(there), None)

    @property
    def has_side(self) -> bool:
        """Whether the month, the rooms and the legend say anything about what is shown."""
        return bool(self.rooms) and self.series_id is None and self.view is not View.LIST

    @property
    def room(self) -> Room | None:
        """The room that is shown, None where all are."""
        if self.is_all or self.view is View.DAY:
            return None
        return next((room for room in self.rooms if room.id == self.room_id), None)

    @property
    def wanted(self) -> Wanted:
        """What is to be read and shown."""
        return Wanted(self.view, self.day, self.rooms, self.room, self.hidden)

    @property
    def days(self) -> Period:
        """The first and last day that are shown."""
        return season_of(self.day) if self.series_id is not None else days_of(self.view, self.day)

    def title(self, *, is_short: bool = False) -> str:
        """The days in words."""
        return title_of(self.view, self.day, is_short=is_short)

    @property
    def note(self) -> str:
        """Beside the title: the week's number or the season, and the room."""
        room = self.room
        where = "" if self.view is View.DAY else room.name if room is not None else _("All rooms")
        week = _("week {number}").format(number=self.day.isocalendar().week)
        when = {View.MONTH: "", View.TYPICAL: season_name(season_of(self.day))}.get(self.view, week)
        return " · ".join(part for part in (when, where) if part)

    def turn(self, pages: int) -> None:
        """To the week (day, month, season) before or after."""
        self.day = turned(View.TYPICAL if self.series_id is not None else self.view, self.day, pages)

    def tick(self, room_id: int, *, is_on: bool) -> None:
        """Show a room among the others, or hide it; the last one that is shown stays."""
        if is_on:
            self.hidden = self.hidden - {room_id}
        elif len(self.wanted.shown) > 1:
            self.hidden = self.hidden | {room_id}

    def go_to(self, room_id: int, day: date) -> None:
        """Where a booking is: another room, another day."""
        self.room_id, self.day, self.series_id = room_id, day, None
        if self.view not in {View.DAY, View.WEEK}:
            self.view = View.WEEK
        room = next((room for room in self.rooms if room.id == room_id), None)
        if room is not None:
            self.hidden = self.hidden - set(room.spaces)

    def next_hours(self, now: datetime) -> Slot:
        """What a new booking begins with: from the next full hour if today is shown, else the first morning.

        Where several rooms are shown, in the one looked at or used last, if it is among them.
        """
        if self.days.first <= now.date() <= self.days.last:
            start = now.replace(minute=0) + timedelta(hours=1)
        else:
            start = datetime.combine(self.days.first, time(9))
        shown = self.wanted.shown or self.rooms
        room = self.room or next((room for room in shown if room.id == self.room_id), shown[0])
        return Slot(start, start + timedelta(hours=2), room.id)
