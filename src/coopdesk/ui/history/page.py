"""The history of the house: what was done when, on which record; searched, filtered, taken along as a table."""

from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QLineEdit

from coopdesk.domain.history import JournalLine, Way
from coopdesk.domain.listing import EVERYTHING, Sort, Subject
from coopdesk.foundation.i18n import N_, _, format_number, format_time, ngettext
from coopdesk.services import history
from coopdesk.services.desk import Desk
from coopdesk.services.history import JournalFilter, Word
from coopdesk.ui import background, icons, messages, theme
from coopdesk.ui.background import Progress
from coopdesk.ui.page import HistoryOf, Page, Target
from coopdesk.ui.theme import Tone
from coopdesk.ui.widgets.buttons import ChoicePill, FilterPill, second, verbatim
from coopdesk.ui.widgets.cards import EmptyState, PageHead
from coopdesk.ui.widgets.layouts import hbox, vbox
from coopdesk.ui.widgets.lines import Column
from coopdesk.ui.widgets.lines_view import LinesView
from coopdesk.ui.widgets.record_history import day_words
from coopdesk.wording.acts import journal_words, operations_named, record_words
from coopdesk.wording.labels import label

_ICONS = {
    Subject.ORGANISATION: "users-round",
    Subject.ROOM: "door-open",
    Subject.BOOKING: "calendar-days",
    Subject.EQUIPMENT: "package",
    Subject.LOAN: "package-open",
    Subject.ACTION: "handshake",
}


class HistoryPage(Page):
    """Every line of the journal; one of a record that is still there opens it."""

    title, icon = N_("History"), "history"
    subjects = frozenset({"journal"})
    opens = frozenset({HistoryOf})
    on_rail = False

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._record = HistoryOf()
        self.search = QLineEdit()
        self.search.setPlaceholderText(_("What was done, on what…"))
        self.search.setAccessibleName(_("Search the history"))
        self.search.setClearButtonEnabled(True)
        self.search.setProperty("search", "true")
        self.search.setMinimumWidth(theme.scaled(200))
        self.search.addAction(icons.icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self.register = ChoicePill(_("All registers"), [(one, label(one)) for one in _ICONS], _("Register"))
        self.only = FilterPill("")
        self.only.hide()
        self.export_button = second(_("Export as CSV…"), self._export, icon="download")
        self._head = PageHead(_("History"), "", self.export_button)
        self.view = self._make_view()
        pills = hbox(self.register, self.only, None, spacing=6)
        self._bar = hbox((self.search, 2), (pills, 3), margins=(24, 4, 24, 8))
        self.setLayout(vbox(self._head, self._bar, (self.view, 1), spacing=0))
        self.search.textChanged.connect(lambda _text: self.refresh())
        self.register.changed.connect(lambda _subject: self.refresh())
        self.only.clicked.connect(lambda: self.open_history(HistoryOf()))

    def _make_view(self) -> LinesView:
        columns = [
            Column("at", _("Date"), self._when, width=200),
            Column(
                "done",
                _("What was done"),
                journal_words,
                least=240,
                strong=True,
                sortable=False,
                tone=_tone,
                icon=_icon,
            ),
            Column("record", _("Record"), record_words, width=420, least=160, sortable=False, tone=_record_tone),
        ]
        view = LinesView(
            columns,
            lambda: history.count(self.desk, self._chosen()),
            lambda sort, window: history.lines(self.desk, self._chosen(), sort, window),
            Sort("at", descending=True),
            name=_("History"),
        )
        view.set_empty_state(EmptyState("history", _("Nothing in the history"), _("Change the search or the filters.")))
        view.opened.connect(lambda _key: self._open())
        return view

    def refresh(self) -> None:
        """Read the list again."""
        self.view.refresh()
        shown = self.view.lines.rowCount()
        self._head.set_note(ngettext("{n} line", "{n} lines", shown).format(n=format_number(shown)))
        self.export_button.setEnabled(shown > 0)

    def open_history(self, wanted: HistoryOf) -> None:
        """Show the history of a record, or of the house: what was searched before is forgotten."""
        self._record = wanted
        for control in (self.search, self.register):
            control.blockSignals(True)
        self.search.clear()
        self.register.set_value(None)
        for control in (self.search, self.register):
            control.blockSignals(False)
        self._show_record()
        self.refresh()

    def take_focus(self) -> None:
        """Begin with the search."""
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_narrow(self, is_narrow: bool) -> None:
        """Put what is picked under what is typed."""
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._bar.setDirection(down if is_narrow else across)

    def _show_record(self) -> None:
        """Name the one record that is shown; pressing its name shows the others again."""
        subject, record_id = self._record.subject, self._record.id
        is_one = subject is not None and record_id is not None
        self.register.setVisible(not is_one)
        self.only.setVisible(is_one)
        if subject is None or record_id is None:
            return
        last = history.of_record(self.desk, subject, record_id, 1)
        name = record_words(last[0]) if last else label(subject)
        self.only.setText(verbatim(_("Only: {name}").format(name=name)))
        self.only.setToolTip(_("Show the history of the whole house"))
        self.only.setChecked(True)

    def _chosen(self) -> JournalFilter:
        return JournalFilter(
            words=tuple(Word(one, operations_named(one)) for one in self.search.text().split()),
            subject=self._record.subject or self.register.value(),
            record_id=self._record.id,
        )

    def _when(self, line: JournalLine) -> str:
        day = day_words(line.at.date(), self.desk.today())
        return _("{day} at {hour}").format(day=day, hour=format_time(line.at))

    def _open(self) -> None:
        line: JournalLine | None = self.view.selected_line()
        if line is not None and line.subject is not None and line.about is not None:
            self.navigate.emit(Target(line.subject, line.record_id))

    def _export(self) -> None:
        name = _("History on {day}").format(day=date.isoformat(self.desk.today()))
        suggested = self.desk.path.with_name(f"{name}.csv")
        target = messages.choose_save(self, _("Export the history"), suggested, _("Table (*.csv)"))
        if target is not None:
            self._write(self._chosen(), target)

    def _write(self, chosen: JournalFilter, target: Path) -> None:
        def work(_progress: Progress) -> Path:
            from coopdesk.exchange.history import write_history  # noqa: PLC0415 – only who exports needs it

            write_history(history.lines(self.desk, chosen, None, EVERYTHING), target)
            return target

        background.run(
            work,
            lambda written: messages.inform(self, _("The history is written."), written.name),
            lambda error: messages.handle(error, self),
        )


def _icon(line: JournalLine) -> tuple[str, Tone]:
    return (_ICONS[line.subject] if line.subject else "house", Tone.NEUTRAL)


def _tone(line: JournalLine) -> Tone | None:
    return None if line.way is Way.DONE else Tone.NEUTRAL


def _record_tone(line: JournalLine) -> Tone | None:
    return None if line.about is not None else Tone.NEUTRAL
