"""A network is recognised where it matters: no shared memory there, so no write-ahead logging."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from tests import builders

from coopdesk.foundation.problems import UserError
from coopdesk.services.desk import Desk, open_desk
from coopdesk.store import network

MOUNTS = """\
sysfs /sys sysfs rw,nosuid 0 0
/dev/sda2 / ext4 rw,relatime 0 0
/dev/sda3 /home ext4 rw 0 0
//serveur/commun /mnt/partage\\040commun cifs rw,vers=3.1.1 0 0
nas:/volume1 /mnt/nas nfs4 rw 0 0
/dev/sdb1 /mnt/nas/usb vfat rw 0 0
marie@nas: /home/marie/nas fuse.sshfs rw 0 0
/dev/sdc1 /media/cle fuseblk rw 0 0
auto /srv autofs rw 0 0
//nas/maison /srv cifs rw 0 0
broken
"""


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/etc/house.coopdesk", "ext4"),
        ("/home/marie/house.coopdesk", "ext4"),
        ("/home/marie/nas/house.coopdesk", "fuse.sshfs"),
        ("/home/marie/nasse/house.coopdesk", "ext4"),
        ("/mnt/partage commun/maison été.coopdesk", "cifs"),
        ("/mnt/nas/a/b/house.coopdesk", "nfs4"),
        ("/mnt/nas/usb/house.coopdesk", "vfat"),
        ("/media/cle/house.coopdesk", "fuseblk"),
        ("/srv/house.coopdesk", "cifs"),
    ],
)
def test_a_file_lies_where_the_deepest_mount_is(path: str, kind: str) -> None:
    assert network.file_system(Path(path), MOUNTS) == kind


def test_without_mounts_nothing_is_known() -> None:
    assert network.file_system(Path("/home/house.coopdesk"), "") == ""
    assert not network.is_network_kind("")


@pytest.mark.parametrize("kind", ["cifs", "smb3", "nfs", "nfs4", "fuse.sshfs", "9p", "vboxsf", "fuse.gvfsd-fuse"])
def test_kinds_of_another_computer(kind: str) -> None:
    assert network.is_network_kind(kind)


@pytest.mark.parametrize("kind", ["ext4", "btrfs", "vfat", "exfat", "ntfs3", "fuseblk", "overlay", "tmpfs"])
def test_kinds_of_this_computer(kind: str) -> None:
    assert not network.is_network_kind(kind)


@pytest.mark.parametrize(
    ("path", "is_share"),
    [
        (r"\\serveur\commun\maison.coopdesk", True),
        (r"\\?\UNC\serveur\commun\maison.coopdesk", True),
        (r"\\?\C:\maison.coopdesk", False),
        (r"C:\Users\marie\maison.coopdesk", False),
    ],
)
def test_windows_shares(path: str, is_share: bool) -> None:
    assert network.is_share(path) is is_share


def test_this_machines_own_folders_are_no_network(tmp_path: Path) -> None:
    assert not network.is_network(tmp_path / "maison été.coopdesk")


def journal_mode(desk: Desk) -> str:
    with desk.read() as connection:
        return str(connection.exec_driver_sql("PRAGMA journal_mode").scalar_one())


def test_on_this_computer_the_log_is_written_ahead(desk: Desk) -> None:
    assert journal_mode(desk) == "wal"


def test_on_a_network_a_rollback_journal_serves_and_nothing_is_mapped(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(network, "is_network", lambda _path: True)
    desk, reader = builders.a_desk(path), open_desk(path)
    builders.an_organisation(desk)

    for one in (desk, reader):
        assert journal_mode(one) == "delete"
        with one.read() as connection:
            assert connection.exec_driver_sql("PRAGMA mmap_size").scalar_one() == 0
            assert connection.exec_driver_sql("SELECT count(*) FROM organisation").scalar_one() == 1
    reader.close()
    desk.close()


def test_a_log_left_by_the_computer_that_has_the_disk_is_ended(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    builders.a_desk(path).close()
    with closing(sqlite3.connect(path)) as plain:
        assert plain.execute("PRAGMA journal_mode = WAL").fetchone() == ("wal",)
    monkeypatch.setattr(network, "is_network", lambda _path: True)
    desk = open_desk(path)
    assert journal_mode(desk) == "delete"
    desk.close()


def test_a_live_log_is_not_read_across_a_network(path: Path, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    assert journal_mode(desk) == "wal"
    monkeypatch.setattr(network, "is_network", lambda _path: True)
    with pytest.raises(UserError) as error:
        open_desk(path)
    assert error.value.code == "file_live_elsewhere"
    builders.an_organisation(desk)


def test_where_write_ahead_fails_a_rollback_journal_serves(path: Path) -> None:
    """No shared memory on this disk: a folder in its place cannot be mapped."""
    builders.a_desk(path).close()
    path.with_name(path.name + "-shm").mkdir()
    desk = open_desk(path)
    builders.an_organisation(desk)
    assert journal_mode(desk) == "delete"
    desk.close()


def test_a_reader_in_the_way_of_a_commit_is_said_so(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without write-ahead logging a commit waits for who reads; not for ever, and nothing is half written."""
    monkeypatch.setattr(network, "is_network", lambda _path: True)
    desk = builders.a_desk(path)
    with closing(sqlite3.connect(path)) as other:
        other.execute("BEGIN")
        other.execute("SELECT count(*) FROM organisation").fetchone()
        with pytest.raises(UserError) as error:
            builders.an_organisation(desk)
    assert error.value.code == "file_locked"
    builders.an_organisation(desk)
    desk.close()
