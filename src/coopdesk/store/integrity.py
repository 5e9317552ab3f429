"""Whether a file is sound: SQLite's own check, references, overlaps, triggers, search."""

from typing import NamedTuple

from sqlalchemy import Connection

from coopdesk.store import triggers


class Finding(NamedTuple):
    """One thing that is wrong with a file; `code` names the check, `detail` what it met."""

    code: str
    detail: str


_OVERLAPS = """
    SELECT a.id, b.id FROM booking a JOIN booking b
      ON b.room_id = a.room_id AND b.id <> a.id AND a.starts_at < b.ends_at AND b.starts_at < a.ends_at
     AND b.starts_at > strftime('%Y-%m-%dT%H:%M', a.starts_at, '-31 days')
    WHERE a.state = 'confirmed' AND (b.state = 'option' OR a.id < b.id)
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
    findings += [
        Finding("reference", f"{table} {rowid} → {parent}")
        for table, rowid, parent, _ in connection.exec_driver_sql("PRAGMA foreign_key_check")
    ]
    findings += [Finding("overlap", f"{a} / {b}") for a, b in connection.exec_driver_sql(_OVERLAPS)]
    findings += [Finding("trigger", name) for name in triggers.missing(connection)]
    for table, (number, _columns) in triggers.SEARCHED.items():
        orphans = connection.exec_driver_sql(_ORPHAN_WORDS.format(table=table, number=number)).scalar_one()
        if orphans:
            findings.append(Finding("orphan", f"search/{table}: {orphans}"))
    return findings
