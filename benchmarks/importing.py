"""10,000 associations from a CSV table beside bare `csv` and `executemany` into the same schema."""

import csv
import io
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from random import Random
from time import perf_counter

from benchmarks.houses import title
from benchmarks.timing import Measure
from coopdesk.domain.house import House
from coopdesk.domain.operation import Operation
from coopdesk.exchange.organisations import read_organisations
from coopdesk.services.desk import Desk, create_desk
from coopdesk.services.imports import ImportRow, import_organisations

_ROWS = 10_000
_HEADINGS = ("Nom", "Objet", "Adresse", "Code postal", "Ville", "Téléphone", "E-mail", "Assurance jusqu'au", "Notes")
_INSERT = """
    INSERT INTO organisation(name, name_folded, kind, purpose, address, postcode, city, phone, email,
                             insurance_ends_on, notes)
    VALUES (?, lower(?), 'association', ?, ?, ?, ?, ?, ?, ?, ?)"""


def run(folder: Path) -> Iterator[Measure]:
    """Each time into a new file, read and convert included on both sides."""
    data = _table()
    ours, plain, floor = [], [], []
    for turn in range(5):
        ours.append(_ours(folder / f"import-{turn}.coopdesk", data, can_undo=True))
        plain.append(_ours(folder / f"import-plain-{turn}.coopdesk", data, can_undo=False))
        floor.append(_floor(folder / f"import-bare-{turn}.coopdesk", data))
    mine, without, bare = (sorted(one)[2] * 1000 for one in (ours, plain, floor))
    yield Measure(f"import of {_ROWS:,} associations", mine, bare, 3)
    yield Measure("  the same beside itself without undo", mine, without, 1.5)


def _table() -> bytes:
    chance = Random(2026)
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";")
    writer.writerow(_HEADINGS)
    for n in range(_ROWS):
        writer.writerow(
            (f"{title(chance)} {n}", title(chance, 8), f"{n}, allée des Tilleuls", "00000", "Villeneuve-les-Tilleuls",
             "01 99 00 00 12", f"contact{n}@asso.example", "31/12/2026", title(chance, 5))
        )  # fmt: skip
    return text.getvalue().encode()


def _ours(path: Path, data: bytes, *, can_undo: bool) -> float:
    desk = create_desk(path, House(name="Maison de quartier des Tilleuls"))
    if not can_undo:
        _drop_inverse_triggers(desk)
    start = perf_counter()
    table = read_organisations(data, date(2026, 11, 23))
    report = import_organisations(desk, [ImportRow(*row) for row in table.rows])
    seconds = perf_counter() - start
    assert report.added == _ROWS, report
    desk.close()
    return seconds


def _drop_inverse_triggers(desk: Desk) -> None:
    with desk.write(Operation.EDIT_HOUSE) as unit:
        names = unit.connection.exec_driver_sql("SELECT name FROM temp.sqlite_schema WHERE type = 'trigger'").scalars()
        for name in names.all():
            unit.connection.exec_driver_sql(f"DROP TRIGGER {name}")
        unit.commit()


def _floor(path: Path, data: bytes) -> float:
    create_desk(path, House(name="Maison de quartier des Tilleuls")).close()
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        start = perf_counter()
        rows = csv.reader(io.StringIO(data.decode()), delimiter=";")
        next(rows)
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany(_INSERT, ((row[0], *row[:7], _iso(row[7]), row[8]) for row in rows))
        connection.execute("COMMIT")
        return perf_counter() - start


def _iso(day: str) -> str:
    return f"{day[6:]}-{day[3:5]}-{day[:2]}"
