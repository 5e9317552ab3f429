"""Identifiers are checked where there is a rule, and an empty one is always right."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopdesk.domain import identifiers
from coopdesk.foundation.problems import Problem

Check = Callable[[str], list[Problem]]
CHECKS: list[Check] = [
    identifiers.check_rna,
    identifiers.check_siren,
    identifiers.check_siret,
    identifiers.check_ape,
    identifiers.check_district,
    identifiers.check_postcode,
]


def _codes(problems: list[Problem]) -> list[str]:
    return [problem.code for problem in problems]


@pytest.mark.parametrize("check", CHECKS)
def test_none_is_no_fault(check: Check) -> None:
    assert check("") == []


@pytest.mark.parametrize(
    ("check", "value"),
    [
        (identifiers.check_rna, "W000000001"),
        (identifiers.check_rna, "W2A1000001"),
        (identifiers.check_rna, "W9R1000001"),
        (identifiers.check_siren, "000000018"),
        (identifiers.check_siren, "356000000"),
        (identifiers.check_siret, "00000001800010"),
        (identifiers.check_siret, "00000002600013"),
        (identifiers.check_siret, "35600000000048"),
        (identifiers.check_siret, "35600000000010"),  # La Poste: no Luhn key, a sum of digits divisible by five
        (identifiers.check_ape, "9499Z"),
        (identifiers.check_district, "QP075001"),
        (identifiers.check_district, "QP02A001"),
        (identifiers.check_district, "QN07501M"),
        (identifiers.check_district, "QN02B01M"),
        (identifiers.check_postcode, "01000"),
        (identifiers.check_postcode, "20090"),
    ],
)
def test_right_ones(check: Check, value: str) -> None:
    assert check(value) == []


@pytest.mark.parametrize(
    ("check", "value", "code", "is_warning"),
    [
        (identifiers.check_rna, "W12345", "rna_form", True),
        (identifiers.check_rna, "0000000001", "rna_form", True),
        (identifiers.check_rna, "W٠٠٠٠٠٠٠٠٠", "rna_form", True),
        (identifiers.check_siren, "000000019", "siren_key", False),
        (identifiers.check_siren, "12345678", "digits_missing", False),
        (identifiers.check_siren, "1234567890", "digits_extra", False),
        (identifiers.check_siren, "12345678A", "siren_form", False),
        (identifiers.check_siren, "٠٠٠٠٠٠٠١٨", "siren_form", False),
        (identifiers.check_siret, "00000001800011", "siret_key", False),
        (identifiers.check_siret, "00000001900010", "siret_key", False),
        (identifiers.check_siret, "35600000000011", "siret_key", False),
        (identifiers.check_siret, "000000018", "digits_missing", False),
        (identifiers.check_siret, "1,8E+13", "siret_form", False),
        (identifiers.check_ape, "94.99Z", "ape_form", True),
        (identifiers.check_district, "QN07501", "district_form", True),
        (identifiers.check_district, "Les Tilleuls", "district_form", True),
        (identifiers.check_postcode, "1000", "postcode_form", True),
        (identifiers.check_postcode, "٠١٠٠٠", "postcode_form", True),
    ],
)
def test_wrong_ones(check: Check, value: str, code: str, is_warning: bool) -> None:
    (problem,) = check(value)
    assert (problem.code, problem.is_warning) == (code, is_warning)


@given(st.integers(0, 99_999_999))
def test_one_digit_in_ten_ends_a_siren(first_eight: int) -> None:
    valid = [last for last in range(10) if not identifiers.check_siren(f"{first_eight:08d}{last}")]
    assert len(valid) == 1


def test_missing_digits_are_counted() -> None:
    (problem,) = identifiers.check_siret("00000001800")
    assert problem.params == {"n": 3, "length": 14}


@given(st.sampled_from([" ", ".", "-", "\u00a0", "\u202f", "\t"]))
def test_compact_takes_what_people_put_between(between: str) -> None:
    assert identifiers.compact(between.join(["w000", "000", "001"])) == "W000000001"
    assert _codes(identifiers.check_ape(identifiers.compact("94.99z"))) == []
