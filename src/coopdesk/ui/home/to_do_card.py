"""« À traiter »: what is to be done, most urgent first, each line one act away from its remedy."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from coopdesk.foundation.i18n import _, format_number, ngettext
from coopdesk.services.agenda import Task
from coopdesk.ui import theme
from coopdesk.ui.home.task_words import TaskWords, task_words
from coopdesk.ui.widgets.buttons import Button, remedy
from coopdesk.ui.widgets.cards import Card
from coopdesk.ui.widgets.labels import ElidingLabel, IconLabel, chip, muted
from coopdesk.ui.widgets.layouts import clear, frame, hbox, holder, scrolling, vbox

_MOST = 50
_ROW, _CHIP, _ACT = 34, 132, 92


class ToDoCard(Card):
    """The list of tasks; `acted` asks for the remedy of one, `acted_otherwise` for its second one."""

    acted = Signal(object)
    acted_otherwise = Signal(object)

    def __init__(self) -> None:
        super().__init__(_("To do"), padded=False)
        self._rows = vbox(spacing=0)
        self.buttons: list[Button] = []
        self.others: list[Button] = []
        self._is_narrow = False
        self._shown: list[TaskWords] | None = None
        self._scroll: QScrollArea = scrolling(holder(self._rows))
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setMinimumHeight(theme.scaled(3 * _ROW))
        self.add(self._scroll, 1)

    def show_tasks(self, tasks: Sequence[Task], today: date) -> None:
        """List the tasks; the urgent ones come first already."""
        words = [task_words(task, today) for task in tasks]
        title = _("To do · {n}").format(n=format_number(len(tasks))) if tasks else _("To do")
        self.set_title(title)
        if words == self._shown:
            return
        self._shown = words
        clear(self._rows)
        self.buttons, self.others = [], []
        for number, (task, one) in enumerate(zip(tasks[:_MOST], words, strict=False)):
            self._rows.addWidget(self._row(task, one, is_last=number == len(tasks) - 1))
        self._say_rest(len(tasks))
        self._rows.addStretch(1)

    def set_narrow(self, is_narrow: bool) -> None:
        """Keep only the first remedy of each line."""
        self._is_narrow = is_narrow
        for other in self.others:
            other.setVisible(not is_narrow)

    def _act(self, word: str, words: TaskWords, on_click: Callable[[], object]) -> Button:
        act = remedy(word, on_click, writes=words.writes)
        act.setAccessibleName(f"{word} : {words.title}, {words.detail}")
        act.setMinimumWidth(theme.scaled(_ACT))
        return act

    def titles(self) -> list[str]:
        """The tasks listed, by their strong words."""
        return [one.title for one in self._shown or []]

    def _say_rest(self, count: int) -> None:
        if count == 0:
            words = _("Nothing is waiting: no late loan, no option about to lapse, no paper about to end.")
            self._rows.addLayout(hbox((muted(words, wrap=True), 1), margins=(16, 4, 16, 8)))
        elif count > _MOST:
            rest = ngettext("and {n} more", "and {n} more", count - _MOST).format(n=format_number(count - _MOST))
            self._rows.addLayout(hbox(muted(rest), None, margins=(42, 8, 16, 8)))

    def _row(self, task: Task, words: TaskWords, *, is_last: bool) -> QWidget:
        act = self._act(words.act, words, lambda: self.acted.emit(task))
        self.buttons.append(act)
        beside: list[Button] = []
        if words.other_act:
            other = self._act(words.other_act, words, lambda: self.acted_otherwise.emit(task))
            if self._is_narrow:  # only ever hidden before it has a parent (architecture.md, trap 12)
                other.hide()
            self.others.append(other)
            beside = [other]
        title = ElidingLabel(words.title, "strong")
        delay = holder(hbox(chip(words.chip, words.tone), None))
        delay.setMinimumWidth(theme.scaled(_CHIP))
        texts = hbox((title, 0), (ElidingLabel(words.detail, "muted"), 1), spacing=8)
        line = hbox(
            IconLabel(words.icon, words.tone), (texts, 1), *beside, delay, act, spacing=10, margins=(16, 3, 12, 3)
        )
        row = frame(line, "row", last=str(is_last).lower())
        row.setMinimumHeight(theme.scaled(_ROW))
        return row
