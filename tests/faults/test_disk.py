"""A disk that is full, refuses, goes away or may not be written: one sentence, nothing half-written, and on it goes."""

import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from tests import builders
from tests.faults.conftest import Opener, Powerless, Recorder
from tests.faults.contents import contents
from tests.ui.hands import accept, dialog, settle

from coopdesk.domain.history import Way
from coopdesk.domain.listing import Subject
from coopdesk.domain.organisation import OrganisationDraft
from coopdesk.foundation.problems import UserError
from coopdesk.services import integrity, organisations
from coopdesk.services.desk import Desk, create_desk, open_desk
from coopdesk.store import upgrade
from coopdesk.ui.page import Target
from coopdesk.wording.sentences import error_sentence

LONG = "Une phrase de la longueur d’un règlement intérieur. " * 4000


@contextmanager
def refusing(path: Path) -> Iterator[None]:
    """A disk on which what is written first, the log, may not grow, as on a full one: the system's own limit."""
    former = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (path.with_name(path.name + "-wal").stat().st_size, former[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, former)


@contextmanager
def full(desk: Desk) -> Iterator[None]:
    """SQLite's own idea of a full disk: the file may not have one page more."""
    with desk._database.writing() as connection:
        (former,) = connection.exec_driver_sql("PRAGMA max_page_count").one()
        (pages,) = connection.exec_driver_sql("PRAGMA page_count").one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
        connection.rollback()
    try:
        yield
    finally:
        with desk._database.writing() as connection:
            connection.exec_driver_sql(f"PRAGMA max_page_count = {former}")
            connection.rollback()


def refused(desk: Desk, name: str = "Trop long") -> str:
    """The code with which a long draft is refused; the rest goes on being read."""
    with pytest.raises(UserError) as error:
        organisations.add(desk, OrganisationDraft(name=name, notes=LONG))
    assert name not in organisations.names(desk).values()
    return error.value.code


def test_a_disk_that_refuses_changes_nothing_and_the_work_goes_on(desk: Desk) -> None:
    builders.an_organisation(desk)
    before = contents(desk.path)
    with refusing(desk.path):
        assert refused(desk) == "disk_failed"
        assert contents(desk.path) == before

    builders.an_organisation(desk, "Jardin", notes=LONG)
    assert sorted(organisations.names(desk).values()) == ["Jardin", "Parents du Mail"]
    assert integrity.check(desk) == []


def test_a_full_disk_changes_nothing_and_the_work_goes_on(desk: Desk) -> None:
    builders.an_organisation(desk)
    before = contents(desk.path)
    with full(desk):
        assert refused(desk) == "disk_full"
        assert contents(desk.path) == before

    builders.an_organisation(desk, "Jardin", notes=LONG)
    assert desk.take(Way.UNDONE) is not None
    assert contents(desk.path)["organisation"] == before["organisation"]
    assert integrity.check(desk) == []


def test_a_full_disk_is_said_in_the_window_and_what_was_typed_stays(
    desk: Desk, opened: Opener, recorder: Recorder
) -> None:
    window = opened(desk)
    with refusing(desk.path):
        window.go_to(Target(Subject.ORGANISATION, None, new=True))
        settle()
        form = dialog(window).form
        form["name"].set_value("Jardin " + "des Tilleuls " * 100)
        accept(window)
        assert recorder.said[-1] == ("warning", error_sentence(UserError("disk_failed", {"path": str(desk.path)})))
        assert dialog(window).form["name"].value().startswith("Jardin")

    dialog(window).form["name"].set_value("Jardin")
    accept(window)
    assert list(organisations.names(desk).values()) == ["Jardin"]
    window.close()


def test_a_new_house_on_a_full_disk_leaves_nothing(tmp_path: Path) -> None:
    former = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, former[1]))
    try:
        with pytest.raises(UserError) as error:
            create_desk(tmp_path / "house.coopdesk", builders.a_house())
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, former)
    assert error.value.code == "disk_failed"
    assert list(tmp_path.iterdir()) == []


def test_a_removed_folder_is_said_and_the_window_goes_on(desk: Desk, opened: Opener, recorder: Recorder) -> None:
    builders.an_organisation(desk)
    window = opened(desk)
    aside = desk.path.parent.with_name("unplugged")
    desk.path.parent.rename(aside)

    with pytest.raises(UserError) as error:
        builders.an_organisation(desk, "Dans le vide")
    assert error.value.code == "file_gone"
    for place in range(len(window._kinds)):
        window.show_page(place)
        settle()
    assert {kind for kind, _text in recorder.said} <= {"warning"}

    aside.rename(desk.path.parent)
    builders.an_organisation(desk, "De retour")
    assert sorted(organisations.names(desk).values()) == ["De retour", "Parents du Mail"]
    window.close()


def test_a_folder_that_is_gone_for_good_lets_the_window_close(tmp_path: Path, opened: Opener) -> None:
    folder = tmp_path / "stick"
    folder.mkdir()
    with closing(builders.a_desk(folder / "house.coopdesk")) as desk:
        window = opened(desk)
        shutil.rmtree(folder)
        with pytest.raises(UserError) as error:
            builders.an_organisation(desk)
        window.close()
    assert error.value.code == "file_gone"
    assert not folder.exists()


def test_a_read_only_folder_is_read(public_folder: Path, powerless: Powerless) -> None:
    path = _open_to_all(public_folder)
    public_folder.chmod(0o555)
    with powerless(), closing(open_desk(path)) as desk:
        assert desk.is_read_only
        assert list(organisations.names(desk).values()) == ["Parents du Mail"]
        with pytest.raises(UserError) as error:
            builders.an_organisation(desk, "Jardin")
    assert error.value.code == "file_read_only"
    assert list(public_folder.iterdir()) == [path]


def test_a_read_only_folder_shows_what_a_killed_program_had_saved(public_folder: Path, powerless: Powerless) -> None:
    path = _open_to_all(public_folder)
    script = (
        "import os, pathlib, sys; from coopdesk.services.desk import open_desk; from tests import builders\n"
        "desk = open_desk(pathlib.Path(sys.argv[1])); builders.an_organisation(desk, 'Jardin'); os._exit(9)"
    )
    subprocess.run([sys.executable, "-c", script, str(path)], check=False)
    for one in public_folder.iterdir():
        one.chmod(0o666)
    public_folder.chmod(0o555)

    with powerless(), closing(open_desk(path)) as desk:
        assert sorted(organisations.names(desk).values()) == ["Jardin", "Parents du Mail"]

    public_folder.chmod(0o777)
    path.with_name(path.name + "-shm").unlink()
    public_folder.chmod(0o555)
    with powerless(), pytest.raises(UserError) as error:
        open_desk(path)
    assert error.value.code == "folder_read_only"


def test_a_folder_that_becomes_read_only_lets_the_program_go_on_and_close(
    public_folder: Path, powerless: Powerless
) -> None:
    path = _open_to_all(public_folder)
    with powerless():
        desk = open_desk(path)
        with _restored_rights():
            public_folder.chmod(0o555)
        builders.an_organisation(desk, "Jardin")
        desk.close()
    public_folder.chmod(0o777)
    with closing(open_desk(path)) as desk:
        assert sorted(organisations.names(desk).values()) == ["Jardin", "Parents du Mail"]
        assert integrity.check(desk) == []


@contextmanager
def _restored_rights() -> Iterator[None]:
    own = os.getresuid()
    if own[2] == 0:
        os.setresuid(0, 0, 0)
    try:
        yield
    finally:
        os.setresuid(*own)


def _open_to_all(folder: Path) -> Path:
    """A house that any account may change; the migrations are loaded before an account without rights runs."""
    path = folder / "house.coopdesk"
    with closing(builders.a_desk(path)) as desk:
        builders.an_organisation(desk)
    path.chmod(0o666)
    assert upgrade.revisions()
    return path


def test_what_a_full_disk_kept_in_the_log_is_no_damage(tmp_path: Path) -> None:
    path = tmp_path / "maison été.coopdesk"
    with closing(builders.a_desk(path)) as desk:
        for number in range(40):
            builders.an_organisation(desk, f"Association {number}", notes=LONG[:8000])
        former = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (path.stat().st_size + 8192, former[1]))
        try:
            desk.close()
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, former)
    # The head of the file already counts the pages that found no room in it.
    pages = int.from_bytes(path.read_bytes()[28:32], "big")
    assert path.stat().st_size < pages * 4096

    with closing(open_desk(path, clock=lambda: builders.NOW)) as again:
        assert len(organisations.names(again)) == 40
        assert integrity.check(again) == []
