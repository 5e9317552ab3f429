"""The list of organisations: searched, filtered, sorted, with the state of their papers at a glance."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from PySide6.QtCore import QRect, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QLineEdit, QWidget

from coopdesk.domain.listing import Sort
from coopdesk.foundation.i18n import _, format_day, format_number, pgettext
from coopdesk.services import organisations
from coopdesk.services.desk import Desk
from coopdesk.services.organisations import OrganisationFilter, OrganisationLine
from coopdesk.ui import icons, theme
from coopdesk.ui.organisations.papers import Mark, agreement_mark, charter_words, insurance_mark, signed_mark, spoken
from coopdesk.ui.theme import Tone
from coopdesk.ui.widgets.buttons import ChoicePill, FilterPill, quiet, second
from coopdesk.ui.widgets.cards import EmptyState, line
from coopdesk.ui.widgets.labels import ElidingLabel, IconLabel, note, title
from coopdesk.ui.widgets.layouts import hbox, holder, vbox
from coopdesk.ui.widgets.line_painting import LineDelegate
from coopdesk.ui.widgets.lines import Column
from coopdesk.ui.widgets.lines_view import LinesView

_MARK_SPACING = 23
_DAYS_WITHOUT_YEAR = 300


class PapersDelegate(LineDelegate):
    """Draws the column of papers: three shapes side by side, the same three everywhere."""

    def __init__(self, view: LinesView, desk: Desk) -> None:
        super().__init__(view)
        self._desk = desk

    def _icon(self, painter: QPainter, inner: QRect, column: Column, line: object) -> QRect:
        look = theme.current()
        top = inner.top() + (inner.height() - theme.scaled(16)) // 2
        for place, (name, tone) in enumerate(marks(line, self._desk.today())):
            left = inner.left() + place * theme.scaled(_MARK_SPACING)
            painter.drawPixmap(left, top, icons.pixmap(name, look.tone(tone)))
        return super()._icon(painter, inner, column, line)


def marks(one: Any, today: date) -> tuple[Mark, Mark, Mark]:
    """Insurance, yearly agreement, charter."""
    return (
        insurance_mark(one.insurance_ends_on, today),
        agreement_mark(one.agreement_ends_on, today),
        signed_mark(one.charter_signed_on, "handshake"),
    )


class OrganisationRegister(QWidget):
    """The list with its filters."""

    opened = Signal(int)
    selected = Signal(object)
    wanted = Signal()
    import_wanted = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.chosen = OrganisationFilter(on=desk.today())
        self._count = ElidingLabel("", "muted")
        self.search = QLineEdit()
        self.themes = ChoicePill(_("All themes"), [], _("Theme"))
        self.district = FilterPill(_("QPV"))
        self.charter = FilterPill(_("Charter signed"))
        self.missing = FilterPill(_("Paper missing"))
        self.view = self._make_view()
        self._lay_filters()
        self.setLayout(vbox(self._head(), self._filters(), line(), (self.view, 1), line(), _key(), spacing=0))

    def _head(self) -> QWidget:
        new = second(pgettext("organisation", "New"), self.wanted.emit, icon="plus", writes=True)
        new.setAccessibleName(_("New organisation"))
        bring = quiet(_("Import…"), self.import_wanted.emit, icon="upload", writes=True)
        bring.setToolTip(_("Import organisations from a table"))
        words = hbox(title(_("Associations")), (self._count, 1), spacing=8)
        return holder(hbox((words, 1), bring, new, spacing=4, margins=(20, 10, 16, 8)))

    def _lay_filters(self) -> None:
        self.search.setProperty("search", "true")
        self.search.setPlaceholderText(_("Search for an association…"))
        self.search.setAccessibleName(_("Search the organisations"))
        self.search.setClearButtonEnabled(True)
        self.search.addAction(icons.icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self.search.textChanged.connect(lambda text: self._filter(text=text))
        self.themes.changed.connect(lambda theme_: self._filter(theme=theme_ or ""))
        self.district.toggled.connect(lambda is_on: self._filter(in_district=is_on))
        self.charter.toggled.connect(lambda is_on: self._filter(charter_signed=is_on))
        self.missing.toggled.connect(lambda is_on: self._filter(paper_missing=is_on))

    def _filters(self) -> QWidget:
        pills = hbox(self.themes, self.district, self.charter, self.missing, None, spacing=6)
        return holder(vbox(self.search, pills, spacing=8, margins=(20, 0, 16, 8)))

    def _make_view(self) -> LinesView:
        columns = [
            Column("name", _("Organisation"), lambda one: one.name, strong=True, spoken=_full_name),
            Column("theme", _("Theme"), lambda one: one.theme or "—", width=112, tone=lambda _one: Tone.NEUTRAL),
            Column("next_booking", _("Next visit"), self._next_visit, width=116, tone=lambda _one: Tone.NEUTRAL),
            Column("insurance_ends_on", _("Papers"), lambda _one: "", width=90, spoken=self._spoken_papers),
        ]
        view = LinesView(
            columns,
            lambda: organisations.count(self._desk, self.chosen),
            lambda sort, window: organisations.lines(self._desk, self.chosen, sort, window),
            Sort("name"),
            name=_("Associations"),
        )
        view.setItemDelegateForColumn(len(columns) - 1, PapersDelegate(view, self._desk))
        view.opened.connect(self.opened)
        view.selected.connect(self.selected)
        self._empty = EmptyState("users-round", "")
        view.set_empty_state(self._empty)
        return view

    def refresh(self) -> None:
        """Read the list, its counts and the themes in use again."""
        self.chosen = replace(self.chosen, on=self._desk.today())
        self.themes.set_options([(one, one) for one in organisations.themes(self._desk)])
        self._show()

    def _filter(self, **values: Any) -> None:
        self.chosen = replace(self.chosen, **values)
        self._show()

    def _show(self) -> None:
        everything = OrganisationFilter(on=self.chosen.on)
        shown, every = (organisations.count(self._desk, one) for one in (self.chosen, everything))
        missing = organisations.count(self._desk, replace(everything, paper_missing=True))
        whole = format_number(every)
        shown_words = _("{shown} of {whole}").format(shown=format_number(shown), whole=whole)
        self._count.setText(whole if shown == every else shown_words)
        self.missing.setText(_("Paper missing · {n}").format(n=missing) if missing else _("Paper missing"))
        if every:
            self._empty.say(_("No association answers this search."), _("Take a filter away, or search for less."))
        else:
            self._empty.say(
                _("No association yet."),
                _("Add the first one, or import the table you already have: the sheet shows what is missing."),
            )
        self.view.refresh()

    def _next_visit(self, one: OrganisationLine) -> str:
        if one.next_booking is None:
            return "—"
        day = datetime.fromisoformat(one.next_booking).date()
        today = self._desk.today()
        if day == today:
            return _("today")
        if day == today + timedelta(days=1):
            return _("tomorrow")
        return format_day(day, "d MMM" if (day - today).days < _DAYS_WITHOUT_YEAR else "d MMM y")

    def _spoken_papers(self, one: OrganisationLine) -> str:
        today = self._desk.today()
        return ", ".join(
            (
                spoken(_("insurance"), one.insurance_ends_on, today),
                spoken(_("agreement"), one.agreement_ends_on, today),
                _("{paper}: {state}").format(paper=_("charter"), state=charter_words(one.charter_signed_on)),
            )
        )


def _full_name(one: OrganisationLine) -> str:
    return f"{one.name}, {one.short_name}" if one.short_name else one.name


def _key() -> QWidget:
    """What the three shapes stand for."""
    parts = (("shield-check", _("insurance")), ("file-check", _("agreement")), ("handshake", _("charter")))
    row = hbox(spacing=5, margins=(20, 6, 16, 6))
    for icon, words in parts:
        row.addWidget(IconLabel(icon, Tone.NEUTRAL, 14))
        row.addWidget(note(words))
        row.addSpacing(theme.scaled(6))
    row.addStretch(1)
    return holder(row)
