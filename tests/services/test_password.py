"""The password as a use case: nothing is lost, nothing can be read without it, and everything works under it."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path
from threading import Thread

import pytest
from tests import builders
from tests.other_pc import OtherPc

from coopdesk.domain.history import Way
from coopdesk.domain.listing import Window
from coopdesk.domain.operation import Operation
from coopdesk.foundation.problems import Refused, UserError
from coopdesk.services import backups, bookings, history, integrity, organisations, password, rooms, search
from coopdesk.services.desk import Changes, Desk, Key, open_desk
from coopdesk.services.salvage import salvage
from coopdesk.store import cipher, recognition

PASSPHRASE = "Là-bas, 3 tilleuls « en fleur »"  # noqa: S105 - of no real file
OTHER = "un autre mot de passe"

MARKER = "Zwyrtkowska"
"""A name that is nowhere but in the house's records."""


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A house with a little of everything."""
    desk = builders.a_desk(tmp_path / "tilleuls.coopdesk")
    organisation = builders.an_organisation(desk, MARKER, notes='l\'accès : "2e"', themes=("Œuvre",))
    builders.a_booking(desk, builders.a_room(desk), organisation, purpose="Répétition")
    builders.a_loan(desk, organisation, (builders.an_equipment(desk), 4))
    builders.an_action(desk, organisation)
    yield desk
    desk.close()


@pytest.fixture
def protected(desk: Desk) -> Desk:
    """The same, under a password."""
    password.set_password(desk, PASSPHRASE)
    return desk


def rows(path: Path, key: Key | None = None) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table but the journal."""
    with closing(recognition.connect(path, read_only=True, key=key)) as connection:
        tables = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").fetchall()
        return {
            name: connection.execute(f"SELECT * FROM {name}").fetchall()  # noqa: S608 - ours
            for (name,) in tables
            if name not in ("journal", "sqlite_sequence")
        }


def records(desk: Desk) -> dict[str, list[tuple[object, ...]]]:
    """Every row but those of the index of words, which is laid out as it grew."""
    return {name: found for name, found in rows(desk.path, desk.key).items() if not name.startswith("search_")}


def tells(folder: Path, words: str = MARKER) -> set[str]:
    """The files of a folder, and below, in which these words can be read."""
    return {one.name for one in folder.rglob("*") if one.is_file() and words.encode() in one.read_bytes()}


def again(path: Path, passphrase: str) -> Desk:
    """The file as it opens another day."""
    return open_desk(path, key=password.unlock(path, passphrase), clock=lambda: builders.NOW)


def test_not_one_value_is_lost_on_the_way_in_from_one_to_the_next_and_out(desk: Desk) -> None:
    before = rows(desk.path)
    password.set_password(desk, PASSPHRASE)
    assert rows(desk.path, desk.key) == before
    password.change_password(desk, PASSPHRASE, OTHER)
    assert rows(desk.path, desk.key) == before
    password.remove_password(desk, OTHER)
    assert desk.key is None
    assert rows(desk.path) == before
    assert integrity.check(desk) == []
    desk.close()
    with closing(open_desk(desk.path)) as plain:
        assert integrity.check(plain) == []


def test_it_opens_with_the_password_only(protected: Desk) -> None:
    path = protected.path
    protected.close()
    assert password.is_needed(path)
    with pytest.raises(UserError, match="password_needed"):
        open_desk(path)
    with pytest.raises(UserError, match="password_needed"):
        open_desk(path, key=cipher.new_key(OTHER))
    with pytest.raises(UserError, match="password_wrong"):
        password.unlock(path, OTHER)
    with closing(again(path, PASSPHRASE)) as opened:
        assert set(organisations.names(opened).values()) == {MARKER}
        assert not opened.is_read_only


def test_a_password_that_a_plain_file_does_not_need_is_left_aside(desk: Desk) -> None:
    path = desk.path
    desk.close()
    with closing(open_desk(path, key=cipher.new_key(PASSPHRASE))) as opened:
        assert opened.key is None
        assert len(organisations.names(opened)) == 1


def test_nothing_can_be_read_in_what_is_written_from_now_on(protected: Desk, tmp_path: Path) -> None:
    before = tells(tmp_path)
    assert [backup for backup in before if "09h12m00" in backup] == list(before), "the backup of the former file"
    builders.an_organisation(protected, "Xylothek Qvist")
    assert (protected.path.with_name(protected.path.name + "-wal")).stat().st_size
    kept = backups.back_up(protected)
    assert kept.backup.is_encrypted
    assert tells(tmp_path) == before
    assert tells(tmp_path, "Xylothek") == set()
    protected.close()
    assert tells(tmp_path, "Xylothek") == set()
    assert tells(tmp_path) == before


def test_the_former_content_is_backed_up_first(desk: Desk) -> None:
    before = rows(desk.path)
    told: list[backups.Kept] = []
    desk.listen_to_backups(told.append)
    switched = password.set_password(desk, PASSPHRASE)
    assert told == [switched.replaced]
    assert rows(switched.replaced.backup.path) == before
    assert switched.older == (switched.replaced.backup,)
    assert switched.former is None


def test_the_lock_is_held_throughout(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    lock = desk.path.with_name(desk.path.name + ".lock")
    seen: list[object] = []
    real = cipher.convert

    def convert(*arguments: object) -> None:
        seen.append(lock.read_bytes())
        real(*arguments)  # type: ignore[arg-type]
        with closing(open_desk(desk.path)) as second:
            seen.append(second.is_read_only)

    monkeypatch.setattr(cipher, "convert", convert)
    before = lock.read_bytes()
    password.set_password(desk, PASSPHRASE)
    assert seen == [before, True]
    assert lock.read_bytes() == before


def test_everybody_hears_of_it_and_nothing_before_it_can_be_undone(desk: Desk) -> None:
    told: list[Changes] = []
    desk.listen(told.append)
    password.set_password(desk, PASSPHRASE)
    assert told[-1].operation is Operation.SET_PASSWORD
    assert "booking" in told[-1].tables
    assert desk.next_act(Way.UNDONE) is None
    assert desk.barrier is Operation.SET_PASSWORD
    password.change_password(desk, PASSPHRASE, OTHER)
    password.remove_password(desk, OTHER)
    noted = [line.operation for line in history.lines(desk, history.JournalFilter(), None, Window(0, 3))]
    assert set(noted) == {Operation.SET_PASSWORD, Operation.CHANGE_PASSWORD, Operation.REMOVE_PASSWORD}


def test_work_goes_on_under_it(protected: Desk) -> None:
    before = records(protected)
    room = rooms.rooms(protected)[0].id
    booking = builders.a_booking(protected, room, starts_at=datetime(2026, 12, 3, 9))
    assert isinstance(bookings.book(protected, builders.a_booking_draft(room)), Refused)
    builders.an_organisation(protected, "Fil & Parole")
    assert [hit.title for hit in search.search(protected, "parole")] == ["Fil & Parole"]
    done = records(protected)
    while protected.take(Way.UNDONE):
        pass
    assert records(protected) == before
    while protected.take(Way.REDONE):
        pass
    assert records(protected) == done
    assert bookings.get(protected, booking) is not None
    assert integrity.check(protected) == []


def test_who_reads_meanwhile_goes_on(desk: Desk) -> None:
    counted: list[int] = []
    is_over = False

    def read() -> None:
        while not is_over:
            counted.append(len(organisations.names(desk)))

    reader = Thread(target=read)
    reader.start()
    try:
        password.set_password(desk, PASSPHRASE)
        password.change_password(desk, PASSPHRASE, OTHER)
    finally:
        is_over = True
        reader.join()
    assert set(counted) == {1}


@pytest.mark.parametrize(
    ("act", "code"),
    [
        (lambda desk: password.set_password(desk, OTHER), "password_there"),
        (lambda desk: password.change_password(desk, OTHER, "encore un autre, long"), "password_wrong"),
        (lambda desk: password.change_password(desk, PASSPHRASE, "court"), "password_short"),
        (lambda desk: password.remove_password(desk, ""), "password_wrong"),
        (lambda desk: password.recovery(desk, OTHER), "password_wrong"),
    ],
)
def test_what_is_refused_changes_nothing(protected: Desk, act: object, code: str) -> None:
    before, key = protected.path.stat(), protected.key
    assert callable(act)
    with pytest.raises(UserError, match=code):
        act(protected)
    assert protected.key == key
    assert protected.path.stat().st_ino == before.st_ino


def test_a_plain_file_has_no_password_to_take_off(desk: Desk) -> None:
    with pytest.raises(UserError, match="password_wrong"):
        password.remove_password(desk, "")


def test_whoever_only_reads_sets_none(desk: Desk) -> None:
    with closing(open_desk(desk.path)) as reader, pytest.raises(UserError, match="file_read_only"):
        password.set_password(reader, PASSPHRASE)


def test_without_room_for_it_everything_stays_as_it_was(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    before = rows(desk.path)

    def refuse(self: Path, target: Path) -> Path:
        raise PermissionError

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", refuse)
        with pytest.raises(UserError, match="cannot_write"):
            password.set_password(desk, PASSPHRASE)
    assert desk.key is None
    assert rows(desk.path) == before
    builders.an_organisation(desk, "Encore")
    assert len(organisations.names(desk)) == 2
    assert not list(desk.path.parent.glob(".*"))


def test_backups_made_before_are_encrypted_too(desk: Desk, tmp_path: Path) -> None:
    backups.back_up(desk)
    switched = password.set_password(desk, PASSPHRASE)
    assert len(switched.older) == 2
    contents = [backups.contents_of(one.path) for one in switched.older]
    password.encrypt_older(desk, switched)
    assert [backups.contents_of(one.path, desk.key) for one in switched.older] == contents
    assert all(one.is_encrypted for one in backups.backups(desk.path))
    assert tells(tmp_path) == set()
    changed = password.change_password(desk, PASSPHRASE, OTHER)
    assert len(changed.older) == 3
    password.delete_older(changed)
    assert backups.backups(desk.path) == []


def test_another_houses_backups_are_left_alone(desk: Desk) -> None:
    other = builders.a_desk(desk.path.parent / "other.coopdesk")
    with other.write(Operation.EDIT_HOUSE) as unit:
        unit.connection.exec_driver_sql("UPDATE house SET name = 'Les Peupliers'")
        unit.commit()
    made = backups.back_up(other).backup.path
    made.rename(made.with_name("tilleuls 2026-11-20 10h00m00.coopdesk"))
    other.close()
    assert len(backups.backups(desk.path)) == 1
    switched = password.set_password(desk, PASSPHRASE)
    assert switched.older == (switched.replaced.backup,)


def test_a_restoration_keeps_the_houses_password_whatever_the_backups(desk: Desk) -> None:
    plain = password.set_password(desk, PASSPHRASE).replaced.backup.path
    builders.an_organisation(desk, "Après")
    backups.restore(desk, plain)
    assert set(organisations.names(desk).values()) == {MARKER}
    assert cipher.is_encrypted(desk.path)
    encrypted = backups.back_up(desk).backup.path
    former = desk.key
    password.change_password(desk, PASSPHRASE, OTHER)
    builders.an_organisation(desk, "Encore après")
    with pytest.raises(UserError, match="password_needed"):
        backups.restore(desk, encrypted)
    with pytest.raises(UserError, match="password_needed"):
        backups.difference(desk, encrypted)
    assert backups.difference(desk, encrypted, former).then.counts
    backups.restore(desk, encrypted, key=former)
    assert set(organisations.names(desk).values()) == {MARKER}
    desk.close()
    with closing(again(desk.path, OTHER)) as opened:
        assert integrity.check(opened) == []


def test_a_damaged_file_is_made_anew_under_the_backups_password(protected: Desk) -> None:
    made, key, path = backups.back_up(protected).backup, protected.key, protected.path
    protected.close()
    path.write_bytes(path.read_bytes()[:20_000])
    with pytest.raises(UserError, match="file_damaged"):
        open_desk(path, key=key)
    assert not backups.is_whole(path, key)
    assert backups.newest_good(path, key=key) == made
    assert backups.put_back(made.path, path, builders.NOW, key) is not None
    with closing(again(path, PASSPHRASE)) as opened:
        assert set(organisations.names(opened).values()) == {MARKER}


def test_old_backups_go_whatever_their_password(protected: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = backups.folder_beside(protected.path)
    one = backups.back_up(protected).backup.path
    for minute in range(12):
        (folder / f"tilleuls 2026-11-23 10h{minute:02}m00.coopdesk").write_bytes(one.read_bytes())
    password.change_password(protected, PASSPHRASE, OTHER)
    backups.back_up(protected)
    assert len(backups.backups(protected.path)) == 10


def test_it_is_salvaged_around_its_damage(protected: Desk, tmp_path: Path) -> None:
    for number in range(400):
        builders.an_organisation(protected, f"Association {number:03}", notes="x" * 900)
    path, key = protected.path, protected.key
    protected.close()
    content = bytearray(path.read_bytes())
    pages = len(content) // 4096
    for page in range(pages // 2, pages // 2 + 3):
        content[page * 4096 + 500] ^= 0xFF
    path.write_bytes(content)
    assert password.unlock(path, PASSPHRASE) == key
    report = salvage(path, tmp_path / "new.coopdesk", "Perdu {n}", key)
    assert report.losses
    assert report.saved["organisation"] > 300
    assert tells(tmp_path) <= {one.path.name for one in backups.backups(path)}
    with closing(again(tmp_path / "new.coopdesk", PASSPHRASE)) as opened:
        assert integrity.check(opened) == []
    assert path.read_bytes() == content


def test_damage_met_while_it_is_open_is_said_to_be_damage(protected: Desk) -> None:
    for number in range(200):
        builders.an_organisation(protected, f"Association {number:03}", notes="x" * 900)
    path, key = protected.path, protected.key
    protected.close()
    content = bytearray(path.read_bytes())
    for page in range(3, len(content) // 4096):
        content[page * 4096 + 500] ^= 0xFF
    path.write_bytes(content)
    with pytest.raises(UserError, match="file_damaged"), closing(open_desk(path, key=key)) as opened:
        organisations.names(opened)


def test_a_reader_on_another_pc_is_told_and_goes_on_with_the_new_password(desk: Desk) -> None:
    with closing(open_desk(desk.path)) as reader:
        assert len(organisations.names(reader)) == 1
        password.set_password(desk, PASSPHRASE)
        builders.an_organisation(desk, "Après")
        assert reader.look().is_news
        with pytest.raises(UserError, match="password_changed"):
            organisations.names(reader)
        reader.unlock(password.unlock(reader.path, PASSPHRASE))
        assert "Après" in organisations.names(reader).values()
        password.remove_password(desk, PASSPHRASE)
        assert reader.look().is_news
        with pytest.raises(UserError, match="password_changed"):
            organisations.names(reader)
        reader.unlock(None)
        assert "Après" in organisations.names(reader).values()


def test_two_pcs_under_one_password(protected: Desk) -> None:
    protected.close()
    with OtherPc(protected.path, host="accueil", passphrase=PASSPHRASE) as other:
        assert not other.first["is_read_only"]
        key = cipher._derived(PASSPHRASE, protected.path.read_bytes()[:16])
        with closing(open_desk(protected.path, key=key)) as reader:
            assert reader.is_read_only
            other.do("write", "Fil & Parole")
            assert reader.look().is_news
            assert "Fil & Parole" in organisations.names(reader).values()
            other.close()
            reader.look()
            reader.take_over()
            builders.an_organisation(reader, "Repris")
    with closing(again(protected.path, PASSPHRASE)) as opened:
        assert set(organisations.names(opened).values()) == {MARKER, "Fil & Parole", "Repris"}


_KILLED = """
import os, signal, sys
from pathlib import Path
from coopdesk.services import organisations, password
from coopdesk.services.desk import open_desk
from coopdesk.store import cipher

when, path, present, new = sys.argv[1:]
cipher.ROUNDS = 1000
key = cipher.key_of(Path(path), present) if present else None
desk = open_desk(Path(path), key=key)
real = getattr(Path if when == "replace" else cipher, when)

def die(*arguments):
    real(*arguments)
    os.kill(os.getpid(), signal.SIGKILL)

setattr(Path if when == "replace" else cipher, when, die)
if present:
    password.change_password(desk, present, new)
else:
    password.set_password(desk, new)
"""


@pytest.mark.parametrize("when", ["convert", "replace"])
@pytest.mark.parametrize("present", ["", PASSPHRASE])
def test_a_power_cut_leaves_the_one_file_or_the_other(desk: Desk, when: str, present: str) -> None:
    if present:
        password.set_password(desk, present)
    before = rows(desk.path, desk.key)
    desk.close()
    arguments = [sys.executable, "-c", _KILLED, when, str(desk.path), present, OTHER]
    assert subprocess.run(arguments, check=False).returncode == -signal.SIGKILL
    passphrase = OTHER if when == "replace" else present
    key = password.unlock(desk.path, passphrase) if passphrase else None
    with closing(open_desk(desk.path, key=key)) as opened:
        assert not opened.is_read_only
        assert integrity.check(opened) == []
        assert rows(opened.path, key) == before
        password.set_password(opened, "et encore un autre") if key is None else password.remove_password(
            opened, passphrase
        )
        assert rows(opened.path, opened.key) == before
    assert not list(desk.path.parent.glob(".*.new"))
