"""The keys of the fictional house: which opens what, who has one, who had it; always the same, whatever the scale."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from coopdesk.domain.room_key import KeyHandoverDraft, KeyKind, RoomKeyDraft
from coopdesk.services.demo import fiction


@dataclass(frozen=True, slots=True)
class Bunch:
    """The keys, in the order that gives theirs in the file, and what was handed over."""

    keys: list[RoomKeyDraft]
    handovers: list[KeyHandoverDraft]


def read_keys(rooms: Mapping[str, int], organisations: Mapping[str, int], today: date) -> Bunch:
    """The register of keys; dates are so many days from today, deposits in euros."""
    keys = [
        RoomKeyDraft(
            label=row["label"],
            kind=KeyKind(row["kind"]),
            rooms=tuple(sorted(rooms[name] for name in row["rooms"].split("|"))),
            notes=row["notes"],
        )
        for row in fiction.read_table("keys.csv")
    ]
    ranks = {one.label: rank for rank, one in enumerate(keys, start=1)}
    return Bunch(keys, [_handover(row, ranks, organisations, today) for row in fiction.read_table("key_handovers.csv")])


def _handover(
    row: Mapping[str, str], keys: Mapping[str, int], organisations: Mapping[str, int], today: date
) -> KeyHandoverDraft:
    organisation_id = organisations[row["organisation"]]
    given_on = _day(row["given"], today)
    if given_on is None:
        raise ValueError("a handover without its day")
    return KeyHandoverDraft(
        key_id=keys[row["key"]],
        organisation_id=organisation_id,
        contact_id=fiction.key_holder(organisation_id),
        given_on=given_on,
        due_on=_day(row["due"], today),
        returned_on=_day(row["returned"], today),
        deposit=int(row["deposit"]) * 100 if row["deposit"] else None,
        deposit_returned_on=_day(row["deposit_returned"], today),
        notes=row["notes"],
    )


def _day(days: str, today: date) -> date | None:
    return today + timedelta(days=int(days)) if days else None
