"""A booking in words: the lines of its block, and the one sentence of its tooltip and its accessible name."""

from coopdesk.domain.booking import BookingLine, BookingState
from coopdesk.foundation.i18n import _, format_day, format_span
from coopdesk.wording.labels import label


def name_of(line: BookingLine) -> str:
    """Who comes: the association, or what the house does."""
    return line.organisation or line.purpose or _("The house itself")


def hours_of(line: BookingLine) -> str:
    """« 9 h – 11 h »."""
    return format_span(line.starts_at, line.ends_at)


def persons_of(line: BookingLine) -> str:
    """« 34 pers. », "" when nobody said."""
    if line.expected_persons is None:
        return ""
    return _("{n} pers.").format(n=line.expected_persons)


def purpose_of(line: BookingLine) -> str:
    """What they come to do, where the name does not say it already."""
    return line.purpose if line.organisation else ""


def option_of(line: BookingLine) -> str:
    """« jusqu’au 4 déc. » for an option with an end, « option » for one without, "" for a firm booking."""
    if line.state is not BookingState.OPTION:
        return ""
    if line.option_until is None:
        return _("option")
    return _("until {day}").format(day=format_day(line.option_until, "d MMM"))


def option_mark(line: BookingLine) -> str:
    """The same in a narrow block: « → 4 déc. »."""
    return "" if line.option_until is None else f"→ {format_day(line.option_until, 'd MMM')}"


def rank_of(rank: int) -> str:
    """« 1re option », « 2e option »: the place of an option among its rivals."""
    if rank == 1:
        return _("1st option")
    return _("option no. {n}").format(n=rank)


def open_state_of(line: BookingLine) -> str:
    """What is not as it was booked, in words: only asked for, or nobody came; "" otherwise."""
    if line.state is BookingState.REQUEST:
        return _("request")
    return _("nobody came") if line.state is BookingState.NO_SHOW else ""


def state_of(line: BookingLine) -> str:
    """How firm it is, in words."""
    if line.state is not BookingState.OPTION:
        return label(line.state).lower()
    if line.option_until is None:
        return _("option")
    return _("option until {day}").format(day=format_day(line.option_until, "d MMMM"))


def sentence(line: BookingLine) -> str:
    """Everything about a booking, in the order one asks: who, when, where, what, how many, how firm."""
    when = f"{format_day(line.starts_at.date(), 'EEEE d MMMM')}, {hours_of(line)}"
    kind = "" if line.organisation is None else label(line.kind)
    parts = (name_of(line), when, line.room, kind, purpose_of(line), persons_of(line), state_of(line))
    return " · ".join(part for part in parts if part)
