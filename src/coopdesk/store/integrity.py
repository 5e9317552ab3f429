"""Whether a file is sound: SQLite's own check, tables, references, overlaps, triggers, search."""

from typing import NamedTuple

from sqlalchemy import Connection

from coopdesk.store import guard, triggers
from coopdesk.store.schema import metadata


class Finding(NamedTuple):
    """One thing that is wrong with a file; `code` names the check, `detail` what it met."""

    code: str
    detail: str


# Firm rows in order of start: one overlaps another only if some earlier one of its space ends after it starts.
_FIRM_OVERLAPS = """
    SELECT DISTINCT before, booking_id FROM (
        SELECT booking_id, starts_at, lag(booking_id) OVER space AS before,
               max(ends_at) OVER (space ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS taken_until
        FROM occupancy WHERE firm = 1
        WINDOW space AS (PARTITION BY space_id ORDER BY starts_at)
    ) WHERE taken_until > starts_at
"""
# Options are few, and each is looked up among the firm by the rule that the triggers use.
_OPTION_OVERLAPS = """
    SELECT DISTINCT o.booking_id, (SELECT booking_id FROM occupancy c
                                   WHERE c.space_id = o.space_id AND c.firm = 1 AND c.starts_at < o.ends_at
                                     AND c.ends_at > o.starts_at LIMIT 1) AS blocker
    FROM occupancy o WHERE o.firm = 0 AND blocker IS NOT NULL
"""
# What is derived must be what the triggers would derive today.
_DERIVED = "booking_id, space_id, starts_at, ends_at, firm"
_UNDERIVED = f"""
    WITH wanted({_DERIVED}) AS ({guard.taken("1")})
    SELECT booking_id FROM (SELECT * FROM wanted EXCEPT SELECT {_DERIVED} FROM occupancy)
    UNION
    SELECT booking_id FROM (SELECT {_DERIVED} FROM occupancy EXCEPT SELECT * FROM wanted)
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
    for query in (_FIRM_OVERLAPS, _OPTION_OVERLAPS):
        findings += [Finding("overlap", f"{one} / {other}") for one, other in connection.exec_driver_sql(query)]
    underived = connection.exec_driver_sql(_UNDERIVED).scalars()
    findings += [Finding("occupancy", f"booking {booking_id}") for booking_id in underived]
    findings += [Finding("trigger", name) for name in triggers.missing(connection)]
    for table, (number, _columns) in triggers.SEARCHED.items():
        orphans = connection.exec_driver_sql(_ORPHAN_WORDS.format(table=table, number=number)).scalar_one()
        if orphans:
            findings.append(Finding("orphan", f"search/{table}: {orphans}"))
    return findings


def _missing_tables(connection: Connection) -> list[str]:
    present = set(connection.exec_driver_sql("SELECT name FROM main.sqlite_schema WHERE type = 'table'").scalars())
    return sorted({*metadata.tables, *guard.TABLES, "search"} - present)
