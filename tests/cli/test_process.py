"""The program as a process: its exit status, and a reader that stops listening."""

import os
import subprocess
import sys
from pathlib import Path


def test_a_refusal_leaves_one_sentence_and_status_one(tmp_path: Path) -> None:
    missing = tmp_path / "missing.coopdesk"
    command = [sys.executable, "-m", "coopdesk", "--lang", "en", "check", str(missing)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.count("\n") == 1


BROKEN = """
import sys
from coopdesk.app.start import start
from coopdesk.cli import checking

def broken(options):
    raise KeyError("Zoé Secrète")

checking.run = broken
sys.exit(start(sys.argv[1:]))
"""


def test_a_bug_leaves_one_sentence_and_its_place_in_the_log(house: Path) -> None:
    command = [sys.executable, "-c", BROKEN, "--lang", "en", "check", str(house)]
    done = subprocess.run(command, capture_output=True, check=False)
    said, (log,) = done.stderr.decode("utf-8"), Path(os.environ["XDG_STATE_HOME"]).rglob("coopdesk.log")
    noted = log.read_text(encoding="utf-8")
    assert (done.returncode, done.stdout) == (1, b"")
    assert said.count("\n") == 1
    assert str(log) in said
    assert "Traceback" not in said
    assert "unexpected KeyError" in noted
    assert "Zoé" not in said + noted


def test_a_command_that_is_interrupted_says_nothing(house: Path) -> None:
    script = BROKEN.replace('KeyError("Zoé Secrète")', "KeyboardInterrupt")
    command = [sys.executable, "-c", script, "check", str(house)]
    done = subprocess.run(command, capture_output=True, check=False)
    assert done.returncode != 0
    assert done.stderr == b""


def test_a_reader_that_stops_is_no_fault(house: Path) -> None:
    command = [sys.executable, "-m", "coopdesk", "list", "bookings", str(house)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 0


def test_the_output_is_utf_8_whatever_the_machine_prefers(house: Path) -> None:
    command = [sys.executable, "-m", "coopdesk", "--lang", "fr", "list", "rooms", str(house)]
    done = subprocess.run(command, capture_output=True, check=True, env={**os.environ, "PYTHONIOENCODING": "cp1252"})
    assert "────" in done.stdout.decode("utf-8")
    assert "Salle Cèdre" in done.stdout.decode("utf-8")


def test_a_byte_that_is_no_letter_is_seen_and_no_fault(house: Path) -> None:
    slot = ["--start", "2026-11-26T14:00", "--end", "2026-11-26T16:00"]
    command = [sys.executable, "-m", "coopdesk", "book", str(house), "--room", "salle cedre", *slot]
    subprocess.run([*command, "--organisation", "repar'ici", "--purpose", b"caf\xe9"], check=True, capture_output=True)
    listed = subprocess.run(
        [sys.executable, "-m", "coopdesk", "list", "bookings", str(house)], capture_output=True, check=True
    )
    assert "caf\ufffd" in listed.stdout.decode("utf-8")
