"""« Trouver une salle »: the question at the left, at its right at once which rooms are free and what else would do."""

from datetime import datetime, timedelta
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from coopdesk.domain.booking import BookingDraft
from coopdesk.domain.period import Interval
from coopdesk.domain.room import Layout, Room
from coopdesk.domain.room_search import Wanted
from coopdesk.foundation.i18n import _
from coopdesk.foundation.problems import Outcome, Problem, Refused, Saved
from coopdesk.services import organisations, room_finder
from coopdesk.services.desk import Desk
from coopdesk.ui import theme
from coopdesk.ui.messages import shown
from coopdesk.ui.planning.find_answer import FindAnswer
from coopdesk.ui.planning.fitted_column import FittedColumn
from coopdesk.ui.widgets.dialog import FormDialog
from coopdesk.ui.widgets.fields import CheckField, ChoiceField, DateField, NumberField, TimeField
from coopdesk.ui.widgets.form import Form
from coopdesk.ui.widgets.labels import caption
from coopdesk.ui.widgets.layouts import hbox, holder, scrolling, vbox
from coopdesk.ui.widgets.record_field import Found as FoundRecords
from coopdesk.ui.widgets.record_field import RecordField
from coopdesk.wording.labels import label
from coopdesk.wording.sentences import sentence

_PAUSE = 120
"""So many milliseconds after the last key the question is asked."""

_TWO_COLUMNS_FROM = 94
_ANSWER_WIDTH = 400
_MOST_PERSONS = 10_000


class FindDialog(FormDialog):
    """Answers « which rooms are free then, for so many? », and hands over the booking to make of it."""

    chosen = Signal(object)
    """The booking to make: a BookingDraft."""

    def __init__(self, desk: Desk, parent: QWidget, *, start: datetime | None = None) -> None:
        self._desk = desk
        self._best: tuple[Room, Interval] | None = None
        form = Form(
            DateField("day", _("Date"), optional=False),
            TimeField("starts_at", _("From")),
            TimeField("ends_at", _("To"), is_end=True),
            NumberField("persons", _("Persons"), 1, _MOST_PERSONS, optional=True),
            ChoiceField("layout", _("Layout"), [(None, _("Any")), *((one, label(one)) for one in Layout)]),
            CheckField("is_accessible", _("Accessible to wheelchairs")),
            RecordField("organisation_id", _("Association"), self._find, _("Whoever it is: leave empty")),
        )
        self.fixtures = [CheckField(f"fixture_{n}", name) for n, name in enumerate(room_finder.fixtures(desk))]
        for one in self.fixtures:
            form.add(one)
        super().__init__(
            _("Find a room"), form, self._take, accept_word=_("Book the first"),
            promise=_("Nothing is written before this choice."), parent=parent,
        )  # fmt: skip
        begin = start or desk.now().replace(minute=0) + timedelta(hours=1)
        end = begin + timedelta(hours=2)
        form.set_values({"day": begin.date(), "starts_at": begin.time(), "ends_at": end.time()})
        self.answer = FindAnswer()
        self.answer.taken.connect(self._choose)
        self.saved.connect(lambda _saved: self._tell_best())
        self.add(self._body(), 1)
        self._timer = QTimer(self, singleShot=True, interval=_PAUSE)
        self._timer.timeout.connect(self.ask)
        form.changed.connect(self._timer.start)
        self.ask()
        form["persons"].editor.setFocus()

    def _body(self) -> QWidget:
        form = self.form
        question = holder(
            vbox(
                form["day"],
                hbox((form["starts_at"], 1), (form["ends_at"], 1), spacing=12),
                hbox((form["persons"], 2), (form["layout"], 3), spacing=12),
                form["organisation_id"],
                form["is_accessible"],
                self._fixtures(),
                None,
                spacing=10,
                margins=(0, 0, 8, 0),
            )
        )
        question.setMinimumWidth(theme.scaled(250))
        if self.screen().availableSize().width() < _TWO_COLUMNS_FROM * theme.points():
            return holder(vbox(question, (self.answer, 1), spacing=12))
        # As high as the answer, up to the screen: what would do must not be hidden under its edge.
        # Each column by itself: a scrolled answer within a scrolled dialog would have two bars side by side.
        asked = scrolling(question)
        asked.setFrameShape(QFrame.Shape.NoFrame)
        asked.setMinimumWidth(question.sizeHint().width() + asked.verticalScrollBar().sizeHint().width())
        column = FittedColumn(_ANSWER_WIDTH)
        column.hold(self.answer)
        return holder(hbox((asked, 2), (column, 3), spacing=12))

    def _fixtures(self) -> QWidget:
        """What may be asked for, side by side in two columns."""
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.scaled(12))
        for place, one in enumerate(self.fixtures):
            grid.addWidget(one, place // 2, place % 2)
        return holder(vbox(*([caption(_("With"))] if self.fixtures else []), grid, spacing=4))

    def _find(self, text: str) -> FoundRecords:
        return [(one.id, one.name, "") for one in organisations.find(self._desk, text)]

    def wanted(self) -> Wanted | None:
        """The question; None as long as a date or an hour cannot be read."""
        values: dict[str, Any] = self.form.values()
        hours = (values["day"], values["starts_at"], values["ends_at"])
        if None in hours or self.form["persons"].unreadable() or self.form["organisation_id"].unreadable():
            return None
        day, starts, ends = hours
        # Until midnight, or past it.
        last = day + timedelta(days=1) if ends <= starts else day
        return Wanted(
            sessions=(Interval(datetime.combine(day, starts), datetime.combine(last, ends)),),
            persons=values["persons"],
            layout=values["layout"],
            is_accessible=values["is_accessible"],
            fixtures=tuple(one.label for one in self.fixtures if one.value()),
            organisation_id=values["organisation_id"],
            is_anybody=values["organisation_id"] is None,
        )

    @shown
    def ask(self) -> None:
        """Ask the register, and show the answer."""
        self._timer.stop()
        wanted = self.wanted()
        if wanted is None:
            self._best = None
            self.answer.show_nothing(_("Choose a date and hours."))
        elif problems := room_finder.check(self._desk, wanted):
            self._best = None
            self.answer.show_nothing(" ".join(sentence(one) for one in problems))
        else:
            found = room_finder.find(self._desk, wanted)
            self._best = (found.free[0].room, wanted.sessions[0]) if found.free else None
            self.answer.show_found(found, wanted)
        self.accept_button.setEnabled(self._best is not None)
        name = "" if self._best is None else self._best[0].name
        self.accept_button.setText(_("Book {room}").format(room=name) if name else _("Book"))

    def _take(self) -> Outcome:
        if self._timer.isActive():
            # What was typed last has not been answered yet: the button may name another room.
            self.ask()
            return Refused(())
        if self._best is None:
            return Refused((Problem("day", "required"),))
        return Saved(0)

    def _tell_best(self) -> None:
        if self._best is not None:
            self.chosen.emit(self._draft(*self._best))

    @shown
    def _choose(self, room: Room, session: Interval) -> None:
        draft = self._draft(room, session)
        # First it closes: the booking's dialog stands over the page, not over this one.
        self.accept()
        self.chosen.emit(draft)

    def _draft(self, room: Room, session: Interval) -> BookingDraft:
        values = self.form.values()
        layouts = {one.layout for one in room.layouts}
        return BookingDraft(
            room_id=room.id,
            organisation_id=values["organisation_id"],
            starts_at=session.start,
            ends_at=session.end,
            layout=values["layout"] if values["layout"] in layouts else None,
            expected_persons=values["persons"],
        )
