"""New files and older ones, through Alembic; imported only when there is something to do."""

import os
import tempfile
from contextlib import closing
from datetime import datetime
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from coopdesk.foundation.problems import UserError
from coopdesk.store import backup, engine, write_ahead
from coopdesk.store.cipher import Key
from coopdesk.store.errors import translated
from coopdesk.store.recognition import APPLICATION_ID, connect


def configuration(target: Engine | None = None) -> Config:
    """Alembic's configuration, without a file of its own."""
    config = Config()
    config.set_main_option("script_location", "coopdesk.store:migrations")
    config.attributes["engine"] = target
    return config


def revisions() -> list[str]:
    """Every schema Alembic knows, oldest first."""
    script = ScriptDirectory.from_config(configuration())
    return [one.revision for one in reversed(list(script.walk_revisions()))]


def make(path: Path) -> None:
    """A new file, made beside and moved into place whole: a power cut leaves either nothing or a file of ours."""
    descriptor, name = tempfile.mkstemp(prefix=".", suffix=".new", dir=path.parent)
    os.close(descriptor)
    beside = Path(name)
    try:
        with closing(connect(beside, read_only=False)) as connection:
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        migrate(beside, "head")
        # Without a permission bit of its own, mkstemp's file is for one user only.
        beside.chmod(0o644)
        write_ahead.put_aside(path, datetime.now())
        beside.rename(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def bring_up(path: Path, key: Key | None = None) -> None:
    """Bring an older file to the newest schema; it is backed up first, and without backup nothing is done.

    Raises UserError upgrade_without_backup, upgrade_failed or file_damaged, the file untouched.
    """
    with translated(path), closing(connect(path, read_only=False, key=key)) as source:
        source.isolation_level = None
        try:
            backup.make(source, path, backup.beside(path), datetime.now(), key=key)
        except UserError as error:
            if error.code == "file_damaged":
                raise
            raise UserError(
                "upgrade_without_backup", {"path": str(path), "folder": str(backup.beside(path))}
            ) from error
    try:
        with translated(path):
            migrate(path, "head", key)
    except DBAPIError as error:
        # What the file holds is not what its schema promises: all of it was rolled back.
        raise UserError("upgrade_failed", {"path": str(path), "folder": str(backup.beside(path))}) from error


def migrate(path: Path, revision: str, key: Key | None = None) -> None:
    """Go up to a revision in one transaction, foreign keys off while tables are rebuilt, checked before the commit."""
    target = engine.for_migration(path, key)
    try:
        command.upgrade(configuration(target), revision)
    finally:
        target.dispose()
