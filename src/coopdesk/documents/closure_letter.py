"""The letter to an association whose bookings a closure displaces: what was booked, what becomes of it."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import BinaryIO

from coopdesk.documents import rendering
from coopdesk.documents.layout import Cell, Column, Document, TextRole
from coopdesk.documents.letterhead import opened
from coopdesk.domain.closing import Fate, Notice, NoticeLine
from coopdesk.domain.house import House
from coopdesk.domain.period import Interval
from coopdesk.foundation.i18n import _, format_date, format_day, format_span, format_time, ngettext


def render(notice: Notice, house: House, target: Path | BinaryIO) -> None:
    """Write the letter as PDF: whole or not at all when the target is a path."""
    rendering.write(compose(notice, house), target)


def compose(notice: Notice, house: House) -> Document:
    """The letter, not yet drawn; of the association it holds its name, and of nobody any other detail."""
    title = _closed_words(notice)
    document = opened(
        house,
        title,
        _("To: {organisation}").format(organisation=notice.organisation),
        notice.written_on,
        [part for part in (_when(notice), _reason(notice)) if part],
        edited=_("Written on {day}").format(day=format_date(notice.written_on)),
    )
    _write_lines(document, notice)
    document.paragraph(_closing_words(house))
    document.paragraph(house.name)
    return document


def _closed_words(notice: Notice) -> str:
    if notice.room:
        return _("Closure of “{room}”").format(room=notice.room)
    return _("Closure of the house")


def _when(notice: Notice) -> str:
    """« du lundi 1er février 2027 au dimanche 14 février 2027 »; hours where it is not whole days."""
    start, end = notice.closure.starts_at, notice.closure.ends_at
    if start.time() == end.time() == datetime.min.time():
        last = end.date() - timedelta(days=1)
        if start.date() == last:
            return _("on {day}").format(day=format_date(last, "full"))
        return _("from {first} to {last}").format(
            first=format_date(start.date(), "full"), last=format_date(last, "full")
        )
    if start.date() == Interval(start, end).last_day:
        return f"{format_date(start.date(), 'full')}, {format_span(start, end)}"
    return _("from {first}, {hour}, to {last}, {last_hour}").format(
        first=format_date(start.date(), "full"),
        hour=format_time(start),
        last=format_date(end.date(), "full"),
        last_hour=format_time(end),
    )


def _reason(notice: Notice) -> str:
    if not notice.closure.reason:
        return ""
    return _("Reason: {reason}").format(reason=notice.closure.reason)


def _write_lines(document: Document, notice: Notice) -> None:
    n = len(notice.lines)
    document.paragraph(
        ngettext(
            "This closure falls on one of your bookings. Here is what becomes of it.",
            "This closure falls on {n} of your bookings. Here is what becomes of each.",
            n,
        ).format(n=n)
    )
    document.table(
        (_("What was booked"), _("Room"), _("What becomes of it")),
        [
            (_moment(Interval(one.booking.starts_at, one.booking.ends_at)), _what(one), Cell(_fate(one)))
            for one in notice.lines
        ],
        (Column(4), Column(3), Column(5)),
    )
    if any(one.fate is Fate.CANCEL for one in notice.lines):
        document.paragraph(
            _("For what is cancelled, please ask us for another date: we will look for one with you."), TextRole.NOTE
        )


def _what(one: NoticeLine) -> str:
    return f"{one.booking.room} ({one.booking.purpose})" if one.booking.purpose else one.booking.room


def _moment(interval: Interval) -> str:
    return f"{format_day(interval.start.date(), 'EEE d MMM y')}, {format_span(interval.start, interval.end)}"


def _fate(one: NoticeLine) -> str:
    if one.fate is Fate.CANCEL:
        return _("cancelled")
    if one.fate is Fate.KEEP or one.interval is None:
        return _("kept all the same")
    if one.interval == Interval(one.booking.starts_at, one.booking.ends_at):
        return _("same time, in “{room}”").format(room=one.room)
    return _("moved: {when}, in “{room}”").format(when=_moment(one.interval), room=one.room)


def _closing_words(house: House) -> str:
    how = ", ".join(part for part in (house.phone, house.email) if part)
    if how:
        return _("We are sorry for the trouble. To talk about it: {how}.").format(how=how)
    return _("We are sorry for the trouble, and at your disposal to talk about it.")
