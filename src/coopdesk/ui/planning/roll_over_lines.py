"""The series that may go on in another season, by association: each with its tick and what would become of it."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from coopdesk.domain.recurrence_rule import parse_rule
from coopdesk.domain.series import Series
from coopdesk.domain.series_plan import SeriesPlan
from coopdesk.foundation.i18n import _, format_day, format_span
from coopdesk.ui.planning.series_words import RoomName, standing_look, why
from coopdesk.ui.theme import Tone
from coopdesk.ui.widgets.buttons import verbatim
from coopdesk.ui.widgets.labels import IconLabel, caption, note
from coopdesk.ui.widgets.layouts import clear, hbox, holder, keeping_focus, vbox
from coopdesk.wording.recurrence import rule_words
from coopdesk.wording.series import verdict_words

_MOST_CLASHES = 6


class RollOverLines(QWidget):
    """Ticks by series; under each, its verdict and every date that cannot be held."""

    changed = Signal()

    def __init__(self, names: Mapping[int, str], room_name: RoomName) -> None:
        super().__init__()
        self._names = names
        self._room_name = room_name
        self._boxes: dict[int, QCheckBox] = {}
        self._answers: dict[int, QWidget] = {}
        self._rows = vbox(spacing=6)
        self.setLayout(self._rows)

    def show_series(self, every: Iterable[Series]) -> None:
        """List these, all ticked, by the name of their association."""
        with keeping_focus(self):
            clear(self._rows)
            self._boxes.clear()
            self._answers.clear()
            ordered = sorted(every, key=lambda one: (self._who(one).casefold(), one.starts_on, one.id))
            for who, theirs in groupby(ordered, key=self._who):
                self._rows.addWidget(caption(who))
                for one in theirs:
                    self._rows.addWidget(self._row(one))
            self._rows.addStretch(1)

    def chosen(self) -> tuple[int, ...]:
        """The series that are ticked."""
        return tuple(key for key, box in self._boxes.items() if box.isChecked())

    def tick_all(self, *, is_on: bool) -> None:
        """Tick all of them, or none."""
        for box in self._boxes.values():
            box.setChecked(is_on)

    def show_plans(self, plans: Mapping[int, SeriesPlan]) -> None:
        """Say what would become of each that is ticked."""
        for key, answer in self._answers.items():
            layout = answer.layout()
            if layout is None:
                continue
            clear(layout)
            if key in plans:
                for part in self._answer(plans[key]):
                    layout.addWidget(part)
            answer.setVisible(key in plans)

    def _who(self, one: Series) -> str:
        if one.organisation_id is None:
            return _("The house itself")
        return self._names.get(one.organisation_id, "")

    def _row(self, one: Series) -> QWidget:
        box = QCheckBox(verbatim(self._words(one)))
        box.setAccessibleDescription(self._who(one))
        box.setChecked(True)
        box.toggled.connect(lambda _on: self.changed.emit())
        self._boxes[one.id] = box
        answer = holder(vbox(spacing=2, margins=(24, 0, 0, 4)))
        answer.hide()
        self._answers[one.id] = answer
        return holder(vbox(box, answer, spacing=0))

    def _words(self, one: Series) -> str:
        rule = rule_words(parse_rule(one.rule), one.starts_on) if one.rule else _("dates picked by hand")
        session = one.session_on(one.starts_on)
        parts = (one.purpose, rule, format_span(session.start, session.end), self._room_name(one.room_id))
        words = " · ".join(filter(None, parts))
        return words[:1].upper() + words[1:]

    def _answer(self, plan: SeriesPlan) -> Sequence[QWidget]:
        stuck = plan.blocked
        name, tone = "circle-check", Tone.OK
        if stuck or not plan.dates:
            name, tone = "triangle-alert", Tone.WARNING
        elif plan.uncovered:
            # Its papers end before it does: to ask for, nothing to decide.
            name, tone = "shield-alert", Tone.WARNING
        words = note(verdict_words(plan) or _("No date in this season."), wrap=True)
        icon = IconLabel(name, tone, 14)
        lines: list[QWidget] = [holder(hbox(icon, (words, 1), spacing=6))]
        for one in stuck[:_MOST_CLASHES]:
            day = format_day(one.session.start.date(), "EEE d MMM y")
            words_of_clash = (day, standing_look(one)[0], why(one, self._room_name))
            lines.append(note(" · ".join(filter(None, words_of_clash)), tone=Tone.DANGER, wrap=True))
        if len(stuck) > _MOST_CLASHES:
            lines.append(note(_("… and {n} more").format(n=len(stuck) - _MOST_CLASHES)))
        return lines
