"""One chapter on screen: Markdown with its pictures no wider than the window, links from chapter to chapter."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer, QUrl
from PySide6.QtGui import (
    QColor,
    QGuiApplication,
    QImage,
    QResizeEvent,
    QTextBlock,
    QTextBlockFormat,
    QTextCursor,
    QTextDocument,
    QTextTable,
    QTextTableFormat,
)
from PySide6.QtWidgets import QTextBrowser

from coopdesk.foundation import paths
from coopdesk.foundation.i18n import _
from coopdesk.ui import theme
from coopdesk.ui.help.chapters import searchable

_PICTURE = "\ufffc"
"""What stands for a picture in the text of a document."""

_LINE_HEIGHT = 130.0
"""In percent."""

_READ_AGAIN_AFTER = 150
"""Milliseconds without another change of width."""


def _quiet(shape: QTextTableFormat) -> QTextTableFormat:
    """A table by hairlines, with air in its cells."""
    shape.setBorderCollapse(True)
    shape.setBorder(1)
    shape.setBorderStyle(QTextTableFormat.BorderStyle.BorderStyle_Solid)
    shape.setBorderBrush(QColor(theme.current().border))
    shape.setCellPadding(theme.scaled(5))
    shape.setBottomMargin(theme.scaled(10))
    return shape


class ManualView(QTextBrowser):
    """Shows a file of the manual; `sourceChanged` tells of every chapter that is opened, by whichever way."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("The manual"))
        self.setOpenExternalLinks(False)
        self.setFrameShape(QTextBrowser.Shape.NoFrame)
        # A bar that came with the text would take from the room the pictures were drawn for.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.document().setDocumentMargin(theme.scaled(24))
        self._drawn_width = 0
        self._resized = QTimer(self, singleShot=True, interval=_READ_AGAIN_AFTER)
        self._resized.timeout.connect(self._fit_pictures)
        self.sourceChanged.connect(lambda _url: self._dress())
        # Links and lines have the colours they were read with.
        theme.watcher.changed.connect(self._fit_pictures)

    def open_chapter(self, path: Path) -> None:
        """Show a chapter from its beginning."""
        self.setSource(QUrl.fromLocalFile(str(path)), QTextDocument.ResourceType.MarkdownResource)

    @staticmethod
    def whole(url: QUrl) -> QUrl:
        """Where a link or a picture of the manual leads: all its chapters are in one folder."""
        return QUrl.fromLocalFile(f"{paths.manual()}/").resolved(url)

    @property
    def path(self) -> Path:
        """The file of the chapter that is shown."""
        return Path(self.source().toLocalFile())

    def show_part(self, place: int) -> None:
        """Scroll to the part at this place among the second titles."""
        titles = [block for block in self._blocks() if block.blockFormat().headingLevel() == 2]
        if place < len(titles):
            top = self.document().documentLayout().blockBoundingRect(titles[place]).top()
            self.verticalScrollBar().setValue(round(top) - theme.scaled(8))

    def find_words(self, words: str, *, backward: bool = False, from_edge: bool = False) -> bool:
        """Select where the words stand next, accents and case aside; False when they do not come any more."""
        text = searchable(self.document().toRawText())
        wanted = searchable(words)
        cursor = self.textCursor()
        if backward:
            found = text.rfind(wanted, 0, len(text) if from_edge else cursor.selectionStart())
        else:
            found = text.find(wanted, 0 if from_edge else cursor.selectionEnd())
        if not wanted or found < 0:
            return False
        chosen = QTextCursor(self.document())
        chosen.setPosition(found)
        chosen.setPosition(found + len(wanted), QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(chosen)
        self.ensureCursorVisible()
        return True

    def loadResource(self, kind: int, name: QUrl | str) -> Any:
        """The pictures, as wide as the window lets them be; everything else as Qt has it."""
        if kind != QTextDocument.ResourceType.ImageResource.value:
            return super().loadResource(kind, name)
        picture = QImage(self.whole(QUrl(name)).toLocalFile())
        ratio = QGuiApplication.primaryScreen().devicePixelRatio()
        room = round(self._room() * ratio)
        if picture.width() > room > 0:
            picture = picture.scaledToWidth(room, Qt.TransformationMode.SmoothTransformation)
            picture.setDevicePixelRatio(ratio)
        return picture

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the pictures once the width has settled."""
        super().resizeEvent(event)
        if self._room() != self._drawn_width:
            self._resized.start()

    def _room(self) -> int:
        return self.viewport().width() - 2 * theme.scaled(24) - 2

    def _fit_pictures(self) -> None:
        if self.source().isEmpty():
            return
        place = self.verticalScrollBar().value()
        self.reload()
        self._dress()
        self.verticalScrollBar().setValue(place)

    def _dress(self) -> None:
        """Air between the lines and around titles, which Markdown cannot ask for."""
        self._drawn_width = self._room()
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        for block in self._blocks():
            cursor.setPosition(block.position())
            shape = block.blockFormat()
            if _PICTURE not in block.text():
                shape.setLineHeight(_LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
            if level := shape.headingLevel():
                shape.setTopMargin(theme.scaled(4 if level == 1 else 18))
                shape.setBottomMargin(theme.scaled(6))
            else:
                is_loose = block.textList() is None and cursor.currentTable() is None
                shape.setBottomMargin(theme.scaled(8 if is_loose else 3))
            cursor.setBlockFormat(shape)
        for frame in self.document().rootFrame().childFrames():
            if isinstance(frame, QTextTable):
                frame.setFormat(_quiet(frame.format()))
        cursor.endEditBlock()
        self.document().clearUndoRedoStacks()

    def _blocks(self) -> list[QTextBlock]:
        blocks, block = [], self.document().begin()
        while block.isValid():
            blocks.append(block)
            block = block.next()
        return blocks
