"""Whether a file is sound: SQLite's own check, tables, references, overlaps, triggers, search."""

from typing import NamedTuple

from sqlalchemy import Connection

from coopdesk.store import triggers
from coopdesk.store.schema import metadata


class Finding(NamedTuple):
    """One thing that is wrong with a file; `code` names the check, `detail` what it met."""

    code: str
    detail: str


# Confirmed bookings in order of start: one overlaps another only if some earlier one of its room ends after it starts.
_CONFIRMED_OVERLAPS = """
    SELECT before, id FROM (
        SELECT id, room_id, starts_at, lag(id) OVER room AS before,
               max(ends_at) OVER (room ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS taken_until
        FROM booking WHERE state = 'confirmed'
        WINDOW room AS (PARTITION BY room_id ORDER BY starts_at)
    ) WHERE taken_until > starts_at
"""
# Options are few, and each is looked up among the confirmed by the rule that the triggers use.
_OPTION_OVERLAPS = """
    SELECT o.id, (SELECT id FROM booking c
                  WHERE c.room_id = o.room_id AND c.state = 'confirmed' AND c.starts_at < o.ends_at
                  ORDER BY c.starts_at DESC LIMIT 1) AS blocker
    FROM booking o WHERE o.state = 'option'
      AND (SELECT ends_at FROM booking WHERE id = blocker) > o.starts_at
"""
_ORPHAN_WORDS = """
    SELECT count(*) FROM search WHERE rowid / 8 NOT IN (
        SELECT id FROM {table}) AND rowid % 8 = {number}
"""


def check(connection: Connection) -> list[Finding]:
    """Everything that is wrong with a file, nothing when it is sound."""
    findings = [
        Finding("integrity", str(row[0]))
        for row in connection.exec_driver_sql("PRAGMA integrity_check")
        if row[0] != "ok"
    ]
    if missing := _missing_tables(connection):
        # The other checks would ask tables that are not there.
        return findings + [Finding("table", name) for name in missing]
    if not connection.exec_driver_sql("SELECT count(*) FROM house").scalar_one():
        findings.append(Finding("house", "house"))
    findings += [
        Finding("reference", f"{table} {rowid} → {parent}")
        for table, rowid, parent, _ in connection.exec_driver_sql("PRAGMA foreign_key_check")
    ]
    for query in (_CONFIRMED_OVERLAPS, _OPTION_OVERLAPS):
        findings += [Finding("overlap", f"{one} / {other}") for one, other in connection.exec_driver_sql(query)]
    findings += [Finding("trigger", name) for name in triggers.missing(connection)]
    for table, (number, _columns) in triggers.SEARCHED.items():
        orphans = connection.exec_driver_sql(_ORPHAN_WORDS.format(table=table, number=number)).scalar_one()
        if orphans:
            findings.append(Finding("orphan", f"search/{table}: {orphans}"))
    return findings


def _missing_tables(connection: Connection) -> list[str]:
    present = set(connection.exec_driver_sql("SELECT name FROM main.sqlite_schema WHERE type = 'table'").scalars())
    return sorted({*metadata.tables, "search"} - present)
