"""Identifiers of French associations: RNA, SIREN, SIRET, APE, priority districts.

They are checked, and never an obstacle where an association may honestly have none: an empty value is right.
Sources: associations.gouv.fr « Immatriculation » (RNA, SIREN, SIRET); InseeFrLab/validinsee (Luhn keys, La Poste);
data.gouv.fr « QPV 2024 » (QN codes). Keys are computed by python-stdnum where it has the rule; it has none for RNA.
"""

import re

from coopdesk.foundation.problems import Problem

# « W » and nine digits; Corsican and overseas numbers carry a letter in third place (unchecked: domain.md §4.3).
_RNA = re.compile(r"W\d[0-9A-Z]\d{7}", re.ASCII)
_APE = re.compile(r"\d{4}[A-Z]", re.ASCII)
# Both generations are kept: QP (2015 list) and QN (2024 list).
_DISTRICT = re.compile(r"QP(\d{3}|02[AB])\d{3}|QN(\d{3}|02[AB])\d{2}[A-Z]", re.ASCII)
_POSTCODE = re.compile(r"\d{5}", re.ASCII)


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
    # stdnum brings pydoc and e-mail with it: paid by the first number checked, not by the start.
    from stdnum.exceptions import InvalidChecksum, ValidationError  # noqa: PLC0415
    from stdnum.fr import siren, siret  # noqa: PLC0415

    try:
        (siren if field == "siren" else siret).validate(value)
    except InvalidChecksum:
        return [Problem(field, f"{field}_key", {"value": value})]
    except ValidationError:
        return [Problem(field, f"{field}_form", {"value": value})]
    return []


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
