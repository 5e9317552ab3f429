"""The panel beside the inventory: one article, how many are free when they are needed, who has it."""

from PySide6.QtCore import QSize, Signal, SignalInstance
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QSizePolicy, QStyle, QWidget

from coopdesk.domain.equipment import Equipment, Tracking
from coopdesk.domain.listing import Subject
from coopdesk.domain.loan import Holding, LoanState
from coopdesk.domain.period import Interval
from coopdesk.foundation.i18n import _, format_day, format_money, format_number, format_time
from coopdesk.services import equipment, loans
from coopdesk.services.desk import Desk
from coopdesk.ui import theme
from coopdesk.ui.equipment.weeks import days_words, short_day
from coopdesk.ui.theme import Tone
from coopdesk.ui.widgets.buttons import icon_button, menu_button, second
from coopdesk.ui.widgets.cards import line
from coopdesk.ui.widgets.labels import caption, figure, muted, note, strong, title
from coopdesk.ui.widgets.layouts import clear, hbox, holder, scrolling, vbox
from coopdesk.ui.widgets.record_history import RecordHistory
from coopdesk.wording.labels import label

_WIDTH, _NARROW_WIDTH = 300, 220


class ArticleDetail(QFrame):
    """What the coordinator needs on the phone about one article."""

    lend_asked = Signal(int)
    edit_asked = Signal(int)
    delete_asked = Signal(int)
    loan_opened = Signal(int)
    navigate = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setProperty("kind", "side")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self._desk = desk
        self._article: Equipment | None = None
        self._need: Interval | None = None
        self._width = _WIDTH
        self._title = title("", wrap=True)
        self._note = muted("", wrap=True)
        self._free, self._out_of_order, self._deposit = figure(""), figure(""), figure("")
        self._when = note("")
        self._words = (self._when, note(_("out of order")), note(_("deposit for one")))
        self._lend = second(_("Lend"), lambda: self._ask(self.lend_asked), icon="package-open", writes=True)
        self._list = vbox(spacing=6)
        self._history = RecordHistory(desk, Subject.EQUIPMENT)
        self._history.wanted.connect(self.navigate)
        self._body = self._make_body()
        self.setLayout(vbox(scrolling(self._body), spacing=0))
        self.hide()

    def _make_body(self) -> QWidget:
        numbers = (self._free, self._out_of_order, self._deposit)
        columns = [vbox(number, words, None, spacing=0) for number, words in zip(numbers, self._words, strict=True)]
        figures = hbox(*columns, None, spacing=14)
        return holder(
            vbox(
                hbox((self._title, 1), self._make_menu()),
                self._note,
                figures,
                hbox(self._lend, None),
                4,
                caption(_("Out or promised")),
                self._list,
                4,
                self._history.part(),
                None,
                spacing=8,
                margins=(16, 14, 16, 12),
            )
        )

    def _make_menu(self) -> QWidget:
        self.edit_action, self.delete_action = QAction(_("Edit"), self), QAction(_("Delete"), self)
        self.edit_action.triggered.connect(lambda: self._ask(self.edit_asked))
        self.delete_action.triggered.connect(lambda: self._ask(self.delete_asked))
        more = menu_button("", [self.edit_action, self.delete_action], "quiet", icon="ellipsis")
        more.writes = True
        more.setProperty("bare", "true")
        more.setAccessibleName(_("More acts"))
        more.setToolTip(_("More acts"))
        return more

    def sizeHint(self) -> QSize:
        """As wide as on the picture, or as its words need beside the scroll bar."""
        bar = self.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent)
        width = max(theme.scaled(self._width), self._body.minimumSizeHint().width() + bar)
        return QSize(width, super().sizeHint().height())

    def set_narrow(self, is_narrow: bool) -> None:
        """Write under the figures in two lines rather than take room from the list."""
        self._width = _NARROW_WIDTH if is_narrow else _WIDTH
        for words in self._words:
            words.setWordWrap(is_narrow)
        self.updateGeometry()

    @property
    def has_article(self) -> bool:
        """Whether there is something to show."""
        return self._article is not None

    def show_article(self, article_id: int | None) -> None:
        """Show an article, hide the panel when there is none."""
        self._article = None if article_id is None else equipment.get(self._desk, article_id)
        self.setVisible(self._article is not None)
        if self._article is not None:
            self._show(self._article)

    def show_need(self, need: Interval | None) -> None:
        """Say how many are free then, rather than today."""
        self._need = need
        self.refresh()

    def refresh(self) -> None:
        """Read the shown article again; the panel stays hidden where the page hid it."""
        if self._article is not None:
            self._article = equipment.get(self._desk, self._article.id)
        if self._article is None:
            self.hide()
        else:
            self._show(self._article)

    def _ask(self, signal: SignalInstance) -> None:
        if self._article is not None:
            signal.emit(self._article.id)

    def _show(self, article: Equipment) -> None:
        self._title.setText(article.name)
        kind = label(article.tracking)
        if article.tracking is Tracking.LOT:
            kind = _("Lot of {n}").format(n=format_number(article.quantity))
        parts = [kind, article.inventory_number, article.place, label(article.condition)]
        self._note.setText(" · ".join(part for part in parts if part))
        self._out_of_order.setText(str(article.out_of_order))
        self._deposit.setText("—" if article.deposit is None else format_money(article.deposit))
        self._show_free(article.id)
        self._show_holdings(article.id)
        self._history.show_of(article.id)
        self.updateGeometry()

    def _show_free(self, article_id: int) -> None:
        during, when, lend = equipment.days_ahead(self._desk, 1), _("free today"), _("Lend")
        if self._need is not None:
            during, day = self._need, short_day(self._need.start.date())
            when, lend = _("free on {day}").format(day=day), _("Lend for {day}").format(day=day)
        self._free.setText(str(equipment.free(self._desk, article_id, during)))
        self._when.setText(when)
        self._lend.setText(lend)

    def _show_holdings(self, article_id: int) -> None:
        clear(self._list)
        found = loans.holdings(self._desk, article_id)
        for one in found:
            self._list.addWidget(self._holding_row(one))
            self._list.addWidget(line())
        if not found:
            self._list.addWidget(muted(_("Nothing is out, nothing is promised."), wrap=True))

    def _holding_row(self, one: Holding) -> QWidget:
        is_late = one.state(self._desk.now()) is LoanState.LATE
        when = note(self._when_of(one), wrap=True, tone=Tone.DANGER if is_late else None)
        opening = icon_button("chevron-right", _("Open loan {number}").format(number=one.number))
        opening.clicked.connect(lambda: self.loan_opened.emit(one.loan_id))
        words = vbox(strong(one.organisation, wrap=True), when, spacing=0)
        return holder(hbox((words, 1), strong(format_number(one.quantity)), opening, spacing=6))

    def _when_of(self, one: Holding) -> str:
        """When it is back or away, and the number on its slip."""
        day, hour = format_day(one.due_at.date(), "EEE d MMM"), format_time(one.due_at)
        state = one.state(self._desk.now())
        if state is LoanState.LATE:
            when = _("late: was due {day} at {hour}").format(day=day, hour=hour)
        elif state is LoanState.OUT:
            when = _("back {day} at {hour}").format(day=day, hour=hour)
        else:
            when = _("promised {days}").format(days=days_words(one.starts_at.date(), one.due_at.date()))
        number = _("loan {number}").format(number=one.number)
        return f"{when} · {number}"
