"""Houses of a given size, made through the store."""

import random
from datetime import datetime, timedelta
from pathlib import Path

from coopdesk.domain.booking import BookingDraft, BookingKind, BookingState
from coopdesk.domain.house import House
from coopdesk.domain.operation import Operation
from coopdesk.domain.organisation import OrganisationDraft
from coopdesk.domain.room import RoomDraft
from coopdesk.services import rooms
from coopdesk.services.desk import Desk, create_desk
from coopdesk.store.bookings import BOOKINGS
from coopdesk.store.organisations import ORGANISATIONS

ROOMS = 20
PER_DAY = 9
LAST = datetime(2026, 12, 31)
WEEK = datetime(2026, 6, 1)

_WORDS = (
    "atelier",
    "cuisine",
    "jardin",
    "théâtre",
    "chœur",
    "lecture",
    "couture",
    "vélo",
    "réparation",
    "jeux",
    "échecs",
    "parents",
    "aînés",
    "français",
    "permanence",
    "musique",
    "danse",
    "radio",
    "forum",
    "santé",
    "quartier",
    "fête",
    "collectif",
    "repas",
    "goûter",
    "rencontre",
    "conseil",
    "réunion",
)


def title(chance: random.Random, words: int = 3) -> str:
    """A few words of the field."""
    return " ".join(chance.choice(_WORDS) for _ in range(words)).capitalize()


def make(path: Path, bookings: int, organisations: int = 200) -> Desk:
    """A house of 20 rooms; bookings go back in time from the end of 2026, nine a day in each room."""
    desk = create_desk(path, House(name="Maison de quartier des Tilleuls"))
    for number in range(ROOMS):
        rooms.add(desk, RoomDraft(name=f"Salle {number + 1}", capacity=30))
    chance = random.Random(20261123)
    with desk.write(Operation.WRITE_DEMO) as unit:
        ORGANISATIONS.add_many(
            unit.connection,
            [OrganisationDraft(name=f"{title(chance)} {n}", purpose=title(chance, 30)) for n in range(organisations)],
        )
        BOOKINGS.add_many(unit.connection, _bookings(chance, bookings, organisations))
        unit.commit()
    return desk


def _bookings(chance: random.Random, number: int, organisations: int) -> list[BookingDraft]:
    drafts = []
    for n in range(number):
        day, place = divmod(n, ROOMS * PER_DAY)
        room, slot = divmod(place, PER_DAY)
        starts_at = LAST - timedelta(days=day) + timedelta(hours=8, minutes=90 * slot)
        is_option = chance.random() < 0.1
        drafts.append(
            BookingDraft(
                room_id=room + 1,
                organisation_id=chance.randint(1, organisations),
                starts_at=starts_at,
                ends_at=starts_at + timedelta(minutes=75),
                kind=chance.choice(list(BookingKind)),
                purpose=title(chance) if n < 50_000 else "",
                state=BookingState.OPTION if is_option else BookingState.CONFIRMED,
            )
        )
    return drafts
