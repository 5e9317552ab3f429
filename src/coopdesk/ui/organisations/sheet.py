"""The sheet of one organisation: who it is, whom to reach, its papers, and what it does in the house."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QBoxLayout, QStackedWidget, QTabBar, QWidget

from coopdesk.domain.listing import Subject
from coopdesk.domain.organisation import Organisation, PaperState, paper_state
from coopdesk.foundation.i18n import _, format_date, ngettext
from coopdesk.foundation.problems import Refused
from coopdesk.services import organisations
from coopdesk.services.desk import Desk
from coopdesk.ui import messages
from coopdesk.ui.messages import shown
from coopdesk.ui.organisations.coming import ComingCard
from coopdesk.ui.organisations.contacts import ContactsCard
from coopdesk.ui.organisations.identity import OrganisationForm, identity_form, papers_form
from coopdesk.ui.organisations.papers import insurance_mark
from coopdesk.ui.organisations.papers_card import PapersCard
from coopdesk.ui.organisations.records import ActionsList, BookingsList, LoansList, RecordsList
from coopdesk.ui.page import Target
from coopdesk.ui.theme import Tone
from coopdesk.ui.widgets.buttons import icon_button, link, menu_button, second
from coopdesk.ui.widgets.cards import Card, line
from coopdesk.ui.widgets.form import Form
from coopdesk.ui.widgets.labels import ElidingLabel, chip, set_chip
from coopdesk.ui.widgets.layouts import hbox, holder, scrolling, vbox
from coopdesk.ui.widgets.record_history import RecordHistory
from coopdesk.wording.labels import label

_PLACE_OF_CHIPS = 3
IDENTITY, CONTACTS, PAPERS, BOOKINGS, LOANS, ACTIONS = range(6)


class OrganisationSheet(QWidget):
    """One organisation, in tabs; what is typed in is saved field by field."""

    left = Signal()
    deleted = Signal()
    navigate = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._organisation_id = 0
        self.identity = OrganisationForm(desk, identity_form())
        self.papers = OrganisationForm(desk, papers_form())
        self._name = ElidingLabel("", "title")
        self._about = ElidingLabel("", "muted")
        self._charter = chip("", Tone.OK)
        self._insurance = chip("", Tone.OK)
        self._district = chip(_("Priority district"))
        self.back = icon_button("arrow-left", _("Back to the list"), self.left.emit)
        self.back.hide()
        self._papers_card = PapersCard(link(_("Edit"), lambda: self.show_tab(PAPERS)))
        self._papers_beside = PapersCard()
        self._contacts_card = ContactsCard(desk, has_acts=False)
        self.contacts = ContactsCard(desk, has_acts=True)
        self.contacts.navigate.connect(self.navigate)
        self._coming = ComingCard(desk, link(_("All"), lambda: self.show_tab(BOOKINGS)))
        self._history = RecordHistory(desk, Subject.ORGANISATION)
        self._history.wanted.connect(self.navigate)
        self._lists: tuple[RecordsList, ...] = (BookingsList(desk), LoansList(desk), ActionsList(desk))
        self._columns: list[QBoxLayout] = []
        self._tabs, self._stack = QTabBar(), QStackedWidget()
        self._lay_tabs()
        tabs = holder(hbox((self._tabs, 1), margins=(14, 0, 16, 0)))
        self.setLayout(vbox(self._head(), tabs, line(), (self._stack, 1), spacing=0))

    def _head(self) -> QWidget:
        self.book = second(_("Book"), lambda: self._new(Subject.BOOKING), icon="calendar-plus", writes=True)
        self.lend = second(_("Lend"), lambda: self._new(Subject.LOAN), icon="package", writes=True)
        self.delete_action = QAction(_("Delete"), self)
        self.delete_action.triggered.connect(self.delete)
        more = menu_button("", [self.delete_action], "quiet", icon="ellipsis")
        more.setProperty("bare", "true")
        more.setAccessibleName(_("More acts"))
        more.setToolTip(_("More acts"))
        self._chips = holder(hbox(self._charter, self._insurance, self._district, None, spacing=6))
        self._title_row = hbox(self.back, self._name, 4, self._chips, None, self.book, self.lend, more, spacing=6)
        self._head_column = vbox(self._title_row, self._about, spacing=1, margins=(24, 10, 16, 4))
        return holder(self._head_column)

    def _lay_tabs(self) -> None:
        self._tabs.setExpanding(False)
        self._tabs.setUsesScrollButtons(True)
        self._tabs.setElideMode(Qt.TextElideMode.ElideNone)
        self._tabs.setAccessibleName(_("Parts of the sheet"))
        bookings, loans, actions = self._lists
        parts = (
            (_("Identity"), self._identity_part()),
            (_("Contacts"), self._single(self.contacts)),
            (_("Papers"), self._papers_part()),
            (_("Bookings"), bookings),
            (_("Loans"), loans),
            (_("Actions"), actions),
        )
        for words, part in parts:
            self._tabs.addTab(words)
            self._stack.addWidget(part)
        self._tabs.currentChanged.connect(self._stack.setCurrentIndex)
        for one in self._lists:
            one.chosen.connect(self.navigate)

    def _identity_part(self) -> QWidget:
        beside = vbox(self._papers_card, self._contacts_card, self._coming, self._history.card(), None, spacing=12)
        return self._two_columns(identity_layout(self.identity.form), beside)

    def _papers_part(self) -> QWidget:
        form = self.papers.form
        card = Card(_("What was handed in"))
        card.add(
            vbox(
                hbox((form["insurance_company"], 1), (form["insurance_policy"], 1), spacing=12),
                hbox((form["insurance_ends_on"], 1), (form["agreement_ends_on"], 1), spacing=12),
                hbox((form["republican_commitment_signed_on"], 1), (form["charter_signed_on"], 1), spacing=12),
                spacing=12,
            )
        )
        return self._two_columns(holder(vbox(card, None)), vbox(self._papers_beside, None))

    def _two_columns(self, left: QWidget, right: QBoxLayout) -> QWidget:
        side = holder(right)
        columns = hbox((left, 7), (side, 6), spacing=20, margins=(24, 14, 20, 16))
        self._columns.append(columns)
        return scrolling(holder(columns))

    @staticmethod
    def _single(card: QWidget) -> QWidget:
        return scrolling(holder(vbox(card, None, margins=(24, 14, 20, 16))))

    @property
    def organisation_id(self) -> int:
        """The organisation that is shown; 0 for none."""
        return self._organisation_id

    def show_tab(self, tab: int) -> None:
        """Turn to a part of the sheet."""
        self._tabs.setCurrentIndex(tab)

    def show_organisation(self, organisation_id: int) -> bool:
        """Show this one; False when it is no longer in the file."""
        organisation = organisations.get(self._desk, organisation_id)
        self._organisation_id = organisation_id if organisation else 0
        if organisation is None:
            return False
        self._show_head(organisation)
        for form in (self.identity, self.papers):
            form.show_organisation(organisation_id)
        for papers in (self._papers_card, self._papers_beside):
            papers.show_papers(organisation, self._desk.today())
        for contacts in (self._contacts_card, self.contacts):
            contacts.show_contacts(organisation_id)
        self._coming.show_coming(organisation_id)
        self._history.show_of(organisation_id)
        for one in self._lists:
            one.show_of(organisation_id)
        return True

    def refresh(self) -> bool:
        """Read the sheet again; False when its organisation is gone."""
        return bool(self._organisation_id) and self.show_organisation(self._organisation_id)

    def _show_head(self, organisation: Organisation) -> None:
        self._name.setText(organisation.name)
        self._about.setText(about(organisation))
        self._charter.setVisible(organisation.charter_signed_on is not None)
        set_chip(self._charter, _("Charter signed"), Tone.OK)
        ends_on = organisation.insurance_ends_on
        self._insurance.setVisible(ends_on is not None)
        if ends_on is not None:
            today = self._desk.today()
            words = (
                _("Insurance ended: {day}")
                if paper_state(ends_on, today) is PaperState.ENDED
                else _("Insurance: {day}")
            )
            _icon, tone = insurance_mark(ends_on, today)
            set_chip(self._insurance, words.format(day=format_date(ends_on, "short")), tone)
        self._district.setVisible(bool(organisation.priority_district))
        self._district.setText(_("QPV"))
        self._district.setToolTip(_("Priority district {code}").format(code=organisation.priority_district))

    def _new(self, subject: Subject) -> None:
        self.navigate.emit(Target(subject, None, new=True, organisation_id=self._organisation_id))

    @shown
    def delete(self) -> None:
        """Delete the organisation, once that is confirmed; refused, and told why, while something hangs on it."""
        hanging = organisations.links(self._desk, self._organisation_id)
        if not any(hanging):
            question = _("Delete {name} and its contacts?").format(name=self._name.text())
            if not messages.confirm(self, question, _("Undo brings them back while the file stays open.")):
                return
        outcome = organisations.delete(self._desk, self._organisation_id)
        if isinstance(outcome, Refused):
            messages.refusal(self, outcome)
            return
        self._organisation_id = 0
        self.deleted.emit()

    def set_narrow(self, is_narrow: bool) -> None:
        """Put chips under the name, cards under the form; offer the way back to the list."""
        self.back.setVisible(is_narrow)
        if is_narrow:
            self._head_column.addWidget(self._chips)
        else:
            self._title_row.insertWidget(_PLACE_OF_CHIPS, self._chips)
        for column in self._columns:
            down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
            column.setDirection(down if is_narrow else across)

    def set_read_only(self, is_read_only: bool) -> None:
        """Let nothing be typed in."""
        for form in (self.identity.form, self.papers.form):
            form.set_read_only(is_read_only)
        self.contacts.set_read_only(is_read_only)
        self.delete_action.setEnabled(not is_read_only)


def identity_layout(form: Form) -> QWidget:
    """The fields of the identity, in the order they are read."""
    return holder(
        vbox(
            hbox((form["name"], 3), (form["short_name"], 1), spacing=12),
            hbox((form["kind"], 1), (form["themes"], 1), spacing=12),
            form["purpose"],
            hbox((form["rna"], 1), (form["siret"], 1), spacing=12),
            form["address"],
            hbox((form["postcode"], 1), (form["city"], 1), spacing=12),
            hbox((form["phone"], 2), (form["email"], 3), spacing=12),
            hbox((form["priority_district"], 1), (form["federation"], 1), spacing=12),
            hbox((form["declared_on"], 3), (form["members"], 2), (form["volunteers"], 2), spacing=12),
            form["notes"],
            None,
            spacing=10,
        )
    )


def about(organisation: Organisation) -> str:
    """« Association, déclarée en 2014 · parentalité, jeux · 62 adhérents, 14 bénévoles »."""
    kind = label(organisation.kind)
    if organisation.declared_on:
        kind = _("{kind}, declared in {year}").format(kind=kind, year=organisation.declared_on.year)
    people = [
        words.format(n=n)
        for n, words in (
            (organisation.members, ngettext("{n} member", "{n} members", organisation.members or 0)),
            (organisation.volunteers, ngettext("{n} volunteer", "{n} volunteers", organisation.volunteers or 0)),
        )
        if n is not None
    ]
    parts = (kind, ", ".join(organisation.themes), ", ".join(people))
    return " · ".join(part for part in parts if part)
