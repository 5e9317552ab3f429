"""A booking that a closure displaces: when, who, and a list of what can become of it."""

from collections.abc import Callable

from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from coopdesk.domain.closing import Choice, Displaced, Fate
from coopdesk.domain.period import Interval
from coopdesk.domain.room_search import Alternative, AlternativeKind
from coopdesk.foundation.i18n import _, format_day, format_span
from coopdesk.ui.theme import Tone
from coopdesk.ui.widgets.labels import ElidingLabel, note, strong
from coopdesk.ui.widgets.layouts import hbox, vbox


class DisplacedBooking:
    """What was chosen for a booking, and what keeps it from being done; on screen only while it is in view."""

    def __init__(self, one: Displaced, chosen: Choice, place: str, tell: Callable[[], None]) -> None:
        """`place` is what is closed: it need not be said on each line. `tell` hears of every choice by hand."""
        self.booking = one.booking
        self.trouble = ""
        self.is_decided = False
        """Whether somebody chose: else it is what is proposed, and is proposed anew with another plan."""
        self.widget: DisplacedRow | None = None
        self._displaced = one
        self._place = place
        self._tell = tell
        self._choices = [*map(Choice.moved, one.proposals), Choice(Fate.CANCEL), Choice(Fate.KEEP)]
        self._chosen = self._choices.index(chosen)

    @property
    def when(self) -> str:
        """« jeu. 26 nov., 9 h – 11 h »."""
        during = Interval(self.booking.starts_at, self.booking.ends_at)
        return f"{format_day(during.start.date(), 'EEE d MMM')}, {format_span(during.start, during.end)}"

    @property
    def who(self) -> str:
        """Whose it is, or what for."""
        return self.booking.organisation or self.booking.purpose or _("The house itself")

    @property
    def detail(self) -> str:
        """Who, and where when it is not what is closed."""
        return " · ".join(filter(None, (self.booking.room if self.booking.room != self._place else "", self.who)))

    @property
    def words(self) -> list[str]:
        """What can become of it, as the list says it."""
        offers = [_offer_words(offer, self._displaced) for offer in self._displaced.proposals]
        return [*offers, _("Cancel it"), _("Keep it all the same")]

    @property
    def word(self) -> str:
        """What was chosen, as the list says it."""
        return self.words[self._chosen]

    @property
    def chosen(self) -> int:
        """The place in the list of what was chosen."""
        return self._chosen

    def choice(self) -> Choice:
        """What was chosen."""
        return self._choices[self._chosen]

    def choose(self, fate: Fate) -> None:
        """Choose the first way of this kind, where there is one."""
        place = next((n for n, one in enumerate(self._choices) if one.fate is fate), None)
        if place is not None:
            self.is_decided = True
            self._put(place)

    def show_choice(self, choice: Choice) -> None:
        """Choose exactly this, where it is still possible."""
        if choice in self._choices:
            self._put(self._choices.index(choice))

    def move(self, choice: Choice) -> None:
        """Move it there, on somebody's word; what can be moved nowhere is cancelled, as long as that is so."""
        self.is_decided = choice.fate is Fate.MOVE
        self.show_choice(choice)

    def choose_place(self, place: int) -> None:
        """Choose by hand, from the list."""
        if place != self._chosen:
            self.is_decided = True
            self._put(place)
            self._tell()

    def say(self, trouble: str) -> None:
        """Say what keeps it from being done."""
        self.trouble = trouble
        if self.widget is not None:
            self.widget.show_trouble()

    def _put(self, place: int) -> None:
        if place == self._chosen:
            return
        self._chosen = place
        self.say("")
        if self.widget is not None:
            self.widget.fate.setCurrentIndex(place)


class _Fates(QComboBox):
    """The wheel scrolls the lines: it must not decide for the one that passes under it."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave it to the list."""
        event.ignore()


class DisplacedRow(QWidget):
    """The line of one booking."""

    def __init__(self, one: DisplacedBooking, parent: QWidget) -> None:
        super().__init__(parent)
        self._one = one
        one.widget = self
        self.fate = _Fates()
        self.fate.addItems(one.words)
        self.fate.setAccessibleName(_("What becomes of {who}, {when}").format(who=one.who, when=one.when))
        self.fate.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.fate.setMinimumContentsLength(14)
        self.fate.setCurrentIndex(one.chosen)
        self.fate.currentIndexChanged.connect(one.choose_place)
        left = vbox(strong(one.when), ElidingLabel(one.detail, "muted"), spacing=0)
        self._column: QVBoxLayout = vbox(hbox((left, 4), (self.fate, 5), spacing=12), spacing=2, margins=(0, 3, 8, 3))
        self._trouble: QWidget | None = None
        self.setLayout(self._column)
        self.show_trouble()

    def show_trouble(self) -> None:
        """Say under the line what keeps it from being done."""
        if self._trouble is not None:
            self._column.removeWidget(self._trouble)
            self._trouble.hide()
            self._trouble.deleteLater()
            self._trouble = None
        if self._one.trouble:
            self._trouble = note(self._one.trouble, tone=Tone.DANGER, wrap=True)
            self._column.addWidget(self._trouble)
            self._trouble.show()
        self.fate.setAccessibleDescription(self._one.trouble)

    def height_at(self, width: int) -> int:
        """How high it is at a width: what it says may wrap."""
        for part in (self, *self.findChildren(QWidget)):
            # Not on screen yet, it would be measured in another font.
            part.ensurePolished()
        self._column.invalidate()
        needed = self._column.totalHeightForWidth(width)
        return needed if needed > 0 else self._column.totalSizeHint().height()


def _offer_words(offer: Alternative, one: Displaced) -> str:
    """« Salle Cèdre, même heure », « 16 h 30 – 18 h 30, Grande salle », « ven. 27 nov., Salle Cèdre »."""
    session = offer.sessions[0]
    if offer.kind is AlternativeKind.OTHER_ROOM:
        return _("{room}, same time").format(room=offer.room.name)
    hours = format_span(session.start, session.end)
    if offer.kind is AlternativeKind.OTHER_TIME:
        return _("{when}, {room}").format(when=hours, room=offer.room.name)
    day = format_day(session.start.date(), "EEE d MMM")
    same = (session.start.time(), session.end.time()) == (one.booking.starts_at.time(), one.booking.ends_at.time())
    return _("{when}, {room}").format(when=day if same else f"{day}, {hours}", room=offer.room.name)
