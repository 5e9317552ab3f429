"""What can be done to a booking, as the entries of a menu: of its dialog, of the list and of the views.

    menu.addActions(booking_actions(desk, booking, parent))

The acts are those its state allows; whatever they change comes back to the pages by itself. Dialogs are imported where
they are opened: a menu appears before any of them is needed.
"""

from collections.abc import Callable

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from coopdesk.domain import booking_state
from coopdesk.domain.booking import FIRM, Booking, BookingLine, BookingState
from coopdesk.domain.booking_state import StateAct
from coopdesk.domain.room_key import KeyState, state_for
from coopdesk.foundation.i18n import _
from coopdesk.services import booking_states, bookings, room_keys
from coopdesk.services.desk import Desk
from coopdesk.ui import firming, icons
from coopdesk.ui.messages import shown
from coopdesk.wording.labels import label

_ICONS = {
    StateAct.CONFIRM: "check",
    StateAct.OPTION: "calendar-clock",
    StateAct.PUT_BACK: "undo-2",
    StateAct.REFUSE: "circle-x",
    StateAct.CANCEL: "x",
    StateAct.HOLD: "calendar-check",
    StateAct.NO_SHOW: "user-round",
    StateAct.RESTORE: "undo-2",
}


def booking_actions(
    desk: Desk, booking: Booking | BookingLine, parent: QWidget, done: Callable[[], object] | None = None
) -> list[QAction]:
    """The acts on a booking as it is now; `done` is called after one that changed its state at once.

    None in a file that may only be read.
    """
    if desk.is_read_only:
        return []
    return [*_state_actions(desk, booking, parent, done or (lambda: None)), *_record_actions(desk, booking, parent)]


def _state_actions(
    desk: Desk, booking: Booking | BookingLine, parent: QWidget, done: Callable[[], object]
) -> list[QAction]:
    made = []
    for act in booking_state.acts(booking, desk.now()):
        words = label(act)
        if act is StateAct.OPTION and booking.state is BookingState.OPTION:
            words = _("Hold longer…")
        made.append(_action(words, _ICONS[act], parent, _doer(desk, booking.id, act, parent, done)))
        if act is StateAct.CONFIRM and booking.series_id is not None:
            words = _("Confirm the whole series…")
            made.append(_action(words, "repeat", parent, _series_confirmer(desk, booking.id, parent, done)))
    return made


def _series_confirmer(desk: Desk, booking_id: int, parent: QWidget, done: Callable[[], object]) -> Callable[[], None]:
    def do() -> None:
        if firming.confirm_series(desk, booking_id, parent):
            done()

    return do


def _doer(
    desk: Desk, booking_id: int, act: StateAct, parent: QWidget, done: Callable[[], object]
) -> Callable[[], None]:
    def do() -> None:
        if act in _AT_ONCE:
            if _AT_ONCE[act](desk, booking_id, parent):
                done()
            return
        line = bookings.line(desk, booking_id)
        if line is None:
            return
        from coopdesk.ui.planning import state_dialogs  # noqa: PLC0415 - opened by few

        if act is StateAct.OPTION:
            dialog = state_dialogs.option_dialog(desk, line, parent)
        elif act is StateAct.RESTORE:
            dialog = state_dialogs.restore_dialog(desk, line, parent)
        else:
            dialog = state_dialogs.reason_dialog(desk, line, act, parent)
        dialog.saved.connect(lambda _saved: done())
        dialog.open()

    return do


_AT_ONCE: dict[StateAct, Callable[[Desk, int, QWidget], bool]] = {
    StateAct.CONFIRM: firming.confirm,
    StateAct.PUT_BACK: lambda desk, key, parent: firming.told(booking_states.put_back(desk, key), parent),
    StateAct.HOLD: lambda desk, key, parent: firming.told(booking_states.hold(desk, key), parent),
    StateAct.NO_SHOW: lambda desk, key, parent: firming.told(booking_states.no_show(desk, key), parent),
}


def _record_actions(desk: Desk, booking: Booking | BookingLine, parent: QWidget) -> list[QAction]:
    """What is noted about a booking: who came, how the room was, its key."""
    made = []
    if booking.state in FIRM and booking.starts_at <= desk.now():
        made.append(_record(_("Who came…"), "users-round", _ask_attendance, desk, booking.id, parent))
    if booking.state in FIRM | {BookingState.NO_SHOW}:
        made.append(_record(_("Condition report…"), "clipboard-list", _ask_condition, desk, booking.id, parent))
    keys = room_keys.by_room(desk).get(booking.room_id, [])
    match state_for(booking.organisation_id, keys) if booking.state in FIRM else None:
        case KeyState.OUT:
            held = next(one.handover_id for one in keys if one.organisation_id == booking.organisation_id) or 0
            made.append(_record(_("Take the key back…"), "key-round", _take_back, desk, held, parent))
            made.append(_record(_("Edit the key’s handover…"), "calendar-clock", _edit_handover, desk, held, parent))
        case KeyState.TO_HAND_OVER | KeyState.ELSEWHERE:
            made.append(_record(_("Hand the key over…"), "key-round", _hand_over, desk, booking.id, parent))
        case None:
            pass
    return made


def _record(
    words: str, icon: str, ask: Callable[[Desk, int, QWidget], None], desk: Desk, key: int, parent: QWidget
) -> QAction:
    return _action(words, icon, parent, lambda: ask(desk, key, parent))


def _action(words: str, icon: str, parent: QWidget, do: Callable[[], None]) -> QAction:
    action = QAction(icons.icon(icon), words, parent)
    guarded = shown(do)
    action.triggered.connect(lambda: guarded())
    return action


def _ask_attendance(desk: Desk, booking_id: int, parent: QWidget) -> None:
    from coopdesk.ui.planning.attendance_dialog import AttendanceDialog  # noqa: PLC0415 - opened by few

    if (line := bookings.line(desk, booking_id)) is not None:
        AttendanceDialog(desk, line, parent).open()


def _ask_condition(desk: Desk, booking_id: int, parent: QWidget) -> None:
    from coopdesk.ui.planning.condition_dialog import ConditionDialog  # noqa: PLC0415 - opened by few

    if (line := bookings.line(desk, booking_id)) is not None:
        ConditionDialog(desk, line, parent).open()


def _hand_over(desk: Desk, booking_id: int, parent: QWidget) -> None:
    from coopdesk.ui.keys.handover_dialog import HandoverDialog  # noqa: PLC0415 - opened by few

    line = bookings.line(desk, booking_id)
    if line is None:
        return
    # Those that are in come first: one that is out is refused, and the refusal says who has it.
    keys = sorted(room_keys.of_room(desk, line.room_id), key=lambda one: one.is_out)
    due_on = max(line.ends_at.date(), desk.today())
    HandoverDialog(desk, keys, parent, organisation_id=line.organisation_id, due_on=due_on).open()


def _take_back(desk: Desk, handover_id: int, parent: QWidget) -> None:
    from coopdesk.ui.keys.return_dialog import return_dialog  # noqa: PLC0415 - opened by few

    if (held := room_keys.handover(desk, handover_id)) is not None:
        return_dialog(desk, held, parent).open()


def _edit_handover(desk: Desk, handover_id: int, parent: QWidget) -> None:
    from coopdesk.ui.keys.handover_edit_dialog import edit_handover  # noqa: PLC0415 - opened by few

    edit_handover(desk, handover_id, parent)
