"""A file under a password: not one value is lost on the way in, on the way out, or from one password to the next."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests import builders

from coopdesk.foundation.problems import UserError
from coopdesk.store import cipher
from coopdesk.store.cipher import Key

PASSPHRASE = "Là-bas, 3 tilleuls « en fleur »"  # noqa: S105 - of no real file


@pytest.fixture
def plain(path: Path) -> Path:
    """A house with a little of everything, closed."""
    with closing(builders.a_desk(path)) as desk:
        organisation = builders.an_organisation(desk, "Jardin d’à côté", notes='l\'accès : "2e"', themes=("Œuvre",))
        builders.a_booking(desk, builders.a_room(desk), organisation, purpose="Répétition")
        builders.a_loan(desk, organisation, (builders.an_equipment(desk), 4))
        builders.an_action(desk, organisation)
    return path


def under(path: Path, before: Key | None, after: Key | None) -> None:
    with cipher.replacing(path) as beside:
        cipher.convert(path, before, beside, after)


def dump(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        # Indexes come in another order: each is made anew.
        return sorted(connection.iterdump())


def test_in_and_out_again_gives_the_same_file(plain: Path) -> None:
    before = dump(plain)
    key = cipher.new_key(PASSPHRASE)

    under(plain, None, key)
    assert cipher.is_encrypted(plain)
    assert b"Jardin" not in plain.read_bytes()
    with pytest.raises(sqlite3.DatabaseError):
        dump(plain)

    under(plain, key, other := cipher.new_key("un autre mot de passe"))
    under(plain, other, None)
    assert not cipher.is_encrypted(plain)
    assert dump(plain) == before
    with closing(sqlite3.connect(plain)) as connection:
        assert connection.execute("PRAGMA application_id").fetchone() == (0x636F6F70,)


def test_the_search_answers_under_a_password(plain: Path) -> None:
    key = cipher.new_key(PASSPHRASE)
    under(plain, None, key)
    with closing(cipher.connect(plain, key)) as connection:
        found = connection.execute("SELECT count(*) FROM search WHERE words MATCH 'repet*'").fetchone()
    assert found == (1,)


def test_a_passphrase_gives_the_key_back(plain: Path) -> None:
    key = cipher.new_key(PASSPHRASE)
    under(plain, None, key)
    assert cipher.key_of(plain, PASSPHRASE) == key
    assert PASSPHRASE not in repr(key)
    assert key.raw.hex() not in repr(key)


@pytest.mark.all_rounds
def test_the_librarys_own_tools_open_it_too(plain: Path) -> None:
    under(plain, None, cipher.new_key(PASSPHRASE))
    with closing(cipher.driver().connect(str(plain))) as connection:
        connection.execute(f"PRAGMA key = '{PASSPHRASE}'")
        assert connection.execute("SELECT count(*) FROM organisation").fetchone() == (1,)


@pytest.mark.parametrize("typed", ["", "là-bas", PASSPHRASE + " ", PASSPHRASE.upper()])
def test_another_passphrase_is_refused(plain: Path, typed: str) -> None:
    under(plain, None, cipher.new_key(PASSPHRASE))
    with pytest.raises(UserError) as refusal:
        cipher.key_of(plain, typed)
    assert refusal.value.code == "password_wrong"


def test_damage_is_told_from_a_wrong_passphrase_where_it_can_be(plain: Path) -> None:
    key = cipher.new_key(PASSPHRASE)
    under(plain, None, key)
    content = bytearray(plain.read_bytes())
    content[2000] ^= 0xFF
    plain.write_bytes(content)

    # The first page is damaged, the second still answers to the right key only.
    assert cipher.key_of(plain, PASSPHRASE) == key
    with pytest.raises(UserError) as refusal:
        cipher.key_of(plain, "un autre mot de passe")
    assert refusal.value.code == "password_wrong"


def test_a_plain_file_is_not_taken_for_an_encrypted_one(plain: Path, tmp_path: Path) -> None:
    assert not cipher.is_encrypted(plain)
    for name, content in {
        "empty": b"",
        "zeros": bytes(8192),
        "text": ("Maison de quartier des Tilleuls\n" * 512).encode()[:8192],
        "short": bytes(range(256)) * 3,
    }.items():
        other = tmp_path / name
        other.write_bytes(content)
        assert not cipher.is_encrypted(other)


def test_a_conversion_that_fails_leaves_the_file_alone(plain: Path) -> None:
    before = plain.read_bytes()
    with pytest.raises(Exception, match="database"), cipher.replacing(plain) as beside:
        cipher.convert(plain, cipher.new_key("faux mot de passe"), beside, None)
    assert plain.read_bytes() == before
    assert sorted(one.name for one in plain.parent.iterdir()) == [plain.name]


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(passphrase=st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=40))
def test_any_passphrase_opens_what_it_closed(tmp_path: Path, passphrase: str) -> None:
    path = tmp_path / "house.coopdesk"
    path.unlink(missing_ok=True)
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript("CREATE TABLE t (a); INSERT INTO t VALUES ('été');")
    under(path, None, cipher.new_key(passphrase))
    with closing(cipher.connect(path, cipher.key_of(path, passphrase))) as connection:
        assert connection.execute("SELECT a FROM t").fetchall() == [("été",)]
