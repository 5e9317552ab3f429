"""What is held on a person, and who gave no sign, as tables a spreadsheet opens."""

import csv
import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from tests.documents.people import DATA, NOTE

from coopdesk.domain.privacy import IdleContact
from coopdesk.exchange.personal_data import write_idle, write_person
from coopdesk.foundation import i18n
from coopdesk.foundation.i18n import Language
from coopdesk.foundation.problems import UserError


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Headings are compared in the source language."""
    before = i18n.language()
    i18n.start(Language.ENGLISH)
    yield
    i18n.start(before)


def test_a_person_as_a_table(tmp_path: Path) -> None:
    target = tmp_path / "nadia.csv"
    write_person(DATA, target)
    data = target.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert rows[0] == ["Where", "What", "Text"]
    assert ["Contact of “Parents du Mail”", "Telephone", "'+33 1 99 00 00 13"] in rows
    assert ["Contact of “Parents du Mail”", "Collected on", "2025-09-02"] in rows
    assert ["Badge 3, for Parents du Mail", "Handed over on", "2026-09-07"] in rows
    assert ["Badge 3, for Parents du Mail", "Deposit received", "€150.00"] in rows
    assert rows[-1] == ["Booking “Grande salle”, 26/11/2026 – notes", "What it says", NOTE]


def test_idle_contacts_as_a_table(tmp_path: Path) -> None:
    target = tmp_path / "idle.csv"
    write_idle([IdleContact(12, "Nadia", 1, "Parents; du Mail", date(2020, 1, 2), None, None)], target)
    assert target.read_text(encoding="utf-8-sig").splitlines()[1] == '12;Nadia;"Parents; du Mail";2020-01-02;;'


def test_a_folder_that_is_gone_is_said_and_nothing_is_left(tmp_path: Path) -> None:
    with pytest.raises(UserError) as caught:
        write_person(DATA, tmp_path / "gone" / "nadia.csv")
    assert caught.value.code == "cannot_write"
    assert list(tmp_path.iterdir()) == []
