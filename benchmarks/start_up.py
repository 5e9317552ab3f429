"""The first paint of the window beside a bare PySide6 window that also imports the ORM and maps as many tables."""

import os
import shutil
import statistics
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from time import perf_counter

from benchmarks.timing import Measure
from coopdesk.services import demo
from coopdesk.store.schema import metadata

_FLOOR = f"""
import sqlalchemy.orm as orm
from sqlalchemy import Integer, Text
Base = orm.declarative_base()
for n in range({len(metadata.tables)}):
    columns = {{f"c{{i}}": orm.mapped_column(Text) for i in range(12)}}
    columns["id"] = orm.mapped_column(Integer, primary_key=True)
    type(f"T{{n}}", (Base,), {{"__tablename__": f"t{{n}}", **columns}})
orm.configure_mappers()
from PySide6.QtWidgets import QApplication, QMainWindow
application = QApplication([])
window = QMainWindow()
window.resize(1366, 768)
window.show()
application.processEvents()
import os; os._exit(0)
"""
_OURS = """
import os, sys
from coopdesk.app import start
start.import_before_qt()
from PySide6.QtWidgets import QApplication
QApplication.exec = staticmethod(lambda: QApplication.processEvents() or os._exit(0))
start.start(sys.argv[1:])
"""


def run(folder: Path) -> Iterator[Measure]:
    """Whole processes from their start to the first paint, run in turn, on the demo house; closing is not timed."""
    made = folder / "start.coopdesk"
    demo.write_demo(made, today=date.today())
    # Both sides run from compiled modules, as an installed program does, whatever this shell says of them.
    environment = {**os.environ, "PYTHONPYCACHEPREFIX": str(folder / "compiled")}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    ours: list[float] = []
    floor: list[float] = []
    for run in range(13):
        # Each finds the file closed: the one before was ended with it open.
        path = folder / f"start-{run}.coopdesk"
        shutil.copy(made, path)
        ours.append(_seconds(environment, _OURS, str(path)))
        floor.append(_seconds(environment, _FLOOR))
    yield Measure(
        "first paint of Accueil, whole process",
        statistics.median(ours[1:]) * 1000,
        statistics.median(floor[1:]) * 1000,
        1.5,
    )


def _seconds(environment: dict[str, str], script: str, *arguments: str) -> float:
    start = perf_counter()
    subprocess.run([sys.executable, "-c", script, *arguments], check=True, env=environment)
    return perf_counter() - start
