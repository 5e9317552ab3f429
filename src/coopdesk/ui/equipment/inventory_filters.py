"""The line above the inventory: which articles, and when they are needed."""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QWidget

from coopdesk.domain.period import Interval
from coopdesk.foundation.i18n import _
from coopdesk.services import equipment
from coopdesk.services.desk import Desk
from coopdesk.ui.equipment.need_choice import NeedChoice
from coopdesk.ui.widgets.buttons import ChoicePill, FilterPill
from coopdesk.ui.widgets.fields import TextField
from coopdesk.ui.widgets.layouts import hbox, vbox


class InventoryFilters(QWidget):
    """Says what the list shows; the need filters nothing, it only asks."""

    changed = Signal()
    need_changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.chosen = equipment.EquipmentFilter()
        self.need = NeedChoice(desk.today)
        self.need.changed.connect(self.need_changed)
        search = TextField("text", _("Search the inventory"), _("Name, number, place …"))
        search.caption.hide()
        search.changed.connect(lambda: self._choose(text=search.value()))
        self.categories = ChoicePill(_("All categories"), [], _("Category"))
        self.categories.changed.connect(lambda category: self._choose(category=category or ""))
        partners, out_of_order = FilterPill(_("Partners' own")), FilterPill(_("Out of order"))
        partners.toggled.connect(lambda on: self._choose(partners_only=on))
        out_of_order.toggled.connect(lambda on: self._choose(to_check=on))
        which = hbox((search, 1), self.categories, partners, out_of_order, spacing=8)
        self._line: QBoxLayout = vbox((which, 1), self.need, spacing=12, margins=(24, 2, 24, 10))
        self.setLayout(self._line)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def need_interval(self) -> Interval | None:
        """When the equipment is needed; None where nobody said."""
        return self.need.value()

    def refresh(self) -> None:
        """Offer the categories of today."""
        self.categories.set_options([(one, one) for one in equipment.categories(self._desk)])

    def set_narrow(self, is_narrow: bool) -> None:
        """Two lines where one has no room."""
        direction = QBoxLayout.Direction.TopToBottom if is_narrow else QBoxLayout.Direction.LeftToRight
        self._line.setDirection(direction)

    def _choose(self, **values: object) -> None:
        self.chosen = replace(self.chosen, **values)  # type: ignore[arg-type]
        self.changed.emit()
