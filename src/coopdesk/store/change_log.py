"""What each transaction changed, kept as the statements that take it back: undo, redo and refresh from one log.

TEMP triggers generated from the schema write the inverse of every row change, cascades included: a new table cannot be
forgotten (https://sqlite.org/undoredo.html; each rule below was proved by a test, proofs.md §3). The log lives with the
connection and holds nothing once the file is closed.
"""

from collections.abc import Iterator

from sqlalchemy import Connection, Table
from sqlalchemy.exc import IntegrityError

from coopdesk.foundation.problems import UserError
from coopdesk.store import guard
from coopdesk.store.engine import driver
from coopdesk.store.schema import journal, metadata

NOT_UNDONE = frozenset({journal.name})
"""Tables no act takes back: the journal tells that an act was done, and that it was undone."""


def install(connection: Connection) -> None:
    """Watch every table of the schema on this connection."""
    raw = driver(connection)
    raw.execute("CREATE TEMP TABLE inverse(seq INTEGER PRIMARY KEY, name TEXT NOT NULL, sql TEXT NOT NULL)")
    for table in metadata.tables.values():
        if table.name not in NOT_UNDONE:
            for statement in _triggers(table):
                raw.execute(statement)


def end(connection: Connection) -> int:
    """The number of the last change, 0 before the first."""
    (last,) = driver(connection).execute("SELECT coalesce(max(seq), 0) FROM inverse").fetchone()
    return int(last)


def since(connection: Connection, after: int) -> tuple[frozenset[str], int]:
    """The tables changed after a change, in the transaction that changed them, and the number of the last change."""
    rows = driver(connection).execute("SELECT name, max(seq) FROM inverse WHERE seq > ? GROUP BY name", (after,))
    last = dict(rows.fetchall())
    return frozenset(last), max(last.values(), default=after)


def take_back(connection: Connection, first: int, last: int) -> None:
    """Undo the changes from `first` to `last`, the newest first; what this changes is logged in its turn.

    Raises UserError changed_elsewhere when a row is not as it was left: another program has written.
    """
    # References are checked when all is done: a parent comes back after its children, or before.
    connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
    statements = connection.exec_driver_sql(
        "SELECT sql FROM inverse WHERE seq BETWEEN ? AND ? ORDER BY seq DESC", (first, last)
    )
    raw = driver(connection)
    try:
        # Bookings that moved together come back one by one: they may overlap until the last is there.
        with guard.gate(connection):
            for statement in statements.scalars().all():
                if raw.execute(statement).rowcount != 1:
                    raise UserError("changed_elsewhere")
    except (raw.IntegrityError, IntegrityError) as error:
        raise UserError("changed_elsewhere") from error


def forget(connection: Connection, last: int) -> None:
    """Drop all changes up to this one: they can no longer be taken back."""
    # Outside any transaction of the file: the log is the connection's own.
    driver(connection).execute("DELETE FROM inverse WHERE seq <= ?", (last,))


def _triggers(table: Table) -> Iterator[str]:
    columns = [_quoted(column.name) for column in table.columns if column.computed is None]
    target = f"main.{_quoted(table.name)}"
    for event, condition, inverse in (
        ("INSERT", "", f"{_text(f'DELETE FROM {target} WHERE ')} || {_where(table)}"),
        (
            "UPDATE",
            f"WHEN {_differs(columns)} ",
            f"{_former(target, columns)} || {_text(' WHERE ')} || {_where(table)}",
        ),
        ("DELETE", "", _insert(target, columns)),
    ):
        yield (
            f"CREATE TEMP TRIGGER {_quoted(f'inverse_{event.lower()}_{table.name}')} "
            f"AFTER {event} ON {target} {condition}"
            f"BEGIN INSERT INTO inverse(name, sql) VALUES ({_text(table.name)}, {inverse}); END"
        )


def _where(table: Table) -> str:
    # IS finds NULLs too, which a composite key may hold.
    return " || ' AND ' || ".join(
        f"{_text(_quoted(column.name) + ' IS ')} || quote(NEW.{_quoted(column.name)})" for column in table.primary_key
    )


def _differs(columns: list[str]) -> str:
    # As they are quoted: a plain comparison takes 1 for 1.0, and a change of case for none where case is ignored.
    return " OR ".join(f"quote(OLD.{column}) IS NOT quote(NEW.{column})" for column in columns)


def _former(target: str, columns: list[str]) -> str:
    """UPDATE … SET with the former values of the columns that changed."""
    pieces = " || ".join(
        f"CASE WHEN quote(OLD.{column}) IS NOT quote(NEW.{column}) "
        f"THEN {_text(f', {column} = ')} || quote(OLD.{column}) ELSE '' END"
        for column in columns
    )
    return f"{_text(f'UPDATE {target} SET ')} || substr({pieces}, 3)"


def _insert(target: str, columns: list[str]) -> str:
    values = " || ', ' || ".join(f"quote(OLD.{column})" for column in columns)
    names = ", ".join(columns)
    return f"{_text(f'INSERT INTO {target}({names}) VALUES (')} || {values} || ')'"


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _text(words: str) -> str:
    return "'" + words.replace("'", "''") + "'"
