"""The log holds the program's own words, numbers and codes, and nothing of the house."""

import logging
from pathlib import Path

import pytest

from coopdesk.domain.operation import Operation
from coopdesk.foundation import logs, paths
from coopdesk.foundation.logs import Own

log = logging.getLogger("coopdesk.tests")
NAME = "Zoé Secrète"


def written(folder: Path) -> list[str]:
    """What each line says, without its date."""
    lines = (folder / logs.FILE_NAME).read_text(encoding="utf-8").splitlines()
    return [line.partition(" coopdesk.tests ")[2] or line for line in lines]


def test_only_what_is_harmless_is_written(log_folder: Path) -> None:
    log.info("saved %s of %s in %d ms, %s", Operation.BOOK, NAME, 12, Own("0.1.0"))
    log.info("opened %s", Path(f"/srv/{NAME}.coopdesk"))
    log.info("read %(what)s: %(why)s", {"what": [NAME], "why": OSError(13, NAME)})
    log.info(KeyError(NAME))

    assert written(log_folder) == [
        "saved book of … in 12 ms, 0.1.0",
        "opened ….coopdesk",
        "read …: PermissionError EACCES",
        "KeyError",
    ]


@pytest.mark.expects_log("failed")
def test_an_error_is_written_without_its_words(log_folder: Path) -> None:
    try:
        raise ValueError(NAME)
    except ValueError:
        log.exception("failed")

    failed, kind, place = written(log_folder)
    assert (failed, kind) == ("failed", "ValueError")
    assert "test_logs.py" in place


def test_a_line_that_cannot_be_formed_is_lost_in_silence(log_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    handler = logging.getLogger("coopdesk").handlers[-1]
    handler.handle(log.makeRecord(log.name, logging.INFO, __file__, 1, "%d bookings", (NAME,), None))
    assert capsys.readouterr().err == ""


def test_the_log_is_cut_up_and_its_end_is_read(log_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logging.getLogger("coopdesk").handlers[-1], "maxBytes", 2_000)
    for number in range(200):
        log.info("line %d", number)
    names = sorted(path.name for path in log_folder.iterdir())
    assert names == ["coopdesk.log", "coopdesk.log.1", "coopdesk.log.2"]
    assert logs.last_lines(2)[-1].endswith("line 199")


def test_a_log_that_is_held_elsewhere_grows_on(log_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_source: str, _dest: str) -> None:
        raise PermissionError

    handler = logging.getLogger("coopdesk").handlers[-1]
    monkeypatch.setattr(handler, "maxBytes", 200)
    # As Windows refuses to rename a file that another program has open.
    monkeypatch.setattr(handler, "rotator", refuse)
    for number in range(20):
        log.info("line %d", number)
    assert [line.partition("line ")[2] for line in written(log_folder)] == [str(number) for number in range(20)]


def test_without_a_folder_the_program_does_without_a_log(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> Path:
        raise PermissionError

    monkeypatch.setattr(paths, "log_folder", refuse)
    logs.start()
    assert logs.folder() is None
    assert logs.last_lines() == []
