"""What the file holds by itself against double booking: which spaces each booking takes, and that none is taken twice.

`occupancy` is derived: triggers on `booking` and `room_part` write it, whoever changes those, so a second program
cannot get past it, and undo replays bookings only. Each row is checked as it is written, unless the transaction has
opened the gate (a series that moves by its own step, two bookings that swap, an undo): then all rows touched are
checked together when the gate closes, and a gate left open cannot be committed (proofs.md §4, formulation F4).
"""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection

OVERLAP = "overlap"
"""The text an overlapping write is aborted with; the service finds the booking in the way and says it in words."""

LONGEST_DAYS = 33
"""The longest stretch a space is taken for: the longest booking and a day of buffer on either side."""

_MOMENT_GLOB = "[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]"

TABLES: dict[str, str] = {
    "occupancy": f"""
CREATE TABLE occupancy (
    id INTEGER NOT NULL PRIMARY KEY,
    booking_id INTEGER NOT NULL,
    space_id INTEGER NOT NULL,
    starts_at TEXT NOT NULL,
    ends_at TEXT NOT NULL,
    firm INTEGER NOT NULL,
    CONSTRAINT ck_occupancy_starts_at CHECK (starts_at GLOB '{_MOMENT_GLOB}'),
    CONSTRAINT ck_occupancy_ends_at CHECK (ends_at GLOB '{_MOMENT_GLOB}'),
    CONSTRAINT ck_occupancy_starts_before_ends CHECK (starts_at < ends_at),
    CONSTRAINT ck_occupancy_length CHECK (julianday(ends_at) - julianday(starts_at) <= {LONGEST_DAYS}),
    CONSTRAINT ck_occupancy_firm CHECK (firm IN (0, 1)),
    CONSTRAINT fk_occupancy_booking_id FOREIGN KEY(booking_id) REFERENCES booking (id) ON DELETE CASCADE,
    CONSTRAINT fk_occupancy_space_id FOREIGN KEY(space_id) REFERENCES room (id) ON DELETE CASCADE
)""",
    # Nothing can ever be in it: what refers to it cannot be committed.
    "never": "CREATE TABLE never (id INTEGER NOT NULL PRIMARY KEY CONSTRAINT ck_never_empty CHECK (id IS NULL))",
    "gate": """
CREATE TABLE gate (
    id INTEGER NOT NULL PRIMARY KEY CONSTRAINT ck_gate_single CHECK (id = 1),
    never_id INTEGER NOT NULL DEFAULT 1,
    CONSTRAINT fk_gate_never_id FOREIGN KEY(never_id) REFERENCES never (id) DEFERRABLE INITIALLY DEFERRED
)""",
    "gate_touched": "CREATE TABLE gate_touched (id INTEGER NOT NULL PRIMARY KEY)",
}

# Two partial indexes, because firm rows exclude all and options only the firm: each half of the check is a look-up.
INDEXES: dict[str, str] = {
    f"ix_occupancy_{name}": f"CREATE INDEX ix_occupancy_{name} ON occupancy {columns}"
    for name, columns in (
        ("firm", "(space_id, starts_at, ends_at) WHERE firm = 1"),
        ("option", "(space_id, starts_at, ends_at) WHERE firm = 0"),
        ("booking_id", "(booking_id)"),
    )
}

# Firm rows never overlap one another, so only the last that starts before the new end can be in the way; options may,
# so all of those that the longest stretch allows are looked at.
_IN_THE_WAY = f"""
    EXISTS (SELECT 1 FROM (SELECT ends_at FROM occupancy
                           WHERE space_id = NEW.space_id AND firm = 1
                             AND starts_at < NEW.ends_at AND id IS NOT NEW.id
                           ORDER BY starts_at DESC LIMIT 1)
            WHERE ends_at > NEW.starts_at)
    OR NEW.firm = 1 AND EXISTS (
        SELECT 1 FROM occupancy
        WHERE space_id = NEW.space_id AND firm = 0 AND starts_at < NEW.ends_at
          AND starts_at > strftime('%Y-%m-%dT%H:%M', NEW.starts_at, '-{LONGEST_DAYS} days')
          AND ends_at > NEW.starts_at AND id IS NOT NEW.id)"""


def _clash(firm: int) -> str:
    """Whether a touched row `n` overlaps another; while the gate is open firm rows may, so all are looked at."""
    return f"""EXISTS (
            SELECT 1 FROM occupancy o
            WHERE o.space_id = n.space_id AND o.firm = {firm} AND o.starts_at < n.ends_at
              AND o.starts_at > strftime('%Y-%m-%dT%H:%M', n.starts_at, '-{LONGEST_DAYS} days')
              AND o.ends_at > n.starts_at AND o.id <> n.id)"""


# Without CROSS JOIN the planner walks the whole table (proofs.md §4).
_CLASH_AT_CLOSING = f"""
    SELECT RAISE(ABORT, '{OVERLAP}') FROM gate_touched CROSS JOIN occupancy n ON n.id = gate_touched.id
    WHERE {_clash(1)} OR n.firm = 1 AND {_clash(0)};"""

_OCCUPANCY_COLUMNS = "UPDATE OF id, space_id, starts_at, ends_at, firm"
_BOOKING_COLUMNS = ("id", "room_id", "starts_at", "ends_at", "state", "buffer_before", "buffer_after")


def _shifted(column: str, buffer: str, sign: str) -> str:
    shifted = f"strftime('%Y-%m-%dT%H:%M', {column}, '{sign}' || {buffer} || ' minutes')"
    return f"CASE {buffer} WHEN 0 THEN {column} ELSE {shifted} END"


def taken(condition: str) -> str:
    """The query of what the bookings `b` of a condition take: each space, buffers included."""
    return f"""SELECT b.id, coalesce(p.part_id, b.room_id), {_shifted("b.starts_at", "b.buffer_before", "-")},
           {_shifted("b.ends_at", "b.buffer_after", "+")}, b.state <> 'option'
    FROM booking b LEFT JOIN room_part p ON p.room_id = b.room_id
    WHERE b.state IN ('confirmed', 'held', 'option') AND {condition}"""


def derived(condition: str) -> str:
    """The statement that writes it."""
    return f"INSERT INTO occupancy (booking_id, space_id, starts_at, ends_at, firm)\n    {taken(condition)}"


def _on_booking(name: str, event: str, body: str, when: str = "") -> tuple[str, str]:
    return name, f"CREATE TRIGGER {name} AFTER {event} ON booking\n{when}BEGIN\n    {body}\nEND"


_DIFFERS = " OR ".join(f"OLD.{column} IS NOT NEW.{column}" for column in _BOOKING_COLUMNS)
_FORGET = "DELETE FROM occupancy WHERE booking_id = {which}.id;"
_AGAIN = "DELETE FROM occupancy WHERE booking_id IN (SELECT id FROM booking WHERE room_id = {which}.room_id);"

TRIGGERS: dict[str, str] = {
    "occupancy_insert": f"CREATE TRIGGER occupancy_insert AFTER INSERT ON occupancy\n"
    f"WHEN NOT EXISTS (SELECT 1 FROM gate) AND ({_IN_THE_WAY})\n"
    f"BEGIN SELECT RAISE(ABORT, '{OVERLAP}'); END",
    "occupancy_update": f"CREATE TRIGGER occupancy_update AFTER {_OCCUPANCY_COLUMNS} ON occupancy\n"
    f"WHEN NOT EXISTS (SELECT 1 FROM gate) AND ({_IN_THE_WAY})\n"
    f"BEGIN SELECT RAISE(ABORT, '{OVERLAP}'); END",
    "occupancy_insert_touched": "CREATE TRIGGER occupancy_insert_touched AFTER INSERT ON occupancy\n"
    "WHEN EXISTS (SELECT 1 FROM gate)\n"
    "BEGIN INSERT OR IGNORE INTO gate_touched (id) VALUES (NEW.id); END",
    "occupancy_update_touched": f"CREATE TRIGGER occupancy_update_touched AFTER {_OCCUPANCY_COLUMNS} ON occupancy\n"
    "WHEN EXISTS (SELECT 1 FROM gate)\n"
    "BEGIN INSERT OR IGNORE INTO gate_touched (id) VALUES (NEW.id); END",
    "gate_close": f"CREATE TRIGGER gate_close BEFORE DELETE ON gate BEGIN{_CLASH_AT_CLOSING}\n"
    "    DELETE FROM gate_touched;\nEND",
    **dict(
        (
            # A row that took the number of another without a word (INSERT OR REPLACE) takes its place here too.
            _on_booking(
                "booking_occupies", "INSERT", _FORGET.format(which="NEW") + f"\n    {derived('b.id = NEW.id')};"
            ),
            _on_booking(
                "booking_moves",
                f"UPDATE OF {', '.join(_BOOKING_COLUMNS)}",
                _FORGET.format(which="OLD") + f"\n    {derived('b.id = NEW.id')};",
                f"WHEN {_DIFFERS}\n",
            ),
            _on_booking("booking_leaves", "DELETE", _FORGET.format(which="OLD")),
        )
    ),
    **{
        f"room_part_{event.lower()}": f"CREATE TRIGGER room_part_{event.lower()} AFTER {event} ON room_part\nBEGIN\n"
        f"    {_AGAIN.format(which=which)}\n    {derived(f'b.room_id = {which}.room_id')};\nEND"
        for event, which in (("INSERT", "NEW"), ("DELETE", "OLD"))
    },
}


@contextmanager
def gate(connection: Connection) -> Iterator[None]:
    """Let rows overlap for as long as this runs; raises IntegrityError « overlap » at its end when some still do."""
    connection.exec_driver_sql("INSERT INTO gate (id) VALUES (1)")
    yield
    connection.exec_driver_sql("DELETE FROM gate")
