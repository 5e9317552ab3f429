"""The card of an organisation's papers: what is on file, until when, and how much of the year is left."""

from datetime import date

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QLayout, QSizePolicy, QWidget

from coopdesk.domain.organisation import Organisation
from coopdesk.foundation.i18n import _
from coopdesk.ui import theme
from coopdesk.ui.colour import mix
from coopdesk.ui.organisations.papers import Paper, papers
from coopdesk.ui.theme import Tone
from coopdesk.ui.widgets.cards import Card
from coopdesk.ui.widgets.labels import ElidingLabel, IconLabel, muted, text
from coopdesk.ui.widgets.layouts import clear, hbox, holder, vbox


class LeftBar(QWidget):
    """How much of a year a paper still holds; the date above it says the same."""

    def __init__(self, share: float, tone: Tone) -> None:
        super().__init__()
        self.share = share
        self._tone = tone
        self.setFixedHeight(theme.scaled(5))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A pale groove, filled from the left."""
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(mix(look.text, look.surface, 0.09)))
        painter.drawRoundedRect(QRectF(self.rect()), 2, 2)
        if self.share > 0:
            painter.setBrush(QColor(look.tone(self._tone)))
            painter.drawRoundedRect(QRectF(0, 0, max(4.0, self.width() * self.share), self.height()), 2, 2)
        painter.end()


class PapersCard(Card):
    """All the papers of one organisation."""

    def __init__(self, right: QWidget | None = None) -> None:
        super().__init__(_("Papers"), right=right)
        self._rows = vbox(spacing=12)
        self.add(self._rows)

    def show_papers(self, organisation: Organisation, today: date) -> None:
        """Show these."""
        clear(self._rows)
        for paper in papers(organisation, today):
            self._rows.addWidget(holder(_row(paper)))


def _row(paper: Paper) -> QLayout:
    name, tone = paper.mark
    loud = tone if tone in (Tone.WARNING, Tone.DANGER) else None
    detail = text(paper.detail, tone=loud) if tone is not Tone.NEUTRAL else muted(paper.detail)
    detail.setAccessibleName(_("{paper}: {state}").format(paper=paper.name, state=paper.detail))
    head = hbox(IconLabel(name, tone), (ElidingLabel(paper.name, "strong"), 1), detail, spacing=6)
    return vbox(head, LeftBar(paper.left, tone), spacing=5)
