"""Tables of any separator and encoding come out as the cells that were typed."""

import csv
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopdesk.exchange.tables import Table, decode, read_table
from coopdesk.foundation.problems import UserError

HEADINGS = {"Nom", "Ville", "Notes"}


def _read(data: bytes) -> Table:
    return read_table(data, HEADINGS.__contains__)


def _cells(data: bytes) -> list[list[str]]:
    return [record.cells for record in _read(data).records]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_every_separator_encoding_and_line_ending(encoding: str, separator: str, ending: str) -> None:
    lines = [separator.join(cells) for cells in (["Nom", "Ville"], ["Chœur d’Été", "Évry"])]
    assert _cells((ending.join(lines) + ending).encode(encoding)) == [["Chœur d’Été", "Évry"]]


def test_a_byte_windows_does_not_define_is_seen_not_dropped() -> None:
    assert decode(b"caf\xe9 \x81") == "café \ufffd"


def test_the_separator_is_the_one_that_brings_headings_to_light() -> None:
    assert _cells(b"Nom;Ville;Notes\nA, B, C, D et E, F;Paris;1, 2, 3, 4, 5\n") == [
        ["A, B, C, D et E, F", "Paris", "1, 2, 3, 4, 5"]
    ]


def test_an_announced_separator_is_taken_at_its_word() -> None:
    table = _read(b"sep=|\r\nNom|Ville\r\nA;B|Paris\r\n")
    assert table.headings == ["Nom", "Ville"]
    assert list(table.records) == [(3, ["A;B", "Paris"])]


def test_a_title_above_the_headings_and_blank_rows_are_passed_over() -> None:
    table = _read(b"Nos associations;;\n;;\n\nNom;Ville;Notes\n;;\n  A ;Paris;\n")
    assert table.headings == ["Nom", "Ville", "Notes"]
    assert list(table.records) == [(6, ["A", "Paris", ""])]


def test_lines_are_those_of_the_file_where_records_start() -> None:
    data = b'Nom;Notes\nA;"un\ndeux\ntrois"\n\nB;quatre\n'
    assert [record.line for record in _read(data).records] == [2, 6]


def test_quotes_inside_a_quoted_cell_are_readable() -> None:
    assert _cells(b'Nom;Ville\n"Les "Amis" du quartier";Paris\nB;Lyon\n') == [
        ['Les Amis" du quartier"', "Paris"],
        ["B", "Lyon"],
    ]


def test_a_leading_zero_kept_by_a_formula() -> None:
    assert _cells(b'Nom;Ville\n="01000";""\n"=""02""";x\n') == [["01000", ""], ["02", "x"]]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "table_empty"),
        (b"\xef\xbb\xbf", "table_empty"),
        (b" \r\n\r\n", "table_empty"),
        (b"PK\x03\x04\x14\x00\x06\x00", "table_unreadable"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00\x00", "table_unreadable"),
        (b'Nom;Ville\nA;Paris\n"B;Lyon\nC;Lille\n', "table_open_quote"),
    ],
)
def test_what_is_no_table_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(UserError) as refused:
        list(_read(data).records)
    assert refused.value.code == code


def test_an_open_quote_is_told_with_its_line() -> None:
    with pytest.raises(UserError) as refused:
        list(_read(b'Nom;Ville\nA;"Paris\n(19e)"\n"B;Lyon\nC;Lille').records)
    assert refused.value.params == {"line": 4}


@given(st.binary(max_size=200))
def test_no_bytes_are_a_bug(data: bytes) -> None:
    code = ""
    try:
        records = list(_read(data).records)
    except UserError as error:
        records, code = [], error.code
    assert code in {"", "table_empty", "table_unreadable", "table_open_quote"}
    assert all(any(record.cells) for record in records)


TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]) | st.sampled_from(';,\t"\n'), max_size=20)


@given(
    st.lists(st.tuples(TEXT, TEXT, TEXT), max_size=8),
    st.sampled_from(";,\t"),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_what_is_written_is_read_back(rows: list[tuple[str, str, str]], separator: str, encoding: str) -> None:
    stream = StringIO(newline="")
    csv.writer(stream, delimiter=separator, quoting=csv.QUOTE_ALL).writerows([("Nom", "Ville", "Notes"), *rows])
    stripped = [[cell.strip() for cell in row] for row in rows]
    assert _cells(stream.getvalue().encode(encoding)) == [row for row in stripped if any(row)]


def test_an_open_quote_in_a_large_table_is_told_as_well() -> None:
    data = b'Nom;Ville\nA;"Paris\n' + b"B;Lyon\n" * 1_500_000
    with pytest.raises(UserError) as refused:
        list(_read(data).records)
    assert (refused.value.code, refused.value.params) == ("table_open_quote", {"line": 2})
