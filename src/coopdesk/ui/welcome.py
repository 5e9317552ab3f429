"""The first start, or a new house: three questions, another file, or the fictional house to discover."""

import re
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from coopdesk.domain.calendars import HolidayZone
from coopdesk.domain.house import House
from coopdesk.domain.room import RoomDraft
from coopdesk.foundation import paths, preferences
from coopdesk.foundation.i18n import _
from coopdesk.foundation.preferences import Preferences
from coopdesk.foundation.problems import Outcome, Problem, Refused, Saved, UserError
from coopdesk.services import demo, rooms
from coopdesk.services.desk import Desk, create_desk
from coopdesk.ui import messages, one_window, theme
from coopdesk.ui.messages import shown
from coopdesk.ui.missing_house import MissingHouse
from coopdesk.ui.opening import HOUSE_SUFFIX, house_filters
from coopdesk.ui.theme import Tone
from coopdesk.ui.widgets.buttons import link, second, verbatim
from coopdesk.ui.widgets.cards import line
from coopdesk.ui.widgets.dialog import FormDialog
from coopdesk.ui.widgets.fields import ChoiceField, NumberField, TextField
from coopdesk.ui.widgets.form import Form
from coopdesk.ui.widgets.labels import ElidingLabel, caption, muted, note
from coopdesk.ui.widgets.layouts import hbox, vbox
from coopdesk.wording.calendars import academies
from coopdesk.wording.labels import label
from coopdesk.wording.sentences import error_sentence

_NOT_IN_FILE_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')
_KEPT_BY_WINDOWS = re.compile(r"^(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)
_LONGEST_NAME = 80
_COPIED = ("OneDrive", "Dropbox", "Google Drive", "Google Cloud", "iCloud", "Nextcloud", "kDrive", "pCloud")
"""How the folders are called that a service copies to the Internet; Windows may have put Documents into the first."""

_SHOWN_RECENT = 3
_RECENT_WIDTH = 130


OpenFile = Callable[[Path, Preferences, QWidget], Desk | None]
"""How a file that was chosen is opened, damaged or not: it is claimed before (ui.one_window)."""


class Welcome(FormDialog):
    """Asks for the house; `desk` is it once the dialog is accepted.

    `missing` is the file that should have been opened and is not there, `recent` are those opened before it: where
    there are any, what is there already comes before the questions for a new house.
    """

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        open_file: OpenFile,
        missing: Path | None = None,
        recent: Sequence[Path] = (),
    ) -> None:
        self.desk: Desk | None = None
        self._open_file = open_file
        self._folder = paths.houses_folder()
        form = Form(
            TextField("name", _("Name of the house"), _("Maison de quartier …")),
            ChoiceField("school_zone", _("School zone"), [(one, label(one)) for one in HolidayZone]),
            TextField("room", _("First room"), _("Large room")),
            NumberField("capacity", _("How many persons"), minimum=1),
        )
        form["school_zone"].set_value(HolidayZone.C)
        form["capacity"].set_value(30)
        is_first = parent is None and missing is None and not recent
        super().__init__(
            _("Welcome") if is_first else _("New house") if parent is not None else _("Which house?"),
            form,
            self._create,
            accept_word=_("Create the house"),
            promise=_("One file on this computer holds everything; nothing leaves it."),
            parent=parent,
        )
        # A house of one's own may be made whatever the right to write the one that is open.
        self.accept_button.writes = False
        self._fields = form
        self._place = ElidingLabel("", "muted")
        self._academies = muted("", wrap=True)
        self._copied = note("", tone=Tone.WARNING, wrap=True)
        self._lay_out(missing, recent)
        form["school_zone"].changed.connect(self._show_academies)
        self._show_academies()
        form["name"].changed.connect(self._show_place)
        self._show_place()

    @property
    def path(self) -> Path:
        """Where the house's file will be; never where there is one already."""
        return _free(self._folder, self._fields["name"].value() or _("House"))

    def _lay_out(self, missing: Path | None, recent: Sequence[Path]) -> None:
        open_button = second(_("Open a file…"), self._open)
        discover = second(_("Discover with a fictional house"), self._discover)
        if missing is None and not recent:
            self._ask(_("Three questions, and the desk is ready. Everything can be changed later."))
            self.add(line())
            self.add(hbox(discover, open_button, None))
            return
        if missing is not None:
            missing_house = MissingHouse(missing)
            missing_house.found.connect(self._take)
            self.add(missing_house)
        self.add(hbox(open_button, None))
        if recent:
            self.add(hbox(caption(_("Opened recently")), *self._links(recent), None, spacing=12))
        self.add(line())
        self._ask(_("Or begin a new house: three questions, and its desk is ready."))
        self.add(hbox(discover, None))

    def _ask(self, invitation: str) -> None:
        form = self._fields
        self.add(muted(invitation, wrap=True))
        self.add(
            vbox(
                form["name"],
                vbox(form["school_zone"], self._academies, spacing=3),
                hbox((form["room"], 2), (form["capacity"], 1), spacing=12),
                vbox(
                    caption(_("Where the file is kept")),
                    hbox((self._place, 1), link(_("Change the folder…"), self._choose_folder)),
                    self._copied,
                    spacing=3,
                ),
                spacing=10,
            )
        )

    def _links(self, recent: Sequence[Path]) -> list[QWidget]:
        links: list[QWidget] = []
        for one in recent[:_SHOWN_RECENT]:
            words = self.fontMetrics().elidedText(one.stem, Qt.TextElideMode.ElideRight, theme.scaled(_RECENT_WIDTH))
            button = link(verbatim(words), partial(self._take, one))
            button.setToolTip(str(one))
            button.setAccessibleName(one.stem)
            links.append(button)
        return links

    def _show_academies(self) -> None:
        words = academies(self._fields["school_zone"].value())
        self._academies.setText(words)
        self._academies.setVisible(bool(words))

    def _show_place(self) -> None:
        self._place.setText(str(self.path))
        self._place.setToolTip(str(self.path))
        service = _copied_by(self._folder)
        self._copied.setText(
            _(
                "{service} copies this folder to the Internet, with the personal data in it, and two computers may "
                "then write at once. A folder of this computer only is better."
            ).format(service=service)
        )
        self._copied.setVisible(bool(service))

    @shown
    def _choose_folder(self) -> None:
        # Documents, as long as our own folder in it is not made.
        start = next((one for one in (self._folder, *self._folder.parents) if one.is_dir()), self._folder)
        chosen = messages.choose_folder(self, _("Where is the house's file kept?"), start)
        if chosen is not None:
            self._folder = chosen
            self._show_place()

    def _create(self) -> Outcome:
        values = self._fields.values()
        if not values["name"]:
            return Refused((Problem("name", "required"),))
        try:
            path = self._made_place(values["name"])
            self.desk = create_desk(path, House(name=values["name"], school_zone=values["school_zone"]))
        except UserError as error:
            messages.warn(self, error_sentence(error))
            return Refused(())
        one_window.claim(path)
        if values["room"]:
            room = rooms.add(self.desk, RoomDraft(name=values["room"], capacity=values["capacity"] or 1))
            if isinstance(room, Refused):
                messages.refusal(self, room)
        return Saved(1)

    def _made_place(self, name: str) -> Path:
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise UserError("cannot_write", {"path": str(self._folder)}) from error
        return _free(self._folder, name)

    @shown
    def _discover(self) -> None:
        path = self._made_place(_("Fictional house"))
        demo.write_demo(path)
        self._take(path)

    @shown
    def _open(self) -> None:
        path = messages.choose_open(self, _("Open a house"), house_filters())
        if path is not None:
            self._take(path)

    @shown
    def _take(self, path: Path) -> None:
        if one_window.is_shown(path):
            # Behind this dialog, or come forward: what was asked for is done.
            self.reject()
            return
        self.desk = self._open_file(path, preferences.load(), self)
        if self.desk is not None:
            QDialog.accept(self)


def _free(folder: Path, name: str) -> Path:
    """The file of a house of this name, with a number where there is one already."""
    # Windows drops full stops and spaces at the end, and keeps some names for itself.
    stem = _NOT_IN_FILE_NAMES.sub(" ", name)[:_LONGEST_NAME].strip(" .") or "coopdesk"
    if _KEPT_BY_WINDOWS.match(stem):
        stem = f"{stem}_"
    path, number = folder / f"{stem}{HOUSE_SUFFIX}", 2
    while path.exists():
        path, number = folder / f"{stem} ({number}){HOUSE_SUFFIX}", number + 1
    return path


def _copied_by(folder: Path) -> str:
    """The service that copies what is in a folder to the Internet, as its name tells; "" for any other."""
    parts = [part.casefold() for part in folder.parts]
    return next((one for one in _COPIED if any(part.startswith(one.casefold()) for part in parts)), "")


def ask_for_house(missing: Path | None, recent: Sequence[Path], open_file: OpenFile) -> Desk | None:
    """The house the user chose or made, None when they left, or when another start is asking already."""
    asking = paths.houses_folder()
    # Who clicks twice because nothing shows yet would answer twice, too.
    if one_window.is_shown_elsewhere(asking):
        return None
    welcome = Welcome(missing=missing, recent=recent, open_file=open_file)
    one_window.Listener(asking, welcome)
    try:
        # The only dialog that runs a loop of its own: there is no window behind it yet.
        welcome.exec()
    finally:
        one_window.leave(asking)
    return welcome.desk
