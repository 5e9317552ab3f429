"""Matériel: the inventory with its coming weeks, and the loans."""

from dataclasses import replace

from PySide6.QtWidgets import QBoxLayout, QGridLayout, QStackedWidget, QWidget

from coopdesk.domain.listing import Sort, Subject
from coopdesk.domain.loan import LoanState, LoanSummary
from coopdesk.foundation.i18n import N_, _, format_day, format_time, ngettext
from coopdesk.foundation.problems import Refused
from coopdesk.services import equipment, loans
from coopdesk.services.desk import Desk
from coopdesk.ui import messages
from coopdesk.ui.equipment.article_dialog import article_dialog
from coopdesk.ui.equipment.detail import ArticleDetail
from coopdesk.ui.equipment.inventory import Inventory
from coopdesk.ui.equipment.inventory_filters import InventoryFilters
from coopdesk.ui.equipment.loan_dialog import LoanEditor
from coopdesk.ui.equipment.return_dialog import return_dialog
from coopdesk.ui.messages import shown
from coopdesk.ui.page import Page
from coopdesk.ui.theme import Tone
from coopdesk.ui.widgets.buttons import ChoicePill, Segments, primary, quiet, second
from coopdesk.ui.widgets.cards import PageHead
from coopdesk.ui.widgets.fields import TextField
from coopdesk.ui.widgets.layouts import hbox, holder, vbox
from coopdesk.ui.widgets.lines import Column
from coopdesk.ui.widgets.lines_view import LinesView
from coopdesk.wording.labels import label

_LOAN_TONES = {
    LoanState.RESERVED: Tone.NEUTRAL,
    LoanState.OUT: Tone.INFO,
    LoanState.LATE: Tone.DANGER,
    LoanState.RETURNED: Tone.OK,
}
_INVENTORY, _LOANS = "inventory", "loans"


class EquipmentPage(Page):
    """Two lists of one subject: what there is, and what is out."""

    title, icon = N_("Equipment"), "package"
    subjects = frozenset({"equipment", "loan", "loan_line", "organisation"})
    opens = frozenset({Subject.EQUIPMENT, Subject.LOAN})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._chosen_loans = loans.LoanFilter(now=desk.now(), open_only=True)
        self._filters = InventoryFilters(desk)
        self._inventory = Inventory(desk, self._filters)
        self._detail = ArticleDetail(desk)
        self._loans = self._make_loans()
        self._lists = Segments([(_INVENTORY, _("Inventory")), (_LOANS, _("Loans"))], _("Show"))
        self._head = PageHead(
            _("Equipment"),
            "",
            self._lists,
            second(_("New article"), lambda: self.new_record(Subject.EQUIPMENT), icon="plus", writes=True),
            primary(_("Lend"), lambda: self._lend(None), icon="package-open", writes=True),
        )
        self._loan_filters = self._make_loan_filters()
        self._stack = QStackedWidget()
        self._stack.addWidget(self._inventory)
        self._stack.addWidget(self._loans)
        self._grid = QGridLayout()
        # The narrow form first: the wide one must not dictate a small window's width.
        self.set_narrow(True)
        self.setLayout(self._grid)
        self._switch(_INVENTORY)
        self._connect()

    def _lay_out(self, *, is_narrow: bool) -> None:
        """Give the panel the whole height; where that would squeeze the head, only the height of the list."""
        grid = self._grid
        grid.setSpacing(0)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setColumnStretch(0, 1)
        grid.setRowStretch(2, 1)
        columns = 2 if is_narrow else 1
        grid.addWidget(self._head, 0, 0, 1, columns)
        for filters in (self._filters, self._loan_filters):
            grid.addWidget(filters, 1, 0, 1, columns)
        grid.addWidget(self._stack, 2, 0)
        grid.addWidget(self._detail, 2 if is_narrow else 0, 1, 1 if is_narrow else 3, 1)

    def _connect(self) -> None:
        self._lists.changed.connect(self._switch)
        self._filters.need_changed.connect(lambda: self._detail.show_need(self._filters.need_interval()))
        self._inventory.new_asked.connect(self.new_record)
        self._inventory.view.opened.connect(lambda key: self.open_record(Subject.EQUIPMENT, key))
        self._inventory.view.selected.connect(self._detail.show_article)
        self._detail.lend_asked.connect(self._lend)
        self._detail.edit_asked.connect(lambda key: self.open_record(Subject.EQUIPMENT, key))
        self._detail.delete_asked.connect(self._delete_article)
        self._detail.navigate.connect(self.navigate)
        self._detail.loan_opened.connect(lambda key: self.open_record(Subject.LOAN, key))

    def _make_loan_filters(self) -> QWidget:
        search = TextField("text", _("Search the loans"), _("Number …"))
        search.changed.connect(lambda: self._filter_loans(text=search.value()))
        states = ChoicePill(_("Open loans"), [(one, label(one)) for one in LoanState], _("State"))
        states.changed.connect(lambda state: self._filter_loans(state=state, open_only=state is None))
        acts = hbox(
            second(_("Take back"), lambda: self._on_loan(self.take_back), icon="package-check", writes=True),
            quiet(_("Hand over"), lambda: self._on_loan(self._hand_over), writes=True),
            quiet(_("Edit"), lambda: self._on_loan(self._edit_loan), icon="pencil", writes=True),
            quiet(_("Delete"), lambda: self._on_loan(self._delete_loan), icon="trash-2", writes=True),
            spacing=6,
        )
        which = hbox((search, 1), vbox(None, states), spacing=12)
        self._loan_line: QBoxLayout = vbox((which, 1), hbox(None, vbox(None, acts)), margins=(24, 0, 24, 10))
        return holder(self._loan_line)

    def _make_loans(self) -> LinesView:
        columns = [
            Column("number", _("Number"), lambda one: one.number, width=90, strong=True),
            Column("organisation", _("Organisation"), lambda one: one.organisation, width=180),
            Column("what", _("What"), lambda one: one.what, sortable=False),
            Column("starts_at", _("Leaves"), lambda one: _moment(one, "starts_at"), width=140),
            Column("due_at", _("Back on"), lambda one: _moment(one, "due_at"), width=140),
            Column(
                "state",
                _("State"),
                lambda one: label(one.state(self.desk.now())),
                width=110,
                chip=lambda one: _LOAN_TONES[one.state(self.desk.now())],
                sortable=False,
            ),
        ]
        view = LinesView(
            columns,
            lambda: loans.count(self.desk, self._chosen_loans),
            lambda sort, window: loans.lines(self.desk, self._chosen_loans, sort, window),
            Sort("due_at"),
            name=_("Loans"),
        )
        view.opened.connect(lambda key: self.open_record(Subject.LOAN, key))
        return view

    def _switch(self, which: object) -> None:
        is_inventory = which == _INVENTORY
        self._stack.setCurrentIndex(0 if is_inventory else 1)
        self._filters.setVisible(is_inventory)
        self._loan_filters.setVisible(not is_inventory)
        self._detail.setVisible(is_inventory and self._detail.has_article)

    def _show_list(self, which: str) -> None:
        self._lists.set_value(which)
        self._switch(which)

    @shown
    def _filter_loans(self, **values: object) -> None:
        self._chosen_loans = replace(self._chosen_loans, **values)  # type: ignore[arg-type]
        self._loans.refresh()

    def refresh(self) -> None:
        """Read both lists and the panel again."""
        self._chosen_loans = replace(self._chosen_loans, now=self.desk.now())
        every = equipment.count(self.desk, equipment.EquipmentFilter())
        late = loans.count(self.desk, loans.LoanFilter(now=self.desk.now(), state=LoanState.LATE))
        note = ngettext("{n} article", "{n} articles", every).format(n=every)
        if late:
            note += " · " + ngettext("{n} loan late", "{n} loans late", late).format(n=late)
        self._head.set_note(note)
        self._filters.refresh()
        self._inventory.refresh(every)
        self._loans.refresh()
        self._detail.refresh()

    def new_record(self, subject: Subject | None = None, organisation_id: int | None = None) -> None:
        """Ask for a new article, or for a loan."""
        if subject is Subject.EQUIPMENT:
            dialog = article_dialog(self.desk, None, self)
            dialog.saved.connect(lambda saved: self._show_saved(self._inventory.view, saved.id))
            dialog.open()
        else:
            self._lend(None, organisation_id)

    def _lend(self, article_id: int | None, organisation_id: int | None = None) -> None:
        editor = LoanEditor(self.desk, None, self, article_id, self._filters.need_interval())
        if organisation_id is not None:
            editor.form["organisation_id"].set_value(organisation_id)
        editor.saved.connect(lambda saved: self._show_saved(self._loans, saved.id))
        editor.open()

    def _show_saved(self, view: LinesView, record_id: int) -> None:
        # The list learns of the write a moment later; what was just made must be in it now.
        view.refresh()
        view.select(record_id)

    def show_article(self, article_id: int) -> None:
        """Show an article in the inventory, with its panel."""
        self._show_list(_INVENTORY)
        self._show_saved(self._inventory.view, article_id)

    def open_record(self, subject: Subject, record_id: int) -> None:
        """Open the dialog of an article; of a loan, the one its state calls for."""
        if subject is Subject.EQUIPMENT:
            self.show_article(record_id)
            article = equipment.get(self.desk, record_id)
            if article is not None:
                article_dialog(self.desk, article, self).open()
            return
        self._show_list(_LOANS)
        self._loans.select(record_id)
        loan = loans.get(self.desk, record_id)
        if loan is None or loan.closed_at is not None:
            return
        if loan.out_at is None:
            self._edit_loan(record_id)
        else:
            self.take_back(record_id)

    def _on_loan(self, act: object) -> None:
        chosen = self._loans.selected_id()
        if chosen is None:
            messages.inform(self, _("Choose a loan in the list first."))
        elif callable(act):
            act(chosen)

    def take_back(self, loan_id: int) -> None:
        """Ask what comes back of a loan that is out."""
        loan = loans.get(self.desk, loan_id)
        if loan is None or loan.out_at is None or loan.closed_at is not None:
            messages.inform(self, _("Only a loan that is out can be taken back."))
            return
        return_dialog(self.desk, loan, self).open()

    @shown
    def _hand_over(self, loan_id: int) -> None:
        outcome = loans.hand_over(self.desk, loan_id)
        if isinstance(outcome, Refused):
            messages.refusal(self, outcome)

    def _edit_loan(self, loan_id: int) -> None:
        loan = loans.get(self.desk, loan_id)
        if loan is not None:
            LoanEditor(self.desk, loan, self).open()

    @shown
    def _delete_loan(self, loan_id: int) -> None:
        if messages.confirm(self, _("Delete this loan?"), _("A loan that has left the house is kept.")):
            outcome = loans.delete(self.desk, loan_id)
            if isinstance(outcome, Refused):
                messages.refusal(self, outcome)

    @shown
    def _delete_article(self, article_id: int) -> None:
        article = equipment.get(self.desk, article_id)
        if article is None:
            return
        if messages.confirm(self, _("Delete “{name}” from the inventory?").format(name=article.name)):
            outcome = equipment.delete(self.desk, article_id)
            if isinstance(outcome, Refused):
                messages.refusal(self, outcome)

    def set_narrow(self, is_narrow: bool) -> None:
        """Two lines of filters, and the panel under them."""
        self._filters.set_narrow(is_narrow)
        vertical, horizontal = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._loan_line.setDirection(vertical if is_narrow else horizontal)
        self._detail.set_narrow(is_narrow)
        self._lay_out(is_narrow=is_narrow)


def _moment(one: LoanSummary, name: str) -> str:
    moment = getattr(one, name)
    return f"{format_day(moment.date(), 'EEE d MMM')} · {format_time(moment)}"
