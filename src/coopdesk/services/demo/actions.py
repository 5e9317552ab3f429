"""Sixty cooperation actions, coded by form and dynamic, tied to the bookings and loans of their partners."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from coopdesk.domain.action import ActionDraft, ActionStage, Horizon, Partner, PartnerRole
from coopdesk.domain.booking import BookingDraft, BookingState
from coopdesk.domain.typology import BRAKES, LEVERS, REASONS, Typologies
from coopdesk.services.demo import fiction

_UNREVIEWED = {"Forum santé des Tilleuls", "Journée des droits", "Rapprochement des ateliers d’art"}
_ABANDONED = {"Coordination jeunesse"}
_ROLES = (PartnerRole.CO_LEAD, PartnerRole.OPERATIONAL, PartnerRole.LENDER, PartnerRole.SUPPORT)
_REVIEWS = (
    "Bilan fait avec les partenaires : à refaire, en s’y prenant plus tôt.",
    "Les partenaires sont satisfaits ; la communication est à partager davantage.",
    "De nouvelles personnes sont venues ; deux bénévoles ont rejoint les associations.",
)


@dataclass(frozen=True, slots=True)
class Means:
    """What actions can be tied to: bookings and loans; a place in a list is a key."""

    bookings: Sequence[BookingDraft]
    loans: Sequence[Mapping[str, Any]]


def write_actions(
    organisations: Mapping[str, int], means: Means, typologies: Typologies, today: date, chance: Random
) -> list[ActionDraft]:
    """The sixty actions."""
    rows = fiction.read_table("actions.csv")
    return [_action(row, organisations, means, typologies, today, chance) for row in rows]


def _action(
    row: Mapping[str, str],
    organisations: Mapping[str, int],
    means: Means,
    typologies: Typologies,
    today: date,
    chance: Random,
) -> ActionDraft:
    starts_on = today + timedelta(days=int(row["start"]))
    ends_on = starts_on + timedelta(days=int(row["days"]))
    stage = _stage(row["title"], starts_on, ends_on, today)
    partners = _partners(row, organisations, chance)
    happened = stage.is_counted and starts_on <= today
    reached = int(row["reached"]) if happened and row["reached"] else None
    booking_ids, loan_ids = _means(partners, means, starts_on, ends_on) if stage.is_counted else ((), ())
    return ActionDraft(
        title=row["title"],
        summary=f"{row['goal']}.",
        need=row["need"],
        need_source="Conseil citoyen" if row["dynamic"] == "D1" else "Rencontre des partenaires",
        common_goal=row["goal"],
        form=row["form"],
        second_form="F3" if row["form"] == "F6" and chance.random() < 0.3 else None,
        dynamic=row["dynamic"],
        horizon=_horizon(row["form"], int(row["days"])),
        stage=stage,
        starts_on=starts_on,
        ends_on=ends_on,
        reached_total=reached,
        reached_district=None if reached is None else reached * chance.randrange(45, 85) // 100,
        review=chance.choice(_REVIEWS) if stage is ActionStage.REVIEWED else "",
        partners=partners,
        reasons=_marks(typologies, REASONS, 2, chance),
        brakes=_marks(typologies, BRAKES, 1, chance) if happened else (),
        levers=_marks(typologies, LEVERS, 2, chance) if happened else (),
        booking_ids=booking_ids,
        loan_ids=loan_ids,
    )


def _stage(title: str, starts_on: date, ends_on: date, today: date) -> ActionStage:
    if title in _ABANDONED:
        return ActionStage.ABANDONED
    if title in _UNREVIEWED:
        return ActionStage.FINISHED
    if ends_on < today:
        return ActionStage.REVIEWED
    if starts_on <= today:
        return ActionStage.UNDER_WAY
    return ActionStage.PREPARATION if starts_on < today + timedelta(days=24) else ActionStage.IDEA


def _horizon(form: str, days: int) -> Horizon:
    if form in ("F7", "F8"):
        return Horizon.PERMANENT
    return Horizon.RECURRING if days > 20 else Horizon.ONE_OFF


def _partners(row: Mapping[str, str], organisations: Mapping[str, int], chance: Random) -> tuple[Partner, ...]:
    others = (Partner(organisations[name], _role(name, chance)) for name in row["partners"].split("; "))
    return (Partner(organisations[row["lead"]], PartnerRole.LEAD), *others)


def _role(name: str, chance: Random) -> PartnerRole:
    if name.startswith(("Ville", "Tilleuls Habitat")):
        return PartnerRole.FUNDER
    if name.startswith(("Collectif", "Conseil")):
        return PartnerRole.RESIDENTS
    return chance.choice(_ROLES)


def _marks(typologies: Typologies, typology_id: str, most: int, chance: Random) -> tuple[str, ...]:
    codes = [category.code for category in typologies[typology_id].categories]
    # The first of each list come up more often: a count with a shape says more than an even one.
    weights = range(len(codes), 0, -1)
    return tuple(sorted(set(chance.choices(codes, weights, k=chance.randint(1, most)))))


def _means(
    partners: tuple[Partner, ...], means: Means, starts_on: date, ends_on: date
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    first, last = starts_on - timedelta(days=1), ends_on + timedelta(days=1)
    theirs = {partner.organisation_id for partner in partners[:2]}
    bookings = [
        number
        for number, one in enumerate(means.bookings, start=1)
        if one.organisation_id in theirs
        and first <= one.starts_at.date() <= last
        and one.state is BookingState.CONFIRMED
    ]
    loans = [
        number
        for number, one in enumerate(means.loans, start=1)
        if one["organisation_id"] in theirs and first <= one["starts_at"].date() <= last
    ]
    return tuple(bookings[:4]), tuple(loans[:2])
