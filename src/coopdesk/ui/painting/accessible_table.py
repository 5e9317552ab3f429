"""The blocks of a painted view as a table for assistive technology, which cannot see paint."""

from typing import NamedTuple, Protocol, cast

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRect
from PySide6.QtGui import QAccessible, QAccessibleEvent, QAccessibleInterface, QHelpEvent, QWindow
from PySide6.QtWidgets import QToolTip, QWidget

from coopdesk.ui import theme


class AccessibleBlock(NamedTuple):
    """One block: its sentence, its place in the widget, whether it is the selected one."""

    name: str
    box: QRect
    is_selected: bool


class _HasBlocks(Protocol):
    def accessible_blocks(self) -> list[AccessibleBlock]: ...


class PaintedView(QWidget):
    """A widget that paints blocks, tells them to assistive technology, and says what the mouse is over."""

    def __init__(self) -> None:
        super().__init__()
        _install()
        theme.watcher.changed.connect(self.drop_cache)

    def accessible_blocks(self) -> list[AccessibleBlock]:
        """The blocks, in reading order."""
        raise NotImplementedError

    def words_at(self, at: QPointF) -> str:
        """The whole sentence of what is there, "" for nothing."""
        raise NotImplementedError

    def drop_cache(self) -> None:
        """Lay out and paint everything anew: another theme, another font."""
        self.update()

    def event(self, event: QEvent) -> bool:
        """Say what is under the mouse."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self.words_at(QPointF(event.pos())), self)
            return True
        return super().event(event)

    def changeEvent(self, event: QEvent) -> None:
        """Another font lays every text out anew."""
        if event.type() == QEvent.Type.FontChange:
            self.drop_cache()
        super().changeEvent(event)

    def announce(self, number: int) -> None:
        """Say that the block of this number now has the focus."""
        event = QAccessibleEvent(self, QAccessible.Event.Focus)
        event.setChild(number)
        QAccessible.updateAccessibility(event)


class _Cell(QAccessibleInterface):
    def __init__(self, table: "_Table", number: int) -> None:
        super().__init__()
        self._table = table
        self._number = number

    def _block(self) -> AccessibleBlock | None:
        blocks = self._table.blocks()
        return blocks[self._number] if self._number < len(blocks) else None

    def isValid(self) -> bool:
        return self._block() is not None

    def object(self) -> QObject | None:  # type: ignore[override]
        return None

    def window(self) -> QWindow | None:  # type: ignore[override]
        return self._table.window()

    def parent(self) -> QAccessibleInterface:
        return self._table

    def child(self, _index: int) -> QAccessibleInterface | None:  # type: ignore[override]
        return None

    def childAt(self, _x: int, _y: int) -> QAccessibleInterface | None:  # type: ignore[override]
        return None

    def childCount(self) -> int:
        return 0

    def indexOfChild(self, _child: QAccessibleInterface) -> int:
        return -1

    def text(self, kind: QAccessible.Text) -> str:
        block = self._block()
        return block.name if block is not None and kind == QAccessible.Text.Name else ""

    def setText(self, _kind: QAccessible.Text, _text: str) -> None:
        """Blocks are renamed in their dialog, not from outside."""

    def rect(self) -> QRect:
        block = self._block()
        if block is None:
            return QRect()
        return QRect(self._table.view.mapToGlobal(block.box.topLeft()), block.box.size())

    def role(self) -> QAccessible.Role:
        return QAccessible.Role.Cell

    def state(self) -> QAccessible.State:
        state = QAccessible.State()
        block = self._block()
        if block is not None:
            # PySide exposes the bits of the state as integers.
            state.selectable = state.focusable = 1
            state.selected = state.focused = int(block.is_selected)
        return state


class _Table(QAccessibleInterface):
    def __init__(self, view: QWidget) -> None:
        super().__init__()
        self.view = view
        self._cells: list[_Cell] = []

    def blocks(self) -> list[AccessibleBlock]:
        return cast("_HasBlocks", self.view).accessible_blocks()

    def isValid(self) -> bool:
        return True

    def object(self) -> QObject:
        return self.view

    def window(self) -> QWindow | None:  # type: ignore[override]
        return self.view.window().windowHandle()

    def parent(self) -> QAccessibleInterface:
        return QAccessible.queryAccessibleInterface(self.view.parentWidget() or self.view.window())

    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override]
        while len(self._cells) <= index:
            self._cells.append(_Cell(self, len(self._cells)))
        return self._cells[index] if 0 <= index < self.childCount() else None

    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:  # type: ignore[override]
        spot = self.view.mapFromGlobal(QPoint(x, y))
        hits = (number for number, block in enumerate(self.blocks()) if block.box.contains(spot))
        number = next(hits, None)
        return None if number is None else self.child(number)

    def childCount(self) -> int:
        return len(self.blocks())

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        return next((number for number, cell in enumerate(self._cells) if cell is child), -1)

    def text(self, kind: QAccessible.Text) -> str:
        if kind == QAccessible.Text.Name:
            return self.view.accessibleName()
        return self.view.accessibleDescription() if kind == QAccessible.Text.Description else ""

    def setText(self, _kind: QAccessible.Text, _text: str) -> None:
        """The view names itself."""

    def rect(self) -> QRect:
        return QRect(self.view.mapToGlobal(QPoint(0, 0)), self.view.size())

    def role(self) -> QAccessible.Role:
        return QAccessible.Role.Table

    def state(self) -> QAccessible.State:
        state = QAccessible.State()
        state.focusable = 1
        state.focused = int(self.view.hasFocus())
        return state


def _table_of(_key: str, thing: QObject) -> QAccessibleInterface | None:
    if not isinstance(thing, PaintedView):
        return None
    # The view keeps its table alive: Qt only borrows what a factory gives it.
    table = thing.__dict__.get("_accessible_table")
    if table is None:
        table = thing.__dict__["_accessible_table"] = _Table(thing)
    return cast("QAccessibleInterface", table)


_installed: list[bool] = []


def _install() -> None:
    if not _installed:
        QAccessible.installFactory(_table_of)
        _installed.append(True)
