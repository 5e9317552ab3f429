"""Buttons in their variants, segments and filter pills."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QMargins, QSize, Qt, Signal
from PySide6.QtGui import QAction, QFont, QFontMetrics, QShowEvent
from PySide6.QtWidgets import QButtonGroup, QMenu, QPushButton, QSizePolicy, QWidget

from coopdesk.foundation.i18n import _
from coopdesk.ui import icons, theme
from coopdesk.ui.widgets.layouts import hbox

Click = Callable[[], object]

UNFOLDS = "chevron-down"
"""The icon of what unfolds; it follows its word."""

_LOCKED = "lockedWindow"


def verbatim(words: str) -> str:
    """Words of the user for a button, a tick or a menu, where a bare & would be read as a shortcut and vanish."""
    return words.replace("&", "&&")


class Button(QPushButton):
    """A push button of one variant; its icon follows the theme.

    A button that writes keeps what it was told by `setEnabled` and adds « not in a read-only file » to it, so that
    a page never has to think of both.
    """

    def __init__(
        self, text: str, on_click: Click | None = None, *, variant: str = "", icon: str = "", writes: bool = False
    ) -> None:
        super().__init__(text)
        self.writes = writes
        self._variant = variant
        self._icon = icon
        self._is_wanted = True
        self._is_locked = False
        if variant:
            self.setProperty("variant", variant)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.draw_icon()
        theme.watcher.changed.connect(self.draw_icon)
        if on_click is not None:
            self.clicked.connect(lambda: on_click())

    def setEnabled(self, enabled: bool) -> None:
        """Let it be pressed, as far as the file can be written."""
        self._is_wanted = enabled
        super().setEnabled(enabled and not self._is_locked)

    def lock(self, is_locked: bool) -> None:
        """Grey it because the file is read-only, whatever the page wants."""
        self._is_locked = is_locked
        super().setEnabled(self._is_wanted and not is_locked)

    def showEvent(self, event: QShowEvent) -> None:
        """Learn from the window it landed on whether the file may be written: many are made after the page."""
        super().showEvent(event)
        if self.writes and not self._is_locked and _is_locked(self.window()):
            self.lock(True)

    def draw_icon(self) -> None:
        """Draw the icon in the colour of the variant's words."""
        if not self._icon:
            return
        unfolds = self._icon == UNFOLDS
        size = 14 if unfolds else 16
        gap = icons.ICON_GAP if self.text() else 0
        self.setIcon(icons.icon(self._icon, self._colour(), size, gap=-gap if unfolds else gap))
        self.setIconSize(QSize(theme.scaled(size) + theme.scaled(gap), theme.scaled(size)))

    def _colour(self) -> str:
        look = theme.current()
        colours = {"primary": look.on_accent, "danger": look.danger}
        if self._variant in ("tonal", "remedy", "link"):
            return look.accent
        return colours.get(self._variant, look.text)


def lock_buttons(page: QWidget, is_locked: bool) -> None:
    """Grey, or give back, every button of a page that writes, those to come included."""
    page.window().setProperty(_LOCKED, is_locked)
    for button in page.findChildren(Button):
        if button.writes:
            button.lock(is_locked)


def _is_locked(window: QWidget) -> bool:
    # From window to owner: a walk over every parent makes Qt's binding load most widget classes, 15 ms of the start.
    owner = window.parentWidget()
    return bool(window.property(_LOCKED)) or (owner is not None and _is_locked(owner.window()))


def primary(text: str, on_click: Click | None = None, *, icon: str = "", writes: bool = False) -> Button:
    """The page's own act: the only filled button on a screen."""
    return Button(text, on_click, variant="primary", icon=icon, writes=writes)


def second(text: str, on_click: Click | None = None, *, icon: str = "", writes: bool = False) -> Button:
    """Any other act."""
    return Button(text, on_click, icon=icon, writes=writes)


def tonal(text: str, on_click: Click | None = None, *, icon: str = "", writes: bool = False) -> Button:
    """The shell's act, beside a page's own."""
    return Button(text, on_click, variant="tonal", icon=icon, writes=writes)


def quiet(text: str, on_click: Click | None = None, *, icon: str = "", writes: bool = False) -> Button:
    """An act without an outline."""
    return Button(text, on_click, variant="quiet", icon=icon, writes=writes)


def danger(text: str, on_click: Click | None = None, *, icon: str = "trash-2", writes: bool = True) -> Button:
    """An act that takes something away."""
    return Button(text, on_click, variant="danger", icon=icon, writes=writes)


def remedy(text: str, on_click: Click | None = None, *, icon: str = "", writes: bool = False) -> Button:
    """The act that a line calls for, in the line."""
    return Button(text, on_click, variant="remedy", icon=icon, writes=writes)


def link(text: str, on_click: Click | None = None, *, icon: str = "", writes: bool = False) -> Button:
    """A way to somewhere else."""
    return Button(text, on_click, variant="link", icon=icon, writes=writes)


def icon_button(icon: str, label: str, on_click: Click | None = None, *, writes: bool = False) -> Button:
    """A bare icon; the label is its tooltip and what a screen reader says."""
    button = Button("", on_click, variant="quiet", icon=icon, writes=writes)
    button.setProperty("bare", "true")
    button.setAccessibleName(label)
    button.setToolTip(label)
    return button


def menu_button(text: str, actions: Sequence[QAction], variant: str = "", *, icon: str = UNFOLDS) -> Button:
    """A button that unfolds acts."""
    button = Button(text, variant=variant, icon=icon)
    if text and icon == UNFOLDS:
        button.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    menu = QMenu(button)
    menu.addActions(list(actions))
    button.setMenu(menu)
    return button


class _Segment(Button):
    """One of a few choices; wide enough for its word when it is the chosen one, which is semibold."""

    def sizeHint(self) -> QSize:
        """The width of the chosen state, whichever it is in: nothing moves when another is chosen."""
        strong = QFont(self.font())
        strong.setWeight(QFont.Weight.DemiBold)
        hint, plain = super().sizeHint(), self.fontMetrics().horizontalAdvance(self.text())
        return hint.grownBy(QMargins(0, 0, max(0, QFontMetrics(strong).horizontalAdvance(self.text()) - plain), 0))

    def minimumSizeHint(self) -> QSize:
        """A word is never cut."""
        return self.sizeHint()


class Segments(QWidget):
    """One choice out of a few, all visible."""

    changed = Signal(object)

    def __init__(self, options: Sequence[tuple[Any, str]], name: str) -> None:
        super().__init__()
        self._values = [value for value, _word in options]
        self._group = QButtonGroup(self)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        row = hbox(spacing=0)
        for place, (_value, word) in enumerate(options):
            button = _Segment(word)
            button.setCheckable(True)
            button.setAccessibleDescription(name)
            last = len(options) - 1
            button.setProperty("segment", "first" if place == 0 else "last" if place == last else "middle")
            self._group.addButton(button, place)
            row.addWidget(button)
        self.setLayout(row)
        self._group.button(0).setChecked(True)
        self._group.idToggled.connect(self._tell)

    def value(self) -> Any:
        """What is chosen."""
        return self._values[self._group.checkedId()]

    def set_value(self, value: Any) -> None:
        """Choose."""
        self._group.button(self._values.index(value)).setChecked(True)

    def _tell(self, _place: int, is_checked: bool) -> None:
        if is_checked:
            self.changed.emit(self.value())


class FilterPill(Button):
    """A filter that is on or off; its count is in its words."""

    def __init__(self, text: str) -> None:
        super().__init__(text, variant="pill")
        self.setCheckable(True)


class ChoicePill(Button):
    """A filter with several values, unfolded as a list; None means all."""

    changed = Signal(object)

    def __init__(self, all_word: str, options: Sequence[tuple[Any, str]], name: str) -> None:
        super().__init__(all_word, variant="pill", icon=UNFOLDS)
        self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.setCheckable(True)
        self._name = name
        self._all_word = all_word
        self._value: Any = None
        self._menu = QMenu(self)
        self.set_options(options)
        self.clicked.connect(self._unfold)

    def set_options(self, options: Sequence[tuple[Any, str]]) -> None:
        """Offer these values; the one that was chosen stays if it is among them."""
        self._options = [(None, self._all_word), *options]
        self._menu.clear()
        for value, word in self._options:
            action = self._menu.addAction(verbatim(word))
            action.triggered.connect(lambda _checked=False, value=value: self.set_value(value))
        if self._value not in [value for value, _word in self._options]:
            self._value = None
        self._show()

    def value(self) -> Any:
        """What is chosen; None for all."""
        return self._value

    def set_value(self, value: Any) -> None:
        """Choose."""
        has_changed = value != self._value
        self._value = value
        self._show()
        if has_changed:
            self.changed.emit(value)

    def _show(self) -> None:
        word = dict(self._options)[self._value]
        self.setText(verbatim(word))
        self.setChecked(self._value is not None)
        self.setAccessibleName(_("{filter}: {value}").format(filter=self._name, value=word))

    def _unfold(self) -> None:
        self._show()
        self._menu.popup(self.mapToGlobal(self.rect().bottomLeft()))
