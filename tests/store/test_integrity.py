"""The check of a file names what is wrong, whatever is wrong with it."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from tests import builders

from coopdesk.domain.organisation import ContactDraft
from coopdesk.services import integrity, organisations
from coopdesk.services.desk import Desk, open_desk


def _found(path: Path, desk: Desk, *statements: str) -> list[tuple[str, str]]:
    """What the check says of a file that another program has changed."""
    desk.close()
    with closing(sqlite3.connect(path)) as other:
        for statement in statements:
            other.execute(statement)
        other.commit()
    with closing(open_desk(path, read_only=True)) as again:
        return [(finding.code, finding.detail) for finding in integrity.check(again)]


@pytest.mark.parametrize(
    ("statement", "finding"),
    [
        ("DROP TABLE room_hours", ("table", "room_hours")),
        ("DROP TABLE search", ("table", "search")),
        ("DELETE FROM house", ("house", "house")),
        ("UPDATE contact SET organisation_id = 99", ("reference", "contact 1 → organisation")),
        ("INSERT INTO search(rowid, words) VALUES (801, 'revenant')", ("orphan", "search/organisation: 1")),
        ("DROP TRIGGER search_room_update", ("trigger", "search_room_update")),
    ],
)
def test_what_is_wrong_is_named(path: Path, desk: Desk, statement: str, finding: tuple[str, str]) -> None:
    key = builders.an_organisation(desk)
    builders.done(organisations.add_contact(desk, ContactDraft(organisation_id=key, name="Nadia Ferrand")))
    assert _found(path, desk, statement) == [finding]


def test_a_sound_file_is_sound(path: Path, desk: Desk) -> None:
    assert _found(path, desk) == []
