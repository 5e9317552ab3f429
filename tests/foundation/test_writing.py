"""Files that people keep, written whole or not at all."""

from pathlib import Path

import pytest

from coopdesk.foundation.problems import UserError
from coopdesk.foundation.writing import write_whole


def test_a_file_takes_the_place_of_the_former_one(tmp_path: Path) -> None:
    target = tmp_path / "Bilan été.pdf"
    write_whole(b"former", target)
    write_whole(b"new", target)
    assert target.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [target]


def test_what_cannot_be_written_says_so_and_leaves_nothing(tmp_path: Path) -> None:
    in_the_way = tmp_path / "Bilan.pdf"
    in_the_way.mkdir()
    (in_the_way / "kept").touch()
    with pytest.raises(UserError) as refusal:
        write_whole(b"new", in_the_way)
    assert refusal.value.code == "cannot_write"
    with pytest.raises(UserError):
        write_whole(b"new", tmp_path / "no folder" / "Bilan.pdf")
    assert list(tmp_path.iterdir()) == [in_the_way]
