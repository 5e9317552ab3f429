"""What may become of a booking: which act is allowed from which state, and what it is then."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from coopdesk.domain.booking import Booking, BookingDraft, BookingLine, BookingState, Reason
from coopdesk.foundation.problems import Problem


class StateAct(StrEnum):
    """What a coordinator does to a booking without changing who, where or when."""

    CONFIRM = "confirm"
    OPTION = "option"
    PUT_BACK = "put_back"
    REFUSE = "refuse"
    CANCEL = "cancel"
    HOLD = "hold"
    NO_SHOW = "no_show"
    LAPSE = "lapse"
    RESTORE = "restore"


_FROM: Mapping[StateAct, frozenset[BookingState]] = {
    StateAct.CONFIRM: frozenset({BookingState.REQUEST, BookingState.OPTION}),
    # An option is held longer by the same act.
    StateAct.OPTION: frozenset({BookingState.REQUEST, BookingState.OPTION, BookingState.CONFIRMED}),
    StateAct.PUT_BACK: frozenset({BookingState.OPTION, BookingState.CONFIRMED}),
    StateAct.REFUSE: frozenset({BookingState.REQUEST, BookingState.OPTION}),
    StateAct.CANCEL: frozenset({BookingState.REQUEST, BookingState.OPTION, BookingState.CONFIRMED}),
    StateAct.HOLD: frozenset({BookingState.CONFIRMED, BookingState.NO_SHOW}),
    StateAct.NO_SHOW: frozenset({BookingState.CONFIRMED, BookingState.HELD}),
    StateAct.LAPSE: frozenset({BookingState.OPTION}),
    StateAct.RESTORE: frozenset({BookingState.LAPSED, BookingState.REFUSED, BookingState.CANCELLED}),
}

_AFTERWARDS = frozenset({StateAct.HOLD, StateAct.NO_SHOW})
"""Acts on what has begun: before, nobody knows."""

RESTORED = (BookingState.REQUEST, BookingState.OPTION, BookingState.CONFIRMED)
"""What a lapsed, refused or cancelled booking may come back as."""

WHY = (
    Reason.BY_ORGANISATION,
    Reason.BY_HOUSE,
    Reason.CONFLICT,
    Reason.CLOSURE,
    Reason.PAPERS,
    Reason.OUTSIDE_HOURS,
    Reason.OTHER,
)
"""The reasons a booking is refused or cancelled for, as they are offered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """Why a booking is refused or cancelled; in words too, where the code says little."""

    reason_code: Reason = Reason.BY_ORGANISATION
    reason: str = ""


class Rank(NamedTuple):
    """The place of an option among those that want the same room at the same time, by the order they were made."""

    number: int
    of: int


def is_allowed(act: StateAct, booking: Booking | BookingLine, now: datetime) -> bool:
    """Whether the act makes sense for a booking as it is."""
    return not check(act, booking, now)


def check(act: StateAct, booking: Booking | BookingLine, now: datetime) -> list[Problem]:
    """What keeps an act from a booking."""
    if booking.state not in _FROM[act]:
        return [Problem("", f"state_{act}", {"booking_state": booking.state})]
    if act in _AFTERWARDS and booking.starts_at > now:
        return [Problem("", "not_begun", {"start": booking.starts_at.isoformat(timespec="minutes")})]
    return []


def acts(booking: Booking | BookingLine, now: datetime) -> list[StateAct]:
    """What can be done to a booking, in the order of the table; lapsing is the calendar's business."""
    return [act for act in StateAct if act is not StateAct.LAPSE and is_allowed(act, booking, now)]


def check_why(why: Why) -> list[Problem]:
    """A reason that says nothing by itself is said in words: it is counted, and read a year later."""
    if why.reason_code not in WHY:
        return [Problem("reason_code", "required")]
    if why.reason_code is Reason.OTHER and not why.reason:
        return [Problem("reason", "reason_in_words")]
    return []


def check_until(until: date | None, booking: BookingDraft, today: date) -> list[Problem]:
    """An option is held until a day to come, not after the booking itself."""
    return check_last_day(until, today) or check_held_until(replace(booking, option_until=until))


def check_held_until(booking: BookingDraft) -> list[Problem]:
    """No option is held beyond the day of the booking itself."""
    if booking.option_until is not None and booking.option_until > booking.starts_at.date():
        return [Problem("option_until", "option_ends_after_start")]
    return []


def check_last_day(until: date | None, today: date) -> list[Problem]:
    """No option is held until a day that is over: it would lapse at once."""
    return [Problem("option_until", "option_ends_before_today")] if until is not None and until < today else []


def has_lapsed(booking: Booking | BookingLine, today: date) -> bool:
    """Whether an option's last day is over."""
    return booking.state is BookingState.OPTION and booking.option_until is not None and booking.option_until < today


def is_untold(booking: Booking | BookingLine, now: datetime) -> bool:
    """Whether a confirmed booking is over and nobody has said if people came."""
    return booking.state is BookingState.CONFIRMED and booking.ends_at <= now
