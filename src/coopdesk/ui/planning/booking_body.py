"""The body of the booking dialog: the request at the left; at the right its day, or the workbench of its series."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QWidget

from coopdesk.foundation.i18n import _
from coopdesk.ui import theme
from coopdesk.ui.theme import Tone
from coopdesk.ui.widgets.buttons import Segments
from coopdesk.ui.widgets.cards import Banner, vertical_line
from coopdesk.ui.widgets.layouts import frame, hbox, holder, vbox

_REQUEST_WIDTH, _DAY_WIDTH, _BENCH_WIDTH = 408, 300, 766
_BENCH_HEIGHT, _LEAST_HEIGHT = 566, 150
LOW = 520
"""A dialog under this height spares where it can."""
_NARROW = 1060
"""Under this width the request and its dates do not stand side by side (look.md §3); its day needs less."""

_REQUEST, _DATES = "request", "dates"


class Column(QScrollArea):
    """One of two columns, scrolled by itself where the screen is low."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self._content = QWidget()
        self._width = width
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(self.focusPolicy().NoFocus)
        self.setMinimumSize(theme.scaled(width), theme.scaled(_LEAST_HEIGHT))

    def hold(self, content: QWidget) -> None:
        """Show this."""
        self._content = content
        self.setWidget(content)

    def sizeHint(self) -> QSize:
        """As wide as it is drawn, as high as its content."""
        return QSize(theme.scaled(self._width), self._content.sizeHint().height() + 2)

    def minimumSizeHint(self) -> QSize:
        """It scrolls."""
        return self.minimumSize()


class BookingBody(QWidget):
    """Two columns, or two tabs under one verdict where there is no room for both.

    It is filled once it has its place: a widget that moves costs as much as all that is in it.
    """

    def __init__(self, first_tab: str) -> None:
        super().__init__()
        self._is_repeating = False
        self._given = 0
        self.request = Column(_REQUEST_WIDTH)
        self._asked = frame(vbox((self.request, 1), spacing=0), "bar")
        self.tabs = Segments([(_REQUEST, first_tab), (_DATES, _("Dates"))], _("Part of the dialog"))
        # The same verdict, over both tabs or over the right column.
        self._over, self._beside = Banner(Tone.NEUTRAL), Banner(Tone.NEUTRAL)
        self._right = QStackedWidget()
        self._line = vertical_line()
        self._answer_layout = vbox(self._beside, (self._right, 1), spacing=10)
        self._answer = holder(self._answer_layout)
        self._answer.setMinimumWidth(theme.scaled(_DAY_WIDTH))
        self._sides = hbox((self._asked, 0), self._line, (self._answer, 1), spacing=0)
        self._head = holder(vbox(self._over, self.tabs, spacing=10, margins=(16, 14, 16, 8)))
        self.setLayout(vbox(self._head, (self._sides, 1), spacing=0))
        self.tabs.changed.connect(lambda _tab: self._arrange())
        self._head.hide()

    def fill(self, request: QWidget, day: QWidget, bench: QWidget) -> None:
        """Put the request at the left; at the right its day, and the workbench of its series."""
        self.request.hold(request)
        self._right.addWidget(day)
        self._right.addWidget(bench)

    @property
    def verdict(self) -> str:
        """What it says, as a screen reader hears it."""
        return self._beside.accessibleName()

    @property
    def is_repeating(self) -> bool:
        """Whether it shows the dates of a series."""
        return self._is_repeating

    def say(self, tone: Tone, strong: str, detail: str = "") -> None:
        """Say the verdict."""
        for banner in (self._over, self._beside):
            banner.say(tone, strong, detail)
            banner.setAccessibleName(" ".join(part for part in (strong, detail) if part))

    def set_repeating(self, is_repeating: bool) -> None:
        """Show the dates of a series, or the day of one booking."""
        self._is_repeating = is_repeating
        self._right.setCurrentIndex(int(is_repeating))
        self._arrange()

    def set_width(self, width: int) -> None:
        """Take the narrow or the wide form."""
        self._given = width
        self._arrange()

    def show_request(self) -> None:
        """Bring the request into view: a field of it is wrong."""
        self.tabs.set_value(_REQUEST)

    def show_dates(self) -> None:
        """Bring the dates into view."""
        self.tabs.set_value(_DATES)

    @property
    def has_tabs(self) -> bool:
        """Whether only one part is shown at a time."""
        needed = _NARROW if self._is_repeating else _REQUEST_WIDTH + _DAY_WIDTH
        return 0 < self._given < theme.scaled(needed)

    def hasHeightForWidth(self) -> bool:
        """Its columns scroll by themselves: it is as high as the dialog, never as its content."""
        return False

    def sizeHint(self) -> QSize:
        """Wide enough for the workbench while there is one, else for the day."""
        request = self.request.sizeHint()
        if self._is_repeating:
            width = theme.scaled(_REQUEST_WIDTH + _BENCH_WIDTH + 2)
            return QSize(width, theme.scaled(_BENCH_HEIGHT))
        width = theme.scaled(_REQUEST_WIDTH + _DAY_WIDTH + 2)
        return QSize(width, max(request.height(), self._answer.sizeHint().height()))

    def _arrange(self) -> None:
        has_tabs = self.has_tabs
        on_request = self.tabs.value() == _REQUEST
        self._head.setVisible(has_tabs)
        self._beside.setVisible(not has_tabs)
        self._line.setVisible(not has_tabs)
        self._asked.setVisible(not has_tabs or on_request)
        self._answer.setVisible(not has_tabs or not on_request)
        self._answer_layout.setContentsMargins(*map(theme.scaled, (14, 0 if has_tabs else 14, 16, 14)))
        stretch = int(has_tabs)
        self._sides.setStretch(0, stretch)
        self.updateGeometry()
