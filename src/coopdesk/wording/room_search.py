"""The words of a search for a room: why one does not do, what else would."""

from collections.abc import Callable, Mapping

from coopdesk.domain.period import Interval
from coopdesk.domain.room import Layout
from coopdesk.domain.room_search import Alternative, Hindrance, Obstacle
from coopdesk.foundation.i18n import _, format_day, format_span, ngettext, pgettext
from coopdesk.wording.labels import label


def hindrance_words(one: Hindrance) -> str:
    """Why a room does not do, in a few words: « 12 personnes au plus », « prise : la chorale, 17 h – 19 h »."""
    return _WORDS[one.obstacle](one)


def _closed(one: Hindrance) -> str:
    closed = pgettext("room", "closed")
    return _("{closed}: {reason}").format(closed=closed, reason=one.about) if one.about else closed


_WORDS: Mapping[Obstacle, Callable[[Hindrance], str]] = {
    Obstacle.PERSONS: lambda one: ngettext("{n} person at most", "{n} people at most", one.capacity).format(
        n=one.capacity
    ),
    Obstacle.LAYOUT: lambda one: _("not laid out like this: {layout}").format(layout=label(Layout(one.about)).lower()),
    Obstacle.ACCESS: lambda _one: _("not accessible to wheelchairs"),
    Obstacle.FIXTURE: lambda one: _("without: {thing}").format(thing=one.about),
    Obstacle.RETIRED: lambda _one: _("no longer booked"),
    Obstacle.HOURS: lambda _one: _("outside opening hours"),
    Obstacle.CLOSURE: _closed,
    Obstacle.TAKEN: lambda one: _("taken: {who}, {when}").format(
        who=one.about or _("the house itself"), when=_span(one.during)
    ),
}


def _span(during: Interval | None) -> str:
    return "" if during is None else format_span(during.start, during.end)


def moment_words(session: Interval, *, with_year: bool = False) -> str:
    """« mardi 24 novembre, 17 h – 19 h »."""
    pattern = "EEEE d MMMM y" if with_year else "EEEE d MMMM"
    return f"{format_day(session.start.date(), pattern)}, {format_span(session.start, session.end)}"


def alternative_words(one: Alternative) -> str:
    """Where and when instead: « Salle Cèdre, mardi 24 novembre, 19 h – 21 h »."""
    return _("{room}, {when}").format(room=one.room.name, when=moment_words(one.sessions[0]))


def lack_words(one: Alternative) -> str:
    """What a room that is free lacks of what was asked for, "" when nothing."""
    return ", ".join(hindrance_words(hindrance) for hindrance in one.hindrances)
