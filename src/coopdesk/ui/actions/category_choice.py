"""One category of a typology chosen among all, each with its definition beside it."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QRadioButton, QSizePolicy, QWidget

from coopdesk.domain.typology import Category, Typology
from coopdesk.foundation import i18n
from coopdesk.ui import theme
from coopdesk.ui.widgets.buttons import verbatim
from coopdesk.ui.widgets.cards import Card
from coopdesk.ui.widgets.labels import note, restyle
from coopdesk.ui.widgets.layouts import frame, hbox, vbox


class _Swatch(QWidget):
    """The category's own colour, outlined so that pale ones are seen."""

    def __init__(self, colour: str) -> None:
        super().__init__()
        self._colour = colour
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        """A narrow upright mark."""
        return QSize(theme.scaled(6), theme.scaled(24))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A rounded bar."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(theme.current().ink(self._colour)))
        painter.setBrush(QColor(self._colour))
        painter.drawRoundedRect(self.rect().adjusted(0, 2, -1, -3), 2, 2)


class CategoryChoice(Card):
    """Every category of a typology on a line; picking one says its code."""

    picked = Signal(str)

    def __init__(self, typology: Typology, title: str, explanation: str) -> None:
        super().__init__(title, explanation, padded=False)
        self.body.setSpacing(0)
        self._rows: dict[str, QFrame] = {}
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QRadioButton] = {}
        for category in typology.categories:
            self.add(self._row(category))
        self._group.idClicked.connect(lambda number: self.picked.emit(typology.categories[number].code))

    def _row(self, category: Category) -> QWidget:
        language = i18n.language()
        button = QRadioButton(verbatim(category.label.in_language(language)))
        definition = category.definition.in_language(language)
        button.setAccessibleDescription(definition)
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        self._group.addButton(button, len(self._buttons))
        self._buttons[category.code] = button
        words = note(definition, wrap=True)
        words.setContentsMargins(theme.scaled(23), 0, 0, 0)
        marks = [_Swatch(category.colour)] if category.colour else []
        row = frame(
            hbox(*marks, (vbox(button, words, None, spacing=0), 1), spacing=8, margins=(16, 3, 12, 3)),
            "row",
            selected="false",
        )
        self._rows[category.code] = row
        return row

    def set_code(self, code: str | None) -> None:
        """Show this category as the chosen one, none for None."""
        self._group.setExclusive(False)
        for own, button in self._buttons.items():
            button.setChecked(own == code)
            self._rows[own].setProperty("selected", "true" if own == code else "false")
            restyle(self._rows[own])
        self._group.setExclusive(True)

    def set_read_only(self, is_read_only: bool) -> None:
        """Show, and let nobody choose."""
        for button in self._buttons.values():
            button.setEnabled(not is_read_only)
