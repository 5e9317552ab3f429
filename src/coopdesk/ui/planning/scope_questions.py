"""The questions about a session of a series: how much of it an edit, a deletion or a cancelling means."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from coopdesk.domain.booking import BookingDraft
from coopdesk.foundation.i18n import _
from coopdesk.foundation.problems import Outcome, Saved
from coopdesk.services import series
from coopdesk.services.desk import Desk
from coopdesk.ui.planning.scope_acts import Sessions
from coopdesk.ui.planning.scope_dialog import ScopeDialog

Done = Callable[[Saved], object]


def ask_edit(sessions: Sessions, draft: BookingDraft, done: Done, parent: QWidget) -> ScopeDialog:
    """Ask which sessions take the change."""
    asked = ScopeDialog(
        _("Change which sessions?"), sessions.edit_lines(draft),
        lambda asking: _of(sessions, sessions.edit(draft, asking.scope)), accept_word=_("Save"), parent=parent,
    )  # fmt: skip
    return _open(asked, done)


def ask_delete(desk: Desk, sessions: Sessions, done: Done, parent: QWidget) -> ScopeDialog:
    """Ask which sessions go."""
    asked = ScopeDialog(
        _("Delete which sessions?"), sessions.delete_lines(),
        lambda asking: _of(sessions, series.delete_from_series(desk, sessions.booking.id, asking.scope)),
        accept_word=_("Delete"), parent=parent,
    )  # fmt: skip
    return _open(asked, done)


def ask_cancel(desk: Desk, sessions: Sessions, done: Done, parent: QWidget) -> ScopeDialog:
    """Ask which sessions are cancelled, and why; they stay and are counted."""
    asked = ScopeDialog(
        _("Cancel which sessions?"), sessions.cancel_lines(),
        lambda asking: _of(
            sessions, series.cancel_sessions(desk, sessions.booking.id, asking.scope, *asking.why)
        ),
        accept_word=_("Cancel the sessions"), asks_why=True, parent=parent,
    )  # fmt: skip
    return _open(asked, done)


def _of(sessions: Sessions, outcome: Outcome) -> Outcome:
    """The outcome as the session's own: its page shows bookings, not series."""
    return replace(outcome, id=sessions.booking.id) if isinstance(outcome, Saved) else outcome


def _open(asked: ScopeDialog, done: Done) -> ScopeDialog:
    asked.saved.connect(done)
    asked.open()
    return asked
