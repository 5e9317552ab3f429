"""The planning as a calendar for other programs: of the house, of one room, of one association."""

from pathlib import Path

from PySide6.QtWidgets import QWidget

from coopdesk.domain.listing import Window
from coopdesk.domain.text import fold
from coopdesk.foundation.i18n import _
from coopdesk.foundation.problems import Outcome, Saved
from coopdesk.foundation.writing import write_whole
from coopdesk.services import organisations, rooms
from coopdesk.services.calendar_export import event_calendar
from coopdesk.services.desk import Desk
from coopdesk.services.organisations import OrganisationFilter
from coopdesk.ui import background, messages
from coopdesk.ui.background import Progress, ProgressDialog
from coopdesk.ui.planning.page_actions import PlanningView
from coopdesk.ui.widgets.dialog import FormDialog
from coopdesk.ui.widgets.fields import ChoiceField
from coopdesk.ui.widgets.form import Form
from coopdesk.ui.widgets.labels import muted
from coopdesk.ui.widgets.layouts import vbox
from coopdesk.ui.widgets.record_field import Found, RecordField

_OFFERED = 8


def export_calendar(desk: Desk, page: PlanningView) -> None:
    """Ask which bookings go out, then where to, and write them."""
    room = page.chosen_room()
    export_dialog(desk, None if room is None else room.id, page.as_parent()).open()


def export_dialog(desk: Desk, room_id: int | None, parent: QWidget) -> FormDialog:
    """Which bookings go out."""

    def find(text: str) -> Found:
        chosen = OrganisationFilter(on=desk.today(), text=text)
        return [(one.id, one.name, "") for one in organisations.lines(desk, chosen, None, Window(0, _OFFERED))]

    offered = [(None, _("All rooms")), *((one.id, one.name) for one in rooms.rooms(desk))]
    form = Form(
        ChoiceField("room_id", _("Room"), offered),
        RecordField("organisation_id", _("Association"), find, _("All associations")),
    )
    form["room_id"].set_value(room_id)
    dialog = FormDialog(
        _("Export as a calendar"),
        form,
        _nothing_to_refuse,
        accept_word=_("Export…"),
        promise=_("No contact and no note goes out."),
        parent=parent,
    )
    about = _("A file that Thunderbird, Google, Outlook and others read: series with their dates, options as "
              "tentative. It is a copy: export it again when bookings have changed.")  # fmt: skip
    dialog.add(vbox(form["room_id"], form["organisation_id"], muted(about, wrap=True), spacing=10))
    dialog.saved.connect(lambda _saved: _export(desk, form.values(), parent))
    return dialog


def _nothing_to_refuse() -> Outcome:
    return Saved(0)


def _export(desk: Desk, values: dict[str, object], parent: QWidget) -> None:
    room_id, organisation_id = (_key(values[name]) for name in ("room_id", "organisation_id"))
    suggested = desk.path.with_name(f"{_file_name(desk, room_id, organisation_id)}.ics")
    target = messages.choose_save(parent, _("Export as a calendar"), suggested, _("Calendar (*.ics)"))
    if target is None:
        return
    if target.is_file() and _is_a_house(target, desk):
        messages.warn(parent, _("This is the house’s own file: choose another name."))
        return

    def work(_progress: Progress) -> int:
        from coopdesk.exchange.calendar_writing import calendar_bytes  # noqa: PLC0415 - icalendar costs 0.1 s

        calendar = event_calendar(desk, room_id, organisation_id)
        write_whole(calendar_bytes(calendar), target)
        return len(calendar.events)

    def done(_number: int) -> None:
        messages.inform(parent, _("The calendar is in {file}.").format(file=target.name))

    task = background.run(work, done, lambda error: messages.handle(error, parent))
    ProgressDialog(_("Writing the calendar…"), task, parent.window()).open()


def _is_a_house(target: Path, desk: Desk) -> bool:
    return target.suffix == desk.path.suffix or target.samefile(desk.path)


def _key(value: object) -> int | None:
    return value if isinstance(value, int) else None


def _file_name(desk: Desk, room_id: int | None, organisation_id: int | None) -> str:
    """What the file is called at first: the room, the association, or the house."""
    room = None if room_id is None else rooms.get(desk, room_id)
    names = [room.name if room else "", organisations.names(desk).get(organisation_id, "") if organisation_id else ""]
    name = " ".join(filter(None, names)) or desk.house().name
    kept = "".join(one if one.isalnum() else "-" for one in fold(name))
    return "-".join(filter(None, kept.split("-")))
