"""The history as a table that a French spreadsheet opens by a double click."""

from datetime import date, datetime
from pathlib import Path

import pytest

from coopdesk.domain.history import JournalLine, Way
from coopdesk.domain.listing import Subject
from coopdesk.domain.operation import Operation
from coopdesk.exchange.history import write_history
from coopdesk.foundation import i18n
from coopdesk.foundation.i18n import Language
from coopdesk.foundation.problems import UserError

AT = datetime(2026, 11, 24, 9, 12)
LINES = [
    JournalLine(3, AT, Operation.EDIT_BOOKING, Way.UNDONE, Subject.BOOKING, 8, date(2026, 5, 12)),
    JournalLine(2, AT, Operation.ADD_ORGANISATION, Way.DONE, Subject.ORGANISATION, 1, '=1+1; "Été"'),
    JournalLine(1, AT, Operation.START_HOUSE, Way.DONE, None, None),
]


def test_the_table_says_what_the_screen_says(tmp_path: Path) -> None:
    i18n.start(Language.ENGLISH)
    target = tmp_path / "history.csv"
    write_history(LINES, target)
    assert target.read_bytes().decode("utf-8-sig").splitlines() == [
        "No.;Date;What was done;Register;Record",
        "3;2026-11-24 09:12;Undone: edit a booking;Booking;Booking of 12 May 2026",
        '2;2026-11-24 09:12;Organisation added;Organisation;"\'=1+1; ""Été"""',
        "1;2026-11-24 09:12;House’s file started;;",
    ]
    assert target.read_bytes().startswith(b"\xef\xbb\xbf")


def test_what_cannot_be_written_leaves_nothing_behind(tmp_path: Path) -> None:
    folder = tmp_path / "history.csv"
    folder.mkdir()
    with pytest.raises(UserError, match="cannot_write"):
        write_history(LINES, folder)
    assert list(tmp_path.iterdir()) == [folder]
