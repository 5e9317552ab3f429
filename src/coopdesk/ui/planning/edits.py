"""What the hand does to the planning, done to the register: each act is one service call, and one step to undo."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from PySide6.QtWidgets import QWidget

from coopdesk.domain.booking import BookingDraft, BookingLine
from coopdesk.domain.period import Interval
from coopdesk.domain.room import Room
from coopdesk.foundation.i18n import _, format_day, format_span
from coopdesk.foundation.problems import Outcome, Problem, Refused, Saved
from coopdesk.services import bookings, plannings
from coopdesk.services.desk import Desk
from coopdesk.ui import messages
from coopdesk.ui.painting.booking_words import hours_of, name_of
from coopdesk.ui.planning.grid_drag import Target, Verdict
from coopdesk.wording.sentences import sentence

_WEEK = timedelta(days=7)


class Edits:
    """Moves, copies and deletes bookings; `done` is told the booking that is to have the frame, None for none."""

    def __init__(self, desk: Desk, page: QWidget, done: Callable[[int | None], None]) -> None:
        self._desk = desk
        self._page = page
        self._done = done
        self._copied: int | None = None

    def move(self, target: Target) -> None:
        """Put a booking where it was dropped; where it cannot be, say why, and it stays."""
        key, start, end, room_id = target.line.id, target.starts_at, target.ends_at, target.room_id
        self._show(plannings.move(self._desk, key, start, end, room_id), key)

    def copy(self, booking_id: int) -> None:
        """Remember a booking."""
        self._copied = booking_id

    def paste(self, starts_at: datetime, room_id: int) -> None:
        """Book what was remembered once more."""
        if self._copied is not None:
            self._show(plannings.copy(self._desk, self._copied, starts_at, room_id), None)

    def repeat(self, booking_id: int) -> None:
        """Book the same a week later."""
        booking = bookings.get(self._desk, booking_id)
        if booking is not None:
            self._show(plannings.copy(self._desk, booking_id, booking.starts_at + _WEEK, booking.room_id), booking_id)

    def delete(self, booking_id: int) -> None:
        """Delete a booking; undo brings it back."""
        outcome = bookings.delete(self._desk, booking_id)
        if isinstance(outcome, Refused):
            messages.refusal(self._page, outcome)
        else:
            self._done(None)

    def _show(self, outcome: Outcome, booking_id: int | None) -> None:
        if isinstance(outcome, Saved):
            self._done(outcome.id)
        else:
            self._done(booking_id)
            messages.refusal(self._page, outcome)

    def verdict(self, target: Target, lines: Sequence[BookingLine], rooms: Sequence[Room]) -> Verdict | None:
        """What the register says of a place a booking is dragged to."""
        booking = bookings.get(self._desk, target.line.id)
        if booking is None or not target.is_elsewhere:
            return None
        draft = replace(booking, starts_at=target.starts_at, ends_at=target.ends_at, room_id=target.room_id)
        problems = bookings.check(self._desk, draft, booking.id)
        wrong = [problem for problem in problems if not problem.is_warning]
        hours = format_span(draft.starts_at, draft.ends_at)
        if not wrong:
            where = next((room.name for room in rooms if room.id == draft.room_id), "")
            when = format_day(draft.starts_at.date(), "EEEE d MMMM")
            return Verdict(True, f"{hours} · {when}", (where, *(sentence(one) for one in problems[:1])))
        title = _("{hours}: not possible").format(hours=hours)
        overlap = next((problem for problem in wrong if problem.code == "overlap"), None)
        if overlap is None:
            return Verdict(False, title, (sentence(wrong[0]), _("Esc gives up.")))
        room = next((room for room in rooms if room.id == draft.room_id), None)
        own = (0, 0) if room is None else (room.buffer_before, room.buffer_after)
        return self._clash(draft, booking.id, (overlap, lines), title, own)

    def _clash(
        self,
        draft: BookingDraft,
        booking_id: int,
        found: tuple[Problem, Sequence[BookingLine]],
        title: str,
        own: tuple[int, int],
    ) -> Verdict:
        overlap, lines = found
        taken = Interval(*(datetime.fromisoformat(str(overlap.params[end])) for end in ("start", "end")))
        start, room = overlap.params["start"], overlap.params["room"]
        other = next((one for one in lines if one.starts_text == start and one.room == room), None)
        name = str(overlap.params["organisation"]) or _("The house itself")
        hours = format_span(taken.start, taken.end)
        if other is not None:
            name, hours = name_of(other), hours_of(other)
            taken = _with_buffers(other, taken)
        says = _("Overlaps “{name}”, {hours}").format(name=name, hours=hours)
        # Its own buffers stand between them too.
        kept = Interval(taken.start - timedelta(minutes=own[1]), taken.end + timedelta(minutes=own[0]))
        free = self._nearest(draft, booking_id, kept)
        if free is None:
            return Verdict(False, title, (says, _("Esc gives up.")), taken)
        possible = _("Possible: {hours}. Esc gives up.").format(hours=format_span(free.start, free.end))
        return Verdict(False, title, (says, possible), taken)

    def _nearest(self, draft: BookingDraft, booking_id: int, taken: Interval) -> Interval | None:
        """The same length of time just before or just after what is in the way, the nearer one first."""
        length = draft.ends_at - draft.starts_at
        tries = [Interval(taken.start - length, taken.start), Interval(taken.end, taken.end + length)]
        for one in sorted(tries, key=lambda one: abs(one.start - draft.starts_at)):
            there = replace(draft, starts_at=one.start, ends_at=one.end)
            if all(problem.is_warning for problem in bookings.check(self._desk, there, booking_id)):
                return one
        return None


def _with_buffers(line: BookingLine, taken: Interval) -> Interval:
    before, after = timedelta(minutes=line.buffer_before), timedelta(minutes=line.buffer_after)
    return Interval(taken.start - before, taken.end + after)
