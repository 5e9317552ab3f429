"""`coopdesk self-test`: everything that an installation may break, tried in a folder that is thrown away.

Each step is named before it is tried: whoever installed the program sees which one it was that did not end.
"""

import shutil
from argparse import Namespace
from collections.abc import Callable
from contextlib import closing
from datetime import datetime, time, timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from coopdesk.cli.output import Refusal, begin, write
from coopdesk.domain.audience import Audience
from coopdesk.domain.booking import BookingDraft
from coopdesk.domain.calendars import HolidayRule
from coopdesk.domain.equipment import EquipmentDraft
from coopdesk.domain.history import Way
from coopdesk.domain.house import House
from coopdesk.domain.loan import LoanDraft, LoanLineDraft
from coopdesk.domain.organisation import OrganisationDraft
from coopdesk.domain.period import Period
from coopdesk.domain.room import RoomDraft
from coopdesk.domain.series import SeriesDraft
from coopdesk.domain.typology import FORMS
from coopdesk.foundation import paths
from coopdesk.foundation.i18n import _
from coopdesk.foundation.problems import Outcome, Refused
from coopdesk.services import (
    backups,
    bookings,
    equipment,
    integrity,
    loans,
    organisations,
    password,
    rooms,
    series,
    summaries,
)
from coopdesk.services.desk import Desk, create_desk, open_desk
from coopdesk.wording.sentences import sentence

Result = TypeVar("Result")

_HOUSE = "Maison d’à côté, œuvres & chœurs"
_PASSPHRASE = "trois tilleuls en fleur"  # noqa: S105 - of a file that is thrown away


def run(_options: Namespace) -> int:
    """Try the whole program; « ok » for each step, and at the end when all of it worked."""
    with TemporaryDirectory(prefix="coopdesk-") as name:
        # As on many a PC: accents and spaces on the way to the file.
        folder = Path(name) / "Été à l’école"
        folder.mkdir()
        with closing(_step(_("New file"), lambda: _make(folder))) as desk:
            trial = _Trial(desk, folder)
            _step(_("Booking"), trial.book)
            _step(_("Series"), trial.repeat)
            _step(_("Loan"), trial.lend)
            _step(_("Undo"), trial.undo)
            _step(_("PDF with accents"), trial.print)
            _step(_("Backup, and back to it"), trial.back_up)
            _step(_("Check of the file"), trial.check)
            _step(_("Password"), trial.protect)
        for old in _installed(paths.old_files(), "*.coopdesk"):
            words = _("File of an older version, {version}").format(version=old.stem)
            _step(words, partial(_upgrade, old, folder))
        _step(_("Manual"), lambda: _installed(paths.manual(), "*.md"))
    write(_("ok"))
    return 0


class _Trial:
    """One house, and what is done in it; each step relies on those before."""

    def __init__(self, desk: Desk, folder: Path) -> None:
        self._desk = desk
        self._folder = folder
        self._start = datetime.combine(desk.today() + timedelta(days=1), time(14))
        self._end = self._start + timedelta(hours=2)
        self._room_id = self._organisation_id = 0

    def book(self) -> None:
        """A room is booked, and not a second time."""
        self._room_id = _id(rooms.add(self._desk, RoomDraft(name="Salle Cèdre", capacity=19)))
        # Fictional, with a right key: what checks it is loaded by nothing else.
        choir = OrganisationDraft(name="Chœur d’été", siret="99999999800001")
        self._organisation_id = _id(organisations.add(self._desk, choir))
        booking = BookingDraft(
            room_id=self._room_id, organisation_id=self._organisation_id, starts_at=self._start, ends_at=self._end
        )
        _id(bookings.book(self._desk, booking))
        if not isinstance(bookings.book(self._desk, booking), Refused):
            raise Refusal(_("A room could be booked twice."))

    def repeat(self) -> None:
        """Ten weeks, the bank holidays among them noted."""
        first = self._start.date() + timedelta(days=1)
        draft = SeriesDraft(
            room_id=self._room_id,
            organisation_id=self._organisation_id,
            rule="FREQ=WEEKLY;COUNT=10",
            starts_on=first,
            starts_at=time(18),
            ends_at=time(20),
            bank_holidays=HolidayRule.SKIP,
        )
        series_id = _id(series.book_series(self._desk, draft))
        if len(series.sessions(self._desk, series_id)) != 10:
            raise Refusal(_("Dates of the series are missing."))

    def lend(self) -> None:
        """Chairs go out."""
        equipment_id = _id(equipment.add(self._desk, EquipmentDraft(name="Chaises", quantity=40)))
        lines = (LoanLineDraft(equipment_id=equipment_id, quantity=12),)
        loan = LoanDraft(organisation_id=self._organisation_id, starts_at=self._start, due_at=self._end, lines=lines)
        _id(loans.lend(self._desk, loan, hand_over_now=True))

    def undo(self) -> None:
        """An act is taken back, and done again."""
        before = len(rooms.rooms(self._desk))
        _id(rooms.add(self._desk, RoomDraft(name="Salle Érable", capacity=8)))
        self._desk.take(Way.UNDONE)
        if len(rooms.rooms(self._desk)) != before:
            raise Refusal(_("What was undone is still there."))
        self._desk.take(Way.REDONE)

    def print(self) -> None:
        """The summary is written, and its accents are read back."""
        from coopdesk.documents import cooperation_summary, pages  # noqa: PLC0415 - ReportLab costs 0.2 s

        target, period = self._folder / "bilan.pdf", Period.of_year(self._desk.today().year)
        summary = summaries.cooperation_summary(self._desk, period, FORMS, Audience.INTERNAL)
        cooperation_summary.render(summary, target)
        if _HOUSE not in pages.text(target.read_bytes()):
            raise Refusal(_("The accents of the PDF cannot be read back."))

    def back_up(self) -> None:
        """A backup is read back whole, and takes the place of what was done after it."""
        kept = backups.back_up(self._desk)
        _id(organisations.add(self._desk, OrganisationDraft(name="De trop")))
        backups.restore(self._desk, kept.backup.path)
        if list(organisations.names(self._desk).values()) != ["Chœur d’été"]:
            raise Refusal(_("The backup does not hold what was backed up."))

    def check(self) -> None:
        """Nothing is wrong in the file."""
        _check(self._desk)

    def protect(self) -> None:
        """The file is encrypted, and opens again."""
        password.set_password(self._desk, _PASSPHRASE)
        if not password.is_needed(self._desk.path):
            raise Refusal(_("The file can be read without its password."))
        password.unlock(self._desk.path, _PASSPHRASE)


def _make(folder: Path) -> Desk:
    return create_desk(folder / "essai.coopdesk", House(name=_HOUSE))


def _upgrade(old: Path, folder: Path) -> None:
    path = folder / f"version {old.name}"
    shutil.copyfile(old, path)
    with closing(open_desk(path)) as desk:
        if not organisations.names(desk) or not rooms.rooms(desk):
            raise Refusal(_("The old file has lost what it held."))
        _check(desk)


def _installed(folder: Path, pattern: str) -> list[Path]:
    found = sorted(folder.glob(pattern))
    if not found:
        raise Refusal(_("A part of the program is missing: {folder}").format(folder=folder))
    return found


def _check(desk: Desk) -> None:
    if integrity.check(desk):
        raise Refusal(_("The check of the file has found something wrong."))


def _id(outcome: Outcome) -> int:
    if isinstance(outcome, Refused):
        raise Refusal(" ".join(sentence(problem) for problem in outcome.problems))
    return outcome.id


def _step(name: str, act: Callable[[], Result]) -> Result:
    begin(f"{name}… ")
    result = act()
    write(_("ok"))
    return result
