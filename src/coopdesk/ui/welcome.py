"""The first start: three questions, another file, or the fictional house to discover."""

import re
from pathlib import Path

import platformdirs
from PySide6.QtWidgets import QDialog

from coopdesk.domain.calendars import HolidayZone
from coopdesk.domain.house import House
from coopdesk.domain.room import RoomDraft
from coopdesk.foundation.i18n import _
from coopdesk.foundation.problems import Outcome, Problem, Refused, Saved, UserError
from coopdesk.services import demo, rooms
from coopdesk.services.desk import Desk, create_desk
from coopdesk.ui import messages
from coopdesk.ui.opening import open_house
from coopdesk.ui.widgets.buttons import quiet, second
from coopdesk.ui.widgets.dialog import FormDialog
from coopdesk.ui.widgets.fields import ChoiceField, NumberField, TextField
from coopdesk.ui.widgets.form import Form
from coopdesk.ui.widgets.labels import muted
from coopdesk.ui.widgets.layouts import hbox, vbox
from coopdesk.wording.labels import label
from coopdesk.wording.sentences import error_sentence

_SUFFIX = ".coopdesk"
_NOT_IN_FILE_NAMES = re.compile(r'[\\/:*?"<>|]+')


class Welcome(FormDialog):
    """Asks for the house; `desk` is it once the dialog is accepted."""

    def __init__(self) -> None:
        self.desk: Desk | None = None
        form = Form(
            TextField("name", _("Name of the house"), _("Maison de quartier …")),
            ChoiceField("school_zone", _("School zone"), [(one, label(one)) for one in HolidayZone]),
            TextField("room", _("First room"), _("Large room")),
            NumberField("capacity", _("How many persons"), minimum=1),
        )
        form["school_zone"].set_value(HolidayZone.C)
        form["capacity"].set_value(30)
        super().__init__(
            _("Welcome"),
            form,
            self._create,
            accept_word=_("Create the house"),
            promise=_("One file on this computer holds everything; nothing leaves it."),
        )
        self._fields = form
        self.add(muted(_("Three questions, and the desk is ready. Everything can be changed later."), wrap=True))
        self.add(
            vbox(
                form["name"],
                form["school_zone"],
                hbox((form["room"], 2), (form["capacity"], 1), spacing=12),
                spacing=10,
            )
        )
        self.add_second(quiet(_("Discover with a fictional house"), self._discover))
        self.add_second(second(_("Open a file…"), self._open))

    def _choose_new(self, name: str) -> Path | None:
        suggested = platformdirs.user_documents_path() / f"{_NOT_IN_FILE_NAMES.sub(' ', name)}{_SUFFIX}"
        chosen = messages.choose_save(self, _("Where is the house's file kept?"), suggested, _filters())
        # A name may hold a full stop (« M. J. C. »): only our own ending counts.
        return chosen if chosen is None or chosen.suffix == _SUFFIX else chosen.with_name(chosen.name + _SUFFIX)

    def _create(self) -> Outcome:
        values = self._fields.values()
        if not values["name"].strip():
            return Refused((Problem("name", "required"),))
        path = self._choose_new(values["name"].strip())
        if path is None:
            return Refused(())
        try:
            self.desk = create_desk(path, House(name=values["name"].strip(), school_zone=values["school_zone"]))
        except UserError as error:
            messages.warn(self, error_sentence(error))
            return Refused(())
        if values["room"].strip():
            rooms.add(self.desk, RoomDraft(name=values["room"], capacity=values["capacity"] or 1))
        return Saved(1)

    def _discover(self) -> None:
        path = self._choose_new(_("Fictional house"))
        if path is not None:
            self._take(path, is_demo=True)

    def _open(self) -> None:
        path = messages.choose_open(self, _("Open a house"), _filters())
        if path is not None:
            self._take(path, is_demo=False)

    def _take(self, path: Path, *, is_demo: bool) -> None:
        try:
            if is_demo:
                demo.write_demo(path)
            self.desk = open_house(path, self)
        except UserError as error:
            messages.warn(self, error_sentence(error))
            return
        if self.desk is not None:
            QDialog.accept(self)


def _filters() -> str:
    return _("coopdesk houses (*.coopdesk)")


def ask_for_house() -> Desk | None:
    """The house the user chose or made, None when they left."""
    welcome = Welcome()
    # The only dialog that runs a loop of its own: there is no window behind it yet.
    welcome.exec()
    return welcome.desk
