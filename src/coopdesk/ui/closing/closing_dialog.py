"""The dialog that closes a room or the house: what is displaced shows at once, each with what becomes of it."""

from datetime import datetime, time, timedelta
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from coopdesk.domain.closing import Choice, ClosingPlan, Fate, Notice
from coopdesk.domain.closure import Closure, ClosureDraft
from coopdesk.foundation.i18n import _, ngettext
from coopdesk.foundation.problems import Outcome, Problem, Refused
from coopdesk.services import closing, rooms
from coopdesk.services.desk import Desk
from coopdesk.ui import background, messages, theme
from coopdesk.ui.background import Progress, ProgressDialog, watched
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

_TWO_COLUMNS_FROM = 98


class ClosingDialog(FormDialog):
    """Closes for a period, or changes a closure; what it displaces is moved, cancelled or kept in the same act."""

    def __init__(
        self, desk: Desk, parent: QWidget, *, room_id: int | None = None, closure: Closure | None = None
    ) -> None:
        self._desk = desk
        self._closure_id = None if closure is None else closure.id
        self._plan: ClosingPlan | None = None
        self._kept: dict[int, Choice] = {}
        form = closing_form(rooms.rooms(desk))
        super().__init__(
            _("Close for a period") if closure is None else _("Edit the closure"), form, self._close_room,
            accept_word=_("Save the closure") if closure is None else _("Save"),
            promise=_("Nothing is written before this choice; one undo takes all of it back."), parent=parent,
        )  # fmt: skip
        self._verdict = Banner(Tone.NEUTRAL)
        self.displaced = DisplacedList()
        self._quick = holder(
            hbox(
                link(_("Move all that can be"), lambda: self._choose_all(Fate.MOVE)),
                link(_("Cancel all"), lambda: self._choose_all(Fate.CANCEL)),
                None,
                spacing=4,
            )
        )
        self.letters = CheckField("letters", _("Write a letter to each association (PDF)"))
        show_closure(form, closure or self._usual(room_id))
        self.add(self._body(), 1)
        self._timer = QTimer(self, singleShot=True, interval=_PAUSE)
        self._timer.timeout.connect(self._look)
        form.changed.connect(self._timer.start)
        self.displaced.changed.connect(self._say_counts)
        self._look()

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

    @shown
    def _look(self) -> None:
        self._kept |= self.displaced.choices()
        draft = closure_of(self.form)
        self._plan = None if draft is None else closing.what_if(self._desk, draft, self._closure_id)
        shown_plan = self._plan or ClosingPlan(self._usual(None), "")
        self.displaced.show_plan(shown_plan, self._kept)
        has_some, has_letters = (
            bool(self.displaced.rows),
            any(row.booking.organisation is not None for row in self.displaced.rows),
        )
        for part, is_shown in ((self.displaced, has_some), (self._quick, has_some), (self.letters, has_letters)):
            part.setVisible(is_shown)
        self._say_counts()

    def _say_counts(self) -> None:
        if self._plan is None:
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

    def _choose_all(self, fate: Fate) -> None:
        for row in self.displaced.rows:
            if fate is Fate.MOVE and self._plan is not None:
                row.show_choice(self._plan.moves[row.booking.id])
            else:
                row.choose(fate)

    def _close_room(self) -> Outcome:
        if self._timer.isActive():
            # What was typed last has not been looked at yet.
            self._timer.stop()
            self._look()
            if self.displaced.rows:
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
        outcome = closing.close_room(self._desk, self._plan.closure, choices, self._closure_id)
        if isinstance(outcome, Refused):
            return Refused(tuple(self.displaced.show_problems(outcome.problems)))
        if folder is not None:
            self._write_letters(notices, folder)
        return outcome

    def _write_letters(self, notices: list[Notice], folder: Path) -> None:
        house, behind = self._desk.house(), self.parentWidget()

        def work(progress: Progress) -> list[Path]:
            from coopdesk.documents import closure_letters  # noqa: PLC0415 – brings ReportLab, never with the start

            return closure_letters.write_all(notices, house, folder, watched(progress))

        def done(written: list[Path]) -> None:
            n = len(written)
            text = ngettext("{n} letter is written.", "{n} letters are written.", n).format(n=n)
            messages.inform(behind, text, _("In the folder {folder}").format(folder=folder))

        task = background.run(work, done, lambda error: messages.handle(error, behind))
        ProgressDialog(_("Writing the letters…"), task, behind.window() if behind is not None else None).open()
