"""The closures of the house: of a room or of all, once or every year; added, changed and deleted here."""

from datetime import datetime, time, timedelta

from PySide6.QtWidgets import QLayout

from coopdesk.domain.closure import Closure
from coopdesk.domain.period import Interval
from coopdesk.foundation.i18n import _, format_day, format_span, format_time
from coopdesk.foundation.problems import Refused
from coopdesk.services import closures
from coopdesk.services.closures import ClosureLine
from coopdesk.services.desk import Desk
from coopdesk.ui import messages
from coopdesk.ui.closing.closing_dialog import ClosingDialog
from coopdesk.ui.messages import shown
from coopdesk.ui.widgets.buttons import icon_button, link
from coopdesk.ui.widgets.cards import Card, line
from coopdesk.ui.widgets.labels import ElidingLabel, muted, note, strong
from coopdesk.ui.widgets.layouts import clear, hbox, holder, keeping_focus, vbox

_MOST_PAST = 3
"""So many closures that are over still show; the others are no longer of use."""


class ClosuresCard(Card):
    """Every closure to come, a line each, and the last of those that are over."""

    def __init__(self, desk: Desk) -> None:
        add = link(_("Add"), self.add_closure, icon="plus", writes=True)
        add.setAccessibleName(_("Add a closure"))
        super().__init__(_("Closures"), right=add)
        self._desk = desk
        self._is_read_only = desk.is_read_only
        self._rows = vbox(spacing=8)
        self.add(self._rows)

    def refresh(self) -> None:
        """Read the closures again."""
        found = self._shown()
        with keeping_focus(self):
            clear(self._rows)
            for place, one in enumerate(found):
                if place:
                    self._rows.addWidget(line())
                self._rows.addWidget(holder(self._row(one)))
            if not found:
                sentence = _("No closure: works, holidays of the team… Nothing can be booked then without a reason.")
                self._rows.addWidget(muted(sentence, wrap=True))

    def _shown(self) -> list[ClosureLine]:
        every = closures.closures(self._desk)
        now = self._desk.now()
        over = [one for one in every if not one.closure.is_yearly and one.closure.ends_at <= now]
        kept = set(over[:-_MOST_PAST])
        return [one for one in every if one not in kept]

    def set_read_only(self, is_read_only: bool) -> None:
        """Offer no act that writes."""
        if is_read_only != self._is_read_only:
            self._is_read_only = is_read_only
            self.refresh()

    @shown
    def add_closure(self) -> None:
        """Ask what is closed, and what becomes of its bookings."""
        ClosingDialog(self._desk, self).open()

    @shown
    def edit_closure(self, closure_id: int) -> None:
        """Change a closure."""
        closure = closures.get(self._desk, closure_id)
        if closure is not None:
            ClosingDialog(self._desk, self, closure=closure).open()

    @shown
    def delete_closure(self, closure_id: int) -> None:
        """Delete a closure; it can be undone, so nothing is asked."""
        outcome = closures.delete(self._desk, closure_id)
        if isinstance(outcome, Refused):
            messages.refusal(self, outcome)

    def _row(self, one: ClosureLine) -> QLayout:
        closure = one.closure
        what = one.room or _("The whole house")
        words = vbox(
            hbox(strong(what), (ElidingLabel(closure.reason, "muted"), 1), spacing=8),
            note(closure_words(closure), wrap=True),
            spacing=1,
        )
        about = f"{what}, {closure_words(closure)}"
        edit = _("Edit the closure: {name}").format(name=about)
        delete = _("Delete the closure: {name}").format(name=about)
        acts = [] if self._is_read_only else [
            icon_button("pencil", edit, lambda: self.edit_closure(closure.id)),
            icon_button("trash-2", delete, lambda: self.delete_closure(closure.id)),
        ]  # fmt: skip
        return hbox((words, 1), *acts, spacing=4)


def closure_words(closure: Closure) -> str:
    """« du 1er au 14 août, chaque année », « 24 décembre 2026, 12 h – 18 h »; whole days without hours."""
    pattern = "d MMMM" if closure.is_yearly else "d MMMM y"
    start, end = closure.starts_at, closure.ends_at
    if start.time() == end.time() == time():
        last = end.date() - timedelta(days=1)
        days = _day(start, pattern) if last == start.date() else _("{first} – {last}").format(
            first=_day(start, pattern), last=format_day(last, pattern)
        )  # fmt: skip
    elif start.date() == Interval(start, end).last_day:
        days = f"{_day(start, pattern)}, {format_span(start, end)}"
    else:
        days = _("{first} – {last}").format(
            first=f"{_day(start, pattern)}, {format_time(start)}", last=f"{_day(end, pattern)}, {format_time(end)}"
        )
    return _("{days}, every year").format(days=days) if closure.is_yearly else days


def _day(moment: datetime, pattern: str) -> str:
    return format_day(moment.date(), pattern)
