"""A file whose password is set, changed or taken off on another computer while it is read here."""

from coopdesk.foundation.problems import UserError
from coopdesk.services.desk import Desk
from coopdesk.ui import messages
from coopdesk.ui.main_window import MainWindow
from coopdesk.ui.opening import ask_for_key

CODE = "password_changed"


class PasswordChanged:
    """Asks for the new password once, and goes on; whoever does not have it has no file any more."""

    def __init__(self, desk: Desk, window: MainWindow) -> None:
        self._desk = desk
        self._window = window
        self._is_asking = False
        messages.answer_with(CODE, self._ask)

    def _ask(self, _error: UserError) -> None:
        # Each page that is refreshed meets it.
        if self._is_asking:
            return
        self._is_asking = True
        from coopdesk.services import password  # noqa: PLC0415 - few houses need it

        try:
            if not password.is_needed(self._desk.path):
                self._desk.unlock(None)
            elif (key := ask_for_key(self._desk.path, self._window)) is not None:
                self._desk.unlock(key)
            else:
                self._window.close()
        finally:
            self._is_asking = False
