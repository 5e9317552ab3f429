"""Identifiers of French associations: RNA, SIREN, SIRET, APE, priority districts.

They are checked, and never an obstacle where an association may honestly have none: an empty value is right.
Sources: associations.gouv.fr « Immatriculation » (RNA, SIREN, SIRET); InseeFrLab/validinsee (Luhn keys, La Poste);
data.gouv.fr « QPV 2024 » (QN codes). Keys are computed here: python-stdnum, which the tests compare them with, would
bring TLS and Python's documentation along for a sum of digits, and neither is in what is installed.
"""

import re

from coopdesk.foundation.problems import Problem

# « W » and nine digits; Corsican and overseas numbers carry a letter in third place (unchecked: domain.md §4.3).
_RNA = re.compile(r"W\d[0-9A-Z]\d{7}", re.ASCII)
_APE = re.compile(r"\d{4}[A-Z]", re.ASCII)
# Both generations are kept: QP (2015 list) and QN (2024 list).
_DISTRICT = re.compile(r"QP(\d{3}|02[AB])\d{3}|QN(\d{3}|02[AB])\d{2}[A-Z]", re.ASCII)
_POSTCODE = re.compile(r"\d{5}", re.ASCII)
_LA_POSTE, _LA_POSTE_ITSELF = "356000000", "35600000000048"


def compact(value: str) -> str:
    """An identifier as it is stored: upper case, without spaces, dots or dashes."""
    return re.sub(r"[\s.\-\u00a0\u202f]", "", value).upper()


def check_rna(value: str) -> list[Problem]:
    """Warn about an RNA number of another form than « W000000000 »."""
    if not value or _RNA.fullmatch(value):
        return []
    return [Problem("rna", "rna_form", {"value": value}, is_warning=True)]


def check_siren(value: str) -> list[Problem]:
    """Refuse a SIREN that is not nine digits with a right key."""
    return _check_key("siren", value, 9) if value else []


def check_siret(value: str) -> list[Problem]:
    """Refuse a SIRET that is not fourteen digits with a right key (La Poste's exception included)."""
    return _check_key("siret", value, 14) if value else []


def _check_key(field: str, value: str, length: int) -> list[Problem]:
    if not value.isascii() or not value.isdigit():
        return [Problem(field, f"{field}_form", {"value": value})]
    if len(value) != length:
        code = "digits_missing" if len(value) < length else "digits_extra"
        return [Problem(field, code, {"n": abs(length - len(value)), "length": length})]
    if _has_luhn_key(value[:9]) and (length == 9 or _has_establishment_key(value)):
        return []
    return [Problem(field, f"{field}_key", {"value": value})]


def _has_establishment_key(siret: str) -> bool:
    """La Poste has more offices than Luhn's key has numbers: theirs have a sum of digits that five divides."""
    if siret.startswith(_LA_POSTE) and siret != _LA_POSTE_ITSELF:
        return sum(map(int, siret)) % 5 == 0
    return _has_luhn_key(siret)


def _has_luhn_key(digits: str) -> bool:
    """From the right, every second digit counts twice, and its two digits are added: ten divides the sum."""
    doubled = (sum(divmod(2 * int(digit), 10)) for digit in digits[-2::-2])
    return (sum(doubled) + sum(map(int, digits[-1::-2]))) % 10 == 0


def check_ape(value: str) -> list[Problem]:
    """Warn about an APE code of another form than « 9499Z »."""
    return [] if not value or _APE.fullmatch(value) else [Problem("ape", "ape_form", {"value": value}, is_warning=True)]


def check_district(value: str) -> list[Problem]:
    """Warn about a priority district of another form than « QP075001 » (2015) or « QN07501M » (2024)."""
    if not value or _DISTRICT.fullmatch(value):
        return []
    return [Problem("priority_district", "district_form", {"value": value}, is_warning=True)]


def check_postcode(value: str) -> list[Problem]:
    """Warn about a postcode that is not five digits."""
    if not value or _POSTCODE.fullmatch(value):
        return []
    return [Problem("postcode", "postcode_form", {"value": value}, is_warning=True)]
