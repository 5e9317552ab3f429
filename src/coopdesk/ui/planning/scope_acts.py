"""What becomes of sessions of a series once their scope is known, and the line that says so of each scope."""

from collections.abc import Sequence
from datetime import datetime

from coopdesk.domain.booking import TAKING, Booking, BookingDraft, BookingState
from coopdesk.domain.series import Scope, Series
from coopdesk.domain.series_edit import draft_of, shifted
from coopdesk.domain.series_plan import SeriesPlan
from coopdesk.foundation.i18n import _, format_day, ngettext
from coopdesk.foundation.problems import Outcome
from coopdesk.services import bookings, series, series_edits
from coopdesk.services.desk import Desk

_ALONE = frozenset({"state", "option_until", "override_reason"})
"""What concerns one session only, whatever its series."""

_MOST_NAMED = 3
_OPEN = TAKING | {BookingState.REQUEST}


class Sessions:
    """A session with its series: what each scope means for it."""

    def __init__(self, desk: Desk, booking: Booking, whole: Series) -> None:
        self._desk = desk
        self.booking = booking
        self.series = whole
        self._every = series.sessions(desk, whole.id)

    def of(self, scope: Scope) -> Sequence[Booking]:
        """The sessions of a scope that are still to come and held."""
        now = self._desk.now()
        coming = [one for one in self._every if one.starts_at >= now and one.state in _OPEN]
        if scope is Scope.ALL:
            return coming
        if scope is Scope.THIS:
            return [one for one in coming if one.id == self.booking.id]
        first = self.booking.occurrence_on
        return [one for one in coming if first and one.occurrence_on and one.occurrence_on >= first]

    def must_ask(self, draft: BookingDraft) -> bool:
        """Whether an edit may mean other sessions too: it changes what they have in common, and is not of the past."""
        return self.booking.starts_at >= self._desk.now() and any(
            getattr(draft, name) != getattr(self.booking, name)
            for name in BookingDraft.__dataclass_fields__
            if name not in _ALONE
        )

    def edit(self, draft: BookingDraft, scope: Scope) -> Outcome:
        """Change the sessions of a scope as this one was changed; what then clashes is left aside."""
        if scope is Scope.THIS:
            return bookings.edit(self._desk, self.booking.id, draft)
        wanted = shifted(draft_of(self.series), self.booking, draft)
        return series_edits.edit_series(
            self._desk, self.booking.id, wanted, scope, on_conflict="skip", override_reason=draft.override_reason
        )

    def edit_lines(self, draft: BookingDraft) -> dict[Scope, str]:
        """What each scope of an edit will do."""
        lines = {Scope.THIS: _("{day} only.").format(day=_day(draft.starts_at))}
        wanted = shifted(draft_of(self.series), self.booking, draft)
        for scope in (Scope.FOLLOWING, Scope.ALL):
            plan = series_edits.edit_plan(
                self._desk, self.booking.id, wanted, scope, override_reason=draft.override_reason
            )
            lines[scope] = " ".join(filter(None, (self._how_many(scope), _aside(plan))))
        return lines

    def delete_lines(self) -> dict[Scope, str]:
        """What each scope of a deletion will do."""
        this = _("It stays in the series as left out, and can be taken up again.")
        return {Scope.THIS: this, **{one: self._how_many(one) for one in (Scope.FOLLOWING, Scope.ALL)}}

    def cancel_lines(self) -> dict[Scope, str]:
        """What each scope of cancelling will do; what is cancelled stays and is counted."""
        this = _("{day} only.").format(day=_day(self.booking.starts_at))
        return {Scope.THIS: this, **{one: self._how_many(one) for one in (Scope.FOLLOWING, Scope.ALL)}}

    def _how_many(self, scope: Scope) -> str:
        meant = self.of(scope)
        if not meant:
            return _("No session is to come.")
        words = ngettext("{n} session, on {first}.", "{n} sessions, from {first} to {last}.", len(meant))
        first, last = (format_day(one.starts_at.date(), "d MMMM y") for one in (meant[0], meant[-1]))
        return words.format(n=len(meant), first=first, last=last)


def sessions_of(desk: Desk, booking_id: int | None) -> Sessions | None:
    """The session that a booking is, None where it belongs to no series."""
    booking = None if booking_id is None else bookings.get(desk, booking_id)
    whole = None if booking is None else series.series_of(desk, booking.id)
    return None if booking is None or whole is None else Sessions(desk, booking, whole)


def _aside(plan: SeriesPlan) -> str:
    """What would be left out because somebody else is there."""
    blocked = plan.blocked
    if not blocked:
        return ""
    days = ", ".join(format_day(one.day, "dd/MM") for one in blocked[:_MOST_NAMED])
    if len(blocked) > _MOST_NAMED:
        days += ", …"
    words = ngettext(
        "{n} cannot be held and would be left aside ({days}).",
        "{n} cannot be held and would be left aside ({days}).",
        len(blocked),
    )
    return words.format(n=len(blocked), days=days)


def _day(moment: datetime) -> str:
    words = format_day(moment.date(), "EEEE d MMMM y")
    return words[:1].upper() + words[1:]
