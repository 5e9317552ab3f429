"""The manual in a window of its own, beside the work: contents, one chapter, a search through all of it."""

from pathlib import Path

from PySide6.QtCore import QSize, Qt, QUrl
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QTreeWidget, QTreeWidgetItem, QWidget

from coopdesk.foundation import i18n
from coopdesk.foundation.i18n import _
from coopdesk.ui import icons, theme
from coopdesk.ui.help import chapters
from coopdesk.ui.help.chapters import Chapter, searchable
from coopdesk.ui.help.manual_view import ManualView
from coopdesk.ui.messages import shown
from coopdesk.ui.theme import Tone
from coopdesk.ui.widgets.buttons import icon_button
from coopdesk.ui.widgets.cards import EmptyState
from coopdesk.ui.widgets.labels import note, set_tone
from coopdesk.ui.widgets.layouts import frame, hbox, vbox

_SIZE = QSize(1040, 660)
_CONTENTS_WIDTH = 240


class ManualWindow(QWidget):
    """Stays open while one works; it closes with the main window and never keeps the program alive."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setWindowTitle(_("Help – coopdesk"))
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, on=False)
        self._chapters = chapters.chapters()
        self.view = ManualView()
        self.contents = QTreeWidget()
        self._items: list[QTreeWidgetItem] = []
        self.search = QLineEdit()
        self._found = note("")
        self._back = icon_button("arrow-left", _("Back to where you were"), self.view.backward)
        self._lay_out()
        self.contents.itemClicked.connect(lambda item, _column: self._open_item(item))
        self.contents.itemActivated.connect(lambda item, _column: self._open_item(item))
        self.view.sourceChanged.connect(self._follow)
        self.view.backwardAvailable.connect(self._back.setEnabled)
        self._back.setEnabled(False)
        self.search.textEdited.connect(lambda _text: self._search_fresh())
        self.search.returnPressed.connect(self.find_next)
        QShortcut(QKeySequence("Ctrl+F"), self, self.search.setFocus)
        QShortcut(QKeySequence("Esc"), self, self.close)
        QShortcut(QKeySequence("F3"), self, self.find_next)
        QShortcut(QKeySequence("Shift+F3"), self, self.find_previous)
        QShortcut(QKeySequence("Alt+Left"), self, self.view.backward)
        self.resize(_SIZE.boundedTo(self.screen().availableSize()))

    @shown
    def show_about(self, topic: str) -> None:
        """Open the manual at a topic (ui.help.topics)."""
        self.show()
        self.raise_()
        self.activateWindow()
        found = chapters.place(topic, self._chapters)
        if found is not None:
            self._open(*found)
        self.view.setFocus()

    @shown
    def find_next(self) -> None:
        """Go to where the words stand next, through the other chapters and round."""
        self._find(backward=False)

    @shown
    def find_previous(self) -> None:
        """Go to where they stood before."""
        self._find(backward=True)

    def _lay_out(self) -> None:
        self.search.setPlaceholderText(_("Search the manual…"))
        self.search.setAccessibleName(_("Search the manual"))
        self.search.setProperty("search", "true")
        self.search.setClearButtonEnabled(True)
        self.search.addAction(icons.icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self.contents.setHeaderHidden(True)
        self.contents.setAccessibleName(_("Contents"))
        self.contents.setRootIsDecorated(False)
        self.contents.setIndentation(theme.scaled(14))
        self.contents.setExpandsOnDoubleClick(False)
        self.contents.setFixedWidth(theme.scaled(_CONTENTS_WIDTH))
        self.contents.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.contents.setTextElideMode(Qt.TextElideMode.ElideRight)
        row = QSize(0, self.contents.fontMetrics().lineSpacing() + theme.scaled(10))
        for place, chapter in enumerate(self._chapters):
            self._add_chapter(place, chapter, row)
        previous = icon_button("chevron-up", _("Found before (Shift+F3)"), self.find_previous)
        following = icon_button("chevron-down", _("Found next (F3)"), self.find_next)
        bar = hbox(
            self._back, (self.search, 1), previous, following, (self._found, 1), margins=(12, 8, 16, 8), spacing=6
        )
        body = hbox(self.contents, (self.view, 1), spacing=0)
        column = vbox(frame(bar, "bar", edge="bottom"), (body, 1), spacing=0)
        if i18n.language() is not i18n.Language.FRENCH:
            sorry = _("Sorry, this manual is in French only for now. Words in bold are those of the window in French.")
            column.insertWidget(1, frame(hbox(note(sorry, wrap=True), margins=(16, 4, 16, 4)), "bar"))
        if not self._chapters:
            body.insertWidget(0, EmptyState("file-x", _("The manual is not installed with this program.")))
            self.contents.hide()
            self.view.hide()
        self.setLayout(column)

    def _add_chapter(self, place: int, chapter: Chapter, row: QSize) -> None:
        item = QTreeWidgetItem([chapter.title])
        item.setData(0, Qt.ItemDataRole.UserRole, (place, None))
        item.setToolTip(0, chapter.title)
        item.setSizeHint(0, row)
        for part, words in enumerate(chapter.parts):
            child = QTreeWidgetItem([words])
            child.setData(0, Qt.ItemDataRole.UserRole, (place, part))
            child.setToolTip(0, words)
            child.setSizeHint(0, row)
            item.addChild(child)
        self.contents.addTopLevelItem(item)
        self._items.append(item)

    @shown
    def _open_item(self, item: QTreeWidgetItem) -> None:
        place, part = item.data(0, Qt.ItemDataRole.UserRole)
        self._open(self._chapters[place], part)

    def _open(self, chapter: Chapter, part: int | None) -> None:
        if self.view.path != chapter.path:
            self.view.open_chapter(chapter.path)
        item = self._items[self._chapters.index(chapter)]
        self.contents.setCurrentItem((item.child(part) if part is not None else None) or item)
        if part is None:
            self.view.verticalScrollBar().setValue(0)
        else:
            self.view.show_part(part)

    def _follow(self, url: QUrl) -> None:
        """Unfold the chapter that is open, and fold the others; the view's own path is still the former one."""
        path = Path(self.view.whole(url).toLocalFile())
        for item, chapter in zip(self._items, self._chapters, strict=True):
            is_open = chapter.path == path
            item.setExpanded(is_open)
            current = self.contents.currentItem()
            if is_open and current is not item and (current is None or current.parent() is not item):
                self.contents.setCurrentItem(item)

    def _search_fresh(self) -> None:
        self._say("")
        if len(self.search.text()) > 1 and not self.view.find_words(self.search.text(), from_edge=True):
            self._say(_("Enter: search the other chapters"))

    def _find(self, *, backward: bool) -> None:
        words = self.search.text()
        self._say("")
        if not words or self.view.find_words(words, backward=backward):
            return
        places = [place for place, one in enumerate(self._chapters) if self._has(one, words)]
        if not places:
            self._say(_("Not in the manual."), Tone.WARNING)
            return
        here = next((place for place, one in enumerate(self._chapters) if one.path == self.view.path), -1)
        if backward:
            target = next((place for place in reversed(places) if place < here), places[-1])
        else:
            target = next((place for place in places if place > here), places[0])
        if target != here:
            self.view.open_chapter(self._chapters[target].path)
        self.view.find_words(words, backward=backward, from_edge=True)

    @staticmethod
    def _has(chapter: Chapter, words: str) -> bool:
        return searchable(words) in searchable(chapter.path.read_text(encoding="utf-8").replace("**", ""))

    def _say(self, words: str, tone: Tone | None = None) -> None:
        self._found.setText(words)
        set_tone(self._found, tone)
