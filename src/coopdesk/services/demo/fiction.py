"""The fictional house as resources/demo tells it: its sheet, rooms, organisations, articles.

Identifiers are made of zeros around a rank, valid by form and key and belonging to nobody (domain.md §3).
"""

import csv
import tomllib
from collections.abc import Mapping
from datetime import date, time, timedelta
from pathlib import Path
from random import Random
from typing import Any

from coopdesk.domain.calendars import HolidayZone
from coopdesk.domain.equipment import Condition, EquipmentDraft, Tracking
from coopdesk.domain.house import House
from coopdesk.domain.organisation import ContactDraft, ContactRole, OrganisationDraft, OrganisationKind
from coopdesk.domain.room import Layout, LayoutCapacity, OpeningHours, RoomDraft
from coopdesk.domain.text import fold
from coopdesk.foundation.paths import resources

_WEEKDAYS = {"week": range(5), "saturday": (5,), "sunday": (6,)}
_FIRST_NAMES = ("Nadia", "Bruno", "Aïcha", "Paul", "Mei", "Yann", "Fatou", "Irène", "Karim", "Lucie", "Otto", "Zoé")
_ROLES = (ContactRole.CHAIR, ContactRole.KEY_HOLDER)
_LAST_NAMES = ("Fictif", "Personne", "Exemple", "Tilleul", "Quidam", "Untel", "Modèle", "Essai")


def read_table(name: str) -> list[dict[str, str]]:
    """The rows of one of the fiction's tables."""
    with _path(name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def _path(name: str) -> Path:
    return resources() / "demo" / name


def read_house() -> tuple[House, list[RoomDraft]]:
    """The house's sheet and its rooms with their hours."""
    tables = tomllib.loads(_path("house.toml").read_text(encoding="utf-8"))
    sheet: dict[str, Any] = tables["house"]
    house = House(**{**sheet, "school_zone": HolidayZone(sheet["school_zone"])})
    ranks = {table["name"]: rank for rank, table in enumerate(tables["rooms"], start=1)}
    return house, [_room(table, ranks) for table in tables["rooms"]]


def _room(table: Mapping[str, Any], ranks: Mapping[str, int]) -> RoomDraft:
    hours = [
        OpeningHours(weekday, time.fromisoformat(opens_at), time.fromisoformat(closes_at))
        for days, stretches in table["hours"].items()
        for opens_at, closes_at in (stretch.split("-") for stretch in stretches)
        for weekday in _WEEKDAYS[days]
    ]
    layouts = (LayoutCapacity(Layout(layout), capacity) for layout, capacity in table.get("layouts", {}).items())
    return RoomDraft(
        **{
            **table,
            "hours": tuple(sorted(hours)),
            "layouts": tuple(sorted(layouts)),
            "fixtures": tuple(table.get("fixtures", ())),
            "parts": tuple(sorted(ranks[part] for part in table.get("parts", ()))),
        }
    )


def read_organisations(today: date) -> list[OrganisationDraft]:
    """The organisations; their papers end so many days from today."""
    return [_organisation(rank, row, today) for rank, row in enumerate(read_table("organisations.csv"), start=1)]


def _organisation(rank: int, row: Mapping[str, str], today: date) -> OrganisationDraft:
    kind = OrganisationKind(row["kind"])
    is_declared = kind is OrganisationKind.ASSOCIATION
    insured = row["insurance_days"]
    siret = "" if kind is OrganisationKind.INFORMAL_GROUP else _siret(rank)
    return OrganisationDraft(
        name=row["name"],
        short_name=row["short_name"],
        kind=kind,
        purpose=row["purpose"],
        rna=f"W{rank:09d}" if is_declared else "",
        siren=siret[:9],
        siret=siret,
        priority_district="QN00001T" if row["in_district"] else "",
        address=f"{rank}, allée du Mail",
        postcode="00000",
        city="Villeneuve-les-Tilleuls",
        phone=f"01 99 00 00 {rank:02d}",
        email=f"contact@{_domain_name(row['name'])}.example",
        members=_number(row["members"]),
        volunteers=_number(row["volunteers"]),
        declared_on=date(2000 + rank % 20, 1 + rank % 12, 1 + rank % 28) if is_declared else None,
        charter_signed_on=today - timedelta(days=400 + 7 * rank) if row["charter"] else None,
        republican_commitment_signed_on=today - timedelta(days=300 + 5 * rank) if is_declared else None,
        agreement_ends_on=today + timedelta(days=200 - 12 * (rank % 15)) if is_declared and rank % 7 else None,
        insurance_company="Assurance fictive" if insured else "",
        insurance_policy=f"POLICE-{rank:06d}" if insured else "",
        insurance_ends_on=today + timedelta(days=int(insured)) if insured else None,
        themes=tuple(row["themes"].split("|")),
    )


def _number(text: str) -> int | None:
    return int(text) if text else None


def _domain_name(name: str) -> str:
    return "-".join("".join(c if c.isalnum() else " " for c in fold(name)).split())


def _siret(rank: int) -> str:
    siren = _with_key(f"{rank:08d}")
    return _with_key(f"{siren}0001")


def _with_key(digits: str) -> str:
    # Luhn: from the right, the key included, every other digit is doubled and its own digits added.
    doubled = (sum(divmod(2 * int(c), 10)) if n % 2 == 0 else int(c) for n, c in enumerate(reversed(digits)))
    return f"{digits}{-sum(doubled) % 10}"


def key_holder(organisation_id: int) -> int:
    """The key of the contact who holds an organisation's keys, as `contacts` lists them."""
    return organisation_id * len(_ROLES)


def contacts(organisations: list[OrganisationDraft], chance: Random, today: date) -> list[ContactDraft]:
    """Two invented people for each organisation; their order in the list is the organisation's key."""
    drafts = []
    for organisation_id, organisation in enumerate(organisations, start=1):
        for rank, role in enumerate(_ROLES):
            name = f"{chance.choice(_FIRST_NAMES)} {chance.choice(_LAST_NAMES)}"
            drafts.append(
                ContactDraft(
                    organisation_id=organisation_id,
                    name=name,
                    role=role,
                    phone=f"01 99 00 {rank + 1:02d} {organisation_id:02d}",
                    email=f"{_domain_name(name)}@{organisation.email.partition('@')[2]}",
                    source="Forum des associations" if rank else "Fiche de rentrée",
                    confirmed_on=today - timedelta(days=chance.randrange(20, 420)),
                )
            )
    return drafts


def read_equipment(keys: Mapping[str, int], chance: Random, today: date) -> list[EquipmentDraft]:
    """The inventory; `keys` gives the organisations' keys by name."""
    return [_article(rank, row, keys, chance, today) for rank, row in enumerate(read_table("equipment.csv"), start=1)]


def _article(rank: int, row: Mapping[str, str], keys: Mapping[str, int], chance: Random, today: date) -> EquipmentDraft:
    tracking, quantity = Tracking(row["tracking"]), int(row["quantity"])
    return EquipmentDraft(
        name=row["name"],
        category=row["category"],
        tracking=tracking,
        inventory_number=f"TIL-{rank:04d}" if tracking is Tracking.UNIQUE else "",
        quantity=quantity,
        out_of_order=1 if tracking is Tracking.LOT and rank % 17 == 0 else 0,
        owner_id=keys[row["owner"]] if row["owner"] else None,
        place=row["place"],
        condition=_condition(rank),
        unit_value=int(row["value"]) * 100,
        deposit=int(row["deposit"]) * 100,
        purchased_on=today - timedelta(days=chance.randrange(200, 3000)),
        check_due_on=today + timedelta(days=chance.randrange(-20, 300))
        if row["category"] == "Son et lumière"
        else None,
    )


def _condition(rank: int) -> Condition:
    if rank % 41 == 0:
        return Condition.UNDER_REPAIR
    if rank % 53 == 0:
        return Condition.BROKEN
    return Condition.WORN if rank % 9 == 0 else Condition.GOOD
