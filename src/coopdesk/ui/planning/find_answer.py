"""The answer of « Trouver une salle »: free rooms by fit, what else would do, why the others do not."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from coopdesk.domain.period import Interval
from coopdesk.domain.room import Room
from coopdesk.domain.room_search import Alternative, AlternativeKind, Found, FreeRoom, OtherRoom, Wanted
from coopdesk.foundation.i18n import _, format_day, format_span, ngettext
from coopdesk.ui.theme import Tone
from coopdesk.ui.widgets.buttons import remedy
from coopdesk.ui.widgets.cards import Banner, line
from coopdesk.ui.widgets.labels import ElidingLabel, caption, muted, note, strong
from coopdesk.ui.widgets.layouts import clear, hbox, holder, vbox
from coopdesk.wording.room_search import hindrance_words, lack_words, moment_words


class FindAnswer(QWidget):
    """Lines, each with the act that takes it."""

    taken = Signal(object, object)
    """A room, and when."""

    def __init__(self) -> None:
        super().__init__()
        self._verdict = Banner(Tone.NEUTRAL)
        self._lines = vbox(spacing=6)
        self.setLayout(vbox(self._verdict, self._lines, None, spacing=12, margins=(0, 0, 8, 0)))

    @property
    def verdict(self) -> str:
        """The first line of the answer."""
        return self._verdict.accessibleName()

    def show_nothing(self, why: str) -> None:
        """Say what the question lacks."""
        clear(self._lines)
        self._say(Tone.NEUTRAL, why)

    def show_found(self, found: Found, wanted: Wanted) -> None:
        """Show an answer."""
        clear(self._lines)
        n, session = len(found.free), wanted.sessions[0]
        when = moment_words(session)
        if n:
            free = ngettext("{n} room is free and fits", "{n} rooms are free and fit", n).format(n=n)
            self._say(Tone.OK, free, when)
        else:
            self._say(Tone.WARNING, _("No room is free as you ask for it"), when)
        for one in found.free:
            self._add(self._free(one, session, wanted))
        if found.alternatives:
            self._lines.addWidget(caption(_("What else would do")))
            for other in found.alternatives:
                self._add(self._alternative(other))
        offered = {one.room.id for one in found.alternatives if one.hindrances}
        if others := [one for one in found.others if one.room.id not in offered]:
            self._lines.addWidget(caption(_("Why the others do not")))
            for busy in others:
                self._lines.addWidget(_reason(busy))

    def _say(self, tone: Tone, words: str, detail: str = "") -> None:
        self._verdict.say(tone, words, detail)
        self._verdict.setAccessibleName(" ".join(part for part in (words, detail) if part))

    def _add(self, row: QWidget) -> None:
        self._lines.addWidget(row)
        self._lines.addWidget(line())

    def _free(self, one: FreeRoom, session: Interval, wanted: Wanted) -> QWidget:
        places = ngettext("{n} place", "{n} places", one.capacity).format(n=one.capacity)
        spare = ""
        if wanted.persons is not None and (more := one.capacity - wanted.persons) > 0:
            spare = ngettext("{n} to spare", "{n} to spare", more).format(n=more)
        about = " · ".join(part for part in (places, spare, one.room.place) if part)
        return self._row(one.room, about, session, _("Book {room}").format(room=one.room.name))

    def _alternative(self, one: Alternative) -> QWidget:
        session = one.sessions[0]
        hours = format_span(session.start, session.end)
        about = {
            AlternativeKind.OTHER_ROOM: lack_words(one),
            AlternativeKind.OTHER_TIME: hours,
            AlternativeKind.OTHER_DAY: f"{format_day(session.start.date(), 'EEEE d MMMM')}, {hours}",
        }[one.kind]
        spoken = _("Book {room}, {when}").format(room=one.room.name, when=moment_words(session))
        return self._row(one.room, about, session, spoken)

    def _row(self, room: Room, about: str, session: Interval, spoken: str) -> QWidget:
        take = remedy(_("Book"), lambda: self.taken.emit(room, session), writes=True)
        take.setAccessibleName(spoken)
        take.setToolTip(spoken)
        words = vbox(strong(room.name), ElidingLabel(about, "muted"), spacing=0)
        return holder(hbox((words, 1), take, spacing=8))


def _reason(busy: OtherRoom) -> QWidget:
    why = ", ".join(hindrance_words(one) for one in busy.hindrances)
    return holder(vbox(muted(busy.room.name), note(why, wrap=True), spacing=0))
