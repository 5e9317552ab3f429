"""The bookings that a closure displaces, a line each, with what becomes of it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

from coopdesk.domain.closing import Choice, Choices, ClosingPlan, Displaced, Fate
from coopdesk.domain.period import Interval
from coopdesk.domain.room_search import Alternative, AlternativeKind
from coopdesk.foundation.i18n import _, format_day, format_span, pgettext
from coopdesk.foundation.problems import Problem
from coopdesk.ui import theme
from coopdesk.ui.theme import Tone
from coopdesk.ui.widgets.cards import line
from coopdesk.ui.widgets.labels import ElidingLabel, note, set_tone, strong
from coopdesk.ui.widgets.layouts import clear, hbox, holder, scrolling, vbox
from coopdesk.wording.sentences import sentence

_ROWS_SEEN = 5
_ROW_HEIGHT = 46


class DisplacedRow(QWidget):
    """One booking: when, who, and a list of what can become of it."""

    changed = Signal()

    def __init__(self, one: Displaced, chosen: Choice, place: str) -> None:
        super().__init__()
        self.booking = one.booking
        moved = [Choice.moved(offer) for offer in one.proposals]
        self._choices = [*moved, Choice(Fate.CANCEL), Choice(Fate.KEEP)]
        words = [_offer_words(offer, one) for offer in one.proposals]
        when = Interval(one.booking.starts_at, one.booking.ends_at)
        title = f"{format_day(when.start.date(), 'EEE d MMM')}, {format_span(when.start, when.end)}"
        who = one.booking.organisation or one.booking.purpose or _("The house itself")
        self.fate = QComboBox()
        self.fate.addItems([*words, _("Cancel it"), _("Keep it all the same")])
        self.fate.setAccessibleName(_("What becomes of {who}, {when}").format(who=who, when=title))
        self.fate.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.fate.setMinimumContentsLength(14)
        self.fate.setCurrentIndex(self._choices.index(chosen))
        self.fate.currentIndexChanged.connect(self._tell)
        self._trouble = note("", tone=Tone.DANGER, wrap=True)
        self._trouble.hide()
        detail = " · ".join(part for part in (one.booking.room if one.booking.room != place else "", who) if part)
        left = vbox(strong(title), ElidingLabel(detail, "muted"), spacing=0)
        row = hbox((left, 4), (self.fate, 5), spacing=12)
        self.setLayout(vbox(row, self._trouble, spacing=2, margins=(0, 3, 8, 3)))

    def choice(self) -> Choice:
        """What was chosen."""
        return self._choices[self.fate.currentIndex()]

    def choose(self, fate: Fate) -> None:
        """Choose the first way of this kind, where there is one."""
        place = next((n for n, one in enumerate(self._choices) if one.fate is fate), None)
        if place is not None:
            self.fate.setCurrentIndex(place)

    def show_choice(self, choice: Choice) -> None:
        """Choose exactly this."""
        if choice in self._choices:
            self.fate.setCurrentIndex(self._choices.index(choice))

    def say(self, trouble: str) -> None:
        """Say what keeps it from being done."""
        self._trouble.setText(trouble)
        self._trouble.setVisible(bool(trouble))
        set_tone(self._trouble, Tone.DANGER)
        self.fate.setAccessibleDescription(trouble)

    def _tell(self) -> None:
        self.say("")
        self.changed.emit()


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


class DisplacedList(QWidget):
    """Every displaced booking; the list scrolls, what is above and below it stays."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[DisplacedRow] = []
        self._column = vbox(spacing=0, margins=(0, 0, 0, 0))
        self._area = scrolling(holder(self._column))
        self._area.setMinimumWidth(theme.scaled(470))
        self.setLayout(vbox((self._area, 1), spacing=0))

    def show_plan(self, plan: ClosingPlan, kept: Choices) -> None:
        """Show the bookings of a plan; `kept` is what was chosen for some before the plan changed."""
        clear(self._column)
        self.rows = [DisplacedRow(one, plan.choices[one.booking.id], plan.room) for one in plan.displaced]
        for place, row in enumerate(self.rows):
            if row.booking.id in kept:
                row.show_choice(kept[row.booking.id])
            row.changed.connect(self.changed)
            if place:
                self._column.addWidget(line())
            self._column.addWidget(row)
        self._column.addStretch(1)
        self._area.setMinimumHeight(theme.scaled(_ROW_HEIGHT) * min(len(self.rows), _ROWS_SEEN))

    def choices(self) -> dict[int, Choice]:
        """What was chosen for each."""
        return {row.booking.id: row.choice() for row in self.rows}

    def show_problems(self, problems: tuple[Problem, ...]) -> list[Problem]:
        """Say each problem under its booking; gives back those of no booking."""
        by_key = {str(row.booking.id): row for row in self.rows}
        others = [one for one in problems if one.field not in by_key]
        for row in self.rows:
            row.say("\n".join(sentence(one) for one in problems if one.field == str(row.booking.id)))
        wrong = next((row for key, row in by_key.items() if any(one.field == key for one in problems)), None)
        if wrong is not None:
            self._area.ensureWidgetVisible(wrong)
            wrong.fate.setFocus()
        return others


def count_words(choices: Choices) -> str:
    """« 6 déplacées, 1 annulée »."""
    counts = {fate: sum(one.fate is fate for one in choices.values()) for fate in Fate}
    words = {
        Fate.MOVE: pgettext("bookings", "moved: {n}"),
        Fate.CANCEL: pgettext("bookings", "cancelled: {n}"),
        Fate.KEEP: pgettext("bookings", "kept: {n}"),
    }
    return ", ".join(words[fate].format(n=n) for fate, n in counts.items() if n)
