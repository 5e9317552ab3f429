"""The list of organisations: searched, filtered, sorted, with the state of their papers at a glance."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from PySide6.QtCore import QRect, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QLineEdit, QWidget

from coopdesk.domain.listing import Sort
from coopdesk.foundation.i18n import _, format_day, format_number, ngettext
from coopdesk.services import organisations
from coopdesk.services.desk import Desk
from coopdesk.services.organisations import OrganisationFilter, OrganisationLine
from coopdesk.ui import icons, theme
from coopdesk.ui.organisations.papers import Mark, agreement_mark, insurance_mark, signed_mark, signed_words, spoken
from coopdesk.ui.theme import Tone
from coopdesk.ui.widgets.buttons import Button, ChoicePill, FilterPill, icon_button, menu_button, second
from coopdesk.ui.widgets.cards import EmptyState, line
from coopdesk.ui.widgets.labels import ElidingLabel, IconLabel, note, title
from coopdesk.ui.widgets.layouts import frame, hbox, holder, vbox
from coopdesk.ui.widgets.line_painting import LineDelegate
from coopdesk.ui.widgets.lines import Column
from coopdesk.ui.widgets.lines_view import LinesView

_MARK_SPACING = 23


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
        self.district = FilterPill(_("Priority district"))
        self.charter = FilterPill(_("Charter signed"))
        self.missing = FilterPill(_("Paper missing"))
        self.view = self._make_view()
        self._lay_filters()
        self.setLayout(vbox(self._head(), self._filters(), line(), (self.view, 1), line(), _key(), spacing=0))

    def _head(self) -> QWidget:
        new = second(_("New organisation"), self.wanted.emit, icon="plus", writes=True)
        more = icon_button("upload", _("Import from a table…"), self.import_wanted.emit, writes=True)
        words = hbox(title(_("Organisations")), (self._count, 1), spacing=8)
        return holder(hbox((words, 1), more, new, spacing=6, margins=(20, 10, 16, 8)))

    def _lay_filters(self) -> None:
        self.search.setProperty("search", "true")
        self.search.setPlaceholderText(_("Search for a name, a theme, a person…"))
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
