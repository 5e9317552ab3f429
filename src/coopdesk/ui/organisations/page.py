"""The page of the associations: the list, and the sheet of the one that is selected beside it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget

from coopdesk.domain.listing import Subject
from coopdesk.foundation.i18n import N_, _
from coopdesk.services.desk import Desk
from coopdesk.ui import messages, theme
from coopdesk.ui.organisations.import_dialog import start_import
from coopdesk.ui.organisations.new_organisation import new_organisation_dialog
from coopdesk.ui.organisations.register import OrganisationRegister
from coopdesk.ui.organisations.sheet import OrganisationSheet
from coopdesk.ui.page import Page
from coopdesk.ui.widgets.cards import EmptyState, vertical_line
from coopdesk.ui.widgets.layouts import frame, hbox, vbox

_LIST_WIDTH, _LEAST_LIST_WIDTH = 482, 300
_ANY_WIDTH = 16_777_215
"""Qt's own « no limit »."""


class OrganisationsPage(Page):
    """List and sheet side by side; one or the other where there is little room."""

    title, icon = N_("Associations"), "users-round"
    subjects = frozenset(
        {
            "organisation", "organisation_theme", "contact", "booking", "room", "loan", "loan_line", "equipment",
            "action", "action_partner", "journal",
        }
    )  # fmt: skip
    opens = frozenset({Subject.ORGANISATION, Subject.CONTACT})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._is_compact = False
        self._is_locked = False
        self.register = OrganisationRegister(desk)
        self.sheet = OrganisationSheet(desk)
        self._register_frame = frame(vbox(self.register), "bar")
        self._beside = QStackedWidget()
        self._beside.addWidget(
            EmptyState(
                "users-round", _("Choose an association."), _("Its sheet opens here: papers, contacts, bookings.")
            )
        )
        self._beside.addWidget(self.sheet)
        self._rule = vertical_line()
        self.setLayout(hbox((self._register_frame, 3), self._rule, (self._beside, 5), spacing=0))
        self.register.selected.connect(self._select)
        self.register.opened.connect(self._open)
        self.register.view.clicked.connect(self._click)
        self.register.wanted.connect(lambda: self.new_record())
        self.register.import_wanted.connect(self._import)
        self.sheet.left.connect(self._leave_sheet)
        self.sheet.deleted.connect(self._forget)
        self.sheet.navigate.connect(self.navigate)

    def refresh(self) -> None:
        """Read the list and the sheet again; open the first sheet where nothing is open yet."""
        self.register.refresh()
        if self.sheet.organisation_id and not self.sheet.refresh():
            self._forget()
        if not self.sheet.organisation_id and not self._is_compact and self.register.view.lines.rowCount():
            self.register.view.selectRow(0)

    def new_record(self, subject: Subject | None = None, organisation_id: int | None = None) -> None:
        """Ask for a new organisation, then open its sheet."""
        dialog = new_organisation_dialog(self.desk, self)
        dialog.saved.connect(lambda saved: self.open_record(Subject.ORGANISATION, saved.id))
        dialog.open()

    def open_record(self, subject: Subject, record_id: int) -> None:
        """Open the sheet of an organisation, and show it in the list where the filters leave it."""
        self.register.refresh()
        self.register.view.select(record_id)
        self._open(record_id)

    def set_narrow(self, is_narrow: bool) -> None:
        """List or sheet, with a way back."""
        self._is_compact = is_narrow
        self.sheet.set_narrow(is_narrow)
        self._register_frame.setMaximumWidth(theme.scaled(_LIST_WIDTH) if not is_narrow else _ANY_WIDTH)
        self._register_frame.setMinimumWidth(0 if is_narrow else theme.scaled(_LEAST_LIST_WIDTH))
        self._arrange(shows_sheet=False)

    def set_read_only(self, is_read_only: bool) -> None:
        """Let nothing be written."""
        super().set_read_only(is_read_only)
        self.sheet.set_read_only(is_read_only)

    def _arrange(self, *, shows_sheet: bool) -> None:
        self._register_frame.setVisible(not (self._is_compact and shows_sheet))
        self._rule.setVisible(not self._is_compact)
        self._beside.setVisible(not self._is_compact or shows_sheet)

    def _select(self, record_id: int | None) -> None:
        if record_id is not None and not self._is_compact and self.sheet.show_organisation(record_id):
            self._beside.setCurrentWidget(self.sheet)

    def _open(self, record_id: int | None) -> None:
        if record_id is not None and self.sheet.show_organisation(record_id):
            self._beside.setCurrentWidget(self.sheet)
            self._arrange(shows_sheet=True)

    def _click(self) -> None:
        if self._is_compact:
            self._open(self.register.view.selected_id())

    def _leave_sheet(self) -> None:
        self._arrange(shows_sheet=False)
        self.register.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _forget(self) -> None:
        self._beside.setCurrentIndex(0)
        self._arrange(shows_sheet=False)

    def _import(self) -> None:
        path = messages.choose_open(self, _("Import organisations from a table"), _("Tables (*.csv *.txt *.tsv)"))
        if path is not None:
            start_import(self.desk, path, self)
