"""A file of every schema ever released opens in today's program with all it held, or is left as it was."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import create_engine
from sqlalchemy.pool import NullPool
from tests import builders

from coopdesk.domain.organisation import ContactDraft
from coopdesk.foundation.problems import UserError
from coopdesk.services import house, integrity, organisations
from coopdesk.services.desk import open_desk
from coopdesk.store import upgrade
from coopdesk.store.recognition import REVISIONS

OLD_FILES = sorted((Path(__file__).parent / "old_files").glob("*.coopdesk"))

Rows = list[tuple[object, ...]]


def rows_of(path: Path, columns: dict[str, list[str]] | None = None) -> tuple[dict[str, list[str]], dict[str, Rows]]:
    """The columns of every table, or those given, and their rows."""
    with closing(sqlite3.connect(path)) as connection:
        if columns is None:
            tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
            columns = {
                table: [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
                for table in tables
                if not table.startswith(("search", "alembic"))
            }
        return columns, {
            table: sorted(connection.execute(f"SELECT {', '.join(names)} FROM {table}"))  # noqa: S608
            for table, names in columns.items()
        }


def test_a_file_of_every_former_schema_is_kept() -> None:
    assert tuple(path.stem for path in OLD_FILES) == REVISIONS[:-1]


@pytest.mark.parametrize("old", OLD_FILES, ids=lambda path: str(path.stem))
def test_an_old_file_opens_with_all_it_held(old: Path, path: Path) -> None:
    shutil.copy(old, path)
    columns, before = rows_of(path)
    assert all(before[table] for table in ("organisation", "contact", "booking", "loan_line", "action_partner"))

    with closing(open_desk(path, clock=lambda: builders.NOW)) as desk:
        assert integrity.check(desk) == []
        builders.done(house.edit_house(desk, builders.a_house(name="Maison d’aujourd’hui")))

    columns = {table: names for table, names in columns.items() if table not in ("house", "journal", "sqlite_sequence")}
    assert rows_of(path, columns)[1] == {table: rows for table, rows in before.items() if table in columns}


@pytest.mark.parametrize("old", OLD_FILES, ids=lambda path: str(path.stem))
def test_up_and_down_again_gives_every_row_back(old: Path, path: Path) -> None:
    shutil.copy(old, path)
    columns, before = rows_of(path)
    upgrade.migrate(path, "head")

    engine = create_engine("sqlite://", creator=lambda: sqlite3.connect(path, isolation_level=None), poolclass=NullPool)
    command.downgrade(upgrade.configuration(engine), old.stem)
    engine.dispose()

    assert rows_of(path, columns)[1] == before


def test_numbers_once_given_are_not_given_again(path: Path) -> None:
    # The file of 0001 had a fourth contact, deleted since.
    shutil.copy(OLD_FILES[0], path)
    with closing(open_desk(path, clock=lambda: builders.NOW)) as desk:
        assert builders.done(organisations.add_contact(desk, ContactDraft(organisation_id=1, name="Nadia"))) == 5


@pytest.mark.parametrize("in_the_way", ["journal", "contact_rebuilt", "house_rebuilt"])
def test_an_upgrade_that_fails_half_way_leaves_every_byte(path: Path, in_the_way: str) -> None:
    shutil.copy(OLD_FILES[0], path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"CREATE TABLE {in_the_way} (id INTEGER)")
    before = path.read_bytes()

    with pytest.raises(UserError) as refusal:
        open_desk(path)

    assert refusal.value.code == "upgrade_failed"
    assert path.read_bytes() == before
