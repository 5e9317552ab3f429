"""The dialog that closes a room or the house: what is displaced shows at once, each with what becomes of it."""

from datetime import datetime, time, timedelta
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from coopdesk.domain.closing import Choice, ClosingPlan, Fate
from coopdesk.domain.closure import Closure, ClosureDraft
from coopdesk.foundation.i18n import _, ngettext
from coopdesk.foundation.problems import Outcome, Problem, Refused
from coopdesk.services import closing, rooms
from coopdesk.services.desk import Desk
from coopdesk.ui import background, messages, theme
from coopdesk.ui.background import Progress, ProgressDialog, Task, watched
from coopdesk.ui.closing.closing_act import Closed, act
from coopdesk.ui.closing.closing_form import closing_form, closure_of, show_closure
from coopdesk.ui.closing.displaced_list import DisplacedList, count_words
from coopdesk.ui.messages import shown
from coopdesk.ui.theme import Tone
from coopdesk.ui.widgets.buttons import link
from coopdesk.ui.widgets.cards import Banner
from coopdesk.ui.widgets.dialog import FormDialog
from coopdesk.ui.widgets.fields import CheckField
from coopdesk.ui.widgets.layouts import hbox, holder, vbox
from coopdesk.wording.sentences import sentence

_PAUSE = 250
"""So many milliseconds after the last key the plan is asked for: it looks for a place for each booking."""
_PATIENCE = 200
"""So many milliseconds later it says that it is still looking."""
_MANY = 40
"""From so many bookings on they are moved beside the window, with their progress."""

_TWO_COLUMNS_FROM = 98


class ClosingDialog(FormDialog):
    """Closes for a period, or changes a closure; what it displaces is moved, cancelled or kept in the same act."""

    def __init__(
        self, desk: Desk, parent: QWidget, *, room_id: int | None = None, closure: Closure | None = None
    ) -> None:
        self._desk = desk
        self._closure_id = None if closure is None else closure.id
        self._plan: ClosingPlan | None = None
        self._search: Task[ClosingPlan] | None = None
        self._is_wanted = False
        self._kept: dict[int, Choice] = {}
        form = closing_form(rooms.rooms(desk))
        super().__init__(
            _("Close for a period") if closure is None else _("Edit the closure"), form, self._close_room,
            accept_word=_("Save the closure") if closure is None else _("Save"),
            promise=_("Nothing is written before this choice; one undo takes all of it back."), parent=parent,
        )  # fmt: skip
        self._verdict = Banner(Tone.NEUTRAL)
        self.displaced = DisplacedList()
        cancel_all = link(_("Cancel all"), self._cancel_all)
        self._quick = holder(hbox(link(_("Move all that can be"), self._move_all), cancel_all, None, spacing=4))
        self.displaced.come_after(cancel_all)
        self.letters = CheckField("letters", _("Write a letter to each association (PDF)"))
        show_closure(form, closure or self._usual(room_id))
        self.add(self._body(), 1)
        self._timer = QTimer(self, singleShot=True, interval=_PAUSE)
        self._timer.timeout.connect(self._look)
        self._slow = QTimer(self, singleShot=True, interval=_PATIENCE)
        self._slow.timeout.connect(self._say_counts)
        form.changed.connect(self._timer.start)
        self.displaced.changed.connect(self._say_counts)
        self._look()
        self._say_counts()

    @property
    def verdict(self) -> str:
        """What the dialog says of the closure as it is."""
        return self._verdict.accessibleName()

    def _usual(self, room_id: int | None) -> ClosureDraft:
        tomorrow = datetime.combine(self._desk.today() + timedelta(days=1), time())
        return ClosureDraft(room_id=room_id, starts_at=tomorrow, ends_at=tomorrow + timedelta(days=1))

    def _body(self) -> QWidget:
        form = self.form
        what = holder(
            vbox(
                form["room_id"],
                hbox((form["starts_at"], 3), (form["from_hour"], 2), spacing=12),
                hbox((form["ends_at"], 3), (form["to_hour"], 2), spacing=12),
                form["is_yearly"],
                form["reason"],
                None,
                spacing=10,
            )
        )
        then = holder(vbox(self._verdict, self._quick, (self.displaced, 1), self.letters, spacing=8))
        what.setMinimumWidth(theme.scaled(260))
        is_wide = self.screen().availableSize().width() >= _TWO_COLUMNS_FROM * theme.points()
        return holder(hbox((what, 2), (then, 3), spacing=24) if is_wide else vbox(what, (then, 1), spacing=12))

    @property
    def is_looking(self) -> bool:
        """Whether what is shown may not be of what was typed last."""
        return self._timer.isActive() or self._search is not None

    @shown
    def _look(self) -> None:
        self._timer.stop()
        self._give_up()
        self._kept |= self.displaced.decided()
        draft = closure_of(self.form)
        if draft is None:
            self._show(None)
            return

        def work(progress: Progress) -> ClosingPlan:
            return closing.what_if(self._desk, draft, self._closure_id, tell=watched(progress))

        search: Task[ClosingPlan] = background.run(
            work, lambda plan: self._found(search, plan), lambda error: self._failed(search, error)
        )
        self._search = search
        self._slow.start()

    def _give_up(self) -> None:
        """Look no more for what nobody asks any more."""
        self._slow.stop()
        if self._search is not None:
            self._search.cancel()
            self._search = None

    def _found(self, search: Task[ClosingPlan], plan: ClosingPlan) -> None:
        if search is not self._search:
            return  # something else was typed since, or the dialog is gone
        self._give_up()
        self._show(plan)
        is_wanted, self._is_wanted = self._is_wanted, False
        if is_wanted and not self.displaced.rows:
            self._confirm()

    def _failed(self, search: Task[ClosingPlan], error: Exception) -> None:
        if search is self._search:
            self._give_up()
            self._is_wanted = False
            self._show(None)
            messages.handle(error, self)

    def _show(self, plan: ClosingPlan | None) -> None:
        self._plan = plan
        self.displaced.show_plan(plan or ClosingPlan(self._usual(None), ""), self._kept)
        has_some = bool(self.displaced.rows)
        has_letters = any(row.booking.organisation is not None for row in self.displaced.rows)
        for part, is_shown in ((self.displaced, has_some), (self._quick, has_some), (self.letters, has_letters)):
            part.setVisible(is_shown)
        self._say_counts()

    def _say_counts(self) -> None:
        if self._search is not None:
            self._say(Tone.NEUTRAL, _("Looking for a place for each booking…"))
        elif self._plan is None:
            self._say(Tone.NEUTRAL, _("Choose what is closed, and from when to when."))
        elif self._plan.problems:
            self._say(Tone.DANGER, " ".join(sentence(one) for one in self._plan.problems))
        elif not self.displaced.rows:
            self._say(Tone.OK, _("Nothing is booked then."))
        else:
            n = len(self.displaced.rows)
            strong = ngettext("{n} booking is displaced", "{n} bookings are displaced", n).format(n=n)
            self._say(Tone.WARNING, strong, count_words(self.displaced.choices()))

    def _say(self, tone: Tone, strong: str, detail: str = "") -> None:
        self._verdict.say(tone, strong, detail)
        self._verdict.setAccessibleName(" ".join(part for part in (strong, detail) if part))

    @shown
    def _move_all(self) -> None:
        if self._plan is not None:
            moves = self._plan.moves
            self.displaced.choose_all(lambda row: row.move(moves[row.booking.id]))

    @shown
    def _cancel_all(self) -> None:
        self.displaced.choose_all(lambda row: row.choose(Fate.CANCEL))

    def _close_room(self) -> Outcome:
        if self.is_looking:
            # What was typed last has not been looked at yet: it is saved once nothing is in its way.
            self._is_wanted = True
            if self._timer.isActive():
                self._look()
            return Refused(())
        if self._plan is None:  # the dialog submits readable forms only
            return Refused((Problem("starts_at", "required"),))
        choices = self.displaced.choices()
        notices = closing.notices(self._desk, self._plan, choices) if self.letters.value() else []
        folder = None
        if notices:
            folder = messages.choose_folder(self, _("Where do the letters go?"), self._desk.path.parent)
            if folder is None:
                return Refused(())  # nobody chose a place: the dialog stays
        if folder is None and len(choices) < _MANY:
            return self._told(closing.close_room(self._desk, self._plan.closure, choices, self._closure_id))
        work = act(self._desk, self._plan, choices, self._closure_id, notices, folder)
        task = background.run(
            work, lambda closed: self._end(closed, folder), lambda error: messages.handle(error, self)
        )
        ProgressDialog(_("Closing…"), task, self).open()
        return Refused(())

    def _told(self, outcome: Outcome) -> Outcome:
        """The outcome, what is wrong with each booking said in its line."""
        return (
            Refused(tuple(self.displaced.show_problems(outcome.problems))) if isinstance(outcome, Refused) else outcome
        )

    def _end(self, closed: Closed, folder: Path | None) -> None:
        outcome = self._told(closed.outcome)
        if isinstance(outcome, Refused):
            self._show_problems(outcome)
            return
        behind = self.parentWidget()
        self.accept()
        self.saved.emit(outcome)
        if closed.letters:
            n = len(closed.letters)
            text = ngettext("{n} letter is written.", "{n} letters are written.", n).format(n=n)
            messages.inform(behind, text, _("In the folder {folder}").format(folder=folder))

    def done(self, result: int) -> None:
        """Close; what is still looked for is of no use any more."""
        self._timer.stop()
        self._give_up()
        super().done(result)
