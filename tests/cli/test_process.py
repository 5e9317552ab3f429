"""The program as a process: its exit status, and a reader that stops listening."""

import subprocess
import sys
from pathlib import Path


def test_a_refusal_leaves_one_sentence_and_status_one(tmp_path: Path) -> None:
    missing = tmp_path / "missing.coopdesk"
    command = [sys.executable, "-m", "coopdesk", "--lang", "en", "check", str(missing)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.count("\n") == 1


def test_a_reader_that_stops_is_no_fault(house: Path) -> None:
    command = [sys.executable, "-m", "coopdesk", "list", "bookings", str(house)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 0
