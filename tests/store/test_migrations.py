"""The migrations make today's schema, go up and down, and never lose a row (after securedrop-client's tests)."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import create_engine, inspect
from sqlalchemy.engine import Engine
from sqlalchemy.pool import NullPool

from coopdesk.store import guard, triggers, upgrade
from coopdesk.store.recognition import REVISIONS
from coopdesk.store.schema import metadata


def schema(path: Path) -> list[tuple[str, str]]:
    """Every statement of a file's schema, blanks folded."""
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute(
            "SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY name"
        )
        # A table that a migration rebuilt and renamed has its name in quotation marks.
        return [(name, " ".join(sql.replace('"', "").split())) for name, sql in rows]


@pytest.fixture
def engine(path: Path) -> Iterator[Engine]:
    upgrade.make(path)
    engine = create_engine(f"sqlite:///{path}", poolclass=NullPool)
    yield engine
    engine.dispose()


def test_the_newest_schema_is_the_one_the_program_declares(path: Path, engine: Engine) -> None:
    declared = path.with_name("declared.coopdesk")
    today = create_engine(f"sqlite:///{declared}", poolclass=NullPool)
    metadata.create_all(today)
    today.dispose()

    derived = {*triggers.TRIGGERS, *guard.TABLES, *guard.INDEXES}
    made = [one for one in schema(path) if one[0] not in derived and not one[0].startswith(("search", "alembic"))]

    assert made == schema(declared)


def test_every_reference_and_check_has_a_name(engine: Engine) -> None:
    found = inspect(engine)
    for table in metadata.tables:
        assert all(one["name"] for one in found.get_check_constraints(table))
        assert all(one["name"] for one in found.get_foreign_keys(table))


def test_the_triggers_are_the_declared_ones(path: Path, engine: Engine) -> None:
    made = {name: sql for name, sql in schema(path) if sql.startswith("CREATE TRIGGER")}
    assert made == {name: " ".join(sql.split()) for name, sql in triggers.TRIGGERS.items()}


def test_down_and_up_again_gives_the_same_schema(path: Path, engine: Engine) -> None:
    before = schema(path)
    command.downgrade(upgrade.configuration(engine), "base")
    assert [name for name, _ in schema(path)] == ["alembic_version"]

    command.upgrade(upgrade.configuration(engine), REVISIONS[-1])
    assert schema(path) == before


def test_the_guard_s_tables_are_the_declared_ones(path: Path, engine: Engine) -> None:
    made = dict(schema(path))
    for name, sql in {**guard.TABLES, **guard.INDEXES}.items():
        assert made[name] == " ".join(sql.split())
