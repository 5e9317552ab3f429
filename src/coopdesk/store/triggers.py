"""What the file itself watches over: no double booking, and the words that the search finds.

The migration makes these triggers; `missing` tells at opening whether one was dropped, as a table rebuilt by a batch
change drops its own (proofs.md §4).
"""

from sqlalchemy import Connection

from coopdesk.store import guard

# One table of words for every register: rowid = id * 8 + the number of the subject.
SEARCHED = {
    "organisation": (
        1,
        ("name", "short_name", "purpose", "rna", "siret", "city", "federation"),
    ),
    "contact": (2, ("name", "email", "phone")),
    "room": (3, ("name", "place")),
    "booking": (4, ("purpose",)),
    "equipment": (5, ("name", "category", "inventory_number", "place")),
    "loan": (6, ("number",)),
    "action": (7, ("title", "summary", "common_goal")),
}

LIGATURES = (("œ", "oe"), ("Œ", "oe"), ("æ", "ae"), ("Æ", "ae"))
"""What is written in one letter and typed in two, in stored and in searched words."""

SEARCH_TABLE = (
    "CREATE VIRTUAL TABLE search USING fts5(words, tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3')"
)


def _words(columns: tuple[str, ...]) -> str:
    # unicode61 takes accents off but keeps ligatures: « chœur » would not be found by « choeur ».
    joined = " || ' ' || ".join(f"NEW.{column}" for column in columns)
    for ligature, letters in LIGATURES:
        joined = f"replace({joined}, '{ligature}', '{letters}')"
    return joined


def _search_triggers(table: str) -> dict[str, str]:
    number, columns = SEARCHED[table]
    some = " OR ".join(f"NEW.{column} <> ''" for column in columns)
    insert = f"INSERT INTO search(rowid, words) SELECT NEW.id * 8 + {number}, {_words(columns)} WHERE {some};"
    delete = f"DELETE FROM search WHERE rowid = OLD.id * 8 + {number};"
    changed = ", ".join(("id", *columns))
    return {
        f"search_{table}_insert": f"CREATE TRIGGER search_{table}_insert AFTER INSERT ON {table} BEGIN {insert} END",
        f"search_{table}_delete": f"CREATE TRIGGER search_{table}_delete AFTER DELETE ON {table} BEGIN {delete} END",
        f"search_{table}_update": (
            f"CREATE TRIGGER search_{table}_update AFTER UPDATE OF {changed} ON {table} BEGIN {delete} {insert} END"
        ),
    }


TRIGGERS: dict[str, str] = {
    **guard.TRIGGERS,
    **{name: sql for table in SEARCHED for name, sql in _search_triggers(table).items()},
}


def missing(connection: Connection) -> list[str]:
    """The triggers the file should have and has not."""
    rows = connection.exec_driver_sql("SELECT name FROM main.sqlite_schema WHERE type = 'trigger'")
    present = set(rows.scalars())
    return sorted(TRIGGERS.keys() - present)
