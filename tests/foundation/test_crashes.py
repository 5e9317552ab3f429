"""What nobody expected is handed over, from whichever road; a sudden end is noticed once."""

import gc
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from coopdesk import __version__
from coopdesk.foundation import crashes, logs

DIE = """
import faulthandler
from coopdesk.foundation import crashes, logs
logs.start()
crashes.watch()
faulthandler._sigsegv()
"""


def die() -> None:
    """Let another process end as a fault in a library would end it."""
    ended = subprocess.run([sys.executable, "-c", DIE], check=False, capture_output=True)
    assert ended.returncode in {-signal.SIGSEGV, 3221225477}, ended.stderr


def test_a_sudden_end_is_noticed_once_and_kept_in_the_archive(log_folder: Path) -> None:
    assert crashes.take_last_end() == ""

    die()

    left = crashes.take_last_end()
    assert "Segmentation fault" in left or "access violation" in left
    assert crashes.take_last_end() == ""
    assert (log_folder / crashes.ARCHIVE_NAME).read_text(encoding="utf-8") == left


def test_a_sudden_end_names_no_folder_of_the_user(log_folder: Path) -> None:
    module = Path(crashes.__file__)
    places = f'  File "{module}", line 12 in watch\n  File "/home/zoe/x.py", line 3 in f\n'
    fault = f"Fatal Python error: Aborted\n\n{places}"
    (log_folder / crashes.FILE_NAME).write_text(fault, encoding="utf-8")

    left = crashes.take_last_end()

    assert 'File "coopdesk/foundation/crashes.py", line 12 in watch' in left
    assert 'File "x.py", line 3 in f' in left


def test_a_fault_the_program_outlived_is_no_end(log_folder: Path) -> None:
    (log_folder / crashes.FILE_NAME).write_text("Windows fatal exception: code 0x8001010d\n", encoding="utf-8")
    assert crashes.take_last_end() == ""
    assert (log_folder / crashes.FILE_NAME).read_bytes() == b""


def test_without_a_log_there_is_nothing_to_notice() -> None:
    crashes.watch()
    assert crashes.take_last_end() == ""


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_thread_hands_over_what_it_raises(own_hooks: None) -> None:
    handed: list[BaseException] = []
    crashes.catch_all(handed.append)

    worker = threading.Thread(target=int, args=("Zoé Secrète",))
    worker.start()
    worker.join()

    assert [type(error) for error in handed] == [ValueError]


@pytest.mark.expects_log("unexpected ZeroDivisionError")
def test_what_a_destructor_raises_is_only_noted(own_hooks: None, log_folder: Path) -> None:
    class Falling:
        def __del__(self) -> None:
            raise ZeroDivisionError

    handed: list[BaseException] = []
    crashes.catch_all(handed.append)

    falling = Falling()
    del falling
    gc.collect()

    assert handed == []
    assert "Falling.__del__" in (log_folder / logs.FILE_NAME).read_text(encoding="utf-8")


@pytest.mark.expects_log("unexpected KeyError")
def test_the_report_says_what_where_and_what_came_before(log_folder: Path) -> None:
    crashes.note("KeyError\n  coopdesk/ui/page.py:12 refresh")
    told = crashes.report("KeyError", Qt="6.11.1")
    first, system, *_rest = told.splitlines()
    assert first.startswith(f"coopdesk {__version__}, Python ")
    assert first.endswith("Qt 6.11.1")
    assert "SQLite " in first
    assert system
    assert told.splitlines()[3] == "KeyError"
    assert told.splitlines()[-1] == "  coopdesk/ui/page.py:12 refresh"
