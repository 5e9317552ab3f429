"""What became of a booking, in a few lines: its state and why, its rank, who came, how the room was, its key."""

from collections.abc import Iterator
from typing import NamedTuple

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QFrame

from coopdesk.domain.booking import BookingLine, BookingState
from coopdesk.domain.condition_report import ConditionReport, Finding
from coopdesk.foundation.i18n import _, format_date, format_number, format_time, ngettext
from coopdesk.services import attendance, booking_states, bookings, condition_reports, room_keys
from coopdesk.services.desk import Desk
from coopdesk.ui.messages import shown
from coopdesk.ui.theme import Tone
from coopdesk.ui.widgets.labels import IconLabel, text
from coopdesk.ui.widgets.layouts import clear, hbox, vbox
from coopdesk.wording.labels import label

_PLAIN = frozenset({BookingState.CONFIRMED, BookingState.OPTION, BookingState.REQUEST})
"""The states that the form of the booking says already."""

_TONES = {Finding.GOOD: Tone.OK, Finding.REMARKS: Tone.WARNING, Finding.DAMAGE: Tone.DANGER}


class Fact(NamedTuple):
    """One line: its icon and its words."""

    icon: str
    tone: Tone
    words: str


class StateCard(QFrame):
    """Hidden while there is nothing to tell."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setProperty("kind", "group")
        self._desk = desk
        self._booking_id: int | None = None
        self._facts: list[Fact] = []
        self._rows = vbox(spacing=6, margins=(12, 10, 12, 10))
        self.setLayout(self._rows)

    def show_booking(self, booking_id: int | None) -> None:
        """Tell of this booking; of none, nothing."""
        self._booking_id = booking_id
        found = None if booking_id is None else bookings.line(self._desk, booking_id)
        self._facts = [] if found is None else facts(self._desk, found)
        clear(self._rows)
        for one in self._facts:
            self._rows.addLayout(hbox(IconLabel(one.icon, one.tone), (text(one.words, wrap=True), 1), spacing=8))
        if not self._facts:
            self.hide()
        elif self.parentWidget() is not None:  # before it has one it would be a window of its own
            self.show()

    def event(self, event: QEvent) -> bool:
        """Tell again when its window is worked in again: a dialog over it may have noted something."""
        if event.type() == QEvent.Type.WindowActivate:
            self._read_again()
        return super().event(event)

    @shown
    def _read_again(self) -> None:
        self.show_booking(self._booking_id)

    def words(self) -> list[str]:
        """What its lines say."""
        return [one.words for one in self._facts]


def facts(desk: Desk, line: BookingLine) -> list[Fact]:
    """All that became of a booking so far."""
    return [*_state(desk, line), *_attendance(desk, line), *_condition(desk, line), *_key(desk, line)]


def _state(desk: Desk, line: BookingLine) -> Iterator[Fact]:
    if (rank := booking_states.option_ranks(desk, [line]).get(line.id)) is not None:
        words = _("Option no. {number} of {of} for this room at this time")
        yield Fact("calendar-clock", Tone.WARNING, words.format(number=rank.number, of=rank.of))
    if line.state in _PLAIN:
        return
    why = " – ".join(part for part in (label(line.reason_code) if line.reason_code else "", line.reason) if part)
    state = label(line.state)
    words = _("{state}: {reason}").format(state=state, reason=why) if why else state
    is_held = line.state is BookingState.HELD
    yield Fact("calendar-check" if is_held else "info", Tone.OK if is_held else Tone.NEUTRAL, words)


def _attendance(desk: Desk, line: BookingLine) -> Iterator[Fact]:
    counted = attendance.of_booking(desk, line.id)
    if counted is None:
        return
    came = ngettext("{n} person came", "{n} people came", counted.total).format(n=format_number(counted.total))
    if counted.from_district is not None:
        near = _("of which {n} from the priority district").format(n=format_number(counted.from_district))
        came = f"{came}, {near}"
    yield Fact("users-round", Tone.NEUTRAL, came)


def _condition(desk: Desk, line: BookingLine) -> Iterator[Fact]:
    made = condition_reports.of_booking(desk, line.id)
    for report in sorted(made.values(), key=lambda one: one.made_at):
        yield Fact("clipboard-list", _TONES[report.finding], _report_words(report))


def _report_words(report: ConditionReport) -> str:
    found = " – ".join(part for part in (label(report.finding), report.remarks) if part)
    return _("{turn}, {day} at {time}: {found}").format(
        turn=label(report.turn),
        day=format_date(report.made_at.date(), "short"),
        time=format_time(report.made_at),
        found=found,
    )


def _key(desk: Desk, line: BookingLine) -> Iterator[Fact]:
    if line.organisation_id is None:
        return
    for one in room_keys.of_room(desk, line.room_id):
        if one.organisation_id == line.organisation_id and one.given_on is not None:
            words = _("Key “{key}” with them since {day}")
            tone = Tone.DANGER if one.is_late(desk.today()) else Tone.WARNING
            yield Fact("key-round", tone, words.format(key=one.label, day=format_date(one.given_on, "short")))
