"""The panel beside the inventory: one article, its coming weeks, who has it."""

from datetime import datetime, time, timedelta

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QFrame, QWidget

from coopdesk.domain.equipment import Equipment, Tracking, lendable
from coopdesk.domain.listing import EVERYTHING, Sort
from coopdesk.domain.loan import LoanState, LoanSummary
from coopdesk.domain.period import Interval
from coopdesk.foundation.i18n import _, format_day, format_money, format_number, format_time
from coopdesk.services import equipment, loans
from coopdesk.services.desk import Desk
from coopdesk.ui.equipment.availability_strip import AvailabilityStrip
from coopdesk.ui.theme import Tone
from coopdesk.ui.widgets.buttons import quiet, second
from coopdesk.ui.widgets.labels import caption, chip, figure, muted, note, strong, title
from coopdesk.ui.widgets.layouts import clear, hbox, scrolling, vbox
from coopdesk.wording.labels import label

_WEEKS = timedelta(weeks=4)


class ArticleDetail(QFrame):
    """What the coordinator needs on the phone about one article."""

    lend_asked = Signal(int)
    edit_asked = Signal(int)
    delete_asked = Signal(int)
    loan_opened = Signal(int)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setProperty("kind", "side")
        self._desk = desk
        self._article: Equipment | None = None
        self._title = title("", wrap=True)
        self._note = muted("", wrap=True)
        self._free, self._out_of_order, self._deposit = figure(""), figure(""), figure("")
        self._strip = AvailabilityStrip()
        self._list = vbox(spacing=6)
        body = QWidget()
        body.setLayout(
            vbox(
                self._title,
                self._note,
                hbox(
                    vbox(self._free, note(_("free today")), spacing=0),
                    vbox(self._out_of_order, note(_("out of order")), spacing=0),
                    vbox(self._deposit, note(_("deposit for one")), spacing=0),
                    None,
                    spacing=20,
                ),
                hbox(second(_("Lend"), lambda: self._ask(self.lend_asked), icon="package-open", writes=True), None),
                hbox(
                    quiet(_("Edit"), lambda: self._ask(self.edit_asked), icon="pencil", writes=True),
                    quiet(_("Delete"), lambda: self._ask(self.delete_asked), icon="trash-2", writes=True),
                    None,
                    spacing=4,
                ),
                caption(_("The coming four weeks")),
                self._strip,
                caption(_("Out or promised")),
                self._list,
                None,
                spacing=8,
                margins=(16, 14, 16, 12),
            )
        )
        self.setLayout(vbox(scrolling(body), spacing=0))

    def _ask(self, signal: SignalInstance) -> None:
        if self._article is not None:
            signal.emit(self._article.id)

    def show_article(self, article_id: int | None) -> None:
        """Show an article, hide the panel when there is none."""
        self._article = None if article_id is None else equipment.get(self._desk, article_id)
        self.setVisible(self._article is not None)
        if self._article is not None:
            self._show(self._article)

    def refresh(self) -> None:
        """Read the shown article again."""
        self.show_article(None if self._article is None else self._article.id)

    def _show(self, article: Equipment) -> None:
        self._title.setText(article.name)
        kind = label(article.tracking)
        if article.tracking is Tracking.LOT:
            kind = _("Lot of {n}").format(n=format_number(article.quantity))
        parts = [kind, article.inventory_number, article.place, label(article.condition)]
        self._note.setText(" · ".join(part for part in parts if part))
        self._out_of_order.setText(str(article.out_of_order))
        self._deposit.setText("—" if article.deposit is None else format_money(article.deposit))
        morning = datetime.combine(self._desk.today(), time())
        during = Interval(morning, morning + _WEEKS)
        stretches = equipment.availability(self._desk, [article.id], during)[article.id]
        self._strip.show_stretches(stretches, article.quantity, during)
        now = Interval(self._desk.now(), self._desk.now() + timedelta(minutes=1))
        free = equipment.free(self._desk, article.id, now) if lendable(article) else 0
        self._free.setText(str(max(free, 0)))
        self._show_loans(article.id)

    def _show_loans(self, article_id: int) -> None:
        clear(self._list)
        chosen = loans.LoanFilter(now=self._desk.now(), open_only=True, equipment_id=article_id)
        found = loans.lines(self._desk, chosen, Sort("due_at"), EVERYTHING)
        for one in found:
            self._list.addWidget(self._loan_row(one))
        if not found:
            self._list.addWidget(muted(_("Nothing is out, nothing is promised.")))

    def _loan_row(self, one: LoanSummary) -> QWidget:
        state = one.state(self._desk.now())
        tone = {LoanState.LATE: Tone.DANGER, LoanState.OUT: Tone.INFO}.get(state, Tone.NEUTRAL)
        day = format_day(one.due_at.date(), "EEE d MMM")
        back = _("back {day} at {hour}").format(day=day, hour=format_time(one.due_at))
        opening = quiet(_("Open"), lambda *_args, key=one.id: self.loan_opened.emit(key))
        opening.setAccessibleName(_("Open loan {number}").format(number=one.number))
        row = QWidget()
        row.setLayout(
            hbox(
                (vbox(strong(one.organisation, wrap=True), note(back, wrap=True), spacing=0), 1),
                chip(label(state), tone),
                opening,
                spacing=6,
            )
        )
        return row
