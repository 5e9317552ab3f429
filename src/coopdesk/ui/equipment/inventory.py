"""The inventory: one line per article, with how many of it are free over the coming weeks."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from coopdesk.domain.equipment import Condition, Tracking
from coopdesk.domain.listing import Sort, Subject, Window
from coopdesk.foundation.i18n import _, format_number
from coopdesk.services import equipment
from coopdesk.services.desk import Desk
from coopdesk.services.equipment import StockLine
from coopdesk.ui import theme
from coopdesk.ui.equipment.inventory_filters import InventoryFilters
from coopdesk.ui.equipment.weeks import line_words, short_day
from coopdesk.ui.equipment.weeks_chart import WeeksChart
from coopdesk.ui.equipment.weeks_legend import WeeksLegend
from coopdesk.ui.messages import shown
from coopdesk.ui.theme import Tone
from coopdesk.ui.widgets.buttons import primary
from coopdesk.ui.widgets.cards import EmptyState
from coopdesk.ui.widgets.layouts import vbox
from coopdesk.ui.widgets.lines import Column
from coopdesk.ui.widgets.lines_view import LinesView
from coopdesk.wording.labels import label


class Inventory(QWidget):
    """The list, what its colours mean, and what to do while it is empty."""

    new_asked = Signal(object)

    def __init__(self, desk: Desk, filters: InventoryFilters) -> None:
        super().__init__()
        self._desk = desk
        self._filters = filters
        self._weeks = WeeksChart()
        self.view = self._make_view()
        self._legend = WeeksLegend()
        self._empty = EmptyState(
            "package",
            _("Nothing in the inventory yet."),
            _("Enter what can be lent: single articles by their number, lots by their quantity."),
            primary(_("New article"), lambda: self.new_asked.emit(Subject.EQUIPMENT), icon="plus", writes=True),
        )
        self.setLayout(vbox((self.view, 1), self._legend, (self._empty, 1), spacing=0))
        filters.changed.connect(self._read)
        filters.need_changed.connect(self._read)
        theme.watcher.changed.connect(self._forget_texts)

    def refresh(self, articles: int) -> None:
        """Read the lines again, of so many articles in all."""
        for widget in (self.view, self._legend):
            widget.setVisible(articles > 0)
        self._empty.setVisible(articles == 0)
        self._read()

    @shown
    def _read(self) -> None:
        need = self._filters.need_interval()
        self._weeks.show_days(self._desk.today(), None if need is None else need.start.date())
        self.view.refresh()
        self.view.horizontalHeader().viewport().update()

    def _make_view(self) -> LinesView:
        return LinesView(
            self._columns(),
            lambda: equipment.count(self._desk, self._filters.chosen),
            self._fetch,
            Sort("name"),
            name=_("Inventory"),
            line_id=lambda one: one.article.id,
        )

    def _fetch(self, sort: Sort, window: Window) -> list[StockLine]:
        return equipment.stock(self._desk, self._filters.chosen, sort, window, self._filters.need_interval())

    def _columns(self) -> list[Column]:
        return [
            Column(
                "name",
                _("Article"),
                lambda one: one.article.name,
                width=196,
                least=116,
                strong=True,
                detail=_about,
                spoken=self._spoken,
            ),
            Column(
                "free",
                _("Free today"),
                lambda one: format_number(one.free_today),
                width=112,
                align_right=True,
                strong=True,
                tail=lambda one: _("of {total}").format(total=format_number(one.article.quantity)),
                tone=lambda one: None if one.free_today else Tone.DANGER,
                spoken=_today_words,
                sortable=False,
            ),
            Column(
                "weeks",
                _("The coming four weeks"),
                lambda one: line_words(one, self._desk.today()),
                least=240,
                sortable=False,
                chart=self._weeks,
            ),
        ]

    def _spoken(self, one: StockLine) -> str:
        parts = [one.article.name, _about(one), _today_words(one)]
        need = self._filters.need_interval()
        if need is not None and one.free_then is not None:
            day = short_day(need.start.date())
            parts.append(_("{n} of {total} free on {day}").format(n=one.free_then, total=one.article.quantity, day=day))
        return ", ".join(part for part in parts if part)

    def _forget_texts(self) -> None:
        self._weeks.forget_texts()


def _about(one: StockLine) -> str:
    """Where it is and whose, and what else one must know: « Garage · Vélo Tilleuls · en réparation »."""
    article = one.article
    kind = label(article.tracking).lower() if article.tracking is Tracking.LOT else article.inventory_number
    condition = "" if article.condition is Condition.GOOD else label(article.condition).lower()
    return " · ".join(part for part in (article.place, article.owner or kind, condition) if part)


def _today_words(one: StockLine) -> str:
    return _("{n} of {total} free today").format(n=one.free_today, total=one.article.quantity)
